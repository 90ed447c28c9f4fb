"""Decide which of a unit's submissions counts, and how every unit stands.

The latest received one counts, unless it has more errors than the one kept before it. Nothing
here depends on the order in which files were read.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pipeline.domain.campaign import Campaign, MemberUnit
from pipeline.domain.collection import Receipt, ReturnState
from pipeline.domain.findings import Finding, FindingKind, finding
from pipeline.domain.intake import HEAD_FORM, Status, Verdict


@dataclass(frozen=True, slots=True)
class Choice:
    """Which files count.

    Attributes:
        counted: Unit code → digest of its counted file, in the campaign's order.
        head: Digest of the head's own workbook; "" when not returned.
        receipts: One a unit, in the campaign's order.
        set_aside: Why each submission of a unit that does not count was left out.
    """

    counted: Mapping[str, str]
    head: str
    receipts: tuple[Receipt, ...]
    set_aside: tuple[Finding, ...]


def choose(verdicts: Iterable[Verdict], campaign: Campaign) -> Choice:
    """Choose each unit's submission, and the head's own workbook."""
    distinct = _distinct(verdicts)
    members = {unit.code for unit in campaign.units}
    head_files = [v for v in distinct if v.form == HEAD_FORM and v.unit in members]
    unit_files = {
        unit.code: [v for v in distinct if v.unit == unit.code and v.form != HEAD_FORM]
        for unit in campaign.units
    }
    kept = {code: _keep(files) for code, files in unit_files.items()}
    head = _keep(head_files)
    left_out = [f for code, files in unit_files.items() for f in _left_out(files, kept[code])]
    return Choice(
        counted={code: one.digest for code, one in kept.items() if one},
        head=head.digest if head else "",
        receipts=tuple(_receipt(u, unit_files[u.code], kept[u.code]) for u in campaign.units),
        set_aside=(*left_out, *_left_out(head_files, head)),
    )


def _distinct(verdicts: Iterable[Verdict]) -> list[Verdict]:
    """One verdict for the same bytes, in order of arrival, then name."""
    in_order = sorted(verdicts, key=lambda v: (v.file.received, v.file.name, v.digest))
    by_digest: dict[str, Verdict] = {}
    for verdict in in_order:
        by_digest.setdefault(verdict.digest, verdict)
    return list(by_digest.values())


def _keep(files: Iterable[Verdict]) -> Verdict | None:
    kept: Verdict | None = None
    for verdict in files:
        if verdict.status.may_count and (kept is None or verdict.errors <= kept.errors):
            kept = verdict
    return kept


def _left_out(files: list[Verdict], kept: Verdict | None) -> list[Finding]:
    """What came before the kept one is superseded by it; what came after was worse."""
    findings: list[Finding] = []
    kind = FindingKind.SUPERSEDED
    for verdict in files:
        if verdict is kept:
            kind = FindingKind.WORSE_THAN_KEPT
        elif verdict.status.may_count:
            findings.append(finding(kind, unit=verdict.unit, file=verdict.file.name))
    return findings


def _receipt(unit: MemberUnit, files: list[Verdict], kept: Verdict | None) -> Receipt:
    returned = [verdict for verdict in files if verdict.status is not Status.SET_ASIDE]
    if kept is None:
        return Receipt(unit.code, ReturnState.MISSING, rounds=len(returned))
    readable = [verdict for verdict in files if verdict.status.may_count]
    return Receipt(
        unit=unit.code,
        state=_state(kept),
        file=kept.file.name,
        received=min(verdict.file.received for verdict in readable).date(),
        rounds=len(returned),
        errors=kept.errors,
        warnings=kept.warnings,
        notes=kept.notes,
    )


def _state(kept: Verdict) -> ReturnState:
    if kept.errors:
        return ReturnState.WITH_ERRORS
    return ReturnState.WITH_NOTES if kept.findings else ReturnState.ACCEPTED
