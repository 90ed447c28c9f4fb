"""The first sheet of a correction workbook: what to correct, each with a link to its cell."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final, NamedTuple

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
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

NUMBER, PLACE, _ADVICE = 2, 3, 5
LINE: Final = (NUMBER, _ADVICE)
"""First and last column of the list."""

_WIDTHS = {"A": 2, "B": 5, "C": 25, "D": 62, "E": 44}
_WIDE = sum(_WIDTHS.values()) - _WIDTHS["A"]
_HEADINGS = ("STT", "Ô (bấm để mở)", "Vấn đề", "Cách xử lý")
_SECTIONS: Final[Mapping[Severity, str]] = {
    Severity.ERROR: "Lỗi: cần sửa",
    Severity.WARNING: "Cảnh báo: đề nghị kiểm tra lại, giữ nguyên nếu đã đúng",
    Severity.NOTE: "Lưu ý: để biết, không bắt buộc sửa",
}


class Kind(StrEnum):
    """What a line is for; all but headings and findings are one cell across the sheet."""

    BANNER = "banner"
    ADDRESSEE = "addressee"
    HELP = "help"
    SECTION = "section"
    HEADINGS = "headings"
    CAUSE = "cause"
    FINDING = "finding"


class Look(NamedTuple):
    """All that the styles of a line's cells depend on."""

    kind: Kind
    severity: Severity | None = None
    is_linked: bool = False


@dataclass(frozen=True, slots=True)
class ListLine:
    """One line of the list: its row, its height in points, its texts from the second column on.

    Attributes:
        target: Where the link in the place's cell leads; "" for no link.
    """

    row: int
    look: Look
    height: float
    texts: tuple[str | int, ...]
    target: str = ""

    @property
    def is_across(self) -> bool:
        """Whether its first cell takes the whole line."""
        return self.look.kind not in (Kind.HEADINGS, Kind.FINDING)


_ROLES: Final[Mapping[Kind, Role]] = {
    Kind.BANNER: Role.BANNER,
    Kind.ADDRESSEE: Role.ADDRESSEE,
    Kind.HELP: Role.BODY,
    Kind.SECTION: Role.BLOCK_TITLE,
    Kind.HEADINGS: Role.HEADER,
    Kind.CAUSE: Role.LABEL,
    Kind.FINDING: Role.LABEL,
}
_HELP = (
    "Tệp này là biểu mẫu mới, đã điền sẵn số liệu đơn vị gửi.",
    "Đề nghị sửa ngay trong tệp này, lưu và gửi lại; không cần sửa tệp cũ.",
    "Bấm vào tên ô ở cột C để tới ô cần sửa; ô đó được tô màu và có ghi chú.",
    "Màu đỏ là lỗi, màu vàng cam là cảnh báo; màu tự mất khi nội dung của ô thay đổi.",
)


def list_lines(form: FormSpec, correction: Correction, issued_to: str) -> Iterator[ListLine]:
    """The whole list, line by line."""
    yield from _top_lines(issued_to or form.title)
    titles = {one.title for one in form.sheets}
    row, number = 3 + len(_HELP), 0
    for severity in Severity:
        causes = [cause for cause in correction.causes if cause.severity is severity]
        if causes:
            yield from _section_lines(row + 1, severity, causes)
            row += 3
            for cause in causes:
                yield _cause_line(row, cause)
                for found in cause.findings:
                    row, number = row + 1, number + 1
                    yield _finding_line(row, number, found, titles)
                row += 1


def add_list(book: Workbook, form: FormSpec, correction: Correction, issued_to: str) -> Worksheet:
    """Write the list as the first sheet, the one that is open when the file is opened."""
    sheet: Worksheet = book.create_sheet(LIST_SHEET, 0)
    book.active = 0
    sheet.sheet_properties.tabColor = "C0392B"
    for letter, width in _WIDTHS.items():
        sheet.column_dimensions[letter].width = width
    for line in list_lines(form, correction, issued_to):
        _write(sheet, line)
    finish_sheet(sheet, form.title, landscape=True)
    return sheet


def _top_lines(issued_to: str) -> Iterator[ListLine]:
    yield ListLine(1, Look(Kind.BANNER), 44, ("Các nội dung cần sửa, cần kiểm tra lại",))
    tall = height(lines(issued_to, _WIDE, scale=1.4), line=18)
    yield ListLine(2, Look(Kind.ADDRESSEE), tall, (issued_to,))
    for row, text in enumerate(_HELP, 3):
        yield ListLine(row, Look(Kind.HELP), height(lines(text, _WIDE)), (text,))


def _section_lines(row: int, severity: Severity, causes: Iterable[Cause]) -> Iterator[ListLine]:
    count = sum(len(cause.findings) for cause in causes)
    yield ListLine(row, Look(Kind.SECTION), 24, (f"{_SECTIONS[severity]} ({count})",))
    yield ListLine(row + 1, Look(Kind.HEADINGS), height(1), _HEADINGS)


def _cause_line(row: int, cause: Cause) -> ListLine:
    text = f"{cause.title} ({len(cause.findings)})"
    look = Look(Kind.CAUSE, cause.severity)
    return ListLine(row, look, height(lines(text, _WIDE)), (text,))


def _finding_line(row: int, number: int, found: Finding, titles: Container[str]) -> ListLine:
    is_linked = found.sheet in titles
    target = f"{quote_sheetname(found.sheet)}!{found.cell or 'B1'}" if is_linked else ""
    texts = (number, found.place or WHOLE_FILE, found.message, found.advice)
    needed = max(
        lines(found.place, _WIDTHS["C"]),
        lines(found.message, _WIDTHS["D"] - 2),
        lines(found.advice, _WIDTHS["E"] - 2),
    )
    look = Look(Kind.FINDING, found.severity, is_linked)
    return ListLine(row, look, height(needed), texts, target)


def _write(sheet: Worksheet, line: ListLine) -> None:
    kind, severity = line.look.kind, line.look.severity
    is_marked = severity in MARKED
    sheet.row_dimensions[line.row].height = line.height
    if line.is_across:
        put_across(sheet, line.row, LINE, str(line.texts[0]), _ROLES[kind])
        if kind is Kind.CAUSE:
            for column in range(NUMBER, _ADVICE + 1):
                sheet.cell(line.row, column).fill = solid(HEADER if is_marked else LOCKED)
            sheet.cell(line.row, NUMBER).font = Font(name=TYPEFACE, size=10, bold=True)
        return
    for column, text in enumerate(line.texts, NUMBER):
        role = Role.NUMBERING if isinstance(text, int) else _ROLES[kind]
        cell = put(sheet, line.row, column, text, role)
        if isinstance(text, int) and severity is not None and is_marked:
            cell.fill = solid(MARKED[severity])
    if line.target:
        _link(put(sheet, line.row, PLACE, line.texts[1], Role.LINK), line)


def _link(cell: Cell, line: ListLine) -> None:
    cell.hyperlink = Hyperlink(
        ref=cell.coordinate, location=line.target, display=str(line.texts[1])
    )
    cell.style, cell.border = Role.LINK, BOX
    cell.alignment = Alignment("left", "center", wrap_text=True, indent=1)
