"""Name the cells of a form in Excel's words: where they lie, when they are known, their value.

A cell is "known" here exactly when the reader would read a value from it; what the reader would
refuse counts as not yet reported in a formula too. An ``Area`` is one cell or a run of cells of
one column; every formula here works on both.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from pipeline.domain.campaign import Period
from pipeline.domain.form import BLANKS, VALUE, ZERO, Block, Column, FormSpec, Row, Shape, ValueKind
from pipeline.domain.layout import KEY_COLUMN, LABEL_COLUMN, BlockPlace, Layout
from pipeline.domain.manifest import defined_name

LONGEST_TEXT: Final = 255
"""Characters of a text written in a formula; Excel refuses more."""


class NotInExcelError(LookupError):
    """The form does not hold what is spoken of, or Excel has no plain formula for it."""


@dataclass(frozen=True, slots=True)
class Area:
    """One cell, or the cells of one column, of a block.

    Attributes:
        reference: As written in a formula.
        declared: A formula that says whether blanks here mean 0; "" when they never do.
    """

    reference: str
    column: Column
    declared: str = ""

    @property
    def is_given(self) -> str:
        """Whether anything was entered."""
        return f"(IFERROR(LEN(TRIM({self.reference})),1)>0)"

    @property
    def is_known(self) -> str:
        """Whether the reader would read a value."""
        cell = self.reference
        match self.column.kind:
            case ValueKind.COUNT | ValueKind.NUMBER:
                return self._is_number()
            case ValueKind.DATE:
                return f"IF(ISNUMBER({cell}),{cell}>=1,0)"
            case ValueKind.CHOICE:
                return f"ISNUMBER(MATCH({cell},{defined_name(self.column.choices)},0))"
            case _:
                return f"(IFERROR(LEN(TRIM({cell})),0)>0)"

    def _is_number(self) -> str:
        cell, column = self.reference, self.column
        count = column.kind is ValueKind.COUNT
        low = column.minimum if column.minimum is not None or not count else 0
        limits = [f"({cell}>={low})"] * (low is not None)
        limits += [f"({cell}<={column.maximum})"] * (column.maximum is not None)
        limits += [f"(INT({cell})={cell})"] * count
        blank = f"{self.declared}*(1-{self.is_given})" if self.declared else "0"
        if not limits and not self.declared:
            return f"ISNUMBER({cell})"
        return f"IF(ISNUMBER({cell}),{'*'.join(limits) or '1'},{blank})"

    @property
    def value(self) -> str:
        """The value where it is known."""
        cell = self.reference
        if self.column.kind is ValueKind.DATE:
            return f"INT({cell})"
        return f"IF(ISNUMBER({cell}),{cell},0)" if self.declared else cell


@dataclass(frozen=True, slots=True)
class Cells:
    """All cells of a form as seen from one of its blocks.

    Attributes:
        one_row: Speak of one row only, the one in which a name of the workbook is used; else of
            all rows of the block at once.
    """

    form: FormSpec
    layout: Layout
    block: Block
    period: Period
    one_row: bool = False

    def own(self, key: str) -> Area:
        """What a name of the rule stands for: a field, or a column of its own block."""
        if self.block.shape is Shape.FIELDS:
            return self.at(self.block.key, key, VALUE)
        place = self._place(self.block.key)
        column = self.typed(self.block, key)
        return Area(self._own_rows(place, place.columns[key]), column, self._declared(column))

    def own_keys(self) -> str:
        """The hidden keys of the rows of the block."""
        return self._own_rows(self._place(self.block.key), KEY_COLUMN)

    def own_in_use(self) -> str:
        """Which rows of the block hold anything at all."""
        place = self._place(self.block.key)
        rows = [self._own_rows(place, place.columns[column.key]) for column in self.block.inputs]
        return f"(IFERROR(LEN(TRIM({'&'.join(rows)})),1)>0)"

    def own_labels(self) -> str:
        """The labels of the rows of the block."""
        return self._own_rows(self._place(self.block.key), LABEL_COLUMN)

    def at(self, block: str, row: str, column: str) -> Area:
        """One cell of the form."""
        found, place = self.found(block), self._place(block)
        if row not in place.rows or column not in place.columns:
            raise NotInExcelError(f"{block}[{row}].{column}")
        kind = self.typed(found, column, row)
        reference = f"{quoted(place.sheet)}!${place.columns[column]}${place.rows[row]}"
        return Area(reference, kind, declared(place, kind, self.form))

    def column_of(self, block: str, key: str) -> Area:
        """All cells of one column."""
        found, place = self.found(block), self._place(block)
        column = self.typed(found, key)
        reference = whole(place, place.columns[key], found.limit)
        return Area(reference, column, declared(place, column, self.form))

    def labels_of(self, block: str) -> str:
        """The labels of all rows of a grid."""
        found = self.found(block)
        return whole(self._place(block), LABEL_COLUMN, found.limit)

    def found(self, block: str) -> Block:
        """A block of the form."""
        try:
            return self.form.block(block)
        except KeyError:
            raise NotInExcelError(block) from None

    def typed(self, block: Block, column: str, row: str = "") -> Column:
        """The type of a cell; a fixed column is of the type of what is printed in it."""
        try:
            found = block.column(column, row)
        except KeyError:
            raise NotInExcelError(f"{block.key}.{column}") from None
        return _printed(found, block.rows) if found.fixed else found

    def label(self, column: Column, code: str) -> str:
        """A choice as it stands in a cell, ready for a formula; any other text as it is."""
        labels = {choice.code: choice.label for choice in self.form.lists.get(column.choices, ())}
        return literal(labels.get(code, code))

    def keys_are_labels(self, column: Column, rows: tuple[Row, ...]) -> bool:
        """Whether the choices that are keys of rows read like those rows' labels."""
        labels = {choice.code: choice.label for choice in self.form.lists.get(column.choices, ())}
        return all(labels.get(row.key, row.label) == row.label for row in rows)

    def _place(self, block: str) -> BlockPlace:
        return self.layout[block]

    def _own_rows(self, place: BlockPlace, letter: str) -> str:
        if self.one_row:  # a relative row of a name is counted from row 1
            return f"{quoted(place.sheet)}!${letter}1"
        return whole(place, letter, self.block.limit)

    def _declared(self, column: Column) -> str:
        return declared(self._place(self.block.key), column, self.form)


