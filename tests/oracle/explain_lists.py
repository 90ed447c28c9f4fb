"""The tables that list what units wrote: documents, models, training, inspections, names."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from tests.oracle.cells import Book, Typed
from tests.oracle.expect import (
    Cell,
    Number,
    Row,
    UnknownTableError,
    in_printed_order,
    ordinal,
    unit_rows,
)
from tests.oracle.printed import Header, PrintedTable
from tests.oracle.recount import ClusterCount, Recount, added

NAME_COLUMNS = {"Họ và tên": "name", "Chức vụ": "position", "Nơi công tác": "workplace"}
TEAM_COLUMNS = {"Tên tập thể": "name", "Chức vụ": "position", "Trực thuộc": "workplace"}
HONOREE_OF = {"collectives": ("collective",), "people": ("individual", "household")}


def listing(count: Recount, table: PrintedTable, blocks: Sequence[str]) -> list[Row]:
    """A heading a unit with the number of its lines, then the lines; a total where some add up."""
    keys = _keys(count.any_book, blocks[-1], table)
    rows: list[Row] = []
    for name, books in _writers(count, blocks):
        lines = [
            (block, record, book)
            for book, block in books
            if block in book.blocks
            for record in book.records(block)
        ]
        if lines:
            rows.append((f"{name} ({len(lines):02d})",))
            rows += [
                (ordinal(n), *(_cell(book, block, record, key) for key in keys))
                for n, (block, record, book) in enumerate(lines, 1)
            ]
    if "participants" in keys:
        rows.append(_total(count, blocks[-1], keys))
    return rows


def documents_by_unit(count: Recount, table: PrintedTable) -> list[Row]:
    """Documents by issuer and type: the cluster's own, each unit's, all together."""
    types = {label: code for code, label in _document_types(count)}
    own = list(count.head.records("cluster_documents")) if count.head else []
    by_unit = {
        unit.code: [one for book in count.reporting(unit.code) for one in book.records("documents")]
        for unit in count.units
    }

    def cells(listed: list[dict[str, Typed]]) -> list[Cell]:
        made: list[Cell] = []
        for _, label in table.columns[2:]:
            of_it = [one for one in listed if label == "Tổng số" or one["type"] == types[label]]
            made.append(Number(Decimal(len(of_it)) if listed else None))
        return made

    every = [*own, *(one for listed in by_unit.values() for one in listed)]
    shown = {label for _, label in table.columns[2:-1]}
    if shown != {label for label, code in types.items() if any(o["type"] == code for o in every)}:
        raise UnknownTableError(f"{table.place}: columns {shown}")

    def counted(of: Recount, header: Header, unit: str) -> Cell:
        codes = [unit] if unit else [one.code for one in of.units]
        listed = [one for code in codes for one in by_unit[code]]
        if of is count and not unit:
            listed = every
        return cells(listed)[table.columns.index(header) - 2]

    rows = unit_rows(count, table.columns, counted)
    # Nobody is asked what one of many clusters issued itself.
    is_cluster = isinstance(count, ClusterCount)
    return rows if is_cluster else [("", count.name, *cells(own)), *rows]


def _document_types(count: Recount) -> list[tuple[str, str]]:
    facts = count.any_book.blocks["documents"]["columns"]["type"]
    return list(zip(facts["choice_codes"], facts["choices"], strict=True))


def _keys(book: Book, block: str, table: PrintedTable) -> list[str]:
    """The form's columns behind the printed ones, by their labels."""
    by_label = {book.column_label(block, key): key for key in book.columns(block)}
    labels = [label for _, label in table.columns]
    if labels[0] != "STT" or not set(labels[1:]) <= set(by_label):
        raise UnknownTableError(f"{table.place}: columns {labels}")
    return [by_label[label] for label in labels[1:]]


def _writers(count: Recount, blocks: Sequence[str]) -> list[tuple[str, list[tuple[Book, str]]]]:
    """The head's own workbook under the cluster's name, then the units."""
    writers = []
    if count.head:
        writers.append((count.name, [(count.head, b) for b in blocks[:-1]]))
    for unit in count.units:
        books = count.reporting(unit.code)
        writers.append((unit.short, [(book, blocks[-1]) for book in books]))
    return writers


def _cell(book: Book, block: str, record: dict[str, Typed], key: str) -> Cell:
    facts, value = book.blocks[block]["columns"][key], record[key]
    if facts["kind"] == "count":
        return Number(value if not isinstance(value, str | date) else None)
    if facts["choices"]:
        return book.choice_label(block, key, value)
    return text_of(value)


def _total(count: Recount, block: str, keys: list[str]) -> Row:
    numbers = [
        value if not isinstance(value, str | date) else None
        for unit in count.units
        for book in count.reporting(unit.code)
        for value in (record["participants"] for record in book.records(block))
    ]
    cells: list[Cell] = ["" for _ in keys]
    cells[0] = "Tổng cộng"
    cells[keys.index("participants")] = Number(added(numbers))
    return ("", *cells)


def names(count: Recount, table: PrintedTable) -> list[Row]:
    """The name list of collectives, or of individuals and households."""
    kinds = HONOREE_OF["collectives" if "tập thể được khen" in table.title else "people"]
    rows = [
        _name_cells(table, book, unit.short, record)
        for unit in count.units
        for book in count.reporting(unit.code)
        for record in book.records("named_awards")
        if record["honoree"] in kinds and record["award"]
    ]
    ordered = in_printed_order(_without_ordinals(table), rows, slice(None))
    return [(ordinal(number), *row) for number, row in enumerate(ordered, 1)]


def _name_cells(table: PrintedTable, book: Book, unit: str, record: dict[str, Typed]) -> Row:
    columns = TEAM_COLUMNS if ("", "Tên tập thể") in table.columns else NAME_COLUMNS
    known = {label: text_of(record[key]) for label, key in columns.items()}
    day = f"ngày {text_of(record['decision_date'])}" if record["decision_date"] else ""
    decision = (text_of(record["decision_number"]), day)
    known |= {
        "Đơn vị": unit,
        "Danh hiệu, hình thức khen thưởng": book.choice_label(
            "named_awards", "award", record["award"]
        ),
        "Tình trạng": book.choice_label("named_awards", "status", record["status"]),
        "Quyết định": " ".join(part for part in decision if part),
    }
    labels = [label for _, label in table.columns[1:]]
    left_out = [text for label, text in known.items() if label not in labels and text]
    if left_out:
        raise UnknownTableError(f"{table.place}: not printed: {left_out}")
    return tuple(known[label] for label in labels)


def _without_ordinals(table: PrintedTable) -> PrintedTable:
    rows = tuple(row[1:] for row in table.rows)
    return PrintedTable(table.place, table.title, table.columns[1:], rows)


def text_of(value: Typed) -> str:
    """A typed value as a table prints it."""
    if value is None:
        return ""
    return f"{value:%d/%m/%Y}" if isinstance(value, date) else str(value)
