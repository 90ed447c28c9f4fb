"""What people do to a table besides filling it: merge cells, hide rows, write beside, add totals.

To notice one more habit, add a function to ``habits``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final

from pipeline.domain.findings import Finding, FindingKind, finding
from pipeline.domain.form import Block, Shape
from pipeline.domain.workbook import RawValue, column_index, column_letter
from pipeline.steps.reading.anchor import Anchor
from pipeline.steps.reading.answered import Line
from pipeline.steps.reading.coerce import is_blank, shown
from pipeline.steps.reading.matching import folded

TOTALS: Final = frozenset({"tổng", "cộng", "tổng cộng", "tổng số", "cộng chung", "tổng chung"})
"""All that a line says which someone added to sum up a list."""

LONGEST_TOTAL: Final = 20
LISTED: Final = 20
_AREA: Final = re.compile(r"([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})")

Area = tuple[int, int, int, int]
"""First row, first column, last row, last column."""


def habits(block: Block, anchor: Anchor, lines: Sequence[Line]) -> Iterator[Finding]:
    """What was found about the shape of a table; ``lines`` are the rows that are read."""
    yield from _merged(block, anchor, lines)
    yield from _hidden(block, anchor, lines)
    yield from _beside(block, anchor, lines)


def merged_away(block: Block, anchor: Anchor, lines: Sequence[Line]) -> frozenset[str]:
    """The answers under a merged cell with a value: what is entered once covers them."""
    return frozenset(
        f"{column_letter(column)}{row}"
        for top, left, bottom, right in _merged_answers(block, anchor, lines)
        for row in range(top, bottom + 1)
        for column in range(left, right + 1)
        if (row, column) != (top, left)
    )


def is_total(cells: Sequence[RawValue], label_column: int) -> bool:
    """Whether a row of a list only sums up the others."""
    for cell in cells[label_column - 1 :]:
        if isinstance(cell, str) and cell:
            return len(cell) <= LONGEST_TOTAL and folded(cell) in TOTALS
    return False


def headings(anchor: Anchor, inputs: Sequence[int]) -> dict[int, str]:
    """Rows of a list that are one text across several columns: headings, not records."""
    sheet, found = anchor.sheet, dict[int, str]()
    for top, left, bottom, right in _areas(sheet.merged):
        covered = [column for column in inputs if left <= column <= right]
        if top == bottom > anchor.place.header_row and len(covered) > 1:
            others = (sheet.at(top, column) for column in inputs if column not in covered)
            if all(is_blank(raw) for raw in others):
                found[top] = shown(sheet.at(top, left))
    return found


def _merged(block: Block, anchor: Anchor, lines: Sequence[Line]) -> Iterator[Finding]:
    for top, left, bottom, right in _merged_answers(block, anchor, lines):
        cell = f"{column_letter(left)}{top}"
        yield finding(
            FindingKind.CELLS_MERGED,
            sheet=anchor.sheet.name,
            cell=cell,
            area=f"{cell}:{column_letter(right)}{bottom}",
            found=shown(anchor.sheet.at(top, left)),
            first=cell,
        )


def _merged_answers(block: Block, anchor: Anchor, lines: Sequence[Line]) -> Iterator[Area]:
    """Areas over several answers, with a value: Excel keeps one, at the first of the cells."""
    if not anchor.sheet.merged or not lines:
        return
    columns = _inputs(block, anchor)
    for area in _areas(anchor.sheet.merged):
        top, left, bottom, right = area
        if top > anchor.place.header_row and left in columns:
            across = sum(left <= column <= right for column in columns)
            down = sum(top <= line.number <= bottom for line in lines)
            if across * down > 1 and not is_blank(anchor.sheet.at(top, left)):
                yield area


def _hidden(block: Block, anchor: Anchor, lines: Sequence[Line]) -> Iterator[Finding]:
    """Hidden rows are data like others, which whoever filtered a list may not expect."""
    hidden = anchor.sheet.hidden_rows
    if not hidden:
        return
    columns = _inputs(block, anchor)
    rows = [
        line.number
        for line in lines
        if line.number in hidden
        and any(not is_blank(anchor.sheet.at(line.number, column)) for column in columns)
    ]
    if rows:
        listed = ", ".join(map(str, rows[:LISTED])) + ("…" if len(rows) > LISTED else "")
        place = {"sheet": anchor.sheet.name, "cell": f"{column_letter(min(columns))}{rows[0]}"}
        kind = FindingKind.ROWS_HIDDEN
        yield finding(kind, **place, block=block.title, count=len(rows), rows=listed)


def _beside(block: Block, anchor: Anchor, lines: Sequence[Line]) -> Iterator[Finding]:
    """What stands in columns of nobody's; beside single answers only figures, not our hints."""
    known = {column_index(x) for x in (*anchor.place.columns.values(), *anchor.passed_over)}
    width = max((len(line.cells) for line in lines), default=0)
    nobodys = [column for column in range(min(known) + 1, width + 1) if column not in known]
    figures_only = block.shape in (Shape.FIELDS, Shape.NARRATIVE)
    cells = [
        (f"{column_letter(column)}{line.number}", shown(raw))
        for line in lines
        for column in nobodys
        if column <= len(line.cells)
        and (raw := line.cells[column - 1]) is not None
        and _counts(raw, figures_only=figures_only)
    ]
    if cells:
        listed = "; ".join(f"{address} = {text}" for address, text in cells[:LISTED])
        more = f"; và {len(cells) - LISTED} ô nữa" if len(cells) > LISTED else ""
        place = {"sheet": anchor.sheet.name, "cell": cells[0][0]}
        yield finding(FindingKind.BESIDE_THE_TABLE, **place, block=block.title, cells=listed + more)


def _counts(raw: RawValue, *, figures_only: bool) -> bool:
    if figures_only:
        return isinstance(raw, int | float) and not isinstance(raw, bool)
    return not is_blank(raw)


def _inputs(block: Block, anchor: Anchor) -> set[int]:
    letters = anchor.place.columns
    return {column_index(letters[one.key]) for one in block.inputs if one.key in letters}


@lru_cache(maxsize=256)
def _areas(merged: tuple[str, ...]) -> tuple[Area, ...]:
    """Parsed once: the workbooks of a campaign are merged alike."""
    areas = []
    for text in merged:
        if found := _AREA.fullmatch(text):
            left, top, right, bottom = found.groups()
            areas.append((int(top), column_index(left), int(bottom), column_index(right)))
    return tuple(areas)
