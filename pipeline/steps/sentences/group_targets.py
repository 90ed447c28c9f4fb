"""The targets of the whole group against plan (chỉ tiêu tính chung toàn cụm)."""

from __future__ import annotations

from typing import TypeAlias

from pipeline.domain.campaign import Direction, Target
from pipeline.domain.figures import Figure
from pipeline.steps.derive import given, share
from pipeline.steps.figures import FigureBook
from pipeline.steps.sentences.coverage import so_far, widest
from pipeline.steps.sentences.phrasing import NOTHING, Phrase, joined, say
from pipeline.steps.tables.targets import is_met

Row: TypeAlias = tuple[Target, Figure, Figure]
"""A target of the whole group, its plan and what was done."""


def group_targets(book: FigureBook) -> Phrase:
    """How many were met, where the same units reported plan and done; the missed by name."""
    known = [
        row
        for target in book.campaign.targets
        for row in ((target, book.target(target, "plan"), book.target(target, "done")),)
        if is_met(*row) is not None and _is_even(book, target)
    ]
    if not known:
        return NOTHING
    met = [row for row in known if is_met(*row)]
    basis = so_far(book, widest(done for _, _, done in known))
    return say(
        book,
        f"targets.{_key(len(met), len(known))}",
        so_far=basis,
        whom=say(book, "targets.reporting_units" if basis else "targets.whole_group"),
        n=_count(book.named("targets.group.met"), "Số chỉ tiêu chung đạt kế hoạch", met),
        all=_count(book.named("targets.group"), "Số chỉ tiêu chung có đủ số liệu", known),
        name=known[0][0].name,
        names=_missed(book, [row for row in known if not is_met(*row)]),
    )


def _key(met: int, known: int) -> str:
    if not met:
        return "group_none"
    if met < known:
        return "group"
    return "group_one" if known == 1 else "group_all"


def _count(name: str, label: str, rows: list[Row]) -> Figure:
    parts = [figure for _, plan, done in rows for figure in (plan, done)]
    return given(name, label, len(rows), "so số chung thực hiện với kế hoạch", parts)


def _is_even(book: FigureBook, target: Target) -> bool:
    """Whether no unit reported only one of plan and done, which would bend the totals."""
    return all(
        (book.target(target, "plan", unit=unit.code).value is None)
        == (book.target(target, "done", unit=unit.code).value is None)
        for unit in book.campaign.units
    )


def _missed(book: FigureBook, rows: list[Row]) -> Phrase:
    return joined(
        say(book, "targets.missed_target", name=row[0].name, ratio=_of_plan(book, *row))
        for row in rows
    )


def _of_plan(book: FigureBook, target: Target, plan: Figure, done: Figure) -> Phrase:
    ratio = share(done, plan, f"{target.name}: so với kế hoạch")
    if ratio.value is None or target.direction is Direction.LOWER:
        return NOTHING
    return say(book, "targets.of_plan", ratio=ratio)
