"""What the units list (danh sách): the records of a block, and how many of them match.

A list is gone through once for each set of columns that is asked about, however many questions
follow; nothing of the lists themselves is kept.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from pipeline.domain.submission import Submission, Table, Value

Where = tuple[tuple[str, tuple[str, ...]], ...]
"""(column, codes) pairs that a record must match."""

_Tally: TypeAlias = Counter[tuple[Value, ...]]


@dataclass(frozen=True, slots=True)
class Record:
    """One line of a records block, with the unit that wrote it (``HEAD`` for the head)."""

    unit: str
    row: str
    values: dict[str, Value]


class Lists:
    """The records blocks of some submissions, in their order."""

    def __init__(self, submissions: Sequence[tuple[str, Submission]]) -> None:
        self._submissions = submissions
        self._by_unit = dict(submissions)
        self._listing: dict[str, tuple[str, ...]] = {}
        self._tallies: dict[tuple[str, tuple[str, ...]], _Tally] = {}

    def records(self, block: str, unit: str = "") -> Iterator[Record]:
        """The records of one unit, or of all ("")."""
        for code in (unit,) if unit else self.listing(block):
            table = self.table(block, code)
            for index, values in table.records if table else ():
                yield Record(code, table.row_keys[index] if table else "", values)

    def listing(self, block: str) -> tuple[str, ...]:
        """Who listed at least one record."""
        if block not in self._listing:
            self._listing[block] = tuple(
                unit
                for unit, submission in self._submissions
                if (table := submission.tables.get(block)) is not None and table.row_keys
            )
        return self._listing[block]

    def matching(self, block: str, where: Where, unit: str = "") -> int:
        """How many records of one unit, or of all (""), match."""
        asked = dict(where)
        columns = tuple(sorted(asked))
        codes = [asked[column] for column in columns]
        tally = _tally(self.table(block, unit), columns) if unit else self._whole(block, columns)
        return sum(
            times
            for values, times in tally.items()
            if all(value in those for value, those in zip(values, codes, strict=True))
        )

    def among(self, block: str, rows: tuple[str, ...], unit: str = "") -> dict[str, int]:
        """How many of these rows each unit has; units without any are left out."""
        units = (unit,) if unit else self.listing(block)
        wanted = frozenset(rows)
        tables = ((code, self.table(block, code)) for code in units)
        found = {code: sum(key in wanted for key in t.row_keys) for code, t in tables if t}
        return {code: number for code, number in found.items() if number}

    def table(self, block: str, unit: str) -> Table | None:
        """What one unit answered in a block; ``None`` for nothing."""
        submission = self._by_unit.get(unit)
        return submission.tables.get(block) if submission else None

    def _whole(self, block: str, columns: tuple[str, ...]) -> _Tally:
        key = (block, columns)
        if key not in self._tallies:
            added: _Tally = Counter()
            for unit in self.listing(block):
                added.update(_tally(self.table(block, unit), columns))
            self._tallies[key] = added
        return self._tallies[key]


def _tally(table: Table | None, columns: tuple[str, ...]) -> _Tally:
    """How often each combination of values stands in some columns; () is the number of rows."""
    if table is None:
        return Counter()
    if not columns:
        return Counter({(): len(table.row_keys)})
    blank = (None,) * len(table.row_keys)
    return Counter(zip(*(table.values.get(column, blank) for column in columns), strict=True))
