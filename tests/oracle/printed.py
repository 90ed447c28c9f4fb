"""The tables that a reader sees: those of a Word report, those of ``phu-luc.xlsx``.

Both become ``PrintedTable``: a title, the columns by their headers, the rows as printed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, TypeAlias

import openpyxl
from docx import Document
from docx.oxml.ns import qn
from openpyxl.worksheet.worksheet import Worksheet

Shown: TypeAlias = str | Decimal
"""A cell as it is read: text of Word; text or number of Excel."""

Header: TypeAlias = tuple[str, str]
"""Spanning header ("" for none) and label of a column."""

PART = re.compile(r" \(phần \d+/\d+\)$")
"""What the title of a piece of a cut table ends with."""


@dataclass(frozen=True)
class PrintedTable:
    """A table as printed; a row with one cell is a heading across the table."""

    place: str
    title: str
    columns: tuple[Header, ...]
    rows: tuple[tuple[Shown, ...], ...]


def word_tables(path: Path) -> list[PrintedTable]:
    """Every table of a report but the letterhead and the signature, which have no title."""
    return list(_word_tables(path))


def word_text(path: Path) -> str:
    """Every paragraph of a report outside tables, one a line."""
    body = Document(str(path)).element.body
    inside = {p for table in body.iter(qn("w:tbl")) for p in table.iter(qn("w:p"))}
    return "\n".join(_words(p) for p in body.iter(qn("w:p")) if p not in inside)


def excel_tables(path: Path) -> list[PrintedTable]:
    """Every table of the appendix workbook, but its index and the hidden data of its charts."""
    book = openpyxl.load_workbook(path, data_only=True)
    return [_excel_table(sheet) for sheet in book.worksheets[1:] if sheet.sheet_state == "visible"]


def chart_rows(path: Path) -> list[tuple[str, list[str], list[list[object]]]]:
    """The hidden data of the charts: title, series names, rows of label and values."""
    book = openpyxl.load_workbook(path, data_only=True)
    charts: list[tuple[str, list[str], list[list[object]]]] = []
    for sheet in book.worksheets:
        if sheet.sheet_state == "visible":
            continue
        fresh = True
        for row in sheet.iter_rows(values_only=True):
            if row[0] is None:
                fresh = True
            elif fresh:
                charts.append((str(row[0]), [str(name) for name in row[1:] if name], []))
                fresh = False
            else:
                charts[-1][2].append(list(row))
    return charts


def _word_tables(path: Path) -> Iterator[PrintedTable]:
    body = Document(str(path)).element.body
    last = ""
    inside: set[Any] = set()
    for element in body.iter(qn("w:p"), qn("w:tbl")):
        if element.tag == qn("w:p"):
            last = last if element in inside else _words(element)
            continue
        inside.update(element.iter(qn("w:p")))
        if any(True for _ in element.iter(qn("w:tblHeader"))):
            yield _word_table(element, f"{path.name}: {last}", PART.sub("", last))


def _word_table(table: Any, place: str, title: str) -> PrintedTable:
    heads: list[list[tuple[str, int]]] = []
    rows: list[tuple[Shown, ...]] = []
    for row in table.iter(qn("w:tr")):
        cells = [(_words_of_cell(cell), _span(cell)) for cell in row.iter(qn("w:tc"))]
        if any(True for _ in row.iter(qn("w:tblHeader"))):
            heads.append(cells)
        else:
            rows.append(tuple(text for text, _ in cells))
    return PrintedTable(place, title, _columns(heads), tuple(rows))


def _columns(heads: list[list[tuple[str, int]]]) -> tuple[Header, ...]:
    if len(heads) == 1:
        return tuple(("", label) for label, _ in heads[0])
    upper = [text for text, span in heads[0] for _ in range(span)]
    lower = [text for text, _ in heads[1]]
    # A label that runs over both rows has nothing below it.
    return tuple(
        (over, label) if label else ("", over) for over, label in zip(upper, lower, strict=True)
    )


def _span(cell: Any) -> int:
    spans = [int(span.get(qn("w:val"))) for span in cell.iter(qn("w:gridSpan"))]
    return spans[0] if spans else 1


def _words_of_cell(cell: Any) -> str:
    return "\n".join(_words(p) for p in cell.iter(qn("w:p")))


def _words(paragraph: Any) -> str:
    marks = {qn("w:tab"): "\t", qn("w:br"): "\n"}
    return "".join(
        (node.text or "").replace("\u00a0", " ")
        if node.tag == qn("w:t")
        else marks.get(node.tag, "")
        for run in paragraph.iter(qn("w:r"))
        for node in run
    )


def _excel_table(sheet: Worksheet) -> PrintedTable:
    merged = {(r.min_row, r.min_col): (r.max_row, r.max_col) for r in sheet.merged_cells.ranges}
    title = str(sheet.cell(2, 1).value)
    is_official = title.startswith("Biểu số:")
    top = 8 if is_official else 5
    if is_official:
        title = f"{str(sheet.cell(5, 1).value).capitalize()} {str(sheet.cell(6, 1).value).lower()}"
    width = _width(sheet, top)
    first = merged.get((top, 1), (top, 1))[0] + 1
    heads: list[list[object]] = [
        [sheet.cell(row, c).value for c in range(1, width + 1)] for row in range(top, first)
    ]
    is_coded = sheet.cell(first, 1).value in ("A", "1")
    coded = _coded_columns(sheet, top, first, width) if is_coded else ()
    columns = tuple(coded) or _excel_columns(heads)
    first += is_coded
    rows: list[tuple[Shown, ...]] = []
    row = first
    while any(sheet.cell(row, c).value is not None for c in range(1, width + 1)):
        if merged.get((row, 1), (row, 1))[1] >= width:
            rows.append((_shown(sheet.cell(row, 1).value),))
        else:
            rows.append(tuple(_shown(sheet.cell(row, c).value) for c in range(1, width + 1)))
        row += 1
    return PrintedTable(f"phu-luc.xlsx, {sheet.title}", title, columns, tuple(rows))


def _coded_columns(sheet: Worksheet, top: int, codes: int, width: int) -> Iterator[Header]:
    """Code and full path of the headers over each column of an official form."""
    texts = {
        (row, column): str(sheet.cell(area.min_row, area.min_col).value)
        for area in sheet.merged_cells.ranges
        for row in range(area.min_row, area.max_row + 1)
        for column in range(area.min_col, area.max_col + 1)
    }

    def text(row: int, column: int) -> str:
        return texts.get((row, column), str(sheet.cell(row, column).value))

    for column in range(1, width + 1):
        path = dict.fromkeys(text(row, column) for row in range(top, codes))
        yield text(codes, column), " › ".join(path)


def _width(sheet: Worksheet, top: int) -> int:
    """Columns with a header; blank ones beside a narrow table have none."""
    return max(
        c
        for row in (top, top + 1)
        for c in range(1, sheet.max_column + 1)
        if sheet.cell(top, c).value is not None or (row > top and _is_under_a_group(sheet, top, c))
    )


def _is_under_a_group(sheet: Worksheet, top: int, column: int) -> bool:
    return any(
        r.min_row == r.max_row == top and r.min_col <= column <= r.max_col
        for r in sheet.merged_cells.ranges
    )


def _excel_columns(heads: list[list[object]]) -> tuple[Header, ...]:
    if len(heads) == 1:
        return tuple(("", str(label)) for label in heads[0])
    columns: list[Header] = []
    over = ""
    for upper, lower in zip(*heads, strict=True):
        over = str(upper) if upper is not None else over
        columns.append((over, str(lower)) if lower is not None else ("", over))
    return tuple(columns)


def _shown(value: object) -> Shown:
    match value:
        case None:
            return ""
        case bool():
            return str(value)
        case int() | float():
            return Decimal(int(value) if value == int(value) else repr(value))
        case datetime():
            return f"{value:%d/%m/%Y}"
        case _:
            return str(value)
