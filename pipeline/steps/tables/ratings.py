"""Ratings of Party and mass organisations (xếp loại tổ chức đảng, đoàn thể)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from pipeline.domain.document import (
    CellContent,
    Derivation,
    Fill,
    Formula,
    RowKind,
    Table,
    TableColumn,
    TableRow,
)
from pipeline.domain.figures import Figure
from pipeline.domain.form import Choice
from pipeline.steps.derive import plus, share
from pipeline.steps.figures import FigureBook
from pipeline.steps.tables.parts import UNIT, has_value, missing_note, subtotal_label, total_label

EXPECTED = "expected"


def levels(book: FigureBook) -> tuple[Choice, ...]:
    """The rating levels of the period, best first."""
    return book.choices("rating_levels")


def organisations(book: FigureBook) -> tuple[Choice, ...]:
    """The kinds of organisation that are rated."""
    return book.choices("organisations")


def rated(book: FigureBook, organisation: str, unit: str = "") -> Figure:
    """How many organisations of a kind were rated, over all levels."""
    return plus(
        [book.total("ratings", level.code, (organisation,), unit=unit) for level in levels(book)],
        "Số tổ chức được xếp loại",
    )


def ratings(book: FigureBook) -> Table:
    """One row a kind of organisation, for the whole cluster."""
    rows = tuple(
        TableRow(RowKind.DATA, {"unit": kind.label, **_cells(book, kind.code, "")})
        for kind in organisations(book)
    )
    return Table(
        id="table.ratings",
        title=f"Xếp loại tổ chức đảng, đoàn thể {book.campaign.period.label}",
        columns=(TableColumn("unit", "Tổ chức", width=2.2), *_columns(book)),
        rows=rows,
        sheet="Xếp loại chung",
        notes=(*_expected_note(book), *missing_note(book)),
    )


def ratings_by_unit(book: FigureBook) -> Table:
    """A heading a kind of organisation, then one row a unit, then the total."""
    rows: list[TableRow] = []
    for kind in organisations(book):
        rows.append(TableRow(RowKind.HEADING, {"unit": kind.label}))
        first = len(rows)
        for group in book.clusters or (book,):
            own = list(_unit_rows(group, kind.code))
            rows.extend(own)
            if own and book.clusters:
                rows.append(_sum(group, kind.code, subtotal_label(group)))
        data = (i for i, row in enumerate(rows) if i >= first and row.kind is RowKind.DATA)
        adds = tuple(data) if book.clusters else ()
        rows.append(replace(_sum(book, kind.code, total_label(book)), adds=adds))
    status = TableColumn("status", "Tình trạng", width=0.9)
    return Table(
        id="table.ratings_by_unit",
        title="Xếp loại tổ chức đảng, đoàn thể của các đơn vị " + book.campaign.period.label,
        columns=(UNIT, *_columns(book), status),
        rows=tuple(rows),
        sheet="PL Xếp loại",
        notes=missing_note(book),
        landscape=True,
    )


def _unit_rows(book: FigureBook, organisation: str) -> Iterator[TableRow]:
    found = dict(book.answers("ratings", organisation, "rating_status"))
    for unit in book.campaign.units:
        if rated(book, organisation, unit.code).value is not None:
            status = book.choice("rating_statuses", found.get(unit.code))
            cells = _cells(book, organisation, unit.code)
            yield TableRow(RowKind.DATA, {"unit": unit.short_name, **cells, "status": status})


def _sum(book: FigureBook, organisation: str, label: str) -> TableRow:
    cells = _cells(book, organisation, "")
    return TableRow(RowKind.SUBTOTAL, {"unit": label, **cells, "status": ""})


def _columns(book: FigureBook) -> tuple[TableColumn, ...]:
    codes = tuple(level.code for level in levels(book))
    counts = Formula(Derivation.SUM, codes)
    columns = [TableColumn("rated", "Được xếp loại", Fill.COUNT, width=0.8, formula=counts)]
    for level in levels(book):
        formula = Formula(Derivation.RATIO, (level.code, "rated"))
        group = level.label
        columns.append(TableColumn(level.code, "SL", Fill.COUNT, group, 0.6, adds_up=True))
        columns.append(TableColumn(f"{level.code}_share", "%", Fill.PERCENT, group, 0.7, formula))
    return tuple(columns)


def _cells(book: FigureBook, organisation: str, unit: str) -> dict[str, CellContent]:
    whole = rated(book, organisation, unit)
    cells: dict[str, CellContent] = {"rated": whole}
    for level in levels(book):
        count = book.total("ratings", level.code, (organisation,), unit=unit)
        cells[level.code] = count
        cells[f"{level.code}_share"] = share(count, whole, f"Tỷ lệ {level.label}")
    return cells


def expected_count(book: FigureBook, organisation: str) -> Figure:
    """How many units gave an expected ("dự kiến"), not an official rating."""
    return book.units_with("ratings", "rating_status", (EXPECTED,), organisation)


def _expected_note(book: FigureBook) -> tuple[str, ...]:
    counts = [expected_count(book, kind.code) for kind in organisations(book)]
    return ("Kết quả của một số đơn vị là dự kiến.",) if has_value(counts) else ()
