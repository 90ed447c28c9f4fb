"""Where the answers of a form go in its sheets, so that a master is filled as a form is written.

What ``form_blocks`` decides while it writes is found in the master (styles, heights) or worked
out by the same functions.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from math import inf

from pipeline.domain.form import Block, Column, FormSpec, Shape, ValueKind
from pipeline.domain.layout import BlockPlace, Layout
from pipeline.domain.submission import Value
from pipeline.domain.workbook import column_index
from pipeline.files.forms.form_blocks import BLANKS_COLUMN, DECLARATION
from pipeline.files.forms.form_cells import Lists, Values
from pipeline.files.forms.form_measures import column_widths, height, lines, room
from pipeline.files.issuing.sheet_template import LONGEST_KEPT, Filling, SheetTemplate


@dataclass(frozen=True, slots=True)
class InputCell:
    """What is to be known of the cell of one answer.

    Attributes:
        style: Number of its style.
        labels: What is shown for a code; ``None`` where any answer is shown as it is.
        width: Of the cell, in characters.
        room: Letters for which the row need not grow.
        height: Points that its row has anyway.
    """

    column: int
    style: str
    labels: Mapping[str, str] | None
    width: float
    room: float
    height: float


class AnswerPlaces:
    """The places of all answers of one form, in the sheets of its master."""

    def __init__(
        self,
        form: FormSpec,
        layout: Layout,
        sheet_of: Callable[[str], SheetTemplate],
        list_styles: Mapping[ValueKind, str],
    ) -> None:
        """Take note of the form.

        Args:
            sheet_of: The template of the sheet with a title.
            list_styles: Numbers of the styles of filled cells in lists.
        """
        self._form = form
        self._layout = layout
        self._sheet_of = sheet_of
        self._list_styles = list_styles
        self._sheets = {block.key: sheet for sheet, block in form.blocks}
        self._blocks: dict[str, _BlockCells] = {}

    def fill(self, values: Values) -> dict[str, Filling]:
        """The answers by the titles of the sheets that they go to."""
        fillings: dict[str, Filling] = {}
        last, cells, filling = "", None, Filling()
        for (block, row_key, key), value in values.items():
            if block != last:
                last, cells = block, self._cells_of(block)
                if cells is not None:
                    filling = fillings.setdefault(cells.place.sheet, Filling())
            found = cells.find(row_key, key) if cells else None
            if found is not None:
                _put(filling, found, value)
        return fillings

    def _cells_of(self, block: str) -> _BlockCells | None:
        if block not in self._sheets:
            return None
        return self._blocks.get(block) or self._known(block)

    def _known(self, key: str) -> _BlockCells:
        sheet, block, place = self._sheets[key], self._form.block(key), self._layout[key]
        known = self._blocks[key] = _BlockCells(self._sheet_of(place.sheet), block, place)
        widths = column_widths(sheet, self._layout)
        known.learn(self._form.lists, widths, self._list_styles)
        return known


def _put(filling: Filling, found: tuple[int, InputCell], value: Value) -> None:
    row, cell = found
    shown = cell.labels.get(str(value), value) if cell.labels is not None else value
    cells = filling.cells.get(row)
    if cells is None:
        cells = filling.cells[row] = {}
    cells[cell.column] = cell.style, shown
    text = shown if isinstance(shown, str) else str(shown)
    if len(text) > cell.room or "\n" in text:
        is_short = len(text) <= LONGEST_KEPT
        needed = _height((_lines if is_short else lines)(text, cell.width))
        if needed > filling.heights.get(row, cell.height):
            filling.heights[row] = needed


_height = lru_cache(height)
_lines = lru_cache(1_000)(lines)


class _BlockCells:
    """The cells of one block."""

    def __init__(self, sheet: SheetTemplate, block: Block, place: BlockPlace) -> None:
        self.sheet = sheet
        self.place = place
        self._block = block
        self._is_list = block.shape is Shape.RECORDS
        self._cells: dict[tuple[str, str], InputCell] = {}
        self._declaration: tuple[int, InputCell] | None = None

    def learn(
        self, lists: Lists, widths: Mapping[str, float], list_styles: Mapping[ValueKind, str]
    ) -> None:
        """Take note of all cells by row and column; all rows of a list are one."""
        for key, row in self._inputs():
            column, letter = self._block.column(key, row), self.place.columns[key]
            at, labels, width = column_index(letter), _labels(column, lists), widths[letter] - 2
            style, tall = list_styles[column.kind], 0.0
            if not self._is_list:
                known = self.sheet.row(self.place.rows[row])
                style, tall = known.styles[at], known.height or 0
            self._cells[row, key] = InputCell(at, style, labels, width, room(width), tall)
        self._learn_declaration(lists)

    def _learn_declaration(self, lists: Lists) -> None:
        """Its row does not grow with the answer."""
        letters = self.place.declaration.rstrip("0123456789")
        if letters:
            row, at = int(self.place.declaration.removeprefix(letters)), column_index(letters)
            style, labels = self.sheet.row(row).styles[at], _labels(BLANKS_COLUMN, lists)
            self._declaration = row, InputCell(at, style, labels, inf, inf, inf)

    def find(self, row_key: str, key: str) -> tuple[int, InputCell] | None:
        """Row and cell of an answer; ``None`` when the block has no such cell."""
        if self._is_list:
            cell = self._cells.get(("", key))
            if cell is not None and row_key.isdigit():
                return self.place.first_row + int(row_key) - 1, cell
        else:
            cell = self._cells.get((row_key, key))
            if cell is not None:
                return self.place.rows[row_key], cell
        return self._declaration if row_key == DECLARATION else None

    def _inputs(self) -> Iterator[tuple[str, str]]:
        """Column and row of every cell."""
        if self._is_list:
            return ((column.key, "") for column in self._block.columns)
        return ((column.key, row.key) for row in self._block.rows for column in self._block.inputs)


def _labels(column: Column, lists: Lists) -> Mapping[str, str] | None:
    """What is shown for the codes of a choice."""
    if column.kind is not ValueKind.CHOICE:
        return None
    return {choice.code: choice.label for choice in lists.get(column.choices, ())}
