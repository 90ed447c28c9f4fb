"""A campaign (đợt báo cáo): one period, the units of one cluster or of many, what it asks of them.

What a campaign of many clusters is divided into is in ``clusters``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

from pipeline.domain.catalogue import AwardType
from pipeline.domain.mail import MailServer
from pipeline.domain.period import Period, PeriodKind
from pipeline.domain.rules.rule import RuleSwitch

MANY = "cụm, khối"
"""What many clusters are called together, inside a sentence."""

__all__ = [
    "MANY",
    "Addition",
    "Campaign",
    "Counting",
    "Criterion",
    "Direction",
    "GroupKind",
    "GroupRole",
    "MemberUnit",
    "Movement",
    "MovementFigure",
    "Period",
    "PeriodKind",
    "Target",
]


class GroupKind(StrEnum):
    """What the units form together."""

    CLUSTER = "cluster"
    BLOC = "bloc"

    @property
    def word(self) -> str:
        """The short word: "cụm" or "khối"."""
        return {"cluster": "cụm", "bloc": "khối"}[self.value]


class GroupRole(StrEnum):
    """What a unit is in its cluster, in a campaign of many."""

    HEAD = "head"
    DEPUTY = "deputy"


@dataclass(frozen=True, slots=True)
class MemberUnit:
    """A member unit (đơn vị thành viên).

    Attributes:
        code: Its identity in every file; ASCII capitals, digits and dashes.
        aliases: Other names it is known by.
        predecessor: Code of the unit it continues; "" for none.
        cluster: Name of its cluster in a campaign of many; "" in a campaign of one.
        role: Its part in that cluster, if any.
    """

    code: str
    name: str
    short_name: str
    order: int
    aliases: tuple[str, ...] = ()
    email: str = ""
    valid_from: date | None = None
    valid_to: date | None = None
    predecessor: str = ""
    cluster: str = ""
    role: GroupRole | None = None

    def belongs_in(self, period: Period) -> bool:
        """Whether the unit is a member on some day of the period."""
        starts_in_time = self.valid_from is None or self.valid_from <= period.end
        return starts_in_time and (self.valid_to is None or self.valid_to >= period.start)


class Direction(StrEnum):
    """Which way a target is met."""

    HIGHER = "higher"
    LOWER = "lower"


class Addition(StrEnum):
    """How a target adds up over units (cách cộng toàn cụm)."""

    SUM = "sum"
    MEAN = "mean"
    WEIGHTED = "weighted"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Target:
    """A target agreed in the cluster (chỉ tiêu thi đua); headcounts are the weights."""

    code: str
    name: str
    measure: str
    direction: Direction
    addition: Addition
    maximum: Decimal | None = None


@dataclass(frozen=True, slots=True)
class MovementFigure:
    """A figure asked about a movement, such as money; it adds up over units."""

    code: str
    label: str
    measure: str


@dataclass(frozen=True, slots=True)
class Movement:
    """A movement asked about (phong trào thi đua), launched above the units.

    Attributes:
        topic: ``rural``, ``poor``, ``enterprise`` tie it to a clause of Mẫu số 02; else "".
    """

    code: str
    name: str
    launched_by: str = ""
    topic: str = ""
    figures: tuple[MovementFigure, ...] = ()


@dataclass(frozen=True, slots=True)
class Criterion:
    """A scoring criterion with its maximum (tiêu chí chấm điểm)."""

    code: str
    name: str
    maximum: Decimal


class Counting(StrEnum):
    """What "an individual awarded" counts: award events (lượt) or persons (người)."""

    EVENTS = "events"
    PERSONS = "persons"


@dataclass(frozen=True, slots=True)
class Campaign:
    """One reporting campaign (đợt báo cáo).

    Attributes:
        id: Made once by ``init``; ties returned workbooks to this campaign.
        name: Of the group, without the word: "số 3 các sở, ngành"; ``title`` has the word.
        council: "Hội đồng Thi đua - Khen thưởng tỉnh …".
        units: Members in the period, in the agreed order.
        awards: Awards asked about, in the catalogue's order.
        quota: How many units are nominated (suy tôn); ``None`` when not agreed.
        direct_worker: The definition printed under every direct-worker ratio.
        rule_switches: Code → what was decided about a rule that is not confirmed law.
        scope: Key of the one cluster it is restricted to; "" when it is whole.
    """

    id: str
    kind: GroupKind
    name: str
    province: str
    place: str
    council: str
    period: Period
    head: str
    units: tuple[MemberUnit, ...]
    awards: tuple[AwardType, ...]
    deputies: tuple[str, ...] = ()
    deadline: date | None = None
    symbol: str = ""
    report_number: int | None = None
    report_date: date | None = None
    targets: tuple[Target, ...] = ()
    movements: tuple[Movement, ...] = ()
    criteria: tuple[Criterion, ...] = ()
    recipients: tuple[str, ...] = ()
    signer: str = ""
    quota: int | None = None
    counting: Counting = Counting.EVENTS
    direct_worker: str = ""
    contact: str = ""
    rule_switches: Mapping[str, RuleSwitch] = field(default_factory=dict)
    mail_server: MailServer | None = None
    scope: str = ""
    _by_code: Mapping[str, MemberUnit] = field(init=False, repr=False, compare=False)
    _clusters: int = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Units are asked for by code, and what they form together, thousands of times."""
        object.__setattr__(self, "_by_code", {unit.code: unit for unit in self.units})
        object.__setattr__(self, "_clusters", len({unit.cluster for unit in self.units}))

    @property
    def has_clusters(self) -> bool:
        """Whether its units form more than one cluster."""
        return self._clusters > 1

    @property
    def word(self) -> str:
        """What the units form together, inside a sentence: "cụm", "khối", "cụm, khối"."""
        return MANY if self.has_clusters else self.kind.word

    @property
    def title(self) -> str:
        """The group's full name: "Cụm thi đua số 3 …", as entered or with the word put first."""
        kind = f"{self.word} thi đua"
        own_words = ("các cụm", "các khối", "cụm ", "khối ") if self._names_itself else (kind,)
        if self.name.lower().startswith(own_words):
            return self.name
        named = f"{kind} {self.name}"
        return f"Các {named}" if self.has_clusters else f"{named[0].upper()}{named[1:]}"

    @property
    def _names_itself(self) -> bool:
        return self.has_clusters or bool(self.scope)

    def unit(self, code: str) -> MemberUnit:
        """The member unit with this code; ``KeyError`` when no member has it."""
        return self._by_code[code]
