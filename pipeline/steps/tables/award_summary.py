"""Award × (last year, proposed, decided, change) of the whole cluster."""

from __future__ import annotations

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
from pipeline.steps.tables.parts import BOTH_YEARS, missing_note


def awards_summary(book: FigureBook) -> Table | None:
    """Award × (last year, proposed, decided, change) of the whole cluster."""
    rows: list[TableRow] = []
    for honoree in Honoree:
        lines = [
            _summary_row(book, honoree, award)
            for award in (*state_awards(book, honoree), *sector_awards(book, honoree))
        ]
        known = [
            line for line in lines if any(isinstance(c, Figure) and c.value for c in line.values())
        ]
        if known:
            rows.append(TableRow(RowKind.HEADING, {"award": honoree.word.capitalize()}))
            rows.extend(TableRow(RowKind.DATA, line) for line in known)
    if not rows:
        return None
    previous = book.campaign.period.previous.label
    return Table(
        id="table.awards_summary",
        title=f"Tổng hợp danh hiệu thi đua, hình thức khen thưởng {book.campaign.period.label}",
        columns=(
            TableColumn("award", "Danh hiệu, hình thức khen thưởng", width=4),
            TableColumn("last_year", f"Đã có quyết định {previous}", Fill.COUNT),
            TableColumn("proposed", "Đề nghị", Fill.COUNT),
            TableColumn("decided", "Đã có quyết định", Fill.COUNT),
            TableColumn(
                "change",
                f"Tăng, giảm so với {previous}",
                Fill.CHANGE,
                formula=Formula(Derivation.DIFFERENCE, ("decided", "last_year")),
            ),
        ),
        rows=tuple(rows),
        sheet="Theo danh hiệu",
        notes=("Tính theo lượt khen.", BOTH_YEARS, *missing_note(book)),
    )


def _summary_row(book: FigureBook, honoree: Honoree, award: AwardType) -> dict[str, CellContent]:
    block = BLOCKS[honoree]
    codes = (award.code,)
    both = comparable(
        book,
        lambda unit: (
            book.total(block, "decided", codes, unit=unit),
            book.total(block, "last_year", codes, unit=unit),
        ),
        "",
    )
    return {
        "award": award.name,
        "last_year": book.total(block, "last_year", codes),
        "proposed": book.total(block, "proposed", codes),
        "decided": book.total(block, "decided", codes),
        "change": change(*both, f"{award.name}: tăng, giảm"),
    }
