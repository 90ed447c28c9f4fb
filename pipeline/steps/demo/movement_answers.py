"""Answer what was done in the movements: those asked about, and those the unit launched."""

from __future__ import annotations

from datetime import timedelta
from random import Random

from pipeline.domain.vietnamese.numbers import format_prose_count
from pipeline.steps.demo.asked import Answer, Answers, Asked
from pipeline.steps.demo.chance import allot, near
from pipeline.steps.demo.story import Role
from pipeline.steps.demo.texts_lists import LAUNCHED, LAUNCHED_RESULTS
from pipeline.steps.demo.texts_movements import CLOSINGS, OPENINGS, RESULTS, SPECIALS
from pipeline.steps.demo.unit_year import OWN, UnitYear

_SUMMARISED = 0.55


def movements(asked: Asked, year: UnitYear, rng: Random) -> Answers:
    """Took part or not, did well or not, commended in it, and a summary in words."""
    answers: Answers = {}
    for index, (row, name) in enumerate(asked.rows.items()):
        joined = row in year.commended
        well = joined and rng.random() < year.story.quality - 0.6
        told = joined and (well or rng.random() < _SUMMARISED)
        collectives, individuals = year.commended.get(row, (None, None))
        line: dict[str, Answer | None] = {
            "participated": asked.label("participated", "yes" if joined else "no"),
            "outstanding": asked.label("outstanding", "yes" if well else "no"),
            "collectives": collectives,
            "individuals": individuals,
            "summary": _summary(row, name, year, index) if told else None,
        }
        answers |= {(row, column): value for column, value in line.items()}
    return answers


def movement_figures(asked: Asked, year: UnitYear, rng: Random) -> Answers:
    """Figures of the movements taken part in; of the others nothing is known."""
    answers: Answers = {}
    for row in asked.rows:
        result = year.results.get(row)
        known = result is not None and year.story.role is not Role.NEW
        answers[row, "value"] = result.value if result else None
        answers[row, "last_year"] = near(rng, result.value, 0.15) if result and known else None
    return answers


def launched(asked: Asked, year: UnitYear, rng: Random) -> Answers:
    """Movements the unit launched itself: up to three."""
    count = rng.choice((0, 1, 1, 2, 2, 3))
    dealt = [allot(rng, total, range(count)) for total in year.commended.get(OWN, (0, 0))]
    results = rng.sample(LAUNCHED_RESULTS, count)
    answers: Answers = {}
    for index, (own, result) in enumerate(zip(rng.sample(LAUNCHED, count), results, strict=True)):
        start = year.story.first.replace(month=own.month) + timedelta(days=rng.randint(0, 20))
        line: dict[str, Answer | None] = {
            "name": own.name.format_map(year.words),
            "kind": asked.label("kind", own.kind) or any_label(asked, "kind", rng),
            "start": start,
            "end": min(start + timedelta(days=own.days), year.story.last),
            "collectives": dealt[0][index],
            "individuals": dealt[1][index],
            "result": result.format(count=format_prose_count(rng.randint(3, 25))),
        }
        answers |= {(str(index + 1), column): value for column, value in line.items()}
    return answers


def any_label(asked: Asked, column: str, rng: Random) -> str | None:
    """Any choice a column offers."""
    labels = list(asked.choices(column).values())
    return rng.choice(labels) if labels else None


def _summary(row: str, name: str, year: UnitYear, index: int) -> str:
    """Two or three sentences: how, with what figures, to what end."""
    words, turn = {**year.words, "name": name}, year.story.turn(index)
    openings = (*SPECIALS.get(row, ()), *OPENINGS)
    parts = [openings[turn % len(openings)].format_map(words)]
    told = [
        f"{one.label[:1].lower()}{one.label[1:]} {format_prose_count(one.value)} {one.measure}"
        for one in year.results.values()
        if one.movement == row
    ]
    if told:
        parts.append(RESULTS[turn * 3 % len(RESULTS)].format(results="; ".join(told)))
    return " ".join((*parts, CLOSINGS[turn * 5 % len(CLOSINGS)].format_map(words)))
