"""A submission (bài nộp): what one unit answered, typed, each value with its cell."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TypeAlias

from pipeline.domain.layout import Manifest
from pipeline.domain.workbook import RawValue

Value: TypeAlias = int | Decimal | str | date | None
"""A typed value; ``None`` is "not reported", never 0. A choice is its code."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One answered or blank cell (ô) with its place.

    Attributes:
        raw: As found in the workbook.
        declared: The value is 0 because the unit declared that blanks mean 0.
    """

    sheet: str
    address: str
    value: Value
    raw: RawValue
    declared: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """One block as answered.

    Attributes:
        row_keys: Key of each row; in records, its running number from 1 ("1", "2" …).
        row_numbers: Row of the sheet each row was found at.
        letters: Column key → column letter it was found at.
        values: Column key → one typed value a row.
        raws: Column key → one raw value a row.
        declared: Addresses of the blanks that the unit declared to be 0.
        declaration: The cell that says what blanks mean; ``None`` where the block has none.
    """

    block: str
    sheet: str
    row_keys: tuple[str, ...]
    row_numbers: tuple[int, ...]
    letters: Mapping[str, str]
    values: Mapping[str, tuple[Value, ...]]
    raws: Mapping[str, tuple[RawValue, ...]]
    declared: frozenset[str] = frozenset()
    declaration: Cell | None = None

    def cell(self, row: int, column: str) -> Cell:
        """The cell at the ``row``-th row (from 0) of a column."""
        address = f"{self.letters[column]}{self.row_numbers[row]}"
        value, raw = self.values[column][row], self.raws[column][row]
        return Cell(self.sheet, address, value, raw, address in self.declared)

    def value(self, row_key: str, column: str) -> Value:
        """The typed value at a row key; ``None`` when the row or column is absent."""
        if row_key not in self.row_keys or column not in self.values:
            return None
        return self.values[column][self.row_keys.index(row_key)]

    @property
    def records(self) -> Iterator[tuple[int, dict[str, Value]]]:
        """Each row's index and its values by column key."""
        for index in range(len(self.row_keys)):
            yield index, {key: column[index] for key, column in self.values.items()}


@dataclass(frozen=True, slots=True)
class Submission:
    """The answers of one workbook (bài nộp).

    Attributes:
        file: Name of the returned file, relative to the inbox.
        digest: SHA-256 of the file, hexadecimal.
    """

    unit: str
    manifest: Manifest
    file: str
    digest: str
    tables: Mapping[str, Table]

    def value(self, block: str, row: str, column: str = "value") -> Value:
        """One typed value; ``None`` when the block, row or column is absent."""
        table = self.tables.get(block)
        return table.value(row, column) if table else None
