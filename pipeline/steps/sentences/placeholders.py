"""What a person has still to write (chỗ cần viết), highlighted in the report."""

from __future__ import annotations

from pipeline.domain.document import Look
from pipeline.steps.figures import FigureBook
from pipeline.steps.sentences.phrasing import NOTHING, Line, Phrase, say


def to_write(book: FigureBook, what: Phrase, why: Phrase, key: str = "placeholder") -> Line:
    """[Cần viết: … .] with why it has to be written: who has not answered, what was not asked."""
    reason = say(book, "placeholder.who", who=why) if why else NOTHING
    return Line(key, say(book, "placeholder.line", what=what, who=reason), Look.PLACEHOLDER)
