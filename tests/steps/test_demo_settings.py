from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest

from pipeline.steps.demo.departments import departments
from pipeline.steps.demo.file_names import litter_name, returned_name, twice_names
from pipeline.steps.demo.returns import Return, answers_of, returns_of
from pipeline.steps.demo.settings import demo_settings
from pipeline.steps.demo.story import Role, Story, cast_roles
from tests.steps.demo_stories import a_layout, stories


def test_departments_are_those_of_their_year() -> None:
    before = {one.name for one in departments(2023, 12)}
    after = {one.code: one for one in departments(2025, 12)}
    assert "Sở Tài nguyên và Môi trường" in before
    assert "Sở Giao thông vận tải" in before
    assert "Sở Dân tộc và Tôn giáo" not in before
    assert after["SDTTG"].name == "Sở Dân tộc và Tôn giáo"
    assert after["SNNMT"].predecessor == "SNNPTNT"
    assert after["SNNMT"].founded is not None


@pytest.mark.parametrize("year", [2017, 2025])
def test_ten_thousand_units_have_codes_and_names_of_their_own(year: int) -> None:
    units = departments(year, 10_000)
    assert len(units) == 10_000
    assert len({one.code for one in units}) == len({one.name for one in units}) == 10_000
    assert units[-1].name == "Đơn vị minh họa số 10000"


def test_the_settings_describe_a_cluster_nobody_takes_for_real() -> None:
    values = demo_settings(2025, 12, 7, {("cluster", "id", "value"): "x"})
    assert values["cluster", "name", "value"] == "Cụm thi đua minh họa"
    assert values["cluster", "province", "value"] == "tỉnh Minh Họa"
    assert values["cluster", "id", "value"] == "x"
    assert str(values["units", "1", "email"]).endswith("@example.vn")


def test_the_targets_show_every_way_of_adding_and_both_directions() -> None:
    values = demo_settings(2025, 12, 7, {})
    column = {
        key: {
            value for (block, _, one), value in values.items() if (block, one) == ("targets", key)
        }
        for key in ("addition", "direction")
    }
    assert column["addition"] == {"sum", "mean", "weighted", "none"}
    assert column["direction"] == {"higher", "lower"}


def test_the_criteria_add_up_to_a_hundred() -> None:
    values = demo_settings(2025, 12, 7, {})
    points = [
        value
        for (block, _, column), value in values.items()
        if (block, column) == ("criteria", "maximum") and isinstance(value, int)
    ]
    assert sum(points) == 100


def test_twelve_units_play_every_part_and_the_leaders_none() -> None:
    codes = [f"U{number}" for number in range(12)]
    roles = cast_roles(codes, seed=7)
    assert Counter(roles.values())[Role.SILENT] == 2
    assert set(roles.values()) == set(Role)
    assert {roles[code] for code in codes[:3]} == {Role.PLAIN}


def test_a_silent_unit_returns_nothing_and_another_returns_twice() -> None:
    assert returns_of(_told(Role.SILENT), "bieu-mau") == ()
    hasty, right = returns_of(_told(Role.TWICE), "bieu-mau")
    assert hasty.name != right.name
    assert hasty.received < right.received


def test_the_second_return_puts_the_first_right() -> None:
    first, second = returns_of(_told(Role.TWICE), "bieu-mau")
    wrong, _ = answers_of(first, a_layout())
    right, _ = answers_of(second, a_layout())
    direct, total = ("headcount", "direct", "value"), ("headcount", "total", "value")
    assert _number(wrong[direct]) > _number(wrong[total])
    assert _number(right[direct]) <= _number(right[total])


def test_a_careless_unit_makes_mistakes_of_several_kinds() -> None:
    story = _told(Role.CARELESS)
    careful, _ = answers_of(_arriving(replace(story, role=Role.PLAIN)), a_layout())
    wrong, formulas = answers_of(_arriving(story), a_layout())
    changed = {wrong[place] for place in wrong if wrong[place] != careful[place]}
    assert {"khoảng 20", "31/02/2025", "Loại khác", "=A1+1"} <= changed
    assert len(formulas) == 1
    assert len(careful.keys() - wrong.keys()) == 1


def test_some_units_are_late_and_most_are_not() -> None:
    days = [
        arriving.received.date()
        for seed in range(8)
        for story in stories(seed)
        for arriving in returns_of(story, "bieu-mau")
    ]
    late = [day for day in days if (day.month, day.day) > (12, 10)]
    assert 0 < len(late) < len(days) / 2


def test_file_names_are_fit_for_windows() -> None:
    for story in stories(7):
        rng = story.chance("return")
        for _ in range(30):
            name = returned_name("bieu-mau", story.unit.code, "Sở: A/B?", 2025, rng)
            assert not set('\\:*?"<>|') & set(name)
    assert litter_name("Bieu mau.xlsx") == "~$eu mau.xlsx"
    assert twice_names("SNV")[1] == "Bieu mau SNV (sua lan 2) FINAL.xlsx"


def _told(role: Role) -> Story:
    return next(one for one in stories(7) if one.role is role)


def _arriving(story: Story) -> Return:
    return returns_of(story, "bieu-mau")[0]


def _number(answer: object) -> float:
    assert isinstance(answer, int | float)
    return answer
