"""Read one block that was found: every input cell typed, every problem at its cell."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, TypeAlias

from pipeline.domain.findings import Finding, FindingKind, finding, finding_of
from pipeline.domain.form import BLANKS, VALUE, ZERO, Block, Column, Shape, ValueKind
from pipeline.domain.submission import Cell, Table
from pipeline.domain.workbook import RawSheet, RawValue, column_index
from pipeline.steps.reading.anchor import Anchor
from pipeline.steps.reading.answered import Answered, Line, Lists, read_answers
from pipeline.steps.reading.coerce import Reading, coerce, is_blank, shown
from pipeline.steps.reading.matching import folded
from pipeline.steps.reading.table_shape import habits, headings, is_total, merged_away

MISSED: Final = Reading(None, FindingKind.REQUIRED_MISSING)
GENERAL_HINT: Final = "Nhập lại giá trị đúng với hướng dẫn của ô."
Used: TypeAlias = tuple[int, Sequence[RawValue]]  # number and cells of a row that holds something
TOTAL_LABELS: Final = ("tổng", "cộng")
"""How a row that someone added to sum up the others begins; it is no stranger."""


@dataclass(frozen=True, slots=True)
class Answers:
    """One block as answered, and what was wrong in it."""

    table: Table
    findings: tuple[Finding, ...]


def read_block(block: Block, anchor: Anchor, lists: Lists) -> Answers:
    """Read the block's table column by column; findings come row by row."""
    lines, beyond = _lines(block, anchor)
    inputs = [column for column in block.inputs if column.key in anchor.place.columns]
    columns = [read_answers(anchor, lines, column, lists) for column in inputs]
    declaration = _declaration(anchor, lists)
    declared = declaration.value if declaration else None
    findings = [
        *_cell_findings(block, anchor, lines, columns),
        *_row_findings(block, anchor),
        *habits(block, anchor, lines),
        *(() if declared else _declaration_findings(block, anchor, lines, columns)),
        *beyond,
    ]
    if declared == ZERO:
        table = _with_zeros(block, anchor, lines, columns)
    else:
        table = _table(block, anchor, lines, columns)
    return Answers(replace(table, declaration=declaration), tuple(findings))


def _table(
    block: Block, anchor: Anchor, lines: Sequence[Line], columns: Sequence[Answered]
) -> Table:
    return Table(
        block.key,
        anchor.sheet.name,
        tuple(line.key for line in lines),
        tuple(line.number for line in lines),
        {answered.column.key: answered.letter for answered in columns},
        {answered.column.key: tuple(answered.values) for answered in columns},
        {answered.column.key: tuple(answered.raws) for answered in columns},
    )


def _with_zeros(
    block: Block, anchor: Anchor, lines: Sequence[Line], columns: Sequence[Answered]
) -> Table:
    """The table when the unit declared that blank counts mean 0."""
    zeros: set[str] = set()
    filled = []
    for answered in columns:
        values = list(answered.values)
        for at in answered.empty:
            if answered.asked(lines[at]).kind is ValueKind.COUNT:
                values[at] = 0
                zeros.add(f"{answered.letter}{lines[at].number}")
        filled.append(replace(answered, values=values))
    return replace(_table(block, anchor, lines, filled), declared=frozenset(zeros))


def _lines(block: Block, anchor: Anchor) -> tuple[list[Line], list[Finding]]:
    sheet, place = anchor.sheet, anchor.place
    if block.shape is not Shape.RECORDS:
        fixed = [(row, place.rows[row.key]) for row in block.rows if row.key in place.rows]
        return [Line(row.key, at, sheet.row(at), row) for row, at in fixed], []
    inputs = _inputs(block, anchor)
    rows = enumerate(sheet.rows[place.first_row - 1 : place.last_row], start=place.first_row)
    used = [(row, cells) for row, cells in rows if _is_used(sheet, row, cells, inputs)]
    strange = dict(_not_records(block, anchor, used, inputs))
    kept = [pair for pair in used if pair[0] not in strange] if strange else used
    within = enumerate(kept[: block.limit], start=1)
    lines = [Line(str(number), row, cells) for number, (row, cells) in within]
    return lines, [*strange.values(), *_beyond_limit(block, anchor, kept)]


def _not_records(
    block: Block, anchor: Anchor, used: Sequence[Used], inputs: Mapping[str, int]
) -> Iterator[tuple[int, Finding]]:
    """The rows of a list that are no records: what someone summed up, or put as a heading."""
    sheet, first = anchor.sheet, next(iter(inputs), "")
    across = headings(anchor, tuple(inputs.values()))
    for row, cells in used:
        if is_total(cells, anchor.rows.label_column):
            place = {"sheet": sheet.name, "cell": f"{first}{row}"}
            yield row, finding(FindingKind.TOTAL_ROW, **place, row=row, block=block.title)
        elif row in across:
            place, found = {"sheet": sheet.name, "cell": f"{first}{row}"}, across[row]
            yield row, finding(FindingKind.ROW_UNKNOWN, **place, found=found, block=block.title)


