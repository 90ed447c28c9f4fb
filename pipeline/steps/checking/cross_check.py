"""Check across units what no unit can see alone (đối chiếu giữa các đơn vị).

Findings stand at the unit's own cell and never change which submission counts. To add a check,
write a function from the collection to findings and call it in ``cross_check``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from types import MappingProxyType

from pipeline.domain.collection import Collection
from pipeline.domain.findings import Finding, FindingKind, finding
from pipeline.domain.form import FormSpec
from pipeline.domain.statistics import StatisticalForm
from pipeline.domain.submission import Table
from pipeline.domain.vietnamese.dates import format_date
from pipeline.steps.carry import Values
from pipeline.steps.checking.cross_awards import (
    awards_are_listed_once,
    decisions_have_one_date,
    listed_awards,
)
from pipeline.steps.checking.cross_figures import last_year_agrees, rates_are_alike
from pipeline.steps.checking.cross_statistics import statistics_add_up
from pipeline.steps.reading.matching import folded

NO_LAST_YEAR: Mapping[str, Values] = MappingProxyType({})


def cross_check(
    collection: Collection,
    form: FormSpec,
    last_year: Mapping[str, Values] = NO_LAST_YEAR,
    statistics: Iterable[StatisticalForm] = (),
) -> tuple[Finding, ...]:
    """What the counted submissions say against one another, unit by unit.

    Args:
        form: The units' form as tailored to the campaign.
        last_year: What each unit reported last year, where this year's form asks it again.
        statistics: The statistical forms whose identities must hold.
    """
    order = {unit.code: number for number, unit in enumerate(collection.campaign.units)}
    listed = tuple(listed_awards(collection))
    found = (
        *awards_are_listed_once(listed, collection.campaign),
        *decisions_have_one_date(listed, collection.campaign),
        *documents_are_the_units_own(collection),
        *last_year_agrees(collection, form, last_year),
        *rates_are_alike(collection),
        *statistics_add_up(collection, statistics),
    )
    return tuple(sorted(found, key=lambda one: order[one.unit]))


def documents_are_the_units_own(collection: Collection) -> Iterator[Finding]:
    """A document the head lists for the cluster is not listed again by a unit."""
    own = collection.head.tables.get("cluster_documents") if collection.head else None
    listed = {key for _, key in _documents(own)} if own else set()
    for submission in collection.submissions.values():
        table = submission.tables.get("documents")
        for index, key in _documents(table) if table and listed else ():
            if table and key in listed:
                cell = table.cell(index, "number")
                yield finding(
                    FindingKind.DOCUMENT_OF_THE_HEAD,
                    unit=submission.unit,
                    file=submission.file,
                    sheet=cell.sheet,
                    cell=cell.address,
                    row=table.row_keys[index],
                    number=cell.value,
                    date=format_date(key[1]),
                    group=collection.campaign.word,
                )


def _documents(table: Table) -> Iterator[tuple[int, tuple[str, date]]]:
    """Row and identity of every document with a number and a date."""
    for index, row in table.records:
        number, day = row.get("number"), row.get("date")
        if isinstance(number, str) and isinstance(day, date):
            yield index, (folded(number), day)
