"""Chart of the targets: how many units met each, missed it, or gave no number."""

from __future__ import annotations

from pipeline.domain.chart import Bar, Chart
from pipeline.steps.charts.parts import worth_drawing
from pipeline.steps.figures import FigureBook
from pipeline.steps.tables.targets import OWN_PLANS, tally

SERIES = ("Đạt", "Chưa đạt", "Chưa có số liệu")


def targets_met(book: FigureBook) -> Chart | None:
    """A bar a target, as long as there are units."""
    tallies = [(target, tally(book, target)) for target in book.campaign.targets]
    if not any(one.met.value or one.missed.value for _, one in tallies):
        return None
    return worth_drawing(
        Chart(
            id="chart.targets_met",
            title=f"Số đơn vị đạt từng chỉ tiêu thi đua {book.campaign.period.label}",
            series=SERIES,
            bars=tuple(
                Bar(target.name, (one.met, one.missed, one.unknown)) for target, one in tallies
            ),
            measure="đơn vị",
            stacked=True,
            notes=(f"Số ở mỗi thanh: {' + '.join(SERIES).lower()}. {OWN_PLANS}",),
        )
    )
