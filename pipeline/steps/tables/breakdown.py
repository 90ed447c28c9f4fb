"""What was decided, broken down: by occasion (loại hình), and individuals by object group."""

from __future__ import annotations

from pipeline.domain.document import CellContent, Fill, RowKind, Table, TableColumn, TableRow
from pipeline.domain.figures import Figure
from pipeline.steps.figures import FigureBook
from pipeline.steps.tables.parts import missing_note, total_label


def by_occasion(book: FigureBook) -> Table | None:
    """Occasion × honoree, for the whole cluster."""
    return _breakdown(
        book,
        block="by_occasion",
        rows="occasions",
        label="Loại hình khen thưởng",
        title="Khen thưởng đã có quyết định theo loại hình",
        sheet="Theo loại hình",
    )


def by_object_group(book: FigureBook) -> Table | None:
    """The ministry's object groups of individuals, proposed and decided."""
    return _breakdown(
        book,
        block="by_object_group",
        rows="object_groups",
        label="Nhóm đối tượng",
        title="Cá nhân được đề nghị, được khen theo nhóm đối tượng",
        sheet="Theo nhóm đối tượng",
    )


def _breakdown(
    book: FigureBook, *, block: str, rows: str, label: str, title: str, sheet: str
) -> Table | None:
    """The grid of the form added up; ``None`` when no unit filled it."""
    columns = tuple(
        TableColumn(column.key, column.label, Fill.COUNT, adds_up=True)
        for column in book.forms[0].block(block).columns
    )
    keys = [column.key for column in columns]
    lines = [
        TableRow(RowKind.DATA, {"row": choice.label, **_cells(book, block, keys, (choice.code,))})
        for choice in book.choices(rows)
    ]
    known = [line for line in lines if _is_reported(line)]
    if not known:
        return None
    total = TableRow(RowKind.TOTAL, {"row": total_label(book), **_cells(book, block, keys, ())})
    return Table(
        id=f"table.{block}",
        title=f"{title} {book.campaign.period.label}",
        columns=(TableColumn("row", label, width=3.2), *columns),
        rows=(*known, total),
        sheet=sheet,
        notes=("Tính theo lượt khen.", *missing_note(book)),
    )


def _cells(
    book: FigureBook, block: str, columns: list[str], rows: tuple[str, ...]
) -> dict[str, CellContent]:
    return {column: book.total(block, column, rows) for column in columns}


def _is_reported(row: TableRow) -> bool:
    return any(isinstance(cell, Figure) and cell.value is not None for cell in row.cells.values())
