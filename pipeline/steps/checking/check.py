"""Check one unit's submission (kiểm tra bài nộp) against the rules of its form.

A check never raises for bad data, never repairs it and never looks at another unit; what is not
reported cannot break a rule. To add a rule, add a line to the form definition.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, TypeAlias

from pipeline.domain.campaign import Period
from pipeline.domain.findings import Finding
from pipeline.domain.form import VALUE, FormSpec, Shape, ValueKind
from pipeline.domain.rules.compiled_rule import compile_rule
from pipeline.domain.rules.evaluation import Slot
from pipeline.domain.rules.expression import (
    CellAt,
    Count,
    CurrentRow,
    Name,
    PeriodEnd,
    PeriodStart,
    Total,
)
from pipeline.domain.rules.rule import Rule
from pipeline.domain.submission import Cell, Submission
from pipeline.domain.vietnamese.dates import format_date
from pipeline.domain.vietnamese.numbers import format_number
from pipeline.steps.checking.checked_rows import CheckedRows, Column
from pipeline.steps.checking.evaluate import JudgedRule, judge_rules

_SILENT: Final = (CurrentRow, PeriodStart, PeriodEnd)
"""Slots whose values say nothing new to the reader of a finding."""

Labels: TypeAlias = Mapping[str, str] | None


def check(submission: Submission, form: FormSpec, period: Period) -> tuple[Finding, ...]:
    """Check every rule in force; findings name the unit and the file."""
    return tuple(
        found
        for judged in judge_rules(submission, form, period)
        for found in _findings(judged, submission, form)
    )


def _findings(judged: JudgedRule, submission: Submission, form: FormSpec) -> Iterator[Finding]:
    """One finding a broken row: the rule's own words, led by the row and closed by the values."""
    broken = tuple(judged.broken)
    if not broken:
        return
    rule, rows = judged.rule, judged.rows
    values = _Values.of(judged, form)
    message, basis, leads = rule.message.rstrip("."), _basis(rule), _leads(rows)
    place = _place(rule, rows, submission)
    for row in broken:
        sheet, address = place(row)
        yield Finding(
            rule.code,
            rule.severity,
            f"{leads(row)}{message}{values.told(row)}.{basis}",
            rule.advice,
            submission.unit,
            submission.file,
            sheet,
            address,
        )


def _basis(rule: Rule) -> str:
    """Law is cited; what was not read in the law itself is only pointed at."""
    if not rule.basis:
        return ""
    if rule.confirmed:
        return f" Căn cứ: {rule.basis}."
    return f" Tham khảo: {rule.basis} (chưa đối chiếu)."


def _leads(rows: CheckedRows) -> Callable[[int], str]:
    """How a finding names its row; "" where the rule is checked once."""
    if rows.keys == ("",):
        return lambda _: ""
    if rows.block.shape is Shape.RECORDS:
        return lambda row: f"Dòng {rows.keys[row]}: "
    labels = {one.key: one.label for one in rows.block.rows}
    return lambda row: f"{labels[rows.keys[row]]}: "


def _place(
    rule: Rule, rows: CheckedRows, submission: Submission
) -> Callable[[int], tuple[str, str]]:
    """Sheet and cell of the first own name that is filled in; else of the first place spoken of."""
    compiled = compile_rule(rule.expression)
    for key in compiled.names:
        if rows.has(key):
            return lambda row: (rows.table.sheet, rows.address(row, key))
    cell = _elsewhere(compiled.elsewhere, rows, submission)
    found = (cell.sheet, cell.address) if cell else (rows.table.sheet, "")
    return lambda _: found


def _elsewhere(
    places: Sequence[CellAt | Total | Count], rows: CheckedRows, submission: Submission
) -> Cell | None:
    for place in places:
        if isinstance(place, Count):
            continue
        table = submission.tables.get(place.block) if place.block else rows.table
        wanted = (place.row,) if isinstance(place, CellAt) else place.rows
        picked = [i for i, key in enumerate(table.row_keys if table else ()) if key in wanted]
        if table and place.column in table.letters and table.row_keys:
            return table.cell(picked[0] if picked else 0, place.column)
    return None


@dataclass(frozen=True, slots=True)
class _Values:
    """The values that break a rule, in the order written, with what people read for codes."""

    columns: Sequence[tuple[Column, Labels]]

    @classmethod
    def of(cls, judged: JudgedRule, form: FormSpec) -> _Values:
        slots = zip(judged.prepared.slots, judged.columns, strict=True)
        return cls(
            [
                (column, _labels(slot, judged.rows, form))
                for slot, column in slots
                if not isinstance(slot, _SILENT)
            ]
        )

    def told(self, row: int) -> str:
        """As a finding says them: " (7 và 5)"."""
        shown = [_shown(column[row], labels) for column, labels in self.columns]
        found = [text for text in shown if text]
        return f" ({' và '.join(found)})" if found else ""


def _shown(value: Any, labels: Labels) -> str:
    if value is None or isinstance(value, bool):
        return ""
    if isinstance(value, str):
        return "" if labels is None else labels.get(value, value)
    return format_date(value) if isinstance(value, date) else format_number(value)


def _labels(slot: Slot, rows: CheckedRows, form: FormSpec) -> Labels:
    """What people read for the codes of a choice; ``None`` for what is none."""
    if not isinstance(slot, Name):
        return None
    is_field = rows.block.shape is Shape.FIELDS
    column = rows.block.column(VALUE, slot.key) if is_field else rows.block.column(slot.key)
    if column.kind is not ValueKind.CHOICE:
        return None
    return {choice.code: choice.label for choice in form.lists.get(column.choices, ())}
