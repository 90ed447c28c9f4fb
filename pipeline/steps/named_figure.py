"""A figure again from its id alone (số liệu theo mã): of what was printed but not recorded.

An id says how its figure was made: a query of cells, or a way of making one figure of others.
A new way of ``derive`` is added to ``_WAYS``. An id that says nothing of the kind, or names what
the campaign does not ask, has no figure.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Final, TypeAlias

from pipeline.domain.figures import Figure, Query, Way
from pipeline.steps.aggregate import HEAD
from pipeline.steps.derive import change, less, plus, share
from pipeline.steps.figures import FigureBook
from pipeline.steps.tables.scores import negative

MOST_DEEP: Final = 8
"""Figures of figures that an id may hold one in the other; ours have three."""

_MADE = re.compile(r"(?P<way>[a-z]+)\((?P<terms>.*)\)", re.DOTALL)
_QUERY = re.compile(
    r"(?P<block>\w+)(?:\.(?P<column>\w+))?(?:\[(?P<rows>[^\]]+)\])?(?:\{(?P<where>[^}]+)\})?"
    r"(?:@(?P<unit>@?[^@^~]+))?(?:\^(?P<scope>[^~]+))?(?:~(?P<way>[a-z]+))?"
)
_OPENING, _CLOSING = "([{", ")]}"

_Terms: TypeAlias = tuple[Figure, ...]


def figure_named(name: str, book: FigureBook) -> Figure | None:
    """The figure with this id, made of what counts now; ``None`` when no figure can have it."""
    figure = _named(name, book, MOST_DEEP)
    return figure if figure is not None and figure.id == name else None


def _named(name: str, book: FigureBook, depth: int) -> Figure | None:
    made = _MADE.fullmatch(name)
    if made is None:
        query = query_named(name)
        return _asked(query, book) if query else None
    if made["way"] not in _WAYS or not depth:
        return None
    terms = [_named(term, book, depth - 1) for term in _split(made["terms"])]
    known = tuple(term for term in terms if term is not None)
    return _WAYS[made["way"]](known) if known and len(known) == len(terms) else None


def _split(names: str) -> Iterator[str]:
    """The ids of the terms, which may have commas in their own brackets."""
    depth = start = 0
    for place, letter in enumerate(names):
        depth += (letter in _OPENING) - (letter in _CLOSING)
        if letter == "," and not depth:
            yield names[start:place]
            start = place + 1
    yield names[start:]


def _share(terms: _Terms) -> Figure | None:
    if len(terms) != 2:
        return None
    return share(*terms, f"Tỷ lệ của “{terms[0].label}” trong “{terms[1].label}”")


def _change(terms: _Terms) -> Figure | None:
    return change(*terms, f"Tăng, giảm của “{terms[0].label}”") if len(terms) == 2 else None


def _plus(terms: _Terms) -> Figure:
    return plus(terms, terms[0].label if len(terms) == 1 else f"Tổng của {len(terms)} số liệu")


def _less(terms: _Terms) -> Figure:
    whole, *left_out = terms
    known = sum(term.value is not None for term in left_out)
    return less(whole, left_out, whole.reporting - known)


def _minus(terms: _Terms) -> Figure | None:
    return negative(terms[0]) if len(terms) == 1 else None


_WAYS: Mapping[str, Callable[[_Terms], Figure | None]] = {
    "share": _share,
    "change": _change,
    "plus": _plus,
    "less": _less,
    "minus": _minus,
}


def query_named(name: str) -> Query | None:
    """The query with this name; ``None`` when it is no name of a query.

    >>> query_named("awards_individual.decided[LDTT]@SNV").unit
    'SNV'
    """
    found = _QUERY.fullmatch(name)
    if found is None or (found["way"] or Way.SUM) not in tuple(Way):
        return None
    where = tuple(_condition(one) for one in (found["where"] or "").split(";") if one)
    query = Query(
        found["block"],
        found["column"] or "",
        tuple((found["rows"] or "").split("+")) if found["rows"] else (),
        found["unit"] or "",
        where,
        Way(found["way"] or Way.SUM),
        found["scope"] or "",
    )
    return query if query.name == name else None


def _condition(text: str) -> tuple[str, tuple[str, ...]]:
    column, _, codes = text.partition("=")
    return column, tuple(codes.split("|"))


def _asked(query: Query, book: FigureBook) -> Figure | None:
    """The figure of a query, of the whole or of the cluster that the query is restricted to."""
    books = [one for one in book.clusters if one.campaign.scope == query.scope]
    of = next(iter(books), None) if query.scope else book
    return _TAKEN[query.way](query, of) if of is not None and _is_asked(query, of) else None


def _is_asked(query: Query, book: FigureBook) -> bool:
    """Whether the forms have all that a query names, and the campaign its unit."""
    blocks = (block for form in book.forms for _, block in form.blocks)
    block = next((one for one in blocks if one.key == query.block), None)
    if block is None or not _is_member(query.unit, book):
        return False
    columns = {"", "value", *(column.key for column in block.columns)}
    rows = {row.key for row in block.rows}
    is_known = {query.column, *(column for column, _ in query.where)} <= columns
    return is_known and (not rows or rows.issuperset(query.rows))


def _is_member(unit: str, book: FigureBook) -> bool:
    return unit in ("", HEAD) or any(one.code == unit for one in book.campaign.units)


def _sum(query: Query, book: FigureBook) -> Figure | None:
    if not query.column or query.where:
        return None
    return book.total(query.block, query.column, query.rows, unit=query.unit)


def _count(query: Query, book: FigureBook) -> Figure:
    return book.count(query.block, where=query.where, unit=query.unit, rows=query.rows)


def _units(query: Query, book: FigureBook) -> Figure:
    if not query.where:
        return book.units_listing(query.block)
    codes = query.where[0][1]
    return book.units_with(query.block, query.column, codes, next(iter(query.rows), ""))


def _mean(query: Query, book: FigureBook) -> Figure | None:
    targets = (one for one in book.campaign.targets if (one.code,) == query.rows)
    target = next(targets, None)
    return book.target(target, query.column, unit=query.unit) if target else None


_TAKEN: Mapping[Way, Callable[[Query, FigureBook], Figure | None]] = {
    Way.SUM: _sum,
    Way.COUNT: _count,
    Way.UNITS: _units,
    Way.MEAN: _mean,
    Way.WEIGHTED: _mean,
}
