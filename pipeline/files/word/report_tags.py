"""The tags of a report's Word template: which there are, and the template they stand in."""

from __future__ import annotations

from pathlib import Path
from typing import Final
from zipfile import BadZipFile

from docx.opc.exceptions import PackageNotFoundError
from docxtpl import DocxTemplate

from pipeline.domain.errors import TemplateError
from pipeline.domain.outline import Outline

APPENDICES: Final = "phu_luc"
COMPLETENESS: Final = "tinh_hinh_so_lieu"
RECIPIENTS: Final = "noi_nhan"


def known_tags(outline: Outline) -> frozenset[str]:
    """Every tag a template of this outline may have."""
    return block_tags(outline) | outline.fields.keys()


def block_tags(outline: Outline) -> frozenset[str]:
    """The tags that generated content takes the place of; a template must have each once."""
    return frozenset({*(one.tag for one in outline.filled), APPENDICES, COMPLETENESS})


def open_template(template: Path) -> DocxTemplate:
    """Open a Word template.

    Raises:
        TemplateError: There is no such file, or it is no Word document.
    """
    word = DocxTemplate(str(template))
    try:
        word.init_docx()
    except (PackageNotFoundError, BadZipFile, KeyError, ValueError, OSError) as error:
        raise TemplateError(
            f"Không mở được mẫu Word {template.name}: tệp không có hoặc không phải tệp .docx."
        ) from error
    return word
