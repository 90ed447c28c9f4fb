"""The rules of a form as its workbook checks them while a unit types.

Which rules apply, on which rows and at which cell a finding sits is the same as on return; only
what Excel cannot say plainly is left to the return.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from pipeline.domain.campaign import Period
from pipeline.domain.form import VALUE, Block, FormSpec, Shape
from pipeline.domain.layout import BlockPlace, Layout
from pipeline.domain.rules.compiled_rule import CompiledRule, compile_rule
from pipeline.domain.rules.expression import CellAt, Name, Total
from pipeline.domain.rules.live_checks import BROKEN, NOWHERE, ROW_FACTOR, LiveRule, Mark
from pipeline.domain.rules.rule import Rule
from pipeline.domain.rules.rule_scope import RuleScope
from pipeline.steps.checking.excel_cells import Cells, NotInExcelError, literal, quoted
from pipeline.steps.checking.excel_rule import excel_rule


@dataclass(frozen=True, slots=True)
class _Spot:
    """The cells of one column at which a rule's findings may sit."""

    place: BlockPlace
    letter: str
    first: int
    last: int

    @property
    def position(self) -> str:
        """The positions of its cells as a formula."""
        cell = f"${self.letter}${self.first}"
        area = cell if self.first == self.last else f"{cell}:${self.letter}${self.last}"
        reference = f"{quoted(self.place.sheet)}!{area}"
        return f"ROW({reference})*{ROW_FACTOR}+COLUMN({reference})"


def live_rules(form: FormSpec, layout: Layout, period: Period) -> tuple[LiveRule, ...]:
    """Compile every rule that the form can ask in the period, in the order of the form."""
    return tuple(_compiled(form, layout, period))


def _compiled(form: FormSpec, layout: Layout, period: Period) -> Iterator[LiveRule]:
    scope = RuleScope.of(form)
    for _, block in form.blocks:
        cells = Cells(form, layout, block, period)
        for rule in block.rules:
            if rule.applies(period.start, period.end) and scope.asks(rule, block):
                try:
                    yield _live(rule, cells, scope.rows(rule, block))
                except NotInExcelError:
                    continue


def _live(rule: Rule, cells: Cells, rows: tuple[str, ...]) -> LiveRule:
    compiled = compile_rule(rule.expression)
    by_rows = compiled.is_per_row and cells.block.shape is not Shape.FIELDS
    spot = _row_spot(compiled, cells) if by_rows else _single_spot(compiled, cells)
    checked_rows = rows if by_rows else None
    asked, holds = _formula(compiled, cells, checked_rows)
    code = re.sub(r"\W", "_", f"{rule.code}_{cells.block.key}")
    is_asked, is_kept, is_broken = f"kt_xet_{code}", f"kt_dat_{code}", f"kt_sai_{code}"
    return LiveRule(
        rule=rule,
        sheet=spot.place.sheet,
        tally=f"SUM(IF({is_asked},IF({is_kept},1,{BROKEN}),0))",
        position=f"MIN(IF({is_asked},IF({is_kept},{NOWHERE},{spot.position}),{NOWHERE}))",
        mark=Mark(
            spot.place.block, _areas(cells.block, spot, checked_rows), rule.severity, is_broken
        ),
        names={
            is_asked: asked,
            is_kept: holds,
            is_broken: _broken_in_row(compiled, cells, checked_rows),
        },
    )


def _formula(compiled: CompiledRule, cells: Cells, rows: tuple[str, ...] | None) -> tuple[str, str]:
    """Where the rule is asked, as 0 or 1, and whether it holds there."""
    formula = excel_rule(compiled.condition, compiled.references, cells)
    if rows is None:
        return formula.known, formula.holds
    if cells.block.shape is not Shape.RECORDS:
        return f"{_asked_rows(cells, rows)}*{formula.known}", formula.holds
    if not any(isinstance(one, Name) for one in compiled.references):
        return f"{cells.own_in_use()}*{formula.known}", formula.holds
    return formula.known, formula.holds


def _asked_rows(cells: Cells, rows: tuple[str, ...]) -> str:
    """A row that someone inserted has no key; some rules are asked on some rows only."""
    if len(rows) == len(cells.block.rows):
        return f'({cells.own_keys()}<>"")'
    keys = ";".join(literal(key) for key in rows)
    return f"ISNUMBER(MATCH({cells.own_keys()},{{{keys}}},0))"


def _row_spot(compiled: CompiledRule, cells: Cells) -> _Spot:
    """The column of the first name that a unit fills."""
    inputs = [column.key for column in cells.block.inputs]
    key = next((name for name in compiled.names if name in inputs), inputs[0])
    place = cells.layout[cells.block.key]
    return _Spot(place, place.columns[key], place.first_row, place.reach(cells.block.limit))


def _single_spot(compiled: CompiledRule, cells: Cells) -> _Spot:
    """The first own name, else the first cell spoken of, else the head of the first sum."""
    own = cells.layout[cells.block.key]
    for key in compiled.names:
        return _spot(own, VALUE, own.rows[key])
    for cell in compiled.cells:
        if isinstance(cell, CellAt):
            place = cells.layout[cell.block]
            return _spot(place, cell.column, place.rows[cell.row])
    for total in compiled.references:
        if isinstance(total, Total):
            place = cells.layout[total.block or cells.block.key]
            rows = (row for key, row in place.rows.items() if key in total.rows)
            return _spot(place, total.column, min(rows, default=place.first_row))
    raise NotInExcelError(compiled.expression)


def _spot(place: BlockPlace, column: str, row: int) -> _Spot:
    return _Spot(place, place.columns[column], row, row)


def _broken_in_row(compiled: CompiledRule, cells: Cells, rows: tuple[str, ...] | None) -> str:
    """The rule again, for the row in which its name is used; said as if that were row 1."""
    one = replace(cells, one_row=True)
    formula = excel_rule(compiled.condition, compiled.references, one)
    asked = formula.known
    if rows is not None and cells.block.shape is Shape.RECORDS:
        asked = f"{one.own_in_use()}*{asked}"
    return f"IF({asked},IF({formula.holds},FALSE,TRUE),FALSE)"


def _areas(block: Block, spot: _Spot, rows: tuple[str, ...] | None) -> str:
    if rows is None or len(rows) == len(block.rows):
        last = f":{spot.letter}{spot.last}" if spot.last > spot.first else ""
        return f"{spot.letter}{spot.first}{last}"
    return " ".join(f"{spot.letter}{spot.place.rows[key]}" for key in rows)
