"""Training, inspection and staff of the emulation service (một số công tác khác)."""

from __future__ import annotations

from pipeline.steps.derive import plus
from pipeline.steps.figures import FigureBook, Record
from pipeline.steps.sentences.coverage import (
    none_listed,
    of_fewer,
    so_far,
    so_far_returned,
    unit_name,
    unit_names,
    widest,
)
from pipeline.steps.sentences.phrasing import (
    NOTHING,
    Line,
    Phrase,
    aside,
    items,
    joined,
    lead,
    listed,
    paragraph,
    phrase,
    sentence,
)
from pipeline.steps.tables.parts import text_of


def training(book: FigureBook) -> tuple[Line, ...]:
    """How many units held training, which, how many classes and participants."""
    count = book.count("training")
    if not count.value:
        what = "tổ chức tập huấn, bồi dưỡng nghiệp vụ thi đua, khen thưởng"
        return paragraph("count", none_listed(book, what))
    people = book.total("training", "participants")
    units = book.units_listing("training")
    said = phrase(
        "có {units} đơn vị tổ chức {n} lớp tập huấn, bồi dưỡng nghiệp vụ thi đua, khen thưởng"
        "{people}: {names}",
        units=units,
        n=count,
        people=phrase(" với {n} lượt người tham dự", n=people) if people.value else NOTHING,
        names=unit_names(book, units.units),
    )
    return paragraph("count", sentence(so_far_returned(book), said))


def training_list(book: FigureBook) -> tuple[Line, ...]:
    """The classes by unit: content, day, participants."""
    return _by_unit(book, "training")


def inspections(book: FigureBook) -> tuple[Line, ...]:
    """How many units inspected, which, how many times."""
    count = book.count("inspections")
    if not count.value:
        what = "tổ chức kiểm tra, giám sát công tác thi đua, khen thưởng"
        return paragraph("count", none_listed(book, what))
    units = book.units_listing("inspections")
    said = phrase(
        "có {units} đơn vị tổ chức {n} cuộc kiểm tra, giám sát công tác thi đua, khen thưởng:"
        " {names}",
        units=units,
        n=count,
        names=unit_names(book, units.units),
    )
    return paragraph("count", sentence(so_far_returned(book), said))


def inspection_list(book: FigureBook) -> tuple[Line, ...]:
    """The inspections by unit: who was inspected, when, about what, with what result."""
    return _by_unit(book, "inspections")


def staff(book: FigureBook) -> tuple[Line, ...]:
    """Full-time and part-time staff of the emulation service."""
    full = book.total("headcount", "value", ("staff_full",))
    part = book.total("headcount", "value", ("staff_part",))
    both = plus([full, part], "Số người làm công tác thi đua, khen thưởng")
    if both.value is None:
        nobody = "chưa có đơn vị nào báo cáo số người làm công tác thi đua, khen thưởng"
        return paragraph("count", sentence(nobody))
    widest_of = widest(figure for figure in (full, part) if figure.value is not None)
    basis = so_far(widest_of)
    if not both.value:
        none = "các đơn vị chưa bố trí người làm công tác thi đua, khen thưởng"
        return paragraph("count", sentence(basis, none))
    kinds = listed(
        phrase(
            "{n} người {word}{fewer}", n=figure, word=word, fewer=aside(of_fewer(figure, widest_of))
        )
        for figure, word in ((full, "chuyên trách"), (part, "kiêm nhiệm"))
        if figure.value
    )
    said = phrase(
        "các đơn vị trong {group} có {n} người làm công tác thi đua, khen thưởng, gồm {kinds}",
        group=book.campaign.kind.word,
        n=both,
        kinds=kinds,
    )
    return paragraph("count", sentence(basis, said), _with_full_time(book))


def _with_full_time(book: FigureBook) -> Phrase:
    """Units that have full-time staff, when not all of them."""
    units = [
        unit.code
        for unit in book.campaign.units
        if book.total("headcount", "value", ("staff_full",), unit=unit.code).value
    ]
    if not units or len(units) == len(book.campaign.units):
        return NOTHING
    return sentence("đơn vị có người làm công tác chuyên trách: ", unit_names(book, units))


def _by_unit(book: FigureBook, block: str) -> tuple[Line, ...]:
    describe = {"training": _class, "inspections": _inspection}[block]
    units = dict.fromkeys(record.unit for record in book.records(block))
    return items(
        (
            unit,
            phrase(
                "{unit}: {said}",
                unit=lead(unit_name(book, unit)),
                said=joined((describe(book, r) for r in book.records(block, unit=unit)), "; "),
            ),
        )
        for unit in units
    )


def _class(book: FigureBook, record: Record) -> Phrase:
    day = text_of(record.values.get("date"))
    people = book.total("training", "participants", (record.row,), unit=record.unit)
    facts = joined(
        (
            f"ngày {day}" if day else "",
            phrase("{n} người dự", n=people) if people.value is not None else NOTHING,
        )
    )
    return joined((_one_line(record, "content"), aside(facts)), "")


def _inspection(_: FigureBook, record: Record) -> Phrase:
    day = text_of(record.values.get("date"))
    content, result = _one_line(record, "content"), _one_line(record, "result")
    named = joined((_one_line(record, "subject"), aside(f"ngày {day}" if day else "")), "")
    return joined((named, content, f"kết quả: {result}" if result else ""), ", ")


def _one_line(record: Record, column: str) -> str:
    return " ".join(text_of(record.values.get(column)).split()).rstrip(" .;")
