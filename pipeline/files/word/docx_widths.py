"""Fit a table to the page: font size, column widths, and the cut when nothing else helps.

Widths are in twips (twentieths of a point), font sizes in points. Words are measured by rough
widths of bold Times New Roman letters: no font file is needed, and a column is never so narrow
that a usual word breaks.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache

from pipeline.domain.document import Fill, RowKind, Table, TableColumn
from pipeline.domain.printing import print_cell

SIZES = (12, 11, 10, 9)
"""Font sizes tried, largest first."""

PADDING = 120
"""Left and right cell margins together; the template's table style has the same."""

ORDINALS = frozenset({"STT", "TT", "Số TT"})

_LETTER, _CAPITAL, _WIDE, _NARROW = 0.58, 0.8, 0.9, 0.4
"""Of the font size, a little generous: a missing font is replaced by a wider one."""

_NARROW_LETTERS = frozenset("iíìịltfjI.,;:()-/")
_WIDE_LETTERS = frozenset("mwMW%")
_LONGEST_WORD = 14
_ROWS_MEASURED = 400
_LEAST_SHARE = 0.5
_AT_A_GROUP = 0.7
"""How full a piece must be to be cut where a spanning header ends."""


@dataclass(frozen=True, slots=True)
class Fit:
    """One printed piece of a table: its columns, their widths, the font size."""

    columns: tuple[TableColumn, ...]
    widths: tuple[int, ...]
    size: int


def fit_table(table: Table, available: int) -> tuple[Fit, ...]:
    """The pieces a table is printed in, one for nearly every table; the first columns repeat."""
    least = _letters_of(table)
    for size in SIZES:
        minima = [_twips(least[column.key], size) for column in table.columns]
        if sum(minima) <= available:
            return (Fit(table.columns, _widths(table.columns, minima, available), size),)
    return _cut(table, lambda column: _twips(least[column.key], SIZES[-1]), available)


def leading_columns(columns: Sequence[TableColumn]) -> int:
    """How many columns name the row: up to and including the first one of text.

    These are repeated in every piece of a table that is cut.
    """
    for position, column in enumerate(columns):
        if column.fill is Fill.TEXT and column.label not in ORDINALS:
            return position + 1
    return 1


def _cut(table: Table, least: Callable[[TableColumn], int], available: int) -> tuple[Fit, ...]:
    """Cut the columns after the leading ones into pieces of about the same width."""
    count = leading_columns(table.columns)
    leading, rest = table.columns[:count], table.columns[count:]
    room = max(available - sum(map(least, leading)), int(available * _LEAST_SHARE))
    fits = []
    while rest:
        length = _piece_length([least(c) for c in rest], [c.group for c in rest], room)
        fits.append(_piece((*leading, *rest[:length]), least, available))
        rest = rest[length:]
    return tuple(fits)


def _piece_length(widths: Sequence[int], groups: Sequence[str], room: int) -> int:
    """How many columns the next piece takes: an even share, ending with a group if it can."""
    total = sum(widths)
    if total <= room:
        return len(widths)
    pieces = -(-total // room)
    filled = 0
    for count, width in enumerate(widths):
        group_ends = count > 0 and groups[count] != groups[count - 1]
        rest_fits = total - filled <= (pieces - 1) * room
        even = total / pieces * (_AT_A_GROUP if group_ends else 1)
        if count and (filled + width > room or (filled >= even and rest_fits)):
            return count
        filled += width
    return len(widths)


def _piece(
    columns: tuple[TableColumn, ...], least: Callable[[TableColumn], int], available: int
) -> Fit:
    minima = [least(column) for column in columns]
    if sum(minima) > available:
        minima = [minimum * available // sum(minima) for minimum in minima]
    return Fit(columns, _widths(columns, minima, available), SIZES[-1])


def _widths(
    columns: Sequence[TableColumn], minima: Sequence[int], available: int
) -> tuple[int, ...]:
    """Share the page by the columns' weights, nobody below what its words need."""
    held: set[int] = set()
    while True:
        room = available - sum(minima[i] for i in held)
        weight = sum(c.width for i, c in enumerate(columns) if i not in held)
        shares = {i: room * c.width / weight for i, c in enumerate(columns) if i not in held}
        short = {i for i, share in shares.items() if share < minima[i]}
        if not short:
            break
        held |= short
    return tuple(int(shares.get(i, minima[i])) for i in range(len(columns)))


def _twips(letters: float, size: int) -> int:
    return round(letters * size * 20) + PADDING


def _letters_of(table: Table) -> dict[str, float]:
    """The width each column needs for its longest word, in units of the font size."""
    data = [row for row in table.rows if row.kind is not RowKind.HEADING]
    measured = data[:_ROWS_MEASURED] + data[-1:]
    letters = {}
    for column in table.columns:
        limit = _LONGEST_WORD if column.fill is Fill.TEXT else None
        words = {
            word[:limit]
            for row in measured
            for word in print_cell(row.cells.get(column.key, ""), column.fill).split()
        }
        words.update(word[:_LONGEST_WORD] for word in column.label.split())
        letters[column.key] = max(map(_ems, words), default=1)
    return letters


def _ems(word: str) -> float:
    """The width of a word, in units of the font size."""
    return sum(map(_em, word))


@cache
def _em(letter: str) -> float:
    if letter in _NARROW_LETTERS:
        return _NARROW
    if letter in _WIDE_LETTERS:
        return _WIDE
    return _CAPITAL if letter.isupper() else _LETTER
