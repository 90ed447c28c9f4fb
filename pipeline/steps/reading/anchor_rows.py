"""Map the fixed rows of a block to the rows of the sheet: by visible label, else by hidden key."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from pipeline.domain.form import Block
from pipeline.domain.once import once
from pipeline.domain.workbook import RawSheet, RawValue
from pipeline.steps.reading.matching import folded, key_text


@dataclass(frozen=True, slots=True)
class RowMap:
    """The rows of one block as found.

    Attributes:
        numbers: Row key → row of the sheet.
        repeated: Row key and sheet row of further rows that say they are the same row.
        strangers: Sheet rows with figures among the block's rows that belong to no row of it.
    """

    label_column: int
    numbers: Mapping[str, int] = field(default_factory=dict)
    repeated: tuple[tuple[str, int], ...] = ()
    strangers: tuple[int, ...] = ()


def map_rows(
    sheet: RawSheet,
    block: Block,
    label_column: int,
    inputs: Mapping[str, int],
    bounds: tuple[int, int],
) -> RowMap:
    """Look at every row between the bounds once.

    A label counts more than a key: who sorts a table by hand moves what is visible, and the
    hidden keys stay behind.
    """
    names = _names(block)
    numbers: dict[str, int] = {}
    repeated: list[tuple[str, int]] = []
    strangers: list[int] = []
    rows = sheet.rows[bounds[0] - 1 : bounds[1]]
    for row, cells in enumerate(rows, start=bounds[0]):
        label = cells[label_column - 1] if label_column <= len(cells) else None
        key = names.known(label, sheet.at(row, label_column - 1))
        if key is None:
            if _holds_figures(sheet, row, inputs):
                strangers.append(row)
        elif key in numbers:
            repeated.append((key, row))
        else:
            numbers[key] = row
    return RowMap(label_column, numbers, tuple(repeated), tuple(strangers))


@dataclass(frozen=True, slots=True)
class _Names:
    """How the rows of a block are recognised: exact label, folded label, key."""

    exact: Mapping[str, str]
    folded: Mapping[str, str]
    keys: frozenset[str]

    def known(self, label: RawValue, key: RawValue) -> str | None:
        """The key of the row with this label and this hidden key; ``None`` for no row of ours."""
        if isinstance(label, str):
            found = self.exact.get(label) or self.folded.get(folded(label))
            if found is not None:
                return found
        text = key_text(key)
        return text if text in self.keys else None


@once
def _names(block: Block) -> _Names:
    """Labels that two rows share do not tell them apart and are left out."""
    folds = [folded(row.label) for row in block.rows]
    single = {row.label: row.key for row in block.rows if folds.count(folded(row.label)) == 1}
    return _Names(
        single,
        {folded(label): key for label, key in single.items()},
        frozenset(row.key for row in block.rows),
    )


def _holds_figures(sheet: RawSheet, row: int, inputs: Mapping[str, int]) -> bool:
    """Text alone is a heading or a signature; a figure would be lost silently."""
    values = (sheet.at(row, column) for column in inputs.values())
    return any(isinstance(value, int | float) and not isinstance(value, bool) for value in values)
