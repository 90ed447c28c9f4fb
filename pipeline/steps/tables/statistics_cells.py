"""The figures in the cells of a statistical form: what a row and a column have in common."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from pipeline.domain.catalogue import Honoree
from pipeline.domain.document import CellContent
from pipeline.domain.figures import Figure
from pipeline.domain.statistics import Selection, StatisticalForm, Subject, combined
from pipeline.steps.aggregate import HEAD
from pipeline.steps.derive import given, plus
from pipeline.steps.figures import FigureBook
from pipeline.steps.listed import Record
from pipeline.steps.statistics import DECIDED, LAUNCHED, NAMED, is_listed, matches
from pipeline.steps.tables.award_kinds import BLOCKS

NOT_APPLICABLE = ""
"""In a cell that cannot hold anything: a flag, which only collectives receive, of individuals."""


def cell(book: FigureBook, form: StatisticalForm, left: Selection, right: Selection) -> CellContent:
    """The figure of a cell; blank where nothing can be in both its row and its column."""
    where = combined(left, right)
    if where is None:
        return NOT_APPLICABLE
    if form.subject is Subject.MOVEMENTS:
        return _whole([_launched(book, block, where) for block in where.get("launched", LAUNCHED)])
    possible = list(_possible(book, where))
    if not possible:
        return NOT_APPLICABLE
    if is_listed(where):
        return _listed(book, where)
    totals = [book.total(BLOCKS[honoree], "decided", codes) for honoree, codes in possible]
    return _whole(totals)


def _whole(parts: list[Figure]) -> Figure:
    return parts[0] if len(parts) == 1 else plus(parts, parts[0].label)


def _possible(book: FigureBook, where: Selection) -> Iterator[tuple[Honoree, tuple[str, ...]]]:
    """The honorees selected, each with the selected awards it may receive."""
    for honoree in Honoree:
        if honoree in where.get("honoree", tuple(Honoree)):
            codes = tuple(
                award.code
                for award in book.campaign.awards
                if award.code in where["award"] and honoree in award.honorees
            )
            if codes:
                yield honoree, codes


def _listed(book: FigureBook, where: Selection) -> Figure:
    """Rows of the list of named awards that have a decision."""
    figure = book.count(NAMED, where=(*where.items(), DECIDED))
    return replace(figure, label=f"Danh sách khen cao, đã có quyết định · {_words(book, where)}")


def _words(book: FigureBook, where: Selection) -> str:
    names = {award.code: award.short for award in book.campaign.awards}
    lists = {"object_group": "object_groups", "occasion": "occasions", "honoree": "honorees"}
    traits = [
        ", ".join(names[c] if trait == "award" else book.choice(lists[trait], c) for c in codes)
        for trait, codes in where.items()
    ]
    return " · ".join(traits)


def _launched(book: FigureBook, block: str, where: Selection) -> Figure:
    """Movements of one list; a duration is judged from both days, row by row."""
    kinds = tuple((trait, codes) for trait, codes in where.items() if trait == "kind")
    if "duration" not in where or not book.listing(block):
        return book.count(block, where=kinds)
    found = [record for record in book.records(block) if matches(record.values, where)]
    parts = [_of_unit(book, block, unit, found) for unit in dict.fromkeys(r.unit for r in found)]
    if parts:
        return _whole(parts)
    code = "+".join(where["duration"])
    return given(
        book.named(f"{block}.duration[{code}]"),
        "Số phong trào có thời hạn này",
        0,
        "đếm phong trào theo ngày bắt đầu, ngày kết thúc",
        (book.count(block),),
    )


def _of_unit(book: FigureBook, block: str, unit: str, found: list[Record]) -> Figure:
    rows = tuple(record.row for record in found if record.unit == unit)
    return book.count(block, rows=rows, unit="" if unit == HEAD else unit)
