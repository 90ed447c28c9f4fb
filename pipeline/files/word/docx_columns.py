"""What every column of a table needs: its longest word, a comfortable width, all of it on a line.

Measured in units of the font size, with some slack: where Times New Roman lacks, its stand-in
draws Vietnamese letters wider, and a column must never be so narrow that a usual word breaks.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from pipeline.domain.document import Fill, RowKind, Table, TableColumn, TableRow
from pipeline.domain.printing import print_cell
from pipeline.files.word.letter_widths import ems

SLACK = 1.15

LONGEST_WORD = 14
"""Letters; what is longer (a file's name, a link) may break anywhere."""

HEADER_LINES = 3
"""A comfortable header has no more lines than this."""

COMFORTABLE = 10.0
"""A text up to this width stays on one line in a comfortable column."""

USUAL = 0.85
"""The share of cells that stay on one line in a comfortable column; the others may wrap."""

SHORT = 6.0
"""Where no text is wider than this, none wraps."""

_ROWS_MEASURED = 120
"""Rows of a longer table that are measured: so many, evenly through it, and its last."""

_SPACE = ems(" ")


@dataclass(frozen=True, slots=True)
class Needs:
    """The widths of a column, in units of the font size.

    Attributes:
        least: No word breaks.
        comfort: Usual short texts stay on one line, the header on three.
        most: Nothing wraps but a header, once; more would be wasted.
        mean: Of all cells; columns in this proportion wrap to rows of like height.
    """

    least: float
    comfort: float
    most: float
    mean: float


def column_needs(table: Table) -> dict[str, Needs]:
    """The needs of every column, by its key."""
    data = [row for row in table.rows if row.kind is not RowKind.HEADING]
    measured = data[:: ceil(len(data) / _ROWS_MEASURED) or 1] + data[-1:]
    return {column.key: _needs(column, measured) for column in table.columns}


def _needs(column: TableColumn, rows: Sequence[TableRow]) -> Needs:
    longest = LONGEST_WORD if column.fill is Fill.TEXT else None
    texts = (
        (print_cell(row.cells.get(column.key, ""), column.fill), row.kind is not RowKind.DATA)
        for row in rows
    )
    measured = [_measured(text, longest, bold=bold) for text, bold in texts]
    words = max((word for word, _ in measured), default=0)
    header = [ems(word, bold=True) for word in column.label.split()] or [0]
    least = max(words, min(max(header), LONGEST_WORD), 1)
    whole = sum(header) + _SPACE * (len(header) - 1)
    lines = sorted(line for _, line in measured) or [0]
    usual = lines[-1] if lines[-1] <= SHORT else lines[ceil(USUAL * len(lines)) - 1]
    comfort = max(least, whole / HEADER_LINES, min(usual, COMFORTABLE))
    most = max(comfort, lines[-1], whole / 2)
    mean = max(sum(lines) / len(lines), 1)
    return Needs(SLACK * least, SLACK * comfort, SLACK * most, mean)


def _measured(text: str, longest: int | None, *, bold: bool) -> tuple[float, float]:
    """The longest word of a text, and the text on one line: its words, which are measured once."""
    words = text.split()
    widths = [ems(word, bold=bold) for word in words]
    within = [ems(word[:longest], bold=bold) for word in words] if longest else widths
    return max(within, default=0), sum(widths) + _SPACE * len(words)
