"""One column of a block as answered: its cells read, formulas and errors told from values."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from pipeline.domain.findings import FindingKind
from pipeline.domain.form import VALUE, Choice, Column, Row
from pipeline.domain.submission import Value
from pipeline.domain.workbook import RawSheet, RawValue, column_index
from pipeline.steps.reading.anchor import Anchor
from pipeline.steps.reading.as_shown import MEASURE, changes_by_look, read_as_shown
from pipeline.steps.reading.coerce import Reading, coerce, shown
from pipeline.steps.reading.read_column import read_column

Lists = Mapping[str, tuple[Choice, ...]]


@dataclass(frozen=True, slots=True)
class Line:
    """One row to read: its key, its row of the sheet, its row of the form (none in records)."""

    key: str
    number: int
    cells: Sequence[RawValue]
    row: Row | None = None


@dataclass(frozen=True, slots=True)
class Answered:
    """One column as read: a raw and a typed value a line, and the readings with a problem."""

    column: Column
    letter: str
    raws: Sequence[RawValue]
    values: Sequence[Value]
    problems: Mapping[int, Reading]

    def is_empty(self, at: int) -> bool:
        """Nothing was entered: no value, and no problem that would explain its absence."""
        return self.values[at] is None and at not in self.problems

    @property
    def empty(self) -> list[int]:
        """The lines in which nothing was entered."""
        return [at for at, value in enumerate(self.values) if value is None and self.is_empty(at)]

    def asked(self, line: Line) -> Column:
        """What one cell of it was to hold: rows of fields and narratives have their own type."""
        return asked_of(self.column, line)


def read_answers(anchor: Anchor, lines: Sequence[Line], column: Column, lists: Lists) -> Answered:
    """Read one column of the block that was found, at the lines that count."""
    letter = anchor.place.columns[column.key]
    at = column_index(letter) - 1
    raws = [line.cells[at] if at < len(line.cells) else None for line in lines]
    if raws.count(None) == len(raws) and not anchor.sheet.formulas and not anchor.sheet.errors:
        return Answered(column, letter, raws, [None] * len(raws), {})
    if column.key == VALUE:
        readings = [
            coerce(raw, asked, lists[asked.choices] if asked.choices else ())
            for raw, asked in zip(raws, (asked_of(column, line) for line in lines), strict=True)
        ]
        values = [reading.value for reading in readings]
        problems = {at: read for at, read in enumerate(readings) if read.problem is not None}
    else:
        choices = lists[column.choices] if column.choices else ()
        values, problems = read_column(raws, column, choices)
    for row, looked in _looked(anchor.sheet, letter, lines, raws, column, lists):
        values[row] = looked.value
        if looked.problem is not None:
            problems[row] = looked
        else:
            problems.pop(row, None)
    for row, marked in _marked(anchor.sheet, letter, lines, raws):
        values[row], problems[row] = None, marked
    return Answered(column, letter, raws, values, problems)


def asked_of(column: Column, line: Line) -> Column:
    """The type of one cell: the line's own where it has one, else the column's."""
    own = line.row.column if line.row is not None and column.key == VALUE else None
    return own or column


def _looked(
    sheet: RawSheet,
    letter: str,
    lines: Sequence[Line],
    raws: Sequence[RawValue],
    column: Column,
    lists: Lists,
) -> Iterator[tuple[int, Reading]]:
    """The cells that say something else than their value: percentages, old fonts."""
    if not changes_by_look(sheet, raws):
        return
    for row, (line, raw) in enumerate(zip(lines, raws, strict=True)):
        asked = asked_of(column, line)
        choices = lists[asked.choices] if asked.choices else ()
        measure = str(line.row.facts.get(MEASURE, "")) if line.row else ""
        reading = read_as_shown(sheet, f"{letter}{line.number}", raw, asked, choices, measure)
        if reading is not None:
            yield row, reading


def _marked(
    sheet: RawSheet, letter: str, lines: Sequence[Line], raws: Sequence[RawValue]
) -> Iterator[tuple[int, Reading]]:
    """The cells that hold a formula or an error: whatever value they show, it is not one."""
    if not sheet.formulas and not sheet.errors:
        return
    for row, line in enumerate(lines):
        address = f"{letter}{line.number}"
        error = sheet.errors.get(address)
        if address in sheet.formulas:
            found = error or shown(raws[row]) or "chưa tính"
            yield row, Reading(None, FindingKind.FORMULA_IN_INPUT, {"found": found})
        elif error is not None:
            yield row, Reading(None, FindingKind.ERROR_VALUE, {"found": error or "không rõ"})
