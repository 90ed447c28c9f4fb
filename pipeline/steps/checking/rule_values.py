"""The values a rule works with, column by column: the answers of one submission, slot by slot.

A slot that speaks of the row being checked gives one value a row; any other gives its one value
for every row.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from pipeline.domain.campaign import Period
from pipeline.domain.rules.evaluation import Slot
from pipeline.domain.rules.expression import (
    CellAt,
    Count,
    CurrentRow,
    Given,
    Length,
    Match,
    Name,
    PeriodEnd,
    PeriodStart,
    RowOf,
    Text,
    Total,
)
from pipeline.domain.rules.rule_scope import RuleScope
from pipeline.domain.submission import Submission
from pipeline.domain.workbook import RawValue
from pipeline.steps.checking.checked_rows import CheckedRows, Column
from pipeline.steps.reading.coerce import is_blank


@dataclass(frozen=True, slots=True)
class RuleValues:
    """The answers of one submission as rules ask for them.

    Attributes:
        counted: Lists already counted, by block and columns: several rules ask the same.
    """

    submission: Submission
    scope: RuleScope
    period: Period
    counted: dict[tuple[str, ...], Counter[tuple[Any, ...]]] = field(default_factory=dict)

    def column(self, slot: Slot, rows: CheckedRows) -> Column:
        """The values of one slot, one a checked row."""
        match slot:
            case Name(key=key):
                return rows.values(key)
            case CurrentRow():
                return rows.keys
            case Count():
                return self._counts(slot, rows)
            case Given():
                return self._given(slot, rows)
            case Length() | RowOf():
                return self._told_of(slot, rows)
            case CellAt() | Total() | PeriodStart() | PeriodEnd():
                return [self._constant(slot, rows)] * len(rows.keys)

    def _told_of(self, slot: Length | RowOf, rows: CheckedRows) -> Column:
        """What is told of a text or choice itself: how long it is, whether it is a row."""
        if isinstance(slot, Length):
            return [None if text is None else len(text) for text in self.column(slot.text, rows)]
        block = self.scope.blocks.get(slot.block)
        keys = {row.key for row in block.rows} if block else set()
        return [value in keys for value in rows.values(slot.value.key)]

    def _constant(self, slot: CellAt | Total | PeriodStart | PeriodEnd, rows: CheckedRows) -> Any:
        match slot:
            case PeriodStart():
                return self.period.start
            case PeriodEnd():
                return self.period.end
            case CellAt(block=block, row=row, column=column):
                if column in self.scope.blocks[block].row(row).facts:
                    return self.scope.blocks[block].row(row).facts[column]
                return self.submission.value(block, row, column)
            case Total():
                return self._total(slot, rows)

    def _total(self, total: Total, rows: CheckedRows) -> Any:
        """The sum of what is reported; ``None`` when nothing is."""
        table = self.submission.tables.get(total.block) if total.block else rows.table
        if table is None:
            return None
        pairs = zip(table.row_keys, table.values.get(total.column, ()), strict=False)
        wanted = (value for key, value in pairs if not total.rows or key in total.rows)
        known: list[Any] = [value for value in wanted if value is not None]
        return sum(known) if known else None

    def _counts(self, count: Count, rows: CheckedRows) -> Column:
        """How many records match, for every row; each set of columns is counted once."""
        table = self.submission.tables.get(count.block)
        if table is None:
            return [None] * len(rows.keys)
        columns = tuple(match.column for match in count.matches)
        if (count.block, *columns) not in self.counted:
            records = zip(*(table.values.get(column, ()) for column in columns), strict=False)
            self.counted[count.block, *columns] = Counter(records)
        found = self.counted[count.block, *columns]
        wanted = zip(*(self._wanted(match, rows) for match in count.matches), strict=True)
        return [found[values] for values in wanted]

    def _wanted(self, match: Match, rows: CheckedRows) -> Column:
        if isinstance(match.value, Text):
            return [match.value.value] * len(rows.keys)
        return self.column(match.value, rows)

    def _given(self, given: Given, rows: CheckedRows) -> Column:
        if isinstance(given.cell, Name):
            key = given.cell.key
            pairs = zip(rows.values(key), rows.raws(key), strict=True)
            return [_was_entered(value, raw) for value, raw in pairs]
        cell = given.cell
        table = self.submission.tables.get(cell.block)
        if table is None or cell.row not in table.row_keys or cell.column not in table.letters:
            return [False] * len(rows.keys)
        found = table.cell(table.row_keys.index(cell.row), cell.column)
        return [_was_entered(found.value, found.raw)] * len(rows.keys)


def _was_entered(value: object, raw: RawValue) -> bool:
    return value is not None or not is_blank(raw)
