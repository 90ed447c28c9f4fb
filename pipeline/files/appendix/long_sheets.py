"""Worksheets of very many rows: cut where Excel ends, and not all of them in memory at a time."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from dataclasses import replace
from tempfile import TemporaryFile
from typing import IO, Final, overload

from xlsxwriter.worksheet import Worksheet

from pipeline.domain.document import Table, TableRow

MOST_ROWS: Final = 1_000_000
"""Of a table on one worksheet: Excel has 1,048,576 rows, and nothing tells of those beyond."""

SPILLED_FROM: Final = 500
"""Rows from which a finished worksheet leaves memory for the disk."""

_PART = " (phần {}/{})"


class TableSheet(Worksheet):  # type: ignore[misc]
    """A worksheet that takes our formulas as they are, and whose finished rows can be put aside.

    XlsxWriter searches every formula for 30 functions newer than Excel 2007; ours has none. It
    keeps the cells of all worksheets until the workbook is closed, some 200 bytes each.
    """

    dim_rowmin: int | None
    dim_rowmax: int | None
    _aside: IO[str] | None = None

    def _prepare_formula(self, formula: str, *_: bool) -> str:
        return formula.removeprefix("=")

    def put_aside(self) -> None:
        """Write the rows so far to a temporary file; whatever is added must lie below them."""
        if self._aside is None:
            self._aside = TemporaryFile("w+", encoding="utf-8", newline="\n")  # noqa: SIM115 - read at close
        rows = self.table.keys() | self.row_info.keys()
        if not rows:
            return
        whole = self.dim_rowmin, self.dim_rowmax
        self.dim_rowmin, self.dim_rowmax = min(rows), max(rows)
        self.fh = self._aside
        super()._write_rows()
        self.dim_rowmin, self.dim_rowmax = whole
        self.table.clear()
        self.row_info.clear()

    def put_row(self, row: int, xml: str) -> None:
        """Take a row as XML, below all others so far."""
        self.put_aside()
        self._check_dimensions(row, self.dim_colmax)
        if self._aside is not None:
            self._aside.write(xml)

    def _calculate_spans(self) -> None:
        """Leave out which columns a row uses: every cell would be looked at for it."""
        self.row_spans: dict[int, str] = {}

    def _write_rows(self) -> None:
        if self._aside is None:
            super()._write_rows()
            return
        with self._aside:
            self._aside.seek(0)
            shutil.copyfileobj(self._aside, self.fh)


def pieces(table: Table) -> Iterator[Table]:
    """The table, or what of it fits on each of several worksheets; sums over them are plain."""
    count = -(-len(table.rows) // MOST_ROWS)
    if count <= 1:
        yield table
        return
    columns = tuple(replace(column, adds_up=False) for column in table.columns)
    for number in range(count):
        start = number * MOST_ROWS
        rows = _Stretch(table.rows, start, min(start + MOST_ROWS, len(table.rows)))
        title = table.title + _PART.format(number + 1, count)
        yield replace(table, title=title, columns=columns, rows=rows)


class _Stretch(Sequence[TableRow]):
    """Some rows of a table that lie one below another."""

    def __init__(self, rows: Sequence[TableRow], start: int, end: int) -> None:
        self._rows = rows
        self._places = range(start, end)

    def __len__(self) -> int:
        return len(self._places)

    @overload
    def __getitem__(self, index: int) -> TableRow: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[TableRow, ...]: ...
    def __getitem__(self, index: int | slice) -> TableRow | tuple[TableRow, ...]:
        if isinstance(index, slice):
            return tuple(self._rows[place] for place in self._places[index])
        return self._rows[self._places[index]]
