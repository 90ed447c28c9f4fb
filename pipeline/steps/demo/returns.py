"""Plan what arrives in the inbox: which files of whom, with what answers, when."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import Any

from pipeline.steps.demo.file_names import returned_name, twice_names
from pipeline.steps.demo.invent import Places, invent
from pipeline.steps.demo.settings import deadline
from pipeline.steps.demo.slips import with_one_slip, with_slips
from pipeline.steps.demo.story import Role, Story

_LATE = 0.2
"""Share of the units that return after the deadline."""


@dataclass(frozen=True, slots=True)
class Return:
    """One file to arrive in the inbox.

    Attributes:
        name: Relative to the inbox, with ``/``.
        attempt: 1 for a first return; 2 for the corrected one.
    """

    story: Story
    name: str
    received: datetime
    attempt: int = 1


def returns_of(story: Story, issued: str) -> tuple[Return, ...]:
    """The files a unit returns: none, one or two.

    Args:
        issued: Name of its issued workbook without the suffix.
    """
    unit, rng = story.unit, story.chance("return")
    first = _received(story)
    match story.role:
        case Role.SILENT:
            return ()
        case Role.TWICE:
            hasty, right = twice_names(unit.code)
            later = first + timedelta(days=2, hours=3)
            return (Return(story, hasty, first), Return(story, right, later, attempt=2))
        case _:
            name = returned_name(issued, unit.code, unit.short_name, story.year, rng)
            return (Return(story, name, first),)


def answers_of(
    arriving: Return, layout: Mapping[str, Any]
) -> tuple[Places, frozenset[tuple[str, str, str]]]:
    """What the file says, and which of its cells hold formulas."""
    answers = invent(layout, arriving.story)
    role = arriving.story.role
    if layout["form"] == "unit" and role is Role.CARELESS:
        return with_slips(layout, answers)
    if role is Role.TWICE and arriving.attempt == 1:
        return with_one_slip(answers), frozenset()
    return answers, frozenset()


def _received(story: Story) -> datetime:
    """Around the deadline: most in the two weeks before it, some in the week after."""
    rng = story.chance("received")
    late = rng.random() < _LATE
    day = deadline(story.year) + timedelta(days=rng.randint(1, 7) if late else -rng.randint(0, 14))
    moment = time(rng.randint(1, 9), rng.randint(0, 59))
    return datetime.combine(day, moment, tzinfo=UTC)
