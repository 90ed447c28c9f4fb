"""Fit a table to the page: font size, column widths, and the cut when nothing else helps.

Widths are in twips (twentieths of a point), font sizes in points. A column gets what its words
need (``docx_columns``), never less than its longest one; what is left goes by declared width.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pipeline.domain.document import Fill, Table, TableColumn
from pipeline.files.word.docx_columns import Needs, column_needs

SIZES = (12, 11, 10, 9)
"""Font sizes tried, largest first."""

PADDING = 120
"""Left and right cell margins together; the template's table style has the same."""

ORDINALS = frozenset({"STT", "TT", "Số TT"})

_LEAST_SHARE = 0.5
_AT_A_GROUP = 0.7
"""How full a piece must be to be cut where a spanning header ends."""


@dataclass(frozen=True, slots=True)
class Fit:
    """One printed piece of a table: its columns, their widths, the font size."""

    columns: tuple[TableColumn, ...]
    widths: tuple[int, ...]
    size: int


@dataclass(frozen=True, slots=True)
class _Measure:
    """The needs of a table's columns in one font size, in twips."""

    needs: Mapping[str, Needs]
    size: int

    def least(self, column: TableColumn) -> int:
        return _twips(self.needs[column.key].least, self.size)

    def comfort(self, column: TableColumn) -> int:
        return _twips(self.needs[column.key].comfort, self.size)

    def most(self, column: TableColumn) -> int:
        return _twips(self.needs[column.key].most, self.size)


def fit_table(table: Table, available: int) -> tuple[Fit, ...]:
    """The pieces a table is printed in, one for nearly every table; the first columns repeat.

    In one piece if all columns are comfortable in some size, or if no word breaks in the smallest.
    """
    needs = column_needs(table)
    measures = [_Measure(needs, size) for size in SIZES]
    for measure in measures:
        if sum(map(measure.comfort, table.columns)) <= available:
            return (_fit(table.columns, measure, available),)
    if sum(map(measures[-1].least, table.columns)) <= available:
        return (_fit(table.columns, measures[-1], available),)
    fewest = len(_cut(table, measures[-1], available))
    cuts = (_cut(table, measure, available) for measure in measures)
    pieces, measure = next(
        (cut, measure)
        for cut, measure in zip(cuts, measures, strict=True)
        if len(cut) == fewest or measure is measures[-1]
    )
    return tuple(_fit(piece, measure, available) for piece in pieces)


def leading_columns(columns: Sequence[TableColumn]) -> int:
    """How many columns name the row: up to and including the first one of text.

    These are repeated in every piece of a table that is cut.
    """
    for position, column in enumerate(columns):
        if column.fill is Fill.TEXT and column.label not in ORDINALS:
            return position + 1
    return 1


def _cut(table: Table, measure: _Measure, available: int) -> list[tuple[TableColumn, ...]]:
    """Cut the columns after the leading ones into pieces of about the same width."""
    count = leading_columns(table.columns)
    leading, rest = table.columns[:count], table.columns[count:]
    taken = sum(map(measure.comfort, leading))
    room = max(available - taken, int(available * _LEAST_SHARE))
    pieces = []
    while rest:
        widths = [measure.comfort(column) for column in rest]
        length = _piece_length(widths, [column.group for column in rest], room)
        pieces.append((*leading, *rest[:length]))
        rest = rest[length:]
    return pieces


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


def _fit(columns: tuple[TableColumn, ...], measure: _Measure, available: int) -> Fit:
    lowest = list(map(measure.comfort, columns))
    if sum(lowest) > available:
        lowest = list(map(measure.least, columns))
    if sum(lowest) > available:
        lowest = [width * available // sum(lowest) for width in lowest]
    weights = [measure.needs[column.key].mean for column in columns]
    highest = [max(*pair) for pair in zip(map(measure.most, columns), lowest, strict=True)]
    if sum(highest) < available:
        weights = [column.width for column in columns]
        lowest, highest = highest, [available] * len(columns)
    return Fit(columns, _shared(weights, lowest, highest, available), measure.size)


def _shared(
    weights: Sequence[float], lowest: Sequence[int], highest: Sequence[int], available: int
) -> tuple[int, ...]:
    """Share the page by weight, no column below its lowest or above its highest width.

    The share of one unit of weight is found by halving; the widths grow with it.
    """

    def widths(share: float) -> list[int]:
        wished = (int(share * weight) for weight in weights)
        return [
            min(max(width, low), high)
            for width, low, high in zip(wished, lowest, highest, strict=True)
        ]

    enough, too_much = 0.0, available / min(weights)
    for _ in range(40):
        middle = (enough + too_much) / 2
        if sum(widths(middle)) <= available:
            enough = middle
        else:
            too_much = middle
    return tuple(widths(enough))


def _twips(ems: float, size: int) -> int:
    return round(ems * size * 20) + PADDING
