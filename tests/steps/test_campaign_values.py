from __future__ import annotations

from dataclasses import replace
from datetime import date

from pipeline.domain.campaign import (
    Campaign,
    Counting,
    GroupKind,
    Period,
    PeriodKind,
)
from pipeline.domain.catalogue import AwardGroup, AwardType, Honoree, Level
from pipeline.files.templates.settings import load_catalogue, load_movements
from pipeline.steps.settings.campaign_values import carried_values, starting_values
from tests.builders import a_campaign, a_period, a_unit
from tests.steps.settings_answers import (
    Values,
    campaign_from,
    the_form,
)


def test_every_starting_value_has_a_cell_in_the_form() -> None:
    for year in (2017, 2023, 2025):
        period = a_period(year)
        catalogue, movements = load_catalogue(period), load_movements(period)
        form = the_form(year)
        values = starting_values(
            campaign_id="abc", year=year, catalogue=catalogue, movements=movements
        )
        for block, row, column in values:
            assert form.block(block).column(column, row if block == "cluster" else "")


def test_a_new_campaign_asks_the_usual_awards_and_all_suggested_movements() -> None:
    period = a_period(2023)
    values = starting_values(
        campaign_id="abc",
        year=2023,
        catalogue=load_catalogue(period),
        movements=load_movements(period),
    )
    assert values["awards", "LDTT", "asked"] == "yes"
    assert values["awards", "CSTT", "asked"] == "no"
    assert values["movements", "9", "asked"] == "yes"
    assert values["cluster", "year", "value"] == 2023
    assert values["recipients", "4", "name"] == "Lưu: VT."


def _carried(old: Campaign, year: int) -> Values:
    period = a_period(year)
    catalogue, movements = load_catalogue(period), load_movements(period)
    return carried_values(
        old, campaign_id="new", year=year, catalogue=catalogue, movements=movements
    )


def test_a_campaign_carried_over_is_the_same_campaign_a_year_later() -> None:
    old = a_campaign(quota=2, signer="Nguyễn Văn A", counting=Counting.PERSONS)
    new = campaign_from(_carried(old, 2026), 2026)
    assert new.period == a_period(2026)
    assert new.deadline == date(2026, 12, 10)
    assert {award.code for award in new.awards} == {award.code for award in old.awards}
    same = replace(new, id=old.id, period=old.period, deadline=old.deadline, awards=old.awards)
    assert same == old


def test_units_that_left_are_not_carried_nor_is_a_head_that_left() -> None:
    gone = a_unit("SNV", valid_to=date(2025, 6, 30))
    old = a_campaign(units=(gone, a_unit("STC", order=2)), deputies=("STC",))
    values = _carried(old, 2026)
    assert values["units", "1", "code"] == "STC"
    assert ("units", "2", "code") not in values
    assert ("cluster", "head", "value") not in values
    assert values["cluster", "deputies", "value"] == "STC"


def test_awards_no_longer_in_the_law_are_dropped_and_own_awards_stay() -> None:
    period = a_period(2023)
    own = AwardType(
        code="BKLDLD",
        name="Bằng khen của Liên đoàn Lao động tỉnh",
        short="BK LĐLĐ",
        honorees=frozenset({Honoree.INDIVIDUAL, Honoree.COLLECTIVE}),
        group=AwardGroup.COMMENDATION,
        level=Level.SECTOR,
    )
    lawful = load_catalogue(period).awards
    asked = tuple(award for award in lawful if award.code in {"HH", "LDTT"})
    values = _carried(a_campaign(period=period, awards=(*asked, own)), 2024)
    assert ("awards", "HH", "asked") not in values
    assert values["awards", "LDTT", "asked"] == "yes"
    assert values["awards", "BKUB", "asked"] == "no"
    assert values["local_awards", "1", "code"] == "BKLDLD"
    assert values["local_awards", "1", "honoree"] == "collective+individual"
    assert ("local_awards", "2", "code") not in values


def test_new_suggestions_are_listed_but_not_asked() -> None:
    values = _carried(a_campaign(), 2026)
    assert (values["movements", "1", "code"], values["movements", "1", "asked"]) == ("NTM", "yes")
    codes = {value for (block, _, key), value in values.items() if (block, key) == MOVEMENT_CODE}
    assert "BDHVS" in codes
    assert values["movements", "2", "asked"] == "no"


MOVEMENT_CODE = ("movements", "code")


def test_a_period_of_its_own_moves_with_the_year() -> None:
    bounds = Period(PeriodKind.YEAR, 2023, date(2022, 12, 1), date(2024, 2, 29))
    values = _carried(a_campaign(period=bounds), 2024)
    assert values["cluster", "period_start", "value"] == date(2023, 12, 1)
    assert values["cluster", "period_end", "value"] == date(2025, 2, 28)


def test_a_bloc_stays_a_bloc() -> None:
    values = _carried(a_campaign(kind=GroupKind.BLOC), 2026)
    assert campaign_from(values, 2026).kind is GroupKind.BLOC
