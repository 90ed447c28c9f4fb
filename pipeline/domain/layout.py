"""Where every block of a workbook lies: published for other systems, confirmed when reading."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

KEY_COLUMN = "A"
"""Hidden column that carries the keys of fixed rows."""

LABEL_COLUMN = "B"
"""Column of row labels; the running number (STT) in a records block."""

FIRST_COLUMN = 3
"""1-based index of the first column of a block's own columns (C)."""


@dataclass(frozen=True, slots=True)
class BlockPlace:
    """The place of one block on its sheet; rows are 1-based as Excel shows them.

    Attributes:
        header_row: Row of the leaf headers.
        first_row: First row of data.
        last_row: Last prepared row of data; records may go on below it.
        columns: Column key → column letter.
        rows: Row key → row number; empty for records.
        declaration: Address of the cell that declares what blanks mean; "" for none.
    """

    block: str
    sheet: str
    title_row: int
    header_row: int
    first_row: int
    last_row: int
    columns: Mapping[str, str]
    rows: Mapping[str, int]
    declaration: str = ""

    def reach(self, limit: int) -> int:
        """The last row that may hold an answer: a list goes on to its limit of rows."""
        return max(self.last_row, self.first_row + limit - 1)


@dataclass(frozen=True, slots=True)
class Layout:
    """The places of all blocks of a form, by block key."""

    places: Mapping[str, BlockPlace]

    def __getitem__(self, block: str) -> BlockPlace:
        """The place of one block."""
        return self.places[block]


@dataclass(frozen=True, slots=True)
class Manifest:
    """Who an issued workbook was made for (kept in a very hidden sheet of it).

    Attributes:
        form: ``FormSpec.id``.
        version: ``FormSpec.version``.
        campaign: ``Campaign.id``.
        unit: Code of the unit the workbook was issued to.
        period: ``Period.code``.
        round: 0 for the issued workbook, 1 for the first returned for correction …
        issued_to: Name of that unit, as it was then.
        issued_by: Full name of the cluster or bloc; both only tell people what they hold.
    """

    form: str
    version: int
    campaign: str
    unit: str
    period: str
    round: int = 0
    issued_to: str = ""
    issued_by: str = ""
