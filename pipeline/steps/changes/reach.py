"""Reverse trace (truy xuôi): from a changed cell to the figures that rest on it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from pipeline.domain.correction import DECLARATION
from pipeline.domain.figures import Way
from pipeline.domain.runs import HEAD
from pipeline.steps.changes.unit_changes import UnitChange
from pipeline.steps.feedback.differences import Difference

Records = Mapping[str, Mapping[str, Any]]
"""Figures as a run records them, by id."""

_WEIGHT = {"block": "headcount", "column": "value", "rows": ["total"], "unit": "", "where": []}
"""A weighted mean rests on the units' headcounts, too."""


class Leaves:
    """The queries under every figure, through all its parts; each is looked up once."""

    def __init__(self, *runs: Records) -> None:
        self._runs = runs
        self._known: dict[str, tuple[Mapping[str, Any], ...]] = {}

    def of(self, figure: str) -> tuple[Mapping[str, Any], ...]:
        """The queries of the figure with this id, in either run."""
        if figure not in self._known:
            self._known[figure] = tuple(self._found(figure))
        return self._known[figure]

    def _found(self, figure: str) -> Iterator[Mapping[str, Any]]:
        for records in self._runs:
            record = records.get(figure, {})
            if "query" in record:
                yield record["query"]
                if record["query"]["way"] == Way.WEIGHTED:
                    yield _WEIGHT
            for part in record.get("parts", ()):
                yield from self.of(part)


def came_or_went(queries: Iterable[Mapping[str, Any]], change: UnitChange) -> bool:
    """Whether a figure with these queries may have moved because a whole file came or went.

    A figure that no cell makes, such as how many units are in, moves with the units themselves.
    """
    asked = tuple(queries)
    return change.is_whole and (not asked or any(_asks(query, change) for query in asked))


def rests_on(query: Mapping[str, Any], change: UnitChange, difference: Difference) -> bool:
    """Whether a query counts or looks at a cell that changed."""
    block, row, column = difference.place
    if query["block"] != block or not _asks(query, change):
        return False
    if row == DECLARATION or not column:
        return True
    looked_at = {query["column"], *(name for name, _ in query["where"])}
    in_column = not query["column"] or column in looked_at
    return in_column and (not query["rows"] or row in query["rows"])


def _asks(query: Mapping[str, Any], change: UnitChange) -> bool:
    """Whether a query looks into the unit's file at all; the head's is asked about every unit."""
    if query["block"] not in change.blocks:
        return False
    if change.unit == HEAD:
        return True
    return query["unit"] in ("", change.unit) and query.get("scope", "") in ("", change.cluster)