def _inputs(block: Block, anchor: Anchor) -> dict[str, int]:
    """Letter and index of the columns to fill that were found."""
    found = anchor.place.columns
    return {found[c.key]: column_index(found[c.key]) for c in block.inputs if c.key in found}


def _is_used(
    sheet: RawSheet, row: int, cells: Sequence[RawValue], inputs: Mapping[str, int]
) -> bool:
    """Whether any input of the row holds something, be it an error or a formula."""
    width = len(cells)
    for column in inputs.values():
        if column <= width and (raw := cells[column - 1]) is not None and not is_blank(raw):
            return True
    if not sheet.errors and not sheet.formulas:
        return False
    addresses = (f"{letter}{row}" for letter in inputs)
    return any(address in sheet.errors or address in sheet.formulas for address in addresses)


def _beyond_limit(block: Block, anchor: Anchor, used: Sequence[Used]) -> Iterator[Finding]:
    if len(used) > block.limit:
        row, _ = used[block.limit]
        yield finding(
            FindingKind.ROWS_BEYOND_LIMIT,
            sheet=anchor.sheet.name,
            cell=f"B{row}",
            block=block.title,
            limit=block.limit,
            row=row,
        )


def _cell_findings(
    block: Block, anchor: Anchor, lines: Sequence[Line], columns: Sequence[Answered]
) -> Iterator[Finding]:
    """Problems of the cells, row by row."""
    covered = merged_away(block, anchor, lines)
    found = {
        (row, order): reading
        for order, answered in enumerate(columns)
        for row, reading in (*answered.problems.items(), *_missed(block, lines, columns, answered))
        if f"{answered.letter}{lines[row].number}" not in covered
    }
    for row, order in sorted(found):
        reading, answered, line = found[row, order], columns[order], lines[row]
        label, hint = _wording(block, answered.column, line)
        if reading.problem is not None:
            yield finding_of(
                reading.problem,
                {**reading.details, "column": label, "hint": hint or GENERAL_HINT},
                sheet=anchor.sheet.name,
                cell=f"{answered.letter}{line.number}",
            )


def _missed(
    block: Block, lines: Sequence[Line], columns: Sequence[Answered], answered: Answered
) -> Iterator[tuple[int, Reading]]:
    """The blanks where an answer is required; only a row in use lacks one."""
    if not answered.column.required and answered.column.key != VALUE:
        return
    for row in answered.empty:
        if not answered.asked(lines[row]).required:
            continue
        if block.shape is Shape.FIELDS or not all(other.is_empty(row) for other in columns):
            yield row, MISSED


def _wording(block: Block, column: Column, line: Line) -> tuple[str, str]:
    """How findings name a cell, and what they advise."""
    if line.row is None:
        return column.label, column.hint
    if column.key == VALUE and line.row.column is not None:
        return line.row.label, line.row.hint or column.hint
    if block.shape is Shape.GRID:
        return f"{line.row.label} – {column.label}", column.hint
    return column.label, column.hint


def _row_findings(block: Block, anchor: Anchor) -> Iterator[Finding]:
    """Rows of the sheet that hold something but are not read."""
    if not anchor.rows.repeated and not anchor.rows.strangers:
        return
    sheet, inputs = anchor.sheet, _inputs(block, anchor)
    first = next(iter(inputs), "")
    for key, row in anchor.rows.repeated:
        if _is_used(sheet, row, sheet.row(row), inputs):
            yield finding(
                FindingKind.ROW_REPEATED,
                sheet=sheet.name,
                cell=f"{first}{row}",
                row=block.row(key).label,
                block=block.title,
                first=anchor.place.rows[key],
            )
    for row in anchor.rows.strangers:
        label = shown(sheet.at(row, anchor.rows.label_column))
        if not folded(label).startswith(TOTAL_LABELS):
            place = {"sheet": sheet.name, "cell": f"{first}{row}"}
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


def _counting(answered: Answered, lines: Sequence[Line]) -> set[int]:
    """The lines in which the column asks for a count of this year."""
    if answered.column.key != VALUE:
        return set(range(len(lines))) if _is_count(answered.column) else set()
    return {row for row, line in enumerate(lines) if _is_count(answered.asked(line))}


def _is_count(column: Column) -> bool:
    return column.kind is ValueKind.COUNT and not column.last_year_of


def _declaration_findings(
    block: Block, anchor: Anchor, lines: Sequence[Line], columns: Sequence[Answered]
) -> Iterator[Finding]:
    """Blanks beside answers need a meaning; last year's figures may have been printed by us."""
    if not anchor.place.declaration:
        return
    asked = [(answered, _counting(answered, lines)) for answered in columns]
    blank = sum(len(counting.intersection(answered.empty)) for answered, counting in asked)
    if 0 < blank < sum(len(counting) for _, counting in asked):
        place = {"sheet": anchor.sheet.name, "cell": anchor.place.declaration}
        yield finding(FindingKind.BLANK_DECLARATION_UNCLEAR, **place, block=block.title)
