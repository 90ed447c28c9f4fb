"""Put single values into cells: text stays text, a choice shows its label."""

from __future__ import annotations

from collections.abc import Mapping
from copy import copy
from typing import Any, TypeAlias
from weakref import WeakKeyDictionary

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.styles.cell_style import StyleArray
from openpyxl.worksheet.worksheet import Worksheet

from pipeline.domain.form import Choice, Column, ValueKind
from pipeline.domain.submission import Value
from pipeline.domain.vietnamese.text import clean
from pipeline.domain.workbook import column_letter

Values: TypeAlias = Mapping[tuple[str, str, str], Value]
"""What to fill in: (block, row key, column key) → value; records count their rows from "1"."""

Lists: TypeAlias = Mapping[str, tuple[Choice, ...]]

_NAMED: WeakKeyDictionary[Workbook, dict[str, StyleArray]] = WeakKeyDictionary()
"""The named styles in use, by workbook."""


def put(worksheet: Worksheet, row: int, column: int, value: Value, style: str) -> Cell:
    """Write one value in a style; ``None`` and "" leave the cell blank."""
    cell = worksheet.cell(row, column)
    assert isinstance(cell, Cell)
    _set_style(cell, style)
    if isinstance(value, str):
        put_text(cell, value)
    elif value is not None:
        cell.value = value
    return cell


def _set_style(cell: Any, style: str) -> None:
    """Give a cell a named style; by its name alone, the book's styles are gone through twice."""
    named = _NAMED.setdefault(cell.parent.parent, {})
    if style not in named:
        cell.style = style
        named[style] = cell._style
    cell._style = copy(named[style])


def put_text(cell: Cell, text: str) -> None:
    """Write text as text: a value like ``=1+1`` or ``#N/A`` never becomes a formula or error."""
    kept = clean(text)
    if kept:
        cell.value = kept
        cell.data_type = "s"


def shown(value: Value, column: Column, lists: Lists) -> Value:
    """What a person sees for a typed value; an unknown code is shown as it is."""
    if column.kind is ValueKind.CHOICE:
        labels = {choice.code: choice.label for choice in lists.get(column.choices, ())}
        return labels.get(str(value), value)
    return value


def put_across(
    worksheet: Worksheet, row: int, columns: tuple[int, int], text: str, style: str
) -> None:
    """Write text into a line of cells merged from the first to the last column."""
    first, last = columns
    put(worksheet, row, first, text, style)
    if last == first:
        return
    for column in range(first + 1, last + 1):
        put(worksheet, row, column, None, style)
    # merge_cells() would take the borders apart and join them again: half the time of a form.
    worksheet.merged_cells.add(f"{column_letter(first)}{row}:{column_letter(last)}{row}")
