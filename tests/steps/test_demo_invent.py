from __future__ import annotations

from collections import Counter
from copy import deepcopy
from datetime import date
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.steps.demo.invent import Places, invent
from pipeline.steps.demo.story import Role, tell_stories
from tests.steps.demo_stories import (
    HEADS_QUOTA,
    a_cluster,
    a_head_story,
    a_layout,
    answers_of_unit,
    higher_awards,
    stories,
)

YEARS = st.sampled_from([2017, 2023, 2025])
SEEDS = st.integers(0, 10_000)
UNITS = st.integers(0, 11)

many = settings(max_examples=25, deadline=None)


@many
@given(SEEDS, YEARS, UNITS)
def test_a_part_never_exceeds_its_whole(seed: int, year: int, unit: int) -> None:
    told = _numbers(answers_of_unit(seed, year, unit))
    parts = {
        "direct": "total",
        "women": "total",
        "persons_decided": "total",
        "persons_decided_direct": "direct",
    }
    for part, whole in parts.items():
        assert told["headcount", part, "value"] <= told["headcount", whole, "value"]
    for (block, row, column), count in told.items():
        for whole in ("proposed", "decided", "last_year"):
            if column in (f"{whole}_direct", f"{whole}_simplified"):
                assert count <= told[block, row, whole], (block, row, column)
        if column == "decided" and block != "by_object_group":
            assert count <= told[block, row, "proposed"]


@many
@given(SEEDS, YEARS, UNITS)
def test_awards_fit_the_unit_and_its_law(seed: int, year: int, unit: int) -> None:
    told = _numbers(answers_of_unit(seed, year, unit))
    total, direct = told["headcount", "total", "value"], told["headcount", "direct", "value"]
    assert 40 <= total <= 600
    assert 0.69 <= direct / total <= 0.86
    advanced = told.get(("awards_individual", "LDTT", "decided"), 0)
    assert 0.65 * total - 1 <= advanced <= 0.9 * total + 1  # rounded to whole persons
    if year <= 2023:
        assert told["awards_individual", "CSTDCS", "decided"] <= 0.15 * advanced
    for (block, _, column), count in told.items():
        if column == "decided" and block == "awards_collective":
            assert count <= told["headcount", "collectives", "value"]


@many
@given(SEEDS, YEARS, UNITS)
def test_the_list_by_name_agrees_with_the_grids(seed: int, year: int, unit: int) -> None:
    answers = answers_of_unit(seed, year, unit)
    decided, listed = Counter[tuple[str, str]](), Counter[tuple[str, str]]()
    for row in _rows(answers, "named_awards"):
        whom = _code("named_awards", "honoree", row["honoree"], year)
        award = _code("named_awards", "award", row["award"], year)
        listed[whom, award] += 1
        if _code("named_awards", "status", row["status"], year) == "decided":
            decided[whom, award] += 1
            assert isinstance(row["decision_date"], date)
            assert row["decision_date"].year == year
    for (block, award, column), count in _numbers(answers).items():
        if block.startswith("awards_") and award in higher_awards(year):
            honoree = block.removeprefix("awards_")
            if column == "proposed":
                assert count == listed[honoree, award]
            if column == "decided":
                assert count == decided[honoree, award]


@many
@given(SEEDS, YEARS, UNITS)
def test_both_breakdowns_add_up_to_the_grids(seed: int, year: int, unit: int) -> None:
    told = _numbers(answers_of_unit(seed, year, unit))

    def total(block: str, column: str) -> float:
        return sum(n for (b, _, c), n in told.items() if (b, c) == (block, column))

    assert total("by_occasion", "collectives") == total("awards_collective", "decided")
    assert total("by_occasion", "individuals") == total("awards_individual", "decided")
    assert total("by_occasion", "households") == total("awards_household", "decided")
    assert total("by_object_group", "decided") == total("awards_individual", "decided")
    assert total("by_object_group", "proposed") == total("awards_individual", "proposed")
    direct = total("awards_individual", "decided_direct")
    assert total("by_occasion", "individuals_direct") == direct
    assert told["by_object_group", "direct", "decided"] == direct


@many
@given(SEEDS, YEARS, UNITS)
def test_every_choice_is_one_the_workbook_offers(seed: int, year: int, unit: int) -> None:
    blocks = a_layout(year)["blocks"]
    for (block, row, column), answer in answers_of_unit(seed, year, unit).items():
        if row == "declaration":
            assert answer in blocks[block]["declaration"]["values"]
            continue
        facts = blocks[block]["rows"].get(row, {})
        facts = facts if "kind" in facts else blocks[block]["columns"][column]
        if facts["choices"]:
            assert answer in facts["choices"]
        assert not isinstance(answer, str) or "{" not in answer


