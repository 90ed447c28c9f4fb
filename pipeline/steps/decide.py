"""Decide which of a unit's submissions counts, and how every unit stands.

The latest received one counts, unless it has more errors than the one kept before it. A person's
decisions go before: an excluded file never counts; an included or accepted one counts as if it
had arrived, good enough, at the moment of the decision, so that what comes later is judged as
ever. Nothing here depends on the order in which files were read.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from pipeline.domain.campaign import Campaign, MemberUnit
from pipeline.domain.collection import Receipt, ReturnState
from pipeline.domain.findings import Finding, FindingKind, finding
from pipeline.domain.intake import HEAD_FORM, Decision, Status, Verdict
from pipeline.steps.standing import UNDECIDED, Standing, replay


@dataclass(frozen=True, slots=True)
class Choice:
    """Which files count.

    Attributes:
        counted: Unit code → digest of its counted file, in the campaign's order.
        head: Digest of the head's own workbook; "" when not returned.
        receipts: One a unit, in the campaign's order.
        left_out: Why each readable submission of a unit that does not count was left out, by
            digest.
        standings: What a person decided about files and still holds, by digest.
    """

    counted: Mapping[str, str]
    head: str
    receipts: tuple[Receipt, ...]
    left_out: Mapping[str, Finding]
    standings: Mapping[str, Standing]

    @property
    def set_aside(self) -> tuple[Finding, ...]:
        """Why submissions were left out, unit by unit."""
        return tuple(self.left_out.values())


def choose(
    verdicts: Iterable[Verdict], campaign: Campaign, decisions: Iterable[Decision] = ()
) -> Choice:
    """Choose each unit's submission, and the head's own workbook.

    Args:
        verdicts: On every file, in any order.
        campaign: Whose units are asked.
        decisions: A person's, in the order taken.
    """
    standings = replay(decisions)
    by_unit: dict[str, list[_File]] = {unit.code: [] for unit in campaign.units}
    of_head: list[_File] = []
    for verdict in distinct(verdicts):
        if verdict.unit in by_unit:
            rivals = of_head if verdict.form == HEAD_FORM else by_unit[verdict.unit]
            rivals.append(_File(verdict, standings.get(verdict.digest, UNDECIDED)))
    head_files = _Rivals.of(of_head)
    unit_files = {code: _Rivals.of(files) for code, files in by_unit.items()}
    left_out = [found for one in unit_files.values() for found in one.left_out()]
    return Choice(
        counted={code: one.kept.verdict.digest for code, one in unit_files.items() if one.kept},
        head=head_files.kept.verdict.digest if head_files.kept else "",
        receipts=tuple(_receipt(unit, unit_files[unit.code]) for unit in campaign.units),
        left_out=dict([*left_out, *head_files.left_out()]),
        standings=standings,
    )


def distinct(verdicts: Iterable[Verdict]) -> list[Verdict]:
    """One verdict for the same bytes, in order of arrival, then name."""
    in_order = sorted(verdicts, key=lambda v: (v.file.received, v.file.name, v.digest))
    by_digest: dict[str, Verdict] = {}
    for verdict in in_order:
        by_digest.setdefault(verdict.digest, verdict)
    return list(by_digest.values())


@dataclass(frozen=True, slots=True)
class _File:
    """A file with what a person decided about it."""

    verdict: Verdict
    standing: Standing

    @property
    def unit(self) -> str:
        return self.verdict.unit

    @property
    def name(self) -> str:
        return self.verdict.file.name

    @property
    def may_count(self) -> bool:
        return self.verdict.status.may_count and not self.standing.is_excluded

    @property
    def errors(self) -> int:
        """Those held against it."""
        return 0 if self.standing.is_accepted else self.verdict.errors

    @property
    def turn(self) -> tuple[datetime, bool, str, str]:
        """Its place among its rivals: by arrival, a chosen one by the decision."""
        received, chosen = self.verdict.file.received, self.standing.chosen_at
        moment = max(received, chosen) if chosen else received
        return (moment, chosen is not None, self.name, self.verdict.digest)


@dataclass(frozen=True, slots=True)
class _Rivals:
    """All files that may be one unit's submission, in their turn, and the one that counts."""

    files: Sequence[_File]
    kept: _File | None

    @classmethod
    def of(cls, files: Iterable[_File]) -> _Rivals:
        in_turn = sorted(files, key=lambda file: file.turn)
        kept: _File | None = None
        for file in in_turn:
            if file.may_count and (kept is None or _replaces(file, kept)):
                kept = file
        return cls(in_turn, kept)

    def left_out(self) -> Iterable[tuple[str, Finding]]:
        """What came before the kept one is superseded by it; what came after was worse."""
        before_kept = True
        for file in self.files:
            if file is self.kept:
                before_kept = False
            elif file.verdict.status.may_count:
                yield file.verdict.digest, self._why(file, superseded=before_kept)

    def _why(self, file: _File, *, superseded: bool) -> Finding:
        kept = self.kept
        if file.standing.is_excluded:
            kind, details = FindingKind.EXCLUDED, {"reason": _unended(file.standing.reason)}
        elif not superseded:
            kind, details = FindingKind.WORSE_THAN_KEPT, {}
        elif kept and kept.standing.chosen_at and _came_later(file, kept):
            reason = _unended(kept.standing.reason)
            kind, details = FindingKind.NOT_CHOSEN, {"chosen": kept.name, "reason": reason}
        else:
            kind, details = FindingKind.SUPERSEDED, {}
        return finding(kind, unit=file.unit, file=file.name, **details)


def _replaces(file: _File, kept: _File) -> bool:
    return file.standing.chosen_at is not None or file.errors <= kept.errors


def _came_later(file: _File, kept: _File) -> bool:
    """Whether it would have had the later turn without the decision."""
    return file.verdict.file.received > kept.verdict.file.received


def _unended(reason: str) -> str:
    return reason.rstrip(" .")


def _receipt(unit: MemberUnit, rivals: _Rivals) -> Receipt:
    returned = [one for one in rivals.files if one.verdict.status is not Status.SET_ASIDE]
    if rivals.kept is None:
        return Receipt(unit.code, ReturnState.MISSING, rounds=len(returned))
    kept, verdict = rivals.kept, rivals.kept.verdict
    return Receipt(
        unit=unit.code,
        state=_state(kept),
        file=kept.name,
        received=min(f.verdict.file.received for f in rivals.files if f.may_count).date(),
        rounds=len(returned),
        errors=verdict.errors,
        warnings=verdict.warnings,
        notes=verdict.notes,
        accepted=_unended(kept.standing.reason) if kept.standing.is_accepted else "",
    )


def _state(kept: _File) -> ReturnState:
    if kept.errors:
        return ReturnState.WITH_ERRORS
    return ReturnState.WITH_NOTES if kept.verdict.findings else ReturnState.ACCEPTED
