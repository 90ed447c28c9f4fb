"""The first sheet of a correction workbook: what to correct, each with a link to its cell."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Final

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import quote_sheetname
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

from pipeline.domain.correction import Cause, Correction
from pipeline.domain.findings import Finding
from pipeline.domain.form import FormSpec
from pipeline.domain.rules.rule import Severity
from pipeline.files.forms.form_cells import put, put_across
from pipeline.files.forms.form_measures import height, lines
from pipeline.files.forms.form_sheets import finish_sheet
from pipeline.files.forms.form_styles import BOX, HEADER, LOCKED, TYPEFACE, Role, solid

LIST_SHEET: Final = "Cần sửa"
RED, AMBER = "F6B2AA", "FBD38B"
MARKED: Final[Mapping[Severity, str]] = MappingProxyType(
    {Severity.ERROR: RED, Severity.WARNING: AMBER}
)
"""The severities that are marked in the form, with their colours."""

WHOLE_FILE: Final = "Cả tệp"

_NUMBER, _PLACE, _MESSAGE, _ADVICE = 2, 3, 4, 5
_LINE = (_NUMBER, _ADVICE)
_WIDTHS = {"A": 2, "B": 5, "C": 25, "D": 62, "E": 44}
_WIDE = sum(_WIDTHS.values()) - _WIDTHS["A"]
_HEADINGS = ("STT", "Ô (bấm để mở)", "Vấn đề", "Cách xử lý")
_SECTIONS: Final[Mapping[Severity, str]] = {
    Severity.ERROR: "Lỗi: cần sửa",
    Severity.WARNING: "Cảnh báo: đề nghị kiểm tra lại, giữ nguyên nếu đã đúng",
    Severity.NOTE: "Lưu ý: để biết, không bắt buộc sửa",
}
_HELP = (
    "Tệp này là biểu mẫu mới, đã điền sẵn số liệu đơn vị gửi.",
    "Đề nghị sửa ngay trong tệp này, lưu và gửi lại; không cần sửa tệp cũ.",
    "Bấm vào tên ô ở cột C để tới ô cần sửa; ô đó được tô màu và có ghi chú.",
    "Màu đỏ là lỗi, màu vàng cam là cảnh báo; màu tự mất khi nội dung của ô thay đổi.",
)


def add_list(book: Workbook, form: FormSpec, correction: Correction, issued_to: str) -> Worksheet:
    """Write the list as the first sheet, the one that is open when the file is opened."""
    sheet: Worksheet = book.create_sheet(LIST_SHEET, 0)
    book.active = 0
    sheet.sheet_properties.tabColor = "C0392B"
    for letter, width in _WIDTHS.items():
        sheet.column_dimensions[letter].width = width
    row = _write_top(sheet, form.title, issued_to)
    titles = {one.title for one in form.sheets}
    number = 0
    for severity in Severity:
        causes = [cause for cause in correction.causes if cause.severity is severity]
        if causes:
            row = _write_section(sheet, row + 1, severity, causes)
            for cause in causes:
                row, number = _write_cause(sheet, row, number, cause, titles)
    finish_sheet(sheet, form.title, landscape=True)
    return sheet


def _write_top(sheet: Worksheet, title: str, issued_to: str) -> int:
    put_across(sheet, 1, _LINE, "Các nội dung cần sửa, cần kiểm tra lại", Role.BANNER)
    sheet.row_dimensions[1].height = 44
    put_across(sheet, 2, _LINE, issued_to or title, Role.ADDRESSEE)
    sheet.row_dimensions[2].height = height(lines(issued_to or title, _WIDE, scale=1.4), line=18)
    row = 3
    for text in _HELP:
        put_across(sheet, row, _LINE, text, Role.BODY)
        sheet.row_dimensions[row].height = height(lines(text, _WIDE))
        row += 1
    return row


def _write_section(sheet: Worksheet, row: int, severity: Severity, causes: Iterable[Cause]) -> int:
    count = sum(len(cause.findings) for cause in causes)
    text = f"{_SECTIONS[severity]} ({count})"
    put_across(sheet, row, _LINE, text, Role.BLOCK_TITLE)
    sheet.row_dimensions[row].height = 24
    for column, heading in enumerate(_HEADINGS, start=_NUMBER):
        put(sheet, row + 1, column, heading, Role.HEADER)
    sheet.row_dimensions[row + 1].height = height(1)
    return row + 2


def _write_cause(
    sheet: Worksheet, row: int, number: int, cause: Cause, titles: Iterable[str]
) -> tuple[int, int]:
    """One line for the cause, then one a finding; returns the next row and the last number."""
    text = f"{cause.title} ({len(cause.findings)})"
    put_across(sheet, row, _LINE, text, Role.LABEL)
    for column in range(_NUMBER, _ADVICE + 1):
        sheet.cell(row, column).fill = solid(HEADER if cause.severity in MARKED else LOCKED)
    sheet.cell(row, _NUMBER).font = Font(name=TYPEFACE, size=10, bold=True)
    sheet.row_dimensions[row].height = height(lines(text, _WIDE))
    for found in cause.findings:
        row, number = row + 1, number + 1
        _write_finding(sheet, row, number, found, titles)
    return row + 1, number


def _write_finding(
    sheet: Worksheet, row: int, number: int, found: Finding, titles: Iterable[str]
) -> None:
    mark = put(sheet, row, _NUMBER, number, Role.NUMBERING)
    if found.severity in MARKED:
        mark.fill = solid(MARKED[found.severity])
    place = put(sheet, row, _PLACE, found.place or WHOLE_FILE, Role.LABEL)
    if found.sheet in titles:
        target = f"{quote_sheetname(found.sheet)}!{found.cell or 'B1'}"
        place.hyperlink = Hyperlink(ref=place.coordinate, location=target, display=found.place)
        place.style, place.border = Role.LINK, BOX
        place.alignment = Alignment("left", "center", wrap_text=True, indent=1)
    put(sheet, row, _MESSAGE, found.message, Role.LABEL)
    put(sheet, row, _ADVICE, found.advice, Role.LABEL)
    needed = max(
        lines(found.place, _WIDTHS["C"]),
        lines(found.message, _WIDTHS["D"] - 2),
        lines(found.advice, _WIDTHS["E"] - 2),
    )
    sheet.row_dimensions[row].height = height(needed)
