"""Derive how every unit stands today from what came, what was found and what was asked.

Nothing is stored: the same receipts, deadline, day and questions give the same states.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeVar

from pipeline.domain.campaign import MemberUnit
from pipeline.domain.collection import Collection, Receipt, ReturnState
from pipeline.domain.findings import Finding, FindingKind
from pipeline.domain.intake import HEAD_FORM, OpenedCarrier, Verdict
from pipeline.domain.mail import MailRecord
from pipeline.domain.rules.rule import Severity
from pipeline.domain.submission import Submission
from pipeline.domain.unit_status import Asked, Contact, UnitState, UnitStatus

_Unitary = TypeVar("_Unitary", Verdict, Finding, Asked, MailRecord)


@dataclass(frozen=True, slots=True)
class Evidence:
    """What states are derived from, beside the collection itself.

    Attributes:
        verdicts: On every file.
        set_aside: Why some submissions do not count.
        cross_findings: What the counted submissions say against one another.
        asked: Every correction that was asked for.
        mails: Every letter that was sent.
        opened: E-mails and archives accounted for by the files in them.
    """

    verdicts: Sequence[Verdict] = ()
    set_aside: Sequence[Finding] = ()
    cross_findings: Sequence[Finding] = ()
    asked: Sequence[Asked] = ()
    mails: Sequence[MailRecord] = ()
    opened: Sequence[OpenedCarrier] = ()

    def by_unit(self) -> Mapping[str, Evidence]:
        """What concerns each unit; the head's own workbook is left out."""
        verdicts = _grouped(v for v in self.verdicts if v.form != HEAD_FORM)
        aside, crossed = _grouped(self.set_aside), _grouped(self.cross_findings)
        asked, mails = _grouped(self.asked), _grouped(self.mails)
        units = {*verdicts, *aside, *crossed, *asked, *mails}
        return {
            code: Evidence(verdicts[code], aside[code], crossed[code], asked[code], mails[code])
            for code in units
        }

    @property
    def last_received(self) -> date | None:
        """Day the last readable file arrived."""
        days = (v.file.received.date() for v in self.verdicts if v.status.may_count)
        return max(days, default=None)

    @property
    def last_mail(self) -> datetime | None:
        """When a letter last left."""
        return max((mail.at for mail in self.mails if mail.taken), default=None)


def unit_statuses(collection: Collection, evidence: Evidence) -> tuple[UnitStatus, ...]:
    """One a unit, in the campaign's order; "today" is the day of the collection."""
    own = evidence.by_unit()
    receipts = {receipt.unit: receipt for receipt in collection.receipts}
    return tuple(
        _status(
            unit,
            receipts.get(unit.code, Receipt(unit.code, ReturnState.MISSING)),
            collection,
            own.get(unit.code, Evidence()),
        )
        for unit in collection.campaign.units
    )


def days_late(received: date | None, deadline: date | None, today: date) -> int:
    """Whole days after the deadline; of what has not come, until today."""
    return max(0, ((received or today) - deadline).days) if deadline else 0


def _status(
    unit: MemberUnit, receipt: Receipt, collection: Collection, own: Evidence
) -> UnitStatus:
    counted = collection.submissions.get(unit.code)
    findings = _findings(counted, own)
    late = days_late(receipt.received, collection.campaign.deadline, collection.as_of)
    asked_round = _awaited(counted, own) if receipt.state is ReturnState.WITH_ERRORS else 0
    return UnitStatus(
        unit=unit,
        state=_state(receipt, late=late, asked_round=asked_round, findings=findings),
        receipt=receipt,
        asked_round=asked_round,
        last_received=own.last_received,
        days_late=late,
        findings=findings,
        contact=_contact(counted),
        reminded=own.last_mail,
    )


def _state(
    receipt: Receipt, *, late: int, asked_round: int, findings: Sequence[Finding]
) -> UnitState:
    match receipt.state:
        case ReturnState.MISSING:
            return UnitState.OVERDUE if late else UnitState.NOT_YET
        case ReturnState.WITH_ERRORS:
            return UnitState.AWAITED if asked_round else UnitState.WITH_ERRORS
        case ReturnState.WITH_NOTES | ReturnState.ACCEPTED:
            return UnitState.WITH_NOTES if findings else UnitState.ACCEPTED


def _findings(counted: Submission | None, own: Evidence) -> tuple[Finding, ...]:
    """Of the file that counts and of comparing it with the others, the gravest first."""
    digest = counted.digest if counted else None
    found = [one for v in own.verdicts if v.digest == digest for one in v.findings]
    return tuple(sorted([*found, *own.cross_findings], key=_gravity))


def _gravity(found: Finding) -> int:
    return list(Severity).index(found.severity)


def _awaited(counted: Submission | None, own: Evidence) -> int:
    """The round that was asked for when every open file of the unit was answered; else 0.

    Open are the file that counts and later ones that were worse: the unit sent them and waits.
    """
    worse = {one.file for one in own.set_aside if one.code == FindingKind.WORSE_THAN_KEPT.code}
    open_files = {verdict.digest for verdict in own.verdicts if verdict.file.name in worse}
    open_files |= {counted.digest} if counted else set()
    rounds = {one.digest: one.round for one in own.asked}
    if not open_files <= rounds.keys():
        return 0
    return max((rounds[digest] for digest in open_files), default=0)


def _contact(counted: Submission | None) -> Contact:
    if counted is None:
        return Contact()
    said = (counted.value("identity", key) for key in ("reporter", "phone", "email"))
    return Contact(*(" ".join(str(value).split()) if value is not None else "" for value in said))


def _grouped(things: Iterable[_Unitary]) -> Mapping[str, list[_Unitary]]:
    groups: Mapping[str, list[_Unitary]] = defaultdict(list)
    for thing in things:
        groups[thing.unit].append(thing)
    return groups
