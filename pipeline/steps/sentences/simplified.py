"""Commendation by the simplified procedure (thủ tục đơn giản)."""

from __future__ import annotations

from pipeline.domain.catalogue import Honoree
from pipeline.domain.figures import Figure
from pipeline.steps.figures import FigureBook
from pipeline.steps.sentences.coverage import so_far, widest
from pipeline.steps.sentences.movements import honours
from pipeline.steps.sentences.phrasing import (
    Line,
    Phrase,
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
    proposed, decided = honours(book, *asked), honours(book, *done)
    key = _key(proposed, decided, done)
    said = say(book, f"simplified.{key}", so_far=basis, proposed=proposed, decided=decided)
    return paragraph("count", sentence(said))


def _counts(book: FigureBook, column: str) -> tuple[Figure, Figure]:
    return (
        all_awards(book, Honoree.COLLECTIVE, column),
        all_awards(book, Honoree.INDIVIDUAL, column),
    )


def _key(proposed: Phrase, decided: Phrase, done: tuple[Figure, Figure]) -> str:
    """Which phrase; that nothing was decided is said where a 0 was reported, not a blank."""
    if decided:
        return "both" if proposed else "decided"
    return "proposed" if None in [count.value for count in done] else "undecided"
