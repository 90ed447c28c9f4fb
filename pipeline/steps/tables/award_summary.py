"""Award × (last year, proposed, decided, change) of the whole cluster."""

from __future__ import annotations

from collections.abc import Iterable

from pipeline.domain.catalogue import AwardType, Honoree
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
from pipeline.steps.derive import change
from pipeline.steps.figures import FigureBook
from pipeline.steps.pairs import comparable
from pipeline.steps.tables.award_kinds import BLOCKS, sector_awards, state_awards
from pipeline.steps.tables.parts import both_years_note, missing_note

_APART = "Khen thưởng của đoàn thể, ngành dọc ghi dưới dòng cộng và không tính vào dòng cộng."


def awards_summary(book: FigureBook) -> Table | None:
    """Award × (last year, proposed, decided, change) of the whole cluster."""
    rows: list[TableRow] = []
    is_apart = False
    for honoree in Honoree:
        counted = _known(book, honoree, state_awards(book, honoree))
        apart = _known(book, honoree, sector_awards(book, honoree))
        if counted or apart:
            rows.append(TableRow(RowKind.HEADING, {"award": honoree.word.capitalize()}))
            rows.extend(TableRow(RowKind.DATA, line) for line in counted)
        if counted:
            rows.append(TableRow(RowKind.SUBTOTAL, _sum(book, honoree)))
        rows.extend(TableRow(RowKind.DATA, line) for line in apart)
        is_apart = is_apart or bool(apart)
    if not rows:
        return None
    return Table(
        id="table.awards_summary",
        title=f"Tổng hợp danh hiệu thi đua, hình thức khen thưởng {book.campaign.period.label}",
        columns=_columns(book.campaign.period.previous.label),
        rows=tuple(rows),
        sheet="Theo danh hiệu",
        notes=(
            "Tính theo lượt khen.",
            *((_APART,) if is_apart else ()),
            *both_years_note(rows, "decided"),
            *missing_note(book),
        ),
    )


def _columns(previous: str) -> tuple[TableColumn, ...]:
    return (
        TableColumn("award", "Danh hiệu, hình thức khen thưởng", width=4),
        TableColumn("last_year", f"Đã có quyết định {previous}", Fill.COUNT, adds_up=True),
        TableColumn("proposed", "Đề nghị", Fill.COUNT, adds_up=True),
        TableColumn("decided", "Đã có quyết định", Fill.COUNT, adds_up=True),
        TableColumn(
            "change",
            f"Tăng, giảm so với {previous}",
            Fill.CHANGE,
            formula=Formula(Derivation.DIFFERENCE, ("decided", "last_year")),
        ),
    )


def _known(
    book: FigureBook, honoree: Honoree, awards: Iterable[AwardType]
) -> list[dict[str, CellContent]]:
    """The rows of the awards that somebody received, was proposed for or had last year."""
    lines = [
        _cells(book, honoree, award.name, (award.code,), f"{award.name}: tăng, giảm")
        for award in awards
    ]
    return [line for line in lines if any(isinstance(c, Figure) and c.value for c in line.values())]


def _sum(book: FigureBook, honoree: Honoree) -> dict[str, CellContent]:
    """All awards of the State of one kind of honoree: what the sentences say."""
    codes = tuple(award.code for award in state_awards(book, honoree))
    return _cells(book, honoree, f"Cộng {honoree.word}", codes, f"{honoree.word}: tăng, giảm")


def _cells(
    book: FigureBook, honoree: Honoree, name: str, codes: tuple[str, ...], label: str
) -> dict[str, CellContent]:
    block = BLOCKS[honoree]
    both = comparable(
        book,
        lambda unit: (
            book.total(block, "decided", codes, unit=unit),
            book.total(block, "last_year", codes, unit=unit),
        ),
        "",
    )
    return {
        "award": name,
        "last_year": book.total(block, "last_year", codes),
        "proposed": book.total(block, "proposed", codes),
        "decided": book.total(block, "decided", codes),
        "change": change(*both, label),
    }
