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


def direct_ratio(book: FigureBook) -> Table:
    """Both shares of direct workers, the direct rate and the award rate, by unit."""
    awarded, asked = "Đã có quyết định", "Đề nghị khen thưởng"
    return Table(
        id="table.direct_ratio",
        title="Tỷ lệ khen thưởng, đề nghị khen thưởng đối với người lao động trực tiếp"
        f" {book.campaign.period.label}",
        columns=(
            NUMBER,
            UNIT,
            _count("total", "Tổng số lao động", "Lao động"),
            _count("direct", "Lao động trực tiếp", "Lao động"),
            _count("decided", "Cá nhân được khen", awarded),
            _count("decided_direct", "Lao động trực tiếp được khen", awarded),
            _ratio(
                "decided_share", "Tỷ lệ trong số được khen", awarded, "decided_direct", "decided"
            ),
            _ratio("rate", "Tỷ lệ trên lao động trực tiếp", awarded, "decided_direct", "direct"),
            _count("proposed", "Cá nhân được đề nghị", asked),
            _count("proposed_direct", "Lao động trực tiếp được đề nghị", asked),
            _ratio(
                "proposed_share", "Tỷ lệ trong số đề nghị", asked, "proposed_direct", "proposed"
            ),
        ),
        rows=unit_rows(book, lambda unit: _cells(book, unit)),
        sheet="PL IV Lao động trực tiếp",
        notes=(*definition(book), *missing_note(book)),
        landscape=True,
        chart=("decided_share", "proposed_share"),
    )


def definition(book: FigureBook) -> tuple[str, ...]:
    """What the ratios mean: who is a direct worker, what is counted, how totals are made."""
    counting = (
        "đã khen tính theo người (mỗi người một lần), đề nghị tính theo lượt"
        if book.campaign.counting is Counting.PERSONS
        else "tính theo lượt khen"
    )
    lines = (
        f"Tỷ lệ {counting}; tỷ lệ chung tính từ tổng số, không lấy bình quân tỷ lệ các đơn vị.",
    )
    if book.campaign.direct_worker:
        return (*lines, f"Người lao động trực tiếp: {book.campaign.direct_worker.rstrip('.')}.")
    return lines


def _count(key: str, label: str, group: str) -> TableColumn:
    return TableColumn(key, label, Fill.COUNT, group, 0.8, adds_up=True)


def _ratio(key: str, label: str, group: str, numerator: str, denominator: str) -> TableColumn:
    formula = Formula(Derivation.RATIO, (numerator, denominator))
    return TableColumn(key, label, Fill.PERCENT, group, 0.9, formula)


def _cells(book: FigureBook, unit: str) -> dict[str, CellContent]:
    direct = headcount(book, "direct", unit)
    awarded, awarded_direct = decided(book, unit), decided_direct(book, unit)
    asked, asked_direct = proposed(book, unit), proposed_direct(book, unit)
    return {
        "total": headcount(book, "total", unit),
        "direct": direct,
        "decided": awarded,
        "decided_direct": awarded_direct,
        "decided_share": share(awarded_direct, awarded, "Tỷ lệ trực tiếp trong số được khen"),
        "rate": share(awarded_direct, direct, "Tỷ lệ được khen trên lao động trực tiếp"),
        "proposed": asked,
        "proposed_direct": asked_direct,
        "proposed_share": share(asked_direct, asked, "Tỷ lệ trực tiếp trong số đề nghị"),
    }
