"""The information and reporting duty, from the receipts (chế độ thông tin, báo cáo)."""

from __future__ import annotations

from pipeline.domain.collection import Receipt, ReturnState
from pipeline.domain.vietnamese.dates import format_date
from pipeline.steps.figures import FigureBook
from pipeline.steps.sentences.coverage import counted, unit_names, unit_total
from pipeline.steps.sentences.phrasing import (
    NOTHING,
    Line,
    Phrase,
    joined,
    paragraph,
    phrase,
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
        return sentence(phrase("đến ngày {day}, chưa có đơn vị nào gửi báo cáo", day=day))
    count = counted("receipts.returned", "Số đơn vị đã gửi báo cáo", in_hand, _SOURCE)
    if len(in_hand) == len(book.campaign.units) > 1:
        said = phrase("đến ngày {day}, tất cả {n} đơn vị đã gửi báo cáo", day=day, n=count)
    else:
        said = phrase(
            "đến ngày {day}, có {n}/{all} đơn vị đã gửi báo cáo",
            day=day,
            n=count,
            all=unit_total(book),
        )
    return sentence(said, _in_state(in_hand))


def _in_state(in_hand: list[Receipt]) -> Phrase:
    wrong = [receipt for receipt in in_hand if receipt.state is ReturnState.WITH_ERRORS]
    if not wrong:
        return NOTHING
    count = counted("receipts.with_errors", "Số đơn vị còn lỗi số liệu", wrong, _SOURCE)
    return phrase(", trong đó {n} đơn vị còn số liệu phải sửa", n=count)


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
    if len(units) == len(book.campaign.units) > 1:
        return sentence(f"các đơn vị đều gửi đúng hạn (trước hết ngày {format_date(deadline)})")
    return sentence(
        phrase(
            "{n} đơn vị thực hiện tốt, gửi đúng hạn (hạn: ngày {day}): {names}",
            n=counted("receipts.on_time", "Số đơn vị gửi đúng hạn", units, _SOURCE),
            day=format_date(deadline),
            names=unit_names(book, units),
        )
    )


def _late(book: FigureBook, in_hand: list[Receipt]) -> Phrase:
    deadline = book.campaign.deadline
    late = [receipt for receipt in in_hand if receipt.is_late(deadline)]
    if not late:
        return NOTHING
    named = [
        phrase(
            "{unit} ({day})",
            unit=book.campaign.unit(r.unit).short_name,
            day=format_date(r.received),
        )
        for r in late
        if r.received is not None
    ]
    count = counted("receipts.late", "Số đơn vị gửi quá hạn", late, _SOURCE)
    return sentence(phrase("{n} đơn vị gửi quá hạn: {names}", n=count, names=joined(named)))


def _missing(book: FigureBook, missing: list[Receipt]) -> Phrase:
    if not missing or len(missing) == len(book.campaign.units):
        return NOTHING
    count = counted("receipts.missing", "Số đơn vị chưa gửi báo cáo", missing, _SOURCE)
    names = unit_names(book, [receipt.unit for receipt in missing])
    return sentence(phrase("{n} đơn vị chưa gửi báo cáo: {names}", n=count, names=names))
