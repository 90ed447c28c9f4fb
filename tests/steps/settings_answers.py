"""Answers of ``campaign.xlsx`` for tests: values placed as the form places them."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from pipeline.domain.campaign import Campaign
from pipeline.domain.errors import SettingsError
from pipeline.domain.form import Block, FormSpec, Shape
from pipeline.domain.layout import BlockPlace, Manifest
from pipeline.domain.submission import Submission, Table, Value
from pipeline.files.templates.settings import load_catalogue, load_form
from pipeline.steps.place import place
from pipeline.steps.settings.campaign_settings import read_campaign
from pipeline.steps.settings.campaign_values import starting_values
from pipeline.steps.settings.tailor import tailor_campaign_form
from tests.builders import a_period

Values = Mapping[tuple[str, str, str], Value]

FILLED: Values = {
    ("cluster", "name", "value"): "Cụm thi đua minh họa",
    ("cluster", "province", "value"): "tỉnh Lạng Sơn",
    ("cluster", "council", "value"): "Hội đồng Thi đua - Khen thưởng tỉnh Lạng Sơn",
    ("cluster", "place", "value"): "Lạng Sơn",
    ("cluster", "head", "value"): "SNV",
    ("cluster", "deputies", "value"): "STC",
    ("units", "1", "code"): "SNV",
    ("units", "1", "name"): "Sở Nội vụ",
    ("units", "2", "code"): "STC",
    ("units", "2", "name"): "Sở Tài chính",
}
"""What a secretary adds to a fresh ``campaign.xlsx``, at the least."""


def the_form(year: int = 2025) -> FormSpec:
    """The form ``campaign`` of a year."""
    period = a_period(year)
    return tailor_campaign_form(
        load_form("campaign", period), load_catalogue(period), period, load_form("unit", period)
    )


def fresh(year: int = 2025) -> dict[tuple[str, str, str], Value]:
    """What ``init`` writes, without any movement, and what a secretary adds."""
    catalogue = load_catalogue(a_period(year))
    start = starting_values(campaign_id="abc", year=year, catalogue=catalogue, movements=())
    return {**start, **FILLED}


def answered(values: Values, form: FormSpec) -> Submission:
    """The workbook that holds these values, as read back."""
    layout = place(form)
    tables = {
        block.key: _table(block, layout[block.key], sheet.title, values)
        for sheet, block in form.blocks
    }
    manifest = Manifest(form.id, form.version, "abc", "", "2025")
    return Submission("", manifest, "campaign.xlsx", "0" * 64, tables)


def campaign_from(values: Values, year: int = 2025, law_of: int | None = None) -> Campaign:
    """Read these values as a campaign."""
    form = the_form(law_of or year)
    return read_campaign(answered(values, form), form, load_catalogue(a_period(law_of or year)))


def refusals(changes: Values, year: int = 2025, law_of: int | None = None) -> list[str]:
    """What is said about a fresh workbook with these changes, line by line."""
    with pytest.raises(SettingsError) as caught:
        campaign_from({**fresh(law_of or year), **changes}, year, law_of)
    return str(caught.value).splitlines()


def cluster(**answers: Value) -> Values:
    """Answers on the sheet of the cluster."""
    return {("cluster", key, "value"): value for key, value in answers.items()}


def line(block: str, number: int, **answers: Value) -> Values:
    """Answers on one line of a list."""
    return {(block, str(number), key): value for key, value in answers.items()}


def movement(**answers: Value) -> Values:
    """The first movement, NTM unless changed."""
    usual: dict[str, Value] = {"asked": "yes", "code": "NTM", "name": "Nông thôn mới"}
    return line("movements", 1, **(usual | answers))


def _table(block: Block, at: BlockPlace, sheet: str, values: Values) -> Table:
    keys = tuple(row.key for row in block.rows)
    if block.shape is Shape.RECORDS:
        last = max((int(row) for name, row, _ in values if name == block.key), default=0)
        keys = tuple(str(number) for number in range(1, last + 1))
    columns = {
        column.key: tuple(values.get((block.key, key, column.key)) for key in keys)
        for column in block.inputs
    }
    return Table(
        block=block.key,
        sheet=sheet,
        row_keys=keys,
        row_numbers=tuple(at.first_row + index for index in range(len(keys))),
        letters=at.columns,
        values=columns,
        raws={key: tuple(map(str, column)) for key, column in columns.items()},
    )
