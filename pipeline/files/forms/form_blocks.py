"""Write one block of a form at its place: title, note, declaration, headers, rows."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby

from openpyxl.worksheet.worksheet import Worksheet

from pipeline.domain.form import BLANKS, VALUE, Block, Column, Row, Shape, ValueKind
from pipeline.domain.layout import FIRST_COLUMN, KEY_COLUMN, LABEL_COLUMN, BlockPlace
from pipeline.domain.submission import Value
from pipeline.domain.workbook import column_index
from pipeline.files.forms.form_cells import Lists, Values, put, put_across, shown
from pipeline.files.forms.form_measures import HINT_WIDTH, NO_TEXT, across, height, lines
from pipeline.files.forms.form_styles import (
    FORMATS,
    Role,
    close_row,
    input_style,
    open_column,
    open_style,
)

DECLARATION = "declaration"
"""Row key under which a value for the declaration cell is handed in."""

DECLARATION_LABEL = "Ô trống trong bảng này nghĩa là:"
BLANKS_COLUMN = Column(
    DECLARATION,
    "Ô trống nghĩa là",
    ValueKind.CHOICE,
    choices=BLANKS,
    hint="Chọn một lần cho cả bảng: ô trống là không có (0) hay chưa có số liệu.",
)

_KEYS = column_index(KEY_COLUMN)
_LABELS = column_index(LABEL_COLUMN)
_LINES_OF_LONG_TEXT = 5
_LINES_A_SENTENCE = 1.5
_USUAL_SENTENCES = 4
_FIRST_GROUPED = 10_000
"""A count that stays below, such as a year, is shown without a separator of thousands."""


@dataclass(frozen=True, slots=True)
class Canvas:
    """One block and all that is needed to write it.

    Attributes:
        last: 1-based index of the last used column of the sheet.
        hints: Whether that column holds hints.
    """

    worksheet: Worksheet
    block: Block
    place: BlockPlace
    widths: Mapping[str, float]
    lists: Lists
    values: Values
    last: int
    hints: bool

    def column_of(self, column: Column) -> int:
        """1-based index of a column of the block."""
        return column_index(self.place.columns[column.key])

    def value(self, row: str, column: Column, key: str = "") -> Value:
        """What to show in one cell, if anything was handed in for it."""
        found = self.values.get((self.block.key, row, key or column.key))
        return shown(found, column, self.lists)

    def set_height(self, row: int, points: float) -> None:
        """Set the height of a row."""
        self.worksheet.row_dimensions[row].height = points


def write_block(canvas: Canvas) -> None:
    """Write everything of a block but its guards."""
    _write_title(canvas)
    _write_declaration(canvas)
    _write_groups(canvas)
    _write_headers(canvas)
    if canvas.block.shape is Shape.RECORDS:
        _write_records(canvas)
        return
    for row in canvas.block.rows:
        _write_row(canvas, row)


def _write_title(canvas: Canvas) -> None:
    sheet, row = canvas.worksheet, canvas.place.title_row
    line = (_LABELS, canvas.last)
    put_across(sheet, row, line, canvas.block.title, Role.BLOCK_TITLE)
    wide = across(canvas.widths)
    canvas.set_height(row, height(lines(canvas.block.title, wide, scale=1.3), line=16, lowest=22))
    put_across(sheet, row + 1, line, canvas.block.note, Role.BLOCK_NOTE)
    note = height(lines(canvas.block.note, wide)) if canvas.block.note else NO_TEXT
    canvas.set_height(row + 1, note)


def _write_declaration(canvas: Canvas) -> None:
    if not canvas.place.declaration:
        return
    row = canvas.place.title_row + 2
    put(canvas.worksheet, row, _LABELS, DECLARATION_LABEL, Role.DECLARATION)
    value = canvas.value(DECLARATION, BLANKS_COLUMN, VALUE)
    put(canvas.worksheet, row, FIRST_COLUMN, value, input_style(ValueKind.CHOICE))
    width = canvas.widths[_letter(canvas)]
    longest = max(lines(choice.label, width) for choice in canvas.lists[BLANKS])
    canvas.set_height(row, height(max(longest, lines(DECLARATION_LABEL, _label_width(canvas)))))


def _write_groups(canvas: Canvas) -> None:
    """Spanning headers; neighbours with one text share one."""
    columns = canvas.block.columns
    if not any(column.group for column in columns):
        return
    row = canvas.place.header_row - 1
    put(canvas.worksheet, row, _LABELS, None, Role.HEADER)
    tallest = 1
    for text, members in groupby(columns, key=lambda column: column.group):
        letters = [canvas.place.columns[column.key] for column in members]
        first, last = column_index(letters[0]), column_index(letters[-1])
        if text:
            put_across(canvas.worksheet, row, (first, last), text, Role.HEADER)
        else:
            for column in range(first, last + 1):
                put(canvas.worksheet, row, column, None, Role.HEADER)
        tallest = max(tallest, lines(text, sum(canvas.widths[x] for x in letters), scale=1.1))
    canvas.set_height(row, height(tallest))


def _write_headers(canvas: Canvas) -> None:
    sheet, row, block = canvas.worksheet, canvas.place.header_row, canvas.block
    put(sheet, row, _KEYS, block.key, Role.KEY)
    put(sheet, row, _LABELS, block.row_label, Role.HEADER)
    tallest = lines(block.row_label, _label_width(canvas), scale=1.1)
    for column in block.columns:
        style = Role.REQUIRED_HEADER if column.required else Role.HEADER
        put(sheet, row, canvas.column_of(column), column.label, style)
        width = canvas.widths[canvas.place.columns[column.key]]
        star = " *" if column.required else ""
        tallest = max(tallest, lines(column.label + star, width, scale=1.12))
    if canvas.hints:
        put(sheet, row, canvas.last, "Gợi ý", Role.HEADER)
    canvas.set_height(row, height(tallest))


def _write_records(canvas: Canvas) -> None:
    """Numbers on the prepared rows; the columns are open below them, without styled blanks."""
    sheet, first = canvas.worksheet, canvas.place.first_row
    for row in range(1, first):
        close_row(sheet.row_dimensions[row])
    for number in range(1, canvas.block.capacity + 1):
        put(sheet, first + number - 1, _LABELS, number, Role.NUMBERING)
    for column in canvas.block.columns:
        open_column(sheet.column_dimensions[canvas.place.columns[column.key]], column.kind)
    columns = {column.key: column for column in canvas.block.columns}
    for block, row_key, key in canvas.values:
        if block == canvas.block.key and key in columns and row_key.isdigit():
            _write_record_cell(canvas, row_key, columns[key])


def _write_record_cell(canvas: Canvas, number: str, column: Column) -> None:
    """Write one handed-in cell; rows left blank keep no height, so that they grow when typed in."""
    row = canvas.place.first_row + int(number) - 1
    value = canvas.value(number, column)
    put(canvas.worksheet, row, canvas.column_of(column), value, open_style(column.kind))
    needed = lines(str(value), canvas.widths[canvas.place.columns[column.key]] - 2)
    if needed > 1:
        present = canvas.worksheet.row_dimensions[row].height or 0
        canvas.set_height(row, max(present, height(needed)))


def _write_row(canvas: Canvas, row: Row) -> None:
    """A fixed row: its key, its label, its cells and, beside a single value, its hint."""
    sheet, number = canvas.worksheet, canvas.place.rows[row.key]
    put(sheet, number, _KEYS, row.key, Role.KEY)
    required = row.column is not None and row.column.required
    put(sheet, number, _LABELS, row.label, Role.REQUIRED_LABEL if required else Role.LABEL)
    tallest = lines(row.label + " *" * required, _label_width(canvas) - 2)
    for column in canvas.block.columns:
        tallest = max(tallest, _write_cell(canvas, row, column))
    if canvas.hints:
        hint = _hint(canvas.block, row)
        put(sheet, number, canvas.last, hint, Role.HINT)
        tallest = max(tallest, lines(hint, HINT_WIDTH, scale=0.92))
    canvas.set_height(number, height(tallest))


def _write_cell(canvas: Canvas, row: Row, column: Column) -> int:
    """Write one cell of a fixed row; returns the lines it needs."""
    number, index = canvas.place.rows[row.key], canvas.column_of(column)
    width = canvas.widths[canvas.place.columns[column.key]]
    if column.fixed:
        value: Value = row.facts.get(column.key)
        put(canvas.worksheet, number, index, value, Role.FIXED)
        return lines(str(value or ""), width)
    own = canvas.block.column(column.key, row.key)
    value = canvas.value(row.key, own, column.key)
    cell = put(canvas.worksheet, number, index, value, input_style(own.kind))
    if own.maximum is not None and own.maximum < _FIRST_GROUPED:
        cell.number_format = "0" if own.kind is ValueKind.COUNT else FORMATS[own.kind]
    return max(_room(canvas.block, row, own), lines(str(value), width - 2))


def _room(block: Block, row: Row, column: Column) -> int:
    """Lines kept free for an answer still to be written, by the length its hint asks for."""
    if block.shape is Shape.NARRATIVE:
        asked = [int(found) for found in re.findall(r"\d+", _hint(block, row))]
        return round(max(asked, default=_USUAL_SENTENCES) * _LINES_A_SENTENCE) + 1
    return _LINES_OF_LONG_TEXT if column.kind is ValueKind.LONG_TEXT else 1


def _hint(block: Block, row: Row) -> str:
    return row.hint or block.column(VALUE, row.key).hint


def _label_width(canvas: Canvas) -> float:
    return canvas.widths[LABEL_COLUMN]


def _letter(canvas: Canvas) -> str:
    return canvas.place.declaration.rstrip("0123456789")
