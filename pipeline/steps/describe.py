"""The state of a campaign, a verdict or a trace as plain data for other programs (``--json``).

Keys are stable and documented in ``docs/json.md``; new keys may be added.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from pipeline.domain.collection import Collection, Receipt
from pipeline.domain.figures import Figure
from pipeline.domain.findings import Finding
from pipeline.domain.intake import Carrier, OpenedCarrier, Ruling, Verdict
from pipeline.domain.printing import print_figure
from pipeline.steps.trace import TracedCell

SCHEMA = 1

Record = dict[str, Any]


def describe_status(
    collection: Collection,
    verdicts: Sequence[Verdict],
    passed_over: Iterable[tuple[str, str]],
    cross_findings: Sequence[Finding] = (),
    opened: Iterable[OpenedCarrier] = (),
) -> Record:
    """How every unit and every file stands, with counts per finding code.

    Args:
        passed_over: (name, note) of the files that are litter.
        cross_findings: What the counted submissions say against one another.
        opened: E-mails and archives accounted for by the files in them.
    """
    campaign = collection.campaign
    findings = [found for verdict in verdicts for found in verdict.findings]
    findings += cross_findings
    return {
        "schema": SCHEMA,
        "campaign": campaign.id,
        "title": campaign.title,
        "period": campaign.period.code,
        "deadline": _plain(campaign.deadline),
        "asked": len(campaign.units),
        "returned": len(collection.submissions),
        "head_returned": collection.head is not None,
        "units": [_receipt(collection, receipt) for receipt in collection.receipts],
        "files": [describe_verdict(verdict) for verdict in verdicts],
        "opened": [{**_carrier(one.carrier), "files": one.files} for one in opened],
        "passed_over": [{"file": name, "note": note} for name, note in passed_over],
        "cross_findings": [
            {"unit": found.unit, "file": found.file, **_finding(found)} for found in cross_findings
        ],
        "decisions": [describe_ruling(ruling) for ruling in collection.rulings],
        "findings_by_code": dict(sorted(Counter(found.code for found in findings).items())),
    }


def describe_verdict(verdict: Verdict) -> Record:
    """One file with everything found in it."""
    return {
        "file": verdict.file.name,
        "sha256": verdict.digest,
        "received": _plain(verdict.file.received),
        "carrier": _carrier(verdict.file.carrier) if verdict.file.carrier else None,
        "unit": verdict.unit,
        "form": verdict.form,
        "status": verdict.status.value,
        "errors": verdict.errors,
        "warnings": verdict.warnings,
        "notes": verdict.notes,
        "findings": [_finding(found) for found in verdict.findings],
    }


def describe_ruling(ruling: Ruling) -> Record:
    """One decision a person took about a file."""
    decision = ruling.decision
    return {
        "file": ruling.file,
        "sha256": decision.digest,
        "kind": decision.kind.value,
        "unit": ruling.unit,
        "reason": decision.reason,
        "by": decision.by,
        "at": _plain(decision.at),
        "in_force": ruling.in_force,
    }


def describe_trace(figure: Figure, cells: Iterable[TracedCell]) -> Record:
    """A figure, how it was made, and the cells it came from."""
    return {
        "schema": SCHEMA,
        "id": figure.id,
        "label": figure.label,
        "value": _plain(figure.value),
        "printed": print_figure(figure),
        "formula": figure.formula,
        "reporting": figure.reporting,
        "expected": figure.expected,
        "parts": [_part(part) for part in figure.parts],
        "cells": [
            {
                "unit": traced.unit,
                "file": traced.file,
                "sheet": traced.cell.sheet,
                "cell": traced.cell.address,
                "raw": _plain(traced.cell.raw),
                "value": _plain(traced.cell.value),
                "declared_zero": traced.cell.declared,
            }
            for traced in cells
        ],
    }


def _receipt(collection: Collection, receipt: Receipt) -> Record:
    unit = collection.campaign.unit(receipt.unit)
    return {
        "unit": unit.code,
        "name": unit.name,
        "cluster": unit.cluster,
        "state": receipt.state.value,
        "file": receipt.file,
        "received": _plain(receipt.received),
        "late": receipt.is_late(collection.campaign.deadline),
        "rounds": receipt.rounds,
        "errors": receipt.errors,
        "warnings": receipt.warnings,
        "notes": receipt.notes,
        "accepted": receipt.accepted,
    }


def _carrier(carrier: Carrier) -> Record:
    return {
        "file": carrier.name,
        "kind": carrier.kind.value,
        "sender": carrier.sender,
        "sent": _plain(carrier.sent),
        "subject": carrier.subject,
    }


def _finding(found: Finding) -> Record:
    return {
        "code": found.code,
        "severity": found.severity.value,
        "sheet": found.sheet,
        "cell": found.cell,
        "message": found.message,
        "advice": found.advice,
    }


def _part(part: Figure) -> Record:
    return {"id": part.id, "label": part.label, "value": _plain(part.value)}


def _plain(value: object) -> Any:
    """A value as JSON holds it; decimals as numbers, dates as ISO text."""
    match value:
        case datetime() | date():
            return value.isoformat()
        case Decimal():
            return int(value) if value == value.to_integral_value() else float(value)
        case None | bool() | int() | float() | str():
            return value
        case _:
            return str(value)
