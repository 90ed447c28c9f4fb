from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from pipeline.domain.campaign import Period, PeriodKind
from pipeline.domain.catalogue import AwardGroup, Honoree
from pipeline.domain.errors import SettingsError
from pipeline.files.templates import settings
from pipeline.files.templates.settings import (
    load_catalogue,
    load_movements,
    templates_folder,
)
from tests.builders import a_period


@pytest.mark.parametrize(
    ("period", "catalogue"),
    [
        (a_period(2017), "awards-2003"),
        (a_period(2023), "awards-2003"),
        (a_period(2024), "awards-2022"),
        (a_period(2026), "awards-2022"),
        (Period.of(PeriodKind.SCHOOL_YEAR, 2023), "awards-2022"),
        (Period.of(PeriodKind.SCHOOL_YEAR, 2022), "awards-2003"),
    ],
)
def test_the_law_of_the_period_decides_the_catalogue(period: Period, catalogue: str) -> None:
    assert load_catalogue(period).id == catalogue


def test_a_year_before_any_law_is_refused() -> None:
    with pytest.raises(SettingsError, match="năm 2001"):
        load_catalogue(a_period(2001))


def test_what_the_2022_law_ended_or_began_is_dated() -> None:
    codes = {year: _codes(year) for year in (2023, 2024, 2025, 2026)}
    assert "HH" in codes[2023]
    assert "HH" not in codes[2024]
    assert "XPTTB" not in codes[2023]
    assert "XPTTB" in codes[2024]
    assert "GKH" in codes[2025]
    assert "GKH" not in codes[2026]


def _codes(year: int) -> set[str]:
    period = a_period(year)
    return {award.code for award in load_catalogue(period).in_force(period.start, period.end)}


@pytest.mark.parametrize("year", [2017, 2025])
def test_names_are_clean_and_column_headings_short(year: int) -> None:
    for award in load_catalogue(a_period(year)).awards:
        assert not set(award.name) & set('()"“”')
        assert len(award.short) <= 20
        assert award.name == award.name.strip()


def test_honorees_follow_the_law() -> None:
    awards = {award.code: award for award in load_catalogue(a_period(2025)).awards}
    assert awards["LDTT"].honorees == {Honoree.INDIVIDUAL}
    assert awards["CTDT"].honorees == {Honoree.COLLECTIVE}
    assert awards["GDVH"].honorees == {Honoree.HOUSEHOLD}
    assert awards["BKUB"].honorees == set(Honoree)
    assert Honoree.HOUSEHOLD in awards["HCDL3"].honorees


@pytest.mark.parametrize("year", [2017, 2023, 2025])
def test_about_twenty_usual_awards_are_ticked_and_no_military_ones(year: int) -> None:
    period = a_period(year)
    awards = load_catalogue(period).in_force(period.start, period.end)
    usual = {award.code for award in awards if award.usual}
    assert 18 <= len(usual) <= 24
    assert not usual & {"CSTT", "DVQT", "DVTT"}
    assert {"CSTDCS", "LDTT", "TTLDTT", "BKUB"} <= usual


def test_titles_come_before_commendations() -> None:
    groups = [award.group for award in load_catalogue(a_period()).awards]
    assert groups == sorted(groups, key=lambda group: group is not AwardGroup.TITLE)


@pytest.mark.parametrize(
    ("year", "present", "absent"),
    [
        (2017, {"NTM", "VNN", "DNHN"}, {"COVID", "CDS"}),
        (2023, {"NTM", "VNN", "HTTK", "VHCS", "COVID", "DVTN", "CCHC", "TNDD", "CDS"}, {"DNHN"}),
        (2024, {"NTM", "XNT", "CDS"}, {"COVID", "BDHVS"}),
        (2025, {"NTM", "XNT", "BDHVS"}, {"COVID"}),
    ],
)
def test_movements_are_those_of_the_year(year: int, present: set[str], absent: set[str]) -> None:
    codes = {movement.code for movement in load_movements(a_period(year))}
    assert present <= codes
    assert not codes & absent


def test_movement_figures_are_numbered_and_other_is_no_topic() -> None:
    movements = {movement.code: movement for movement in load_movements(a_period(2025))}
    assert [figure.code for figure in movements["VNN"].figures] == ["1", "2", "3"]
    assert movements["VNN"].topic == "poor"
    assert movements["CDS"].topic == ""


def test_a_twice_listed_award_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(templates_folder(), tmp_path, dirs_exist_ok=True)
    monkeypatch.setattr(settings, "templates_folder", lambda: tmp_path)
    path = tmp_path / "catalogues" / "awards-2022.toml"
    text = path.read_text(encoding="utf-8").replace('code = "LDTT"', 'code = "CSTT"')
    path.write_text(text, encoding="utf-8")
    with pytest.raises(SettingsError, match=r"awards-2022\.toml: toàn tệp: mã “CSTT” bị trùng"):
        load_catalogue(a_period(2025))
