"""How far a sheet is filled, as formulas: answered, missing, refused, undeclared.

The formulas count what the reader would: an answer is anything that can be seen in a cell, and
a required cell is asked for only in a row in use.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from pipeline.domain.form import VALUE, Block, Column, Shape, Sheet, ValueKind
from pipeline.domain.layout import BlockPlace, Layout
from pipeline.domain.rules.live_checks import NOWHERE, ROW_FACTOR, Mark, SheetProgress
from pipeline.domain.rules.rule import Severity
from pipeline.steps.checking.excel_cells import Area, quoted

_PLAIN = (ValueKind.TEXT, ValueKind.LONG_TEXT)


@dataclass(frozen=True, slots=True)
class _Cells:
    """Adjacent cells of one type on one sheet."""

    place: BlockPlace
    first: str
    last: str
    column: Column

    @property
    def area(self) -> Area:
        """They as formulas of other sheets name them."""
        return Area(f"{quoted(self.place.sheet)}!{self._absolute}", self.column)

    @property
    def position(self) -> str:
        """Their positions as a formula."""
        reference = self.area.reference
        return f"ROW({reference})*{ROW_FACTOR}+COLUMN({reference})"

    @property
    def mark(self) -> Mark:
        """Colour what the reader would refuse."""
        cell = Area(self.first, self.column)
        area = self.first if self.first == self.last else f"{self.first}:{self.last}"
        return Mark(self.place.block, area, Severity.ERROR, _refused(cell))

    @property
    def _absolute(self) -> str:
        ends = (self.first,) if self.first == self.last else (self.first, self.last)
        return ":".join(_fixed(end) for end in ends)


def sheet_progress(sheet: Sheet, layout: Layout) -> SheetProgress:
    """The formulas of one sheet of a form."""
    parts = [_block(block, layout[block.key]) for block in sheet.blocks]
    counted = [part for part in parts if part.items] or parts
    return SheetProgress(
        items=sum(part.items for part in parts),
        done=_sum(part.done for part in counted),
        missing=_sum(part.missing for part in parts),
        wrong=_sum(part.wrong for part in parts),
        unclear=_sum(part.unclear for part in parts),
        position=f"MIN({','.join(part.position for part in parts)})",
        marks=tuple(mark for part in parts for mark in part.marks),
    )


def _block(block: Block, place: BlockPlace) -> SheetProgress:
    groups = list(_groups(block, place))
    checked = [cells for cells in groups if cells.column.kind not in _PLAIN]
    refused = [f"IF({_refused(cells.area)},{cells.position},{NOWHERE})" for cells in checked]
    missing, where_missing = _missing(block, place)
    items, done = _items(block, place, groups)
    return SheetProgress(
        items=items,
        done=done,
        missing=missing,
        wrong=_sum(f"SUM({_refused(cells.area)})" for cells in checked),
        unclear=_unclear(block, place),
        position=f"MIN({','.join([*refused, *where_missing, str(NOWHERE)])})",
        marks=tuple(cells.mark for cells in checked),
    )


def _refused(area: Area) -> str:
    return f"{area.is_given}*(1-{area.is_known})"


def _groups(block: Block, place: BlockPlace) -> Iterator[_Cells]:
    """All input cells; neighbours of one type together."""
    if block.shape in (Shape.FIELDS, Shape.NARRATIVE):
        for row in block.rows:
            yield _field(place, row.key, block.column(VALUE, row.key))
        return
    for (is_fixed, *_), group in groupby(block.columns, _type):
        columns = list(group)
        if not is_fixed:
            yield _columns(block, place, columns[0], columns[-1])


def _type(column: Column) -> tuple[object, ...]:
    kind = ValueKind.TEXT if column.kind in _PLAIN else column.kind
    return column.fixed, kind, column.choices, column.minimum, column.maximum


def _missing(block: Block, place: BlockPlace) -> tuple[str, list[str]]:
    """How many required cells are blank, and formulas of where."""
    if block.shape in (Shape.FIELDS, Shape.NARRATIVE):
        fields = [cells for cells in _groups(block, place) if cells.column.required]
        where = [f"IF({cells.area.is_given},{NOWHERE},{cells.position})" for cells in fields]
        return _sum(f"(1-{cells.area.is_given})" for cells in fields), where
    columns = [_columns(block, place, c, c) for c in block.inputs if c.required]
    if not columns:
        return "0", []
    used, first = _in_use(block, place), str(NOWHERE)
    for cells in reversed(columns):
        first = f"IF({cells.area.is_given},{first},{cells.position})"
    blanks = _sum(f"(1-{cells.area.is_given})" for cells in columns)
    return f"SUM(IF({used},{blanks},0))", [f"IF({used},{first},{NOWHERE})"]


def _items(block: Block, place: BlockPlace, groups: list[_Cells]) -> tuple[int, str]:
    """Expected answers and how many are there.

    Each required field, each row of a table that asks for a certain column, each other table and
    each narrative answer is one; lists may stay empty, so their rows are only counted.
    """
    if block.shape is Shape.RECORDS:
        return 0, f"SUM(1*{_in_use(block, place)})"
    if block.shape is Shape.GRID:
        return _grid_items(block, place, groups)
    wanted = [cells for cells in groups if cells.column.required] or groups
    return len(wanted), _sum(f"(1*{cells.area.is_given})" for cells in wanted)


def _grid_items(block: Block, place: BlockPlace, groups: list[_Cells]) -> tuple[int, str]:
    required = next((column for column in block.inputs if column.required), None)
    if required is not None:
        cells = _columns(block, place, required, required)
        return len(block.rows), f"SUM(1*{cells.area.is_given})"
    begun = [f"SUM(1*{cells.area.is_given})" for cells in groups]
    if place.declaration:
        begun.append(f"(1*{_declaration(place).area.is_given})")
    return 1, f"(1*({_sum(begun)}>0))"


def _unclear(block: Block, place: BlockPlace) -> str:
    """As on return: figures of last year do not count, they may have been printed by us."""
    counts = [c for c in block.inputs if c.kind is ValueKind.COUNT and not c.last_year_of]
    if not place.declaration or not counts:
        return "0"
    areas = [_columns(block, place, column, column).area for column in counts]
    given, total = _sum(f"SUM(1*{x.is_given})" for x in areas), len(counts) * len(block.rows)
    declared = _declaration(place).area.is_given
    return f"((1-{declared})*({given}>0)*({given}<{total}))"


def _in_use(block: Block, place: BlockPlace) -> str:
    cells = (_columns(block, place, column, column).area.reference for column in block.inputs)
    return f"(IFERROR(LEN(TRIM({'&'.join(cells)})),1)>0)"


def _columns(block: Block, place: BlockPlace, first: Column, last: Column) -> _Cells:
    top = f"{place.columns[first.key]}{place.first_row}"
    return _Cells(place, top, f"{place.columns[last.key]}{place.reach(block.limit)}", first)


def _field(place: BlockPlace, row: str, column: Column) -> _Cells:
    address = f"{place.columns[VALUE]}{place.rows[row]}"
    return _Cells(place, address, address, column)


def _declaration(place: BlockPlace) -> _Cells:
    return _Cells(place, place.declaration, place.declaration, Column("", ""))


def _fixed(address: str) -> str:
    letters = address.rstrip("0123456789")
    return f"${letters}${address.removeprefix(letters)}"


def _sum(terms: Iterable[str]) -> str:
    found = [term for term in terms if term != "0"]
    return f"({'+'.join(found)})" if found else "0"
