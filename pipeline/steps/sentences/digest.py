"""The digest of the report's main figures (số liệu tổng hợp chủ yếu)."""

from __future__ import annotations

from pipeline.steps.figures import FigureBook
from pipeline.steps.sentences import awards, direct, launched, models, targets
from pipeline.steps.sentences.coverage import so_far_returned
from pipeline.steps.sentences.documents import all_documents
from pipeline.steps.sentences.phrasing import (
    NOTHING,
    Line,
    Phrase,
    items,
    paragraph,
    say,
    sentence,
)


def digest(book: FigureBook) -> tuple[Line, ...]:
    """One item a theme; themes nobody reported are left out."""
    found = items(
        (
            ("documents", _documents(book)),
            ("targets", targets.digest(book)),
            ("launched", launched.digest(book)),
            ("awards", awards.digest(book)),
            ("direct", direct.digest(book)),
            ("models", models.digest(book)),
        )
    )
    if not found:
        return ()
    opening = say(book, "digest.opening", so_far=so_far_returned(book))
    return (*paragraph("opening", sentence(opening)), *found)


def _documents(book: FigureBook) -> Phrase:
    count = all_documents(book)
    return say(book, "digest.documents", n=count) if count.value else NOTHING
