"""Targets agreed in the cluster (chỉ tiêu thi đua): summary, and target × unit."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.domain.campaign import Addition, Direction, Target
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
from pipeline.steps.derive import given, share
from pipeline.steps.figures import FigureBook
from pipeline.steps.pairs import comparable
from pipeline.steps.tables.parts import UNIT, missing_note

OWN_PLANS = "Mỗi đơn vị được so với kế hoạch của chính đơn vị đó, theo chiều của chỉ tiêu."
BOTH_FIGURES = "Tỷ lệ so sánh chung chỉ tính các đơn vị có đủ cả hai số liệu."
ADDITION_NAMES = {
    Addition.SUM: "Cộng",
    Addition.MEAN: "Bình quân",
    Addition.WEIGHTED: "Bình quân theo số lao động",
}


def is_met(target: Target, plan: Figure, done: Figure) -> bool | None:
    """Whether a target is met against plan, by its direction; ``None`` while unknown."""
    if plan.value is None or done.value is None:
        return None
    if target.direction is Direction.HIGHER:
        return done.value >= plan.value
    return done.value <= plan.value


@dataclass(frozen=True, slots=True)
class Tally:
    """How many units met a target, missed it, and cannot be judged for want of a number."""

    met: Figure
    missed: Figure
    unknown: Figure


def tally(book: FigureBook, target: Target) -> Tally:
    """The units by how they stand on a target, against their own plans."""
    pairs: dict[bool | None, list[Figure]] = {True: [], False: [], None: []}
    for unit in book.campaign.units:
        plan, done = (book.target(target, column, unit=unit.code) for column in ("plan", "done"))
        pairs[is_met(target, plan, done)] += [plan, done]

    def count(name: str, words: str, *, verdict: bool | None, source: str) -> Figure:
        label = f"Số đơn vị {words}: {target.name}"
        parts = pairs[verdict]
        code = book.named(f"targets.{name}[{target.code}]")
        return given(code, label, len(parts) // 2, source, parts)

    judged = "so thực hiện với kế hoạch của từng đơn vị, theo chiều của chỉ tiêu"
    return Tally(
        count("met", "đạt chỉ tiêu", verdict=True, source=judged),
        count("missed", "chưa đạt chỉ tiêu", verdict=False, source=judged),
        count("unknown", "chưa có số liệu", verdict=None, source="đếm đơn vị thiếu số liệu"),
    )


def targets_met(book: FigureBook) -> Table | None:
    """One row a target: how many units met it."""
    tallies = [(target, tally(book, target)) for target in book.campaign.targets]
    if not any(one.met.value or one.missed.value for _, one in tallies):
        return None
    group = "Số đơn vị"
    return Table(
        id="table.targets_met",
        title=f"Số đơn vị đạt từng chỉ tiêu thi đua {book.campaign.period.label}",
        columns=(
            TableColumn("target", "Chỉ tiêu", width=4),
            TableColumn("met", "Đạt", Fill.COUNT, group),
            TableColumn("missed", "Chưa đạt", Fill.COUNT, group),
            TableColumn("unknown", "Chưa có số liệu", Fill.COUNT, group),
        ),
        rows=tuple(
            TableRow(
                RowKind.DATA,
                {"target": t.name, "met": u.met, "missed": u.missed, "unknown": u.unknown},
            )
            for t, u in tallies
        ),
        sheet="Chỉ tiêu đạt",
        notes=(OWN_PLANS, *missing_note(book)),
        chart=("met", "missed", "unknown"),
    )


def targets(book: FigureBook) -> Table | None:
    """One row a target, for the whole cluster."""
    if not book.campaign.targets:
        return None
    rows = tuple(
        TableRow(RowKind.DATA, {"target": target.name, **_cells(book, target, "")})
        for target in book.campaign.targets
    )
    return Table(
        id="table.targets",
        title=f"Kết quả thực hiện các chỉ tiêu thi đua {book.campaign.period.label}",
        columns=(TableColumn("target", "Chỉ tiêu", width=3), *_columns(book)),
        rows=rows,
        sheet="Chỉ tiêu chung",
        notes=(
            "Chỉ tiêu không cộng được thì chỉ nêu ở từng đơn vị (dấu “—” ở dòng chung).",
            BOTH_FIGURES,
            *missing_note(book),
        ),
    )


def targets_by_unit(book: FigureBook) -> Table | None:
    """A heading a target, then one row a unit, then the cluster's row."""
    if not book.campaign.targets:
        return None
    rows: list[TableRow] = []
    for target in book.campaign.targets:
        rows.append(TableRow(RowKind.HEADING, {"unit": f"{target.name} ({target.measure})"}))
        for group in book.clusters or (book,):
            rows.extend(
                TableRow(RowKind.DATA, {"unit": u.short_name, **_cells(group, target, u.code)})
                for u in group.campaign.units
            )
            if book.clusters:
                rows.extend(_together(group, target, group.campaign.title))
        rows.extend(_together(book, target, "Chung"))
    return Table(
        id="table.targets_by_unit",
        title=f"Kết quả thực hiện chỉ tiêu thi đua theo đơn vị {book.campaign.period.label}",
        columns=(UNIT, *_columns(book)),
        rows=tuple(rows),
        sheet="PL Chỉ tiêu",
        notes=(BOTH_FIGURES, *missing_note(book)),
    )


def _together(book: FigureBook, target: Target, name: str) -> Iterator[TableRow]:
    """The row of a whole group of units, where the target can be added up at all."""
    if target.addition is not Addition.NONE:
        label = f"{name} ({ADDITION_NAMES[target.addition].lower()})"
        yield TableRow(RowKind.SUBTOTAL, {"unit": label, **_cells(book, target, "")})


def _columns(book: FigureBook) -> tuple[TableColumn, ...]:
    period = book.campaign.period
    plan = Formula(Derivation.RATIO, ("done", "plan"))
    growth = Formula(Derivation.RATIO, ("done", "last_year"))
    return (
        TableColumn("measure", "Đơn vị tính", width=0.9),
        TableColumn("plan", "Kế hoạch", Fill.NUMBER),
        TableColumn("done", f"Thực hiện {period.label}", Fill.NUMBER),
        TableColumn("plan_share", "So với kế hoạch", Fill.PERCENT, formula=plan),
        TableColumn("last_year", f"Thực hiện {period.previous.label}", Fill.NUMBER),
        TableColumn("growth", "So với cùng kỳ", Fill.PERCENT, formula=growth),
        TableColumn("verdict", "Kết quả", width=1.1),
    )


def _cells(book: FigureBook, target: Target, unit: str) -> dict[str, CellContent]:
    plan = book.target(target, "plan", unit=unit)
    done = book.target(target, "done", unit=unit)
    last_year = book.target(target, "last_year", unit=unit)

    def against(column: str, other: Figure) -> tuple[Figure, Figure]:
        """Done and another column: sums only of the units that gave both."""
        if unit or target.addition is not Addition.SUM:
            return done, other

        def both(of: str) -> tuple[Figure, Figure]:
            return book.target(target, "done", unit=of), book.target(target, column, unit=of)

        return comparable(book, both, unit)

    return {
        "measure": target.measure,
        "plan": plan,
        "done": done,
        "plan_share": share(*against("plan", plan), f"{target.name}: so với kế hoạch"),
        "last_year": last_year,
        "growth": share(*against("last_year", last_year), f"{target.name}: so với cùng kỳ"),
        "verdict": {True: "Đạt", False: "Chưa đạt", None: "—"}[is_met(target, plan, done)],
    }
