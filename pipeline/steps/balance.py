"""Where a unit's own answers do not add up in a statistical form (đẳng thức của biểu thống kê).

A form of a few dozen identities and columns asks hundreds of times about the same list. So the
list is tallied once, by the traits the form looks at, and what a tallied row counts for is
remembered: the rows of thousands of units have few traits between them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final, TypeAlias

from pipeline.domain.catalogue import Honoree
from pipeline.domain.statistics import Identity, Selection, StatisticalForm, Subject, combined
from pipeline.domain.submission import Submission, Table, Value
from pipeline.steps.statistics import DECIDED, LAUNCHED, NAMED, is_listed, matches

_TRAITS: Final = {
    Subject.MOVEMENTS: ("kind", "start", "end"),
    Subject.AWARDS: ("award", "honoree", "object_group", "occasion", DECIDED[0]),
    Subject.BY_AWARD: ("award", "honoree", "object_group", "occasion", DECIDED[0]),
}
"""Columns of a list that tell in which cells of a form a row counts."""

_Traits: TypeAlias = tuple[Value, ...]
_Place: TypeAlias = tuple[str, str]
"""A row and a column of a form."""


@dataclass(frozen=True, slots=True)
class Imbalance:
    """A column of one unit in which an identity of a form does not hold."""

    identity: Identity
    column: str
    whole: int
    parts: int


class Balance:
    """The identities of one ``asked_form``, held against one workbook after another."""

    def __init__(self, form: StatisticalForm) -> None:
        self._form = form
        self._columns = [
            (number, column)
            for number, column in enumerate(form.columns)
            if column.is_known and not column.sums
        ]
        rows = {code for one in form.identities for code in (one.row, *one.terms)}
        self._wheres: dict[tuple[str, int], Selection] = {}
        for row in rows:
            for number, column in self._columns:
                where = combined(form.row(row).where, column.where)
                if where is not None:
                    self._wheres[row, number] = where
        self._lists = {place: self._lists_of(where) for place, where in self._wheres.items()}
        self._counting: dict[tuple[str, _Traits], tuple[tuple[str, int], ...]] = {}

    def imbalances(self, submission: Submission) -> Iterator[Imbalance]:
        """Where the answers of one workbook break an identity."""
        if not self._form.identities:
            return
        counts = self._counts(submission)
        for identity in self._form.identities:
            for number, column in self._columns:
                whole = counts.get((identity.row, number))
                parts = (counts.get((term, number)) for term in identity.terms)
                added = sum(part for part in parts if part is not None)
                if whole is not None and whole != added:
                    yield Imbalance(identity, column.short_code, whole, added)

    def _lists_of(self, where: Selection) -> tuple[str, ...]:
        """The lists whose rows a cell counts; () for one that the award grids tell."""
        if self._form.subject is Subject.MOVEMENTS:
            return where.get("launched", LAUNCHED)
        return (NAMED,) if is_listed(where) else ()

    def _counts(self, submission: Submission) -> dict[tuple[str, int], int]:
        """The number of every cell as the workbook reports it; one not answered is absent."""
        tallies = {
            block: _tally(submission.tables.get(block), _TRAITS[self._form.subject])
            for block in dict.fromkeys(block for lists in self._lists.values() for block in lists)
        }
        counts: dict[tuple[str, int], int] = {}
        for place, lists in self._lists.items():
            if any(tallies[block] for block in lists):
                counts[place] = 0
            elif not lists and (number := _decided(submission, self._wheres[place])) is not None:
                counts[place] = number
        for block, tally in tallies.items():
            for traits, times in tally.items():
                for place in self._counted_in(block, traits):
                    counts[place] += times
        return counts

    def _counted_in(self, block: str, traits: _Traits) -> tuple[tuple[str, int], ...]:
        """The cells in which a row with these traits counts."""
        key = (block, traits)
        if key not in self._counting:
            values = dict(zip(_TRAITS[self._form.subject], traits, strict=True))
            self._counting[key] = tuple(
                place
                for place, lists in self._lists.items()
                if block in lists and self._is_counted(values, self._wheres[place])
            )
        return self._counting[key]

    def _is_counted(self, values: Mapping[str, Value], where: Selection) -> bool:
        if self._form.subject is not Subject.MOVEMENTS and values[DECIDED[0]] not in DECIDED[1]:
            return False
        return matches(values, where)


def _tally(table: Table | None, traits: Iterable[str]) -> Counter[_Traits]:
    """How often each combination of traits is listed."""
    if table is None:
        return Counter()
    blank = (None,) * len(table.row_keys)
    return Counter(zip(*(table.values.get(trait, blank) for trait in traits), strict=True))


def _decided(submission: Submission, where: Selection) -> int | None:
    known: list[int] = []
    for honoree in where.get("honoree", tuple(Honoree)):
        table = submission.tables.get(f"awards_{honoree}")
        if table is not None:
            pairs = zip(table.row_keys, table.values.get("decided", ()), strict=False)
            known += [n for code, n in pairs if isinstance(n, int) and code in where["award"]]
    return sum(known) if known else None
