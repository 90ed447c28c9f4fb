"""Tell the grants of a unit as the workbook asks: counts, breakdowns and the list by name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from random import Random

from pipeline.steps.demo.asked import DECLARATION, Answer, Answers, Asked
from pipeline.steps.demo.chance import days, endless, near
from pipeline.steps.demo.grants import COLLECTIVE, HOUSEHOLD, INDIVIDUAL, Grant
from pipeline.steps.demo.people import a_post, people
from pipeline.steps.demo.story import Role
from pipeline.steps.demo.unit_year import UnitYear

_UNIT_ITSELF = frozenset({"CTDT", "CTDCP", "HCLD1", "HCLD2", "HCLD3", "BKTTG"})
"""Awards that go to the unit as a whole rather than to one of its rooms."""


def award_grid(asked: Asked, year: UnitYear, rng: Random) -> Answers:
    """Counts by award, of one kind of honoree."""
    honoree = asked.key.removeprefix("awards_")
    answers: Answers = {}
    granted: dict[str, list[Grant]] = {award: [] for award in asked.rows}
    for grant in year.grants:
        if grant.honoree == honoree:
            granted[grant.award].append(grant)
    for award, grants in granted.items():
        counts = _counts(grants, year.story.role, rng)
        answers |= {(award, column): counts.get(column) for column in counts}
    if year.story.role is Role.SPARSE and asked.published["declaration"]:
        labels: list[str] = asked.published["declaration"]["values"]
        zero = next((label for label in labels if "0" in label), labels[0])
        answers = {place: value or None for place, value in answers.items()}
        answers[DECLARATION, "value"] = zero
    return answers


def _counts(grants: list[Grant], role: Role, rng: Random) -> dict[str, Answer | None]:
    decided = [grant for grant in grants if grant.decided]
    last_year = near(rng, len(decided), 0.15) if decided else int(rng.random() < 0.08)
    direct = _direct(decided)
    last_direct = round(last_year * direct / len(decided)) if decided else 0
    known = role is not Role.NEW
    return {
        "last_year": last_year if known else None,
        "last_year_direct": min(last_direct, last_year) if known else None,
        "proposed": len(grants),
        "proposed_direct": _direct(grants),
        "proposed_simplified": _simplified(grants),
        "decided": len(decided),
        "decided_direct": direct,
        "decided_simplified": _simplified(decided),
    }


def by_occasion(asked: Asked, year: UnitYear, _: Random) -> Answers:
    """Decided grants by occasion (loại hình khen thưởng)."""
    answers: Answers = {}
    for occasion in asked.rows:
        grants = [one for one in year.grants if one.decided and one.occasion == occasion]
        individuals = [one for one in grants if one.honoree == INDIVIDUAL]
        answers[occasion, "collectives"] = _of(grants, COLLECTIVE)
        answers[occasion, "individuals"] = len(individuals)
        answers[occasion, "individuals_direct"] = _direct(individuals)
        answers[occasion, "households"] = _of(grants, HOUSEHOLD)
    return answers


def by_object_group(asked: Asked, year: UnitYear, _: Random) -> Answers:
    """Grants to individuals by the ministry's object groups."""
    answers: Answers = {}
    for group in asked.rows:
        grants = [one for one in year.grants if one.group == group]
        answers[group, "proposed"] = len(grants)
        answers[group, "decided"] = sum(one.decided for one in grants)
    return answers


def named_awards(asked: Asked, year: UnitYear, rng: Random) -> Answers:
    """The list by name: one line a grant of the awards that the list offers."""
    offered = asked.choices("award")
    grants = [grant for grant in year.grants if grant.award in offered]
    story = year.story
    dates = days(rng, story.first.replace(month=2), story.last, len(grants))
    # A number tells its day, so that no two units give one decision two dates.
    numbers = [10 * day.timetuple().tm_yday + rng.randrange(10) for day in dates]
    names, places = people(rng), endless(rng, year.rooms)
    answers: Answers = {}
    for row, (grant, day, number) in enumerate(zip(grants, dates, numbers, strict=True), 1):
        whom = _whom(grant, story.unit.name, names, places, rng)
        line = whom | _what(asked, grant) | _decision(grant, day, number)
        answers |= {(str(row), column): value for column, value in line.items()}
    return answers


def _whom(
    grant: Grant, unit: str, names: Iterator[str], places: Iterator[str], rng: Random
) -> dict[str, Answer | None]:
    if grant.honoree == HOUSEHOLD:
        return {"name": f"Hộ gia đình ông (bà) {next(names)}", "position": None, "workplace": None}
    if grant.honoree == COLLECTIVE:
        whole = grant.award in _UNIT_ITSELF
        name, home = (unit, None) if whole else (next(places), unit)
        return {"name": name, "position": None, "workplace": home}
    home = unit if grant.group == "leader_department" else next(places)
    return {
        "name": next(names),
        "position": None if grant.direct else a_post(rng, home),
        "workplace": home,
    }


def _what(asked: Asked, grant: Grant) -> dict[str, Answer | None]:
    person = grant.honoree == INDIVIDUAL
    return {
        "honoree": asked.label("honoree", grant.honoree),
        "object_group": asked.label("object_group", grant.group) if person else None,
        "award": asked.label("award", grant.award),
        "occasion": asked.label("occasion", grant.occasion),
        "status": asked.label("status", "decided" if grant.decided else "proposed"),
        "simplified": asked.label("simplified", "yes" if grant.simplified else "no"),
    }


def _decision(grant: Grant, day: date, number: int) -> dict[str, Answer | None]:
    office = {"BKTTG": "TTg", "CSTDTQ": "TTg", "CTDCP": "TTg", "BKBO": "BNV"}
    state = "CTN" if grant.award.startswith("HC") else "UBND"
    symbol = office.get(grant.award, state)
    return {
        "decision_number": f"{number}/QĐ-{symbol}" if grant.decided else None,
        "decision_date": day if grant.decided else None,
    }


def _direct(grants: Iterable[Grant]) -> int:
    return sum(grant.direct for grant in grants)


def _simplified(grants: Iterable[Grant]) -> int:
    return sum(grant.simplified for grant in grants)


def _of(grants: Iterable[Grant], honoree: str) -> int:
    return sum(grant.honoree == honoree for grant in grants)
