"""The whole at a glance (tổng hợp theo cụm, khối): a row a cluster in a campaign of many."""

from __future__ import annotations

from pipeline.domain.catalogue import Honoree
from pipeline.domain.document import (
    CellContent,
    Derivation,
    Fill,
    Formula,
    RowKind,
    Table,
    TableColumn,
    TableRow,
)
from pipeline.steps.derive import share
from pipeline.steps.figures import FigureBook
from pipeline.steps.pairs import comparable
from pipeline.steps.sentences.coverage import returned, unit_total
from pipeline.steps.tables.award_kinds import all_awards, state_awards
from pipeline.steps.tables.parts import NUMBER, missing_note
from pipeline.steps.tables.ratios import decided, decided_direct, definition
from pipeline.steps.tables.scores import standings

_UNITS, _DECIDED, _PROPOSED = "Đơn vị", "Đã có quyết định", "Đề nghị"
_SHARE = "Tỷ lệ trực tiếp trong số được khen"


def by_cluster(book: FigureBook) -> Table | None:
    """Units in, awards, the share of direct workers and the first place of each cluster."""
    if not book.clusters:
        return None
    rows = [
        TableRow(
            RowKind.DATA,
            {"stt": number, "cluster": one.campaign.title, **_cells(one), "first": _first(one)},
        )
        for number, one in enumerate(book.clusters, start=1)
    ]
    total: dict[str, CellContent] = {"stt": None, "cluster": "Tổng cộng", **_cells(book)}
    return Table(
        id="table.by_cluster",
        title=f"Tổng hợp theo cụm, khối {book.campaign.period.label}",
        columns=_columns(book),
        rows=(*rows, TableRow(RowKind.TOTAL, {**total, "first": ""})),
        sheet="Theo cụm, khối",
        notes=("Khen thưởng tính theo lượt khen.", *definition(book), *missing_note(book)),
        landscape=True,
        chart=("share",),
    )


def _columns(book: FigureBook) -> tuple[TableColumn, ...]:
    ratio = Formula(Derivation.RATIO, ("direct", "persons"))
    return (
        NUMBER,
        TableColumn("cluster", "Cụm, khối", width=2.6),
        TableColumn("asked", "Tổng số", Fill.COUNT, _UNITS, 0.7, adds_up=True),
        TableColumn("returned", "Đã nộp", Fill.COUNT, _UNITS, 0.7, adds_up=True),
        *(_awards(f"decided_{h}", h, _DECIDED) for h in _asked(book)),
        *(_awards(f"proposed_{h}", h, _PROPOSED) for h in _asked(book)),
        TableColumn("persons", "Cá nhân", Fill.COUNT, _SHARE, 0.8, adds_up=True),
        TableColumn("direct", "Trực tiếp", Fill.COUNT, _SHARE, 0.8, adds_up=True),
        TableColumn("share", "Tỷ lệ", Fill.PERCENT, _SHARE, 0.8, ratio),
        TableColumn("first", "Xếp thứ nhất", width=1.6),
    )


def _awards(key: str, honoree: Honoree, group: str) -> TableColumn:
    return TableColumn(key, honoree.word.capitalize(), Fill.COUNT, group, 0.8, adds_up=True)


def _asked(book: FigureBook) -> list[Honoree]:
    return [honoree for honoree in Honoree if state_awards(book, honoree)]


def _cells(book: FigureBook) -> dict[str, CellContent]:
    both = comparable(book, lambda unit: (decided_direct(book, unit), decided(book, unit)), "")
    awards: dict[str, CellContent] = {
        f"{column}_{honoree}": all_awards(book, honoree, column)
        for column in ("decided", "proposed")
        for honoree in _asked(book)
    }
    return {
        "asked": unit_total(book),
        "returned": returned(book),
        **awards,
        "persons": decided(book),
        "direct": decided_direct(book),
        "share": share(*both, _SHARE),
    }


def _first(book: FigureBook) -> str:
    """Who is ranked first; several in a tie."""
    first = [s.unit for s in standings(book) if s.rank is not None and s.rank.value == 1]
    return ", ".join(book.campaign.unit(code).short_name for code in first)
