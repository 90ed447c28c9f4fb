"""Chance with manners: spreads, shares and draws of a seeded generator."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from random import Random
from typing import TypeVar

Thing = TypeVar("Thing")


def near(rng: Random, value: float, spread: float) -> int:
    """A whole number within ``spread`` (0.15 is 15 %) of a value, never below 0."""
    return max(0, round(value * rng.uniform(1 - spread, 1 + spread)))


def between(rng: Random, low: float, high: float, whole: float) -> int:
    """A share of a whole, drawn between two shares and rounded by chance.

    Small wholes thus still get a one now and then.
    """
    exact = whole * rng.uniform(low, high)
    return int(exact) + (rng.random() < exact % 1)


def allot(rng: Random, total: int, places: Sequence[Thing]) -> Mapping[Thing, int]:
    """Deal a total out over places; the parts add up to it."""
    dealt = dict.fromkeys(places, 0)
    for _ in range(total if places else 0):
        dealt[rng.choice(places)] += 1
    return dealt


def days(rng: Random, first: date, last: date, count: int) -> list[date]:
    """So many working days from ``first`` to ``last``, in order."""
    span = max((last - first).days, 0)
    drawn = sorted(first + timedelta(days=rng.randint(0, span)) for _ in range(count))
    return [_weekday(day, first) for day in drawn]


def endless(rng: Random, things: Sequence[Thing]) -> Iterator[Thing]:
    """Draw without repeating until all have been drawn, then begin anew."""
    while True:
        yield from rng.sample(things, len(things))


def _weekday(day: date, first: date) -> date:
    """The Friday before a weekend, unless that lies before ``first``."""
    friday = day - timedelta(days=max(day.weekday() - 4, 0))
    return max(friday, first)
