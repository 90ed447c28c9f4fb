"""``thidua history``: every round of a unit, and what changed between two of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from pipeline.domain.campaign import Campaign, MemberUnit
from pipeline.domain.errors import PipelineError
from pipeline.jobs.campaigns import OpenCampaign
from pipeline.jobs.collect import Collected, collect
from pipeline.jobs.progress import Progress, silent
from pipeline.steps.decide import choose
from pipeline.steps.rounds import Comparison, Round, compared, consecutive, rounds_of


@dataclass(frozen=True, slots=True)
class History:
    """What one unit sent (lịch sử nộp của một đơn vị)."""

    unit: MemberUnit
    rounds: tuple[Round, ...]
    comparisons: tuple[Comparison, ...]


@dataclass(frozen=True, slots=True)
class Span:
    """Which two rounds to compare; ``None`` where the person did not say."""

    first: int | None = None
    last: int | None = None


def history(
    opened: OpenCampaign,
    unit: str,
    span: Span,
    *,
    now: datetime,
    progress: Progress = silent,
) -> History:
    """The rounds of a unit; without a span each is compared with the one before it.

    Raises:
        PipelineError: There is no such unit or round, or two rounds cannot be compared.
    """
    member = member_by_code(opened.campaign, unit)
    collected = collect(opened, now=now, progress=progress)
    rulings = collected.collection.rulings
    decisions = [ruling.decision for ruling in rulings]
    choice = choose(collected.verdicts, opened.campaign, decisions)
    rounds = rounds_of(member.code, collected.verdicts, choice, rulings)
    forms = {form.id: form for form in (opened.unit_form, opened.head_form)}
    if span == Span():
        return History(member, rounds, tuple(consecutive(rounds, collected.read, forms)))
    before, after = _chosen(rounds, span, collected)
    return History(member, rounds, (compared(before, after, collected.read, forms),))


def member_by_code(campaign: Campaign, code: str) -> MemberUnit:
    """The unit a person names by its code.

    Raises:
        PipelineError: There is none; the line lists the codes.
    """
    for unit in campaign.units:
        if unit.code.casefold() == code.strip().casefold():
            return unit
    known = "; ".join(f"{unit.code} ({unit.short_name})" for unit in campaign.units)
    raise PipelineError(f"Không có đơn vị mang mã “{code}”. Các mã của đợt này: {known}.")


def _chosen(rounds: tuple[Round, ...], span: Span, collected: Collected) -> tuple[Round, Round]:
    """The two rounds of a span; the open end is the last round, or the one before the end."""
    last = span.last or len(rounds)
    first = span.first or last - 1
    by_number = {one.number: one for one in rounds}
    if first == last or not {first, last} <= by_number.keys():
        raise PipelineError(
            f"Không so sánh được lần nộp {first} với lần {last}: đơn vị có {len(rounds)} lần nộp."
        )
    before, after = by_number[first], by_number[last]
    for one in (before, after):
        if one.verdict.digest not in collected.read:
            raise PipelineError(
                f"Không so sánh được với lần nộp {one.number} (“{one.verdict.file.name}”):"
                f" {one.why}"
            )
    if before.verdict.form != after.verdict.form:
        raise PipelineError(
            f"Lần nộp {first} và lần {last} thuộc hai biểu mẫu khác nhau nên không so sánh được."
        )
    return before, after
