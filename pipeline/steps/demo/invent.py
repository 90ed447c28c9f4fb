"""Invent a unit's answers from the layout its workbook publishes (dữ liệu minh họa).

A block known here is answered in keeping with the others; a block, column or field that is not
known gets values of its declared kind, so a form may grow without a change here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from random import Random
from typing import Any, Final, TypeAlias

from pipeline.domain.form import VALUE
from pipeline.steps.demo import (
    award_answers,
    general_answers,
    head_answers,
    movement_answers,
    narrate,
    result_answers,
)
from pipeline.steps.demo.asked import DECLARATION, Answer, Answers, Asked, asked_blocks
from pipeline.steps.demo.chance import days
from pipeline.steps.demo.story import Story
from pipeline.steps.demo.unit_year import UnitYear, live_through

Places: TypeAlias = dict[tuple[str, str, str], Answer]
"""Answers of a workbook by (block, row, column); rows of a list are "1", "2" …."""

Inventor: TypeAlias = Callable[[Asked, UnitYear, Random], Answers]

UNIT: Final[Mapping[str, Inventor]] = {
    "identity": general_answers.identity,
    "headcount": general_answers.headcount,
    "documents": general_answers.documents,
    "movements": movement_answers.movements,
    "movement_figures": movement_answers.movement_figures,
    "launched": movement_answers.launched,
    "targets": result_answers.targets,
    "awards_collective": award_answers.award_grid,
    "awards_individual": award_answers.award_grid,
    "awards_household": award_answers.award_grid,
    "by_occasion": award_answers.by_occasion,
    "by_object_group": award_answers.by_object_group,
    "named_awards": award_answers.named_awards,
    "models_count": result_answers.models_count,
    "models": result_answers.models,
    "ratings": result_answers.ratings,
    "self_scores": result_answers.self_scores,
    "training": general_answers.training,
    "inspections": general_answers.inspections,
    "narrative": narrate.narrative,
}
HEAD: Final[Mapping[str, Inventor]] = {
    "narrative": narrate.head_narrative,
    "cluster_documents": head_answers.cluster_documents,
    "cluster_launched": head_answers.cluster_launched,
    "scores": head_answers.scores,
}
_HEAD_FORM = "head"
_LINES_OF_UNKNOWN_LISTS = 2


def invent(layout: Mapping[str, Any], story: Story) -> Places:
    """Answers to every block of a workbook, by its published layout."""
    blocks = asked_blocks(layout)
    inventors = HEAD if layout["form"] == _HEAD_FORM else UNIT
    year = live_through(story, blocks)
    places: Places = {}
    for key, asked in blocks.items():
        rng = story.chance(f"{layout['form']}.{key}")
        known = inventors[key](asked, year, rng) if key in inventors else {}
        answers = _of_their_kind(asked, known, year, rng) | _only_asked(asked, known)
        places |= {
            (key, row, column): value
            for (row, column), value in answers.items()
            if value is not None
        }
    return places


def _only_asked(asked: Asked, answers: Answers) -> Answers:
    """Without what this workbook does not ask; an inventor may know more than a form."""
    if asked.shape == "records":
        inputs = set(asked.inputs)
        return {place: value for place, value in answers.items() if place[1] in inputs}
    places = set(asked.places)
    if asked.published["declaration"]:
        places.add((DECLARATION, VALUE))
    return {place: value for place, value in answers.items() if place in places}


def _of_their_kind(asked: Asked, known: Answers, year: UnitYear, rng: Random) -> Answers:
    """Values for what the inventor never mentions: a whole column, or the row of a field."""
    if asked.shape in ("fields", "narrative"):
        missing = [place for place in asked.places if place not in known]
    else:
        told = {column for _, column in known}
        rows = list(asked.rows) or list(dict.fromkeys(row for row, _ in known))
        if asked.shape == "records" and not known and asked.key not in {*UNIT, *HEAD}:
            rows = [str(row) for row in range(1, _LINES_OF_UNKNOWN_LISTS + 1)]
        missing = [(row, column) for row in rows for column in asked.inputs if column not in told]
    return {place: _value(asked, *place, year, rng) for place in missing}


def _value(asked: Asked, row: str, column: str, year: UnitYear, rng: Random) -> Answer | None:
    facts = asked.facts(row, column)
    if facts["choices"]:
        return str(rng.choice(facts["choices"]))
    low = facts["minimum"] or 0
    high = facts["maximum"] if facts["maximum"] is not None else low + 20
    match facts["kind"]:
        case "count":
            return rng.randint(int(low), int(high))
        case "number":
            return round(rng.uniform(low, high), 1)
        case "date":
            return _day(year.story, rng)
        case "choice":
            return None
        case _:
            return f"{facts['label']}: {year.story.department.field}."


def _day(story: Story, rng: Random) -> date:
    return days(rng, story.first, story.last, 1)[0]
