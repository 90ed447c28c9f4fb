"""An edited report and a late workbook, through the real command line and the real update."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import docx
import pytest
from docx.oxml.ns import qn

from pipeline.files.word.open_points import open_points
from tests.jobs.broken_campaign import a_campaign_with_a_late_workbook
from tests.jobs.by_hand import thidua

REPORT = "bao-cao-mau-so-02.docx"
ADDED = "Theo đánh giá của Cụm: "


def paragraphs(path: Path) -> list[Any]:
    return list(docx.Document(str(path)).element.body.iter(qn("w:p")))


def words(paragraph: Any) -> str:
    """As a reader sees it, offers not yet accepted left out."""
    return "".join(text.text or "" for text in paragraph.iter(qn("w:t"), qn("w:delText")))


def figures(campaign: Path) -> dict[str, str]:
    record = json.loads((campaign / "reports" / "nguon-so-lieu.json").read_text(encoding="utf-8"))
    return {name: one["printed"] for name, one in record["figures"].items()}


def edit(path: Path, sentence: str) -> None:
    """Type before a sentence, and a paragraph at the end."""
    document = docx.Document(str(path))
    for paragraph in document.element.body.iter(qn("w:p")):
        if words(paragraph) == sentence:
            first = next(paragraph.iter(qn("w:t")))
            first.text = ADDED + (first.text or "")
            break
    document.add_paragraph("Đoạn do thư ký viết thêm.")
    document.save(str(path))


def forget(path: Path) -> None:
    """Save it as programs do that drop what they do not know."""
    with ZipFile(path) as source:
        kept = {name: source.read(name) for name in source.namelist()}
    with ZipFile(path, "w") as target:
        for name, data in kept.items():
            if not name.startswith("customXml/"):
                target.writestr(name, data)


@pytest.mark.parametrize("forgotten", [False, True])
def test_what_a_person_wrote_stays_and_moved_figures_are_offered(
    tmp_path: Path, forgotten: bool
) -> None:
    campaign = a_campaign_with_a_late_workbook(tmp_path)
    report, before = campaign / "reports" / REPORT, figures(campaign)
    former = before["headcount.value[total]"]
    (sentence,) = [words(p) for p in paragraphs(report) if f"/{former})" in words(p)]
    edit(report, sentence)
    if forgotten:
        forget(report)
    output = thidua("consolidate", "--campaign", campaign, code=1)
    after = figures(campaign)["headcount.value[total]"]
    assert former != after
    assert f"{REPORT}: cần xem" in output
    (kept,) = [p for p in paragraphs(report) if words(p).startswith(ADDED)]
    assert former in [words(change) for change in kept.iter(qn("w:del"))]
    assert after in [words(change) for change in kept.iter(qn("w:ins"))]
    assert f"{former} → {after}" in open_points(report, "thidua").offers
    assert words(paragraphs(report)[-1]) == "Đoạn do thư ký viết thêm."
