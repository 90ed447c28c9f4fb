"""A filled unit form of more than 4,000 answers, to be checked."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pipeline.domain.campaign import Period
from pipeline.domain.form import Block, Column, FormSpec, Shape, ValueKind
from pipeline.domain.layout import Manifest
from pipeline.domain.submission import Value
from pipeline.files.campaign.campaign_folder import CampaignFolder
from pipeline.files.forms.form_book import write_form
from pipeline.files.templates.settings import load_catalogue, load_form, load_movements
from pipeline.jobs.campaigns import OpenCampaign
from pipeline.steps.checking.live_checks import live_checks
from pipeline.steps.place import place
from pipeline.steps.settings.tailor import tailor
from tests.builders import a_campaign, a_period

RECORDS = 100
"""Lines filled in each list of names or documents."""

UNIT = "SNV"
CAREFUL = {"simplified": "no", "honoree": "individual", "status": "expected"}
"""Answers by column, where just any would break a rule in every line."""


@dataclass(frozen=True, slots=True)
class Filled:
    """A filled workbook and how many answers it holds."""

    path: Path
    answers: int


def an_open_campaign(folder: Path) -> OpenCampaign:
    """A campaign that asks about all awards and movements."""
    period = a_period(2025)
    awards = load_catalogue(period).in_force(period.start, period.end)
    campaign = a_campaign(awards=awards, movements=load_movements(period))
    unit, head = (tailor(load_form(name, period), campaign) for name in ("unit", "head"))
    return OpenCampaign(CampaignFolder(folder), campaign, unit, head)


def fill_form(path: Path, opened: OpenCampaign, *, careful: bool, records: int = RECORDS) -> Filled:
    """Fill every cell: with care few rules are broken, without it hundreds of times."""
    form, chance = opened.unit_form, random.Random(1)
    values: dict[tuple[str, str, str], Value] = {}
    for _, block in form.blocks:
        for row in _rows(block, records):
            for column in block.inputs:
                asked = block.column(column.key, row if block.rows else "")
                answer = _careful(asked, form, opened.campaign.period)
                values[block.key, row, column.key] = (
                    answer if careful else _careless(asked, form, chance)
                )
    manifest = Manifest(form.id, form.version, opened.campaign.id, UNIT, "2025")
    layout = place(form)
    checks = live_checks(form, layout, opened.campaign.period)
    write_form(path, form, layout, manifest, values, checks=checks)
    return Filled(path, sum(value is not None for value in values.values()))


def _rows(block: Block, records: int) -> list[str]:
    if block.shape is Shape.RECORDS:
        return [str(number) for number in range(1, records + 1)]
    return [row.key for row in block.rows]


def _careful(column: Column, form: FormSpec, period: Period) -> Value:
    match column.kind:
        case ValueKind.COUNT | ValueKind.NUMBER:
            return 0
        case ValueKind.DATE:
            return period.start.replace(month=5)
        case ValueKind.CHOICE:
            choices = form.lists[column.choices]
            wanted = CAREFUL.get(column.key)
            return next((c.code for c in choices if c.code == wanted), choices[0].code)
        case _:
            return _text(column)


def _careless(column: Column, form: FormSpec, chance: random.Random) -> Value:
    match column.kind:
        case ValueKind.COUNT | ValueKind.NUMBER:
            return chance.randint(0, 30)
        case ValueKind.DATE:
            return date(2025, chance.randint(1, 12), chance.randint(1, 28))
        case ValueKind.CHOICE:
            return chance.choice(form.lists[column.choices]).code
        case _:
            return _text(column)


def _text(column: Column) -> str:
    if column.kind is ValueKind.LONG_TEXT:
        return "Đơn vị đã triển khai nhiều phong trào thi đua sâu rộng, hiệu quả; kết quả đạt khá."
    return "Nguyễn Văn An"