def declared(place: BlockPlace, column: Column, form: FormSpec) -> str:
    """A formula for "blanks of this column mean 0"; "" where that cannot be declared."""
    if not place.declaration or column.kind is not ValueKind.COUNT or column.fixed:
        return ""
    zero = next(choice.label for choice in form.lists[BLANKS] if choice.code == ZERO)
    letters = place.declaration.rstrip("0123456789")
    row = place.declaration.removeprefix(letters)
    return f"({quoted(place.sheet)}!${letters}${row}={literal(zero)})"


def whole(place: BlockPlace, letter: str, limit: int) -> str:
    """All rows of one column of a block; bounded, never the column of the sheet."""
    return f"{quoted(place.sheet)}!${letter}${place.first_row}:${letter}${place.reach(limit)}"


def quoted(sheet: str) -> str:
    """A sheet's title as formulas write it."""
    return "'" + sheet.replace("'", "''") + "'"


def literal(text: str) -> str:
    """A text as formulas write it.

    Raises:
        NotInExcelError: It is too long.
    """
    if len(text) > LONGEST_TEXT:
        raise NotInExcelError(text)
    return '"' + text.replace('"', '""') + '"'


def day(value: date) -> str:
    """A day as formulas write it, in any language of Excel."""
    return f"DATE({value.year},{value.month},{value.day})"


def _printed(column: Column, rows: tuple[Row, ...]) -> Column:
    facts = [row.facts[column.key] for row in rows if column.key in row.facts]
    texts = any(isinstance(fact, str) for fact in facts)
    return Column(column.key, column.label, ValueKind.TEXT if texts else ValueKind.NUMBER)
