"""Which rows of a table stay on the page of the row below, or of the note below the table."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.domain.document import RowKind, Table
from pipeline.domain.printing import print_cell

SMALL = 8
"""Up to so many rows a table stays together on one page …"""

LONG_TEXT = 1500
"""… unless it holds more letters than this, and may not fit on one."""

AT_THE_ENDS = 2
"""Rows of a longer table that stay with its header, and with its last row."""

_SUMS = (RowKind.SUBTOTAL, RowKind.TOTAL)


def kept_rows(table: Table, *, last_piece: bool = True) -> frozenset[int]:
    """The numbers of the rows, from 0, that stay with what follows them.

    Args:
        last_piece: Whether the notes follow; a table that is cut has them once.
    """
    rows, last = table.rows, len(table.rows) - 1
    kept = set(range(last)) if _is_small(table) else set(_ends(table))
    if last >= 0 and last_piece and table.notes:
        kept.add(last)
    return frozenset(number for number in kept if 0 <= number < len(rows))


def _ends(table: Table) -> Iterator[int]:
    """The first rows and the last; a sum is never alone on a page, nor a heading."""
    last = len(table.rows) - 1
    yield from range(AT_THE_ENDS)
    yield from range(last - AT_THE_ENDS, last)
    for number, row in enumerate(table.rows):
        if row.kind is RowKind.HEADING:
            yield number
        elif row.kind in _SUMS:
            yield number - 1


def _is_small(table: Table) -> bool:
    if len(table.rows) > SMALL:
        return False
    cells = ((row.cells.get(c.key, ""), c.fill) for row in table.rows for c in table.columns)
    return sum(len(print_cell(content, fill)) for content, fill in cells) <= LONG_TEXT
