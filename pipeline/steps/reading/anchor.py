"""Find the blocks of a form in a returned workbook by their meaning, not by their address.

Where the headers are (``headers``), columns are mapped by header text and rows by label or key,
so that moved, renamed, sorted and inserted sheets, rows and columns still read.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Final

from pipeline.domain.form import Block, FormSpec, Shape
from pipeline.domain.layout import FIRST_COLUMN, BlockPlace, Layout
from pipeline.domain.workbook import RawSheet, RawWorkbook, column_index, column_letter
from pipeline.steps.reading.anchor_rows import RowMap, map_rows
from pipeline.steps.reading.headers import TITLE_REACH, Header, find_headers
from pipeline.steps.reading.matching import folded

DECLARATION_LABEL: Final = "ô trống"
"""How the label begins beside which a unit says what blanks mean."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """One block as found.

    Attributes:
        place: Where it really lies; only columns and rows that were found are in it.
        sheet: The sheet it lies on.
        rows: What was found about its fixed rows.
        passed_over: Letters of its columns that are not read here but accounted for elsewhere.
    """

    place: BlockPlace
    sheet: RawSheet
    rows: RowMap
    passed_over: frozenset[str] = frozenset()


def anchor(book: RawWorkbook, form: FormSpec, layout: Layout) -> dict[str, Anchor]:
    """Find every block of the form that is there, by block key."""
    headers = find_headers(book, form, layout)
    return {
        block.key: anchor_at(block, layout[block.key], headers[block.key], headers.values())
        for _, block in form.blocks
        if block.key in headers
    }


def anchor_at(
    block: Block, issued: BlockPlace, header: Header, headers: Iterable[Header]
) -> Anchor:
    """One block from its headers on, down to the next headers of those on its sheet."""
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


def _declaration(issued: BlockPlace, header: Header) -> str:
    """The declaration cell: beside its label, which moves with the first of the columns."""
    letters = issued.declaration.rstrip("0123456789")
    above = issued.header_row - int(issued.declaration.removeprefix(letters))
    shift = min(header.columns.values()) - FIRST_COLUMN
    row = next(_declared(header), header.row - above)
    return f"{column_letter(column_index(letters) + shift)}{row}"


def _declared(header: Header) -> Iterator[int]:
    """Rows above the headers with the label of a declaration, the nearest first."""
    for row in range(header.row - 1, max(0, header.row - TITLE_REACH - 1), -1):
        label = header.sheet.at(row, header.label_column)
        if isinstance(label, str) and folded(label).startswith(DECLARATION_LABEL):
            yield row
