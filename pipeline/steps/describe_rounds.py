"""The rounds of a unit as plain data for other programs (``thidua history --json``).

Keys are stable and documented in ``docs/json.md``; new keys may be added.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from pipeline.domain.campaign import MemberUnit
from pipeline.domain.submission import Cell
from pipeline.steps.describe import SCHEMA, describe_ruling
from pipeline.steps.feedback.differences import Difference
from pipeline.steps.rounds import Comparison, Round

Record = dict[str, Any]


def describe_rounds(
    unit: MemberUnit, rounds: Iterable[Round], comparisons: Iterable[Comparison]
) -> Record:
    """What a unit sent and what changed from round to round."""
    return {
        "schema": SCHEMA,
        "unit": unit.code,
        "name": unit.name,
        "rounds": [_round(one) for one in rounds],
        "comparisons": [
            {
                "from": one.before.number,
                "to": one.after.number,
                "differences": [_difference(found) for found in one.differences],
                "not_compared": list(one.unread),
            }
            for one in comparisons
        ],
    }


def _round(one: Round) -> Record:
    verdict = one.verdict
    return {
        "number": one.number,
        "file": verdict.file.name,
        "sha256": verdict.digest,
        "received": verdict.file.received.isoformat(),
        "form": verdict.form,
        "status": verdict.status.value,
        "errors": verdict.errors,
        "warnings": verdict.warnings,
        "notes": verdict.notes,
        "counts": one.counts,
        "why": one.why,
        "decisions": [describe_ruling(ruling) for ruling in one.rulings],
    }


def _difference(found: Difference) -> Record:
    return {
        "sheet": _sheet(found.cell) or found.sheet,
        "cell": _address(found.new),
        "former_sheet": _sheet(found.old),
        "former_cell": _address(found.old),
        "question": found.question,
        "before": found.before,
        "after": found.after,
    }


def _sheet(cell: Cell | None) -> str:
    return cell.sheet if cell else ""


def _address(cell: Cell | None) -> str:
    return cell.address if cell else ""
