"""Invent who is commended for what: one ``Grant`` an award event, from which all tables follow.

Counts, breakdowns and lists by name are made of the same grants, so they agree with each other.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from random import Random

from pipeline.steps.demo.chance import between

COLLECTIVE, INDIVIDUAL, HOUSEHOLD = "collective", "individual", "household"
LAST_CAPPED_YEAR = 2023
"""Until then CSTĐ cơ sở is at most 15 % of Lao động tiên tiến."""


@dataclass(frozen=True, slots=True)
class Headcount:
    """How many work in a unit, and in how many collectives."""

    total: int
    direct: int
    women: int
    collectives: int

    @property
    def leaders(self) -> int:
        """Those who are no direct workers."""
        return self.total - self.direct


@dataclass(frozen=True, slots=True)
class Grant:
    """One award proposed for one collective, individual or household.

    Attributes:
        direct: It goes to a direct worker.
        group: Code of the ministry's object group; "" for collectives and households.
        occasion: Code of the occasion (loại hình khen thưởng).
    """

    honoree: str
    award: str
    decided: bool
    simplified: bool
    direct: bool
    group: str
    occasion: str


# Shares of the headcount (individuals) or of the collectives that a unit proposes: low and high.
_INDIVIDUAL: Mapping[str, tuple[float, float]] = {
    "LDTT": (0.74, 0.9),
    "CSTDT": (0.0, 0.012),
    "CSTDTQ": (0.0, 0.0008),
    "BKUB": (0.008, 0.03),
    "BKBO": (0.0, 0.02),
    "BKTTG": (0.0, 0.003),
    "HCLD3": (0.0, 0.002),
    "HCLD2": (0.0, 0.0006),
    "KNC": (0.0, 0.025),
    "HH": (0.0, 0.012),
    "GKSO": (0.06, 0.18),
    "GKDV": (0.02, 0.1),
    "GKX": (0.0, 0.01),
}
_COLLECTIVE: Mapping[str, tuple[float, float]] = {
    "TTLDTT": (0.72, 0.96),
    "TTLDXS": (0.1, 0.35),
    "CTDT": (0.0, 0.06),
    "CTDCP": (0.0, 0.012),
    "BKUB": (0.04, 0.16),
    "BKBO": (0.0, 0.1),
    "BKTTG": (0.0, 0.02),
    "HCLD3": (0.0, 0.015),
    "HCLD2": (0.0, 0.005),
    "GKSO": (0.05, 0.25),
    "GKDV": (0.0, 0.2),
}
_HOUSEHOLD: Mapping[str, tuple[float, float]] = {"BKUB": (0.0, 0.4), "GKSO": (0.0, 1.2)}
_SHARES = {COLLECTIVE: _COLLECTIVE, INDIVIDUAL: _INDIVIDUAL, HOUSEHOLD: _HOUSEHOLD}
_NEVER_BY_DEPARTMENTS = frozenset({"XPTTB", "TVH", "GDVH", "GKH", "HCLD1"})
_UNKNOWN_AWARD = (0.0, 0.02)
_MERIT_ONLY = frozenset({"LDTT", "CSTDCS", "CSTDT", "CSTDTQ", "TTLDTT", "TTLDXS", "CTDT", "CTDCP"})
_FOR_SERVICE = frozenset({"KNC", "HH", "HCLD1", "HCLD2", "HCLD3"})


def invent_grants(
    head: Headcount, awards: Mapping[str, Iterable[str]], year: int, rng: Random
) -> tuple[Grant, ...]:
    """All the grants of a unit.

    Args:
        awards: The codes asked about, by honoree.
    """
    return tuple(
        grant
        for honoree, codes in awards.items()
        for award, proposed in _proposals(head, honoree, tuple(codes), year, rng).items()
        for grant in _grants(head, honoree, award, proposed, rng)
    )


def _proposals(
    head: Headcount, honoree: str, codes: tuple[str, ...], year: int, rng: Random
) -> Mapping[str, int]:
    """How many of each award the unit proposes."""
    wholes = {COLLECTIVE: head.collectives, INDIVIDUAL: head.total, HOUSEHOLD: 1}
    whole, shares = wholes[honoree], _SHARES[honoree]
    usual = _UNKNOWN_AWARD if honoree != HOUSEHOLD else (0.0, 0.0)
    counts = {
        code: 0
        if code in _NEVER_BY_DEPARTMENTS
        else min(whole, between(rng, *shares.get(code, usual), whole))
        for code in codes
    }
    if "CSTDCS" in counts:
        advanced = counts.get("LDTT", round(whole * 0.8))
        low, high = (0.1, 0.14) if year <= LAST_CAPPED_YEAR else (0.12, 0.24)
        counts["CSTDCS"] = int(advanced * rng.uniform(low, high))
    return counts


def _grants(
    head: Headcount, honoree: str, award: str, proposed: int, rng: Random
) -> Iterator[Grant]:
    decided = proposed - _waiting(award, proposed, rng)
    direct = _direct(head, award, proposed, rng) if honoree == INDIVIDUAL else 0
    ranks = [True] * direct + [False] * (proposed - direct)
    rng.shuffle(ranks)
    for number, is_direct in enumerate(ranks):
        occasion = _occasion(award, rng)
        yield Grant(
            honoree=honoree,
            award=award,
            decided=number < decided,
            simplified=occasion == "sudden",
            direct=is_direct,
            group=_group(is_direct, rng) if honoree == INDIVIDUAL else "",
            occasion=occasion,
        )


def _waiting(award: str, proposed: int, rng: Random) -> int:
    """Proposals without a decision yet: some of the higher awards, hardly any of the own ones."""
    if award in ("LDTT", "TTLDTT", "CSTDCS"):
        return min(proposed, rng.choice((0, 0, 0, 1, 2)))
    return sum(rng.random() < 0.15 for _ in range(proposed))


def _direct(head: Headcount, award: str, proposed: int, rng: Random) -> int:
    """Direct workers among the proposed; the leaders proposed are no more than there are."""
    share = head.direct / head.total
    if award != "LDTT":
        share *= rng.uniform(0.6, 0.95)
    wanted = round(proposed * share)
    return max(min(wanted, head.direct), proposed - head.leaders)


def _occasion(award: str, rng: Random) -> str:
    if award in _MERIT_ONLY:
        return "merit"
    if award in _FOR_SERVICE:
        return "service"
    return rng.choices(("merit", "campaign", "sudden"), (50, 42, 8))[0]


def _group(direct: bool, rng: Random) -> str:  # noqa: FBT001
    if direct:
        return "direct"
    return "leader_department" if rng.random() < 0.12 else "leader_other"
