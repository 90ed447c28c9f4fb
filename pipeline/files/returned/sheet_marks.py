"""What a worksheet holds besides values, whatever the format: formulas, errors, how far it goes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from pipeline.domain.manifest import CHECK_SHEET, LISTS_SHEET
from pipeline.domain.workbook import column_letter
from pipeline.files.returned.style_scan import SheetLooks

WITHOUT_ANSWERS: Final = frozenset({CHECK_SHEET, LISTS_SHEET})
"""Sheets of our own that nobody fills; formulas make the first the slowest of all to read."""

MAX_ARRAY: Final = 10_000
"""Cells of one array formula that are marked; larger ones are marked at their first cell."""

ERROR_CODES: Final[Mapping[int, str]] = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
    0x2B: "#GETTING_DATA",
}
"""Error values as the binary formats store them."""


@dataclass(frozen=True, slots=True)
class SheetMarks:
    """What one worksheet holds besides values.

    Attributes:
        row: Farthest row with content; column: farthest column; 1-based. 0 for none, and for a
            sheet of .xlsx that ends at column Z and row 99,999 at most and has no other marks.
    """

    row: int = 0
    column: int = 0
    formulas: frozenset[str] = frozenset()
    errors: Mapping[str, str] = field(default_factory=dict)
    looks: SheetLooks = field(default_factory=SheetLooks)


class Marking:
    """Collects the marks of one worksheet, cell by cell; rows and columns count from 1."""

    def __init__(self) -> None:
        """Begin with none."""
        self._row = self._column = 0
        self._formulas: set[str] = set()
        self._errors: dict[str, str] = {}

    def content(self, row: int, column: int) -> None:
        """A cell that holds something."""
        self._row = max(self._row, row)
        self._column = max(self._column, column)

    def formula(self, row: int, column: int, rows: int = 1, columns: int = 1) -> None:
        """A formula and, when it fills several cells, all of them."""
        self._formulas.add(f"{column_letter(column)}{row}")
        if 1 < rows * columns <= MAX_ARRAY:
            letters = [column_letter(column + step) for step in range(columns)]
            self._formulas.update(f"{x}{row + step}" for x in letters for step in range(rows))

    def error(self, row: int, column: int, text: str) -> None:
        """An error value."""
        self._errors[f"{column_letter(column)}{row}"] = text

    @property
    def marks(self) -> SheetMarks:
        """All there is."""
        return SheetMarks(self._row, self._column, frozenset(self._formulas), self._errors)
