"""Find the header row of every block: where it was issued, else wherever it is now.

The issued layout says where to look first; header texts confirm it. A block that is not there
is searched for on every sheet: by the block's key in the hidden key column, by header texts, by
row labels, by its title. The title that stands above a table says more than a hidden key: who
swaps two tables moves what is visible.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

from pipeline.domain.form import Block, FormSpec, Shape
from pipeline.domain.layout import FIRST_COLUMN, BlockPlace, Layout
from pipeline.domain.once import once
from pipeline.domain.workbook import RawSheet, RawWorkbook, column_index
from pipeline.steps.reading.matching import folded, key_text, same

SEARCHED_COLUMNS: Final = 60
"""Columns of a sheet looked through for a displaced block."""

TITLE_REACH: Final = 6
"""Rows above the headers in which the block's title, note and declaration stand."""

TITLE_COLUMNS: Final = 4
"""A title is the first text of its row, in one of these columns."""

Titles: TypeAlias = Mapping[str, frozenset[str]]
"""Folded title → keys of the blocks that have it."""

TextIndex: TypeAlias = Mapping[str, list[tuple[int, int]]]
"""Folded text → the cells (row, column) that hold it."""

Score: TypeAlias = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Header:
    """The header row of one block: its sheet, row and columns (1-based), by column key."""

    sheet: RawSheet
    row: int
    columns: Mapping[str, int]
    label_column: int


def find_headers(book: RawWorkbook, form: FormSpec, layout: Layout) -> dict[str, Header]:
    """The headers of every block that is there, by block key."""
    sheets = {sheet.name: sheet for sheet in book.sheets}
    titles = titles_of(form)
    found: dict[str, Header] = {}
    for _, block in form.blocks:
        place = layout[block.key]
        sheet = sheets.get(place.sheet)
        if sheet is not None and (header := _confirmed(sheet, block, place, titles)):
            found[block.key] = header
    lost = [block for _, block in form.blocks if block.key not in found]
    return found | _searched(book, lost, layout, titles, found.values()) if lost else found


@once
def titles_of(form: FormSpec) -> Titles:
    """The titles by which blocks are told; two blocks may share one."""
    keys: dict[str, frozenset[str]] = {}
    for _, block in form.blocks:
        title = folded(block.title)
        keys[title] = keys.get(title, frozenset()) | {block.key}
    return keys


def _titled(sheet: RawSheet, header_row: int, titles: Titles) -> frozenset[str]:
    """The blocks that the nearest title above a header row belongs to; none without a title."""
    for row in range(header_row - 1, max(0, header_row - TITLE_REACH - 1), -1):
        cells = sheet.row(row)[:TITLE_COLUMNS]
        first = next((cell for cell in cells if cell is not None), None)
        if type(first) is str and (keys := titles.get(folded(first))):
            return keys
    return frozenset()


def _confirmed(sheet: RawSheet, block: Block, place: BlockPlace, titles: Titles) -> Header | None:
    """The header at its issued place, when all texts there are as issued and no other title."""
    key = key_text(sheet.at(place.header_row, 1))
    if key and key != block.key:
        return None
    columns = {column: column_index(letter) for column, letter in place.columns.items()}
    texts = ((c.label, sheet.at(place.header_row, columns[c.key])) for c in block.columns)
    if not all(same(label, found) for label, found in texts):
        return None
    if block.key not in (_titled(sheet, place.header_row, titles) or {block.key}):
        return None
    return Header(sheet, place.header_row, columns, FIRST_COLUMN - 1)


def _searched(
    book: RawWorkbook,
    blocks: Sequence[Block],
    layout: Layout,
    titles: Titles,
    taken: Iterable[Header],
) -> dict[str, Header]:
    """The best header of each block, best matches first; a header serves one block only."""
    claimed = {(header.sheet.name, header.row) for header in taken}
    indexes = [(sheet, text_index(sheet)) for sheet in book.sheets]
    ranked = sorted(
        (
            (score, order, block.key, header)
            for order, block in enumerate(blocks)
            for sheet, index in indexes
            for score, header in candidates(sheet, index, block, layout[block.key], titles)
        ),
        key=lambda candidate: (candidate[0], -candidate[1]),
        reverse=True,
    )
    found: dict[str, Header] = {}
    for _, _, key, header in ranked:
        if key not in found and (header.sheet.name, header.row) not in claimed:
            found[key] = header
            claimed.add((header.sheet.name, header.row))
    return found


def text_index(sheet: RawSheet) -> TextIndex:
    """Where every text of a sheet stands."""
    index: dict[str, list[tuple[int, int]]] = {}
    for number, cells in enumerate(sheet.rows, start=1):
        for column, value in enumerate(cells[:SEARCHED_COLUMNS], start=1):
            if type(value) is str:
                index.setdefault(folded(value), []).append((number, column))
    return index


def candidates(
    sheet: RawSheet, index: TextIndex, block: Block, place: BlockPlace, titles: Titles
) -> Iterator[tuple[Score, Header]]:
    """Rows that may be the block's headers, with how much speaks for them."""
    rows: dict[int, dict[str, int]] = {}
    for column in block.columns:
        for row, found in index.get(folded(column.label), ()):
            rows.setdefault(row, {}).setdefault(column.key, found)
    keys = [row for row, _ in index.get(folded(block.key), ())]
    for row, columns in rows.items():
        titled = _titled(sheet, row, titles)
        if titled and block.key not in titled:
            continue
        keyed = any(row - TITLE_REACH <= key <= row for key in keys)
        labels = sum(any(at > row for at, _ in index.get(folded(r.label), ())) for r in block.rows)
        if _is_convincing(block, len(columns), labels, keyed=keyed, titled=bool(titled)):
            score = (keyed, len(columns), bool(titled), labels, same(place.sheet, sheet.name), -row)
            yield score, _header(sheet, row, columns, block)


def _is_convincing(block: Block, columns: int, labels: int, *, keyed: bool, titled: bool) -> bool:
    half = 2 * columns >= len(block.columns)
    if keyed:
        return True
    if len(block.columns) == 1:
        return 2 * labels > len(block.rows) > 0
    return half and (titled or 2 * labels > len(block.rows) or block.shape is Shape.RECORDS)


def _header(sheet: RawSheet, row: int, columns: Mapping[str, int], block: Block) -> Header:
    """The label column is where its own header stands, else left of the first column."""
    first = min(columns.values())
    named = (c for c in range(1, first) if same(block.row_label, sheet.at(row, c)))
    return Header(sheet, row, columns, next(named, first - 1))
