"""Direct-worker ratios (người lao động trực tiếp) by unit, decided and proposed."""

from __future__ import annotations

from pipeline.domain.campaign import Counting
from pipeline.domain.catalogue import Honoree
from pipeline.domain.document import (
    CellContent,
    Derivation,
    Fill,
    Formula,
    Table,
    TableColumn,
)
from pipeline.domain.figures import Figure
from pipeline.steps.derive import share
from pipeline.steps.figures import FigureBook
from pipeline.steps.pairs import comparable
from pipeline.steps.tables.award_kinds import all_awards
from pipeline.steps.tables.parts import NUMBER, UNIT, missing_note, unit_rows


def decided(book: FigureBook, unit: str = "") -> Figure:
    """Individuals awarded, counted as the campaign says: events or persons."""
    if book.campaign.counting is Counting.PERSONS:
        return book.total("headcount", "value", ("persons_decided",), unit=unit)
    return all_awards(book, Honoree.INDIVIDUAL, "decided", unit)


def decided_direct(book: FigureBook, unit: str = "") -> Figure:
    """Of these, direct workers."""
    if book.campaign.counting is Counting.PERSONS:
        return book.total("headcount", "value", ("persons_decided_direct",), unit=unit)
    return all_awards(book, Honoree.INDIVIDUAL, "decided_direct", unit)


def proposed(book: FigureBook, unit: str = "") -> Figure:
    """Individuals proposed, always by events: nobody is asked for persons proposed."""
    return all_awards(book, Honoree.INDIVIDUAL, "proposed", unit)


def proposed_direct(book: FigureBook, unit: str = "") -> Figure:
    """Of these, direct workers."""
    return all_awards(book, Honoree.INDIVIDUAL, "proposed_direct", unit)


def headcount(book: FigureBook, row: str, unit: str = "") -> Figure:
    """A headcount figure, such as ``total`` or ``direct``."""
    return book.total("headcount", "value", (row,), unit=unit)


def persons(book: FigureBook, unit: str = "") -> Figure:
    """Individuals awarded, each counted once: the only count a rate of a headcount can use."""
    return headcount(book, "persons_decided", unit)


def persons_direct(book: FigureBook, unit: str = "") -> Figure:
    """Of these, direct workers."""
    return headcount(book, "persons_decided_direct", unit)


def direct_ratio(book: FigureBook) -> Table:
    """Both shares of direct workers by unit, for the report's body."""
    return Table(
        id="table.direct_ratio",
        title="Tỷ lệ khen thưởng, đề nghị khen thưởng đối với người lao động trực tiếp"
        f" {book.campaign.period.label}",
        columns=(NUMBER, UNIT, *_share_columns()),
        rows=unit_rows(book, _shares),
        sheet="Lao động trực tiếp",
        notes=(*definition(book), *missing_note(book)),
        chart=("decided_share", "proposed_share"),
    )


def direct_rates(book: FigureBook) -> Table:
    """The same with headcounts and the rates of persons awarded, for the appendix."""
    heads, once = "Lao động", "Số người được khen (mỗi người tính một lần)"
    return Table(
        id="table.direct_rates",
        title="Tỷ lệ khen thưởng đối với người lao động, người lao động trực tiếp"
        f" {book.campaign.period.label}",
        columns=(
            NUMBER,
            UNIT,
            _count("total", "Tổng số", heads),
            _count("direct", "Trực tiếp", heads),
            *_share_columns(),
            _count("persons", "Tổng số", once),
            _count("persons_direct", "Trực tiếp", once),
            _ratio("rate", "Tỷ lệ trên tổng số lao động", once, "persons", "total"),
            _ratio(
                "direct_rate", "Tỷ lệ trên lao động trực tiếp", once, "persons_direct", "direct"
            ),
        ),
        rows=unit_rows(book, lambda of, unit: {**_shares(of, unit), **_rates(of, unit)}),
        sheet="PL Lao động trực tiếp",
        notes=(*definition(book), *missing_note(book)),
        landscape=True,
    )


def definition(book: FigureBook) -> tuple[str, ...]:
    """What the ratios mean: who is a direct worker, what is counted, how totals are made."""
    counting = (
        "đã khen tính theo người (mỗi người một lần), đề nghị tính theo lượt"
        if book.campaign.counting is Counting.PERSONS
        else "tính theo lượt khen"
    )
    totals = (
        f"Tỷ lệ {counting}; tỷ lệ chung tính từ tổng số của các đơn vị có đủ hai số liệu,"
        " không lấy bình quân tỷ lệ các đơn vị."
    )
    meaning = book.campaign.direct_worker
    if not meaning:
        return (totals,)
    named = meaning.lower().startswith("người lao động trực tiếp")
    return totals, meaning if named else f"Người lao động trực tiếp: {meaning}"


def _count(key: str, label: str, group: str) -> TableColumn:
    return TableColumn(key, label, Fill.COUNT, group, 0.8, adds_up=True)


def _ratio(key: str, label: str, group: str, numerator: str, denominator: str) -> TableColumn:
    formula = Formula(Derivation.RATIO, (numerator, denominator))
    return TableColumn(key, label, Fill.PERCENT, group, 0.9, formula)


def _share_columns() -> tuple[TableColumn, ...]:
    awarded, asked = "Đã có quyết định", "Đề nghị khen thưởng"
    return (
        _count("decided", "Cá nhân được khen", awarded),
        _count("decided_direct", "Lao động trực tiếp", awarded),
        _ratio("decided_share", "Tỷ lệ trực tiếp", awarded, "decided_direct", "decided"),
        _count("proposed", "Cá nhân được đề nghị", asked),
        _count("proposed_direct", "Lao động trực tiếp", asked),
        _ratio("proposed_share", "Tỷ lệ trực tiếp", asked, "proposed_direct", "proposed"),
    )


def _shares(book: FigureBook, unit: str) -> dict[str, CellContent]:
    awarded = comparable(book, lambda u: (decided_direct(book, u), decided(book, u)), unit)
    asked = comparable(book, lambda u: (proposed_direct(book, u), proposed(book, u)), unit)
    return {
        "decided": decided(book, unit),
        "decided_direct": decided_direct(book, unit),
        "decided_share": share(*awarded, "Tỷ lệ trực tiếp trong số được khen"),
        "proposed": proposed(book, unit),
        "proposed_direct": proposed_direct(book, unit),
        "proposed_share": share(*asked, "Tỷ lệ trực tiếp trong số đề nghị"),
    }


def _rates(book: FigureBook, unit: str) -> dict[str, CellContent]:
    everyone = comparable(book, lambda u: (persons(book, u), headcount(book, "total", u)), unit)
    workers = comparable(
        book, lambda u: (persons_direct(book, u), headcount(book, "direct", u)), unit
    )
    return {
        "total": headcount(book, "total", unit),
        "direct": headcount(book, "direct", unit),
        "persons": persons(book, unit),
        "persons_direct": persons_direct(book, unit),
        "rate": share(*everyone, "Tỷ lệ được khen trên tổng số lao động"),
        "direct_rate": share(*workers, "Tỷ lệ được khen trên lao động trực tiếp"),
    }
