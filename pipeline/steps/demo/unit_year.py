"""A unit's year in numbers, drawn once; every table of its workbook is told from it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from random import Random

from pipeline.domain.vietnamese.numbers import format_number, format_prose_count
from pipeline.steps.demo.asked import Asked
from pipeline.steps.demo.chance import allot, near
from pipeline.steps.demo.grants import (
    COLLECTIVE,
    HOUSEHOLD,
    INDIVIDUAL,
    Grant,
    Headcount,
    invent_grants,
)
from pipeline.steps.demo.people import rooms
from pipeline.steps.demo.story import Story

OWN = "launched"
"""Stands for the unit's own movements among those it commended people in."""

_HONOREES = (COLLECTIVE, INDIVIDUAL, HOUSEHOLD)
_TAKING_PART = 0.85

# The usual size of a movement's figure by its measure.
_SIZES: Mapping[str, tuple[float, float]] = {
    "triệu đồng": (15, 320),
    "ngày công": (40, 500),
    "nhà": (1, 6),
    "hộ": (4, 45),
    "doanh nghiệp": (6, 80),
    "hội nghị": (1, 4),
    "công trình": (1, 7),
    "sáng kiến": (2, 18),
    "cuộc": (1, 6),
    "hồ sơ": (300, 6000),
    "lớp": (1, 5),
}
_ANY_SIZE = (5.0, 120.0)
_OF_PEOPLE = frozenset({"người", "lượt người"})


@dataclass(frozen=True, slots=True)
class MovementResult:
    """One figure of a movement; ``movement`` is its code."""

    movement: str
    label: str
    measure: str
    value: int


@dataclass(frozen=True, slots=True)
class UnitYear:
    """What the tables of one workbook agree on.

    Attributes:
        rooms: Names of the unit's collectives.
        documents: How many documents it issued.
        commended: Collectives and individuals commended in each movement taken part in, and
            in the unit's ``OWN``.
        results: Figures of the movements taken part in, by row.
    """

    story: Story
    head: Headcount
    rooms: tuple[str, ...]
    grants: tuple[Grant, ...]
    documents: int
    commended: Mapping[str, tuple[int, int]]
    results: Mapping[str, MovementResult]

    def decided(self, honoree: str, award: str = "") -> int:
        """Grants with a decision, of one award or of all."""
        return sum(
            grant.decided
            for grant in self.grants
            if grant.honoree == honoree and award in ("", grant.award)
        )

    @property
    def words(self) -> dict[str, object]:
        """Words about the unit that texts may use."""
        story = self.story
        first, second = story.department.tasks
        return {
            "unit": story.unit.name,
            "group": story.group,
            "year": story.year,
            "next_year": story.year + 1,
            "field": story.department.field,
            "task_a": first,
            "task_b": second,
            "staff": format_number(self.head.total),
            "direct": format_number(self.head.direct),
            "collectives": format_prose_count(self.head.collectives),
            "documents": format_prose_count(self.documents),
            "advanced": format_number(self.decided(INDIVIDUAL, "LDTT")),
            "fighters": format_prose_count(self.decided(INDIVIDUAL, "CSTDCS")),
            "certificates": format_prose_count(self.decided(INDIVIDUAL, "BKUB")),
            "movements": format_prose_count(len(self.commended) - 1),
        }


def live_through(story: Story, blocks: Mapping[str, Asked]) -> UnitYear:
    """Draw a unit's year; the same story always has the same year."""
    rng = story.chance("year")
    total = round(rng.triangular(40, 600, 120))
    head = Headcount(
        total=total,
        direct=round(total * rng.uniform(0.7, 0.85)),
        women=near(rng, total * 0.45, 0.25),
        collectives=max(5, min(24, round(total / rng.uniform(9, 16)))),
    )
    awards = {one: blocks[f"awards_{one}"] for one in _HONOREES if f"awards_{one}" in blocks}
    grants = invent_grants(
        head, {one: tuple(block.rows) for one, block in awards.items()}, story.year, rng
    )
    asked = blocks["movements"].rows if "movements" in blocks else {}
    joined = tuple(one for one in asked if rng.random() < _TAKING_PART)
    return UnitYear(
        story=story,
        head=head,
        rooms=rooms(rng, head.collectives),
        grants=grants,
        documents=rng.randint(4, 15),
        commended=_commended(grants, (*joined, OWN), rng),
        results=_results(story, head, blocks, joined, rng),
    )


def _commended(
    grants: tuple[Grant, ...], places: tuple[str, ...], rng: Random
) -> Mapping[str, tuple[int, int]]:
    """Deal the awards given in movements out over the movements."""
    dealt = []
    for honoree in (COLLECTIVE, INDIVIDUAL):
        given = [one for one in grants if one.honoree == honoree and one.decided]
        dealt.append(allot(rng, sum(one.occasion == "campaign" for one in given), places))
    return {place: (dealt[0][place], dealt[1][place]) for place in places}


def _results(
    story: Story,
    head: Headcount,
    blocks: Mapping[str, Asked],
    joined: tuple[str, ...],
    rng: Random,
) -> Mapping[str, MovementResult]:
    if "movement_figures" not in blocks:
        return {}
    results = {}
    for row, label in blocks["movement_figures"].rows.items():
        movement = row.partition(".")[0]
        measure = str(story.printed.get(("movement_figures", row, "measure"), ""))
        if measure in _OF_PEOPLE:
            value = near(rng, head.total * 0.6, 0.5)
        else:
            value = max(1, round(rng.uniform(*_SIZES.get(measure, _ANY_SIZE))))
        if movement in joined:
            results[row] = MovementResult(movement, label.rpartition(" – ")[2], measure, value)
    return results
