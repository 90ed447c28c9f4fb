"""Tables too long for paper (bảng dài), and rows that are made when they are wanted.

A cluster has thirty units, a sector thousands. A table of more rows than anybody turns pages for
stands in ``phu-luc.xlsx`` in full; the Word reports and the page of sources print its sums and
say where the rows are.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import accumulate
from typing import Final, overload

from pipeline.domain.document import RowKind, Table, TableRow
from pipeline.domain.printing import MEASURES
from pipeline.domain.vietnamese.numbers import format_count
from pipeline.steps.figures import FigureBook
from pipeline.steps.tables.parts import NUMBER

MOST_ROWS: Final = 2000
"""Rows that a table has on paper at most: some eighty pages …"""

MOST_OF_MANY: Final = 500
"""… and in a campaign of many units, which has a dozen tables with a row a unit."""

_SUMS: Final = (RowKind.SUBTOTAL, RowKind.TOTAL)


HOW_TO_TRACE: Final = (
    'Truy một số của bảng này về ô gốc: thidua trace --find "tên đơn vị; số đã in",'
    " rồi thidua trace với mã tìm được."
)


def is_long(table: Table, book: FigureBook) -> bool:
    """Whether a table has more rows than are printed on paper and recorded one by one."""
    return len(table.rows) > (MOST_OF_MANY if book.is_large else MOST_ROWS)


def has_numbers(table: Table) -> bool:
    """Whether a table prints more numbers than those of its rows."""
    return any(column.fill in MEASURES and column is not NUMBER for column in table.columns)


def in_full(table: Table, book: FigureBook) -> Table:
    """The table as the workbook has it: a long one says how its figures are traced."""
    if not (has_numbers(table) and is_long(table, book)):
        return table
    return replace(table, notes=(*table.notes, HOW_TO_TRACE))


def on_paper(table: Table, book: FigureBook) -> Table:
    """The table as it is printed on paper: a long one has its sums and a note where the rest is."""
    if not is_long(table, book):
        return table
    count = format_count(len(table.rows))
    where = f"Bảng có {count} dòng, in đầy đủ ở trang tính “{table.sheet}” của tệp phu-luc.xlsx"
    return replace(table, rows=tuple(_sums(table.rows)), notes=(f"{where}.", *table.notes))


def _sums(rows: Sequence[TableRow]) -> Iterator[TableRow]:
    """The sums, each first one under the heading that it stands under."""
    heading: TableRow | None = None
    for row in rows.last if isinstance(rows, RowsOnDemand) else rows:
        if row.kind is RowKind.HEADING:
            heading = row
        elif row.kind in _SUMS:
            if heading is not None and row.kind is RowKind.SUBTOTAL:
                yield heading
            heading = None
            yield replace(row, adds=(), subtracts=())


class RowsOnDemand(Sequence[TableRow]):
    """Rows in parts of known length, of which one is there at a time: a million cost no memory.

    Attributes:
        last: The one sum, below all parts; () when there is none.
    """

    def __init__(
        self,
        counts: Sequence[int],
        part: Callable[[int], Sequence[TableRow]],
        last: TableRow | None = None,
    ) -> None:
        """Take what makes the rows.

        Args:
            counts: How many rows every part has.
            part: Makes the rows of a part, from 0.
            last: A row below all parts.
        """
        self._ends = list(accumulate(counts))
        self._part = part
        self.last: tuple[TableRow, ...] = () if last is None else (last,)
        self._made: tuple[int, Sequence[TableRow]] = (-1, ())

    def __len__(self) -> int:
        return (self._ends[-1] if self._ends else 0) + len(self.last)

    def __iter__(self) -> Iterator[TableRow]:
        for number in range(len(self._ends)):
            self._made = (number, self._part(number))
            yield from self._made[1]
        yield from self.last

    @overload
    def __getitem__(self, index: int) -> TableRow: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[TableRow, ...]: ...
    def __getitem__(self, index: int | slice) -> TableRow | tuple[TableRow, ...]:
        if isinstance(index, slice):
            return tuple(self[number] for number in range(*index.indices(len(self))))
        index = range(len(self))[index]
        number = bisect_right(self._ends, index)
        if number == len(self._ends):
            return self.last[0]
        if self._made[0] != number:
            self._made = (number, self._part(number))
        return self._made[1][index - (self._ends[number - 1] if number else 0)]
