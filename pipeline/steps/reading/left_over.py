"""List what was filled in a form as issued and means nothing in today's: nothing is lost unseen."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from pipeline.domain.findings import Finding, FindingKind, finding
from pipeline.domain.form import Block, Shape
from pipeline.domain.workbook import column_index
from pipeline.steps.reading.anchor import Anchor
from pipeline.steps.reading.coerce import is_blank, shown
from pipeline.steps.reading.issued_form import IssuedForm, Known

LISTED: Final = 60
"""Cells quoted in one finding; the rest are counted, with the last of them named."""

Cells = list[tuple[str, str]]


def left_over(issued: IssuedForm, found: dict[str, Anchor]) -> Iterator[Finding]:
    """One finding for a block, a column or a row that is no longer asked, where it is filled.

    Args:
        found: The blocks found, under the keys they were issued with.
    """
    for _, block in issued.form.blocks:
        if block.key in found:
            anchor = found[block.key]
            for part, cells in _parts(block, issued.known.get(block.key), anchor):
                if cells:
                    yield finding(
                        FindingKind.NO_LONGER_ASKED,
                        sheet=anchor.sheet.name,
                        cell=cells[0][0],
                        part=part,
                        cells=_listed(cells),
                    )


def _parts(block: Block, known: Known | None, anchor: Anchor) -> Iterator[tuple[str, Cells]]:
    letters = anchor.place.columns
    inputs = {c.key: letters[c.key] for c in block.inputs if c.key in letters}
    rows = _rows(block, anchor)
    table = f"bảng “{block.title}”"
    if known is None:
        yield table, list(_filled(anchor, inputs.values(), rows.values()))
        return
    for column in block.inputs:
        if column.key in inputs and column.key not in known.columns:
            cells = list(_filled(anchor, [inputs[column.key]], rows.values()))
            yield f"cột “{column.label}”, {table}", cells
    kept = [letter for key, letter in inputs.items() if key in known.columns]
    for row in block.rows:
        if row.key in rows and row.key not in known.rows:
            yield f"dòng “{row.label}”, {table}", list(_filled(anchor, kept, [rows[row.key]]))


def _rows(block: Block, anchor: Anchor) -> dict[str, int]:
    """The rows that may be filled, by key; in records, by number."""
    if block.shape is not Shape.RECORDS:
        return dict(anchor.place.rows)
    numbers = range(anchor.place.first_row, anchor.place.last_row + 1)
    return {str(number): number for number in numbers}


def _filled(
    anchor: Anchor, letters: Iterable[str], rows: Iterable[int]
) -> Iterator[tuple[str, str]]:
    columns = list(letters)
    for row in rows:
        for letter in columns:
            address = f"{letter}{row}"
            raw = anchor.sheet.at(row, column_index(letter))
            if not is_blank(raw):
                yield address, shown(raw)
            elif address in anchor.sheet.errors:
                yield address, anchor.sheet.errors[address]


def _listed(cells: Cells) -> str:
    text = "; ".join(f"{address} = {value}" for address, value in cells[:LISTED])
    more = len(cells) - LISTED
    return f"{text}; và {more} ô nữa, đến ô {cells[-1][0]}" if more > 0 else text
