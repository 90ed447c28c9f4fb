"""A made-up cluster with its published layouts, for the tests of the demo data."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import Any

from pipeline.domain.campaign import Campaign, MemberUnit
from pipeline.domain.layout import Manifest
from pipeline.files.templates.settings import load_catalogue, load_form, load_movements
from pipeline.steps.demo.departments import departments
from pipeline.steps.demo.invent import Places, invent
from pipeline.steps.demo.story import Story, quality, tell_stories
from pipeline.steps.place import place
from pipeline.steps.publish_layout import publish
from pipeline.steps.settings.tailor import tailor
from tests.builders import a_campaign, a_period

HEADS_QUOTA = 3


@cache
def a_cluster(year: int = 2025, units: int = 12) -> Campaign:
    """The cluster of a year, asking about the usual awards and all movements."""
    members = tuple(
        MemberUnit(one.code, one.name, one.short_name, order)
        for order, one in enumerate(departments(year, units), 1)
    )
    period = a_period(year)
    return a_campaign(
        period=period,
        units=members,
        head=members[0].code,
        deputies=(),
        deadline=period.end.replace(day=10),
        awards=tuple(award for award in load_catalogue(period).awards if award.usual),
        movements=load_movements(period),
        quota=HEADS_QUOTA,
    )


@cache
def a_layout(year: int = 2025, form_id: str = "unit") -> dict[str, Any]:
    """What a workbook of that cluster publishes."""
    campaign = a_cluster(year)
    form = tailor(load_form(form_id, campaign.period), campaign)
    manifest = Manifest(form.id, form.version, campaign.id, "SNV", campaign.period.code)
    return publish(form, place(form), manifest)


def stories(seed: int, year: int = 2025) -> tuple[Story, ...]:
    """The units' stories, with what their workbooks print."""
    campaign = a_cluster(year)
    printed = {
        ("self_scores", criterion.code, "maximum"): float(criterion.maximum)
        for criterion in campaign.criteria
    } | {
        ("movement_figures", f"{movement.code}.{figure.code}", "measure"): figure.measure
        for movement in campaign.movements
        for figure in movement.figures
    }
    return tuple(replace(one, printed=printed) for one in tell_stories(campaign, seed))


def a_head_story(seed: int, year: int = 2025) -> Story:
    """The story of the head as it fills the head's own workbook."""
    told = stories(seed, year)
    standings = {one.unit.code: quality(seed, one.unit.code) for one in told}
    return replace(told[0], standings=standings, quota=HEADS_QUOTA)


def answers_of_unit(seed: int, year: int = 2025, unit: int = 1) -> Places:
    """What one unit answers."""
    return invent(a_layout(year), stories(seed, year)[unit])


def higher_awards(year: int) -> frozenset[str]:
    """Codes of the awards that are listed by name."""
    return frozenset(award.code for award in a_cluster(year).awards if award.level.is_higher)
