"""Make the mistakes that people make, for the check to find (lỗi cố ý của đơn vị minh họa)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final, TypeAlias

from pipeline.domain.form import VALUE
from pipeline.steps.demo.asked import DECLARATION, Asked, asked_blocks
from pipeline.steps.demo.invent import Places

Place: TypeAlias = tuple[str, str, str]

FORMULA: Final = "=A1+1"
_SPOILT: Final = (
    ("count", "khoảng 20"),
    ("choice", "Loại khác"),
    ("date", "31/02"),
    ("count", FORMULA),
)
_LARGER = 7
_DIRECT_AND_ALL = (("decided_direct", "decided"), ("proposed_direct", "proposed"))


def with_one_slip(answers: Places) -> Places:
    """More direct workers than workers: the mistake of a first, hasty return."""
    total = answers.get(("headcount", "total", VALUE))
    if not isinstance(total, int):
        return answers
    return answers | {("headcount", "direct", VALUE): total + _LARGER}


def with_slips(layout: Mapping[str, Any], answers: Places) -> tuple[Places, frozenset[Place]]:
    """Mistakes of every kind that the form offers room for, and the cells that hold formulas.

    A part above its whole, words in a count, an unknown choice, an impossible date, a formula
    where a number belongs, a required answer left out.
    """
    search = _Search(asked_blocks(layout), answers)
    wrong = dict(answers)
    for place, whole in _wholes(answers):
        search.taken.add(place)
        wrong[place] = whole + _LARGER
    for kind, value in _SPOILT:
        found = search.first(kind)
        if found:
            spoilt = answers[found]
            wrong[found] = f"31/02/{spoilt.year}" if isinstance(spoilt, date) else value
    left_out = search.last_required()
    if left_out:
        del wrong[left_out]
    return wrong, frozenset(place for place in search.taken if wrong.get(place) == FORMULA)


def _wholes(answers: Places) -> Iterable[tuple[Place, int]]:
    """The first award cell that counts a part, with the whole it may not exceed."""
    for block, row, column in answers:
        for part, whole in _DIRECT_AND_ALL:
            count = answers.get((block, row, whole))
            if column == part and isinstance(count, int) and count:
                return (((block, row, column), count),)
    return ()


@dataclass(frozen=True, slots=True)
class _Search:
    """Looks for answers to spoil, each in a block of its own as long as there are some."""

    blocks: Mapping[str, Asked]
    answers: Places
    taken: set[Place] = field(default_factory=set)

    def first(self, kind: str) -> Place | None:
        """The likeliest cell to go wrong: not required, with the longest list to choose from."""

        def likelihood(place: Place) -> tuple[bool, bool, int]:
            facts = self._facts(place)
            return self._is_touched(place), facts["required"], -len(facts["choices"] or ())

        able = [place for place in self._free if self._facts(place)["kind"] == kind]
        found = min(able, key=likelihood, default=None)
        return self._take(found)

    def last_required(self) -> Place | None:
        """The last required text of a list: earlier answers may be printed in the form."""
        able = [
            place
            for place in self._free
            if self.blocks[place[0]].shape == "records"
            and self._facts(place)["required"]
            and self._facts(place)["kind"] in ("text", "long_text")
        ]
        able.sort(key=self._is_touched, reverse=True)
        return self._take(able[-1] if able else None)

    @property
    def _free(self) -> list[Place]:
        return [
            place for place in self.answers if place not in self.taken and place[1] != DECLARATION
        ]

    def _facts(self, place: Place) -> Mapping[str, Any]:
        block, row, column = place
        return self.blocks[block].facts(row, column)

    def _is_touched(self, place: Place) -> bool:
        return any(place[0] == block for block, _, _ in self.taken)

    def _take(self, place: Place | None) -> Place | None:
        if place:
            self.taken.add(place)
        return place
