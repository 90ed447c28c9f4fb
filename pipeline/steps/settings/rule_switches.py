"""Rules that are not confirmed law: the cluster may switch them in ``campaign.xlsx``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Final, TypeAlias

from pipeline.domain.form import Block, FormSpec, Row, Shape, Sheet
from pipeline.domain.rules.rule import Rule, RuleSwitch, Severity
from pipeline.domain.rules.rule_scope import RuleScope
from pipeline.domain.submission import Submission, Table

Switches: TypeAlias = Mapping[str, RuleSwitch]

RULES: Final = "rules"
SWITCH: Final = "severity"
"""Block and column of ``campaign.xlsx`` in which an officer switches rules."""


def with_rules(form: FormSpec, switches: Switches) -> FormSpec:
    """The tailored form with the rules it can ask, each as heavy as the cluster decided."""
    scope = RuleScope.of(form)
    sheets = tuple(
        replace(sheet, blocks=tuple(_with_rules(block, scope, switches) for block in sheet.blocks))
        for sheet in form.sheets
    )
    return replace(form, sheets=sheets)


def switch_rows(form: FormSpec) -> tuple[Row, ...]:
    """One row a rule of the form that may be switched, in the order of their codes."""
    found = [
        Row(
            rule.code,
            rule.code,
            facts={
                "place": f"{sheet.title} – {block.title}",
                "message": rule.message,
                "basis": rule.basis,
                "declared": rule.severity.label,
            },
        )
        for sheet, block in form.blocks
        for rule in block.rules
        if not rule.confirmed
    ]
    return tuple(sorted(found, key=lambda row: row.key))


def read_switches(settings: Submission) -> Switches:
    """What ``campaign.xlsx`` says about rules; a blank leaves a rule as declared."""
    table = settings.tables.get(RULES)
    pairs = zip(table.row_keys, table.values.get(SWITCH, ()), strict=False) if table else ()
    return {code: RuleSwitch(switch) for code, switch in pairs if isinstance(switch, str)}


def as_held(form: FormSpec, settings: Submission) -> FormSpec:
    """The form ``campaign`` without the rules and free settings an older workbook does not list.

    A workbook made before a rule, a setting or a column was added is not wrong: they are as
    declared, or blank.
    """
    sheets = (_held_sheet(sheet, settings.tables) for sheet in form.sheets)
    return replace(form, sheets=tuple(sheet for sheet in sheets if sheet.blocks))


def _held_sheet(sheet: Sheet, tables: Mapping[str, Table]) -> Sheet:
    blocks = (_held_block(block, tables.get(block.key)) for block in sheet.blocks)
    return replace(sheet, blocks=tuple(b for b in blocks if b.key != RULES or b.rows))


def _held_block(block: Block, table: Table | None) -> Block:
    held = frozenset(table.row_keys) if table else frozenset()
    rows = tuple(row for row in block.rows if row.key in held or _is_due(row, block))
    if table is None or block.shape is not Shape.RECORDS:
        return replace(block, rows=rows)
    columns = (one for one in block.columns if one.required or one.key in table.letters)
    return replace(block, rows=rows, columns=tuple(columns))


def _is_due(row: Row, block: Block) -> bool:
    """Whether a row must be there: all but rules, and settings that may be left blank."""
    may_be_blank = row.column is not None and not row.column.required
    return not (block.key == RULES or may_be_blank)


def _with_rules(block: Block, scope: RuleScope, switches: Switches) -> Block:
    asked = (rule for rule in block.rules if scope.asks(rule, block))
    return replace(block, rules=tuple(_switched(asked, switches)))


def _switched(rules: Iterator[Rule], switches: Switches) -> Iterator[Rule]:
    for rule in rules:
        switch = None if rule.confirmed else switches.get(rule.code)
        if switch is None:
            yield rule
        elif switch is not RuleSwitch.OFF:
            yield replace(rule, severity=Severity(switch.value))
