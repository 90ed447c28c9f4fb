"""Which cells of an appendix are live Excel formulas, and what they come to.

A formula is written only where it gives what the report prints: its value is computed here
too, compared with the figure in the cell, and stored in the workbook as the cached value.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from itertools import pairwise

from xlsxwriter.utility import xl_col_to_name

from pipeline.domain.document import (
    CellContent,
    Derivation,
    Fill,
    RowKind,
    Table,
    TableColumn,
    TableRow,
)
from pipeline.domain.figures import Figure, Number

DASH = "—"
"""Stands for "not reported" and for a ratio without a denominator; never 0."""

MAXIMUM_RANGES = 200
"""Beyond it a sum no longer fits in an Excel formula (8,192 characters) and is written plain."""

_TOTALS = frozenset({RowKind.SUBTOTAL, RowKind.TOTAL})

_RATIO_STEP = Decimal("0.01")
"""Ratios are kept to a hundredth of a percent: ``ROUND(…, 4)``."""

_ROUNDING = Decimal("0.005")
"""A ratio that comes unrounded differs from the rounded one by no more than this."""


@dataclass(frozen=True, slots=True)
class Live:
    """A formula cell: its formula and its value in the figure's own measure."""

    formula: str
    value: Number | None


def number_of(cell: CellContent) -> Number | None:
    """The number in a cell; ``None`` for a text or what nobody reported."""
    value = cell.value if isinstance(cell, Figure) else cell
    return None if isinstance(value, str) else value


class TableFormulas:
    """The formulas of one table whose rows lie one below another from ``first_row`` (from 0)."""

    def __init__(self, table: Table, first_row: int) -> None:
        self._table = table
        self._first_row = first_row
        self._columns = {column.key: column for column in table.columns}
        self._letters = {c.key: xl_col_to_name(i) for i, c in enumerate(table.columns)}
        # A list has no formulas, and may have a million rows.
        has_formulas = any(column.formula or column.adds_up for column in table.columns)
        kinds = tuple(row.kind for row in table.rows) if has_formulas else ()
        self._data = tuple(i for i, kind in enumerate(kinds) if kind is RowKind.DATA)
        totals = tuple(i for i, kind in enumerate(kinds) if kind in _TOTALS)
        self._summed = {i: self._rows_below(i) for i in totals}
        self._runs = {i: tuple(_runs(rows)) for i, rows in self._summed.items()}
        self._derived = {
            key
            for key, column in self._columns.items()
            if column.formula and self._columns.keys() >= set(column.formula.terms)
        }
        self._off = {i: tuple(_runs(off)) for i in totals if (off := table.rows[i].subtracts)}

    def live(self, index: int, column: TableColumn) -> Live | None:
        """The formula of a cell; ``None`` where the plain content is to be written.

        Raises:
            AssertionError: The total of a column that adds up is not the sum of its rows.
        """
        if not self._is_live(index, column):
            return None
        cell = self._table.rows[index].cells.get(column.key)
        if isinstance(cell, str):
            return None
        value = self._computed(index, column)
        if cell is None:
            agrees = column.key not in self._table.rows[index].cells or value is None
        else:
            agrees = _agree(number_of(cell), value, column)
        if agrees:
            return Live(self._formula(index, column), value)
        # A total of 0 may rest on rows that are left out because they are all 0.
        rests_on_zeros = value is None and not number_of(cell)
        if cell is not None and column.formula is None and not rests_on_zeros:
            raise AssertionError(self._complaint(index, column, value))
        return None

    def _is_live(self, index: int, column: TableColumn) -> bool:
        if column.formula is not None:
            return column.key in self._derived
        return column.adds_up and 0 < len(self._runs.get(index, ())) <= MAXIMUM_RANGES

    def _rows_below(self, index: int) -> tuple[int, ...]:
        """The rows a total sums: those it names, all, or those since a heading or subtotal."""
        rows = self._table.rows
        if rows[index].adds:
            return rows[index].adds
        if rows[index].kind is RowKind.TOTAL:
            return self._data
        start = index
        while start and rows[start - 1].kind is RowKind.DATA:
            start -= 1
        return tuple(range(start, index))

    def _value(self, index: int, key: str) -> Number | None:
        row, column = self._table.rows[index], self._columns[key]
        if key not in row.cells and self._is_live(index, column):
            return self._computed(index, column)
        return number_of(row.cells.get(key))

    def _computed(self, index: int, column: TableColumn) -> Number | None:
        if column.formula is None:
            return self._computed_down(index, column.key)
        values = [self._value(index, term) for term in column.formula.terms]
        if column.formula.kind is Derivation.SUM:
            return _sum(values)
        left, right = values
        if left is None or right is None:
            return None
        if column.formula.kind is Derivation.DIFFERENCE:
            return left - right
        return _percent(left, right) if right else None

    def _computed_down(self, index: int, key: str) -> Number | None:
        rows = self._table.rows
        added = _sum(number_of(rows[i].cells.get(key)) for i in self._summed[index])
        if not rows[index].subtracts:
            return added
        taken = _sum(number_of(rows[i].cells.get(key)) for i in rows[index].subtracts)
        return None if added is None or taken is None else added - taken

    def _areas(self, runs: Iterable[tuple[int, int]], column: TableColumn) -> list[str]:
        letter, first = self._letters[column.key], self._first_row + 1
        return [_area(letter, a + first, letter, b + first) for a, b in runs]

    def _formula(self, index: int, column: TableColumn) -> str:
        if column.formula is None:
            areas = self._areas(self._runs[index], column)
            if index in self._off:
                return _check_formula(areas, self._areas(self._off[index], column))
            return _sum_formula(areas)
        if column.formula.kind is Derivation.SUM:
            return _sum_formula(self._across(index, column.formula.terms))
        row = index + self._first_row + 1
        left, right = (f"{self._letters[term]}{row}" for term in column.formula.terms)
        both = f'=IF(COUNT({left},{right})<2,"{DASH}"'
        if column.formula.kind is Derivation.DIFFERENCE:
            return f"{both},{self._scaled(f'{left}-{right}', column)})"
        # Nested, because Excel's OR would work out right=0 on a text as well.
        ratio = (
            f"ROUND({left}/{right},4)"
            if column.fill is Fill.PERCENT
            else f"ROUND(100*{left}/{right},2)"
        )
        return f'{both},IF({right}=0,"{DASH}",{ratio}))'

    def _scaled(self, difference: str, column: TableColumn) -> str:
        """Percent cells hold 0.125 for 12,5%; a difference of them may be shown in points."""
        terms = column.formula.terms if column.formula else ()
        from_percent = all(self._columns[term].fill is Fill.PERCENT for term in terms)
        if from_percent == (column.fill is Fill.PERCENT):
            return difference
        return f"100*({difference})" if from_percent else f"({difference})/100"

    def _across(self, index: int, terms: Sequence[str]) -> list[str]:
        keys = list(self._columns)
        row = index + self._first_row + 1
        runs = _runs(sorted({keys.index(term) for term in terms}))
        return [_area(xl_col_to_name(a), row, xl_col_to_name(b), row) for a, b in runs]

    def _complaint(self, index: int, column: TableColumn, value: Number | None) -> str:
        printed = number_of(self._table.rows[index].cells.get(column.key))
        return (
            f"{self._table.id}: total {printed} of column {column.key!r} in row {index}"
            f" is not the sum of its rows, {value}"
        )


