"""What the ledger's events hold: nouns to JSON and back; keys once written stay readable."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from pipeline.domain.findings import Finding
from pipeline.domain.intake import (
    Carrier,
    CarrierKind,
    Decision,
    DecisionKind,
    SeenFile,
    Status,
    Verdict,
)
from pipeline.domain.mail import MailKind, MailRecord
from pipeline.domain.rules.rule import Severity
from pipeline.domain.unit_status import Asked

DIGEST_AT = len('{"digest": "') + 1
"""Where the digest stands in the JSON of a verdict, counted from 1."""


def file_payload(file: SeenFile) -> dict[str, Any]:
    """A seen file as JSON."""
    payload: dict[str, Any] = {
        "digest": file.digest,
        "name": file.name,
        "size": file.size,
        "received": file.received.isoformat(),
    }
    if file.carrier:
        payload["carrier"] = _carrier_payload(file.carrier)
    return payload


def file_from(payload: Mapping[str, Any]) -> SeenFile:
    """The seen file of a payload; those recorded before carriers were opened have none."""
    received = datetime.fromisoformat(payload["received"])
    carrier = _carrier_from(payload["carrier"]) if "carrier" in payload else None
    return SeenFile(payload["digest"], payload["name"], payload["size"], received, carrier)


def verdict_payload(verdict: Verdict, reader: str) -> dict[str, Any]:
    """A verdict as JSON; the counts are there for whoever reads the log by eye or by SQL."""
    return {
        "digest": verdict.digest,
        "file": file_payload(verdict.file),
        "unit": verdict.unit,
        "form": verdict.form,
        "status": verdict.status.value,
        "errors": verdict.errors,
        "warnings": verdict.warnings,
        "notes": verdict.notes,
        "reader": reader,
        "findings": [_finding_payload(found) for found in verdict.findings],
    }


def verdict_from(payload: Mapping[str, Any]) -> Verdict:
    """The verdict of a payload."""
    return Verdict(
        file=file_from(payload["file"]),
        unit=payload["unit"],
        form=payload["form"],
        status=Status(payload["status"]),
        findings=tuple(_finding_from(found) for found in payload["findings"]),
    )


def decision_payload(decision: Decision) -> dict[str, Any]:
    """A decision as JSON; when it was taken is the time of the event."""
    return {
        "kind": decision.kind.value,
        "digest": decision.digest,
        "by": decision.by,
        "unit": decision.unit,
        "reason": decision.reason,
    }


def decision_from(payload: Mapping[str, Any], at: datetime) -> Decision:
    """The decision of a payload; who took it is told only since it is recorded."""
    return Decision(
        kind=DecisionKind(payload["kind"]),
        digest=payload["digest"],
        at=at,
        by=payload.get("by", ""),
        unit=payload["unit"],
        reason=payload["reason"],
    )


def asked_payload(asked: Asked) -> dict[str, Any]:
    """A correction asked for as JSON."""
    return {
        "unit": asked.unit,
        "round": asked.round,
        "digest": asked.digest,
        "workbook": asked.workbook,
    }


def asked_from(payload: Mapping[str, Any]) -> Asked:
    """The correction of a payload."""
    return Asked(payload["unit"], payload["round"], payload["digest"], payload["workbook"])


def mail_payload(mail: MailRecord) -> dict[str, Any]:
    """A sent letter as JSON; when it was sent is the time of the event."""
    return {
        "kind": mail.kind.value,
        "unit": mail.unit,
        "subject": mail.subject,
        "taken": list(mail.taken),
        "refused": dict(mail.refused),
        "attachments": list(mail.attachments),
        "fingerprint": mail.fingerprint,
        "message_id": mail.message_id,
    }


def mail_from(payload: Mapping[str, Any], at: datetime) -> MailRecord:
    """The sent letter of a payload."""
    return MailRecord(
        kind=MailKind(payload["kind"]),
        unit=payload["unit"],
        subject=payload["subject"],
        taken=tuple(payload["taken"]),
        at=at,
        refused=payload["refused"],
        attachments=tuple(payload["attachments"]),
        fingerprint=payload["fingerprint"],
        message_id=payload["message_id"],
    )


def _carrier_payload(carrier: Carrier) -> dict[str, Any]:
    return {
        "digest": carrier.digest,
        "name": carrier.name,
        "kind": carrier.kind.value,
        "sender": carrier.sender,
        "sent": carrier.sent.isoformat() if carrier.sent else None,
        "subject": carrier.subject,
    }


def _carrier_from(payload: Mapping[str, Any]) -> Carrier:
    return Carrier(
        digest=payload["digest"],
        name=payload["name"],
        sender=payload["sender"],
        sent=datetime.fromisoformat(payload["sent"]) if payload["sent"] else None,
        subject=payload["subject"],
        kind=CarrierKind(payload["kind"]),
    )


def _finding_payload(found: Finding) -> dict[str, str]:
    return {
        "code": found.code,
        "severity": found.severity.value,
        "message": found.message,
        "advice": found.advice,
        "unit": found.unit,
        "file": found.file,
        "sheet": found.sheet,
        "cell": found.cell,
    }


def _finding_from(payload: Mapping[str, str]) -> Finding:
    return Finding(**{**payload, "severity": Severity(payload["severity"])})  # type: ignore[arg-type]
