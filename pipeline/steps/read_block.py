"""Read one block that was found: every input cell typed, every problem at its cell."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

from pipeline.domain.findings import Finding, FindingKind, finding, finding_of
from pipeline.domain.form import VALUE, Block, Choice, Column, Row, Shape, ValueKind
from pipeline.domain.submission import Cell, Table, Value
from pipeline.domain.workbook import RawSheet, RawValue, column_index
from pipeline.steps.anchor import Anchor
from pipeline.steps.coerce import Reading, coerce, is_blank, shown
from pipeline.steps.matching import folded

BLANKS: Final = "blanks"
"""The dropdown list of the declaration cell; ``ZERO`` is its code for "blanks mean 0"."""

ZERO: Final = "zero"
GENERAL_HINT: Final = "Nhập lại giá trị đúng với hướng dẫn của ô."
TOTAL_LABELS: Final = ("tổng", "cộng")
"""How a row that someone added to sum up the others begins; it is no stranger."""

Lists = Mapping[str, tuple[Choice, ...]]


@dataclass(frozen=True, slots=True)
class Answers:
    """One block as answered, and what was wrong in it."""

    table: Table
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class _Line:
    """One row to read: its key, its row of the sheet, its row of the form (none in records)."""

    key: str
    number: int
    row: Row | None = None


@dataclass(frozen=True, slots=True)
class _Cell:
    """One input cell as read."""

    address: str
    label: str
    column: Column
    hint: str
    raw: RawValue
    reading: Reading

    @property
    def is_empty(self) -> bool:
        """Nothing was entered: no value, and no problem that would explain its absence."""
        return self.reading.value is None and self.reading.problem is None


def read_block(block: Block, anchor: Anchor, lists: Lists) -> Answers:
    """Read the block's table; cells are read column by column, findings come row by row."""
    lines, beyond = _lines(block, anchor)
    columns = [column for column in block.inputs if column.key in anchor.place.columns]
    grid = [[_cell(block, anchor, line, column, lists) for column in columns] for line in lines]
    declaration = _declaration(anchor, lists)
    declared = declaration.value if declaration else None
    zeros = frozenset(
        cell.address
        for cells in grid
        for cell in cells
        if declared == ZERO and cell.is_empty and cell.column.kind is ValueKind.COUNT
    )
    findings = [
        *(found for cells in grid for found in _cell_findings(block, anchor, cells)),
        *_row_findings(block, anchor),
        *(() if declared else _declaration_findings(block, anchor, grid)),
        *beyond,
    ]
    table = _table(block, anchor, lines, grid, zeros)
    return Answers(replace(table, declaration=declaration), tuple(findings))


def _table(
    block: Block, anchor: Anchor, lines: list[_Line], grid: list[list[_Cell]], zeros: frozenset[str]
) -> Table:
    values: dict[str, list[Value]] = {c.key: [] for c in block.inputs}
    raws: dict[str, list[RawValue]] = {c.key: [] for c in block.inputs}
    letters = {c.key: anchor.place.columns.get(c.key, "") for c in block.inputs}
    keys = [key for key in values if letters[key]]
    for cells in grid:
        for key, cell in zip(keys, cells, strict=True):
            values[key].append(0 if cell.address in zeros else cell.reading.value)
            raws[key].append(cell.raw)
    return Table(
        block.key,
        anchor.sheet.name,
        tuple(line.key for line in lines),
        tuple(line.number for line in lines),
        {key: letters[key] for key in keys},
        {key: tuple(values[key]) for key in keys},
        {key: tuple(raws[key]) for key in keys},
        zeros,
    )


def _lines(block: Block, anchor: Anchor) -> tuple[list[_Line], list[Finding]]:
    if block.shape is not Shape.RECORDS:
        numbers = anchor.place.rows
        return [_Line(r.key, numbers[r.key], r) for r in block.rows if r.key in numbers], []
    letters = [anchor.place.columns[c.key] for c in block.inputs if c.key in anchor.place.columns]
    rows = range(anchor.place.first_row, anchor.place.last_row + 1)
    used = [row for row in rows if _is_used(anchor.sheet, row, letters)]
    lines = [_Line(str(n), row) for n, row in enumerate(used[: block.limit], start=1)]
    return lines, list(_beyond_limit(block, anchor, used))


def _is_used(sheet: RawSheet, row: int, letters: list[str]) -> bool:
    """Whether any input of the row holds something, be it an error or a formula."""
    for letter in letters:
        if not is_blank(sheet.at(row, column_index(letter))):
            return True
        if sheet.errors and f"{letter}{row}" in sheet.errors:
            return True
        if sheet.formulas and f"{letter}{row}" in sheet.formulas:
            return True
    return False


