"""A campaign (đợt báo cáo): one cluster, one period, its units and what it asks of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

from pipeline.domain.catalogue import AwardType
from pipeline.domain.mail import MailServer
from pipeline.domain.rules.rule import RuleSwitch


class GroupKind(StrEnum):
    """What the units form together."""

    CLUSTER = "cluster"
    BLOC = "bloc"

    @property
    def word(self) -> str:
        """The short word: "cụm" or "khối"."""
        return {"cluster": "cụm", "bloc": "khối"}[self.value]


class PeriodKind(StrEnum):
    """The kinds of reporting period (kỳ báo cáo)."""

    YEAR = "year"
    HALF_YEAR = "half_year"
    SCHOOL_YEAR = "school_year"


@dataclass(frozen=True, slots=True)
class Period:
    """A reporting period (kỳ báo cáo).

    Attributes:
        year: The calendar year; for a school year the year it begins in.
        start: First day; end: last day, both included.
    """

    kind: PeriodKind
    year: int
    start: date
    end: date

    @classmethod
    def of(cls, kind: PeriodKind, year: int) -> Period:
        """The usual bounds of a period; a school year runs from 1 August to 31 July."""
        match kind:
            case PeriodKind.YEAR:
                return cls(kind, year, date(year, 1, 1), date(year, 12, 31))
            case PeriodKind.HALF_YEAR:
                return cls(kind, year, date(year, 1, 1), date(year, 6, 30))
            case PeriodKind.SCHOOL_YEAR:
                return cls(kind, year, date(year, 8, 1), date(year + 1, 7, 31))

    @property
    def code(self) -> str:
        """A stable short name: ``2025``, ``2025-6T``, ``NH2025-2026``."""
        match self.kind:
            case PeriodKind.YEAR:
                return f"{self.year}"
            case PeriodKind.HALF_YEAR:
                return f"{self.year}-6T"
            case PeriodKind.SCHOOL_YEAR:
                return f"NH{self.year}-{self.year + 1}"

    @property
    def label(self) -> str:
        """As written in a sentence: "năm 2025", "6 tháng đầu năm 2025", "năm học 2025-2026"."""
        match self.kind:
            case PeriodKind.YEAR:
                return f"năm {self.year}"
            case PeriodKind.HALF_YEAR:
                return f"6 tháng đầu năm {self.year}"
            case PeriodKind.SCHOOL_YEAR:
                return f"năm học {self.year}-{self.year + 1}"

    @property
    def previous(self) -> Period:
        """The same period one year before."""
        return Period.of(self.kind, self.year - 1)

    @property
    def following(self) -> Period:
        """The period whose tasks the report plans."""
        if self.kind is PeriodKind.HALF_YEAR:
            return Period(self.kind, self.year, date(self.year, 7, 1), date(self.year, 12, 31))
        return Period.of(self.kind, self.year + 1)

    @property
    def following_label(self) -> str:
        """As written in the title: "năm 2026", "6 tháng cuối năm 2025"."""
        if self.kind is PeriodKind.HALF_YEAR:
            return f"6 tháng cuối năm {self.year}"
        return self.following.label


@dataclass(frozen=True, slots=True)
class MemberUnit:
    """A member unit (đơn vị thành viên).

    Attributes:
        code: Its identity in every file; ASCII capitals, digits and dashes.
        aliases: Other names it is known by.
        predecessor: Code of the unit it continues; "" for none.
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
    _by_code: Mapping[str, MemberUnit] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Units are asked for by code, thousands of times."""
        object.__setattr__(self, "_by_code", {unit.code: unit for unit in self.units})

    @property
    def title(self) -> str:
        """The group's full name: "Cụm thi đua số 3 …", as entered or with the word put first."""
        kind = f"{self.kind.word} thi đua"
        has_it = self.name.lower().startswith(kind)
        return self.name if has_it else f"{kind.capitalize()} {self.name}"

    def unit(self, code: str) -> MemberUnit:
        """The member unit with this code; ``KeyError`` when no member has it."""
        return self._by_code[code]
