"""What most tables share: the unit columns, the total row, the notes about coverage."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import TypeAlias

from pipeline.domain.document import CellContent, Fill, RowKind, Table, TableColumn, TableRow
from pipeline.domain.figures import Figure
from pipeline.domain.submission import Value
from pipeline.domain.vietnamese.dates import format_date
from pipeline.steps.aggregate import HEAD
from pipeline.steps.figures import FigureBook

NUMBER = TableColumn("stt", "STT", Fill.COUNT, width=0.5)
UNIT = TableColumn("unit", "Đơn vị", width=2.2)


Cells: TypeAlias = Callable[[FigureBook, str], Mapping[str, CellContent]]
"""Makes the cells of one unit, or of all units of the book when called with ""."""


def unit_rows(book: FigureBook, cells: Cells) -> tuple[TableRow, ...]:
    """One data row a member unit, in the campaign's order, then the total row.

    In a campaign of many clusters the units of each stand under its name, with a subtotal.
    """
    rows: list[TableRow] = []
    for cluster in book.clusters:
        rows.append(TableRow(RowKind.HEADING, {"stt": cluster.campaign.title}))
        rows.extend(_unit_rows(cluster, cells))
        label: dict[str, CellContent] = {"stt": None, "unit": subtotal_label(cluster)}
        rows.append(TableRow(RowKind.SUBTOTAL, {**label, **cells(cluster, "")}))
    if not rows:
        rows.extend(_unit_rows(book, cells))
    total = TableRow(RowKind.TOTAL, {"stt": None, "unit": total_label(book), **cells(book, "")})
    return (*rows, total)


def _unit_rows(book: FigureBook, cells: Cells) -> Iterator[TableRow]:
    for number, unit in enumerate(book.campaign.units, start=1):
        named: dict[str, CellContent] = {"stt": number, "unit": unit.short_name}
        yield TableRow(RowKind.DATA, {**named, **cells(book, unit.code)})


def summed_by_cluster(table: Table, book: FigureBook) -> Table:
    """A table of ``unit_rows`` with the subtotals of the clusters for rows, and the total."""
    sums = (row for row in table.rows if row.kind is RowKind.SUBTOTAL)
    rows = [
        TableRow(RowKind.DATA, {**row.cells, "stt": number, "unit": _named(cluster)})
        for number, (row, cluster) in enumerate(zip(sums, book.clusters, strict=True), start=1)
    ]
    total = next(row for row in table.rows if row.kind is RowKind.TOTAL)
    columns = (replace(c, label="Cụm, khối") if c is UNIT else c for c in table.columns)
    return replace(
        table,
        title=table.title.replace("theo đơn vị", "theo cụm, khối"),
        columns=tuple(columns),
        rows=(*rows, total),
    )


def total_label(book: FigureBook) -> str:
    """Name the total row, with the coverage while units are missing: 12/15 đơn vị."""
    return f"Tổng cộng{_coverage(book)}"


def subtotal_label(cluster: FigureBook) -> str:
    """Name the subtotal of a cluster, with its coverage while units are missing."""
    return f"Cộng {_named(cluster)}"


def _named(cluster: FigureBook) -> str:
    return f"{cluster.campaign.title}{_coverage(cluster)}"


def _coverage(book: FigureBook) -> str:
    returned, asked = len(book.collection.submissions), len(book.campaign.units)
    return "" if returned == asked else f" ({returned}/{asked} đơn vị)"


def missing_note(book: FigureBook) -> tuple[str, ...]:
    """Why some rows show "—": who has not returned a workbook."""
    missing = book.collection.missing
    if not missing:
        return ()
    return (f"Dấu “—”: chưa có số liệu. Chưa nộp báo cáo: {short_names(book, missing)}.",)


def both_years_note(rows: Iterable[TableRow], now: str) -> tuple[str, ...]:
    """Why a change is not the difference of the two figures beside it, where that is so."""
    for row in rows:
        cells = [row.cells.get(key) for key in (now, "last_year", "change")]
        values = [cell.value for cell in cells if isinstance(cell, Figure)]
        known = [value for value in values if value is not None]
        if len(known) == len(cells) and known[0] - known[1] != known[2]:
            return ("Tăng, giảm chung chỉ tính các đơn vị có số liệu của cả hai kỳ.",)
    return ()


def unit_name(book: FigureBook, code: str) -> str:
    """Short name of a unit; the group's own name for the head's workbook."""
    if code == HEAD:
        return book.campaign.title
    return book.campaign.unit(code).short_name


def text_of(value: Value) -> str:
    """A typed value as table text: dates as dd/mm/yyyy, absent as ""."""
    match value:
        case None:
            return ""
        case date():
            return format_date(value)
        case _:
            return str(value)


def has_value(figures: Iterable[Figure]) -> bool:
    """Whether any of the figures is known and not 0."""
    return any(figure.value for figure in figures)


def short_names(book: FigureBook, codes: Sequence[str]) -> str:
    """Short names of units; of many the first twelve, and how many more."""
    shown = [book.campaign.unit(code).short_name for code in codes[:12]]
    rest = len(codes) - len(shown)
    return ", ".join(shown) + (f" và {rest:02} đơn vị khác" if rest else "")
