"""Answer the grids of results: targets, ratings, self-scores, exemplary models."""

from __future__ import annotations

from random import Random

from pipeline.steps.demo.asked import Answer, Answers, Asked
from pipeline.steps.demo.chance import allot, endless, near
from pipeline.steps.demo.grants import COLLECTIVE, INDIVIDUAL
from pipeline.steps.demo.movement_answers import any_label
from pipeline.steps.demo.people import people
from pipeline.steps.demo.story import Role
from pipeline.steps.demo.target_plans import reached
from pipeline.steps.demo.texts_lists import MODEL_ACHIEVEMENTS, PRACTICES, SCORE_EVIDENCE
from pipeline.steps.demo.unit_year import UnitYear

_USUAL_MAXIMUM = 10.0
_RATING_STATUS = "rating_status"
_WHOLE_UNIT = 1
_CELLS = "party_cell"


def targets(asked: Asked, year: UnitYear, rng: Random) -> Answers:
    """Plan, result and last year's result; targets not given to the unit stay blank."""
    numbers = reached(asked.rows, year.story.quality, rng)
    answers: Answers = {}
    for row in asked.rows:
        plan, done, last_year = numbers.get(row, (None, None, None))
        answers[row, "plan"], answers[row, "done"] = plan, done
        answers[row, "last_year"] = None if year.story.role is Role.NEW else last_year
        estimated = row in numbers and rng.random() < 0.2
        answers[row, "note"] = "Ước thực hiện cả năm." if estimated else None
    return answers


def ratings(asked: Asked, year: UnitYear, rng: Random) -> Answers:
    """Organisations by level of rating; most reach one of the two upper levels."""
    levels = [column for column in asked.inputs if column != _RATING_STATUS]
    statuses = list(asked.choices(_RATING_STATUS).values())
    status = rng.choice(statuses) if statuses else None
    weights = [
        max(0.01, 4.0 ** -abs(place - 1.6 * (1 - year.story.quality) * 6))
        for place in range(len(levels))
    ]
    answers: Answers = {}
    for row in asked.rows:
        count = max(1, year.head.collectives // 3) if row == _CELLS else _WHOLE_UNIT
        drawn = rng.choices(levels, weights, k=count) if levels else []
        answers |= {(row, level): drawn.count(level) for level in levels}
        answers[row, _RATING_STATUS] = status
    return answers


def self_scores(asked: Asked, year: UnitYear, rng: Random) -> Answers:
    """A score by criterion, in halves, never above the maximum the form prints."""
    evidence = endless(rng, SCORE_EVIDENCE)
    answers: Answers = {}
    for row in asked.rows:
        printed = year.story.printed.get((asked.key, row, "maximum"))
        most = float(printed) if isinstance(printed, int | float) else _USUAL_MAXIMUM
        share = min(1.0, year.story.quality + rng.uniform(-0.02, 0.06))
        answers[row, "score"] = int(most * share * 2) / 2
        answers[row, "evidence"] = next(evidence) if rng.random() < 0.8 else None
    return answers


def models_count(asked: Asked, year: UnitYear, rng: Random) -> Answers:
    """How many models by stage: those listed by name, and some more."""
    listed = _listed(year)
    answers: Answers = {}
    for stage in asked.rows:
        for column, kind in (("collectives", COLLECTIVE), ("individuals", INDIVIDUAL)):
            named = sum((kind, stage) == one for one in listed)
            answers[stage, column] = named + near(rng, 2, 1)
    return answers


def models(asked: Asked, year: UnitYear, rng: Random) -> Answers:
    """The models by name."""
    names, rooms = people(rng), endless(rng, year.rooms)
    practices, deeds = endless(rng, PRACTICES), endless(rng, MODEL_ACHIEVEMENTS)
    words, answers = year.words, Answers()
    for number, (kind, stage) in enumerate(_listed(year), 1):
        practice, field = next(practices)
        name = {COLLECTIVE: next(rooms), INDIVIDUAL: next(names)}.get(kind, practice)
        line: dict[str, Answer | None] = {
            "kind": asked.label("kind", kind) or any_label(asked, "kind", rng),
            "name": name.format_map(words),
            "achievement": next(deeds).format_map(words),
            "field": (field if name == practice else "{field}").format_map(words),
            "stage": asked.label("stage", stage),
        }
        answers |= {(str(number), column): value for column, value in line.items()}
    return answers


def _listed(year: UnitYear) -> list[tuple[str, str]]:
    """Kind and stage of each model listed; drawn apart, so that both blocks agree."""
    rng = year.story.chance("models")
    dealt = allot(rng, rng.randint(2, 6), (COLLECTIVE, INDIVIDUAL, INDIVIDUAL, "practice"))
    stages = ("found", "fostered", "replicated")
    return [(kind, rng.choice(stages)) for kind, count in dealt.items() for _ in range(count)]
