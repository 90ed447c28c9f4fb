"""Compare only what the same units reported: two totals over the units that gave both.

A unit that reported this year but not last year, or awards but not their direct workers, would
otherwise tilt every change and every share of a total.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from pipeline.domain.figures import Figure
from pipeline.steps.derive import MOST_NAMED, less, plus
from pipeline.steps.figures import FigureBook

_Both: TypeAlias = Mapping[str, tuple[Figure, Figure]]

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
    alone: dict[str, tuple[Figure, Figure]] = {}
    for unit in book.campaign.units:
        left, right = figures(unit.code)
        known = (left.value is not None) + (right.value is not None)
        if known == 2:
            both[unit.code] = (left, right)
        elif known == 1:
            alone[unit.code] = (left, right)
    whole = not alone
    left, right = figures("")
    if not whole:
        left, right = (_over(both, alone, side, total) for side, total in enumerate((left, right)))
    return Pair(left, right, tuple(both), whole)


def _over(both: _Both, alone: _Both, side: int, total: Figure) -> Figure:
    """The total over the units with both; of many units all without those with only one."""
    if len(both) > MOST_NAMED > len(alone):
        return less(total, [pair[side] for pair in alone.values()], len(both))
    return plus([pair[side] for pair in both.values()], total.label)


def comparable(book: FigureBook, figures: Figures, unit: str) -> tuple[Figure, Figure]:
    """The two figures of one unit; over all units ("") those of the units that gave both."""
    if unit:
        return figures(unit)
    pair = paired(book, figures)
    return pair.left, pair.right
