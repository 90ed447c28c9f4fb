"""Ratings of Party and mass organisations (xếp loại tổ chức đảng, đoàn thể)."""

from __future__ import annotations

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
from pipeline.steps.tables.parts import UNIT, has_value, missing_note, total_label

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
        status = dict(book.answers("ratings", kind.code, "rating_status"))
        rows.append(TableRow(RowKind.HEADING, {"unit": kind.label}))
        rows.extend(
            TableRow(
                RowKind.DATA,
                {
                    "unit": unit.short_name,
                    **_cells(book, kind.code, unit.code),
                    "status": book.choice("rating_statuses", status.get(unit.code)),
                },
            )
            for unit in book.campaign.units
            if rated(book, kind.code, unit.code).value is not None
        )
        rows.append(
            TableRow(
                RowKind.SUBTOTAL,
                {"unit": total_label(book), **_cells(book, kind.code, ""), "status": ""},
            )
        )
    status_column = TableColumn("status", "Tình trạng", width=0.9)
    return Table(
        id="table.ratings_by_unit",
        title="Xếp loại tổ chức đảng, đoàn thể của các đơn vị " + book.campaign.period.label,
        columns=(UNIT, *_columns(book), status_column),
        rows=tuple(rows),
        sheet="PL Xếp loại",
        notes=missing_note(book),
        landscape=True,
    )


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
