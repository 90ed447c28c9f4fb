"""Everything behind every printed figure, as plain data for the page that shows it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any, TypeAlias

from pipeline.domain.clusters import cluster_key
from pipeline.domain.collection import Collection
from pipeline.domain.figures import Figure, Query, Way, figure_code
from pipeline.domain.printing import print_figure
from pipeline.domain.submission import Cell, Submission, Table, Value
from pipeline.domain.vietnamese.dates import format_date
from pipeline.domain.vietnamese.numbers import format_number
from pipeline.domain.workbook import RawValue
from pipeline.steps.reading.coerce import text_of
from pipeline.steps.trace import WEIGHTS, AnsweredCells, in_order

SHOWN = 120
"""Characters of a cell's content that are shown."""

MOST_CELLS = 1000
"""Cells of one figure that are listed; ``thidua trace`` lists them all."""


def sources_of(figures: Iterable[Figure], collection: Collection) -> dict[str, Any]:
    """The figures with all their parts, and every cell they rest on.

    Returns:
        ``figures``: short code → label, printed text, formula,
        units reporting and asked, codes of parts, numbers of cells; ``cells``: unit, file,
        sheet, address, content, value; both by position, to keep a page of thousands small.
        ``cut``: codes of the figures with more cells than are listed.
    """
    known: dict[str, Figure] = {}
    waiting = list(figures)
    while waiting:
        figure = waiting.pop()
        if figure.id not in known:
            known[figure.id] = figure
            waiting.extend(figure.parts)
    cells = _Cells(known.values(), collection)
    rows = {
        figure_code(name): [
            figure.label,
            print_figure(figure),
            figure.formula,
            figure.reporting,
            figure.expected,
            [figure_code(part.id) for part in figure.parts],
            cells.of(figure),
            name,
        ]
        for name, figure in sorted(known.items())
    }
    cut = [figure_code(name) for name, figure in known.items() if cells.is_cut(figure)]
    return {"figures": rows, "cells": cells.rows, "cut": cut}


_Asked: TypeAlias = tuple[Query, list[int]]
"""A query, and where its cells stand in the rows, as far as they are found."""


class _Cells:
    """The cells under many figures, each once; every block is gone through once for all of them."""

    def __init__(self, figures: Iterable[Figure], collection: Collection) -> None:
        self.rows: list[list[str]] = []
        units = collection.campaign.units
        self._units = {unit.code: unit.short_name for unit in units}
        self._scopes = {unit.code: cluster_key(unit.cluster) for unit in units}
        self._found: dict[Query, list[int]] = {}
        for query in (figure.query for figure in figures):
            if query is not None:
                self._found.setdefault(query, [])
                if query.way is Way.WEIGHTED:
                    self._found.setdefault(_weights(query), [])
        self._asked = _by_block(self._found)
        for submission in in_order(collection):
            self._read(submission, is_head=submission is collection.head)

    def of(self, figure: Figure) -> list[int]:
        """Where the cells stand in ``rows`` that a figure was taken from."""
        if figure.query is None:
            return []
        found = self._found[figure.query]
        weights = self._found[_weights(figure.query)] if figure.query.way is Way.WEIGHTED else []
        return [*found, *weights][:MOST_CELLS]

    def is_cut(self, figure: Figure) -> bool:
        """Whether a figure rests on more cells than are listed."""
        return figure.query is not None and len(self._found[figure.query]) > MOST_CELLS

    def _read(self, submission: Submission, *, is_head: bool) -> None:
        for block, by_unit in self._asked.items():
            table = submission.tables.get(block)
            if table is not None:
                unit = submission.unit
                own = [("", ""), ("", self._scopes.get(unit, "")), (unit, "")]
                asked = by_unit if is_head else dict.fromkeys(own)
                pairs = [pair for key in asked for pair in by_unit.get(key, ())]
                self._number(submission, table, pairs)

    def _number(self, submission: Submission, table: Table, asked: Iterable[_Asked]) -> None:
        answered = AnsweredCells(table)
        numbers: dict[tuple[int, str], int] = {}
        for query, found in asked:
            if len(found) > MOST_CELLS:
                continue
            for place in answered.of(query):
                number = numbers.setdefault(place, len(self.rows))
                if number == len(self.rows):
                    self.rows.append(self._row(submission, table.cell(*place)))
                found.append(number)

    def _row(self, submission: Submission, cell: Cell) -> list[str]:
        raw = "trống (khai là 0)" if cell.declared else _raw(cell.raw)
        unit = self._units.get(submission.unit, submission.unit)
        return [unit, submission.file, cell.sheet, cell.address, raw, _value(cell.value)]


def _weights(query: Query) -> Query:
    return replace(WEIGHTS, scope=query.scope)


def _by_block(
    found: Mapping[Query, list[int]],
) -> dict[str, dict[tuple[str, str], list[_Asked]]]:
    """The queries of each block by the unit, or else the cluster, that they are about."""
    asked: dict[str, dict[tuple[str, str], list[_Asked]]] = defaultdict(lambda: defaultdict(list))
    for query, numbers in found.items():
        asked[query.block][query.unit, query.scope].append((query, numbers))
    return asked


def _raw(raw: RawValue) -> str:
    text = " ".join(text_of(raw).split())
    return text if len(text) <= SHOWN else f"{text[: SHOWN - 1]}…"


def _value(value: Value) -> str:
    match value:
        case int() | Decimal():
            return format_number(value)
        case date():
            return format_date(value)
        case _:
            return _raw(value)
