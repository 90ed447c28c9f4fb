"""Submissions and collections made from plain answers, without workbooks or files."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from pipeline.domain.campaign import Campaign
from pipeline.domain.collection import Collection
from pipeline.domain.form import VALUE, Block, FormSpec, Shape
from pipeline.domain.layout import BlockPlace, Manifest
from pipeline.domain.submission import Submission, Table, Value
from pipeline.domain.workbook import RawValue
from pipeline.steps.place import place
from tests.builders import a_campaign, a_form

Answers = Mapping[str, Any]
"""Block → {row: value} of fields, {row: {column: value}} of a grid, [{column: value}] of a list."""


def a_return(unit: str, answers: Answers, form: FormSpec | None = None) -> Submission:
    """What one unit answered; everything not named is blank."""
    form = form or a_form()
    layout = place(form)
    tables = {
        block.key: _table(block, layout[block.key], answers[block.key])
        for _, block in form.blocks
        if block.key in answers
    }
    manifest = Manifest(form.id, form.version, "minh-hoa-2025", unit, "2025")
    return Submission(unit, manifest, f"{unit}.xlsx", unit.ljust(64, "0"), tables)


def returns(
    units: Mapping[str, Answers], head: Answers | None = None, campaign: Campaign | None = None
) -> Collection:
    """What these units answered, and the head in its own form."""
    campaign = campaign or a_campaign()
    submissions = {code: a_return(code, answers) for code, answers in units.items()}
    own = None if head is None else a_return(campaign.head, head, a_form("head"))
    return Collection(campaign, submissions, own, (), date(2025, 12, 15))


def _table(block: Block, at: BlockPlace, answers: Any) -> Table:
    rows = dict(_rows(block, answers))
    columns = [column.key for column in block.inputs]
    values: dict[str, tuple[Value, ...]] = {
        column: tuple(row.get(column) for row in rows.values()) for column in columns
    }
    raws: dict[str, tuple[RawValue, ...]] = {
        column: tuple(value if isinstance(value, str | date) else None for value in found)
        for column, found in values.items()
    }
    numbers = [at.rows.get(key, at.first_row + index) for index, key in enumerate(rows)]
    letters = {column: at.columns[column] for column in columns}
    return Table(block.key, at.sheet, tuple(rows), tuple(numbers), letters, values, raws)


def _rows(block: Block, answers: Any) -> Iterable[tuple[str, Mapping[str, Value]]]:
    if block.shape is Shape.RECORDS:
        return ((str(number), row) for number, row in enumerate(answers, start=1))
    if block.shape is Shape.GRID:
        return ((row.key, answers.get(row.key, {})) for row in block.rows)
    return ((row.key, {VALUE: answers.get(row.key)}) for row in block.rows)
