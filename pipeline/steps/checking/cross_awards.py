"""Compare the lists of named awards (danh sách khen cao) of all units with one another."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from pipeline.domain.campaign import Campaign
from pipeline.domain.catalogue import Honoree
from pipeline.domain.collection import Collection
from pipeline.domain.findings import Finding, FindingKind, finding
from pipeline.domain.submission import Submission, Table
from pipeline.domain.vietnamese.dates import format_date
from pipeline.steps.reading.matching import folded

NAMED: Final = "named_awards"
SHOWN_UNITS: Final = 3
"""Units named in one finding; a name borne by many is no help."""

SHOWN_ROWS: Final = 5
SHOWN_DATES: Final = 2

_LEAD = re.compile(r"^(quyết định|qđ)? ?(số)? ?(?=\d)")
"""What people write before a decision's number."""

_LETTER = re.compile(r"[^\W\d_]")


@dataclass(frozen=True, slots=True)
class Listed:
    """One row of a unit's list; texts are folded for matching.

    Attributes:
        period: The campaign's period, or the year of a decision outside it.
    """

    submission: Submission
    table: Table
    index: int
    honoree: str
    name: str
    award: str
    number: str
    day: date | None
    workplace: str
    period: str

    @property
    def unit(self) -> str:
        """Code of the unit that lists it."""
        return self.submission.unit

    @property
    def row(self) -> str:
        """Its running number in the list."""
        return self.table.row_keys[self.index]

    def written(self, column: str) -> str:
        """A value as the unit wrote it."""
        return str(self.table.values[column][self.index] or "")


def awards_are_listed_once(rows: Sequence[Listed], campaign: Campaign) -> Iterator[Finding]:
    """One award to one person, household or collective is listed by one unit only.

    A decision's number tells awards apart: under two numbers they are two awards, under the
    same number one; where a number is missing, the same award in the same period is one.
    """
    listed = [one for one in rows if one.name]
    people = [one for one in listed if one.honoree != Honoree.COLLECTIVE]
    by_decision = _twice(
        (one for one in people if one.number), lambda one: (one.honoree, one.name, one.number)
    )
    for one, units in by_decision:
        yield _found(FindingKind.DECISION_NAMES_PERSON_TWICE, one, campaign, units)
    told = {(one.unit, one.index) for one, _ in by_decision}
    unsure = [one for one in people if one.award and (one.unit, one.index) not in told]
    by_award = _twice(unsure, lambda one: (one.honoree, one.name, one.award, one.period), _unsure)
    for one, units in by_award:
        yield _found(FindingKind.PERSON_IN_TWO_UNITS, one, campaign, units)
    for one, units in _collectives(listed, campaign):
        yield _found(FindingKind.COLLECTIVE_IN_TWO_UNITS, one, campaign, units)


def decisions_have_one_date(rows: Sequence[Listed], campaign: Campaign) -> Iterator[Finding]:
    """A decision's number goes with one date in a year, whoever cites it."""
    cited: dict[Hashable, list[Listed]] = defaultdict(list)
    for one in rows:
        if one.number and one.day:
            body = "" if _LETTER.search(one.number) else one.award
            cited[one.number, one.day.year, body].append(one)
    for group in cited.values():
        days = Counter(one.day for one in group if one.day).most_common()
        if len(days) > 1:
            agreed = days[0][0] if days[0][1] > days[1][1] else None
            yield from _dates_differ(group, agreed, campaign)


def listed_awards(collection: Collection) -> Iterator[Listed]:
    """Every row of every unit's list."""
    period = collection.campaign.period
    for submission in collection.submissions.values():
        table = submission.tables.get(NAMED)
        for index, row in table.records if table else ():
            texts = {key: value for key, value in row.items() if isinstance(value, str)}
            day = row.get("decision_date")
            on = day if isinstance(day, date) else None
            inside = on is None or period.start <= on <= period.end
            if table:
                yield Listed(
                    submission,
                    table,
                    index,
                    texts.get("honoree", ""),
                    folded(texts.get("name", "")),
                    texts.get("award", ""),
                    _LEAD.sub("", folded(texts.get("decision_number", ""))),
                    on,
                    folded(texts.get("workplace", "")),
                    period.code if inside or on is None else str(on.year),
                )


