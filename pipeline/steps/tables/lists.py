"""Tables that list what units wrote: documents, models, training, inspections; and the staff."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

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
from pipeline.steps.derive import plus
from pipeline.steps.figures import FigureBook
from pipeline.steps.listed import Record
from pipeline.steps.tables.long_tables import MOST_ROWS, RowsOnDemand
from pipeline.steps.tables.parts import (
    NUMBER,
    UNIT,
    missing_note,
    text_of,
    unit_name,
    unit_rows,
)


@dataclass(frozen=True, slots=True)
class Listing:
    """How one records block is printed.

    Attributes:
        blocks: Its blocks, the head's first.
        choices: Column key → dropdown list, for columns printed by label.
        numbers: Columns that hold a number, printed as figures.
    """

    blocks: tuple[str, ...]
    columns: tuple[TableColumn, ...]
    choices: tuple[tuple[str, str], ...] = ()
    numbers: tuple[str, ...] = ()


DOCUMENTS = Listing(
    ("cluster_documents", "documents"),
    (
        TableColumn("number", "Số, ký hiệu", width=1.4),
        TableColumn("date", "Ngày ban hành", width=1.0),
        TableColumn("type", "Loại văn bản", width=1.1),
        TableColumn("issuer_level", "Cấp ban hành", width=1.6),
        TableColumn("issuer", "Cơ quan, đơn vị ban hành", width=1.8),
        TableColumn("subject", "Trích yếu nội dung", width=3.6),
    ),
    (("type", "document_types"), ("issuer_level", "issuer_levels")),
)
MODELS = Listing(
    ("models",),
    (
        TableColumn("kind", "Loại", width=1.1),
        TableColumn("name", "Tên tập thể, cá nhân, mô hình", width=2.2),
        TableColumn("achievement", "Thành tích, nội dung tiêu biểu", width=3.4),
        TableColumn("field", "Lĩnh vực", width=1.3),
        TableColumn("stage", "Kết quả nhân rộng", width=1.2),
    ),
    (("kind", "model_kinds"), ("stage", "model_stages")),
)
TRAINING = Listing(
    ("training",),
    (
        TableColumn("content", "Nội dung tập huấn", width=4),
        TableColumn("date", "Ngày tổ chức", width=1.1),
        TableColumn("participants", "Số người dự", Fill.COUNT, width=1.0, adds_up=True),
    ),
    numbers=("participants",),
)
INSPECTIONS = Listing(
    ("inspections",),
    (
        TableColumn("subject", "Đơn vị được kiểm tra", width=2.2),
        TableColumn("date", "Ngày kiểm tra", width=1.1),
        TableColumn("content", "Nội dung kiểm tra", width=2.6),
        TableColumn("result", "Kết quả, kiến nghị", width=2.6),
    ),
)


def documents(book: FigureBook) -> Table | None:
    """Appendix I: every document, the cluster's first, then each unit's, counted by issuer."""
    return _listing(
        book,
        DOCUMENTS,
        "table.documents",
        "Danh mục văn bản chỉ đạo, triển khai công tác thi đua, khen thưởng",
        "PL I Văn bản",
    )


def models(book: FigureBook) -> Table | None:
    """Exemplary models by name (điển hình tiên tiến)."""
    title = "Điển hình tiên tiến, nhân tố mới, cách làm hay"
    return _listing(book, MODELS, "table.models", title, "PL Điển hình")


def training(book: FigureBook) -> Table | None:
    """Training held, with the number of participants."""
    title = "Tập huấn, bồi dưỡng nghiệp vụ thi đua, khen thưởng"
    return _listing(book, TRAINING, "table.training", title, "PL Tập huấn")


def inspections(book: FigureBook) -> Table | None:
    """Inspection and supervision."""
    title = "Kiểm tra, giám sát công tác thi đua, khen thưởng"
    return _listing(book, INSPECTIONS, "table.inspections", title, "PL Kiểm tra")


def staff(book: FigureBook) -> Table:
    """Staff of the emulation service by unit, full and part time."""

    def cells(of: FigureBook, unit: str) -> dict[str, CellContent]:
        full = of.total("headcount", "value", ("staff_full",), unit=unit)
        part = of.total("headcount", "value", ("staff_part",), unit=unit)
        return {"full": full, "part": part, "both": plus([full, part], "Người làm công tác TĐKT")}

    return Table(
        id="table.staff",
        title=f"Người làm công tác thi đua, khen thưởng {book.campaign.period.label}",
        columns=(
            NUMBER,
            UNIT,
            TableColumn("full", "Chuyên trách", Fill.COUNT, adds_up=True),
            TableColumn("part", "Kiêm nhiệm", Fill.COUNT, adds_up=True),
            TableColumn(
                "both", "Cộng", Fill.COUNT, formula=Formula(Derivation.SUM, ("full", "part"))
            ),
        ),
        rows=unit_rows(book, cells),
        sheet="Bộ máy",
        notes=missing_note(book),
    )


def _listing(
    book: FigureBook, listing: Listing, table_id: str, title: str, sheet: str
) -> Table | None:
    units = dict.fromkeys(unit for block in listing.blocks for unit in book.listing(block))
    if not units:
        return None
    return Table(
        id=table_id,
        title=f"{title} {book.campaign.period.label}",
        columns=(NUMBER, *listing.columns),
        rows=_rows(book, listing, tuple(units)),
        sheet=sheet,
        notes=missing_note(book),
        landscape=True,
    )


def _rows(book: FigureBook, listing: Listing, units: tuple[str, ...]) -> Sequence[TableRow]:
    """All units' rows; of very many they are made as they are asked for."""
    counts = [1 + sum(book.listed(block, unit) for block in listing.blocks) for unit in units]
    last = _total(book, listing) if listing.numbers else None
    made = RowsOnDemand(counts, lambda at: _rows_of(book, listing, units[at]), last)
    return made if len(made) > MOST_ROWS else tuple(made)


def _total(book: FigureBook, listing: Listing) -> TableRow:
    totals: dict[str, CellContent] = {
        column: book.total(listing.blocks[-1], column) for column in listing.numbers
    }
    return TableRow(RowKind.TOTAL, {"stt": None, listing.columns[0].key: "Tổng cộng", **totals})


def _rows_of(book: FigureBook, listing: Listing, unit: str) -> list[TableRow]:
    """A heading with the unit's name and count, then its records."""
    count = sum(book.listed(block, unit) for block in listing.blocks)
    rows = [TableRow(RowKind.HEADING, {"stt": f"{unit_name(book, unit)} ({count:02d})"})]
    cells = _cell_maker(book, listing)
    number = 0
    for block in listing.blocks:
        for record in book.records(block, unit=unit):
            number += 1
            rows.append(TableRow(RowKind.DATA, {"stt": number, **cells(block, record)}))
    return rows


def _cell_maker(
    book: FigureBook, listing: Listing
) -> Callable[[str, Record], dict[str, CellContent]]:
    choices = dict(listing.choices)

    def cells(block: str, record: Record) -> dict[str, CellContent]:
        made: dict[str, CellContent] = {}
        for column in listing.columns:
            value = record.values.get(column.key)
            if column.key in listing.numbers:
                made[column.key] = book.total(block, column.key, (record.row,), unit=record.unit)
            elif column.key in choices:
                made[column.key] = book.choice(choices[column.key], value)
            else:
                made[column.key] = text_of(value)
        return made

    return cells
