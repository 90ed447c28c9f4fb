"""Movements launched by the group and by its units (phong trào theo đợt, chuyên đề)."""

from __future__ import annotations

from pipeline.steps.figures import FigureBook
from pipeline.steps.listed import Record
from pipeline.steps.sentences.coverage import (
    none_listed,
    so_far_returned,
    these_units,
    unit_name,
)
from pipeline.steps.sentences.movements import honours, title
from pipeline.steps.sentences.phrasing import (
    NOTHING,
    Line,
    Phrase,
    aside,
    items,
    joined,
    lead,
    lower_first,
    numbered,
    one_line,
    paragraph,
    say,
    sentence,
)
from pipeline.steps.tables.parts import text_of

LONGEST_LIST = 30
"""Beyond so many movements of units the body gives their names only."""


def cluster_movements(book: FigureBook) -> tuple[Line, ...]:
    """What the group itself launched, by name; silent until the head has answered."""
    if book.collection.head is None or book.campaign.scope:
        return ()
    count = book.count("cluster_launched")
    if not count.value:
        return paragraph("count", sentence(say(book, "launched.none_by_group")))
    records = book.records("cluster_launched")
    return (
        *paragraph("count", sentence(say(book, "launched.by_group", n=count))),
        *items((record.row, _described(book, "cluster_launched", record)) for record in records),
    )


def unit_movements(book: FigureBook) -> tuple[Line, ...]:
    """How many movements the units launched, and who was commended in them."""
    count = book.count("launched")
    if not count.value:
        return paragraph("count", none_listed(book, say(book, "launched.doing")))
    collectives, individuals = (
        book.total("launched", column) for column in ("collectives", "individuals")
    )
    commended = honours(book, collectives, individuals)
    said = say(
        book,
        "launched.by_units",
        so_far=so_far_returned(book),
        who=these_units(book, book.units_listing("launched")),
        n=count,
        commended=say(book, "launched.commended", said=commended) if commended else NOTHING,
    )
    return paragraph("count", sentence(said))


def unit_movement_list(book: FigureBook) -> tuple[Line, ...]:
    """The units' movements by unit, counted and named."""
    is_long = (book.count("launched").value or 0) > LONGEST_LIST
    units = book.listing("launched")
    return items((unit, _of_unit(book, unit, is_long=is_long)) for unit in units)


def digest(book: FigureBook) -> Phrase:
    """How many movements how many units launched, in a few words."""
    count = book.count("launched")
    if not count.value:
        return NOTHING
    return say(book, "launched.digest", units=book.units_listing("launched"), n=count)


def _of_unit(book: FigureBook, unit: str, *, is_long: bool) -> Phrase:
    records = book.records("launched", unit=unit)
    said = (
        joined((title(text_of(record.values.get("name"))) for record in records), "; ")
        if is_long
        else numbered(book, [_described(book, "launched", record) for record in records])
    )
    return say(
        book,
        "launched.of_unit",
        unit=lead(unit_name(book, unit)),
        n=book.count("launched", unit=unit),
        said=said,
    )


def _described(book: FigureBook, block: str, record: Record) -> Phrase:
    """“Name” (chuyên đề, từ ngày …), khen thưởng …; kết quả: …."""
    values, rows = record.values, (record.row,)
    facts = (
        lower_first(book.choice("movement_kinds", values.get("kind"))),
        _dates(book, text_of(values.get("start")), text_of(values.get("end"))),
    )
    collectives, individuals = (
        book.total(block, column, rows, unit=record.unit)
        for column in ("collectives", "individuals")
    )
    commended = honours(book, collectives, individuals)
    result = one_line(text_of(values.get("result")))
    return say(
        book,
        "launched.one",
        name=title(text_of(values.get("name"))),
        facts=aside(joined(facts)),
        commended=say(book, "launched.commended", said=commended) if commended else NOTHING,
        result=say(book, "launched.result", text=result) if result else NOTHING,
    )


def _dates(book: FigureBook, start: str, end: str) -> Phrase:
    if start and end:
        return say(book, "launched.from_to", start=start, end=end)
    if start:
        return say(book, "launched.from", start=start)
    return say(book, "launched.until", end=end) if end else NOTHING
