"""Targets against plan and against last year (chỉ tiêu so với kế hoạch, cùng kỳ)."""

from __future__ import annotations

from typing import TypeAlias

from pipeline.domain.campaign import Direction, Target
from pipeline.domain.figures import Figure
from pipeline.steps.derive import given, share
from pipeline.steps.figures import FigureBook
from pipeline.steps.sentences.coverage import counted, so_far, unit_names
from pipeline.steps.sentences.phrasing import (
    NOTHING,
    Line,
    Phrase,
    joined,
    listed,
    paragraph,
    phrase,
    sentence,
)
from pipeline.steps.sentences.verdicts import Verdicts, judge
from pipeline.steps.tables.targets import is_met

Row: TypeAlias = tuple[Target, Figure, Figure]
"""A target of the whole group, its plan and what was done."""


def targets(book: FigureBook) -> tuple[Line, ...]:
    """How many targets were exceeded, met and missed; against last year; the group's own."""
    if not book.campaign.targets:
        return ()
    against_plan = judge(book, "plan")
    if not against_plan.judged:
        nobody = phrase(
            "chưa có đơn vị nào báo cáo đủ số kế hoạch và thực hiện các chỉ tiêu thi đua {period}",
            period=book.campaign.period.label,
        )
        return paragraph("plan", sentence(nobody))
    return (
        *paragraph("plan", _against_plan(book, against_plan), _best_units(book, against_plan)),
        *paragraph("last_year", _against_last_year(book)),
        *paragraph("group", _group(book)),
    )


def digest(book: FigureBook) -> Phrase:
    """Met and exceeded of all judged, in a few words."""
    verdicts = judge(book, "plan")
    if not verdicts.judged:
        return NOTHING
    good = verdicts.count(1, 0)
    return phrase(
        "{n}/{all} lượt chỉ tiêu của các đơn vị đạt và vượt kế hoạch ({share})",
        n=good,
        all=verdicts.total,
        share=share(good, verdicts.total, "Tỷ lệ chỉ tiêu đạt và vượt kế hoạch"),
    )


def _against_plan(book: FigureBook, verdicts: Verdicts) -> Phrase:
    reporting = _coverage(book, verdicts)
    exceeded, met, missed = (verdicts.count(verdict) for verdict in (1, 0, -1))
    parts = [
        _part(verdicts, exceeded, "vượt kế hoạch"),
        _part(verdicts, met, "đạt kế hoạch"),
        _part(verdicts, missed, "chưa đạt kế hoạch"),
    ]
    opening = phrase(
        "{so_far}trong {n} lượt chỉ tiêu có đủ số kế hoạch và thực hiện (mỗi chỉ tiêu của một"
        " đơn vị tính một lượt), ",
        so_far=reporting,
        n=verdicts.total,
    )
    return sentence(opening, _all_or_parts(missed, exceeded, met, parts))


def _all_or_parts(missed: Figure, exceeded: Figure, met: Figure, parts: list[Phrase]) -> Phrase:
    if not exceeded.value and not met.value:
        return phrase("không có lượt nào đạt kế hoạch")
    if missed.value:
        return phrase("có {parts}", parts=listed(parts))
    if exceeded.value and met.value:
        return phrase("tất cả đều đạt và vượt kế hoạch: {parts}", parts=listed(parts))
    return phrase("tất cả đều {word}", word="vượt kế hoạch" if exceeded.value else "đạt kế hoạch")


def _part(verdicts: Verdicts, count: Figure, word: str) -> Phrase:
    if not count.value:
        return NOTHING
    ratio = share(count, verdicts.total, f"Tỷ lệ chỉ tiêu {word}")
    return phrase("{n} lượt {word} ({ratio})", n=count, word=word, ratio=ratio)


def _coverage(book: FigureBook, verdicts: Verdicts) -> Phrase:
    """How many units could be judged, when not all."""
    basis = Figure(
        id=f"targets.{verdicts.name}.units",
        label="Chỉ tiêu của các đơn vị",
        value=len(verdicts.units),
        reporting=len(verdicts.units),
        expected=len(book.campaign.units),
    )
    return so_far(basis)


def _best_units(book: FigureBook, verdicts: Verdicts) -> Phrase:
    """Units whose targets were all met; silent when these are all units or none."""
    failed = {item.unit for item in verdicts.judged if item.verdict < 0}
    best = [unit for unit in verdicts.units if unit not in failed]
    if not best or not failed:
        return NOTHING
    return sentence(
        phrase(
            "có {n} đơn vị đạt và vượt tất cả các chỉ tiêu đã báo cáo: {names}",
            n=counted("targets.best", "Số đơn vị đạt mọi chỉ tiêu", best, verdicts.source),
            names=unit_names(book, best),
        )
    )


def _against_last_year(book: FigureBook) -> Phrase:
    verdicts = judge(book, "last_year")
    if not verdicts.judged:
        return NOTHING
    kinds = ((1, "tốt hơn"), (0, "bằng"), (-1, "kém hơn"))
    counts = [(verdicts.count(verdict), word) for verdict, word in kinds]
    previous = book.campaign.period.previous.label
    said = [
        phrase("{n} lượt {word} {previous}", n=n, word=word, previous=previous)
        for n, word in counts
        if n.value
    ]
    return sentence(
        phrase(
            "so với cùng kỳ, trong {n} lượt chỉ tiêu có số liệu của cả hai kỳ, có {parts}",
            n=verdicts.total,
            parts=listed(said),
        )
    )


def _group(book: FigureBook) -> Phrase:
    """The targets of the whole group, where the same units reported plan and done."""
    known = [
        row
        for target in book.campaign.targets
        for row in ((target, book.target(target, "plan"), book.target(target, "done")),)
        if is_met(*row) is not None and _is_even(book, target)
    ]
    if not known:
        return NOTHING
    good = [row for row in known if is_met(*row)]
    group = book.campaign.kind.word
    if not good:
        said = phrase("tính chung toàn {group}, chưa có chỉ tiêu nào đạt kế hoạch", group=group)
        return sentence(said)
    said = phrase(
        "tính chung toàn {group}, {n}/{all} chỉ tiêu đạt và vượt kế hoạch",
        group=group,
        n=_count("targets.group.met", "Số chỉ tiêu chung đạt kế hoạch", good),
        all=_count("targets.group", "Số chỉ tiêu chung có đủ số liệu", known),
    )
    return sentence(said, _missed([row for row in known if not is_met(*row)]))


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


def _missed(rows: list[Row]) -> Phrase:
    if not rows:
        return NOTHING
    named = [
        phrase("“{name}”{ratio}", name=target.name, ratio=_of_plan(target, plan, done))
        for target, plan, done in rows
    ]
    return phrase("; chưa đạt: {names}", names=joined(named))


def _of_plan(target: Target, plan: Figure, done: Figure) -> Phrase:
    ratio = share(done, plan, f"{target.name}: so với kế hoạch")
    if ratio.value is None or target.direction is Direction.LOWER:
        return NOTHING
    return phrase(" (bằng {ratio} kế hoạch)", ratio=ratio)
