"""The information and reporting duty, from the receipts (chế độ thông tin, báo cáo).

Until the deadline has passed a unit that has not returned is only said to be awaited.
"""

from __future__ import annotations

from datetime import date

from pipeline.domain.collection import Receipt, ReturnState
from pipeline.domain.vietnamese.dates import format_date
from pipeline.steps.derive import given, share
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
from pipeline.steps.status.unit_states import days_late

_SOURCE = "sổ theo dõi nộp báo cáo"


def reporting(book: FigureBook) -> tuple[Line, ...]:
    """Who returned on time, late, and not at all, by name."""
    receipts = book.collection.receipts
    in_hand = [receipt for receipt in receipts if receipt.state is not ReturnState.MISSING]
    missing = [receipt for receipt in receipts if receipt.state is ReturnState.MISSING]
    return (
        *paragraph(
            "returned",
            _returned(book, in_hand),
            _on_time(book, in_hand),
            _awaited(book, missing) if in_hand else NOTHING,
        ),
        *paragraph("not_well", _late(book, in_hand), _missing(book, missing)),
    )


def _returned(book: FigureBook, in_hand: list[Receipt]) -> Phrase:
    day = format_date(book.collection.as_of)
    if not in_hand:
        until = _still_open(book)
        key = "nobody" if until is None else "nobody_yet"
        return sentence(say(book, f"reporting.{key}", day=day, until=until or ""))
    count = counted(book.named("receipts.returned"), "Số đơn vị đã gửi báo cáo", in_hand, _SOURCE)
    key = "all" if len(in_hand) == len(book.campaign.units) > 1 else "some"
    state = _with_errors(book, in_hand)
    return sentence(
        say(book, f"reporting.{key}", day=day, n=count, all=unit_total(book), state=state)
    )


def _with_errors(book: FigureBook, in_hand: list[Receipt]) -> Phrase:
    wrong = [receipt.unit for receipt in in_hand if receipt.state is ReturnState.WITH_ERRORS]
    if not wrong:
        return NOTHING
    count = counted(book.named("receipts.with_errors"), "Số đơn vị còn lỗi số liệu", wrong, _SOURCE)
    return say(book, "reporting.with_errors", n=count, names=unit_names(book, wrong))


def _on_time(book: FigureBook, in_hand: list[Receipt]) -> Phrase:
    """Units that did well: on time, which takes a deadline, and with nothing left to correct."""
    deadline = book.campaign.deadline
    accepted = [receipt for receipt in in_hand if receipt.state is not ReturnState.WITH_ERRORS]
    units = [r.unit for r in accepted if r.received and not r.is_late(deadline)]
    if deadline is None or not units:
        return NOTHING
    day = format_date(deadline)
    count = counted(book.named("receipts.on_time"), "Số đơn vị gửi đúng hạn", units, _SOURCE)
    name, label = book.named("receipts.accepted"), "Số đơn vị có báo cáo đạt yêu cầu"
    judged = counted(name, label, accepted, _SOURCE)
    ratio = share(count, judged, "Tỷ lệ đơn vị gửi đúng hạn trong số đạt yêu cầu")
    if len(units) == len(book.campaign.units) > 1:
        return sentence(say(book, "reporting.all_on_time", day=day, ratio=ratio))
    names = most_units(book, units)
    return sentence(
        say(book, "reporting.on_time", n=count, all=judged, ratio=ratio, day=day, names=names)
    )


def _late(book: FigureBook, in_hand: list[Receipt]) -> Phrase:
    late = [receipt for receipt in in_hand if receipt.is_late(book.campaign.deadline)]
    if not late:
        return NOTHING
    days = sorted({receipt.received for receipt in late if receipt.received is not None})
    named = [_late_on(book, day, [r.unit for r in late if r.received == day]) for day in days]
    count = counted(book.named("receipts.late"), "Số đơn vị gửi quá hạn", late, _SOURCE)
    return sentence(say(book, "reporting.late", n=count, names=joined(named, "; ")))


def _late_on(book: FigureBook, received: date, units: list[str]) -> Phrase:
    """The units of one day: “Sở Tài chính (nộp ngày 12/12/2025, muộn 02 ngày)”."""
    late = given(
        book.named(f"receipts.days_late@{received.isoformat()}"),
        "Số ngày nộp muộn",
        days_late(received, book.campaign.deadline, book.collection.as_of),
        _SOURCE,
    )
    names = unit_names(book, units)
    key = "late_unit" if len(units) == 1 else "late_units"
    return say(book, f"reporting.{key}", names=names, day=format_date(received), n=late)


def _awaited(book: FigureBook, missing: list[Receipt]) -> Phrase:
    """Units that still have time: named, and not blamed."""
    until = _still_open(book)
    return NOTHING if until is None else _not_returned(book, "awaited", missing, until)


def _missing(book: FigureBook, missing: list[Receipt]) -> Phrase:
    """Units that have not returned although their time is up, or none was set."""
    is_nobody_in = len(missing) == len(book.campaign.units)
    if is_nobody_in or _still_open(book) is not None:
        return NOTHING
    key = "missing_undated" if book.campaign.deadline is None else "missing"
    return _not_returned(book, key, missing)


def _not_returned(book: FigureBook, key: str, missing: list[Receipt], until: str = "") -> Phrase:
    if not missing:
        return NOTHING
    count = counted(book.named("receipts.missing"), "Số đơn vị chưa gửi báo cáo", missing, _SOURCE)
    names = unit_names(book, [receipt.unit for receipt in missing])
    return sentence(say(book, f"reporting.{key}", n=count, until=until, names=names))


def _still_open(book: FigureBook) -> str | None:
    """The deadline in words while it has not passed; ``None`` afterwards or without one."""
    deadline = book.campaign.deadline
    is_open = deadline is not None and book.collection.as_of <= deadline
    return format_date(deadline) if deadline is not None and is_open else None
