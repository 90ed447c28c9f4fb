"""Compare only what the same units reported: two totals over the units that gave both.

A unit that reported this year but not last year, or awards but not their direct workers, would
otherwise tilt every change and every share of a total.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from pipeline.domain.figures import Figure
from pipeline.steps.derive import plus
from pipeline.steps.figures import FigureBook

Figures: TypeAlias = Callable[[str], tuple[Figure, Figure]]
"""Makes the two figures of one unit, or of all units when called with ""."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two figures over the same units.

    Attributes:
        units: Codes of the units that reported both.
        whole: Whether no unit had to be left out for reporting only one of them.
    """

    left: Figure
    right: Figure
    units: tuple[str, ...]
    whole: bool


def paired(book: FigureBook, figures: Figures) -> Pair:
    """Both totals where every unit reported both or neither; else of the units with both."""
    both: dict[str, tuple[Figure, Figure]] = {}
    whole = True
    for unit in book.campaign.units:
        left, right = figures(unit.code)
        known = (left.value is not None) + (right.value is not None)
        whole = whole and known != 1
        if known == 2:
            both[unit.code] = (left, right)
    left, right = figures("")
    if not whole:
        left = plus([pair[0] for pair in both.values()], left.label)
        right = plus([pair[1] for pair in both.values()], right.label)
    return Pair(left, right, tuple(both), whole)


def comparable(book: FigureBook, figures: Figures, unit: str) -> tuple[Figure, Figure]:
    """The two figures of one unit; over all units ("") those of the units that gave both."""
    if unit:
        return figures(unit)
    pair = paired(book, figures)
    return pair.left, pair.right
