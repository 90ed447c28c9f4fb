"""Find the blocks of a form in a returned workbook by their meaning, not by their address.

The issued layout says where to look first; header texts confirm it. A block that is not there
is searched for on every sheet: by the block's key in the hidden key column, by header texts, by
row labels, by its title. Then columns are mapped by header text and rows by label or key, so
that moved, renamed, sorted and inserted sheets, rows and columns still read.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from pipeline.domain.form import Block, FormSpec, Shape
from pipeline.domain.layout import FIRST_COLUMN, BlockPlace, Layout
from pipeline.domain.workbook import RawSheet, RawWorkbook, column_index, column_letter
from pipeline.steps.reading.anchor_rows import RowMap, map_rows
from pipeline.steps.reading.matching import folded, key_text, same

SEARCHED_COLUMNS: Final = 60
"""Columns of a sheet looked through for a displaced block."""

TITLE_REACH: Final = 6
"""Rows above the headers in which the block's title, note and declaration stand."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """One block as found.

    Attributes:
        place: Where it really lies; only columns and rows that were found are in it.
        sheet: The sheet it lies on.
        rows: What was found about its fixed rows.
    """

    place: BlockPlace
    sheet: RawSheet
    rows: RowMap


@dataclass(frozen=True, slots=True)
class _Header:
    """The header row of one block: its sheet, row and columns (1-based), by column key."""

    sheet: RawSheet
    row: int
    columns: Mapping[str, int]
    label_column: int


def anchor(book: RawWorkbook, form: FormSpec, layout: Layout) -> dict[str, Anchor]:
    """Find every block of the form that is there, by block key."""
    headers = _headers(book, form, layout)
    return {
        block.key: _anchor(block, layout[block.key], headers[block.key], headers.values())
        for _, block in form.blocks
        if block.key in headers
    }


def _headers(book: RawWorkbook, form: FormSpec, layout: Layout) -> dict[str, _Header]:
    sheets = {sheet.name: sheet for sheet in book.sheets}
    found: dict[str, _Header] = {}
    for _, block in form.blocks:
        place = layout[block.key]
        sheet = sheets.get(place.sheet)
        if sheet is not None and (header := _confirmed(sheet, block, place)):
            found[block.key] = header
    lost = [block for _, block in form.blocks if block.key not in found]
    return found | _searched(book, lost, layout, found.values()) if lost else found


def _confirmed(sheet: RawSheet, block: Block, place: BlockPlace) -> _Header | None:
    """The header at its issued place, when every header text there is as issued."""
    key = key_text(sheet.at(place.header_row, 1))
    if key and key != block.key:
        return None
    columns = {column: column_index(letter) for column, letter in place.columns.items()}
    texts = ((c.label, sheet.at(place.header_row, columns[c.key])) for c in block.columns)
    if not all(same(label, found) for label, found in texts):
        return None
    return _Header(sheet, place.header_row, columns, FIRST_COLUMN - 1)


def _searched(
    book: RawWorkbook, blocks: Sequence[Block], layout: Layout, taken: Iterable[_Header]
) -> dict[str, _Header]:
    """The best header of each block, best matches first; a header serves one block only."""
    claimed = {(header.sheet.name, header.row) for header in taken}
    indexes = [(sheet, _text_index(sheet)) for sheet in book.sheets]
    ranked = sorted(
        (
            (score, order, block.key, header)
            for order, block in enumerate(blocks)
            for sheet, index in indexes
            for score, header in _candidates(sheet, index, block, layout[block.key])
        ),
        key=lambda candidate: (candidate[0], -candidate[1]),
        reverse=True,
    )
    found: dict[str, _Header] = {}
    for _, _, key, header in ranked:
        if key not in found and (header.sheet.name, header.row) not in claimed:
            found[key] = header
            claimed.add((header.sheet.name, header.row))
    return found


def _text_index(sheet: RawSheet) -> dict[str, list[tuple[int, int]]]:
    """Folded text → the cells (row, column) that hold it."""
    index: dict[str, list[tuple[int, int]]] = {}
    for number, cells in enumerate(sheet.rows, start=1):
        for column, value in enumerate(cells[:SEARCHED_COLUMNS], start=1):
            if type(value) is str:
                index.setdefault(folded(value), []).append((number, column))
    return index


def _candidates(
    sheet: RawSheet, index: Mapping[str, list[tuple[int, int]]], block: Block, place: BlockPlace
) -> Iterator[tuple[tuple[int, ...], _Header]]:
    """Rows that may be the block's headers, with how much speaks for them."""
    rows: dict[int, dict[str, int]] = {}
    for column in block.columns:
        for row, found in index.get(folded(column.label), ()):
            rows.setdefault(row, {}).setdefault(column.key, found)
    titles = [row for row, _ in index.get(folded(block.title), ())]
    keys = [row for row, _ in index.get(folded(block.key), ())]
    for row, columns in rows.items():
        keyed = any(row - TITLE_REACH <= key <= row for key in keys)
        titled = any(row - TITLE_REACH <= title < row for title in titles)
        labels = sum(any(at > row for at, _ in index.get(folded(r.label), ())) for r in block.rows)
        if _is_convincing(block, len(columns), labels, keyed=keyed, titled=titled):
            score = (keyed, len(columns), titled, labels, same(place.sheet, sheet.name), -row)
            yield score, _header(sheet, row, columns, block)


def _is_convincing(block: Block, columns: int, labels: int, *, keyed: bool, titled: bool) -> bool:
    half = 2 * columns >= len(block.columns)
    if keyed:
        return True
    if len(block.columns) == 1:
        return 2 * labels > len(block.rows) > 0
    return half and (titled or 2 * labels > len(block.rows) or block.shape is Shape.RECORDS)


def _header(sheet: RawSheet, row: int, columns: Mapping[str, int], block: Block) -> _Header:
    """The label column is where its own header stands, else left of the first column."""
    first = min(columns.values())
    named = (c for c in range(1, first) if same(block.row_label, sheet.at(row, c)))
    return _Header(sheet, row, columns, next(named, first - 1))


def _anchor(
    block: Block, issued: BlockPlace, header: _Header, headers: Iterable[_Header]
) -> Anchor:
    below = [h.row for h in headers if h.sheet is header.sheet and h.row > header.row]
    end = min(below) - 1 if below else len(header.sheet.rows)
    inputs = {c.key: header.columns[c.key] for c in block.inputs if c.key in header.columns}
    rows = (
        RowMap(header.label_column)
        if block.shape is Shape.RECORDS
        else map_rows(header.sheet, block, header.label_column, inputs, (header.row + 1, end))
    )
    place = replace(
        issued,
        sheet=header.sheet.name,
        title_row=header.row - (issued.header_row - issued.title_row),
        header_row=header.row,
        first_row=header.row + 1,
        last_row=max(rows.numbers.values(), default=end),
        columns={key: column_letter(column) for key, column in header.columns.items()},
        rows=rows.numbers,
        declaration=_declaration(issued, header) if issued.declaration else "",
    )
    return Anchor(place, header.sheet, rows)


def _declaration(issued: BlockPlace, header: _Header) -> str:
    """The declaration cell moves with the headers and with the first of the columns."""
    letters = issued.declaration.rstrip("0123456789")
    above = issued.header_row - int(issued.declaration.removeprefix(letters))
    shift = min(header.columns.values()) - FIRST_COLUMN
    return f"{column_letter(column_index(letters) + shift)}{header.row - above}"
