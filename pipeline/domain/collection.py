"""What has come back by now: the submissions that count and how each unit stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from pipeline.domain.campaign import Campaign
from pipeline.domain.intake import DecisionKind, Ruling
from pipeline.domain.submission import Submission


class ReturnState(StrEnum):
    """How a unit stands."""

    MISSING = "missing"
    WITH_ERRORS = "with_errors"
    WITH_NOTES = "with_notes"
    ACCEPTED = "accepted"

    @property
    def label(self) -> str:
        """As shown to the secretary."""
        return {
            "missing": "Chưa nộp",
            "with_errors": "Đã nộp, còn lỗi",
            "with_notes": "Đạt, có lưu ý",
            "accepted": "Đạt",
        }[self.value]


@dataclass(frozen=True, slots=True)
class Receipt:
    """How one unit stands in the collection (tình trạng nộp).

    Attributes:
        file: The counted file's name; "" when missing.
        received: Day the first readable file of the unit arrived.
        rounds: How many different files the unit has returned.
        accepted: Why a person accepted the counted file with its findings; "" when nobody did.
    """

    unit: str
    state: ReturnState
    file: str = ""
    received: date | None = None
    rounds: int = 0
    errors: int = 0
    warnings: int = 0
    notes: int = 0
    accepted: str = ""

    @property
    def label(self) -> str:
        """The state as shown to the secretary, with the reason of an acceptance."""
        accepted = f" (đã chấp nhận: {self.accepted})" if self.accepted else ""
        return f"{self.state.label}{accepted}"

    def is_late(self, deadline: date | None) -> bool:
        """Whether it arrived after the deadline; never without a deadline."""
        return bool(deadline and self.received and self.received > deadline)


@dataclass(frozen=True, slots=True)
class Collection:
    """Everything a report is made from.

    Attributes:
        submissions: The counted submission of each unit that has one, by unit code. A
            submission with errors counts: its unreadable values are absent.
        head: The head's own workbook, when returned.
        receipts: One a unit, in the campaign's order.
        as_of: Day of the run.
        rulings: Every decision a person took about a file, in the order taken.
    """

    campaign: Campaign
    submissions: Mapping[str, Submission]
    head: Submission | None
    receipts: tuple[Receipt, ...]
    as_of: date
    rulings: tuple[Ruling, ...] = ()

    @property
    def missing(self) -> tuple[str, ...]:
        """Codes of the units without a counted submission."""
        return tuple(u.code for u in self.campaign.units if u.code not in self.submissions)

    @property
    def settled(self) -> frozenset[str]:
        """Digests of the files that nobody has to correct: accepted, or not to count."""
        closing = (DecisionKind.ACCEPT, DecisionKind.EXCLUDE)
        decisions = (ruling.decision for ruling in self.rulings if ruling.in_force)
        return frozenset(one.digest for one in decisions if one.kind in closing)
