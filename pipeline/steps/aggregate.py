"""Add up the counted submissions with pandas, by block, column and row.

Only numbers are added here; a key that nobody answered is absent, so that "not reported" never
turns into 0. What one unit gave is not kept a second time: it is looked up in its submission.
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Final, TypeAlias

import pandas as pd

from pipeline.domain.collection import Collection
from pipeline.domain.figures import Number
from pipeline.domain.submission import Submission, Table, Value

ALL = ""
"""Stands for every row in a key of sums."""

HEAD = "@head"
"""The unit code under which the head's own workbook answers."""

SumKey: TypeAlias = tuple[str, str, str]
"""(block, column, row or ALL)."""

_NUMBERS: Final = frozenset({int, Decimal})
_KINDS: Final = (int, Decimal)
_MACHINE: Final = 2**63
"""What a machine integer cannot hold any more."""


@dataclass(frozen=True, slots=True)
class Sums:
    """Totals over all units of everything numeric, and who gave a value.

    Attributes:
        totals: Sum of the values under each key.
        givers: Positions in ``units`` of those that gave a value under each key: a set of
            thousands of codes for each of a thousand keys would take hundreds of megabytes.
        units: Codes of the units that answered.
    """

    totals: Mapping[SumKey, Number]
    givers: Mapping[SumKey, array[int]]
    units: tuple[str, ...]

    def reporters(self, keys: Iterable[SumKey]) -> frozenset[str]:
        """Codes of the units that gave a value under any of the keys."""
        given = {place for key in keys for place in self.givers.get(key, ())}
        return frozenset(self.units[place] for place in given)


@dataclass(slots=True)
class _Column:
    """The numbers of one column of a block, of all workbooks."""

    rows: list[str] = field(default_factory=list)
    units: list[str] = field(default_factory=list)
    values: list[Number] = field(default_factory=list)

    def add(self, unit: str, table: Table, column: str) -> None:
        answers = zip(table.row_keys, table.values[column], strict=True)
        for row, value in answers:
            if isinstance(value, int | Decimal):
                self.rows.append(row)
                self.units.append(unit)
                self.values.append(value)

    def frame(self) -> pd.DataFrame:
        """Counts add as machine integers while those hold them; decimals as what they are."""
        most = max(abs(int(value)) for value in self.values) * len(self.values)
        whole = most < _MACHINE and all(isinstance(value, int) for value in self.values)
        values = pd.Series(self.values, dtype="int64" if whole else "object")
        return pd.DataFrame({"row": self.rows, "unit": self.units, "value": values})


def add_up(collection: Collection) -> Sums:
    """Add the numbers of all counted submissions; the head's own count, but report for no unit."""
    totals: dict[SumKey, Number] = {}
    givers: dict[SumKey, array[int]] = {}
    units = tuple(collection.submissions)
    places = {unit: place for place, unit in enumerate((*units, HEAD))}
    for (block, column), numbers in _columns(collection).items():
        for row, total, codes in _grouped(numbers.frame()):
            totals[block, column, row] = total
            givers[block, column, row] = array("I", (places[code] for code in codes - {HEAD}))
    return Sums(totals, givers, units)


def _columns(collection: Collection) -> Mapping[tuple[str, str], _Column]:
    columns: dict[tuple[str, str], _Column] = defaultdict(_Column)
    for unit, submission in _workbooks(collection):
        for block, table in submission.tables.items():
            for column, values in table.values.items():
                if not _NUMBERS.isdisjoint(map(type, values)):
                    columns[block, column].add(unit, table, column)
    return columns


def _workbooks(collection: Collection) -> Iterator[tuple[str, Submission]]:
    yield from collection.submissions.items()
    if collection.head is not None:
        yield HEAD, collection.head


def _grouped(frame: pd.DataFrame) -> Iterator[tuple[str, Number, frozenset[str]]]:
    """(row or ALL, sum, who gave a value)."""
    yield ALL, _number(frame["value"].sum()), frozenset(frame["unit"])
    rows = frame.groupby("row", sort=False)
    units = frame["unit"].to_numpy()
    totals = rows["value"].sum().to_dict()
    for row, places in rows.indices.items():
        yield str(row), _number(totals[row]), frozenset(units[places])


def _number(value: Any) -> Number:
    """A sum as we keep numbers: without the machine's own kinds of integers."""
    return value if isinstance(value, Decimal) else int(value)


def sum_of(table: Table | None, column: str, rows: tuple[str, ...]) -> Number | None:
    """The sum of one workbook's numbers in a column, over some rows or all; ``None`` for none."""
    if table is None or column not in table.values:
        return None
    values: Iterable[Value] = table.values[column]
    if len(rows) == 1 and table.row_keys.count(rows[0]) == 1:
        # Asked for every unit and row of every table: by far the most of all questions.
        only = table.values[column][table.row_keys.index(rows[0])]
        return only if isinstance(only, _KINDS) else None
    if rows:
        wanted = frozenset(rows)
        values = (v for key, v in zip(table.row_keys, values, strict=True) if key in wanted)
    known = [value for value in values if isinstance(value, _KINDS)]
    return sum(known[1:], known[0]) if known else None
