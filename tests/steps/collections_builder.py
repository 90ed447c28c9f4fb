"""Collections of submissions built from plain dicts, without workbooks or files."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from pipeline.domain.campaign import Campaign
from pipeline.domain.collection import Collection, Receipt, ReturnState
from pipeline.domain.document import Look
from pipeline.domain.form import Block, FormSpec, Shape
from pipeline.domain.layout import BlockPlace, Manifest
from pipeline.domain.submission import Submission, Table, Value
from pipeline.files.templates.phrases import load_phrases
from pipeline.steps.figures import FigureBook
from pipeline.steps.place import place
from pipeline.steps.sentences.phrasing import Line
from tests.builders import a_campaign, a_form

Answers = Mapping[str, Any]
"""Block key → answers: {row: value} of fields and narrative, {row: {column: value}} of a grid,
[{column: value}, …] of records."""

TODAY = date(2025, 12, 15)
PHRASES = load_phrases()


def a_book(
    units: Mapping[str, Answers] | None = None,
    head: Answers | None = None,
    campaign: Campaign | None = None,
    receipts: Iterable[Receipt] | None = None,
    wording: Mapping[str, str] = PHRASES,
) -> FigureBook:
    """The figures of the submissions of some units and, when given, of the head."""
    campaign = campaign or a_campaign()
    units = units or {}
    unit_form, head_form = a_form("unit", campaign), a_form("head", campaign)
    submissions = {
        code: a_submission(answers, unit_form, campaign, code) for code, answers in units.items()
    }
    own = None if head is None else a_submission(head, head_form, campaign, campaign.head)
    found = tuple(receipts) if receipts is not None else _receipts(campaign, units)
    collection = Collection(campaign, submissions, own, found, TODAY)
    return FigureBook(collection, unit_form, head_form, wording)


def a_submission(answers: Answers, form: FormSpec, campaign: Campaign, unit: str) -> Submission:
    """What one unit answered; everything not named is blank."""
    layout = place(form)
    manifest = Manifest(form.id, form.version, campaign.id, unit, campaign.period.code)
    known = {block.key for _, block in form.blocks}
    unknown = set(answers) - known
    if unknown:
        raise KeyError(f"no such block: {sorted(unknown)}")
    tables = {
        block.key: a_table(block, layout[block.key], answers.get(block.key, {}))
        for _, block in form.blocks
    }
    return Submission(unit, manifest, f"{unit}.xlsx", "0" * 64, tables)


def a_table(block: Block, at: BlockPlace, answers: Any) -> Table:
    """One block as answered."""
    cells = _cells(block, answers)
    keys = tuple(cells)
    columns = [column.key for column in block.inputs] or ["value"]
    values: dict[str, tuple[Value, ...]] = {
        column: tuple(cells[key].get(column) for key in keys) for column in columns
    }
    for row in cells.values():
        if set(row) - set(columns):
            raise KeyError(f"{block.key}: no such column: {sorted(set(row) - set(columns))}")
    numbers = tuple(at.rows.get(key, at.first_row + i) for i, key in enumerate(keys))
    letters = at.columns or {"value": "C"}
    raws = {
        column: tuple(float(v) if isinstance(v, Decimal) else v for v in found)
        for column, found in values.items()
    }
    return Table(block.key, at.sheet, keys, numbers, letters, values, raws)


def _cells(block: Block, answers: Any) -> dict[str, dict[str, Value]]:
    if block.shape is Shape.RECORDS:
        return {str(number): dict(record) for number, record in enumerate(answers or (), start=1)}
    unknown = set(answers) - {row.key for row in block.rows}
    if unknown:
        raise KeyError(f"{block.key}: no such row: {sorted(unknown)}")
    if block.shape is Shape.GRID:
        return {row.key: dict(answers.get(row.key, {})) for row in block.rows}
    return {row.key: {"value": answers.get(row.key)} for row in block.rows}


def _receipts(campaign: Campaign, units: Mapping[str, Answers]) -> tuple[Receipt, ...]:
    return tuple(
        Receipt(unit.code, ReturnState.ACCEPTED, f"{unit.code}.xlsx", date(2025, 12, 5), 1)
        if unit.code in units
        else Receipt(unit.code, ReturnState.MISSING)
        for unit in campaign.units
    )


def read(lines: Iterable[Line]) -> list[str]:
    """What a reader sees: one text a paragraph, list items with a dash."""
    return [
        ("- " if line.look is Look.ITEM else "") + "".join(inline.text for inline in line.inlines)
        for line in lines
    ]
