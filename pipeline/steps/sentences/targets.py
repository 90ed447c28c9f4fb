"""Targets against plan and against last year (chỉ tiêu so với kế hoạch, cùng kỳ)."""

from __future__ import annotations

from collections.abc import Mapping

from pipeline.domain.figures import Figure
from pipeline.steps.derive import share
from pipeline.steps.figures import FigureBook
from pipeline.steps.sentences.coverage import (
    counted,
    most_units,
    reporting,
    unit_total,
    unless_said,
)
from pipeline.steps.sentences.group_targets import group_targets
from pipeline.steps.sentences.phrasing import (
    NOTHING,
    Line,
    Phrase,
    listed,
    paragraph,
    say,
    sentence,
)
from pipeline.steps.sentences.verdicts import Verdicts, judge

_AGAINST_PLAN: Mapping[str, int] = {"exceeded": 1, "met": 0, "missed": -1}
_AGAINST_LAST_YEAR: Mapping[str, int] = {"better": 1, "same": 0, "worse": -1}


def targets(book: FigureBook) -> tuple[Line, ...]:
    """How many targets were exceeded, met and missed; against last year; the group's own."""
    if not book.campaign.targets:
        return ()
    verdicts = judge(book, "plan")
    if not verdicts.judged:
        return paragraph("plan", sentence(say(book, "targets.nobody")))
    basis = _coverage(book, verdicts)
    return (
        *paragraph("plan", _against_plan(book, verdicts), _best_units(book, verdicts)),
        *paragraph("last_year", _against_last_year(book, basis)),
        *paragraph("group", sentence(group_targets(book))),
    )


def digest(book: FigureBook) -> Phrase:
    """Met and exceeded of all judged, in a few words."""
    verdicts = judge(book, "plan")
    if not verdicts.judged:
        return NOTHING
    good = verdicts.count(1, 0)
    ratio = share(good, verdicts.total, "Tỷ lệ chỉ tiêu đạt và vượt kế hoạch")
    return say(book, "targets.digest", n=good, all=verdicts.total, ratio=ratio)


def _against_plan(book: FigureBook, verdicts: Verdicts) -> Phrase:
    opening = _coverage(book, verdicts)
    said = _all_or_parts(book, verdicts)
    return sentence(say(book, "targets.plan", so_far=opening, n=verdicts.total, said=said))


def _all_or_parts(book: FigureBook, verdicts: Verdicts) -> Phrase:
    counts = {name: verdicts.count(verdict) for name, verdict in _AGAINST_PLAN.items()}
    has = {name for name, count in counts.items() if count.value}
    if has == {"missed"}:
        return say(book, "targets.none_met")
    if has == {"exceeded"}:
        return say(book, "targets.all_exceeded")
    if has == {"met"}:
        return say(book, "targets.all_just_met")
    said = listed(
        say(book, f"targets.{name}", n=count, ratio=_ratio(count, verdicts, name))
        for name, count in counts.items()
        if count.value
    )
    return say(book, "targets.some" if "missed" in has else "targets.all_met", said=said)


def _ratio(count: Figure, verdicts: Verdicts, name: str) -> Figure:
    words = {"exceeded": "vượt", "met": "đạt", "missed": "chưa đạt"}
    return share(count, verdicts.total, f"Tỷ lệ chỉ tiêu {words[name]} kế hoạch")


def _coverage(book: FigureBook, verdicts: Verdicts) -> Phrase:
    """How many units could be judged, when not all."""
    basis = Figure(
        id=f"targets.{verdicts.name}.units",
        label="Chỉ tiêu của các đơn vị",
        value=len(verdicts.units),
        formula=verdicts.source,
        parts=verdicts.behind(verdicts.units),
        reporting=len(verdicts.units),
        expected=len(book.campaign.units),
    )
    if not basis.is_partial:
        return NOTHING
    # A unit may have returned and still lack what a comparison takes.
    key = "reported" if len(verdicts.units) == len(book.collection.submissions) else "paired"
    return say(book, f"coverage.{key}", n=reporting(basis), all=unit_total(book))


def _best_units(book: FigureBook, verdicts: Verdicts) -> Phrase:
    """Units whose targets were all met; silent when these are all units or none."""
    failed = {item.unit for item in verdicts.judged if item.verdict < 0}
    best = [unit for unit in verdicts.units if unit not in failed]
    if not best or not failed:
        return NOTHING
    parts = verdicts.behind(best)
    name, label = book.named("targets.best"), "Số đơn vị đạt mọi chỉ tiêu"
    count = counted(name, label, best, verdicts.source, parts)
    return sentence(say(book, "targets.best", n=count, names=most_units(book, best)))


def _against_last_year(book: FigureBook, said_before: Phrase) -> Phrase:
    verdicts = judge(book, "last_year")
    if not verdicts.judged:
        return NOTHING
    counts = {name: verdicts.count(verdict) for name, verdict in _AGAINST_LAST_YEAR.items()}
    known = {name: count for name, count in counts.items() if count.value}
    if len(known) == 1:
        said = say(book, f"targets.all_{next(iter(known))}")
    else:
        parts = (say(book, f"targets.{name}", n=count) for name, count in known.items())
        said = say(book, "targets.some_last_year", said=listed(parts))
    opening = unless_said(_coverage(book, verdicts), said_before)
    return sentence(say(book, "targets.last_year", so_far=opening, n=verdicts.total, said=said))
