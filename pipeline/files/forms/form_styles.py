"""How an issued workbook looks: its colours, and one named style for every role of a cell.

Named styles are made once a workbook; a cell is then dressed by one assignment. To change the
look of all forms, change it here.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Protection, Side
from openpyxl.utils.indexed_list import IndexedList
from openpyxl.worksheet.dimensions import ColumnDimension, RowDimension

from pipeline.domain.form import Shape, ValueKind

TYPEFACE = "Arial"
"""On every Windows, and of the same widths as Liberation Sans where that stands in for it."""

BRAND = "1F4E79"
GOLD = "C9A227"
INPUT = "FFF9DB"
MISSING = "FBE0CF"
WRONG = "F5B7B1"
DOUBTFUL = "FFD479"
LOCKED = "F3F4F6"
PENDING, FINE, NOTED, DOUBT, FAULT = "9AA3AD", "2E8B57", "2F6DB5", "E08E00", "C0392B"
"""Colours of the lights of the check sheet, by how much they weigh."""

BAR = "A9D18E"
HEADER = "DCE6F1"
LINE = "BFC5CD"
MUTED = "6B7280"
TABS = {
    Shape.FIELDS: BRAND,
    Shape.GRID: "2E8B57",
    Shape.RECORDS: GOLD,
    Shape.NARRATIVE: "7B5EA7",
}
"""Tab colour by what the sheet asks for."""

REQUIRED_FORMAT = '@"\u00a0*"'
"""Shows a star behind the heading of a required column; the heading itself stays as it is."""


class Role(StrEnum):
    """What a cell is for; the value names its style in Excel's gallery."""

    BANNER = "Biểu: tên biểu"
    ADDRESSEE = "Biểu: đơn vị nhận"
    HEADING = "Biểu: tên sheet"
    SHEET_NOTE = "Biểu: ghi chú sheet"
    BLOCK_TITLE = "Biểu: tên bảng"
    BLOCK_NOTE = "Biểu: ghi chú bảng"
    DECLARATION = "Biểu: lời khai"
    HEADER = "Biểu: tiêu đề cột"
    REQUIRED_HEADER = "Biểu: tiêu đề cột bắt buộc"
    LABEL = "Biểu: nhãn dòng"
    REQUIRED_LABEL = "Biểu: nhãn dòng bắt buộc"
    NUMBERING = "Biểu: số thứ tự"
    FIXED = "Biểu: ô in sẵn"
    HINT = "Biểu: gợi ý"
    LINK = "Biểu: liên kết"
    BODY = "Biểu: lời hướng dẫn"
    KEY = "Biểu: mã ẩn"
    LIGHT = "Kiểm tra: đèn"
    VERDICT = "Kiểm tra: kết luận"
    CHECKED = "Kiểm tra: nội dung"
    RESULT = "Kiểm tra: kết quả"
    JUMP = "Kiểm tra: liên kết"
    SHARE = "Kiểm tra: mức độ hoàn thành"


FORMATS = {
    ValueKind.TEXT: "@",
    ValueKind.LONG_TEXT: "@",
    ValueKind.COUNT: "#,##0",
    ValueKind.NUMBER: "General",
    ValueKind.DATE: "dd/mm/yyyy",
    ValueKind.CHOICE: "@",
}
"""Text cells are of format text: "- Kết quả" and "15/3" stay what was typed."""

_THIN = Side(style="thin", color=LINE)
BOX = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
_UNDERLINE = Border(bottom=Side(style="medium", color=GOLD))

_KIND_WORDS = {
    ValueKind.TEXT: "chữ",
    ValueKind.LONG_TEXT: "đoạn văn",
    ValueKind.COUNT: "số nguyên",
    ValueKind.NUMBER: "số",
    ValueKind.DATE: "ngày",
    ValueKind.CHOICE: "chọn",
}


def input_style(kind: ValueKind) -> str:
    """Name of the style of a prepared input cell."""
    return f"Ô nhập: {_KIND_WORDS[kind]}"


def open_style(kind: ValueKind) -> str:
    """Name of the style of a filled list cell; its colour comes by condition."""
    return f"Dòng nhập: {_KIND_WORDS[kind]}"


def solid(colour: str) -> PatternFill:
    """A plain fill; both colours are set because conditional formats read the second."""
    return PatternFill("solid", start_color=colour, end_color=colour)


def add_styles(book: Workbook) -> None:
    """Give a new workbook its typeface and all named styles."""
    # Column widths are measured in digits of the default font, which has no public setter.
    internals: Any = book
    internals._fonts = IndexedList([_font()])
    for style in (
        *_title_styles(),
        *_table_styles(),
        *_aside_styles(),
        *_kind_styles(),
        *_check_styles(),
    ):
        book.add_named_style(style)


