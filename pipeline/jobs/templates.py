"""``thidua template``: the reports' Word templates, copied to be edited, checked before use."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

from pipeline.domain.errors import OutputError, TemplateError
from pipeline.domain.outline import Outline
from pipeline.files.atomic import replacing
from pipeline.files.campaign.campaign_folder import CampaignFolder
from pipeline.files.templates.settings import templates_folder
from pipeline.files.word.outline import load_outline
from pipeline.files.word.report_tags import open_template
from pipeline.files.word.template_check import TemplateProblem, likely_outline, template_problems


@dataclass(frozen=True, slots=True)
class CheckedTemplate:
    """A template, the official form it is for, and what is wrong with it."""

    path: Path
    outline: Outline
    problems: tuple[TemplateProblem, ...]


def outlines() -> tuple[Outline, ...]:
    """The outlines of the official forms: each Word template that we ship has one beside it."""
    shipped = sorted((templates_folder() / "reports").glob("*.docx"))
    return tuple(load_outline(path.with_suffix(".toml")) for path in shipped)


def template_of(folder: CampaignFolder, outline: Outline) -> Path:
    """The template a report is written with: the campaign's own, else the one that we ship."""
    own = folder.templates / f"{outline.id}.docx"
    return own if own.is_file() else templates_folder() / "reports" / f"{outline.id}.docx"


def copy_templates(folder: CampaignFolder) -> tuple[Path, ...]:
    """Copy the shipped templates into the campaign, to be edited in Word.

    Raises:
        OutputError: One is there already, or cannot be written.
    """
    shipped = [templates_folder() / "reports" / f"{outline.id}.docx" for outline in outlines()]
    targets = [folder.templates / path.name for path in shipped]
    there = [path.name for path in targets if path.exists()]
    if there:
        raise OutputError(
            f"Thư mục “{folder.templates}” đã có {', '.join(there)}."
            " Đổi tên hoặc chuyển tệp đó đi nơi khác rồi chạy lại."
        )
    for source, target in zip(shipped, targets, strict=True):
        with replacing(target) as temporary:
            shutil.copyfile(source, temporary)
    return tuple(targets)


def check_template(path: Path, form: str = "") -> CheckedTemplate:
    """Tell what is wrong with an edited template.

    Args:
        path: The Word file.
        form: Id of the outline it is for; "" to tell by its tags.

    Raises:
        TemplateError: There is no such file or form, or it is no Word document.
    """
    known = {outline.id: outline for outline in outlines()}
    if form and form not in known:
        raise TemplateError(f"Không có mẫu “{form}”. Các mẫu: {', '.join(known)}.")
    outline = known[form] if form else likely_outline(path, tuple(known.values()))
    return CheckedTemplate(path, outline, template_problems(open_template(path), outline))