Told = tuple[Listed, list[str]]
"""A row, and the other units that list the same."""


def _always(_: Listed, __: Listed) -> bool:
    return True


def _unsure(one: Listed, other: Listed) -> bool:
    """Two different numbers are two decisions."""
    return not (one.number and other.number)


def _twice(
    listed: Iterable[Listed],
    key: Callable[[Listed], Hashable],
    same: Callable[[Listed, Listed], bool] = _always,
) -> list[Told]:
    """The rows that another unit lists under the same key too."""
    groups: dict[Hashable, list[Listed]] = defaultdict(list)
    for one in listed:
        groups[key(one)].append(one)
    found: list[Told] = []
    for rows in groups.values():
        if len({one.unit for one in rows}) > 1:
            for one in rows:
                others = (o.unit for o in rows if o.unit != one.unit and same(one, o))
                if units := list(dict.fromkeys(others)):
                    found.append((one, units))
    return found


def _collectives(listed: list[Listed], campaign: Campaign) -> Iterator[Told]:
    """Collectives are told by their number, too: every unit has a "Phòng Kế hoạch".

    A member unit itself is known by its name alone.
    """
    members = {
        folded(name)
        for unit in campaign.units
        for name in (unit.name, unit.short_name, *unit.aliases)
    }
    rows = [one for one in listed if one.honoree == Honoree.COLLECTIVE and one.award]
    by_name = [one for one in rows if one.name in members]
    by_number = [one for one in rows if one.number and one.name not in members]
    yield from _twice(by_name, lambda one: (one.name, one.award, one.period), _unsure_or_same)
    yield from _twice(by_number, lambda one: (one.name, one.award, one.number), _same_place)


def _unsure_or_same(one: Listed, other: Listed) -> bool:
    return _unsure(one, other) or one.number == other.number


def _same_place(one: Listed, other: Listed) -> bool:
    """Two different workplaces are two collectives."""
    return not (one.workplace and other.workplace) or one.workplace == other.workplace


def _found(kind: FindingKind, one: Listed, campaign: Campaign, told: list[str]) -> Finding:
    cell = one.table.cell(one.index, "name")
    awards = {award.code: award.short for award in campaign.awards}
    return finding(
        kind,
        unit=one.unit,
        file=one.submission.file,
        sheet=cell.sheet,
        cell=cell.address,
        row=one.row,
        name=one.written("name"),
        award=awards.get(one.award, one.award),
        number=one.written("decision_number"),
        others=_names(told, campaign),
    )


def _names(codes: Sequence[str], campaign: Campaign) -> str:
    shown = set(codes[:SHOWN_UNITS])
    names = [unit.short_name for unit in campaign.units if unit.code in shown]
    more = len(codes) - len(names)
    return ", ".join(names) + (f" và {more} đơn vị khác" if more else "")


def _dates_differ(rows: list[Listed], agreed: date | None, campaign: Campaign) -> Iterator[Finding]:
    """One finding a unit and date that most do not write, however many rows have it."""
    by_day: dict[date, dict[str, list[Listed]]] = defaultdict(lambda: defaultdict(list))
    for one in rows:
        if one.day:
            by_day[one.day][one.unit].append(one)
    said = {
        day: f"{_names(list(units), campaign)} ghi ngày {format_date(day)}"
        for day, units in by_day.items()
    }
    for day, units in by_day.items():
        if day != agreed:
            # The date that most write comes first: it is most likely the right one.
            often = sorted(said, key=lambda one: one != agreed)
            others = [said[other] for other in often if other != day][:SHOWN_DATES]
            yield from (_date_differs(same, day, "; ".join(others)) for same in units.values())


def _date_differs(rows: list[Listed], day: date, others: str) -> Finding:
    first = rows[0]
    cell = first.table.cell(first.index, "decision_date")
    more = "…" if len(rows) > SHOWN_ROWS else ""
    return finding(
        FindingKind.DECISION_DATES_DIFFER,
        unit=first.unit,
        file=first.submission.file,
        sheet=cell.sheet,
        cell=cell.address,
        rows=", ".join(one.row for one in rows[:SHOWN_ROWS]) + more,
        number=first.written("decision_number"),
        found=format_date(day),
        others=others,
    )
