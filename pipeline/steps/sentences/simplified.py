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
    say,
    sentence,
)
from pipeline.steps.tables.award_kinds import all_awards


def simplified(book: FigureBook) -> tuple[Line, ...]:
    """Commendation by the simplified procedure: proposed and decided."""
    asked = _counts(book, "proposed_simplified")
    done = _counts(book, "decided_simplified")
    known = [figure for figure in (*asked, *done) if figure.value is not None]
    if not known:
        return paragraph("count", sentence(say(book, "simplified.unknown")))
    basis = so_far(book, widest(known))
    if not any(figure.value for figure in known):
        return paragraph("count", sentence(say(book, "simplified.none", so_far=basis)))
    parts = joined((_part(book, "proposed", asked), _part(book, "decided", done)), "; ")
    return paragraph("count", sentence(say(book, "simplified.told", so_far=basis, said=parts)))


def _counts(book: FigureBook, column: str) -> tuple[Figure, Figure]:
    return (
        all_awards(book, Honoree.COLLECTIVE, column),
        all_awards(book, Honoree.INDIVIDUAL, column),
    )


def _part(book: FigureBook, name: str, counts: tuple[Figure, Figure]) -> Phrase:
    said = honours(book, *counts)
    return say(book, f"simplified.{name}", said=said) if said else NOTHING
