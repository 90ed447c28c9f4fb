"""A reporting period (kỳ báo cáo): a year, half a year or a school year."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


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
