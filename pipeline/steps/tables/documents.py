"""Documents issued, counted by issuer and type: the summary before the list of Appendix I."""

from __future__ import annotations

from collections.abc import Callable

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
from pipeline.domain.figures import Figure
from pipeline.domain.form import Choice
from pipeline.steps.derive import plus
from pipeline.steps.figures import FigureBook
from pipeline.steps.tables.parts import NUMBER, UNIT, missing_note, unit_rows

_OWN, _UNITS = "cluster_documents", "documents"


def documents_by_unit(book: FigureBook) -> Table | None:
    """The cluster's own documents, then each unit's, by type; types nobody issued are left out."""
    if not (book.listing(_OWN) or book.listing(_UNITS)):
        return None
    types = [one for one in book.choices("document_types") if _all(book, one.code).value]

    def cells(of: FigureBook, unit: str) -> dict[str, CellContent]:
        return _cells(
            types, lambda code: _count(of, _UNITS, code, unit) if unit else _all(of, code)
        )

    own = _cells(types, lambda code: _count(book, _OWN, code))
    head = TableRow(RowKind.DATA, {"stt": "", "unit": book.campaign.title, **own})
    # What one of many clusters issued itself is not asked.
    heads = () if book.campaign.scope else (head,)
    return Table(
        id="table.documents_by_unit",
        title=f"Số văn bản đã ban hành theo đơn vị, loại văn bản {book.campaign.period.label}",
        columns=(NUMBER, UNIT, *_columns(types)),
        rows=(*heads, *unit_rows(book, cells)),
        sheet="PL I Số văn bản",
        notes=missing_note(book),
        landscape=True,
    )


def _columns(types: list[Choice]) -> tuple[TableColumn, ...]:
    terms = tuple(one.code for one in types)
    return (
        *(TableColumn(t.code, t.label, Fill.COUNT, width=0.8, adds_up=True) for t in types),
        TableColumn(
            "total", "Tổng số", Fill.COUNT, width=0.8, formula=Formula(Derivation.SUM, terms)
        ),
    )


def _cells(types: list[Choice], count: Callable[[str], Figure]) -> dict[str, CellContent]:
    """One figure a type; the total counts documents of no readable type, too."""
    return {**{one.code: count(one.code) for one in types}, "total": count("")}


def _count(book: FigureBook, block: str, code: str, unit: str = "") -> Figure:
    return book.count(block, where=(("type", (code,)),) if code else (), unit=unit)


def _all(book: FigureBook, code: str) -> Figure:
    return plus([_count(book, block, code) for block in (_OWN, _UNITS)], "Số văn bản")
