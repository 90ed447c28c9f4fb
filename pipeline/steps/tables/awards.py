"""Awards by unit: the unit × award matrices of the appendices and of the body."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from pipeline.domain.catalogue import AwardGroup, AwardType, Honoree, Level
from pipeline.domain.document import (
    CellContent,
    Derivation,
    Fill,
    Formula,
    Table,
    TableColumn,
)
from pipeline.domain.figures import Figure
from pipeline.steps.derive import change, plus
from pipeline.steps.figures import FigureBook
from pipeline.steps.pairs import comparable
from pipeline.steps.tables.award_kinds import BLOCKS, all_awards, sector_awards, state_awards
from pipeline.steps.tables.parts import (
    NUMBER,
    UNIT,
    both_years_note,
    has_value,
    missing_note,
    unit_rows,
)

GROUP_NAMES = {
    AwardGroup.TITLE: "Danh hiệu thi đua",
    AwardGroup.COMMENDATION: "Hình thức khen thưởng",
}
SECTOR_NAME = "Của đoàn thể, ngành dọc (không cộng vào tổng)"


@dataclass(frozen=True, slots=True)
class Status:
    """One way of looking at the awards: which column, and its words."""

    column: str
    words: str
    sheet: str


DECIDED = Status("decided", "đã có quyết định tặng", "quyết định")
PROPOSED = Status("proposed", "đề nghị tặng", "đề nghị")


def matrix(book: FigureBook, honorees: tuple[Honoree, ...], status: Status) -> Table | None:
    """Unit × award with totals, last year and change; awards nobody received are left out."""
    columns: list[TableColumn] = []
    keys: dict[str, tuple[Honoree, str]] = {}
    left_out: list[str] = []
    for honoree in honorees:
        for award in (*state_awards(book, honoree), *sector_awards(book, honoree)):
            figure = book.total(BLOCKS[honoree], status.column, (award.code,))
            if not figure.value:
                left_out.append(_label(award, honoree, several=len(honorees) > 1))
                continue
            key = f"{honoree}.{award.code}"
            keys[key] = (honoree, award.code)
            columns.append(_award_column(key, award, honoree, several=len(honorees) > 1))
    if not keys:
        return None
    tail = _tail_columns(columns, status, [honoree for honoree, _ in keys.values()])
    shown = _state_codes(book, keys.values())
    words = " và ".join(honoree.word for honoree in honorees)
    prefix = "PL II" if honorees[0] is Honoree.COLLECTIVE else "PL III"

    def cells(of: FigureBook, unit: str) -> dict[str, CellContent]:
        row: dict[str, CellContent] = {
            key: of.total(BLOCKS[honoree], status.column, (code,), unit=unit)
            for key, (honoree, code) in keys.items()
        }
        return row | _tail_cells(of, honorees, shown, status, unit)

    rows = unit_rows(book, cells)
    return Table(
        id=f"table.awards.{honorees[0]}.{status.column}",
        title=f"Danh hiệu thi đua, hình thức khen thưởng {status.words} {words}"
        f" {book.campaign.period.label}",
        columns=(NUMBER, UNIT, *columns, *tail),
        rows=rows,
        sheet=f"{prefix} {status.sheet}",
        notes=(*both_years_note(rows, "total"), *_left_out_note(left_out), *missing_note(book)),
        landscape=True,
        chart=("total", "last_year") if status is DECIDED else ("total",),
    )


def awards_matrix(book: FigureBook) -> Table | None:
    """The unit × award table of the report's body: everything decided, all honorees."""
    columns: list[TableColumn] = []
    keys: dict[str, tuple[str, str]] = {}
    left_out: list[str] = []
    for honoree in Honoree:
        for award in state_awards(book, honoree):
            if not has_value([book.total(BLOCKS[honoree], "decided", (award.code,))]):
                left_out.append(_label(award, honoree, several=True))
            else:
                key = f"{honoree}.{award.code}"
                keys[key] = (BLOCKS[honoree], award.code)
                group = honoree.word.capitalize()
                columns.append(TableColumn(key, award.short, Fill.COUNT, group, 0.6, adds_up=True))
    if not keys:
        return None

    def cells(of: FigureBook, unit: str) -> dict[str, CellContent]:
        return {
            key: of.total(block, "decided", (code,), unit=unit)
            for key, (block, code) in keys.items()
        }

    return Table(
        id="table.awards_matrix",
        title=f"Kết quả khen thưởng đã có quyết định {book.campaign.period.label}, theo đơn vị",
        columns=(NUMBER, UNIT, *columns),
        rows=unit_rows(book, cells),
        sheet="Tổng hợp khen thưởng",
        notes=("Tính theo lượt khen.", *_left_out_note(left_out), *missing_note(book)),
        landscape=True,
    )


