"""Answer the general part: who reports, headcounts, documents, training, inspections."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from random import Random

from pipeline.steps.demo.asked import Answer, Answers, Asked
from pipeline.steps.demo.chance import days, near
from pipeline.steps.demo.grants import INDIVIDUAL
from pipeline.steps.demo.people import a_person, a_phone, a_post
from pipeline.steps.demo.story import Role
from pipeline.steps.demo.texts_lists import (
    DOCUMENTS,
    INSPECTED,
    INSPECTION_RESULTS,
    TRAINING,
    DocumentText,
)
from pipeline.steps.demo.unit_year import UnitYear

_VALUE = "value"


def identity(_: Asked, year: UnitYear, rng: Random) -> Answers:
    """Who reports."""
    unit = year.story.unit
    return {
        ("self_name", _VALUE): unit.name,
        ("reporter", _VALUE): a_person(rng),
        ("phone", _VALUE): a_phone(rng),
        ("email", _VALUE): unit.email or None,
        ("approver", _VALUE): f"{a_person(rng)}, {a_post(rng, unit.name)}",
    }


def headcount(_: Asked, year: UnitYear, rng: Random) -> Answers:
    """How many work there, how many of them were commended."""
    head = year.head
    persons, direct = _commended(year, rng)
    known = year.story.role is not Role.NEW
    counts: dict[str, Answer | None] = {
        "total": head.total,
        "direct": head.direct,
        "women": head.women,
        "collectives": head.collectives,
        "staff_full": int(head.total > 250 and rng.random() < 0.5),
        "staff_part": rng.randint(1, 3),
        "persons_decided": persons,
        "persons_decided_direct": direct,
        "documents_last_year": near(rng, year.documents, 0.3) if known else None,
    }
    return {(row, _VALUE): count for row, count in counts.items()}


def _commended(year: UnitYear, rng: Random) -> tuple[int, int]:
    """Persons commended, each counted once: at least as many as got the commonest award."""
    events: dict[str, list[bool]] = {}
    for grant in year.grants:
        if grant.honoree == INDIVIDUAL and grant.decided:
            events.setdefault(grant.award, []).append(grant.direct)
    direct = max((sum(ranks) for ranks in events.values()), default=0)
    leaders = max((len(ranks) - sum(ranks) for ranks in events.values()), default=0)
    more = min(year.head.direct - direct, round(direct * rng.uniform(0, 0.04)))
    return direct + more + leaders, direct + more


def documents(asked: Asked, year: UnitYear, rng: Random) -> Answers:
    """Documents issued, in the order of their dates; numbers rise with them."""
    story = year.story
    known = [one for one in DOCUMENTS if asked.label("type", one.type)]
    drawn = rng.sample(known, min(year.documents, len(known)))
    dated = sorted((_issued(one, year, rng), number, one) for number, one in enumerate(drawn))
    answers: Answers = {}
    number = rng.randint(3, 12)
    for row, (day, _, document) in enumerate(dated, 1):
        line: dict[str, Answer | None] = {
            "number": document.number(number, story.unit.code),
            "date": day,
            "type": asked.label("type", document.type),
            "issuer_level": asked.label("issuer_level", document.level),
            "issuer": document.issuer.format_map(year.words) or None,
            "subject": document.subject.format_map(year.words),
        }
        answers |= {(str(row), column): value for column, value in line.items()}
        number += rng.randint(2, 60)
    return answers


def _issued(document: DocumentText, year: UnitYear, rng: Random) -> date:
    """A working day of about the month in which such a document is due."""
    story = year.story
    due = max(story.first, min(story.first.replace(month=document.month), story.last))
    return days(rng, due, min(due + timedelta(days=40), story.last), 1)[0]


def training(_: Asked, year: UnitYear, rng: Random) -> Answers:
    """Courses on emulation work: none, one or two."""
    story = year.story
    count = rng.choice((0, 1, 1, 2))
    return _rows(
        {
            "content": content.format_map({"year": story.year}),
            "date": day,
            "participants": near(rng, year.head.total * 0.35, 0.4),
        }
        for content, day in zip(
            rng.sample(TRAINING, count), days(rng, story.first, story.last, count), strict=True
        )
    )


def inspections(_: Asked, year: UnitYear, rng: Random) -> Answers:
    """Inspections of the unit's own rooms and offices."""
    story = year.story
    count = rng.choice((0, 1, 2, 2, 3))
    return _rows(
        {"subject": room, "date": day, "content": content, "result": result}
        for room, day, content, result in zip(
            rng.sample(year.rooms, count),
            days(rng, story.first.replace(month=3), story.last, count),
            rng.sample(INSPECTED, count),
            rng.sample(INSPECTION_RESULTS, count),
            strict=True,
        )
    )


def _rows(lines: Iterable[Mapping[str, Answer | None]]) -> Answers:
    return {
        (str(row), column): value
        for row, line in enumerate(lines, 1)
        for column, value in line.items()
    }