@many
@given(SEEDS, YEARS)
def test_the_head_scores_everyone_and_keeps_to_the_quota(seed: int, year: int) -> None:
    answers = invent(a_layout(year, "head"), a_head_story(seed, year))
    scores = [n for (b, _, c), n in _numbers(answers).items() if (b, c) == ("scores", "score")]
    assert len(scores) == len(a_cluster(year).units)
    assert all(60 <= score <= 100 for score in scores)
    choices = {place: answer for place, answer in answers.items() if place[0] == "scores"}
    out = [row for (_, row, column), x in choices.items() if (column, x) == ("disqualified", "Có")]
    named = [
        row
        for (_, row, column), answer in choices.items()
        if column == "nomination" and answer != "Không đề nghị"
    ]
    assert len(out) <= 1
    assert len(named) == HEADS_QUOTA
    assert not set(out) & set(named)


def test_the_same_seed_tells_the_same_and_another_seed_does_not() -> None:
    assert answers_of_unit(7) == answers_of_unit(7)
    assert answers_of_unit(7) != answers_of_unit(8)


def test_units_do_not_repeat_one_another() -> None:
    texts = [
        answer
        for story in stories(7)
        for (block, _, _), answer in invent(a_layout(), story).items()
        if block == "narrative"
    ]
    assert len(texts) > 100
    assert len(set(texts)) == len(texts)


def test_a_unit_without_last_year_leaves_those_cells_blank() -> None:
    new = next(one for one in stories(7) if one.role is Role.NEW)
    columns = {column for _, _, column in invent(a_layout(), new)}
    assert not {"last_year", "last_year_direct"} & columns


def test_a_sparse_unit_declares_blanks_instead_of_writing_zeros() -> None:
    sparse = next(one for one in stories(7) if one.role is Role.SPARSE)
    awards = {
        place: answer
        for place, answer in invent(a_layout(), sparse).items()
        if place[0].startswith("awards_")
    }
    assert awards["awards_collective", "declaration", "value"] == "Không có (0)"
    assert 0 not in awards.values()


def test_a_new_column_and_a_new_block_need_no_code() -> None:
    layout = deepcopy(a_layout())
    blocks: dict[str, Any] = layout["blocks"]
    new = {**blocks["targets"]["columns"]["plan"], "letter": "Z", "minimum": 5, "maximum": 6}
    blocks["targets"]["columns"]["brand_new"] = new
    blocks["surprise"] = {**blocks["training"], "title": "Khối mới"}
    answers = invent(layout, stories(7)[1])
    asked = [x for (b, _, c), x in answers.items() if (b, c) == ("targets", "brand_new")]
    assert len(asked) == len(blocks["targets"]["rows"])
    assert all(isinstance(one, float) and 5 <= one <= 6 for one in asked)
    surprise = _rows(answers, "surprise")
    assert surprise
    assert isinstance(surprise[0]["date"], date)
    assert isinstance(surprise[0]["participants"], int)


def test_small_clusters_are_told_too() -> None:
    assert [one.role for one in tell_stories(a_cluster(2025, 1), 7)] == [Role.PLAIN]
    assert len({one.unit.name for one in tell_stories(a_cluster(2025, 40), 7)}) == 40


def _numbers(answers: Places) -> dict[tuple[str, str, str], float]:
    """All numbers; cells left blank under a declaration are 0."""
    told = {place: x for place, x in answers.items() if isinstance(x, int | float)}
    declared = {block for block, row, _ in answers if row == "declaration"}
    blocks = a_layout()["blocks"]
    blank = {
        (block, row, column): 0.0
        for block in declared
        for row in {r for b, r, _ in told if b == block}
        for column in blocks[block]["columns"]
    }
    return {**blank, **told}


def _rows(answers: Places, block: str) -> list[dict[str, Any]]:
    rows: dict[str, dict[str, Any]] = {}
    for (key, row, column), answer in answers.items():
        if key == block:
            rows.setdefault(row, {})[column] = answer
    return list(rows.values())


def _code(block: str, column: str, label: str, year: int) -> str:
    facts = a_layout(year)["blocks"][block]["columns"][column]
    return str(facts["choice_codes"][facts["choices"].index(label)])
