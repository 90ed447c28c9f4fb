"""Check one unit's submission (kiểm tra bài nộp) against the rules of its form.

A check never raises for bad data, never repairs it and never looks at another unit; what is not
reported cannot break a rule. To add a rule, add a line to the form definition.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any, Final, TypeAlias

from pipeline.domain.campaign import Period
from pipeline.domain.findings import Finding
from pipeline.domain.form import VALUE, FormSpec, Shape, ValueKind
from pipeline.domain.rules.compiled_rule import compile_rule
from pipeline.domain.rules.evaluation import Slot
from pipeline.domain.rules.expression import CellAt, Count, CurrentRow, Name, PeriodEnd, PeriodStart
from pipeline.domain.rules.rule import Rule
from pipeline.domain.submission import Cell, Submission
from pipeline.domain.vietnamese.dates import format_date
from pipeline.domain.vietnamese.numbers import format_number
from pipeline.steps.checking.checked_rows import CheckedRows
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
    broken = tuple(judged.broken)
    labels = [_labels(slot, judged.rows, form) for slot in judged.prepared.slots if broken]
    return (_finding(judged, row, submission, labels) for row in broken)


def _finding(
    judged: JudgedRule, row: int, submission: Submission, labels: Sequence[Labels]
) -> Finding:
    """The rule's own words, led by the row and closed by the values that break it."""
    rule, rows = judged.rule, judged.rows
    cell = _place(rule, rows, row, submission)
    found = _found(judged, row, labels)
    message = f"{_lead(rows, row)}{rule.message.rstrip('.')}{found}.{_basis(rule)}"
    return Finding(
        rule.code,
        rule.severity,
        message,
        rule.advice,
        submission.unit,
        submission.file,
        cell.sheet if cell else rows.table.sheet,
        cell.address if cell else "",
    )


def _basis(rule: Rule) -> str:
    """Law is cited; what was not read in the law itself is only pointed at."""
    if not rule.basis:
        return ""
    if rule.confirmed:
        return f" Căn cứ: {rule.basis}."
    return f" Tham khảo: {rule.basis} (chưa đối chiếu)."


def _lead(rows: CheckedRows, row: int) -> str:
    key = rows.keys[row]
    if not key:
        return ""
    label = f"Dòng {key}" if rows.block.shape is Shape.RECORDS else rows.block.row(key).label
    return f"{label}: "


def _place(rule: Rule, rows: CheckedRows, row: int, submission: Submission) -> Cell | None:
    """The cell of the first own name that is filled in; else of the first place spoken of."""
    compiled = compile_rule(rule.expression)
    for key in compiled.names:
        cell = rows.cell(row, key)
        if cell is not None:
            return cell
    for place in compiled.elsewhere:
        if isinstance(place, Count):
            continue
        table = submission.tables.get(place.block) if place.block else rows.table
        wanted = (place.row,) if isinstance(place, CellAt) else place.rows
        picked = [i for i, key in enumerate(table.row_keys if table else ()) if key in wanted]
        if table and place.column in table.letters and table.row_keys:
            return table.cell(picked[0] if picked else 0, place.column)
    return None


def _found(judged: JudgedRule, row: int, labels: Sequence[Labels]) -> str:
    """The values that break the rule, in the order written: " (7 và 5)"."""
    found = [
        text
        for slot, column, known in zip(judged.prepared.slots, judged.columns, labels, strict=True)
        if not isinstance(slot, _SILENT) and (text := _shown(column[row], known))
    ]
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
