"""The information and reporting duty, from the receipts (chế độ thông tin, báo cáo)."""

from __future__ import annotations

from pipeline.domain.collection import Receipt, ReturnState
from pipeline.domain.vietnamese.dates import format_date
from pipeline.steps.figures import FigureBook
from pipeline.steps.sentences.coverage import counted, most_units, unit_names, unit_total
from pipeline.steps.sentences.phrasing import (
    NOTHING,
    Line,
    Phrase,
    joined,
    paragraph,
    say,
    sentence,
)

_SOURCE = "sổ theo dõi nộp báo cáo"


def reporting(book: FigureBook) -> tuple[Line, ...]:
    """Who returned on time, late, and not at all, by name."""
    receipts = book.collection.receipts
    in_hand = [receipt for receipt in receipts if receipt.state is not ReturnState.MISSING]
    missing = [receipt for receipt in receipts if receipt.state is ReturnState.MISSING]
    return (
        *paragraph("returned", _returned(book, in_hand), _on_time(book, in_hand)),
        *paragraph("not_well", _late(book, in_hand), _missing(book, missing)),
    )


def _returned(book: FigureBook, in_hand: list[Receipt]) -> Phrase:
    day = format_date(book.collection.as_of)
    if not in_hand:
        return sentence(say(book, "reporting.nobody", day=day))
    count = counted("receipts.returned", "Số đơn vị đã gửi báo cáo", in_hand, _SOURCE)
    key = "all" if len(in_hand) == len(book.campaign.units) > 1 else "some"
    state = _with_errors(book, in_hand)
    return sentence(
        say(book, f"reporting.{key}", day=day, n=count, all=unit_total(book), state=state)
    )


def _with_errors(book: FigureBook, in_hand: list[Receipt]) -> Phrase:
    wrong = [receipt.unit for receipt in in_hand if receipt.state is ReturnState.WITH_ERRORS]
    if not wrong:
        return NOTHING
    count = counted("receipts.with_errors", "Số đơn vị còn lỗi số liệu", wrong, _SOURCE)
    return say(book, "reporting.with_errors", n=count, names=unit_names(book, wrong))


def _on_time(book: FigureBook, in_hand: list[Receipt]) -> Phrase:
    """Units that did well: on time, which takes a deadline, and with nothing left to correct."""
    deadline = book.campaign.deadline
    units = [
        r.unit
        for r in in_hand
        if r.received and not r.is_late(deadline) and r.state is not ReturnState.WITH_ERRORS
    ]
    if deadline is None or not units:
        return NOTHING
    day = format_date(deadline)
    if len(units) == len(book.campaign.units) > 1:
        return sentence(say(book, "reporting.all_on_time", day=day))
    count = counted("receipts.on_time", "Số đơn vị gửi đúng hạn", units, _SOURCE)
    names = most_units(book, units)
    return sentence(say(book, "reporting.on_time", n=count, day=day, names=names))


def _late(book: FigureBook, in_hand: list[Receipt]) -> Phrase:
    deadline = book.campaign.deadline
    late = [receipt for receipt in in_hand if receipt.is_late(deadline)]
    if not late:
        return NOTHING
    named = [
        say(
            book,
            "reporting.late_unit",
            unit=book.campaign.unit(r.unit).short_name,
            day=format_date(r.received),
        )
        for r in late
        if r.received is not None
    ]
    count = counted("receipts.late", "Số đơn vị gửi quá hạn", late, _SOURCE)
    return sentence(say(book, "reporting.late", n=count, names=joined(named)))


def _missing(book: FigureBook, missing: list[Receipt]) -> Phrase:
    if not missing or len(missing) == len(book.campaign.units):
        return NOTHING
    count = counted("receipts.missing", "Số đơn vị chưa gửi báo cáo", missing, _SOURCE)
    names = unit_names(book, [receipt.unit for receipt in missing])
    return sentence(say(book, "reporting.missing", n=count, names=names))
