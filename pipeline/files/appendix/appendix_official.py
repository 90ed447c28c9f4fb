"""The head of an official statistical form: masthead, title, header of several levels, codes.

Other worksheets have a title and a header of one or two levels (``appendix_sheet``).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from xlsxwriter.worksheet import Worksheet

from pipeline.domain.document import Masthead, Table, TableColumn
from pipeline.files.appendix.appendix_formats import LINE, Looks, Part
from pipeline.files.appendix.appendix_layout import (
    BOLD,
    MASTHEAD_ROWS,
    TITLE_ROW,
    Layout,
    height,
    used_height,
)
from pipeline.files.appendix.appendix_text import written

TITLE_ROOM = 0.8
"""Characters of a title where one of plain text fits."""

SIGNATURE_HEIGHT = 90.0
"""Points for a signature and a stamp."""

HIGHEST_ON_A_PAGE = 900.0
"""Points: beyond it a form made to fit one landscape page could no longer be read."""


@dataclass(frozen=True, slots=True)
class HeaderCell:
    """One cell of the header; rows and columns count from the header's first, both included."""

    text: str
    top: int
    left: int
    bottom: int
    right: int


def write_official(
    sheet: Worksheet, looks: Looks, table: Table, layout: Layout, subtitle: str
) -> None:
    """Write everything above the rows, and the signatures below the notes."""
    writer = _Writer(sheet, looks, table, layout)
    masthead = table.masthead
    title_row = TITLE_ROW + (MASTHEAD_ROWS if masthead else 0)
    writer.across(title_row, masthead.heading if masthead else table.title, Part.TITLE)
    writer.across(title_row + 1, masthead.period if masthead else subtitle, Part.SUBTITLE)
    if masthead is not None:
        writer.masthead(masthead)
        writer.signatures(masthead)
        if masthead.measure:
            writer.across(title_row + 2, f"Đơn vị tính: {masthead.measure}", Part.UNIT)
    writer.header()
    writer.codes()


def pages_down(table: Table, layout: Layout) -> int:
    """1 for a form that fits a page, if need be a little smaller; 0 for as many as it takes."""
    return int(used_height(table, layout) + SIGNATURE_HEIGHT <= HIGHEST_ON_A_PAGE)


def header_cells(columns: tuple[TableColumn, ...], levels: int) -> Iterator[HeaderCell]:
    """The cells of a header whose spanning headers cover neighbours with the same ones above."""
    paths = [_path(column) for column in columns]
    for left, path in enumerate(paths):
        for level, text in enumerate(path[:-1]):
            opening = path[: level + 1]
            if (
                left
                and paths[left - 1][: level + 1] == opening
                and len(paths[left - 1]) > level + 1
            ):
                continue
            right = left
            while right + 1 < len(paths) and paths[right + 1][: level + 1] == opening:
                right += 1
            yield HeaderCell(text, level, left, level, right)
        yield HeaderCell(path[-1], len(path) - 1, left, levels - 1, left)


def _path(column: TableColumn) -> tuple[str, ...]:
    return (*column.above, *((column.group,) if column.group else ()), column.label)


class _Writer:
    """Writes into one worksheet."""

    def __init__(self, sheet: Worksheet, looks: Looks, table: Table, layout: Layout) -> None:
        self._sheet = sheet
        self._looks = looks
        self._table = table
        self._layout = layout

    def across(self, row: int, text: str, part: Part) -> None:
        """Text over the whole width."""
        last = len(self._layout.widths) - 1
        self._merge(HeaderCell(text, row, 0, row, last), part)
        is_title = part is Part.TITLE
        lines = height(text, self._layout.width * (TITLE_ROOM if is_title else 1))
        self._sheet.set_row(row, lines * (1.2 if is_title else 1))

    def masthead(self, masthead: Masthead) -> None:
        """Number and basis of the form on the left, who reports to whom on the right."""
        split = self._half()
        last = len(self._layout.widths) - 1
        for number in range(MASTHEAD_ROWS):
            row = TITLE_ROW + number
            left = masthead.left[number] if number < len(masthead.left) else ""
            right = masthead.right[number] if number < len(masthead.right) else ""
            self._merge(
                HeaderCell(left, row, 0, row, split), Part.HEAD if number else Part.HEAD_BOLD
            )
            self._merge(HeaderCell(right, row, split + 1, row, last), Part.HEAD)
            rooms = (self._width(0, split), self._width(split + 1, last))
            lines = (height(t, room) for t, room in zip((left, right), rooms, strict=True))
            self._sheet.set_row(row, max(lines))

    def signatures(self, masthead: Masthead) -> None:
        """Who signs, with room to do so."""
        row, split = self._layout.end_row - 1, self._half()
        last = len(self._layout.widths) - 1
        left, right = masthead.signatures
        self._merge(HeaderCell(left, row, 0, row, split), Part.SIGNATURE)
        self._merge(HeaderCell(right, row, split + 1, row, last), Part.SIGNATURE)
        self._sheet.set_row(row, SIGNATURE_HEIGHT)

    def header(self) -> None:
        """All levels of the header, each as high as its texts need."""
        top = self._layout.header_row
        levels = self._layout.label_row - top + 1
        heights = [LINE] * levels
        cells = sorted(header_cells(self._table.columns, levels), key=lambda c: c.bottom - c.top)
        for cell in cells:
            needed = height(cell.text, self._width(cell.left, cell.right) * BOLD)
            given = sum(heights[cell.top : cell.bottom + 1])
            heights[cell.bottom] += max(0.0, needed - given)
            lower = HeaderCell(cell.text, cell.top + top, cell.left, cell.bottom + top, cell.right)
            self._merge(lower, Part.HEADER)
        for level, points in enumerate(heights):
            self._sheet.set_row(top + level, points + 4)

    def codes(self) -> None:
        """The row of column codes; one code over the columns that share it."""
        row = self._layout.first_row - 1
        columns = self._table.columns
        left = 0
        for right, column in enumerate(columns):
            if right + 1 < len(columns) and columns[right + 1].code == column.code:
                continue
            self._merge(HeaderCell(column.code, row, left, row, right), Part.CODE)
            left = right + 1

    def _merge(self, cell: HeaderCell, part: Part) -> None:
        look = self._looks.plain(part)
        if (cell.top, cell.left) != (cell.bottom, cell.right):
            self._sheet.merge_range(cell.top, cell.left, cell.bottom, cell.right, "", look)
        self._sheet.write_string(cell.top, cell.left, written(cell.text), look)

    def _half(self) -> int:
        """The last column of the left half, as near to the middle as columns allow."""
        widths = self._layout.widths
        places = range(len(widths) - 1)
        return min(places, key=lambda i: abs(self._width(0, i) - self._layout.width * 0.55))

    def _width(self, left: int, right: int) -> float:
        return sum(self._layout.widths[left : right + 1])
