"""Chart of the direct workers' share of the individuals awarded, by unit."""

from __future__ import annotations

from pipeline.domain.chart import Bar, Chart, ReferenceLine
from pipeline.domain.figures import Figure
from pipeline.steps.charts.parts import places, undrawn_note, worth_drawing
from pipeline.steps.derive import share
from pipeline.steps.figures import FigureBook
from pipeline.steps.pairs import comparable
from pipeline.steps.tables.ratios import decided, decided_direct

LABEL = "Tỷ lệ trực tiếp trong số được khen"


def direct_share(book: FigureBook) -> Chart | None:
    """A bar a unit, held against the share of the whole group, which is made of totals."""
    every = places(book)
    shares = {code: _share(place.book, place.unit) for code, place in every.items()}
    known = {code: figure for code, figure in shares.items() if figure.value is not None}
    whole = ReferenceLine(f"Chung cả {book.campaign.word}", _share(book, ""))
    return worth_drawing(
        Chart(
            id="chart.direct_share",
            title="Tỷ lệ lao động trực tiếp trong số cá nhân được khen"
            f" {book.campaign.period.label}",
            series=("Tỷ lệ lao động trực tiếp",),
            bars=tuple(Bar(every[code].label, (figure,)) for code, figure in known.items()),
            measure="%",
            reference=whole,
            notes=(
                "Trong ngoặc: số lao động trực tiếp được khen trên số cá nhân được khen.",
                *undrawn_note(book, known, "Chưa có số liệu hoặc chưa có cá nhân được khen"),
            ),
        )
    )


def _share(book: FigureBook, unit: str) -> Figure:
    both = comparable(book, lambda of: (decided_direct(book, of), decided(book, of)), unit)
    return share(*both, LABEL)
