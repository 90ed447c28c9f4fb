"""Add up the counted submissions, by block, column and row, in one pass.

Only numbers are added here; a key that nobody answered is absent, so that "not reported" never
turns into 0. What one unit gave is not kept a second time: it is looked up in its submission.

Plain Python, for once: every group is one number, so a data frame of all cells takes ten times
as long to build as to add up, and the memory of a dictionary entry for each of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeAlias

from pipeline.domain.collection import Collection
from pipeline.domain.figures import Number
from pipeline.domain.submission import Submission, Table

ALL = ""
"""Stands for every row in a key of sums."""

HEAD = "@head"
"""The unit code under which the head's own workbook answers."""

SumKey: TypeAlias = tuple[str, str, str]
"""(block, column, row or ALL)."""


@dataclass(frozen=True, slots=True)
class Sums:
    """Totals over all units of everything numeric, and who gave a value.

    Attributes:
        totals: Sum of the values under each key.
        masks: Under each key a bit a unit that gave a value, in the order of ``units``.
    """

    totals: Mapping[SumKey, Number]
    masks: Mapping[SumKey, int]
    units: tuple[str, ...]

    def reporters(self, keys: Iterable[SumKey]) -> tuple[str, ...]:
        """Codes of the units that gave a value under any of the keys."""
        mask = self._mask(keys)
        return tuple(unit for number, unit in enumerate(self.units) if mask >> number & 1)

    def reporting(self, keys: Iterable[SumKey]) -> int:
        """How many they are."""
        return self._mask(keys).bit_count()

    def _mask(self, keys: Iterable[SumKey]) -> int:
        mask = 0
        for key in keys:
            mask |= self.masks.get(key, 0)
        return mask


def add_up(collection: Collection) -> Sums:
    """Add the numbers of all counted submissions; the head's own count, but report for no unit."""
    totals: dict[SumKey, Number] = {}
    masks: dict[SumKey, int] = {}
    for number, submission in enumerate(collection.submissions.values()):
        _add(submission, 1 << number, totals, masks)
    if collection.head is not None:
        _add(collection.head, 0, totals, masks)
    return Sums(totals, masks, tuple(collection.submissions))


def sum_of(table: Table | None, column: str, rows: tuple[str, ...]) -> Number | None:
    """The sum of one workbook's numbers in a column, over some rows or all; ``None`` for none."""
    if table is None or column not in table.values:
        return None
    values, keys = table.values[column], table.row_keys
    if len(rows) == 1:
        values = values[keys.index(rows[0]) :][:1] if rows[0] in keys else ()
    elif rows:
        values = tuple(value for key, value in zip(keys, values, strict=True) if key in rows)
    known = [value for value in values if isinstance(value, int | Decimal)]
    return sum(known[1:], known[0]) if known else None


def _add(
    submission: Submission, bit: int, totals: dict[SumKey, Number], masks: dict[SumKey, int]
) -> None:
    for block, table in submission.tables.items():
        for column, values in table.values.items():
            whole: Number | None = None
            for row, value in zip(table.row_keys, values, strict=True):
                if isinstance(value, int | Decimal):
                    key = (block, column, row)
                    totals[key] = totals.get(key, 0) + value
                    masks[key] = masks.get(key, 0) | bit
                    whole = value if whole is None else whole + value
            if whole is not None:
                key = (block, column, ALL)
                totals[key] = totals.get(key, 0) + whole
                masks[key] = masks.get(key, 0) | bit