def _beyond_limit(block: Block, anchor: Anchor, used: list[int]) -> Iterator[Finding]:
    if len(used) > block.limit:
        row = used[block.limit]
        yield finding(
            FindingKind.ROWS_BEYOND_LIMIT,
            sheet=anchor.sheet.name,
            cell=f"B{row}",
            block=block.title,
            limit=block.limit,
            row=row,
        )


def _cell(block: Block, anchor: Anchor, line: _Line, column: Column, lists: Lists) -> _Cell:
    letter = anchor.place.columns[column.key]
    address = f"{letter}{line.number}"
    label, hint = column.label, column.hint
    if line.row is not None and column.key == VALUE and line.row.column is not None:
        column = line.row.column
        label, hint = line.row.label, line.row.hint or column.hint
    elif block.shape is Shape.GRID and line.row is not None:
        label = f"{line.row.label} – {label}"
    raw = anchor.sheet.at(line.number, column_index(letter))
    reading = _reading(anchor.sheet, address, raw, column, lists)
    return _Cell(address, label, column, hint or GENERAL_HINT, raw, reading)


def _reading(sheet: RawSheet, address: str, raw: RawValue, column: Column, lists: Lists) -> Reading:
    error = sheet.errors.get(address)
    if address in sheet.formulas:
        found = error or shown(raw) or "chưa tính"
        return Reading(None, FindingKind.FORMULA_IN_INPUT, {"found": found})
    if error is not None:
        return Reading(None, FindingKind.ERROR_VALUE, {"found": error or "không rõ"})
    return coerce(raw, column, lists[column.choices] if column.choices else ())


def _cell_findings(block: Block, anchor: Anchor, cells: list[_Cell]) -> Iterator[Finding]:
    """Problems of the cells of one row; what is required is missed only in a row in use."""
    in_use = block.shape is Shape.FIELDS or not all(cell.is_empty for cell in cells)
    for cell in cells:
        missed = in_use and cell.column.required and cell.is_empty
        problem = FindingKind.REQUIRED_MISSING if missed else cell.reading.problem
        if problem is not None:
            details = {**cell.reading.details, "column": cell.label, "hint": cell.hint}
            yield finding_of(problem, details, sheet=anchor.sheet.name, cell=cell.address)


def _row_findings(block: Block, anchor: Anchor) -> Iterator[Finding]:
    """Rows of the sheet that hold something but are not read."""
    letters = [anchor.place.columns[c.key] for c in block.inputs if c.key in anchor.place.columns]
    sheet = anchor.sheet
    for key, row in anchor.rows.repeated:
        if _is_used(sheet, row, letters):
            yield finding(
                FindingKind.ROW_REPEATED,
                sheet=sheet.name,
                cell=f"{letters[0]}{row}",
                row=block.row(key).label,
                block=block.title,
                first=anchor.place.rows[key],
            )
    for row in anchor.rows.strangers:
        label = shown(sheet.at(row, anchor.rows.label_column))
        if not folded(label).startswith(TOTAL_LABELS):
            place = {"sheet": sheet.name, "cell": f"{letters[0]}{row}"}
            yield finding(FindingKind.ROW_UNKNOWN, **place, found=label or row, block=block.title)


def _declaration(anchor: Anchor, lists: Lists) -> Cell | None:
    """The cell that says what blanks mean; its value is ``None`` when the unit did not say."""
    address = anchor.place.declaration
    if not address:
        return None
    letters = address.rstrip("0123456789")
    raw = anchor.sheet.at(int(address.removeprefix(letters)), column_index(letters))
    found = coerce(raw, Column(BLANKS, "", ValueKind.CHOICE, choices=BLANKS), lists[BLANKS])
    return Cell(anchor.sheet.name, address, found.value, raw)


def _declaration_findings(
    block: Block, anchor: Anchor, grid: list[list[_Cell]]
) -> Iterator[Finding]:
    """Blanks beside answers need a meaning; last year's figures may have been printed by us."""
    if not anchor.place.declaration:
        return
    cells = [
        cell
        for cells in grid
        for cell in cells
        if cell.column.kind is ValueKind.COUNT and not cell.column.last_year_of
    ]
    if len({cell.is_empty for cell in cells}) == 2:
        place = {"sheet": anchor.sheet.name, "cell": anchor.place.declaration}
        yield finding(FindingKind.BLANK_DECLARATION_UNCLEAR, **place, block=block.title)