def open_column(column: ColumnDimension, kind: ValueKind) -> None:
    """Open a whole column for typing, so that a list may go on below its prepared rows."""
    column.font = _font()
    column.alignment = _kind_alignment(kind)
    column.number_format = FORMATS[kind]
    column.protection = Protection(locked=False)


def close_row(row: RowDimension) -> None:
    """Keep a row above an open list locked: the style of a row prevails over its columns'."""
    row.font = _font()
    row.alignment = _aligned()
    row.protection = Protection(locked=True)


def _font(
    size: float = 10, colour: str = "1F2933", *, bold: bool = False, italic: bool = False
) -> Font:
    return Font(name=TYPEFACE, size=size, color=colour, bold=bold, italic=italic)


def _aligned(across: str = "left", down: str = "center", indent: int = 0) -> Alignment:
    return Alignment(horizontal=across, vertical=down, wrap_text=True, indent=indent)


def _kind_alignment(kind: ValueKind) -> Alignment:
    down = "top" if kind is ValueKind.LONG_TEXT else "center"
    words = kind in (ValueKind.TEXT, ValueKind.LONG_TEXT, ValueKind.CHOICE)
    return _aligned("left", down, indent=1) if words else _aligned("center", down)


def _title_styles() -> tuple[NamedStyle, ...]:
    banner, plain, inset = _font(18, "FFFFFF", bold=True), _aligned(), _aligned(indent=1)
    addressee, block = _font(13, BRAND, bold=True), _font(12, BRAND, bold=True)
    return (
        NamedStyle(Role.BANNER, banner, solid(BRAND), alignment=inset),
        NamedStyle(Role.ADDRESSEE, addressee, border=_UNDERLINE, alignment=inset),
        NamedStyle(Role.HEADING, _font(16, BRAND, bold=True), alignment=plain),
        NamedStyle(Role.BLOCK_TITLE, block, border=_UNDERLINE, alignment=plain),
    )


def _table_styles() -> tuple[NamedStyle, ...]:
    header, label, star = _font(bold=True, colour=BRAND), _aligned(indent=1), REQUIRED_FORMAT
    middle = _aligned("center")
    blue, grey = solid(HEADER), solid(LOCKED)
    return (
        NamedStyle(Role.HEADER, header, blue, BOX, middle),
        NamedStyle(Role.REQUIRED_HEADER, header, blue, BOX, middle, star),
        NamedStyle(Role.LABEL, _font(), border=BOX, alignment=label),
        NamedStyle(Role.REQUIRED_LABEL, _font(), None, BOX, label, star),
        NamedStyle(Role.NUMBERING, _font(12, MUTED), border=BOX, alignment=middle),
        NamedStyle(Role.FIXED, _font(), grey, BOX, middle),
        NamedStyle(Role.DECLARATION, _font(bold=True), grey, BOX, label),
    )


def _aside_styles() -> tuple[NamedStyle, ...]:
    aside, plain, inset = _font(colour=MUTED, italic=True), _aligned(), _aligned(indent=1)
    link = Font(name=TYPEFACE, size=10, color="1155CC", underline="single")
    return (
        NamedStyle(Role.SHEET_NOTE, aside, alignment=plain),
        NamedStyle(Role.BLOCK_NOTE, aside, alignment=plain),
        NamedStyle(Role.HINT, _font(9, MUTED, italic=True), border=BOX, alignment=inset),
        NamedStyle(Role.LINK, link, alignment=plain),
        NamedStyle(Role.BODY, _font(), alignment=inset),
        NamedStyle(Role.KEY, _font(8, MUTED), number_format="@"),
    )


def _check_styles() -> tuple[NamedStyle, ...]:
    middle, inset = _aligned("center"), _aligned(indent=1)
    link = Font(name=TYPEFACE, size=10, color="1155CC", underline="single")
    verdict = _font(13, BRAND, bold=True)
    return (
        NamedStyle(Role.LIGHT, _font(16, PENDING), border=BOX, alignment=middle),
        NamedStyle(Role.VERDICT, verdict, solid(LOCKED), BOX, inset),
        NamedStyle(Role.CHECKED, _font(), border=BOX, alignment=inset),
        NamedStyle(Role.RESULT, _font(colour=MUTED, bold=True), border=BOX, alignment=middle),
        NamedStyle(Role.JUMP, link, border=BOX, alignment=inset),
        NamedStyle(Role.SHARE, _font(13, bold=True), None, BOX, middle, "0%"),
    )


def _kind_styles() -> Iterator[NamedStyle]:
    free = Protection(locked=False)
    for kind, layout in FORMATS.items():
        inside = _kind_alignment(kind)
        yield NamedStyle(input_style(kind), _font(), solid(INPUT), BOX, inside, layout, free)
        yield NamedStyle(open_style(kind), _font(), None, None, inside, layout, free)
