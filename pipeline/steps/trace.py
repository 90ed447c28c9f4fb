"""Trace (truy nguồn): from a figure to the cells it was made of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from pipeline.domain.clusters import units_in
from pipeline.domain.collection import Collection
from pipeline.domain.figures import Figure, Query, Way
from pipeline.domain.submission import Cell, Submission, Table, Value

WEIGHTS = Query("headcount", "value", ("total",))
"""A weighted mean rests on the units' headcounts, too."""


@dataclass(frozen=True, slots=True)
class TracedCell:
    """One cell that a figure rests on, in the file of the unit that sent it."""

    unit: str
    file: str
    cell: Cell


def trace(figure: Figure, collection: Collection) -> tuple[TracedCell, ...]:
    """Every cell under a figure, through all its parts, each once, in unit order."""
    found = (
        traced
        for leaf in figure.leaves
        if leaf.query is not None
        for traced in cells_of(leaf.query, collection)
    )
    return tuple(dict.fromkeys(found))


def cells_of(query: Query, collection: Collection) -> Iterator[TracedCell]:
    """The cells one query counts or adds: numbers, matching answers, or listed records."""
    for submission in _submissions(query, collection):
        table = submission.tables.get(query.block)
        if table is not None:
            for row, column in AnsweredCells(table).of(query):
                yield TracedCell(submission.unit, submission.file, table.cell(row, column))
    if query.way is Way.WEIGHTED:
        yield from cells_of(replace(WEIGHTS, scope=query.scope), collection)


class AnsweredCells:
    """The answered cells of one block, for many queries."""

    def __init__(self, table: Table) -> None:
        self._table = table
        self._rows_with: dict[str, dict[Value, list[int]]] = {}
        self._places: dict[str, int] | None = None

    def of(self, query: Query) -> list[tuple[int, str]]:
        """Row (from 0) and column of every answered cell of a query, in the order of the rows."""
        rows, column = self._rows(query), query.column
        if column:
            values = self._table.values.get(column, ())
            return [(row, column) for row in rows if values and values[row] is not None]
        shown = ((row, _first_answered(self._table, row)) for row in rows)
        return [(row, first) for row, first in shown if first]

    def _rows(self, query: Query) -> Iterable[int]:
        rows: Iterable[int] = range(len(self._table.row_keys))
        if query.where:
            (column, codes), *others = query.where
            rows = sorted(row for code in set(codes) for row in self._with(column).get(code, ()))
            for column, codes in others:
                values = self._table.values.get(column, ())
                rows = [row for row in rows if values and values[row] in codes]
        if not query.rows:
            return rows
        if self._places is None:
            self._places = {key: row for row, key in enumerate(self._table.row_keys)}
        if len(query.rows) == 1 and not query.where:
            place = self._places.get(query.rows[0])
            return () if place is None else (place,)
        named = sorted(self._places[key] for key in query.rows if key in self._places)
        return [row for row in named if row in rows] if query.where else named

    def _with(self, column: str) -> dict[Value, list[int]]:
        """The rows by what they have in a column."""
        if column not in self._rows_with:
            found: dict[Value, list[int]] = defaultdict(list)
            for row, value in enumerate(self._table.values.get(column, ())):
                found[value].append(row)
            self._rows_with[column] = found
        return self._rows_with[column]


def _submissions(query: Query, collection: Collection) -> Iterator[Submission]:
    if query.unit:
        # A figure may rest on thousands of single units, each asked for by itself.
        own = collection.submissions.get(query.unit)
        yield from (one for one in (collection.head, own) if one is not None)
        return
    asked = {*units_in(query.scope, collection.campaign)}
    for submission in in_order(collection):
        if submission is collection.head or submission.unit in asked:
            yield submission


def in_order(collection: Collection) -> Iterator[Submission]:
    """What counts, in unit order, the head's own workbook first."""
    if collection.head is not None:
        yield collection.head
    units = (unit.code for unit in collection.campaign.units)
    yield from (collection.submissions[unit] for unit in units if unit in collection.submissions)


def _first_answered(table: Table, row: int) -> str:
    """A record is shown by its first answered cell."""
    return next((key for key, values in table.values.items() if values[row] is not None), "")
