"""``thidua assign``, ``exclude``, ``include``, ``accept``: record what a person decides."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from pipeline.domain.collection import Receipt
from pipeline.domain.errors import PipelineError
from pipeline.domain.intake import Decision, DecisionKind, SeenFile, Status, Verdict
from pipeline.domain.vietnamese.text import clean
from pipeline.files.campaign.archive import digest_of
from pipeline.files.campaign.ledger import open_ledger
from pipeline.jobs.alone import alone
from pipeline.jobs.campaigns import OpenCampaign
from pipeline.jobs.collect import Collected, collect
from pipeline.jobs.history import member_by_code
from pipeline.jobs.progress import Progress, silent
from pipeline.steps.named_file import matching, nearest

SHOWN_DIGITS = 12
MOST_LISTED = 8


@dataclass(frozen=True, slots=True)
class Wish:
    """What a person asks for.

    Attributes:
        file: A path, a name, a part of one, or the beginning of a hash.
        unit: Code of the unit to assign the file to; "" for the other kinds.
        by: Who asks; "" when unknown.
    """

    kind: DecisionKind
    file: str
    unit: str = ""
    reason: str = ""
    by: str = ""


@dataclass(frozen=True, slots=True)
class Effect:
    """How a unit, or the head's own workbook, stood before a decision and stands after it.

    Attributes:
        before: Name of the file that counted; "" for none.
    """

    who: str
    before: str
    after: str
    state: str = ""


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision as recorded, the file it is about, and what it changed."""

    decision: Decision
    file: SeenFile
    effects: tuple[Effect, ...]


@alone
def decide(
    opened: OpenCampaign, wish: Wish, *, now: datetime, progress: Progress = silent
) -> Decided:
    """Take in the inbox, find the file, record the decision.

    Raises:
        PipelineError: The file or the unit is not known or not clear, or the decision cannot
            hold for this file.
    """
    unit = member_by_code(opened.campaign, wish.unit).code if wish.unit else ""
    reason = " ".join(clean(wish.reason).split())
    if not reason and wish.kind is not DecisionKind.ASSIGN:
        raise PipelineError("Cần ghi lý do của quyết định: --reason “LÝ DO”.")
    before = collect(opened, now=now, progress=progress)
    verdict = _meant(before.verdicts, wish.file)
    _require_possible(verdict, wish.kind)
    decision = Decision(wish.kind, verdict.digest, now, wish.by, unit, reason)
    with open_ledger(opened.folder.ledger) as ledger:
        ledger.record_decision(decision)
    after = collect(opened, now=now, progress=progress)
    units = dict.fromkeys(code for code in (verdict.unit, unit) if code)
    effects = [_effect(opened, code, before, after) for code in units]
    return Decided(decision, verdict.file, (*effects, *_head_effect(before, after)))


def _meant(verdicts: Sequence[Verdict], text: str) -> Verdict:
    """The one file a text means; only files that were taken in can be decided about."""
    by_digest = {verdict.digest: verdict for verdict in verdicts if verdict.digest}
    digest = _digest_at(text)
    if digest in by_digest:
        return by_digest[digest]
    files = [verdict.file for verdict in by_digest.values()]
    found = matching(text, files)
    if len(found) == 1:
        return by_digest[found[0].digest]
    if found:
        listed = "; ".join(_named(file) for file in found[:MOST_LISTED])
        more = f" và {len(found) - MOST_LISTED} tệp khác" if len(found) > MOST_LISTED else ""
        raise PipelineError(
            f"“{text}” khớp với nhiều tệp: {listed}{more}. Ghi rõ tên hơn, hoặc ghi mã của tệp."
        )
    names = "; ".join(f"“{name}”" for name in nearest(text, files)) or "(chưa có tệp nào)"
    raise PipelineError(
        f"Không có tệp nào khớp với “{text}” trong số các tệp đã nhận. Gần giống: {names}."
        " Xem đủ tên tệp: thidua status."
    )


def _digest_at(text: str) -> str:
    """The hash of the file that a text is the path of; "" when there is none."""
    try:
        path = Path(text)
        return digest_of(path) if path.is_file() else ""
    except (OSError, ValueError):
        return ""


def _named(file: SeenFile) -> str:
    return f"“{file.name}” (mã {file.digest[:SHOWN_DIGITS]}, nhận {file.received:%d/%m/%Y %H:%M})"


def _require_possible(verdict: Verdict, kind: DecisionKind) -> None:
    name = verdict.file.name
    if kind is DecisionKind.EXCLUDE:
        return
    if verdict.status is Status.REFUSED:
        raise PipelineError(
            f"Tệp “{name}” không đọc được nên không tính được. {verdict.findings[0].message}"
            f" {verdict.findings[0].advice}".rstrip()
        )
    if kind is not DecisionKind.ASSIGN and verdict.status is Status.SET_ASIDE:
        raise PipelineError(
            f"Tệp “{name}” chưa rõ của đơn vị nào trong đợt này. Giao tệp cho đơn vị trước:"
            f' thidua assign "{name}" MÃ-ĐƠN-VỊ.'
        )


def _effect(opened: OpenCampaign, unit: str, before: Collected, after: Collected) -> Effect:
    former, now = (_receipt(collected, unit) for collected in (before, after))
    return Effect(opened.campaign.unit(unit).name, former.file, now.file, now.label)


def _receipt(collected: Collected, unit: str) -> Receipt:
    return next(one for one in collected.collection.receipts if one.unit == unit)


def _head_effect(before: Collected, after: Collected) -> tuple[Effect, ...]:
    former, now = (
        collected.collection.head.file if collected.collection.head else ""
        for collected in (before, after)
    )
    return (Effect("Biểu của đơn vị trưởng", former, now),) if former != now else ()
