"""Everything behind every printed figure, as plain data for the page that shows it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from pipeline.domain.collection import Collection
from pipeline.domain.figures import Figure, figure_code
from pipeline.domain.printing import print_figure
from pipeline.domain.submission import Value
from pipeline.domain.vietnamese.dates import format_date
from pipeline.domain.vietnamese.numbers import format_number
from pipeline.domain.workbook import RawValue
from pipeline.steps.reading.coerce import text_of
from pipeline.steps.trace import TracedCell, cells_of

SHOWN = 120
"""Characters of a cell's content that are shown."""


def sources_of(figures: Iterable[Figure], collection: Collection) -> dict[str, Any]:
    """The figures with all their parts, and every cell they rest on.

    Returns:
        ``figures``: short code → label, printed text, formula,
        units reporting and asked, codes of parts, numbers of cells; ``cells``: unit, file,
        sheet, address, content, value; both by position, to keep a page of thousands small.
    """
    known: dict[str, Figure] = {}
    waiting = list(figures)
    while waiting:
        figure = waiting.pop()
        if figure.id not in known:
            known[figure.id] = figure
            waiting.extend(figure.parts)
    cells = _Cells(collection)
    rows = {
        figure_code(name): [
            figure.label,
            print_figure(figure),
            figure.formula,
            figure.reporting,
            figure.expected,
            [figure_code(part.id) for part in figure.parts],
            cells.numbers(figure),
            name,
        ]
        for name, figure in sorted(known.items())
    }
    return {"figures": rows, "cells": cells.rows}


class _Cells:
    """The cells met so far, each once."""

    def __init__(self, collection: Collection) -> None:
        self.rows: list[list[str]] = []
        self._collection = collection
        self._units = {unit.code: unit.short_name for unit in collection.campaign.units}
        self._numbers: dict[tuple[str, str, str], int] = {}

    def numbers(self, figure: Figure) -> list[int]:
        """Where the cells stand in ``rows`` that a figure was taken from."""
        if figure.query is None:
            return []
        return [self._number(cell) for cell in cells_of(figure.query, self._collection)]

    def _number(self, traced: TracedCell) -> int:
        cell = traced.cell
        key = (traced.file, cell.sheet, cell.address)
        if key not in self._numbers:
            self._numbers[key] = len(self.rows)
            raw = "trống (khai là 0)" if cell.declared else _raw(cell.raw)
            unit = self._units.get(traced.unit, traced.unit)
            self.rows.append([unit, traced.file, cell.sheet, cell.address, raw, _value(cell.value)])
        return self._numbers[key]


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
