"""Documents issued by the group and its units (văn bản chỉ đạo, triển khai)."""

from __future__ import annotations

from pipeline.domain.figures import Figure
from pipeline.steps.derive import plus
from pipeline.steps.figures import FigureBook
from pipeline.steps.sentences.comparing import compare, compared
from pipeline.steps.sentences.coverage import none_listed, returned, so_far_returned
from pipeline.steps.sentences.phrasing import (
    NOTHING,
    Line,
    Phrase,
    joined,
    lower_first,
    paragraph,
    say,
    sentence,
)


def documents(book: FigureBook) -> tuple[Line, ...]:
    """How many documents, by whom, compared with last year, by type and by issuer level."""
    total = all_documents(book)
    if total.value is None:
        return paragraph("count", none_listed(book, say(book, "documents.doing")))
    types = _by(book, "type", "document_types")
    levels = _by(book, "level", "issuer_levels")
    return paragraph("count", _issued(book, total), _change(book), types, levels)


def all_documents(book: FigureBook) -> Figure:
    """Documents of the group and of its units."""
    return plus(
        [book.count("cluster_documents"), book.count("documents")], "Tổng số văn bản đã ban hành"
    )


def _issued(book: FigureBook, total: Figure) -> Phrase:
    own, units = book.count("cluster_documents"), book.count("documents")
    issuing = book.units_listing("documents")
    opening, purpose = so_far_returned(book), say(book, "documents.purpose")
    if units.value is None:
        said = say(book, "documents.by_group", so_far=opening, n=own, purpose=purpose)
    elif own.value is None:
        said = say(
            book,
            "documents.by_units",
            so_far=opening,
            n=units,
            purpose=purpose,
            who=_issuing_units(book, issuing),
        )
    else:
        said = say(
            book,
            "documents.by_all",
            so_far=opening,
            n=total,
            purpose=purpose,
            own=own,
            who=issuing,
            units=units,
        )
    return sentence(said)


def _issuing_units(book: FigureBook, issuing: Figure) -> Phrase:
    """How many units issued documents, when not all that reported."""
    if issuing.value == len(book.collection.submissions):
        return NOTHING
    return say(book, "documents.issuing_units", n=issuing, all=returned(book))


def _change(book: FigureBook) -> Phrase:
    """Units only: nobody is asked how many documents the group issued last year."""

    def now_and_before(unit: str) -> tuple[Figure, Figure]:
        before = book.total("headcount", "value", ("documents_last_year",), unit=unit)
        return book.count("documents", unit=unit), before

    difference = compared(book, compare(book, now_and_before, "văn bản"))
    said = say(book, "documents.change", change=difference) if difference else NOTHING
    return sentence(said)


def _by(book: FigureBook, name: str, choices: str) -> Phrase:
    """The documents of the group and the units by type or by issuer level."""
    column = {"type": "type", "level": "issuer_level"}[name]
    counts = [
        (_where(book, column, choice.code), lower_first(choice.label))
        for choice in book.choices(choices)
    ]
    parts = (say(book, f"documents.{name}", n=n, label=label) for n, label in counts if n.value)
    said = joined(parts, "; ")
    return sentence(say(book, f"documents.{name}s", said=said)) if said else NOTHING


def _where(book: FigureBook, column: str, code: str) -> Figure:
    where = ((column, (code,)),)
    blocks = ("cluster_documents", "documents")
    return plus([book.count(block, where=where) for block in blocks], "Số văn bản")
