"""Where the parts of one appendix worksheet lie, how wide its columns and how high its rows are.

Excel never fits the height of merged cells to their text, and LibreOffice not that of a file it
has not written itself, so all heights are estimated here from the number of characters.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from itertools import groupby

from pipeline.domain.document import Fill, RowKind, Table, TableColumn
from pipeline.domain.figures import Number
from pipeline.files.appendix.appendix_formats import LINE
from pipeline.files.appendix.appendix_formulas import number_of

CHARACTERS = 12
"""Characters in a column of width 1.0."""

WIDEST = 80
"""Characters; a wider column would not leave room for its neighbours on a page."""

LEAST_SPAN = 70
"""A narrow table gets blank columns beside it, so that its title and notes have room."""

SPARE_COLUMN = 9.0
"""Characters in a blank column beside a narrow table."""

ROW = 16.5
"""Points in a row of a single line."""

MEASURED = 2000
"""Rows that are measured of a list whose rows are made on demand."""

NARROW = 30
"""Characters in a column where how words fall decides the number of lines."""

BOLD = 0.88
"""Characters of bold text where one of plain text fits."""

INDENT = 1.5
"""Characters a cell's indent takes."""

CHARACTER_PIXELS, POINTS_A_PIXEL = 8, 0.75

TITLE_ROW, SUBTITLE_ROW, HEADER_ROW = 1, 2, 4
"""From 0. Row 0 holds the link back to the index and is not printed."""

MASTHEAD_ROWS, SIGNATURE_ROWS = 3, 2
"""Rows above the title and below the notes of an official form."""

HIGHEST = 409.0
"""Points; Excel has no higher row."""

_PAGE = {False: (523.0, 748.0), True: (770.0, 501.0)}
"""Points across and down an A4 page inside its margins, upright and landscape."""


@dataclass(frozen=True, slots=True)
class Layout:
    """The measures of one worksheet; rows and columns count from 0.

    Attributes:
        widths: Characters in each column, blank columns beside a narrow table included.
        header_row: First row of the header; below a masthead it lies lower.
        is_coded: Whether a row of column codes stands below the header.
        notes_row: Row of the first note, whether or not there are notes.
        end_row: First row below the table and its notes.
    """

    widths: tuple[float, ...]
    is_grouped: bool
    first_row: int
    last_row: int
    notes_row: int
    end_row: int
    header_row: int = HEADER_ROW
    is_coded: bool = False

    @property
    def label_row(self) -> int:
        """The lowest row of the header, above the column codes."""
        return self.first_row - 1 - self.is_coded

    @property
    def width(self) -> float:
        """Characters across, as titles and notes have them."""
        return sum(self.widths)

    @property
    def pixels(self) -> int:
        """Pixels across."""
        return round(sum(width * CHARACTER_PIXELS + 5 for width in self.widths))


def lay_out(table: Table) -> Layout:
    """Measure the worksheet of a table."""
    longest = _longest_numbers(table)
    widths = [_width(column, longest[column.key]) for column in table.columns]
    while sum(widths) < LEAST_SPAN:
        widths.append(SPARE_COLUMN)
    is_grouped = any(column.group for column in table.columns)
    is_coded = any(column.code for column in table.columns)
    levels = 1 + is_grouped + max((len(column.above) for column in table.columns), default=0)
    header_row = HEADER_ROW + (MASTHEAD_ROWS if table.masthead else 0)
    first_row = header_row + levels + is_coded
    last_row = first_row + len(table.rows) - 1
    notes_row = last_row + 2
    end_row = notes_row + len(table.notes) + (SIGNATURE_ROWS if table.masthead else 0)
    measures = (first_row, last_row, notes_row, end_row, header_row, is_coded)
    return Layout(tuple(widths), is_grouped, *measures)


@lru_cache(maxsize=8192)
def height(text: str, width: float) -> float:
    """Points that wrapped text needs in so many characters."""
    if len(text) * 1.33 <= width and "\n" not in text:
        return LINE
    lines = sum(_lines(line, max(width, 1)) for line in text.split("\n"))
    return min(LINE * lines, HIGHEST)


def _lines(line: str, width: float) -> int:
    """In a narrow column a long word leaves much of a line blank, so words are laid one by one."""
    if width > NARROW:
        return math.ceil(_length(line) / width) or 1
    lines, used = 1, 0.0
    for word in line.split(" "):
        length = _length(word) + 0.4
        if used and used + length > width:
            lines, used = lines + 1, 0.0
        used += length
    return max(lines, math.ceil(_length(line) / width))


