"""Training, inspection and staff of the emulation service (một số công tác khác)."""

from __future__ import annotations

from pipeline.domain.figures import Figure
from pipeline.steps.derive import plus
from pipeline.steps.figures import FigureBook
from pipeline.steps.listed import Record
from pipeline.steps.sentences.coverage import (
    most_units,
    none_listed,
    of_fewer,
    so_far,
    so_far_returned,
    these_units,
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
    numbered,
    one_line,
    paragraph,
    say,
    sentence,
)
from pipeline.steps.tables.parts import text_of

LONGEST_LIST = 30
"""Beyond so many classes or inspections the body names the units, the appendix lists the rest."""


def training(book: FigureBook) -> tuple[Line, ...]:
    """How many units held training, which, how many classes and participants."""
    return _held(book, "training")


def training_list(book: FigureBook) -> tuple[Line, ...]:
    """The classes by unit: content, day, participants."""
    return _by_unit(book, "training")


def inspections(book: FigureBook) -> tuple[Line, ...]:
    """How many units inspected, which, how many times."""
    return _held(book, "inspections")


def inspection_list(book: FigureBook) -> tuple[Line, ...]:
    """The inspections by unit: who was inspected, when, about what, with what result."""
    return _by_unit(book, "inspections")


def staff(book: FigureBook) -> tuple[Line, ...]:
    """Full-time and part-time staff of the emulation service."""
    kinds = {
        name: book.total("headcount", "value", (f"staff_{name}",)) for name in ("full", "part")
    }
    both = plus(kinds.values(), "Số người làm công tác thi đua, khen thưởng")
    if both.value is None:
        return paragraph("count", sentence(say(book, "service.staff_unknown")))
    basis = widest(figure for figure in kinds.values() if figure.value is not None)
    opening = so_far(book, basis)
    if not both.value:
        return paragraph("count", sentence(say(book, "service.staff_none", so_far=opening)))
    said = say(
        book,
        "service.staff",
        so_far=opening,
        n=both,
        kinds=_kinds(book, kinds, basis),
    )
    return paragraph("count", sentence(said), _with_full_time(book))


def _kinds(book: FigureBook, kinds: dict[str, Figure], basis: Figure) -> Phrase:
    known = {name: figure for name, figure in kinds.items() if figure.value}
    (name, only), *others = known.items()
    reported = [figure for figure in kinds.values() if figure.value is not None]
    if not others and only.value != 1 and len(reported) == len(kinds):
        return say(book, f"service.staff_all_{name}")
    said = listed(
        say(book, f"service.staff_{name}", n=n, notes=aside(of_fewer(book, n, basis)))
        for name, n in known.items()
    )
    return say(book, "service.staff_kinds", said=said)


def _with_full_time(book: FigureBook) -> Phrase:
    """Units that have full-time staff, when not all of them."""
    units = [
        unit.code
        for unit in book.campaign.units
        if book.total("headcount", "value", ("staff_full",), unit=unit.code).value
    ]
    if not units or len(units) == len(book.campaign.units):
        return NOTHING
    return sentence(say(book, "service.with_full_time", names=unit_names(book, units)))


def _held(book: FigureBook, block: str) -> tuple[Line, ...]:
    """Who did it and how often; the units by name where no list below names them."""
    count = book.count(block)
    if not count.value:
        return paragraph("count", none_listed(book, say(book, f"service.{block}_doing")))
    units = book.units_listing(block)
    is_long = (count.value or 0) > LONGEST_LIST
    named = is_long and units.value != len(book.campaign.units)
    names = most_units(book, units.units)
    people = book.total("training", "participants")
    said = say(
        book,
        f"service.{block}",
        so_far=so_far_returned(book),
        who=these_units(book, units),
        n=count,
        people=say(book, "service.participants", n=people) if people.value else NOTHING,
        names=say(book, "service.names", names=names) if named else NOTHING,
    )
    return paragraph("count", sentence(said))


def _by_unit(book: FigureBook, block: str) -> tuple[Line, ...]:
    if (book.count(block).value or 0) > LONGEST_LIST:
        return ()
    describe = {"training": _class, "inspections": _inspection}[block]
    return items(
        (
            unit,
            say(
                book,
                "service.of_unit",
                unit=lead(unit_name(book, unit)),
                said=numbered(book, [describe(book, r) for r in book.records(block, unit=unit)]),
            ),
        )
        for unit in book.listing(block)
    )


def _class(book: FigureBook, record: Record) -> Phrase:
    people = book.total("training", "participants", (record.row,), unit=record.unit)
    attended = NOTHING if people.value is None else say(book, "service.attended", n=people)
    facts = joined((_day(book, record), attended))
    return joined((_text(record, "content"), aside(facts)), "")


def _inspection(book: FigureBook, record: Record) -> Phrase:
    """Whatever is told of who, when, about what, with what result."""
    subject, content, result = (
        _text(record, column) for column in ("subject", "content", "result")
    )
    day = _day(book, record)
    about = (
        joined((subject, aside(day)), "") if subject else day,
        say(book, "service.content", text=content) if content else NOTHING,
        say(book, "service.result", text=result) if result else NOTHING,
    )
    return joined(about, "; ")


def _day(book: FigureBook, record: Record) -> Phrase:
    day = text_of(record.values.get("date"))
    return say(book, "service.day", day=day) if day else NOTHING


def _text(record: Record, column: str) -> str:
    return one_line(text_of(record.values.get(column)))
