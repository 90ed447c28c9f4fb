"""The rows of one block that one rule is checked on, as answered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from pipeline.domain.form import VALUE, Block, Shape
from pipeline.domain.rules.compiled_rule import compile_rule
from pipeline.domain.rules.rule import Rule
from pipeline.domain.rules.rule_scope import RuleScope
from pipeline.domain.submission import Table

Column: TypeAlias = Sequence[Any]
"""One value a checked row; ``None`` is "not reported"."""


@dataclass(frozen=True, slots=True)
class CheckedRows:
    """The rows a rule is checked on: those of a table, or a fields block as one row.

    Attributes:
        keys: The key of each row; ``("",)`` when the rule is checked once.
        picked: Their indexes in the table; ``None`` for all of it.
    """

    block: Block
    table: Table
    keys: tuple[str, ...]
    picked: tuple[int, ...] | None = None

    @classmethod
    def of(cls, rule: Rule, block: Block, table: Table, scope: RuleScope) -> CheckedRows:
        """The rows of the block that the rule speaks of and the reader found."""
        if block.shape is Shape.FIELDS or not compile_rule(rule.expression).is_per_row:
            return cls(block, table, ("",))
        if not rule.rows:
            return cls(block, table, table.row_keys)
        meant = scope.rows(rule, block)
        picked = tuple(i for i, key in enumerate(table.row_keys) if key in meant)
        return cls(block, table, tuple(table.row_keys[i] for i in picked), picked)

    def values(self, key: str) -> Column:
        """The typed values under a name: answers, or what a fixed column prints."""
        if self.block.shape is Shape.FIELDS:
            return (self.table.value(key, VALUE),)
        answers = self.table.values.get(key)
        if answers is not None:
            return self._picked(answers)
        facts = {row.key: row.facts.get(key) for row in self.block.rows}
        return [facts.get(row) for row in self.keys]

    def raws(self, key: str) -> Column:
        """The raw values under a name, as found in the workbook."""
        if self.block.shape is not Shape.FIELDS:
            return self._picked(self.table.raws.get(key, (None,) * len(self.table.row_keys)))
        found = key in self.table.row_keys
        return (self.table.raws[VALUE][self.table.row_keys.index(key)] if found else None,)

    def has(self, key: str) -> bool:
        """Whether a name stands for cells; a fixed column does not."""
        return self.block.shape is Shape.FIELDS or key in self.table.letters

    def address(self, row: int, key: str) -> str:
        """The address of the cell under such a name in the ``row``-th checked row."""
        if self.block.shape is Shape.FIELDS:
            key, index = VALUE, self.table.row_keys.index(key)
        else:
            index = row if self.picked is None else self.picked[row]
        return f"{self.table.letters[key]}{self.table.row_numbers[index]}"

    def _picked(self, column: Column) -> Column:
        return column if self.picked is None else [column[index] for index in self.picked]
