"""Place the blocks of a form on their sheets; writer and reader both follow this."""

from __future__ import annotations

from pipeline.domain.form import Block, FormSpec, Shape, Sheet
from pipeline.domain.layout import FIRST_COLUMN, BlockPlace, Layout
from pipeline.domain.once import once
from pipeline.domain.workbook import column_letter

TOP_ROWS = 3
"""Rows above the first block: heading, note, one blank."""


@once
def place(form: FormSpec) -> Layout:
    """Compute where every block lies; the same form always gives the same layout."""
    return Layout({place.block: place for sheet in form.sheets for place in _place_sheet(sheet)})


def _place_sheet(sheet: Sheet) -> tuple[BlockPlace, ...]:
    places: list[BlockPlace] = []
    row = TOP_ROWS + 1
    for block in sheet.blocks:
        placed = _place_block(sheet.title, block, row)
        places.append(placed)
        row = placed.last_row + 2
    return tuple(places)


def _place_block(sheet: str, block: Block, title_row: int) -> BlockPlace:
    """Title, note, the declaration line if any, spanning headers if any, headers, rows."""
    row = title_row + 2
    declaration = f"{column_letter(FIRST_COLUMN)}{row}" if block.blanks_declarable else ""
    row += block.blanks_declarable
    header_row = row + any(column.group for column in block.columns)
    count = block.capacity if block.shape is Shape.RECORDS else len(block.rows)
    first_row = header_row + 1
    letters = {c.key: column_letter(FIRST_COLUMN + i) for i, c in enumerate(block.columns)}
    rows = {item.key: first_row + i for i, item in enumerate(block.rows)}
    last_row = first_row + max(count, 1) - 1
    return BlockPlace(
        block.key, sheet, title_row, header_row, first_row, last_row, letters, rows, declaration
    )
