"""Every rule of the shipped forms, once broken and once kept."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from pipeline.domain.form import FormSpec
from pipeline.domain.rules.compiled_rule import compile_rule
from pipeline.domain.rules.expression import CellAt, Total
from pipeline.domain.rules.rule import Rule
from pipeline.files.templates.settings import (
    load_catalogue,
    load_form,
    load_movements,
    templates_folder,
)
from pipeline.files.templates.toml_files import read_toml
from pipeline.steps.checking.check import check
from pipeline.steps.settings.tailor import tailor
from tests.builders import a_campaign, a_period
from tests.steps.typed_tables import Line, a_submission, some_fields

YEARS = (2017, 2023, 2025)
Blocks = dict[str, list[Line]]


@dataclass(frozen=True)
class Example:
    """Answers that break a rule, the same with one answer changed so that it holds."""

    code: str
    broken: Blocks
    kept: Blocks
    year: int = 2025
    form: str = "unit"


def row(block: str, key: str, **cells: Any) -> Blocks:
    return {block: [{"key": key, **cells}]}


def record(block: str, **cells: Any) -> Blocks:
    return {block: [dict(cells)]}


def fields(**answers: Any) -> Blocks:
    return {"headcount": some_fields(**answers)}


def grid(block: str, code: str, key: str, broken: dict[str, Any], kept: dict[str, Any]) -> Example:
    return Example(code, row(block, key, **broken), row(block, key, **{**broken, **kept}))


def listed(block: str, code: str, broken: dict[str, Any], kept: dict[str, Any]) -> Example:
    return Example(code, record(block, **broken), record(block, **{**broken, **kept}))


def head(example: Example) -> Example:
    return Example(example.code, example.broken, example.kept, form="head")


def people(code: str, broken: dict[str, Any], kept: dict[str, Any], others: Any = None) -> Example:
    more = others or {}
    return Example(code, fields(**broken) | more, fields(**{**broken, **kept}) | more)


def plausible(block: str, code: str, key: str, value: str) -> Example:
    return grid(block, code, key, {"last_year": 10, value: 60}, {value: 20})


def named(honoree: str, status: str, award: str = "BKUB", **more: Any) -> list[Line]:
    return [{"honoree": honoree, "award": award, "status": status, **more}]


def by_name(code: str, block: str, honoree: str, status: str, **more: Any) -> Example:
    """One name on the list, none in the grid; then one in both."""
    names = {"named_awards": named(honoree, status, **more)}
    column = "decided_direct" if more else status
    return Example(
        code, names | row(block, "BKUB", **{column: 0}), names | row(block, "BKUB", **{column: 1})
    )


def totals(code: str, own: str, column: str, other: str, of: str) -> Example:
    key = {"by_occasion": "merit", "by_object_group": "direct"}[own]
    award = {"awards_collective": "TTLDTT", "awards_household": "GDVH"}.get(other, "LDTT")
    mine = row(own, key, **{column: 7})
    return Example(code, mine | row(other, award, **{of: 6}), mine | row(other, award, **{of: 7}))


def individuals(**decided: int) -> Blocks:
    return {"awards_individual": [{"key": key, "decided": n} for key, n in decided.items()]}


def all_collectives_titled(individual: int) -> Blocks:
    return {
        **fields(total=100, collectives=4),
        **row("awards_collective", "TTLDTT", decided=4),
        **individuals(LDTT=individual, CSTDCS=0),
    }


def excellent(exemplary: int) -> Blocks:
    return row("awards_collective", "TTLDXS", decided=1) | individuals(CSTDCS=exemplary)


def a_model(**counts: int) -> Blocks:
    models: list[Line] = [
        {"kind": "collective", "stage": "found"},
        {"kind": "individual", "stage": "found"},
    ]
    return {"models": models, **row("models_count", "found", **counts)}


OLD, NEW = date(2024, 12, 31), date(2025, 3, 2)
GRIDS = ("awards_collective", "awards_individual", "awards_household")
LONG = "Đơn vị đã triển khai đầy đủ, kịp thời các phong trào thi đua."

EXAMPLES = (
    grid(
        "awards_collective",
        "KT-101",
        "BKUB",
        {"proposed": 1, "proposed_simplified": 2},
        {"proposed": 2},
    ),
    grid(
        "awards_collective",
        "KT-102",
        "BKUB",
        {"decided": 1, "decided_simplified": 2},
        {"decided": 2},
    ),
    grid("awards_collective", "KT-103", "BKUB", {"proposed": 1, "decided": 2}, {"decided": 1}),
    plausible("awards_collective", "KT-104", "TTLDTT", "decided"),
    Example(
        "KT-105",
        fields(collectives=3) | row("awards_collective", "TTLDTT", decided=5),
        fields(collectives=3) | row("awards_collective", "TTLDTT", decided=4),
    ),
    grid(
        "awards_individual",
        "KT-111",
        "BKUB",
        {"proposed": 1, "proposed_direct": 2},
        {"proposed": 2},
    ),
    grid(
        "awards_individual", "KT-112", "BKUB", {"decided": 1, "decided_direct": 2}, {"decided": 2}
    ),
    grid(
        "awards_individual",
        "KT-113",
        "BKUB",
        {"proposed": 1, "proposed_simplified": 2},
        {"proposed": 2},
    ),
    grid(
        "awards_individual",
        "KT-114",
        "BKUB",
        {"decided": 1, "decided_simplified": 2},
        {"decided": 2},
    ),
    grid(
        "awards_individual",
        "KT-115",
        "BKUB",
        {"last_year": 1, "last_year_direct": 2},
        {"last_year": 2},
    ),
    grid("awards_individual", "KT-116", "BKUB", {"proposed": 1, "decided": 2}, {"decided": 1}),
    plausible("awards_individual", "KT-117", "LDTT", "decided"),
    Example(
        "KT-118", fields(total=9) | individuals(LDTT=10), fields(total=9) | individuals(LDTT=9)
    ),
    Example(
        "KT-119",
        fields(direct=9) | row("awards_individual", "LDTT", decided_direct=10),
        fields(direct=9) | row("awards_individual", "LDTT", decided_direct=9),
    ),
    grid("awards_household", "KT-121", "BKUB", {"proposed": 1, "decided": 2}, {"decided": 1}),
    plausible("awards_household", "KT-122", "GDVH", "decided"),
    grid(
        "by_occasion",
        "KT-131",
        "merit",
        {"individuals": 1, "individuals_direct": 2},
        {"individuals": 2},
    ),
    totals("KT-132", "by_occasion", "collectives", "awards_collective", "decided"),
    totals("KT-133", "by_occasion", "individuals", "awards_individual", "decided"),
    totals("KT-134", "by_occasion", "individuals_direct", "awards_individual", "decided_direct"),
    totals("KT-135", "by_occasion", "households", "awards_household", "decided"),
    totals("KT-136", "by_object_group", "decided", "awards_individual", "decided"),
    totals("KT-137", "by_object_group", "proposed", "awards_individual", "proposed"),
    totals("KT-138", "by_object_group", "decided", "awards_individual", "decided_direct"),
    grid("by_object_group", "KT-139", "direct", {"proposed": 1, "decided": 2}, {"decided": 1}),
    listed("named_awards", "KT-141", {"decision_date": OLD}, {"decision_date": NEW}),
    listed("documents", "KT-142", {"date": OLD}, {"date": NEW}),
    by_name("KT-143", "awards_individual", "individual", "decided"),
    by_name("KT-144", "awards_collective", "collective", "decided"),
    by_name("KT-145", "awards_household", "household", "decided"),
    by_name("KT-146", "awards_individual", "individual", "proposed"),
    by_name("KT-147", "awards_collective", "collective", "proposed"),
    by_name("KT-148", "awards_household", "household", "proposed"),
    by_name("KT-149", "awards_individual", "individual", "decided", object_group="direct"),
    grid(
        "movements",
        "KT-151",
        "NTM",
        {"participated": "no", "outstanding": "yes"},
        {"participated": "yes"},
    ),
    grid(
        "movements",
        "KT-152",
        "NTM",
        {"participated": "no", "collectives": 1, "individuals": 0},
        {"collectives": 0},
    ),
    grid("movements", "KT-153", "NTM", {"participated": "yes", "summary": None}, {"summary": LONG}),
    listed("launched", "KT-154", {"start": NEW, "end": OLD}, {"end": NEW}),
    listed(
        "named_awards", "KT-155", {"simplified": "yes", "occasion": "merit"}, {"occasion": "sudden"}
    ),
    listed(
        "named_awards",
        "KT-156",
        {"status": "decided", "decision_number": None},
        {"decision_number": "12"},
    ),
    listed(
        "named_awards",
        "KT-157",
        {"status": "decided", "decision_date": None},
        {"decision_date": NEW},
    ),
    listed(
        "named_awards",
        "KT-158",
        {"status": "proposed", "decision_date": NEW},
        {"status": "decided"},
    ),
    listed(
        "named_awards",
        "KT-161",
        {"honoree": "household", "award": "CSTDT"},
        {"honoree": "individual"},
    ),
    Example(
        "KT-162",
        record("named_awards", honoree="collective", award="CSTDT"),
        record("named_awards", honoree="individual", award="CSTDT"),
        2017,
    ),
    listed(
        "named_awards",
        "KT-163",
        {"honoree": "collective", "object_group": "direct"},
        {"honoree": "individual"},
    ),
    listed("training", "KT-165", {"date": OLD}, {"date": NEW}),
    listed("inspections", "KT-166", {"date": OLD}, {"date": NEW}),
    Example("KT-167", a_model(collectives=0), a_model(collectives=1)),
    Example("KT-168", a_model(individuals=0), a_model(individuals=1)),
    *(
        grid(block, code, "GKH", {"decided": 1}, {"decided": 0})
        for block, code in zip(GRIDS, ("KT-171", "KT-172", "KT-173"), strict=True)
    ),
    grid("self_scores", "KT-211", "TC1", {"score": 61}, {"score": 60}),
    head(
        grid(
            "scores",
            "KT-212",
            "SNV",
            {"disqualified": "yes", "nomination": "flag"},
            {"nomination": "none"},
        )
    ),
    head(
        grid(
            "scores",
            "KT-213",
            "SNV",
            {"disqualified": "yes", "note": None},
            {"note": "Bị kỷ luật."},
        )
    ),
    people("KT-221", {"total": 9, "direct": 10}, {"direct": 9}),
    people("KT-222", {"total": 9, "women": 10}, {"women": 9}),
    people(
        "KT-223",
        {"persons_decided": 9, "persons_decided_direct": 10},
        {"persons_decided_direct": 9},
    ),
    people("KT-224", {"direct": 9, "persons_decided_direct": 10}, {"persons_decided_direct": 9}),
    people("KT-225", {"total": 9, "persons_decided": 10}, {"persons_decided": 9}),
    people("KT-226", {"persons_decided": 9}, {"persons_decided": 8}, individuals(LDTT=6, BKUB=2)),
    people(
        "KT-227",
        {"persons_decided_direct": 9},
        {"persons_decided_direct": 8},
        row("awards_individual", "LDTT", decided_direct=8),
    ),
    people("KT-228", {"total": 9, "staff_full": 4, "staff_part": 6}, {"staff_part": 5}),
    Example("KT-231", individuals(CSTDCS=16, LDTT=100), individuals(CSTDCS=15, LDTT=100), 2023),
    Example("KT-232", individuals(CSTDCS=16, LDTT=15), individuals(CSTDCS=15, LDTT=15), 2017),
    Example("KT-233", individuals(CSTDCS=16, LDTT=15), individuals(CSTDCS=15, LDTT=15)),
    Example("KT-234", all_collectives_titled(50), all_collectives_titled(51), 2023),
    Example("KT-235", all_collectives_titled(69), all_collectives_titled(70)),
    Example("KT-236", excellent(0), excellent(1)),
    plausible("movement_figures", "KT-251", "NTM.1", "value"),
    plausible("targets", "KT-252", "CT01", "done"),
    grid("targets", "KT-253", "CT01", {"plan": 90, "done": 1}, {"done": 89}),
    grid("movements", "KT-303", "NTM", {"summary": "Làm tốt."}, {"summary": LONG}),
    listed(
        "documents", "KT-304", {"subject": "Kế hoạch"}, {"subject": "Kế hoạch thi đua năm 2025"}
    ),
    grid("narrative", "KT-305", "conditions", {"value": "Thuận lợi."}, {"value": LONG}),
    grid("narrative", "KT-306", "conditions", {"value": LONG * 60}, {"value": LONG}),
    head(listed("cluster_documents", "KT-142", {"date": OLD}, {"date": NEW})),
    head(listed("cluster_launched", "KT-154", {"start": NEW, "end": OLD}, {"end": NEW})),
)


@cache
def form_of(form_id: str, year: int) -> FormSpec:
    period = a_period(year)
    awards = load_catalogue(period).in_force(period.start, period.end)
    movements = load_movements(period)
    return tailor(
        load_form(form_id, period), a_campaign(period=period, awards=awards, movements=movements)
    )


def rules_of(form_id: str, year: int) -> list[Rule]:
    return [rule for _, block in form_of(form_id, year).blocks for rule in block.rules]


def codes(answers: Blocks, example: Example) -> set[str]:
    period = a_period(example.year)
    found = check(a_submission(**answers), form_of(example.form, example.year), period)
    return {finding.code for finding in found}


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda one: f"{one.form}-{one.code}")
def test_a_rule_is_broken_by_the_one_and_kept_by_the_other(example: Example) -> None:
    assert example.code in codes(example.broken, example)
    assert example.code not in codes(example.kept, example)


def test_every_shipped_rule_has_its_example() -> None:
    shipped = {
        (form, rule.code) for form in ("unit", "head") for y in YEARS for rule in rules_of(form, y)
    }
    assert {(example.form, example.code) for example in EXAMPLES} == shipped


def test_a_form_of_everything_leaves_no_rule_out() -> None:
    for year in YEARS:
        declared = {r.code for _, b in load_form("unit", a_period(year)).blocks for r in b.rules}
        assert declared == {rule.code for rule in rules_of("unit", year)}


@pytest.mark.parametrize(("form", "year"), [(f, y) for f in ("unit", "head") for y in YEARS])
def test_a_rule_says_what_is_wrong_and_what_to_do(form: str, year: int) -> None:
    for rule in rules_of(form, year):
        for text in (rule.message, rule.advice):
            assert re.fullmatch(r"[A-ZĐÁẤ].{8,}\.", text), rule.code
            assert "{" not in text
        assert not rule.basis.endswith(".")


def test_a_rule_not_confirmed_is_a_warning_or_a_note() -> None:
    for form in ("unit", "head"):
        loose = [rule for y in YEARS for rule in rules_of(form, y) if not rule.confirmed]
        assert {rule.severity.value for rule in loose} <= {"warning", "note"}


def test_every_award_a_rule_names_is_in_some_catalogue() -> None:
    folder: Path = templates_folder() / "catalogues"
    known = {
        award["code"]
        for path in folder.glob("awards-*.toml")
        for award in read_toml(path)["awards"]
    }
    named_in_rules = {
        key
        for form in ("unit", "head")
        for year in YEARS
        for rule in rules_of(form, year)
        for place in compile_rule(rule.expression).elsewhere
        if isinstance(place, CellAt | Total) and place.block in GRIDS
        for key in ([place.row] if isinstance(place, CellAt) else place.rows)
    }
    assert {"CSTDCS", "LDTT", "CSTT"} <= named_in_rules <= known
