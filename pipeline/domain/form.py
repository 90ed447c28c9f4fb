"""The form (biểu mẫu) as data: sheets, blocks, columns, rows and dropdown lists.

One ``FormSpec`` describes a workbook completely. The issued workbook, its layout, the reader,
the wording of findings and the demo data are all derived from it, so that adding a column, a
movement or an award changes data (``input_templates/``) and no code. ``campaign.xlsx`` is such
a form too.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from pipeline.domain.rules.rule import Rule

VALUE = "value"
"""The key of the only column of a fields or narrative block."""

BLANKS = "blanks"
"""The dropdown list by which a unit declares what the blanks of a table mean."""

ZERO = "zero"
"""Its code for "blanks mean 0"."""


class ValueKind(StrEnum):
    """What a cell holds; it decides the parser, the dropdown and the number format."""

    TEXT = "text"
    LONG_TEXT = "long_text"
    COUNT = "count"
    NUMBER = "number"
    DATE = "date"
    CHOICE = "choice"


class Shape(StrEnum):
    """How a block lies on its sheet."""

    FIELDS = "fields"
    GRID = "grid"
    RECORDS = "records"
    NARRATIVE = "narrative"


@dataclass(frozen=True, slots=True)
class Choice:
    """One line of a dropdown: the code we compute with, the label people read."""

    code: str
    label: str


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a block, or the value of one field.

    Attributes:
        group: Text of the spanning header above, shared by neighbours; "" for none.
        hint: What to enter; shown as the cell's input message, and the advice in its findings.
        width: In characters of the default font.
        choices: Name of the dropdown list in ``FormSpec.lists``; only for ``CHOICE``.
        fixed: Printed from ``Row.facts`` and locked; never read back.
        last_year_of: Key of the column whose value of last year prefills this one.
        formerly: Its keys in older versions of the form.
    """

    key: str
    label: str
    kind: ValueKind = ValueKind.TEXT
    group: str = ""
    hint: str = ""
    width: int = 14
    required: bool = False
    choices: str = ""
    minimum: Decimal | None = None
    maximum: Decimal | None = None
    fixed: bool = False
    last_year_of: str = ""
    formerly: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """A fixed row of a fields, grid or narrative block, known by its key.

    Attributes:
        column: The type of the row's single value, in a fields or narrative block.
        facts: What the fixed columns of a grid print in this row, by column key.
        formerly: Its keys in older versions of the form.
    """

    key: str
    label: str
    hint: str = ""
    column: Column | None = None
    facts: Mapping[str, str | Decimal] = field(default_factory=dict)
    formerly: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Block:
    """A rectangle of the form: fields, a grid, records or narrative answers.

    Every block reads back as one table of rows × columns. A fields or narrative block has the
    single column ``VALUE``; a records block has no fixed rows.

    Attributes:
        row_label: Header over the row labels ("STT" in records).
        row_source: What of the campaign makes the rows (``targets`` …); "" when they are given.
        column_source: Name of the list whose choices become count columns; "" for none.
        blanks_declarable: The unit may declare, in one cell above the block, that blank cells
            mean 0. Without that declaration a blank is "not reported".
        capacity: Numbered rows prepared in a records block.
        limit: Rows read at most; beyond it a row is a finding.
        formerly: Its keys in older versions of the form.
    """

    key: str
    title: str
    shape: Shape
    columns: tuple[Column, ...]
    rows: tuple[Row, ...] = ()
    row_label: str = "Nội dung"
    row_source: str = ""
    column_source: str = ""
    note: str = ""
    blanks_declarable: bool = False
    capacity: int = 0
    limit: int = 0
    rules: tuple[Rule, ...] = ()
    formerly: tuple[str, ...] = ()

    def column(self, key: str, row: str = "") -> Column:
        """The type of one cell: the row's own in fields and narrative, else the column's.

        Raises:
            KeyError: The block has no such column or row.
        """
        if self.shape in (Shape.FIELDS, Shape.NARRATIVE) and row:
            own = self.row(row).column
            if own is not None:
                return own
        for column in self.columns:
            if column.key == key:
                return column
        raise KeyError(f"{self.key}.{key}")

    def row(self, key: str) -> Row:
        """The fixed row with this key.

        Raises:
            KeyError: The block has no such row.
        """
        for row in self.rows:
            if row.key == key:
                return row
        raise KeyError(f"{self.key}[{key}]")

    @property
    def inputs(self) -> tuple[Column, ...]:
        """The columns a unit fills, in order."""
        return tuple(column for column in self.columns if not column.fixed)


@dataclass(frozen=True, slots=True)
class Sheet:
    """One worksheet; a records block stands alone or last, so that it may grow."""

    key: str
    title: str
    heading: str
    blocks: tuple[Block, ...]
    note: str = ""
    landscape: bool = False


@dataclass(frozen=True, slots=True)
class FormSpec:
    """A whole form (biểu mẫu).

    Attributes:
        id: ``unit``, ``head`` or ``campaign``.
        version: Goes up whenever a block, column or row key changes meaning.
        lists: Dropdown lists by name.
    """

    id: str
    version: int
    title: str
    sheets: tuple[Sheet, ...]
    lists: Mapping[str, tuple[Choice, ...]]
    guide: tuple[str, ...] = ()

    @property
    def blocks(self) -> Iterator[tuple[Sheet, Block]]:
        """Every block with its sheet, in the order of the form."""
        return ((sheet, block) for sheet in self.sheets for block in sheet.blocks)

    def block(self, key: str) -> Block:
        """The block with this key.

        Raises:
            KeyError: The form has no such block.
        """
        for _, block in self.blocks:
            if block.key == key:
                return block
        raise KeyError(key)
