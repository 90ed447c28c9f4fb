"""Ratings of Party and mass organisations (xếp loại tổ chức đảng, đoàn thể)."""

from __future__ import annotations

from pipeline.domain.figures import Figure
from pipeline.domain.form import Choice
from pipeline.steps.derive import share
from pipeline.steps.figures import FigureBook
from pipeline.steps.sentences.coverage import so_far
from pipeline.steps.sentences.phrasing import (
    NOTHING,
    Line,
    Phrase,
    joined,
    lower_first,
    paragraph,
    phrase,
    sentence,
)
from pipeline.steps.tables.ratings import expected_count, levels, organisations, rated


def ratings(book: FigureBook) -> tuple[Line, ...]:
    """Each kind of organisation: how many were rated, at which level, with shares."""
    kinds = [(kind, rated(book, kind.code)) for kind in organisations(book)]
    known = [(kind, whole) for kind, whole in kinds if whole.value is not None]
    if not known:
        nobody = "chưa có đơn vị nào báo cáo kết quả xếp loại tổ chức đảng, đoàn thể "
        return paragraph("all", sentence(nobody + book.campaign.period.label))
    return tuple(
        line
        for kind, whole in known
        for line in paragraph(
            kind.code, sentence(_levels(book, kind, whole), _expected(book, kind, whole))
        )
    )


def _levels(book: FigureBook, kind: Choice, whole: Figure) -> Phrase:
    label = lower_first(kind.label)
    if not whole.value:
        return phrase(
            "{so_far}{kind}: chưa có tổ chức nào được xếp loại", so_far=so_far(whole), kind=label
        )
    said = [_level(book, kind, level, whole) for level in levels(book)]
    return phrase(
        "{so_far}{kind}: {n} tổ chức được xếp loại, gồm {levels}",
        so_far=so_far(whole),
        kind=label,
        n=whole,
        levels=joined(said, "; "),
    )


def _level(book: FigureBook, kind: Choice, level: Choice, whole: Figure) -> Phrase:
    count = book.total("ratings", level.code, (kind.code,))
    if not count.value:
        return NOTHING
    return phrase(
        "{n} {level} ({ratio})",
        n=count,
        level=lower_first(level.label),
        ratio=share(count, whole, f"Tỷ lệ {level.label}"),
    )


def _expected(book: FigureBook, kind: Choice, whole: Figure) -> Phrase:
    """Ratings still expected (dự kiến), and of how many units."""
    units = expected_count(book, kind.code)
    if not units.value or not whole.value:
        return NOTHING
    if units.value >= whole.reporting:
        return phrase(" (kết quả dự kiến)")
    return phrase(" (kết quả của {n} đơn vị là dự kiến)", n=units)
