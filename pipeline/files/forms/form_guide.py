"""The first sheet of an issued workbook: what it is, for whom, how to fill it, what is where."""

from __future__ import annotations

from collections.abc import Iterable

from openpyxl import Workbook
from openpyxl.utils import quote_sheetname
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

from pipeline.domain.form import FormSpec
from pipeline.domain.manifest import CHECK_SHEET
from pipeline.files.forms.form_cells import put, put_across
from pipeline.files.forms.form_measures import height, lines
from pipeline.files.forms.form_styles import (
    BRAND,
    DOUBTFUL,
    INPUT,
    LOCKED,
    MISSING,
    WRONG,
    Role,
    solid,
)

GUIDE_SHEET = "Hướng dẫn"
_NUMBER, _NAME, _TEXT = 2, 3, 4
_LINE = (_NUMBER, _TEXT)
ADDRESSEE = (2, _NUMBER)
"""Row and column of the addressee's name."""

_WIDTHS = {"A": 2, "B": 6, "C": 26, "D": 62}
_WIDE = _WIDTHS["C"] + _WIDTHS["D"]
_LEGEND = (
    (INPUT, "Ô cần điền."),
    (MISSING, "Ô bắt buộc còn trống (đổi màu khi đã điền); tiêu đề có dấu *."),
    (LOCKED, "Ô in sẵn, đã khóa; không cần điền."),
)
_LEGEND_OF_CHECKS = (
    (WRONG, f"Ô có lỗi, phải sửa; lý do ở sheet “{CHECK_SHEET}”."),
    (DOUBTFUL, f"Ô cần xem lại; lý do ở sheet “{CHECK_SHEET}”."),
)
_CHECK_TEXT = "Xem trước khi gửi: còn thiếu gì, số liệu nào chưa khớp."


def add_guide(
    book: Workbook, form: FormSpec, texts: tuple[str, ...], *, is_checked: bool
) -> Worksheet:
    """Write the guide.

    Args:
        texts: The addressee ("" for none), then lines about deadline and contact.
        is_checked: Whether a sheet follows on which the workbook checks itself.
    """
    sheet: Worksheet = book.create_sheet(GUIDE_SHEET)
    for letter, width in _WIDTHS.items():
        sheet.column_dimensions[letter].width = width
    sheet.sheet_properties.tabColor = BRAND
    row = _write_banner(sheet, form.title, texts)
    row = _write_section(sheet, row, "Cách điền")
    row = _write_guide(sheet, row, form.guide)
    row = _write_section(sheet, row + 1, "Màu của ô")
    row = _write_legend(sheet, row, _LEGEND + _LEGEND_OF_CHECKS * is_checked)
    row = _write_section(sheet, row + 1, "Các sheet cần điền (bấm vào tên để mở)")
    row = _write_index(sheet, row, form)
    if is_checked:
        _write_entry(sheet, row, "✓", (CHECK_SHEET, _CHECK_TEXT))
    return sheet


def link(worksheet: Worksheet, row: int, column: int, text: str, target: str) -> None:
    """A link to the top of another sheet of the workbook."""
    cell = put(worksheet, row, column, text, Role.LINK)
    place = f"{quote_sheetname(target)}!B1"
    cell.hyperlink = Hyperlink(ref=cell.coordinate, location=place, display=text)
    cell.style = Role.LINK


def addressee_height(issued_to: str) -> float:
    """Points of the row under the title: the addressee's name."""
    return height(lines(issued_to, _WIDE, scale=1.4), line=18, lowest=30)


def _write_banner(sheet: Worksheet, title: str, texts: tuple[str, ...]) -> int:
    put_across(sheet, 1, _LINE, title, Role.BANNER)
    count = lines(title, _WIDE, scale=1.95)
    sheet.row_dimensions[1].height = height(count, line=24, lowest=54)
    row, (issued_to, *extra) = ADDRESSEE[0], texts
    if issued_to:
        put_across(sheet, row, _LINE, issued_to, Role.ADDRESSEE)
        sheet.row_dimensions[row].height = addressee_height(issued_to)
        row += 1
    for text in extra:
        _write_line(sheet, row, text, _NUMBER)
        row += 1
    return row + 1


def _write_section(sheet: Worksheet, row: int, title: str) -> int:
    put_across(sheet, row, _LINE, title, Role.BLOCK_TITLE)
    sheet.row_dimensions[row].height = 22
    return row + 1


def _write_line(sheet: Worksheet, row: int, text: str, column: int) -> None:
    put_across(sheet, row, (column, _TEXT), text, Role.BODY)
    sheet.row_dimensions[row].height = height(lines(text, _WIDE), lowest=19)


def _write_guide(sheet: Worksheet, row: int, guide: Iterable[str]) -> int:
    for number, text in enumerate(guide, 1):
        put(sheet, row, _NUMBER, number, Role.NUMBERING)
        _write_line(sheet, row, text, _NAME)
        row += 1
    return row


def _write_legend(sheet: Worksheet, row: int, legend: Iterable[tuple[str, str]]) -> int:
    for colour, text in legend:
        put(sheet, row, _NUMBER, None, Role.LABEL).fill = solid(colour)
        _write_line(sheet, row, text, _NAME)
        row += 1
    return row


def _write_index(sheet: Worksheet, row: int, form: FormSpec) -> int:
    for number, part in enumerate(form.sheets, 1):
        _write_entry(sheet, row, number, (part.title, part.heading))
        row += 1
    return row


def _write_entry(sheet: Worksheet, row: int, number: int | str, texts: tuple[str, str]) -> None:
    title, heading = texts
    put(sheet, row, _NUMBER, number, Role.NUMBERING)
    link(sheet, row, _NAME, title, title)
    put(sheet, row, _TEXT, heading, Role.BODY)
    sheet.row_dimensions[row].height = height(lines(heading, _WIDTHS["D"]), lowest=19)
