"""Commendation by the simplified procedure (thủ tục đơn giản)."""

from __future__ import annotations

from pipeline.domain.catalogue import Honoree
from pipeline.domain.figures import Figure
from pipeline.steps.figures import FigureBook
from pipeline.steps.sentences.coverage import so_far, widest
from pipeline.steps.sentences.movements import honours
from pipeline.steps.sentences.phrasing import (
    NOTHING,
    Line,
    Phrase,
    joined,
    paragraph,
    phrase,
    sentence,
)
from pipeline.steps.tables.award_kinds import all_awards, state_awards


def simplified(book: FigureBook) -> tuple[Line, ...]:
    """Commendation by the simplified procedure (thủ tục đơn giản)."""
    asked = _simplified_counts(book, "proposed_simplified")
    done = _simplified_counts(book, "decided_simplified")
    known = [figure for figure, _ in (*asked, *done) if figure.value is not None]
    if not known:
        return paragraph(
            "count",
            sentence("chưa có đơn vị nào báo cáo số liệu khen thưởng theo thủ tục đơn giản"),
        )
    basis = widest(known)
    if not any(figure.value for figure in known):
        none = "trong kỳ không có trường hợp nào đề nghị, được khen thưởng theo thủ tục đơn giản"
        return paragraph("count", sentence(so_far(basis), none))
    parts = joined(
        (_part("đã đề nghị khen thưởng", asked), _part("đã có quyết định khen thưởng", done)), "; "
    )
    opening = phrase("{so_far}theo thủ tục đơn giản, các đơn vị ", so_far=so_far(basis))
    return paragraph("count", sentence(opening, parts))


def _simplified_counts(book: FigureBook, column: str) -> tuple[tuple[Figure, str], ...]:
    return tuple(
        (all_awards(book, honoree, column), honoree.word)
        for honoree in (Honoree.COLLECTIVE, Honoree.INDIVIDUAL)
        if state_awards(book, honoree)
    )


def _part(words: str, counts: tuple[tuple[Figure, str], ...]) -> Phrase:
    said = honours(*counts)
    return phrase("{words} {said}", words=words, said=said) if said else NOTHING
