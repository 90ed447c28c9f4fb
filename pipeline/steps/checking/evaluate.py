"""Evaluate the form's rules on one submission (đánh giá quy tắc): a verdict a rule and row."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.domain.campaign import Period
from pipeline.domain.form import Block, FormSpec
from pipeline.domain.once import once
from pipeline.domain.rules.evaluation import PreparedRule, prepare
from pipeline.domain.rules.rule import Rule
from pipeline.domain.rules.rule_scope import RuleScope
from pipeline.domain.submission import Submission
from pipeline.steps.checking.checked_rows import CheckedRows, Column
from pipeline.steps.checking.rule_values import RuleValues


@dataclass(frozen=True, slots=True)
class JudgedRule:
    """One rule with its verdicts.

    Attributes:
        rows: What it was checked on.
        columns: What each slot of the rule held, one value a checked row.
        verdicts: One a checked row; ``None`` is "not yet": something is not reported.
    """

    rule: Rule
    prepared: PreparedRule
    rows: CheckedRows
    columns: tuple[Column, ...]
    verdicts: tuple[bool | None, ...]

    @property
    def broken(self) -> Iterator[int]:
        """Which of the checked rows break the rule."""
        if False not in self.verdicts:
            return iter(())
        return (row for row, holds in enumerate(self.verdicts) if holds is False)


def judge_rules(submission: Submission, form: FormSpec, period: Period) -> Iterator[JudgedRule]:
    """Judge every rule that is in force in the period and that the form can ask."""
    values = RuleValues(submission, RuleScope.of(form), period)
    for rule, block in _asked(form):
        if rule.applies(period.start, period.end):
            yield from _judged(rule, block, values)


@once
def _asked(form: FormSpec) -> tuple[tuple[Rule, Block], ...]:
    scope = RuleScope.of(form)
    rules = ((rule, block) for _, block in form.blocks for rule in block.rules)
    return tuple((rule, block) for rule, block in rules if scope.asks(rule, block))


def _judged(rule: Rule, block: Block, values: RuleValues) -> Iterator[JudgedRule]:
    """Judge one rule; nothing when its block was not found in the workbook."""
    table = values.submission.tables.get(block.key)
    if table is None:
        return
    prepared = prepare(rule.expression)
    rows = CheckedRows.of(rule, block, table, values.scope)
    columns = tuple(values.column(slot, rows) for slot in prepared.slots)
    yield JudgedRule(rule, prepared, rows, columns, prepared.verdicts(columns))
