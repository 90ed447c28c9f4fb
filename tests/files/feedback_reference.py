"""A correction workbook as openpyxl writes it: what the one from the master is held against."""

from __future__ import annotations

from collections import defaultdict
from copy import copy
from datetime import date
from math import ceil
from pathlib import Path
from typing import Any, Final, Unpack

from openpyxl.cell.cell import Cell
from openpyxl.comments import Comment
from openpyxl.formatting.formatting import ConditionalFormattingList
from openpyxl.formatting.rule import FormulaRule
from openpyxl.utils.datetime import to_excel
from openpyxl.worksheet.worksheet import Worksheet

from pipeline.domain.correction import Correction
from pipeline.domain.findings import Finding
from pipeline.domain.form import FormSpec
from pipeline.domain.layout import Layout, Manifest
from pipeline.domain.rules.rule import Severity
from pipeline.files.atomic import replacing
from pipeline.files.forms.feedback_list import MARKED, add_list
from pipeline.files.forms.form_book import Cover, build_form
from pipeline.files.forms.form_styles import BOX, solid

AUTHOR: Final = "thidua"
COMMENT_WIDTH: Final = 330
"""Pixels; about ``COMMENT_LINE`` characters."""

COMMENT_LINE, LINE_PIXELS, COMMENT_MARGIN = 46, 17, 14
LONGEST_QUOTED: Final = 200
"""Excel allows 255 characters of text inside a formula."""


def write_by_openpyxl(
    path: Path,
    form: FormSpec,
    layout: Layout,
    manifest: Manifest,
    correction: Correction,
    **cover: Unpack[Cover],
) -> None:
    """Write the workbook whole or not at all.

    Args:
        manifest: Its ``round`` tells which correction this is.

    Raises:
        OutputError: The file cannot be written.
    """
    book = build_form(form, layout, manifest, correction.values, **cover)
    by_sheet: dict[str, dict[str, list[Finding]]] = defaultdict(lambda: defaultdict(list))
    for found in correction.findings:
        if found.cell and found.severity in MARKED:
            by_sheet[found.sheet][found.cell].append(found)
    for sheet, cells in by_sheet.items():
        _mark(book[sheet], cells)
    add_list(book, form, correction, cover.get("issued_to", ""))
    with replacing(path) as temporary:
        book.save(temporary)


def _mark(worksheet: Worksheet, cells: dict[str, list[Finding]]) -> None:
    """Comment on the cells, and colour them until what they hold is changed.

    The marks go before the form's own conditional formats, which paint what is to be filled:
    Excel goes by priority, LibreOffice by the order in the file.
    """
    marked = ConditionalFormattingList()
    for priority, (address, found) in enumerate(cells.items(), start=1):
        _opened(worksheet, address).comment = _comment(found)
        gravest = min((one.severity for one in found), key=list(Severity).index)
        unchanged = [_unchanged(worksheet, address)]
        mark = FormulaRule(unchanged, stopIfTrue=True, fill=solid(MARKED[gravest]), border=BOX)
        mark.priority = priority
        marked.add(address, mark)
    for area in worksheet.conditional_formatting:
        for rule in area.rules:
            rule.priority += len(cells)
            marked.add(str(area.sqref), rule)
    worksheet.conditional_formatting = marked


def _opened(worksheet: Worksheet, address: str) -> Cell:
    """The cell, open for typing: a blank in a list has no style until it is needed."""
    cell = worksheet[address]
    assert isinstance(cell, Cell)
    if not cell.has_style:
        # A style as a whole has no public name in openpyxl; part by part takes ten times as long.
        column: Any = worksheet.column_dimensions[cell.column_letter]
        fresh: Any = cell
        fresh._style = copy(column._style)
    return cell


def _comment(found: list[Finding]) -> Comment:
    """What is wrong and what to do, in a box of the size of its text."""
    text = "\n".join(
        f"{one.severity.label} {one.code}: {one.message}\n→ {one.advice}" for one in found
    )
    count = sum(max(1, ceil(len(line) / COMMENT_LINE)) for line in text.split("\n"))
    return Comment(text, AUTHOR, count * LINE_PIXELS + COMMENT_MARGIN, COMMENT_WIDTH)


def _unchanged(worksheet: Worksheet, address: str) -> str:
    """A condition that holds while the cell holds what the unit had sent."""
    value = worksheet[address].value
    match value:
        case None:
            return f"LEN(TRIM({address}))=0"
        case str() if len(value) <= LONGEST_QUOTED and value.isprintable():
            quoted = value.replace('"', '""')
            return f'EXACT({address},"{quoted}")'
        case str() | bool():
            return "TRUE"
        case date():
            return f"{address}={to_excel(value):g}"
        case _:
            return f"{address}={value}"
