"""Scores and ranking (chấm điểm, xếp hạng, suy tôn)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

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
from pipeline.domain.figures import Figure, Measure, Query, Way
from pipeline.steps.derive import given, plus
from pipeline.steps.figures import FigureBook
from pipeline.steps.tables.parts import NUMBER, UNIT, missing_note

_SETTINGS = "campaign.xlsx, sheet Cụm thi đua"
_NOMINATED = "đếm đơn vị được đề nghị suy tôn"
NOTE = TableColumn("note", "Ghi chú", width=1.6)


@dataclass(frozen=True, slots=True)
class Standing:
    """One unit's scores.

    Attributes:
        final: Score of the cluster + bonus − penalty; ``None`` until the cluster has scored.
        rank: 1 is best, equal scores share a rank; ``None`` without a final score or when
            disqualified.
    """

    unit: str
    self_score: Figure
    score: Figure
    bonus: Figure
    penalty: Figure
    final: Figure
    disqualified: bool
    nomination: str
    note: str = ""
    rank: Figure | None = None

    @property
    def is_nominated(self) -> bool:
        """Whether the head proposes the unit for a flag or a certificate."""
        return self.nomination not in ("", "none") and not self.disqualified


def standings(book: FigureBook) -> tuple[Standing, ...]:
    """Every unit's standing, in the campaign's unit order; each is ranked in its own cluster."""
    if book.clusters:
        return tuple(standing for cluster in book.clusters for standing in standings(cluster))
    standing = [_standing(book, unit.code) for unit in book.campaign.units]
    finals = [s.final.value for s in standing if s.final.value is not None and not s.disqualified]
    return tuple(_ranked(s, finals) for s in standing)


def scores(book: FigureBook) -> Table | None:
    """Self-score, cluster's score, total, rank and nomination by unit."""
    found = standings(book)
    if all(s.self_score.value is None and s.score.value is None for s in found):
        return None
    final = Formula(Derivation.SUM, ("score", "bonus", "minus"))
    return Table(
        id="table.scores",
        title=f"Kết quả chấm điểm, xếp hạng thi đua {book.campaign.period.label}",
        columns=(
            NUMBER,
            UNIT,
            TableColumn("self_score", "Điểm tự chấm", Fill.NUMBER),
            TableColumn("score", f"Điểm {book.campaign.word} chấm", Fill.NUMBER),
            TableColumn("bonus", "Điểm thưởng", Fill.NUMBER),
            TableColumn("minus", "Điểm trừ", Fill.NUMBER),
            TableColumn("final", "Tổng điểm", Fill.NUMBER, formula=final),
            TableColumn("rank", "Xếp hạng", Fill.COUNT, width=0.8),
            TableColumn("nomination", "Đề nghị suy tôn", width=1.3),
            *((NOTE,) if any(s.note for s in found) else ()),
        ),
        rows=tuple(_rows(book, found)),
        sheet="PL Chấm điểm",
        notes=(
            "Tổng điểm gồm điểm chấm, điểm thưởng, điểm trừ (ghi số âm); bằng điểm thì cùng hạng.",
            *_all_notes(book, found),
            *missing_note(book),
        ),
        chart=("final",),
    )


def _standing(book: FigureBook, unit: str) -> Standing:
    score = book.total("scores", "score", (unit,))
    bonus = book.total("scores", "bonus", (unit,))
    penalty = book.total("scores", "penalty", (unit,))
    terms = [score, bonus, negative(penalty)]
    known = [term for term in terms if term.value is not None]
    final = plus(known if score.value is not None else (), f"Tổng điểm {unit}")
    return Standing(
        unit,
        book.total("self_scores", "score", unit=unit),
        score,
        bonus,
        penalty,
        final,
        book.head_answer("scores", unit, "disqualified") == "yes",
        book.head_answer("scores", unit, "nomination"),
        book.head_answer("scores", unit, "note"),
    )


def negative(figure: Figure) -> Figure:
    """The figure with its sign turned, for a score that is taken off."""
    value = None if figure.value is None else -figure.value
    return Figure(
        id=f"minus({figure.id})",
        label=figure.label,
        value=value,
        measure=Measure.NUMBER,
        formula="đổi dấu",
        parts=(figure,),
        reporting=figure.reporting,
        expected=figure.expected,
    )


def _ranked(standing: Standing, finals: list[int | Decimal]) -> Standing:
    own = standing.final.value
    if own is None or standing.disqualified:
        return standing
    rank = given(
        f"rank@{standing.unit}",
        "Xếp hạng",
        1 + sum(1 for other in finals if other > own),
        "1 + số đơn vị có tổng điểm cao hơn",
        (standing.final,),
    )
    return replace(standing, rank=rank)


