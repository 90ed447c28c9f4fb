"""Movements launched by the group and by its units (phong trào theo đợt, chuyên đề)."""

from __future__ import annotations

from pipeline.domain.figures import Figure
from pipeline.steps.figures import FigureBook, Record
from pipeline.steps.sentences.coverage import none_listed, so_far_returned, unit_name
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
    paragraph,
    phrase,
    sentence,
)
from pipeline.steps.tables.parts import text_of


def cluster_movements(book: FigureBook) -> tuple[Line, ...]:
    """What the group itself launched, by name; silent until the head has answered."""
    if book.collection.head is None:
        return ()
    group, period = book.campaign.kind.word, book.campaign.period.label
    count = book.count("cluster_launched")
    if not count.value:
        none = phrase(
            "trong {period}, đơn vị trưởng {group} không báo cáo phong trào thi đua nào do"
            " {group} phát động",
            period=period,
            group=group,
        )
        return paragraph("count", sentence(none))
    said = phrase(
        "trong {period}, {group} đã phát động {n} phong trào thi đua:",
        period=period,
        group=group,
        n=count,
    )
    records = book.records("cluster_launched")
    return (
        *paragraph("count", sentence(said)),
        *items((record.row, _described(book, "cluster_launched", record)) for record in records),
    )


def unit_movements(book: FigureBook) -> tuple[Line, ...]:
    """How many movements the units launched, and who was commended in them."""
    count = book.count("launched")
    if not count.value:
        what = f"phát động phong trào thi đua trong {book.campaign.period.label}"
        return paragraph("count", none_listed(book, what))
    said = phrase(
        "có {units} đơn vị phát động {n} phong trào thi đua theo đợt, chuyên đề",
        units=book.units_listing("launched"),
        n=count,
    )
    commended = _honoured(
        book.total("launched", "collectives"), book.total("launched", "individuals")
    )
    return paragraph("count", sentence(so_far_returned(book), said, commended))


def unit_movement_list(book: FigureBook) -> tuple[Line, ...]:
    """The units' movements by unit, counted and named."""
    units = dict.fromkeys(record.unit for record in book.records("launched"))
    return items((unit, _of_unit(book, unit)) for unit in units)


def _of_unit(book: FigureBook, unit: str) -> Phrase:
    named = joined(
        (_described(book, "launched", record) for record in book.records("launched", unit=unit)),
        "; ",
    )
    return phrase(
        "{unit} ({n} phong trào): {named}",
        unit=lead(unit_name(book, unit)),
        n=book.count("launched", unit=unit),
        named=named,
    )


def _described(book: FigureBook, block: str, record: Record) -> Phrase:
    """“Name” (chuyên đề; từ ngày …): khen thưởng …. Result."""
    values = record.values
    facts = (
        lower_first(book.choice("movement_kinds", values.get("kind"))),
        _dates(text_of(values.get("start")), text_of(values.get("end"))),
    )
    rows = (record.row,)
    commended = _honoured(
        book.total(block, "collectives", rows, unit=record.unit),
        book.total(block, "individuals", rows, unit=record.unit),
    )
    result = " ".join(text_of(values.get("result")).split()).rstrip(" .;")
    return phrase(
        "{name}{facts}{commended}{result}",
        name=title(text_of(values.get("name"))),
        facts=aside(joined(facts)),
        commended=commended,
        result=f": {result}" if result else "",
    )


def _dates(start: str, end: str) -> str:
    if start and end:
        return f"từ ngày {start} đến ngày {end}"
    if start:
        return f"từ ngày {start}"
    return f"đến ngày {end}" if end else ""


def _honoured(collectives: Figure, individuals: Figure) -> Phrase:
    said = honours((collectives, "tập thể"), (individuals, "cá nhân"))
    return phrase(", khen thưởng {said}", said=said) if said else NOTHING
