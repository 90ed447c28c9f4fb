"""The name lists of higher awards, sorted by level, award and name (persons: given name)."""

from __future__ import annotations

from pipeline.domain.catalogue import AwardType, Honoree, Level
from pipeline.domain.document import CellContent, RowKind, Table, TableColumn, TableRow
from pipeline.domain.vietnamese.collation import person_key, sort_key
from pipeline.steps.figures import FigureBook
from pipeline.steps.listed import Record
from pipeline.steps.tables.parts import NUMBER, text_of, unit_name


def name_list(book: FigureBook, honorees: tuple[Honoree, ...]) -> Table | None:
    """Higher awards by name, sorted by level, award, given name."""
    awards = {award.code: (order, award) for order, award in enumerate(book.campaign.awards)}
    kinds = frozenset(map(str, honorees))
    found = [
        record
        for record in book.records("named_awards")
        if record.values.get("honoree") in kinds and record.values.get("award") in awards
    ]
    if not found:
        return None

    def order(record: Record) -> tuple[int, int, object]:
        position, award = awards[str(record.values["award"])]
        return (
            list(Level).index(award.level),
            position,
            _name_key(record),
        )

    rows = tuple(
        TableRow(RowKind.DATA, _named_cells(book, number, record, awards))
        for number, record in enumerate(sorted(found, key=order), start=1)
    )
    words = " và ".join(honoree.word for honoree in honorees)
    prefix = "PL II" if honorees[0] is Honoree.COLLECTIVE else "PL III"
    return Table(
        id=f"table.names.{honorees[0]}",
        title=f"Danh sách {words} được khen, đề nghị khen cấp bộ, ngành, tỉnh trở lên"
        f" {book.campaign.period.label}",
        columns=tuple(c for c in _columns(honorees) if _is_filled(c, rows)),
        rows=rows,
        sheet=f"{prefix} danh sách",
        landscape=True,
    )


def _name_key(record: Record) -> object:
    """Persons and households by given name; collectives as in a dictionary."""
    name = text_of(record.values["name"])
    is_collective = record.values["honoree"] == Honoree.COLLECTIVE
    return sort_key(name) if is_collective else person_key(name)


def _columns(honorees: tuple[Honoree, ...]) -> tuple[TableColumn, ...]:
    is_collective = honorees == (Honoree.COLLECTIVE,)
    return (
        NUMBER,
        TableColumn("name", "Tên tập thể" if is_collective else "Họ và tên", width=2.2),
        TableColumn("position", "Chức vụ", width=1.4),
        TableColumn("workplace", "Trực thuộc" if is_collective else "Nơi công tác", width=1.8),
        TableColumn("unit", "Đơn vị", width=1.6),
        TableColumn("award", "Danh hiệu, hình thức khen thưởng", width=2.4),
        TableColumn("status", "Tình trạng", width=1.2),
        TableColumn("decision", "Quyết định", width=1.8),
    )


def _is_filled(column: TableColumn, rows: tuple[TableRow, ...]) -> bool:
    return any(row.cells[column.key] not in ("", None) for row in rows)


def _named_cells(
    book: FigureBook,
    number: int,
    record: Record,
    awards: dict[str, tuple[int, AwardType]],
) -> dict[str, CellContent]:
    values = record.values
    day = values.get("decision_date")
    decision = [text_of(values.get("decision_number"))]
    if day is not None:
        decision.append(f"ngày {text_of(day)}")
    return {
        "stt": number,
        "name": text_of(values["name"]),
        "position": text_of(values.get("position")),
        "workplace": text_of(values.get("workplace")),
        "unit": unit_name(book, record.unit),
        "award": awards[str(values["award"])][1].name,
        "status": book.choice("award_statuses", values.get("status")),
        "decision": " ".join(part for part in decision if part),
    }
