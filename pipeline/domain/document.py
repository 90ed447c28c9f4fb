"""A report as blocks with stable ids, in no file format; Word and Excel are written from it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import TypeAlias

from pipeline.domain.chart import Chart
from pipeline.domain.figures import Figure


@dataclass(frozen=True, slots=True)
class Text:
    """A run of words."""

    text: str
    bold: bool = False
    italic: bool = False


@dataclass(frozen=True, slots=True)
class Printed:
    """A figure as printed inside a sentence: ``text`` is what the reader sees."""

    figure: Figure
    text: str


Inline: TypeAlias = Text | Printed


class Look(StrEnum):
    """What a paragraph is for; the writer chooses the style."""

    BODY = "body"
    ITEM = "item"
    NOTE = "note"
    SUBHEADING = "subheading"
    PLACEHOLDER = "placeholder"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph. A ``PLACEHOLDER`` is highlighted: it tells a person what to write."""

    id: str
    inlines: tuple[Inline, ...]
    look: Look = Look.BODY

    @property
    def text(self) -> str:
        """The paragraph as read."""
        return "".join(inline.text for inline in self.inlines)


class Fill(StrEnum):
    """What a table column holds, which decides its format and its total."""

    TEXT = "text"
    COUNT = "count"
    NUMBER = "number"
    PERCENT = "percent"
    DATE = "date"
    CHANGE = "change"


class Derivation(StrEnum):
    """How Excel computes a column from two others of the same row."""

    RATIO = "ratio"
    """``100 × left ÷ right``, in percent."""
    DIFFERENCE = "difference"
    """``left − right``."""
    SUM = "sum"
    """The sum of ``terms``."""


@dataclass(frozen=True, slots=True)
class Formula:
    """A derived column: its kind and the keys of the columns it is made of."""

    kind: Derivation
    terms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TableColumn:
    """A column of a printed table.

    Attributes:
        group: Text of the spanning header above; "" for none.
        above: Spanning headers over the group, outermost first; only in the workbook.
        code: The column's code in an official form, printed below its header.
        width: Relative width.
        formula: For a column derived of others in the same row, totals included.
        adds_up: Whether totals of this column are the sum of its data rows.
    """

    key: str
    label: str
    fill: Fill = Fill.TEXT
    group: str = ""
    width: float = 1.0
    formula: Formula | None = None
    adds_up: bool = False
    above: tuple[str, ...] = ()
    code: str = ""


CellContent: TypeAlias = Figure | str | int | Decimal | None


class RowKind(StrEnum):
    """A data row, a heading across the table, a subtotal of the rows since, or the total."""

    DATA = "data"
    HEADING = "heading"
    SUBTOTAL = "subtotal"
    TOTAL = "total"


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row; ``cells`` by column key. A heading has the single text of the first column.

    Attributes:
        adds: Indexes of the rows that a total adds up; () for the rows its kind says.
        subtracts: Indexes of the rows taken off again, in a row that checks a sum.
    """

    kind: RowKind
    cells: Mapping[str, CellContent]
    adds: tuple[int, ...] = ()
    subtracts: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Masthead:
    """What stands above and below an official statistical form in the workbook.

    Attributes:
        left: Number, basis and day of the form; right: who reports to whom.
        heading: The form's title as it prints it, in capitals, above the period.
        measure: Unit of measure of the whole form; "" for none.
        signatures: Who signs, left and right.
    """

    left: tuple[str, ...]
    right: tuple[str, ...]
    heading: str
    period: str
    measure: str = ""
    signatures: tuple[str, str] = ("", "")


@dataclass(frozen=True, slots=True)
class Table:
    """A printed table.

    Attributes:
        id: Stable, such as ``table.direct_ratio``.
        rows: A tuple; of a very long list rows that are made when they are asked for.
        sheet: Worksheet name in ``phu-luc.xlsx`` (at most 31 characters).
        notes: Printed below: definitions, columns left out, coverage.
        chart: Keys of the columns worth a chart, against the first text column; () for none.
    """

    id: str
    title: str
    columns: tuple[TableColumn, ...]
    rows: Sequence[TableRow]
    sheet: str = ""
    notes: tuple[str, ...] = ()
    landscape: bool = False
    chart: tuple[str, ...] = ()
    masthead: Masthead | None = None


Part: TypeAlias = Paragraph | Table | Chart


@dataclass(frozen=True, slots=True)
class Section:
    """The generated content of one clause of an official outline, under its heading.

    Attributes:
        id: The clause, as in the outline: ``1.II.2.4.a``.
        heading: As printed, for the completeness page and messages.
    """

    id: str
    heading: str
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Appendix:
    """An appendix: Phụ lục I, II … with its title and tables."""

    id: str
    number: int
    title: str
    tables: tuple[Table, ...]
    landscape: bool = True


@dataclass(frozen=True, slots=True)
class Document:
    """A whole report.

    Attributes:
        outline: Id of the official form: ``mau-so-1``.
        fields: Values of the template's simple tags: cluster, province, dates, recipients …
        completeness: What is in and who is missing; printed on a page of its own, last.
    """

    outline: str
    fields: Mapping[str, str | tuple[str, ...]]
    sections: tuple[Section, ...]
    appendices: tuple[Appendix, ...]
    completeness: tuple[Part, ...]

    @property
    def figures(self) -> Iterator[Figure]:
        """Every figure printed anywhere in the document, in order, repeats included."""
        for part in self._parts:
            yield from figures_in(part)

    @property
    def _parts(self) -> Iterator[Part]:
        for section in self.sections:
            yield from section.parts
        for appendix in self.appendices:
            yield from appendix.tables
        yield from self.completeness


def figures_in(part: Part) -> Iterator[Figure]:
    """The figures printed in one paragraph, table or chart."""
    match part:
        case Paragraph():
            yield from (inline.figure for inline in part.inlines if isinstance(inline, Printed))
        case Table():
            for row in part.rows:
                yield from (cell for cell in row.cells.values() if isinstance(cell, Figure))
        case Chart():
            yield from part.figures
