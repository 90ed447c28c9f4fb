"""Widths of columns and heights of rows: estimated, since nothing fits itself on writing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from math import ceil

from pipeline.domain.form import Block, Column, Shape, Sheet
from pipeline.domain.layout import FIRST_COLUMN, LABEL_COLUMN, Layout
from pipeline.domain.workbook import column_index, column_letter

PORTRAIT, LANDSCAPE = 94, 138
"""Characters across an A4 page at full size."""

NUMBERING_WIDTH = 6
NARROWEST_LABEL, WIDEST_LABEL = 34, 60
VALUE_WIDTHS = {Shape.FIELDS: 34, Shape.NARRATIVE: 80}
"""A value standing alone has the room that the page leaves it, not its column's."""

HINT_WIDTH = 26
LINE_HEIGHT = 13.2
"""Points of one line of 10-point text."""

PADDING = 7
LOWEST_ROW, HIGHEST_ROW = 18.5, 400
"""Excel refuses rows above 409 points."""

NO_TEXT = 6
"""Height of a row that is only a gap."""

USUAL_ROW = 15
"""Height of a row that has none of its own."""

FITTED = 1.35
"""What is at most so many pages long is printed on one."""

FIXED_SHAPES = (Shape.FIELDS, Shape.GRID)

LEAST_PRINT, MOST_SQUEEZED, SQUEEZABLE = 1.1, 0.7, 14
"""A sheet wider than 1.1 pages is narrowed, to 70 % at most, in its columns above 14."""


def has_hints(sheet: Sheet) -> bool:
    """Whether the column beside the values is free for hints: no block uses it."""
    return all(block.shape in VALUE_WIDTHS for block in sheet.blocks)


def last_column(sheet: Sheet) -> int:
    """1-based index of the last used column of a sheet."""
    widest = max(len(block.columns) for block in sheet.blocks)
    return FIRST_COLUMN + widest - 1 + has_hints(sheet)


def column_widths(sheet: Sheet, layout: Layout) -> dict[str, float]:
    """Column letter → width in characters; blocks above one another share columns."""
    widths: dict[str, float] = {}
    for block in sheet.blocks:
        for column in block.columns:
            letter = layout[block.key].columns[column.key]
            widths[letter] = max(widths.get(letter, 0), _width(block, column))
    if has_hints(sheet):
        widths[column_letter(last_column(sheet))] = HINT_WIDTH
    else:
        widths = _squeezed(widths, LANDSCAPE if sheet.landscape else PORTRAIT)
    widths[LABEL_COLUMN] = _label_width(sheet, sum(widths.values()))
    return widths


def _squeezed(widths: Mapping[str, float], page: float) -> dict[str, float]:
    """Narrow the wide columns of a sheet that would print too small."""
    share = max(page * LEAST_PRINT / sum(widths.values()), MOST_SQUEEZED)
    if share >= 1:
        return dict(widths)
    return {
        letter: width if width <= SQUEEZABLE else max(SQUEEZABLE, round(width * share))
        for letter, width in widths.items()
    }


def _width(block: Block, column: Column) -> float:
    longest_word = max((len(word) for word in column.label.split()), default=0)
    return VALUE_WIDTHS.get(block.shape) or max(column.width, longest_word + 2)


def _label_width(sheet: Sheet, others: float) -> float:
    """Labels take what the page has left, within reason."""
    if all(block.shape is Shape.RECORDS for block in sheet.blocks):
        return NUMBERING_WIDTH
    page = LANDSCAPE if sheet.landscape else PORTRAIT
    return min(max(page - others, NARROWEST_LABEL), WIDEST_LABEL)


def page_height(wide: float, *, landscape: bool) -> float:
    """Points of rows on one A4 page of a sheet so many characters wide, fitted to its width."""
    characters, points = (LANDSCAPE, 480) if landscape else (PORTRAIT, 720)
    return points * max(1, wide / characters)


def page_division(
    sheet: Sheet, layout: Layout, wide: float, height_of: Callable[[int], float | None]
) -> tuple[bool, tuple[int, ...]]:
    """Whether a sheet is printed on one page, and else after which rows a page ends.

    What is little more than a page is fitted on one; else a block begins where it fits whole.
    """

    def tall(first: int, last: int) -> float:
        return sum(height_of(row) or USUAL_ROW for row in range(first, last + 1))

    page = page_height(wide, landscape=sheet.landscape)
    last = layout[sheet.blocks[-1].key].last_row
    if tall(1, last) <= page * FITTED and sheet.blocks[-1].shape in FIXED_SHAPES:
        return True, ()
    breaks: list[int] = []
    used, row = 0.0, 1
    for block in sheet.blocks:
        place = layout[block.key]
        used = (used + tall(row, place.title_row - 1)) % page
        whole = tall(place.title_row, place.last_row)
        if used + whole > page and row > 1:
            breaks.append(place.title_row - 1)
            used = 0
        used, row = used + whole, place.last_row + 1
    return False, tuple(breaks)


def across(widths: Mapping[str, float]) -> float:
    """Characters from the label column to the last."""
    return sum(widths[letter] for letter in sorted(widths, key=column_index))


def lines(text: str, width: float, *, scale: float = 1.0) -> int:
    """Lines a text takes in a column, a little too many rather than too few.

    Args:
        scale: Size of its letters against plain 10-point text.
    """
    wide = room(width, scale=scale)
    return sum(max(1, ceil(len(part) / wide)) for part in text.split("\n"))


def room(width: float, *, scale: float = 1.0) -> float:
    """Letters that surely have room on one line of a column."""
    return max(width * 1.08 / scale - 1, 4)


def height(count: int, *, line: float = LINE_HEIGHT, lowest: float = LOWEST_ROW) -> float:
    """Points of a row of so many lines."""
    return round(min(max(count * line + PADDING, lowest), HIGHEST_ROW), 1)