def _award_column(key: str, award: AwardType, honoree: Honoree, *, several: bool) -> TableColumn:
    if award.level is Level.SECTOR:
        label = _label(award, honoree, several=several)
        return TableColumn(key, label, Fill.COUNT, SECTOR_NAME, 0.7, adds_up=True)
    group = GROUP_NAMES[award.group] + (f" của {honoree.word}" if several else "")
    return TableColumn(key, award.short, Fill.COUNT, group, 0.7, adds_up=True)


def _label(award: AwardType, honoree: Honoree, *, several: bool) -> str:
    """The award in words, with the honoree where one table holds several."""
    named = several and len(award.honorees) > 1
    return f"{award.short} ({honoree.word})" if named else award.short


def _tail_columns(
    columns: list[TableColumn], status: Status, honorees: Iterable[Honoree]
) -> tuple[TableColumn, ...]:
    terms = tuple(column.key for column in columns if column.group != SECTOR_NAME)
    total = TableColumn(
        "total",
        _total_words(honorees),
        Fill.COUNT,
        width=0.7,
        formula=Formula(Derivation.SUM, terms),
    )
    if status is not DECIDED:
        return (total,)
    difference = Formula(Derivation.DIFFERENCE, ("total", "last_year"))
    return (
        total,
        TableColumn("last_year", "Cùng kỳ", Fill.COUNT, width=0.7, adds_up=True),
        TableColumn("change", "Tăng, giảm", Fill.CHANGE, width=0.7, formula=difference),
    )


def _total_words(honorees: Iterable[Honoree]) -> str:
    """A total over several kinds of honorees says so: the sentences count them apart."""
    words = tuple(dict.fromkeys(honoree.word for honoree in honorees))
    return f"Tổng ({', '.join(words)})" if len(words) > 1 else "Tổng"


def _tail_cells(
    book: FigureBook,
    honorees: tuple[Honoree, ...],
    shown: dict[Honoree, list[str]],
    status: Status,
    unit: str,
) -> dict[str, CellContent]:
    """The total of the columns shown; last year's total is over all awards of all honorees."""

    def total(of: str) -> Figure:
        figures = [
            book.total(BLOCKS[h], status.column, codes, unit=of) for h, codes in shown.items()
        ]
        return plus(figures, "Tổng số lượt khen")

    def last_year(of: str) -> Figure:
        figures = [all_awards(book, honoree, "last_year", of) for honoree in honorees]
        return plus(figures, "Tổng số lượt khen cùng kỳ")

    if status is not DECIDED:
        return {"total": total(unit)}
    both = comparable(book, lambda of: (total(of), last_year(of)), unit)
    difference = change(*both, "Tăng, giảm so với cùng kỳ")
    return {"total": total(unit), "last_year": last_year(unit), "change": difference}


def _state_codes(
    book: FigureBook, shown: Iterable[tuple[Honoree, str]]
) -> dict[Honoree, list[str]]:
    """The shown award codes that enter the total, by honoree."""
    codes: dict[Honoree, list[str]] = {}
    for honoree, code in shown:
        if code in {award.code for award in state_awards(book, honoree)}:
            codes.setdefault(honoree, []).append(code)
    return codes


def _left_out_note(left_out: list[str]) -> tuple[str, ...]:
    if not left_out:
        return ()
    return (
        "Không in các cột bằng 0 hoặc chưa có số liệu: " + ", ".join(dict.fromkeys(left_out)) + ".",
    )
