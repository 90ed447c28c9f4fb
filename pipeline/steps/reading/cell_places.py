"""From a cell of a returned workbook to its place in the form, wherever the cell was found."""

from __future__ import annotations

from dataclasses import dataclass, field

from pipeline.domain.correction import DECLARATION, Place
from pipeline.domain.form import VALUE
from pipeline.domain.submission import Submission, Table


@dataclass(frozen=True, slots=True)
class CellPlaces:
    """The places of one submission's cells."""

    rows: dict[tuple[str, int], tuple[Table, str]] = field(default_factory=dict)
    declarations: dict[tuple[str, str], Place] = field(default_factory=dict)
    blocks: dict[str, str] = field(default_factory=dict)
    """Sheet as returned → key of a block on it."""

    @classmethod
    def of(cls, submission: Submission) -> CellPlaces:
        """Look at every row once."""
        found = cls()
        for table in submission.tables.values():
            found.blocks.setdefault(table.sheet, table.block)
            for key, number in zip(table.row_keys, table.row_numbers, strict=True):
                found.rows[table.sheet, number] = (table, key)
            if table.declaration is not None:
                place = (table.block, DECLARATION, VALUE)
                found.declarations[table.sheet, table.declaration.address] = place
        return found

    def at(self, sheet: str, cell: str) -> Place | None:
        """The place of a cell; ``None`` when it is no answer of the form."""
        if not cell:
            return None
        if declared := self.declarations.get((sheet, cell)):
            return declared
        letters = cell.rstrip("0123456789")
        table, key = self.rows.get((sheet, int(cell.removeprefix(letters))), (None, ""))
        if table is None:
            return None
        columns = (column for column, letter in table.letters.items() if letter == letters)
        column = next(columns, None)
        return None if column is None else (table.block, key, column)
