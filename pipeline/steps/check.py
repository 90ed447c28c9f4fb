"""Check one unit's submission (kiểm tra bài nộp): the form's rules, then what spans blocks.

A check never raises for bad data, never repairs it and never looks at another unit; what is not
reported cannot break a rule. To add a rule over one row, add a line to the form definition; to
add a check over several blocks, write a function here and list it in ``CHECKS``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Final, TypeAlias

from pipeline.domain.campaign import Period
from pipeline.domain.catalogue import Honoree
from pipeline.domain.compiled_rule import compile_rule
from pipeline.domain.expression import Operand
from pipeline.domain.findings import Finding, FindingKind, finding
from pipeline.domain.form import VALUE, Block, FormSpec, Shape
from pipeline.domain.rule import Rule
from pipeline.domain.submission import Cell, Submission, Table, Value
from pipeline.domain.vietnamese.dates import format_date
from pipeline.domain.vietnamese.numbers import format_number

Check: TypeAlias = Callable[[Submission, FormSpec, Period], Iterator[Finding]]
Values: TypeAlias = Mapping[str, Operand | None]

NAMED: Final = "named_awards"
DATED: Final = (
    (NAMED, "decision_date", FindingKind.DECISION_OUTSIDE_PERIOD),
    ("documents", "date", FindingKind.DOCUMENT_OUTSIDE_PERIOD),
    ("cluster_documents", "date", FindingKind.DOCUMENT_OUTSIDE_PERIOD),
)
"""Block, column and finding of the dates that should lie in the reporting period."""


def check(submission: Submission, form: FormSpec, period: Period) -> tuple[Finding, ...]:
    """Run every check; findings name the unit and the file."""
    return tuple(
        replace(found, unit=submission.unit, file=submission.file)
        for one in CHECKS
        for found in one(submission, form, period)
    )


def rules_hold(submission: Submission, form: FormSpec, period: Period) -> Iterator[Finding]:
    """Every rule of the form that is valid in the period holds on every row."""
    for _, block in form.blocks:
        table = submission.tables.get(block.key)
        if table is None:
            continue
        for rule in block.rules:
            if not _is_valid(rule, period):
                continue
            if block.shape is Shape.FIELDS:
                yield from _broken_fields(rule, table)
            else:
                yield from _broken_rows(rule, block, table)


def dates_lie_in_the_period(
    submission: Submission, _: FormSpec, period: Period
) -> Iterator[Finding]:
    """Decisions and documents are dated within the reporting period."""
    for block, column, kind in DATED:
        table = submission.tables.get(block)
        for index, day in enumerate(table.values.get(column, ()) if table else ()):
            if table and isinstance(day, date) and not period.start <= day <= period.end:
                cell = table.cell(index, column)
                details = {"row": table.row_keys[index], "found": format_date(day)}
                place = {"sheet": cell.sheet, "cell": cell.address}
                yield finding(kind, **place, **details, period=period.label)


def named_awards_are_counted(
    submission: Submission, form: FormSpec, _: Period
) -> Iterator[Finding]:
    """The list by name has no more decided awards of a kind than the grid of counts."""
    named = submission.tables.get(NAMED)
    if named is None:
        return
    decided = Counter(
        (str(row["honoree"]), str(row["award"]))
        for _, row in named.records
        if row.get("status") == "decided" and row.get("honoree") and row.get("award")
    )
    for (honoree, award), count in decided.items():
        cell = _counted(submission, f"awards_{honoree}", award)
        if cell is not None and isinstance(cell.value, int) and count > cell.value:
            yield finding(
                FindingKind.NAMED_ABOVE_COUNTED,
                sheet=cell.sheet,
                cell=cell.address,
                award=form.block(f"awards_{honoree}").row(award).label,
                honoree=Honoree(honoree).word,
                named=count,
                counted=cell.value,
            )


CHECKS: Final[tuple[Check, ...]] = (rules_hold, dates_lie_in_the_period, named_awards_are_counted)


def _is_valid(rule: Rule, period: Period) -> bool:
    begun = rule.valid_from is None or rule.valid_from <= period.end
    return begun and (rule.valid_to is None or rule.valid_to >= period.start)


def _broken_fields(rule: Rule, table: Table) -> Iterator[Finding]:
    """A fields block is one row whose names are its row keys."""
    compiled = compile_rule(rule.expression)
    values = {key: _operand(table.value(key, VALUE)) for key in compiled.names}
    if compiled.evaluate(values) is False:
        cell = table.cell(table.row_keys.index(compiled.names[0]), VALUE)
        yield _broken(rule, cell, values)


def _broken_rows(rule: Rule, block: Block, table: Table) -> Iterator[Finding]:
    compiled = compile_rule(rule.expression)
    inputs = [key for key in compiled.names if key in table.letters]
    if not inputs:
        return
    for index, key in enumerate(table.row_keys):
        facts = block.row(key).facts if block.shape is Shape.GRID else {}
        values = {
            name: _operand(table.values[name][index] if name in inputs else facts.get(name))
            for name in compiled.names
        }
        if compiled.evaluate(values) is False:
            label = block.row(key).label if block.shape is Shape.GRID else f"Dòng {key}"
            yield _broken(rule, table.cell(index, inputs[0]), values, f"{label}: ")


def _broken(rule: Rule, cell: Cell, values: Values, lead: str = "") -> Finding:
    """The rule's own words, led by the row and closed by the values that break it."""
    found = " và ".join(format_number(value) for value in values.values())
    basis = f" Căn cứ: {rule.basis}." if rule.basis else ""
    message = f"{lead}{rule.message.rstrip('.')} ({found}).{basis}"
    return Finding(
        rule.code, rule.severity, message, rule.advice, sheet=cell.sheet, cell=cell.address
    )


def _operand(value: Value) -> Operand | None:
    return value if isinstance(value, int | Decimal) else None


def _counted(submission: Submission, block: str, award: str) -> Cell | None:
    table = submission.tables.get(block)
    if table is None or award not in table.row_keys or "decided" not in table.letters:
        return None
    return table.cell(table.row_keys.index(award), "decided")
