"""Judge every target of every unit against a standard, and count the verdicts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from pipeline.domain.campaign import Target
from pipeline.domain.figures import Figure
from pipeline.steps.derive import given
from pipeline.steps.figures import FigureBook
from pipeline.steps.tables.targets import is_met

_SOURCES = {
    "plan": "so thực hiện với kế hoạch của từng đơn vị, theo chiều của chỉ tiêu",
    "last_year": "so thực hiện với cùng kỳ của từng đơn vị, theo chiều của chỉ tiêu",
}


@dataclass(frozen=True, slots=True)
class Judged:
    """One target of one unit, judged: 1 better than the standard, 0 equal, −1 worse."""

    unit: str
    target: Target
    done: Figure
    standard: Figure
    verdict: int


@dataclass(frozen=True, slots=True)
class Verdicts:
    """The targets of units that could be judged, counted."""

    judged: tuple[Judged, ...]
    name: str
    source: str

    def count(self, *verdicts: int) -> Figure:
        """How many have one of the verdicts."""
        kept = [item for item in self.judged if item.verdict in verdicts]
        parts = _figures(kept)
        name = f"targets.{self.name}[{','.join(map(str, verdicts))}]"
        return given(
            name, f"Số chỉ tiêu của các đơn vị, {self.source}", len(kept), self.source, parts
        )

    def behind(self, units: Iterable[str]) -> tuple[Figure, ...]:
        """The figures that some units' targets were judged of."""
        wanted = frozenset(units)
        return _figures(item for item in self.judged if item.unit in wanted)

    @property
    def total(self) -> Figure:
        """How many could be judged."""
        return self.count(1, 0, -1)

    @property
    def units(self) -> tuple[str, ...]:
        """Units with at least one judged target, in the campaign's order."""
        return tuple(dict.fromkeys(item.unit for item in self.judged))


def _figures(judged: Iterable[Judged]) -> tuple[Figure, ...]:
    return tuple(figure for item in judged for figure in (item.done, item.standard))


def judge(book: FigureBook, standard: str) -> Verdicts:
    """Every unit's targets against a column: ``plan`` or ``last_year``."""
    judged = [
        Judged(unit.code, target, done, other, _verdict(target, done, other))
        for unit in book.campaign.units
        for target in book.campaign.targets
        for done in (book.target(target, "done", unit=unit.code),)
        for other in (book.target(target, standard, unit=unit.code),)
        if done.value is not None and other.value is not None
    ]
    return Verdicts(tuple(judged), book.named(standard), _SOURCES[standard])


def _verdict(target: Target, done: Figure, standard: Figure) -> int:
    if done.value == standard.value:
        return 0
    return 1 if is_met(target, standard, done) else -1
