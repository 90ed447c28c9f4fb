"""How a unit stands today, as the secretary asks: whom do I call, and about what?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from pipeline.domain.campaign import MemberUnit
from pipeline.domain.collection import Receipt
from pipeline.domain.findings import Finding
from pipeline.domain.rules.rule import Severity


class UnitState(StrEnum):
    """The states of a unit (tình trạng của đơn vị), the most urgent first."""

    OVERDUE = "overdue"
    NOT_YET = "not_yet"
    WITH_ERRORS = "with_errors"
    AWAITED = "awaited"
    """A workbook to correct was written for it and nothing newer came."""
    WITH_NOTES = "with_notes"
    ACCEPTED = "accepted"

    @property
    def label(self) -> str:
        """As shown to the secretary; the round of a correction is told by ``UnitStatus``."""
        return {
            "overdue": "Quá hạn",
            "not_yet": "Chưa nộp",
            "with_errors": "Đã nộp, có lỗi",
            "awaited": "Chờ sửa",
            "with_notes": "Đạt, có lưu ý",
            "accepted": "Đạt",
        }[self.value]

    @property
    def is_missing(self) -> bool:
        """Whether nothing that counts has come."""
        return self in (UnitState.OVERDUE, UnitState.NOT_YET)

    @property
    def is_accepted(self) -> bool:
        """Whether what came needs no correction."""
        return self in (UnitState.WITH_NOTES, UnitState.ACCEPTED)


@dataclass(frozen=True, slots=True)
class Asked:
    """A correction that a unit was asked for (đã gửi bản cần sửa).

    Attributes:
        round: Of the workbook to correct, from 1.
        digest: Of the returned file that is to be corrected.
        workbook: Name of the workbook to correct.
    """

    unit: str
    round: int
    digest: str
    workbook: str


@dataclass(frozen=True, slots=True)
class Contact:
    """Whom to call in a unit (đầu mối của đơn vị); "" where nothing is known.

    Attributes:
        reporter: Who filled the form, as it says.
        typed_email: The address the form says; ``campaign.xlsx`` has the one that counts.
    """

    reporter: str = ""
    phone: str = ""
    typed_email: str = ""


@dataclass(frozen=True, slots=True)
class UnitStatus:
    """How one unit stands on one day.

    Attributes:
        asked_round: Round of the correction that is awaited; 0 for none.
        last_received: Day its last readable file arrived.
        days_late: How many days after the deadline its first readable file arrived, or today is
            when none did; 0 when in time or without a deadline.
        findings: What is to be told it about the file that counts, also from comparing units.
        reminded: When it was last written to through the mail server.
    """

    unit: MemberUnit
    state: UnitState
    receipt: Receipt
    asked_round: int = 0
    last_received: date | None = None
    days_late: int = 0
    findings: tuple[Finding, ...] = ()
    contact: Contact = Contact()
    reminded: datetime | None = None

    @property
    def label(self) -> str:
        """The state as shown to the secretary: "Chờ sửa lần 2"."""
        accepted = self.receipt.accepted
        if self.state is UnitState.AWAITED:
            return f"{self.state.label} lần {self.asked_round}"
        return f"{self.state.label} (đã chấp nhận: {accepted})" if accepted else self.state.label

    @property
    def by_severity(self) -> Mapping[Severity, int]:
        """How many findings of each severity."""
        return Counter(found.severity for found in self.findings)


@dataclass(frozen=True, slots=True)
class ReturnRate:
    """How the collection stands (tỷ lệ nộp): counts, from which the shares follow.

    Attributes:
        asked: Units of the campaign.
        returned: Those of which a file counts.
        accepted: Those whose file needs no correction.
        on_time: Those of the accepted whose first file came by the deadline; ``None`` without
            a deadline.
    """

    asked: int
    returned: int
    accepted: int
    on_time: int | None


def return_rate(statuses: Iterable[UnitStatus], deadline: date | None) -> ReturnRate:
    """Count units by how they stand."""
    known = tuple(statuses)
    accepted = [one for one in known if one.state.is_accepted]
    return ReturnRate(
        asked=len(known),
        returned=sum(not one.state.is_missing for one in known),
        accepted=len(accepted),
        on_time=sum(not one.days_late for one in accepted) if deadline else None,
    )
