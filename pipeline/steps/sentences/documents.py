"""Documents issued by the group and its units (văn bản chỉ đạo, triển khai)."""

from __future__ import annotations

from pipeline.domain.figures import Figure
from pipeline.steps.derive import plus
from pipeline.steps.figures import FigureBook
from pipeline.steps.pairs import paired
from pipeline.steps.sentences.coverage import compared, none_listed, so_far_returned
from pipeline.steps.sentences.phrasing import (
    NOTHING,
    Line,
    Phrase,
    joined,
    listed,
    lower_first,
    paragraph,
    phrase,
    sentence,
)

_PURPOSE = "văn bản chỉ đạo, triển khai công tác thi đua, khen thưởng"


def documents(book: FigureBook) -> tuple[Line, ...]:
    """How many documents, by whom, compared with last year, by type and by issuer level."""
    total = all_documents(book)
    if total.value is None:
        what = f"ban hành văn bản về thi đua, khen thưởng trong {book.campaign.period.label}"
        return paragraph("count", none_listed(book, what))
    return paragraph("count", _issued(book, total), _change(book), _by_type(book), _by_level(book))


def all_documents(book: FigureBook) -> Figure:
    """Documents of the group and of its units."""
    return plus(
        [book.count("cluster_documents"), book.count("documents")], "Tổng số văn bản đã ban hành"
    )


def _issued(book: FigureBook, total: Figure) -> Phrase:
    own, units = book.count("cluster_documents"), book.count("documents")
    group = book.campaign.kind.word
    opening = phrase("trong {period}, ", period=book.campaign.period.label)
    by_units = phrase(
        "{who} đơn vị thành viên ban hành {n} văn bản",
        who=book.units_listing("documents"),
        n=units,
    )
    if own.value is None:
        said = phrase(
            "có {who} đơn vị thành viên ban hành {n} {purpose}",
            who=book.units_listing("documents"),
            n=units,
            purpose=_PURPOSE,
        )
    elif units.value is None:
        said = phrase(
            "{group} đã ban hành {n} {purpose}; chưa có đơn vị thành viên nào báo cáo văn bản"
            " đã ban hành",
            group=group,
            n=own,
            purpose=_PURPOSE,
        )
    else:
        said = phrase(
            "{group} và các đơn vị thành viên đã ban hành {n} {purpose}, trong đó {group} ban"
            " hành {own} văn bản, {by_units}",
            group=group,
            n=total,
            purpose=_PURPOSE,
            own=own,
            by_units=by_units,
        )
    return sentence(so_far_returned(book), opening, said)


def _change(book: FigureBook) -> Phrase:
    """Units only: nobody is asked how many documents the group issued last year."""

    def now_and_before(unit: str) -> tuple[Figure, Figure]:
        before = book.total("headcount", "value", ("documents_last_year",), unit=unit)
        return book.count("documents", unit=unit), before

    difference = compared(book, paired(book, now_and_before), "văn bản")
    if not difference:
        return NOTHING
    return sentence("số văn bản do các đơn vị thành viên ban hành ", difference)


def _by_type(book: FigureBook) -> Phrase:
    counts = [
        (_where(book, "type", choice.code), lower_first(choice.label))
        for choice in book.choices("document_types")
    ]
    said = listed(phrase("{n} {type}", n=n, type=label) for n, label in counts if n.value)
    return sentence("theo loại văn bản, có ", said) if said else NOTHING


def _by_level(book: FigureBook) -> Phrase:
    counts = [
        (_where(book, "issuer_level", choice.code), lower_first(choice.label))
        for choice in book.choices("issuer_levels")
    ]
    said = joined(
        [phrase("{level} {n} văn bản", n=n, level=label) for n, label in counts if n.value], "; "
    )
    return sentence("theo cấp ban hành: ", said) if said else NOTHING


def _where(book: FigureBook, column: str, code: str) -> Figure:
    where = ((column, (code,)),)
    blocks = ("cluster_documents", "documents")
    return plus([book.count(block, where=where) for block in blocks], "Số văn bản")
