"""Trace (truy nguồn): from a figure to the cells it was made of."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from pipeline.domain.clusters import units_in
from pipeline.domain.collection import Collection
from pipeline.domain.figures import Figure, Query, Way
from pipeline.domain.submission import Cell, Submission, Table

_WEIGHTS = Query("headcount", "value", ("total",))
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
            for cell in _cells(query, table):
                yield TracedCell(submission.unit, submission.file, cell)
    if query.way is Way.WEIGHTED:
        yield from cells_of(replace(_WEIGHTS, scope=query.scope), collection)


def _submissions(query: Query, collection: Collection) -> Iterator[Submission]:
    if collection.head is not None:
        yield collection.head
    asked = [query.unit] if query.unit else units_in(query.scope, collection.campaign)
    yield from (collection.submissions[unit] for unit in asked if unit in collection.submissions)


def _cells(query: Query, table: Table) -> Iterator[Cell]:
    for index, key in enumerate(table.row_keys):
        if query.rows and key not in query.rows:
            continue
        if not _matches(query, table, index):
            continue
        column = query.column or _first_answered(table, index)
        if column in table.values and table.values[column][index] is not None:
            yield table.cell(index, column)


def _matches(query: Query, table: Table, index: int) -> bool:
    return all(table.values[column][index] in codes for column, codes in query.where)


def _first_answered(table: Table, index: int) -> str:
    """A record is shown by its first answered cell."""
    return next((key for key, values in table.values.items() if values[index] is not None), "")