def _row(book: FigureBook, number: int, standing: Standing) -> TableRow:
    chosen = standing.is_nominated
    nomination = book.choice("nominations", standing.nomination) if chosen else ""
    cells: dict[str, CellContent] = {
        "stt": number,
        "unit": book.campaign.unit(standing.unit).short_name,
        "self_score": standing.self_score,
        "score": standing.score,
        "bonus": _unless_none(standing, standing.bonus),
        "minus": _unless_none(standing, negative(standing.penalty)),
        "final": standing.final,
        "rank": standing.rank,
        "nomination": "Không xét thi đua" if standing.disqualified else nomination,
        "note": standing.note,
    }
    return TableRow(RowKind.DATA, cells)


def nominated_units(book: FigureBook, units: Sequence[str]) -> Figure:
    """How many units the head nominates, with the cells in which it says so."""
    codes = tuple(one.code for one in book.choices("nominations") if one.code != "none")
    where = (("nomination", codes),)
    label = "Số đơn vị được đề nghị suy tôn"
    scope = book.campaign.scope
    cells = Query("scores", "nomination", tuple(units), "", where, Way.COUNT, scope)
    figure = given(book.named("scores.nominated"), label, len(units), _NOMINATED)
    return replace(figure, query=cells)


def agreed_quota(book: FigureBook) -> Figure | None:
    """How many units may be nominated; of many clusters each as many. ``None`` if not agreed."""
    quota = book.campaign.quota
    if quota is None:
        return None
    whole = quota * max(1, len(book.clusters))
    return given(book.named("quota"), "Số đơn vị được suy tôn", whole, _SETTINGS)


def _rows(book: FigureBook, found: tuple[Standing, ...]) -> Iterator[TableRow]:
    """The units of each cluster under its name and with its nominations; last those of all."""
    for cluster in book.clusters:
        own = standings(cluster)
        yield TableRow(RowKind.HEADING, {"stt": cluster.campaign.title})
        yield from (_row(cluster, number, s) for number, s in enumerate(own, start=1))
        yield from _nomination_rows(cluster, own)
    if not book.clusters:
        yield from (_row(book, number, s) for number, s in enumerate(found, start=1))
    else:
        yield TableRow(RowKind.HEADING, {"stt": book.campaign.title})
    yield from _nomination_rows(book, found)


def _all_notes(book: FigureBook, found: tuple[Standing, ...]) -> Iterator[str]:
    if not book.clusters:
        yield from _nomination_notes(book, found)
    for cluster in book.clusters:
        for note in _nomination_notes(cluster, standings(cluster)):
            yield f"{cluster.campaign.title}: {note}"


def _unless_none(standing: Standing, extra: Figure) -> CellContent:
    """A bonus or a penalty; blank for a scored unit without one, whose data are complete."""
    is_none = extra.value is None and standing.score.value is not None
    return "" if is_none else extra


def _nomination_rows(book: FigureBook, found: tuple[Standing, ...]) -> Iterator[TableRow]:
    """How many units are nominated, and how many the cluster agreed on."""
    nominated = [standing for standing in found if standing.is_nominated]
    agreed = agreed_quota(book)
    if nominated or agreed is not None:
        count = nominated_units(book, [standing.unit for standing in nominated])
        yield _below("Số đơn vị được đề nghị suy tôn", count)
    if agreed is not None:
        yield _below("Số lượng suy tôn đã thống nhất", agreed)


def _below(label: str, figure: Figure) -> TableRow:
    blank = dict.fromkeys(("self_score", "score", "bonus", "minus", "final", "rank", "note"), "")
    return TableRow(RowKind.SUBTOTAL, {"stt": None, "unit": label, **blank, "nomination": figure})


def _nomination_notes(book: FigureBook, found: tuple[Standing, ...]) -> Iterator[str]:
    """What the head has to decide: more than agreed, a tie at the last place, a place passed by."""
    quota = book.campaign.quota
    ranks = {s.unit: int(s.rank.value) for s in found if s.rank and s.rank.value is not None}
    nominated = [s.unit for s in found if s.is_nominated]
    if quota is not None and len(nominated) > quota:
        yield "CẦN XEM LẠI: đề nghị suy tôn nhiều đơn vị hơn số lượng đã thống nhất."
    within = [unit for unit, rank in ranks.items() if quota and rank <= quota]
    if quota is not None and len(within) > quota:
        last = max(ranks[unit] for unit in within)
        tied = _names(book, (unit for unit in within if ranks[unit] == last))
        word = book.campaign.word
        yield f"Bằng điểm ở vị trí cuối của số lượng suy tôn: {tied}; {word} quyết định."
    lowest = max((ranks[unit] for unit in nominated if unit in ranks), default=0)
    passed = [unit for unit, rank in ranks.items() if rank < lowest and unit not in nominated]
    if passed:
        names = _names(book, passed)
        yield f"Xếp hạng trên một đơn vị được đề nghị nhưng chưa được đề nghị suy tôn: {names}."


def _names(book: FigureBook, units: Iterable[str]) -> str:
    return ", ".join(book.campaign.unit(unit).short_name for unit in units)
