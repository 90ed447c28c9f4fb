"""Figures of the tables that are too long for paper (bảng dài): to find them again when asked.

They stand in ``phu-luc.xlsx`` alone and are recorded nowhere, for they are hundreds a unit. The
tables are made anew one by one and gone through until enough is found; nothing of them is kept.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from pipeline.domain.campaign import Campaign, MemberUnit
from pipeline.domain.clusters import SCORES
from pipeline.domain.document import RowKind, Table, TableColumn, TableRow
from pipeline.domain.figures import Figure, figure_code
from pipeline.domain.printing import print_figure
from pipeline.domain.vietnamese.text import fold
from pipeline.steps.figures import FigureBook
from pipeline.steps.tables.long_tables import has_numbers, is_long
from pipeline.steps.tables.registry import TABLES

BETWEEN = ";"
"""Stands between words that must all be right of a figure: "Sở Nội vụ; 85,2%"."""


@dataclass(frozen=True, slots=True)
class CutTables:
    """The long tables of a collection that print figures, each made whenever it is gone through.

    Attributes:
        book: What they are made from.
    """

    book: FigureBook

    def __iter__(self) -> Iterator[Table]:
        for make in TABLES.values():
            table = make(self.book)
            if table is not None and has_numbers(table) and is_long(table, self.book):
                yield table

    def figure(self, name: str) -> Figure | None:
        """The figure with this id or short code; ``None`` when no cell prints it."""
        for table in self:
            for row, column in _printed(table):
                figure = row.cells[column.key]
                if isinstance(figure, Figure) and name in (figure.id, figure_code(figure.id)):
                    return _located(figure, row, column, "", table)
        return None


@dataclass(frozen=True, slots=True)
class Word:
    """One of the words or numbers looked for.

    Attributes:
        text: As typed, in small letters.
        folded: As it is looked for in words on paper; "" for a number, which is not.
        units: Codes of the units that it names.
    """

    text: str
    folded: str
    units: frozenset[str]

    def is_of(self, figure: Figure) -> bool:
        """Whether the figure is printed so, is about such a unit, or has it in its id."""
        if self.text in _as_typed(figure):
            return True
        if self.units and not self.units.isdisjoint(_units_of(figure)):
            return True
        return bool(self.folded) and self.text in figure.id.lower()

    def is_in(self, folded: str) -> bool:
        """Whether words on paper have it."""
        return bool(self.folded) and self.folded in folded


@dataclass(frozen=True, slots=True)
class Search:
    """A text looked for: words that must all be right of a figure."""

    words: tuple[Word, ...]

    @classmethod
    def of(cls, text: str, campaign: Campaign) -> Search:
        """What a person typed; any of its words may name a unit."""
        typed = (" ".join(one.split()).lower() for one in text.split(BETWEEN) if one.strip())
        return cls(tuple(_word(one, campaign.units) for one in typed))

    @property
    def names_unit(self) -> bool:
        """Whether a unit is meant."""
        return any(word.units for word in self.words)

    def within(self, table: Table) -> Iterator[Figure]:
        """The figures of a table's rows that match, told with the row and sheet they stand in."""
        labels = [(column, _folded(_headers(column))) for column in table.columns]
        heading = ""
        for row in table.rows:
            if row.kind is RowKind.HEADING:
                heading = _texts(row)
            elif row.kind is RowKind.DATA:
                yield from self._in_row(row, heading, labels, table)

    def _in_row(
        self, row: TableRow, heading: str, labels: Iterable[tuple[TableColumn, str]], table: Table
    ) -> Iterator[Figure]:
        said = _folded((heading, _texts(row), table.sheet))
        unsaid = [word for word in self.words if not word.is_in(said)]
        for column, label in labels:
            figure = row.cells.get(column.key)
            if isinstance(figure, Figure) and figure.value is not None:
                left = (word for word in unsaid if not word.is_in(label))
                if all(word.is_of(figure) for word in left):
                    yield _located(figure, row, column, heading, table)


def _word(text: str, units: Iterable[MemberUnit]) -> Word:
    if not any(letter.isalpha() for letter in text):
        return Word(text, "", frozenset())
    return Word(text, fold(text), _units_named(text, units))


def _folded(texts: Iterable[str]) -> str:
    return fold(": ".join(text for text in texts if text))


def _as_typed(figure: Figure) -> tuple[str, ...]:
    """The number as printed, as an English Excel shows it, and without marks of thousands."""
    plain = str(figure.value)
    return print_figure(figure).lower(), f"{figure.value:,}", plain, plain.replace(".", ",")


def _texts(row: TableRow) -> str:
    return " ".join(cell for cell in row.cells.values() if isinstance(cell, str))


def _units_named(word: str, units: Iterable[MemberUnit]) -> frozenset[str]:
    """Codes of the units that a word names: a code, or a name or the beginning of one."""
    wanted = fold(word)
    return frozenset(
        unit.code
        for unit in units
        if word == unit.code.lower()
        or any(fold(name).startswith(wanted) for name in (unit.name, unit.short_name))
        or any(fold(name) == wanted for name in unit.aliases)
    )


def _units_of(figure: Figure) -> Iterator[str]:
    """Codes of the units a figure is about; the head's lines about units are keyed by them."""
    for leaf in figure.leaves:
        if leaf.query is not None:
            yield leaf.query.unit
            yield from leaf.query.rows if leaf.query.block == SCORES else ()


def _printed(table: Table) -> Iterator[tuple[TableRow, TableColumn]]:
    for row in table.rows:
        if row.kind is RowKind.DATA:
            yield from ((row, column) for column in table.columns if column.key in row.cells)


def _located(
    figure: Figure, row: TableRow, column: TableColumn, heading: str, table: Table
) -> Figure:
    """The figure with a label that tells the row, the worksheet and the column."""
    named = row.cells.get("unit")
    whose = named if isinstance(named, str) else heading
    parts = [figure.label, *([whose] if whose and whose not in figure.label else [])]
    where = f"trang tính “{table.sheet}”, cột “{': '.join(filter(None, _headers(column)))}”"
    return replace(figure, label=f"{' · '.join(parts)} ({where})")


def _headers(column: TableColumn) -> tuple[str, ...]:
    return (*column.above, column.group, column.label)
