"""What came back and how it was judged: seen files, verdicts, a person's decisions."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from pipeline.domain.findings import Finding, FindingKind
from pipeline.domain.rules.rule import Severity
from pipeline.domain.vietnamese.dates import format_date

HEAD_FORM = "head"
"""``FormSpec.id`` of the workbook that only the head of the cluster fills."""

NOT_OURS = frozenset(
    {
        FindingKind.UNIT_UNKNOWN.code,
        FindingKind.OTHER_CAMPAIGN.code,
        FindingKind.OTHER_NAME.code,
        FindingKind.SIGNATURE_WRONG.code,
    }
)
"""Codes of the findings that keep a readable file out until a person decides."""

REFUSALS = frozenset({FindingKind.UNREADABLE.code, FindingKind.NOT_A_FORM.code})
"""Codes of the findings with which nothing of a file is read, whatever a person decides."""


class CarrierKind(StrEnum):
    """What brings other files."""

    MAIL = "mail"
    ARCHIVE = "archive"

    @property
    def label(self) -> str:
        """As shown to the secretary."""
        return {"mail": "Thư", "archive": "Tệp nén"}[self.value]


@dataclass(frozen=True, slots=True)
class Carrier:
    """The e-mail or archive a file came in (thư, tệp nén chứa tệp nộp).

    Layers may lie in one another: the digest is that of the outermost, which lay in the inbox;
    what is told of the message is told of the one nearest to the file.

    Attributes:
        digest: SHA-256 of the carrier itself; it is kept in the archive too.
        name: Relative to the inbox, with ``/``.
        sender: Address and name as the message says; "" for an archive.
        sent: When the message says it was sent; ``None`` for an archive.
        subject: Subject line of the message; "" for an archive.
        kind: An e-mail as soon as one of the layers is one.
    """

    digest: str
    name: str
    sender: str = ""
    sent: datetime | None = None
    subject: str = ""
    kind: CarrierKind = CarrierKind.ARCHIVE

    @property
    def origin(self) -> str:
        """Where its files came from, as the secretary says it: "thư của A, gửi ngày …"."""
        if self.kind is CarrierKind.ARCHIVE:
            return f"tệp nén {self.name}"
        sender = f"thư của {self.sender}" if self.sender else "thư không ghi người gửi"
        return f"{sender}, gửi ngày {format_date(self.sent)}" if self.sent else sender


@dataclass(frozen=True, slots=True)
class OpenedCarrier:
    """A carrier whose files were taken in: it is accounted for by them.

    Attributes:
        carrier: With its own name, which for one inside another begins with the other's.
        files: How many files in it, through all its layers, got a verdict of their own.
    """

    carrier: Carrier
    files: int


@dataclass(frozen=True, slots=True)
class SeenFile:
    """A file that arrived (tệp nộp).

    Attributes:
        digest: SHA-256 of its bytes, hexadecimal.
        name: Relative to the inbox, with ``/``; in a carrier, the carrier's name comes first.
        received: When the message that brought it was sent, else when it was last written, as
            found at first sight.
        carrier: What it came in; ``None`` for a file that lay in the inbox as it is.
    """

    digest: str
    name: str
    size: int
    received: datetime
    carrier: Carrier | None = None


class Status(StrEnum):
    """Where a file ends; every file ends in exactly one."""

    ACCEPTED = "accepted"
    ACCEPTED_WITH_FINDINGS = "accepted_with_findings"
    REFUSED = "refused"
    """It cannot be read, or is no form of ours at all."""
    SET_ASIDE = "set_aside"
    """It can be read but is nobody's in this campaign until a person decides."""

    @property
    def label(self) -> str:
        """As shown to the secretary."""
        return {
            "accepted": "Hợp lệ",
            "accepted_with_findings": "Đọc được, có điểm cần xem",
            "refused": "Không đọc được",
            "set_aside": "Để riêng, chờ xử lý",
        }[self.value]

    @property
    def may_count(self) -> bool:
        """Whether a file in this state can be a unit's submission."""
        return self in (Status.ACCEPTED, Status.ACCEPTED_WITH_FINDINGS)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was found on reading one file; ``judge`` makes it.

    Attributes:
        unit: Code of the unit it is from; "" when unknown.
        form: ``FormSpec.id``; "" when unknown.
    """

    file: SeenFile
    unit: str
    form: str
    status: Status
    findings: tuple[Finding, ...] = ()

    @property
    def digest(self) -> str:
        """SHA-256 of the file."""
        return self.file.digest

    @property
    def errors(self) -> int:
        """How many findings are errors (lỗi)."""
        return self._count(Severity.ERROR)

    @property
    def warnings(self) -> int:
        """How many findings are warnings (cảnh báo)."""
        return self._count(Severity.WARNING)

    @property
    def notes(self) -> int:
        """How many findings are notes (lưu ý)."""
        return self._count(Severity.NOTE)

    def _count(self, severity: Severity) -> int:
        return sum(found.severity is severity for found in self.findings)


def judge(file: SeenFile, unit: str, form: str, findings: Iterable[Finding]) -> Verdict:
    """The verdict that follows from what was found: refused, set aside or accepted."""
    found = tuple(findings)
    codes = {one.code for one in found}
    if codes & REFUSALS:
        status = Status.REFUSED
    elif not unit or codes & NOT_OURS:
        status = Status.SET_ASIDE
    else:
        status = Status.ACCEPTED_WITH_FINDINGS if found else Status.ACCEPTED
    return Verdict(file, unit, form, status, found)


class DecisionKind(StrEnum):
    """What a person may decide about a file."""

    ASSIGN = "assign"
    EXCLUDE = "exclude"
    INCLUDE = "include"
    ACCEPT = "accept"

    @property
    def label(self) -> str:
        """As shown to the secretary."""
        return {
            "assign": "Giao cho đơn vị",
            "exclude": "Không tính",
            "include": "Chọn để tính",
            "accept": "Chấp nhận",
        }[self.value]


@dataclass(frozen=True, slots=True)
class Decision:
    """A person's decision about one file (quyết định); it outlives every later run.

    Attributes:
        digest: The file decided about.
        at: When it was taken.
        by: Who took it, as the computer knows them; "" when unknown.
        unit: The unit it is assigned to; "" for the other kinds.
        reason: Why, in the person's words.
    """

    kind: DecisionKind
    digest: str
    at: datetime
    by: str = ""
    unit: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Ruling:
    """A decision as reports and screens tell it.

    Attributes:
        file: Name of the file decided about.
        unit: Code of the unit the file is from or was given to; "" when unknown.
        in_force: Whether no later decision about the same file overruled it.
    """

    decision: Decision
    file: str
    unit: str
    in_force: bool
