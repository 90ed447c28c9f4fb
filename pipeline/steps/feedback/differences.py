"""Say what changed between two submissions of a unit (khác biệt giữa hai bài nộp), cell by cell.

Rows of a list are matched by what they hold, so that a row put in at the top is one difference
and not a change of every row below it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from pipeline.domain.correction import DECLARATION, Place
from pipeline.domain.form import BLANKS, VALUE, Block, Choice, FormSpec, Shape, Sheet, ValueKind
from pipeline.domain.submission import Cell, Submission, Table, Value
from pipeline.domain.vietnamese.numbers import format_number
from pipeline.steps.checking.matched_rows import Content, matched_rows
from pipeline.steps.reading.coerce import is_blank, shown, text_of

BLANK: Final = "(trống)"
ABSENT: Final = "(không có)"
SUMMED_UP: Final = 3
"""Values that stand for a whole row."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One cell that changed, or one whole row of a list that was added or taken out.

    Attributes:
        place: In the earlier submission; for an added row, in the later one. Its column is ""
            for a whole row.
        sheet: Its title in the form.
        row: Label of the row, in a list its number in the later submission.
        before: What stood there, as people read it.
        old: The cell in the earlier submission, for a whole row its first; ``None`` where the
            row was not there yet.
        new: Likewise in the later submission.
    """

    place: Place
    sheet: str
    row: str
    column: str
    before: str
    after: str
    old: Cell | None = None
    new: Cell | None = None

    @property
    def text(self) -> str:
        """In one line: "KT cá nhân, Lao động tiên tiến, Số đề nghị: 12 → 15"."""
        where = ", ".join(part for part in (self.sheet, self.row, self.column) if part)
        return f"{where}: {self.before} → {self.after}"

    @property
    def question(self) -> str:
        """What the cell asks: "Lao động tiên tiến, Số đề nghị"."""
        return ", ".join(part for part in (self.row, self.column) if part)

    @property
    def cell(self) -> Cell | None:
        """Where it stands now; of a row taken out, where it stood."""
        return self.new or self.old


def differences(before: Submission, after: Submission, form: FormSpec) -> tuple[Difference, ...]:
    """Every answer that is not the same, in the order of the form.

    A block that either workbook lacked is not compared: that is a finding of its own.
    """
    return tuple(
        difference
        for sheet, block in form.blocks
        if (old := before.tables.get(block.key)) and (new := after.tables.get(block.key))
        for difference in _Comparison(sheet, block, form.lists, old, new).all()
    )


@dataclass(frozen=True, slots=True)
class _Comparison:
    """One block of both submissions."""

    sheet: Sheet
    block: Block
    lists: Mapping[str, tuple[Choice, ...]]
    old: Table
    new: Table

    def all(self) -> Iterator[Difference]:
        """Every difference in the block."""
        yield from self._declaration()
        if self.block.shape is Shape.RECORDS:
            yield from self._records()
            return
        old, new = self.old.row_keys, self.new.row_keys
        for row in self.block.rows:
            if row.key in old and row.key in new:
                yield from self._cells(old.index(row.key), new.index(row.key), row.label)

    def _declaration(self) -> Iterator[Difference]:
        """What blanks mean counts once, not once for every blank."""
        before, after = (_said(table.declaration) for table in (self.old, self.new))
        if before != after:
            labels = {choice.code: choice.label for choice in self.lists.get(BLANKS, ())}
            place = (self.block.key, DECLARATION, VALUE)
            texts = (labels.get(before, before) or BLANK, labels.get(after, after) or BLANK)
            label, name = self.block.title, "ô trống nghĩa là"
            cells = (self.old.declaration, self.new.declaration)
            yield Difference(place, self.sheet.title, label, name, *texts, *cells)

    def _records(self) -> Iterator[Difference]:
        for first, second in matched_rows(self._contents(self.old), self._contents(self.new)):
            if first is not None and second is not None:
                yield from self._cells(first, second, f"dòng {self.new.row_keys[second]}")
            elif second is not None:
                yield self._row(self.new, second, "thêm dòng")
            elif first is not None:
                yield self._row(self.old, first, "bỏ dòng")

    def _row(self, table: Table, index: int, what: str) -> Difference:
        key = table.row_keys[index]
        held = [self._shown(_held(table, index, c), (self.block.key, key, c)) for c in self._keys]
        summary = "; ".join([text for text in held if text != BLANK][:SUMMED_UP])
        texts = (ABSENT, summary) if table is self.new else (summary, ABSENT)
        cell = table.cell(index, self._keys[0]) if self._keys else None
        cells = (None, cell) if table is self.new else (cell, None)
        place = (self.block.key, key, "")
        return Difference(place, self.sheet.title, f"{what} {key}", "", *texts, *cells)

    def _cells(self, first: int, second: int, label: str) -> Iterator[Difference]:
        key = self.old.row_keys[first]
        for column in self._keys:
            before, after = _held(self.old, first, column), _held(self.new, second, column)
            if before != after:
                place = (self.block.key, key, column)
                name = "" if column == VALUE else self.block.column(column).label
                texts = (self._shown(before, place), self._shown(after, place))
                cells = (self.old.cell(first, column), self.new.cell(second, column))
                yield Difference(place, self.sheet.title, label, name, *texts, *cells)

    @property
    def _keys(self) -> list[str]:
        both = self.old.values.keys() & self.new.values.keys()
        return [column.key for column in self.block.inputs if column.key in both]

    def _contents(self, table: Table) -> list[Content]:
        rows = range(len(table.row_keys))
        return [tuple(_held(table, row, column) for column in self._keys) for row in rows]

    def _shown(self, held: Value, place: Place) -> str:
        _, row, key = place
        column = self.block.column(key, "" if self.block.shape is Shape.RECORDS else row)
        if column.kind is ValueKind.CHOICE:
            labels = {choice.code: choice.label for choice in self.lists.get(column.choices, ())}
            held = labels.get(str(held), held)
        return (format_number(held) if isinstance(held, Decimal) else shown(held)) or BLANK


def _held(table: Table, row: int, column: str) -> Value:
    """The typed value, else what stands there as text; a declared 0 is a blank."""
    value = table.values[column][row]
    if value is not None:
        return None if table.declared and table.cell(row, column).declared else value
    raw = table.raws[column][row]
    return None if is_blank(raw) else text_of(raw)


def _said(declaration: Cell | None) -> str:
    return str(declaration.value or text_of(declaration.raw)) if declaration else ""
