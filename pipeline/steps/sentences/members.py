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
    listed,
    paragraph,
    phrase,
    sentence,
)

LONGEST_LIST = 40
"""Beyond so many units the body refers to the table at the end instead of naming them."""


def membership(book: FigureBook) -> tuple[Line, ...]:
    """How many units, who heads them, who joined and who left in the period."""
    campaign = book.campaign
    head = campaign.unit(campaign.head)
    count = phrase("{title} gồm {n} đơn vị thành viên", title=campaign.title, n=unit_total(book))
    roles = phrase("; đơn vị trưởng {group} là {head}", group=campaign.kind.word, head=head.name)
    deputies = listed(campaign.unit(code).name for code in campaign.deputies)
    if deputies:
        deputies = phrase(
            ", đơn vị phó {group} là {names}", group=campaign.kind.word, names=deputies
        )
    return paragraph("units", sentence(count, roles, deputies), _joined(book), _left(book))


def unit_list(book: FigureBook) -> tuple[Line, ...]:
    """Every member unit by its full name, with its part in the group."""
    units = book.campaign.units
    if len(units) > LONGEST_LIST:
        text = "Danh sách đơn vị thành viên nêu tại bảng tình trạng nộp báo cáo cuối báo cáo này."
        return paragraph("long", phrase("{text}", text=text))
    return items((unit.code, joined((unit.name, _role(book, unit)), " – ")) for unit in units)


def _role(book: FigureBook, unit: MemberUnit) -> str:
    campaign = book.campaign
    if unit.code == campaign.head:
        return f"đơn vị trưởng {campaign.kind.word}"
    return f"đơn vị phó {campaign.kind.word}" if unit.code in campaign.deputies else ""


def _joined(book: FigureBook) -> Phrase:
    period = book.campaign.period
    units = [
        (unit, f"{unit.name} (từ ngày {format_date(unit.valid_from)})")
        for unit in book.campaign.units
        if unit.valid_from and period.start < unit.valid_from <= period.end
    ]
    return _moved(book, "joined", "tham gia", units)


def _left(book: FigureBook) -> Phrase:
    period = book.campaign.period
    units = [
        (unit, f"{unit.name} (đến hết ngày {format_date(unit.valid_to)})")
        for unit in book.campaign.units
        if unit.valid_to and period.start <= unit.valid_to < period.end
    ]
    return _moved(book, "left", "thôi tham gia", units)


def _moved(book: FigureBook, name: str, verb: str, units: list[tuple[MemberUnit, str]]) -> Phrase:
    if not units:
        return NOTHING
    source = "campaign.xlsx, sheet Đơn vị"
    count = given(f"units.{name}", f"Số đơn vị {verb} trong kỳ", len(units), source)
    return sentence(
        phrase(
            "trong {period}, có {n} đơn vị {verb} {group}: {names}",
            period=book.campaign.period.label,
            n=count,
            verb=verb,
            group=book.campaign.kind.word,
            names=listed(text for _, text in units),
        )
    )
