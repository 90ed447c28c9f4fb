"""The tables an outline may name (``table.<name>``), which are also those of ``phu-luc.xlsx``."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache, partial

from pipeline.domain.catalogue import Honoree
from pipeline.domain.document import Table
from pipeline.steps.figures import FigureBook
from pipeline.steps.tables import (
    award_summary,
    awards,
    breakdown,
    by_cluster,
    documents,
    lists,
    names,
    ratings,
    ratios,
    scores,
    targets,
)
from pipeline.steps.tables.long_tables import in_full, on_paper
from pipeline.steps.tables.parts import summed_by_cluster

COLLECTIVES = (Honoree.COLLECTIVE,)
PEOPLE = (Honoree.INDIVIDUAL, Honoree.HOUSEHOLD)

TABLES: Mapping[str, Callable[[FigureBook], Table | None]] = {
    "awards_summary": award_summary.awards_summary,
    "awards_matrix": awards.awards_matrix,
    "by_occasion": breakdown.by_occasion,
    "by_object_group": breakdown.by_object_group,
    "direct_ratio": ratios.direct_ratio,
    "targets": targets.targets,
    "ratings": ratings.ratings,
    "staff": lists.staff,
    "documents_by_unit": documents.documents_by_unit,
    "documents": lists.documents,
    "collectives_decided": partial(awards.matrix, honorees=COLLECTIVES, status=awards.DECIDED),
    "collectives_proposed": partial(awards.matrix, honorees=COLLECTIVES, status=awards.PROPOSED),
    "collectives_named": partial(names.name_list, honorees=COLLECTIVES),
    "people_decided": partial(awards.matrix, honorees=PEOPLE, status=awards.DECIDED),
    "people_proposed": partial(awards.matrix, honorees=PEOPLE, status=awards.PROPOSED),
    "people_named": partial(names.name_list, honorees=PEOPLE),
    "direct_rates": ratios.direct_rates,
    "ratings_by_unit": ratings.ratings_by_unit,
    "scores": scores.scores,
    "models": lists.models,
    "training": lists.training,
    "inspections": lists.inspections,
    "targets_by_unit": targets.targets_by_unit,
    "targets_met": targets.targets_met,
    "by_cluster": by_cluster.by_cluster,
}
"""Name → maker, in the order of the workbook's sheets; ``None`` when there is nothing to print."""


BY_UNIT = frozenset({"awards_matrix", "direct_ratio", "staff"})
"""Tables of the body with a row a unit; the workbook has them in full."""


@lru_cache(maxsize=128)
def _kept(name: str, book: FigureBook) -> Table | None:
    """A table that is made once; of a large campaign as it is on paper."""
    table = TABLES[name](book)
    return on_paper(table, book) if table and book.is_large else table


def table_named(name: str, book: FigureBook) -> Table | None:
    """A table of the Word reports; one made for the body serves the appendix too.

    Raises:
        KeyError: There is no table of this name.
    """
    table = _kept(name, book)
    return on_paper(table, book) if table else None


def body_table(name: str, book: FigureBook) -> Table | None:
    """A table for the report's body; of many clusters a line each where it has one a unit."""
    table = table_named(name, book)
    is_long = name in BY_UNIT and book.clusters
    return summed_by_cluster(table, book) if table and is_long else table


class WorkbookTables(Iterable[Table]):
    """Every table that has something to print, in full; ``more`` come after those of the registry.

    In a large campaign they are made one by one whenever they are gone through, and not kept.
    """

    def __init__(self, book: FigureBook, more: Iterable[Table] = ()) -> None:
        self._book = book
        self._more = tuple(more)

    def __iter__(self) -> Iterator[Table]:
        for name in TABLES:
            table = TABLES[name](self._book) if self._book.is_large else _kept(name, self._book)
            if table is not None:
                yield in_full(table, self._book)
        yield from self._more

    @property
    def on_paper(self) -> Iterator[Table]:
        """The same as printed on paper."""
        made = (table_named(name, self._book) for name in TABLES)
        yield from (table for table in made if table is not None)
        yield from self._more
