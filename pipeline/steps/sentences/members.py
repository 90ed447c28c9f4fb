"""The member units, the head and its deputies (đơn vị thành viên, trưởng, phó cụm)."""

from __future__ import annotations

from pipeline.domain.campaign import MemberUnit
from pipeline.domain.vietnamese.dates import format_date
from pipeline.steps.derive import given
from pipeline.steps.figures import FigureBook
from pipeline.steps.sentences.coverage import unit_total
from pipeline.steps.sentences.phrasing import (
    NOTHING,
    Line,
    Phrase,
    items,
    joined,
    lead,
    listed,
    paragraph,
    phrase,
    say,
    sentence,
)

LONGEST_LIST = 40
"""Beyond so many units the body refers to the table at the end instead of naming them."""


def membership(book: FigureBook) -> tuple[Line, ...]:
    """How many units, who heads them, who joined and who left in the period."""
    who = _clusters(book) if book.clusters else _headed(book)
    moved = (_joined(book), _left(book))
    # What the head itself wrote of changes is printed elsewhere and must not be denied here.
    is_told = any(moved) or bool(book.texts("changes"))
    unchanged = NOTHING if is_told else sentence(say(book, "members.unchanged"))
    return paragraph("units", sentence(who), *moved, unchanged)


def _clusters(book: FigureBook) -> Phrase:
    name, label = book.named("clusters"), "Số cụm, khối thi đua"
    count = given(name, label, len(book.clusters), "campaign.xlsx, sheet Đơn vị")
    title, everyone = book.campaign.title, unit_total(book)
    return say(book, "members.clusters", title=title, n=count, all=everyone)


def _headed(book: FigureBook) -> Phrase:
    campaign = book.campaign
    if not campaign.head:
        return say(book, "members.units_only", title=campaign.title, n=unit_total(book))
    deputies = listed(campaign.unit(code).name for code in campaign.deputies)
    return say(
        book,
        "members.units",
        title=campaign.title,
        n=unit_total(book),
        head=campaign.unit(campaign.head).name,
        deputies=say(book, "members.deputies", names=deputies) if deputies else NOTHING,
    )


def _cluster(book: FigureBook) -> Phrase:
    """One of many clusters: how many units, and its head where it is marked."""
    campaign = book.campaign
    head = NOTHING
    if campaign.head:
        head = say(book, "members.cluster_head", head=campaign.unit(campaign.head).name)
    title, count = lead(campaign.title), unit_total(book)
    return say(book, "members.of_cluster", title=title, n=count, head=head)


def unit_list(book: FigureBook) -> tuple[Line, ...]:
    """Every member unit by its full name, with its part in the group; of many clusters these."""
    if book.clusters:
        return items((one.campaign.scope, _cluster(one)) for one in book.clusters)
    units = book.campaign.units
    if len(units) > LONGEST_LIST:
        return paragraph("long", say(book, "members.too_many"))
    named = ((unit.code, joined((_named(book, unit), _role(book, unit)), " – ")) for unit in units)
    return items(named)


def _named(book: FigureBook, unit: MemberUnit) -> Phrase:
    """The full name, and the short one where it is another: the sentences below use it."""
    if unit.short_name == unit.name:
        return phrase("{name}", name=unit.name)
    return say(book, "members.abbreviated", unit=unit.name, short=unit.short_name)


def _role(book: FigureBook, unit: MemberUnit) -> Phrase:
    campaign = book.campaign
    if unit.code == campaign.head:
        return say(book, "members.is_head")
    return say(book, "members.is_deputy") if unit.code in campaign.deputies else NOTHING


def _joined(book: FigureBook) -> Phrase:
    period = book.campaign.period
    units = [
        say(book, "members.from", unit=unit.name, day=format_date(unit.valid_from))
        for unit in book.campaign.units
        if unit.valid_from and period.start < unit.valid_from <= period.end
    ]
    return _moved(book, "joined", "Số đơn vị tham gia trong kỳ", units)


def _left(book: FigureBook) -> Phrase:
    period = book.campaign.period
    units = [
        say(book, "members.until", unit=unit.name, day=format_date(unit.valid_to))
        for unit in book.campaign.units
        if unit.valid_to and period.start <= unit.valid_to < period.end
    ]
    return _moved(book, "left", "Số đơn vị thôi tham gia trong kỳ", units)


def _moved(book: FigureBook, name: str, label: str, units: list[Phrase]) -> Phrase:
    if not units:
        return NOTHING
    source = "campaign.xlsx, sheet Đơn vị"
    count = given(book.named(f"units.{name}"), label, len(units), source)
    return sentence(say(book, f"members.{name}", n=count, names=listed(units)))
