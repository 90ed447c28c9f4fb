"""Charts of awards: by unit, and against last year."""

from __future__ import annotations

from pipeline.domain.catalogue import AwardGroup, Honoree
from pipeline.domain.chart import Bar, Chart
from pipeline.steps.charts.parts import Place, left_out_note, places, undrawn_note, worth_drawing
from pipeline.steps.derive import change, plus
from pipeline.steps.figures import FigureBook
from pipeline.steps.pairs import Pair, paired
from pipeline.steps.tables.award_kinds import BLOCKS, all_awards, state_awards
from pipeline.steps.tables.awards import GROUP_NAMES

MEASURE = "lượt khen"
TOTAL = "tổng số"
CHANGE = "tăng, giảm"
BOTH_YEARS = "Mỗi nhóm chỉ tính các đơn vị có số liệu của cả hai kỳ."
STATE_ONLY = "Không tính khen thưởng của đoàn thể, ngành dọc."


def awards_by_unit(book: FigureBook) -> Chart | None:
    """Awards decided, a bar a unit: collectives, individuals and households one after another."""
    honorees = [h for h in Honoree if all_awards(book, h, "decided").value]
    bars = {code: _bar(place, honorees) for code, place in places(book).items()}
    known = {code: bar for code, bar in bars.items() if bar is not None}
    return worth_drawing(
        Chart(
            id="chart.awards_by_unit",
            title=f"Số lượt khen đã có quyết định {book.campaign.period.label}, theo"
            f" {book.campaign.word if book.clusters else 'đơn vị'}",
            series=tuple(honoree.word.capitalize() for honoree in honorees),
            bars=tuple(known.values()),
            measure=MEASURE,
            mark=TOTAL if len(honorees) > 1 else "",
            stacked=True,
            notes=(
                f"{_how_to_read(honorees)}{STATE_ONLY}",
                *undrawn_note(book, known, "Chưa có số liệu"),
            ),
        )
    )


def awards_change(book: FigureBook) -> Chart | None:
    """Awards of this year beside last year's, by kind, of the units that reported both."""
    pairs = {kind: _compared(book, *kind) for kind in _kinds(book)}
    known = {
        kind: pair
        for kind, pair in pairs.items()
        if pair.units and (pair.left.value or pair.right.value)
    }
    period, before = book.campaign.period, book.campaign.period.previous
    both = {code for pair in known.values() for code in pair.units}
    return worth_drawing(
        Chart(
            id="chart.awards_change",
            title=f"Số lượt khen đã có quyết định {period.label} so với {before.label}",
            series=(before.label.capitalize(), period.label.capitalize()),
            bars=tuple(_change_bar(*kind, pair) for kind, pair in known.items()),
            measure=MEASURE,
            mark=CHANGE,
            notes=(
                f"Trong ngoặc: số lượt tăng, giảm so với {before.label}. {BOTH_YEARS} {STATE_ONLY}",
                *left_out_note(book, both, "Chưa có đủ số liệu hai kỳ"),
            ),
        )
    )


def _bar(place: Place, honorees: list[Honoree]) -> Bar | None:
    figures = tuple(all_awards(place.book, h, "decided", place.unit) for h in honorees)
    if all(figure.value is None for figure in figures):
        return None
    total = plus(figures, "Tổng số lượt khen") if len(figures) > 1 else None
    return Bar(place.label, figures, total)


def _how_to_read(honorees: list[Honoree]) -> str:
    if len(honorees) < 2:
        return ""
    words = " + ".join(honoree.word for honoree in honorees)
    return f"Số cuối thanh: tổng số lượt khen, trong ngoặc là {words}. "


def _kinds(book: FigureBook) -> list[tuple[Honoree, AwardGroup]]:
    return [
        (honoree, group)
        for honoree in Honoree
        for group in AwardGroup
        if _codes(book, honoree, group)
    ]


def _codes(book: FigureBook, honoree: Honoree, group: AwardGroup) -> list[str]:
    return [award.code for award in state_awards(book, honoree) if award.group is group]


def _compared(book: FigureBook, honoree: Honoree, group: AwardGroup) -> Pair:
    block, codes = BLOCKS[honoree], _codes(book, honoree, group)
    return paired(
        book,
        lambda unit: (
            book.total(block, "decided", codes, unit=unit),
            book.total(block, "last_year", codes, unit=unit),
        ),
    )


def _change_bar(honoree: Honoree, group: AwardGroup, pair: Pair) -> Bar:
    label = f"{GROUP_NAMES[group]} của {honoree.word}"
    difference = change(pair.left, pair.right, f"{label}: tăng, giảm so với cùng kỳ")
    return Bar(label, (pair.right, pair.left), difference)
