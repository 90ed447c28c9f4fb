"""Fill an issued workbook by the layout it publishes, as a unit's own system would do.

Nothing is known here of how the form is written: only of the contract of ``publish_layout``.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from pathlib import Path
from typing import Any, TypeAlias

from pipeline.domain.errors import PipelineError
from pipeline.domain.workbook import RawValue, column_index
from pipeline.files.forms.form_measures import height, lines
from pipeline.files.issuing.filled_copy import FilledCopy
from pipeline.files.issuing.raw_zip import write_archive
from pipeline.files.issuing.sheet_template import Formula
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
    book = FilledCopy(source.read_bytes())
    for place, answer in answers.items():
        _enter(book, address(layout, place), answer, formula=place in formulas)
    write_archive(target, book.archive())


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


def _enter(book: FilledCopy, at: tuple[str, str, int], answer: Answer, *, formula: bool) -> None:
    """Type one value, as a person would: a new cell takes the format of its column."""
    title, letter, row = at
    sheet, filling, column = book.sheet(title), book.filling(title), column_index(letter)
    style = sheet.row(row).styles.get(column) or sheet.column_styles.get(column, "0")
    if formula:
        filling.put(row, column, (style, Formula(str(answer).removeprefix("="))))
        return
    filling.put(row, column, (style, answer))
    if isinstance(answer, str):
        needed = lines(answer, sheet.column_widths[column])
        if needed > 1:
            present = filling.heights.get(row) or sheet.row(row).height or 0
            filling.heights[row] = max(present, height(needed))
