"""Check one unit's submission (kiểm tra bài nộp) against the rules of its form.

A check never raises for bad data, never repairs it and never looks at another unit; what is not
reported cannot break a rule. To add a rule, add a line to the form definition.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from pipeline.domain.campaign import Period
from pipeline.domain.compiled_rule import compile_rule
from pipeline.domain.evaluation import Slot
from pipeline.domain.expression import CellAt, Count, CurrentRow, Name, PeriodEnd, PeriodStart
from pipeline.domain.findings import Finding
from pipeline.domain.form import FormSpec, Shape, ValueKind
from pipeline.domain.rule import Rule
from pipeline.domain.submission import Cell, Submission
from pipeline.domain.vietnamese.dates import format_date
from pipeline.domain.vietnamese.numbers import format_number
from pipeline.steps.checked_rows import CheckedRows
from pipeline.steps.evaluate import JudgedRule, judge_rules


def check(submission: Submission, form: FormSpec, period: Period) -> tuple[Finding, ...]:
    """Check every rule in force; findings name the unit and the file."""
    return tuple(
        _finding(judged, row, submission, form)
        for judged in judge_rules(submission, form, period)
        for row in judged.broken
    )


def _finding(judged: JudgedRule, row: int, submission: Submission, form: FormSpec) -> Finding:
    """The rule's own words, led by the row and closed by the values that break it."""
    rule, rows = judged.rule, judged.rows
    cell = _place(rule, rows, row, submission)
    found = _found(judged, row, form)
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


def _found(judged: JudgedRule, row: int, form: FormSpec) -> str:
    """The values that break the rule, in the order written: " (7 và 5)"."""
    pairs = zip(judged.prepared.slots, judged.values[row], strict=True)
    found = [text for slot, value in pairs if (text := _shown(slot, value, judged.rows, form))]
    return f" ({' và '.join(found)})" if found else ""


def _shown(slot: Slot, value: Any, rows: CheckedRows, form: FormSpec) -> str:
    match slot, value:
        case (CurrentRow() | PeriodStart() | PeriodEnd(), _) | (_, bool() | None):
            return ""
        case _, date():
            return format_date(value)
        case Name(key=key), str():
            return _label(value, rows, key, form)
        case _, int() | Decimal():
            return format_number(value)
        case _:
            return ""


def _label(code: str, rows: CheckedRows, key: str, form: FormSpec) -> str:
    """What people read for the code of a choice."""
    column = rows.block.column(key)
    if column.kind is not ValueKind.CHOICE:
        return ""
    labels = {choice.code: choice.label for choice in form.lists.get(column.choices, ())}
    return labels.get(code, code)
