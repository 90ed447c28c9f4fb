"""Replay a person's decisions (quyết định): whose a file is, and whether it counts.

These are two questions about every file; the last answer to each of them holds. A new kind of
decision answers one of the two, or gets a field of ``Standing`` of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from pipeline.domain.campaign import Campaign, MemberUnit
from pipeline.domain.findings import Finding, FindingKind, finding
from pipeline.domain.intake import NOT_OURS, Decision, DecisionKind, Ruling, Verdict

WHOSE = NOT_OURS | {FindingKind.OTHER_NAME.code, FindingKind.MANIFEST_LOST.code}
"""Codes of the findings that an assignment answers."""


@dataclass(frozen=True, slots=True)
class Standing:
    """What was decided about one file and still holds; ``None`` where nothing was.

    Attributes:
        assigned: Whose it is.
        counting: Whether it counts: excluded, included or accepted.
    """

    assigned: Decision | None = None
    counting: Decision | None = None

    @property
    def is_excluded(self) -> bool:
        """It never counts, whatever comes."""
        return self._kind is DecisionKind.EXCLUDE

    @property
    def is_accepted(self) -> bool:
        """It counts in spite of its findings."""
        return self._kind is DecisionKind.ACCEPT

    @property
    def chosen_at(self) -> datetime | None:
        """When a person chose it to count; ``None`` when nobody did."""
        chosen = self._kind in (DecisionKind.INCLUDE, DecisionKind.ACCEPT)
        return self.counting.at if self.counting and chosen else None

    @property
    def reason(self) -> str:
        """Why it counts or not, in the person's words."""
        return self.counting.reason if self.counting else ""

    @property
    def _kind(self) -> DecisionKind | None:
        return self.counting.kind if self.counting else None


UNDECIDED = Standing()


def replay(decisions: Iterable[Decision]) -> dict[str, Standing]:
    """What holds for each file by its digest, given the decisions in the order taken."""
    standings: dict[str, Standing] = {}
    for decision in decisions:
        before = standings.get(decision.digest, UNDECIDED)
        if decision.kind is DecisionKind.ASSIGN:
            standings[decision.digest] = replace(before, assigned=decision)
        else:
            standings[decision.digest] = replace(before, counting=decision)
    return standings


def assignments(decisions: Iterable[Decision], campaign: Campaign) -> dict[str, str]:
    """Digest → code of the unit it was given to, as far as the campaign still has that unit."""
    members = {unit.code for unit in campaign.units}
    return {
        digest: standing.assigned.unit
        for digest, standing in replay(decisions).items()
        if standing.assigned and standing.assigned.unit in members
    }


def as_assigned(findings: Sequence[Finding], owner: MemberUnit, file: str) -> tuple[Finding, ...]:
    """The findings on whose a file is, answered by one note that it was assigned."""
    answered = [found.message.rstrip(".") for found in findings if found.code in WHOSE]
    before = f" (lúc nhận: {'; '.join(answered)})" if answered else ""
    note = finding(
        FindingKind.ASSIGNED, unit=owner.code, file=file, owner=owner.name, before=before
    )
    rest = (replace(found, unit=owner.code) for found in findings if found.code not in WHOSE)
    return (note, *rest)


def rulings(decisions: Sequence[Decision], verdicts: Iterable[Verdict]) -> tuple[Ruling, ...]:
    """Every decision with the file it is about, in the order taken."""
    known: Mapping[str, Verdict] = {verdict.digest: verdict for verdict in verdicts}
    standings = replay(decisions)
    return tuple(
        Ruling(
            decision,
            verdict.file.name,
            decision.unit or verdict.unit,
            any(decision is held for held in _held(standings[decision.digest])),
        )
        for decision in decisions
        if (verdict := known.get(decision.digest))
    )


def _held(standing: Standing) -> tuple[Decision | None, Decision | None]:
    return standing.assigned, standing.counting
