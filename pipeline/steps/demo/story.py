"""What each unit of the made-up cluster is like, and what it does with its workbook."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from random import Random

from pipeline.domain.campaign import Campaign, MemberUnit
from pipeline.steps.demo.departments import Department, departments


class Role(StrEnum):
    """What becomes of a unit's workbook; every role but ``PLAIN`` is there to be noticed."""

    PLAIN = "plain"
    """Filled and returned once."""
    SILENT = "silent"
    """Never returned."""
    CARELESS = "careless"
    """Returned with mistakes of several kinds."""
    TWICE = "twice"
    """Returned with one mistake, then again without."""
    OFFICE = "office"
    """Saved by LibreOffice."""
    SPARSE = "sparse"
    """Declares that blanks mean 0 and leaves most award cells blank."""
    NEW = "new"
    """Has no figures of last year."""


_CAST = (
    *(Role.CARELESS, Role.TWICE, Role.SILENT, Role.SPARSE, Role.OFFICE, Role.SILENT, Role.NEW),
)


@dataclass(frozen=True, slots=True)
class Story:
    """One unit's year.

    Attributes:
        quality: How well the unit does, from about 0.8 to 1.
        first: First day of the period; last: last day that can be told of in a return.
        printed: What the workbook itself prints in fixed cells, by (block, row, column).
        standings: Quality of every unit by code; only the head, which scores them, has it.
        quota: How many units of each cluster the head may nominate.
        groups: Codes of the units of each cluster; none in a campaign of one.
    """

    seed: int
    unit: MemberUnit
    department: Department
    role: Role
    quality: float
    year: int
    first: date
    last: date
    group: str
    printed: Mapping[tuple[str, str, str], object] = field(default_factory=dict)
    standings: Mapping[str, float] = field(default_factory=dict)
    quota: int = 0
    groups: tuple[tuple[str, ...], ...] = ()

    def chance(self, purpose: str) -> Random:
        """The unit's own generator for one purpose, always the same."""
        return Random(f"{self.seed}/{self.unit.code}/{purpose}")

    def turn(self, topic: int) -> int:
        """The unit's turn in a round of texts; neighbours in the report get different ones."""
        return self.seed + self.unit.order + 5 * topic


def tell_stories(campaign: Campaign, seed: int) -> tuple[Story, ...]:
    """One story a unit, in the campaign's order; the roles fall on units other than the head."""
    members = departments(campaign.period.year, len(campaign.units))
    known = {member.code: member for member in members}
    roles = cast_roles([unit.code for unit in campaign.units], seed)
    last = min(campaign.period.end, campaign.deadline or campaign.period.end)
    return tuple(
        Story(
            seed=seed,
            unit=unit,
            department=known[unit.code],
            role=roles[unit.code],
            quality=quality(seed, unit.code),
            year=campaign.period.year,
            first=campaign.period.start,
            last=max(campaign.period.start, last.replace(day=1)),
            group=campaign.title,
        )
        for unit in campaign.units
    )


def quality(seed: int, code: str) -> float:
    """How well a unit does; fixed by the seed, so that unit and head agree on it."""
    return Random(f"{seed}/{code}/quality").triangular(0.8, 0.99, 0.93)


def cast_roles(codes: Sequence[str], seed: int) -> Mapping[str, Role]:
    """Give out the roles; with few units the first ones only, and the head stays plain."""
    leaders = 3 if len(codes) >= len(_CAST) + 3 else 1
    free = list(codes[leaders:])
    cast = _CAST[: max(len(free), 0)]
    chosen = Random(f"{seed}/roles").sample(free, len(cast))
    return dict.fromkeys(codes, Role.PLAIN) | dict(zip(chosen, cast, strict=True))
