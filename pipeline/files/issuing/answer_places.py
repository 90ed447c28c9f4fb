"""Where the answers of a form go in its sheets, so that a master is filled as a form is written.

What ``form_blocks`` decides while it writes is found in the master (styles, heights) or worked
out by the same functions.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from pipeline.domain.form import Block, Column, FormSpec, Shape, ValueKind
from pipeline.domain.layout import BlockPlace, Layout
from pipeline.domain.submission import Value
from pipeline.domain.workbook import column_index
from pipeline.files.forms.form_blocks import BLANKS_COLUMN, DECLARATION
from pipeline.files.forms.form_cells import Lists, Values
from pipeline.files.forms.form_measures import column_widths, height, lines, room
from pipeline.files.issuing.sheet_template import Filled, Filling, SheetTemplate

@dataclass(frozen=True, slots=True)
class InputCell:
    """What is to be known of the cell of one answer.

    Attributes:
        width: In characters; ``None`` where the row does not grow with the answer.
        labels: What is shown for a code; ``None`` where any answer is shown as it is.
        style: Number of its style; "" where the cell is there and keeps its own.
    """

    column: int
    width: float | None
    labels: Mapping[str, str] | None
    style: str = ""


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
        for (block, row_key, key), value in values.items():
            if block not in self._sheets:
                continue
            cells = self._blocks.get(block) or self._known(block)
            found = cells.find(row_key, key)
            if found is not None:
                title = cells.place.sheet
                filling = fillings.get(title)
                if filling is None:
                    filling = fillings[title] = Filling()
                _put(cells.sheet, filling, found, value)
        return fillings

    def _known(self, key: str) -> _BlockCells:
        sheet, block, place = self._sheets[key], self._form.block(key), self._layout[key]
        known = self._blocks[key] = _BlockCells(self._sheet_of(place.sheet), block, place)
        widths = column_widths(sheet, self._layout)
        known.learn(self._form.lists, widths, self._list_styles)
        return known


def _put(
    sheet: SheetTemplate, filling: Filling, found: tuple[int, InputCell], value: Value
) -> None:
    row, cell = found
    shown = cell.labels.get(str(value), value) if cell.labels is not None else value
    style = cell.style or sheet.row(row).styles[cell.column]
    filling.put(row, cell.column, Filled(style, shown))
    if cell.width is None:
        return
    text = str(shown)
    if len(text) > room(cell.width) or "\n" in text:
        needed = height(lines(text, cell.width))
        present = filling.heights.get(row) or sheet.row(row).height or 0
        filling.heights[row] = max(present, needed)


class _BlockCells:
    """The cells of one block."""

    def __init__(self, sheet: SheetTemplate, block: Block, place: BlockPlace) -> None:
        self.sheet = sheet
        self.place = place
        self._block = block
        self._cells: dict[tuple[str, str], InputCell] = {}

    def learn(
        self, lists: Lists, widths: Mapping[str, float], list_styles: Mapping[ValueKind, str]
    ) -> None:
        """Take note of all cells by row and column; all rows of a list are one."""
        self._blanks = _labels(BLANKS_COLUMN, lists)
        is_list = self._block.shape is Shape.RECORDS
        for key, row in self._inputs():
            column = self._block.column(key, row)
            letter, labels = self.place.columns[key], _labels(column, lists)
            style = list_styles[column.kind] if is_list else ""
            cell = InputCell(column_index(letter), widths[letter] - 2, labels, style)
            self._cells[row, key] = cell

    def find(self, row_key: str, key: str) -> tuple[int, InputCell] | None:
        """Row and cell of an answer; ``None`` when the block has no such cell."""
        if row_key == DECLARATION:
            return self._declaration()
        if self._block.shape is Shape.RECORDS:
            cell = self._cells.get(("", key))
            if cell is None or not row_key.isdigit():
                return None
            return self.place.first_row + int(row_key) - 1, cell
        cell = self._cells.get((row_key, key))
        return (self.place.rows[row_key], cell) if cell else None

    def _inputs(self) -> Iterator[tuple[str, str]]:
        """Column and row of every cell."""
        if self._block.shape is Shape.RECORDS:
            return ((column.key, "") for column in self._block.columns)
        return ((column.key, row.key) for row in self._block.rows for column in self._block.inputs)

    def _declaration(self) -> tuple[int, InputCell] | None:
        letters = self.place.declaration.rstrip("0123456789")
        if not letters:
            return None
        row = int(self.place.declaration.removeprefix(letters))
        return row, InputCell(column_index(letters), None, self._blanks)


def _labels(column: Column, lists: Lists) -> Mapping[str, str] | None:
    """What is shown for the codes of a choice."""
    if column.kind is not ValueKind.CHOICE:
        return None
    return {choice.code: choice.label for choice in lists.get(column.choices, ())}
