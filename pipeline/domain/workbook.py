"""A workbook as read: cells without meaning yet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import TypeAlias

from pipeline.domain.vietnamese.legacy import LegacyFont

RawValue: TypeAlias = str | float | int | bool | date | datetime | time | timedelta | None


@dataclass(frozen=True, slots=True)
class RawSheet:
    """One worksheet, dense from A1.

    Attributes:
        rows: Values by row then column; ``rows[0][0]`` is A1. Rows may differ in length.
        formulas: Addresses of the cells that hold a formula.
        errors: Address → error text (``#DIV/0!``) of the cells that hold an error.
        percents: Addresses of the numbers shown as a percentage: 0.935 there means 93,5%.
        fonts: Address → font of before Unicode, where a cell is shown in one.
        since_1904: Days are counted from 1904, as on old Macintosh computers.
        merged: Areas of merged cells (``B4:H4``).
        hidden_rows: Rows that are hidden or filtered out; their cells are read like others.
    """

    name: str
    rows: tuple[tuple[RawValue, ...], ...]
    hidden: bool = False
    formulas: frozenset[str] = frozenset()
    errors: Mapping[str, str] = field(default_factory=dict)
    percents: frozenset[str] = frozenset()
    fonts: Mapping[str, LegacyFont] = field(default_factory=dict)
    since_1904: bool = False
    merged: tuple[str, ...] = ()
    hidden_rows: frozenset[int] = frozenset()

    def at(self, row: int, column: int) -> RawValue:
        """The value at a 1-based row and column; ``None`` outside what was read."""
        if row < 1 or row > len(self.rows):
            return None
        cells = self.rows[row - 1]
        return cells[column - 1] if 1 <= column <= len(cells) else None

    def row(self, row: int) -> tuple[RawValue, ...]:
        """The values of a 1-based row, from column A; none outside what was read."""
        return self.rows[row - 1] if 1 <= row <= len(self.rows) else ()


@dataclass(frozen=True, slots=True)
class RawWorkbook:
    """A whole workbook as read, hidden sheets included."""

    sheets: tuple[RawSheet, ...]

    def sheet(self, name: str) -> RawSheet | None:
        """The worksheet with this name, when there is one."""
        return next((sheet for sheet in self.sheets if sheet.name == name), None)


def column_letter(index: int) -> str:
    """Letters of a 1-based column index: 1 → A, 27 → AA.

    >>> column_letter(27)
    'AA'
    """
    letters = ""
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def column_index(letters: str) -> int:
    """1-based index of column letters: AA → 27.

    >>> column_index("AA")
    27
    """
    if len(letters) == 1:  # nearly always
        return ord(letters) - 64
    index = 0
    for letter in letters:
        index = index * 26 + ord(letter) - 64
    return index
