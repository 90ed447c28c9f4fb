"""Every printed figure as plain data, so that a later run can find and trace it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any, Final

from pipeline.domain.figures import Figure, Measure, Query, Way, figure_code
from pipeline.domain.printing import print_figure

FigureRecord = dict[str, Any]

_SCOPE: Final = re.compile(r"\^([a-z0-9-]+)")
"""The mark of a cluster in an id (``domain.figures.in_scope``)."""


def record_figures(figures: Iterable[Figure]) -> dict[str, FigureRecord]:
    """Figures and all their parts by id, parts named by their ids."""
    records: dict[str, FigureRecord] = {}
    waiting = list(figures)
    while waiting:
        figure = waiting.pop()
        if figure.id not in records:
            records[figure.id] = _record(figure)
            waiting.extend(figure.parts)
    return dict(sorted(records.items()))


def with_clusters(
    records: Mapping[str, FigureRecord], titles: Mapping[str, str]
) -> dict[str, FigureRecord]:
    """The records with whose they are in the labels, where figures of clusters share one.

    Args:
        records: By id.
        titles: Of the clusters, by the keys that mark the ids of their figures.
    """
    return {
        name: {**record, "label": _whose(name, record["label"], titles)}
        for name, record in records.items()
    }


def _whose(name: str, label: str, titles: Mapping[str, str]) -> str:
    keys = {*_SCOPE.findall(name)} if titles else set()
    title = titles.get(keys.pop(), "") if len(keys) == 1 else ""
    return f"{label} · {title}" if title and title not in label else label


def _record(figure: Figure) -> FigureRecord:
    record: FigureRecord = {
        "code": figure_code(figure.id),
        "label": figure.label,
        "value": None if figure.value is None else str(figure.value),
        "printed": print_figure(figure),
        "measure": figure.measure.value,
        "formula": figure.formula,
        "reporting": figure.reporting,
        "expected": figure.expected,
    }
    if figure.query is not None:
        record["query"] = _query_record(figure.query)
    if figure.parts:
        record["parts"] = [part.id for part in figure.parts]
    return record


def _query_record(query: Query) -> dict[str, Any]:
    return {
        "block": query.block,
        "column": query.column,
        "rows": list(query.rows),
        "unit": query.unit,
        "where": [[column, list(codes)] for column, codes in query.where],
        "way": query.way.value,
        **({"scope": query.scope} if query.scope else {}),
    }


def restore_figure(name: str, records: Mapping[str, FigureRecord]) -> Figure:
    """The figure with this id, with its parts.

    Raises:
        KeyError: No such figure was printed.
    """
    record = records[name]
    text = record["value"]
    return Figure(
        id=name,
        label=record["label"],
        value=None if text is None else _number(text),
        measure=Measure(record["measure"]),
        formula=record["formula"],
        query=_restore_query(record["query"]) if "query" in record else None,
        parts=tuple(restore_figure(part, records) for part in record.get("parts", ())),
        reporting=record["reporting"],
        expected=record["expected"],
    )


def _number(text: str) -> int | Decimal:
    return int(text) if text.lstrip("-").isdigit() else Decimal(text)


def _restore_query(record: Mapping[str, Any]) -> Query:
    where = tuple((column, tuple(codes)) for column, codes in record["where"])
    rows = tuple(record["rows"])
    unit, way, scope = record["unit"], Way(record["way"]), record.get("scope", "")
    return Query(record["block"], record["column"], rows, unit, where, way, scope)