def is_total(row: TableRow) -> bool:
    """Whether a row sums others."""
    return row.kind in _TOTALS


def _agree(printed: Number | None, computed: Number | None, column: TableColumn) -> bool:
    if printed is None or computed is None:
        return printed is computed
    if printed == computed:
        return True
    is_ratio = column.formula is not None and column.formula.kind is Derivation.RATIO
    return abs(Decimal(printed) - Decimal(computed)) <= (_ROUNDING if is_ratio else 0)


def _percent(left: Number, right: Number) -> Decimal:
    return (100 * Decimal(left) / Decimal(right)).quantize(_RATIO_STEP, ROUND_HALF_UP)


def _sum(values: Iterable[Number | None]) -> Number | None:
    known = [value for value in values if value is not None]
    return sum(known) if known else None


def _runs(numbers: Sequence[int]) -> Iterable[tuple[int, int]]:
    """First and last of each run of consecutive numbers."""
    if not numbers:
        return
    breaks = [(a, b) for a, b in pairwise(numbers) if b != a + 1]
    starts = [numbers[0], *(b for _, b in breaks)]
    yield from zip(starts, [*(a for a, _ in breaks), numbers[-1]], strict=True)


def _area(left: str, top: int, right: str, bottom: int) -> str:
    first, last = f"{left}{top}", f"{right}{bottom}"
    return first if first == last else f"{first}:{last}"


def _check_formula(added: Sequence[str], taken: Sequence[str]) -> str:
    left, right = ",".join(added), ",".join(taken)
    unknown = f"OR(COUNT({left})=0,COUNT({right})=0)"
    return f'=IF({unknown},"{DASH}",SUM({left})-SUM({right}))'


def _sum_formula(areas: Sequence[str]) -> str:
    listed = ",".join(areas)
    return f'=IF(COUNT({listed})=0,"{DASH}",SUM({listed}))'
