"""The rounds of a unit (các lần nộp): what it sent, which counts and why, what changed between."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from pipeline.domain.findings import FindingKind
from pipeline.domain.form import FormSpec
from pipeline.domain.intake import Ruling, Verdict
from pipeline.domain.submission import Submission
from pipeline.steps.decide import Choice, distinct
from pipeline.steps.feedback.differences import Difference, differences

Forms = Mapping[str, FormSpec]
"""By ``FormSpec.id``."""


@dataclass(frozen=True, slots=True)
class Round:
    """One file of a unit (một lần nộp).

    Attributes:
        number: From 1, in the order of arrival.
        why: Why it counts or not.
        rulings: The decisions about it, in the order taken.
    """

    number: int
    verdict: Verdict
    counts: bool
    why: str
    rulings: tuple[Ruling, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """What changed from one round to another.

    Attributes:
        unread: Titles of the tables that one of both lacked, so that they were not compared.
    """

    before: Round
    after: Round
    differences: tuple[Difference, ...]
    unread: tuple[str, ...]


def rounds_of(
    unit: str, verdicts: Iterable[Verdict], choice: Choice, rulings: Sequence[Ruling]
) -> tuple[Round, ...]:
    """Every file of a unit, the head's own workbook with them."""
    own = [verdict for verdict in distinct(verdicts) if verdict.unit == unit]
    counted = {choice.counted.get(unit), choice.head}
    return tuple(
        Round(
            number,
            verdict,
            counts := verdict.digest in counted,
            _why_counted(verdict, own, choice) if counts else _why_not(verdict, choice),
            tuple(one for one in rulings if one.decision.digest == verdict.digest),
        )
        for number, verdict in enumerate(own, start=1)
    )


def consecutive(
    rounds: Sequence[Round], read: Mapping[str, Submission], forms: Forms
) -> Iterator[Comparison]:
    """Each readable round against the one before it, each form for itself."""
    for form in forms:
        readable = [r for r in rounds if r.verdict.form == form and r.verdict.digest in read]
        for before, after in pairwise(readable):
            yield compared(before, after, read, forms)


def compared(
    before: Round, after: Round, read: Mapping[str, Submission], forms: Forms
) -> Comparison:
    """Two readable rounds of one form, cell by cell."""
    form = forms[after.verdict.form]
    old, new = read[before.verdict.digest], read[after.verdict.digest]
    either = old.tables.keys() ^ new.tables.keys()
    unread = tuple(block.title for _, block in form.blocks if block.key in either)
    return Comparison(before, after, differences(old, new, form), unread)


def _why_counted(verdict: Verdict, rivals: Iterable[Verdict], choice: Choice) -> str:
    decided = choice.standings.get(verdict.digest)
    if decided and decided.chosen_at:
        return f"Được tính theo quyết định của người dùng: {decided.reason.rstrip('.')}."
    left_out = [
        found.code
        for rival in rivals
        if rival.form == verdict.form and (found := choice.left_out.get(rival.digest))
    ]
    if FindingKind.WORSE_THAN_KEPT.code in left_out:
        return "Được tính: bản nộp sau có nhiều lỗi hơn bản này."
    return "Được tính: bản đọc được mới nhất trong các bản được xét."


def _why_not(verdict: Verdict, choice: Choice) -> str:
    left_out = choice.left_out.get(verdict.digest)
    if left_out is not None:
        return left_out.message
    first = verdict.findings[0].message if verdict.findings else ""
    return f"{verdict.status.label}. {first}".rstrip()
