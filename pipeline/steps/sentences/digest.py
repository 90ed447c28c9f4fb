"""The digest of the report's main figures (số liệu tổng hợp chủ yếu)."""

from __future__ import annotations

from pipeline.steps.figures import FigureBook
from pipeline.steps.sentences import direct, models, targets
from pipeline.steps.sentences.awards import decided_by_honoree
from pipeline.steps.sentences.coverage import so_far_returned
from pipeline.steps.sentences.documents import all_documents
from pipeline.steps.sentences.phrasing import (
    NOTHING,
    Line,
    Phrase,
    items,
    listed,
    paragraph,
    phrase,
    sentence,
    upper_first,
)


def digest(book: FigureBook) -> tuple[Line, ...]:
    """One item a theme; themes nobody reported are left out."""
    found = items(
        (
            ("documents", _documents(book)),
            ("targets", targets.digest(book)),
            ("launched", _launched(book)),
            ("awards", _awards(book)),
            ("direct", direct.digest(book)),
            ("models", _models(book)),
        )
    )
    if not found:
        return ()
    opening = sentence(
        so_far_returned(book),
        phrase("một số kết quả chủ yếu {period}:", period=book.campaign.period.label),
    )
    return (*paragraph("opening", opening), *found)


def _documents(book: FigureBook) -> Phrase:
    count = all_documents(book)
    if not count.value:
        return NOTHING
    return phrase("Ban hành {n} văn bản về thi đua, khen thưởng", n=count)


def _launched(book: FigureBook) -> Phrase:
    count = book.count("launched")
    if not count.value:
        return NOTHING
    return phrase(
        "{units} đơn vị phát động {n} phong trào thi đua theo đợt, chuyên đề",
        units=book.units_listing("launched"),
        n=count,
    )


def _awards(book: FigureBook) -> Phrase:
    said = listed(
        phrase("{n} lượt {word}", n=figure, word=honoree.word)
        for honoree, figure in decided_by_honoree(book).items()
        if figure.value
    )
    return phrase("{said} đã có quyết định khen thưởng", said=said) if said else NOTHING


def _models(book: FigureBook) -> Phrase:
    said = models.digest(book)
    if not said:
        return NOTHING
    opening = upper_first("điển hình tiên tiến: ")
    return phrase("{opening}{said}", opening=opening, said=said)
