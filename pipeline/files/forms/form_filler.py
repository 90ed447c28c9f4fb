"""Fill an issued workbook by the layout it publishes, as a unit's own system would do.

Nothing is known here of how the form is written: only of the contract of ``publish_layout``.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from copy import copy
from datetime import date
from pathlib import Path
from typing import Any, TypeAlias

from openpyxl import load_workbook
from openpyxl.cell.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet

from pipeline.domain.errors import PipelineError
from pipeline.domain.workbook import RawValue, column_index
from pipeline.files.atomic import replacing
from pipeline.files.forms.form_measures import height, lines
from pipeline.files.returned.returned import read_workbook

Place: TypeAlias = tuple[str, str, str]
"""Block, row and column; rows of a list are "1", "2" …, what blanks mean is the row below."""

Answer: TypeAlias = int | float | str | date

DECLARATION = "declaration"


def fill(
    source: Path,
    target: Path,
    layout: Mapping[str, Any],
    answers: Mapping[Place, Answer],
    formulas: Collection[Place] = (),
) -> None:
    """Write answers into a copy of an issued workbook; text always stays text.

    Args:
        layout: As the workbook publishes it (``read_published_layout``).
        formulas: Places whose answer is meant as a formula.

    Raises:
        PipelineError: An answer has no place in the layout.
        OutputError: The target cannot be written.
    """
    book = load_workbook(source)
    for place, answer in answers.items():
        sheet, letter, row = address(layout, place)
        _enter(book[sheet], letter, row, answer, formula=place in formulas)
    with replacing(target) as temporary:
        book.save(temporary)


def address(layout: Mapping[str, Any], place: Place) -> tuple[str, str, int]:
    """Sheet, column letter and row of a place.

    Raises:
        PipelineError: The layout has no such place, or it is not for filling in.
    """
    key, row, column = place
    try:
        block = layout["blocks"][key]
        if row == DECLARATION:
            return (block["sheet"], *_split(block["declaration"]["cell"]))
        inputs = {name: one for name, one in block["columns"].items() if not one["fixed"]}
        letter = str(inputs[column]["letter"])
        if block["shape"] == "records":
            return block["sheet"], letter, block["first_row"] + int(row) - 1
        return block["sheet"], letter, block["rows"][row]["row"]
    except (KeyError, TypeError, ValueError) as problem:
        where = ".".join(place)
        raise PipelineError(f"Biểu mẫu không có ô nhập “{where}”.") from problem


def read_printed(path: Path, layout: Mapping[str, Any]) -> dict[Place, RawValue]:
    """What a workbook prints in the fixed columns of its grids: measures, maxima …."""
    sheets = {sheet.name: sheet for sheet in read_workbook(path).sheets}
    return {
        (key, row, column): sheets[block["sheet"]].at(facts["row"], column_index(shown["letter"]))
        for key, block in layout["blocks"].items()
        for column, shown in block["columns"].items()
        if shown["fixed"]
        for row, facts in block["rows"].items()
    }


def _split(cell: str) -> tuple[str, int]:
    letters = cell.rstrip("0123456789")
    return letters, int(cell.removeprefix(letters))


def _enter(sheet: Worksheet, letter: str, row: int, answer: Answer, *, formula: bool) -> None:
    """Type one value, as a person would: a new cell takes the format of its column."""
    cell = sheet[f"{letter}{row}"]
    assert isinstance(cell, Cell)
    if not cell.has_style:
        # openpyxl has no public way to take over all of a column's format at once.
        fresh: Any = cell
        column: Any = sheet.column_dimensions[letter]
        fresh._style = copy(column._style)
    cell.value = answer
    if isinstance(answer, str) and not formula:
        cell.data_type = "s"
        _make_room(sheet, letter, row, answer)


def _make_room(sheet: Worksheet, letter: str, row: int, text: str) -> None:
    """Heighten the row for a long text, as Excel does while one types."""
    needed = lines(text, sheet.column_dimensions[letter].width)
    dimension = sheet.row_dimensions[row]
    if needed > 1:
        dimension.height = max(dimension.height or 0, height(needed))