def _length(line: str) -> float:
    """Room a line takes: a capital is half as wide again as a small letter."""
    return 0.88 * len(line) + 0.45 * sum(map(str.isupper, line))


def row_height(table: Table, index: int, layout: Layout) -> float:
    """Points that the longest text of a row needs."""
    row, highest = table.rows[index], LINE
    cells = row.cells
    fits = BOLD if row.kind in (RowKind.SUBTOTAL, RowKind.TOTAL) else 1.0
    for column, width in zip(table.columns, layout.widths, strict=False):
        text = cells.get(column.key)
        if isinstance(text, str) and text:
            highest = max(highest, height(text, (width - INDENT) * fits))
    return highest


def label_height(table: Table, layout: Layout) -> float:
    """Height of the row of column labels; one without a group spreads over both header rows."""
    spread = group_height(table, layout) if layout.is_grouped else 0
    return max(
        max(LINE, height(column.label, width * BOLD) - (0 if column.group else spread))
        for column, width in zip(table.columns, layout.widths, strict=False)
    )


def group_height(table: Table, layout: Layout) -> float:
    """Height of the row of spanning headers."""
    spans = groups(table)
    return max(
        height(label, BOLD * sum(layout.widths[first : last + 1])) for label, first, last in spans
    )


def groups(table: Table) -> tuple[tuple[str, int, int], ...]:
    """Label, first and last column of each run of columns of one group, "" for no group."""
    return tuple(_groups(table))


def is_ordinal(column: TableColumn) -> bool:
    """Whether a column holds running numbers, which are centred, rather than figures."""
    is_figure = column.adds_up or column.formula is not None
    return column.fill is Fill.COUNT and column.width < 0.5 and not is_figure


def frozen_columns(table: Table) -> int:
    """How many first columns stay in view: up to the one that names the row."""
    narrow = len(table.columns) > 1 and table.columns[0].width < 1
    count = 2 if narrow else 1
    return count if count < len(table.columns) else 0


def page_height(table: Table, layout: Layout) -> float:
    """Points of rows and charts on one printed page, once it is scaled to one page wide."""
    across, down = _PAGE[table.landscape]
    return down * max(1.0, layout.pixels * POINTS_A_PIXEL / across)


def header_height(table: Table, layout: Layout) -> float:
    """Points of the header, which every page repeats."""
    upper = group_height(table, layout) if layout.is_grouped else 0
    return upper + label_height(table, layout) + 10


def used_height(table: Table, layout: Layout) -> float:
    """Points from the title to the end of the notes."""
    rows = sum(max(ROW, row_height(table, i, layout)) for i in range(len(table.rows)))
    notes = sum(height(note, layout.width) for note in table.notes)
    return rows + notes + header_height(table, layout) + 5 * ROW


def _groups(table: Table) -> Iterator[tuple[str, int, int]]:
    position = 0
    for label, run in groupby(table.columns, key=lambda column: column.group):
        count = len(tuple(run))
        yield label, position, position + count - 1
        position += count


def _width(column: TableColumn, longest: float) -> float:
    """As asked, but wide enough for its longest number and header word: Excel shows #### else."""
    words = max((len(word) for word in column.label.split()), default=0) + 2.0
    asked = max(column.width * CHARACTERS, min(words, CHARACTERS))
    if column.fill is Fill.DATE:
        asked = max(asked, CHARACTERS)
    return min(max(asked, longest), WIDEST)


def _longest_numbers(table: Table) -> dict[str, float]:
    """Room for the longest number of every column; of a very long list the first rows tell."""
    known: dict[str, list[Number]] = {column.key: [] for column in table.columns}
    rows = table.rows if isinstance(table.rows, tuple) else table.rows[:MEASURED]
    for row in (*rows, *table.rows[-1:]):
        for key, cell in row.cells.items():
            if key in known and (number := number_of(cell)) is not None:
                known[key].append(number)
    return {key: _room(numbers) for key, numbers in known.items()}


def _room(numbers: Sequence[Number]) -> float:
    if not numbers:
        return 0
    has_decimals = any(isinstance(number, Decimal) for number in numbers)
    length = max(len(f"{abs(Decimal(end)):,.0f}") for end in (min(numbers), max(numbers)))
    return length + 3.5 + 3 * has_decimals
