"""What has become outdated in a table that a person edited, cell by cell.

Rows are known by the words in them, columns by their number: a row that a person inserted, or a
sort, moves nothing out of reach.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from pipeline.files.word.docx_widths import ORDINALS
from pipeline.files.word.living.words import is_number

DASH: Final = "—"
Row = tuple[str, ...]
Key = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell whose figure moved.

    Attributes:
        row: The row's number in the person's table; -1 when it is not there as we wrote it.
        name: What the row is about.
    """

    row: int
    column: int
    name: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class TableChanges:
    """What a fresh table has otherwise than the one the person edited."""

    cells: tuple[Cell, ...]
    added: tuple[str, ...]
    removed: tuple[str, ...]


def table_changes(ours: str, theirs: Sequence[Row], fresh: str) -> TableChanges:
    """Lay the words we wrote, the person's rows and the fresh words beside each other."""
    old, new = _keyed(_rows(ours)), _keyed(_rows(fresh))
    numbers = {key: number for number, key in enumerate(_keyed(theirs))}
    left_out = {column for row in _rows(ours)[:3] for column, c in enumerate(row) if c in ORDINALS}
    cells = []
    for key in (key for key in old if key in new):
        place = numbers.get(key, -1)
        own = theirs[place] if place >= 0 else ()
        for column, (before, after) in enumerate(zip(old[key], new[key], strict=False)):
            if before == after or column in left_out:
                continue
            if len(own) > column and own[column] == after:
                continue
            stands = len(own) > column and own[column] == before
            name = next((c for c in old[key] if c and not _is_figure(c)), "")
            cells.append(Cell(place if stands else -1, column, name, before, after))
    gone = [key for key in old if key not in new and key in numbers]
    come = [key for key in new if key not in old and key not in numbers]
    return TableChanges(
        tuple(cells),
        tuple(_named(new[key]) for key in come),
        tuple(_named(old[key]) for key in gone),
    )


def _rows(text: str) -> list[Row]:
    return [tuple(line.split("\t")) for line in text.split("\n") if "\t" in line]


def _keyed(rows: Sequence[Row]) -> dict[Key, Row]:
    """The rows by their words; the second of like rows is the second in the other table too."""
    found: dict[Key, Row] = {}
    seen: dict[Row, int] = {}
    for row in rows:
        name = tuple(cell for cell in row if cell and not _is_figure(cell))
        seen[name] = seen.get(name, 0) + 1
        found[(*name, seen[name])] = row
    return found


def _is_figure(cell: str) -> bool:
    return cell == DASH or is_number(cell)


def _named(row: Row) -> str:
    return next((cell for cell in row if cell and not _is_figure(cell)), "")
