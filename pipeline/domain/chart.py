"""A chart (biểu đồ) of a report as bars of figures, in no file format; how it looks is not said."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.domain.figures import Figure


@dataclass(frozen=True, slots=True)
class Bar:
    """One place of a chart (thanh): a figure for each series, and one that sums them up.

    Attributes:
        mark: Printed at the end: the total of a stack, the change of a pair; ``None`` for none.
    """

    label: str
    figures: tuple[Figure, ...]
    mark: Figure | None = None


@dataclass(frozen=True, slots=True)
class ReferenceLine:
    """A line that all bars are held against, such as the cluster's own share."""

    label: str
    figure: Figure


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart of the report's body (biểu đồ): bars of figures, a picture in Word.

    Attributes:
        id: Stable, such as ``chart.direct_share``.
        series: Names of the figures of every bar, in order.
        measure: The unit of measure: "lượt khen", "%".
        mark: What the marks of the bars are: "tổng số"; "" for bars without.
        stacked: Whether the figures of a bar follow one another, or lie side by side.
        notes: Printed below: how to read it, units left out.
        number: Its place among the charts of one report, from 1.
    """

    id: str
    title: str
    series: tuple[str, ...]
    bars: tuple[Bar, ...]
    measure: str
    mark: str = ""
    stacked: bool = False
    reference: ReferenceLine | None = None
    notes: tuple[str, ...] = ()
    number: int = 0

    @property
    def caption(self) -> str:
        """As printed below it: "Biểu đồ 1. …"."""
        return f"Biểu đồ {self.number}. {self.title}"

    @property
    def figures(self) -> Iterator[Figure]:
        """Every figure it prints, bar by bar."""
        for bar in self.bars:
            yield from bar.figures
            if bar.mark is not None:
                yield bar.mark
        if self.reference is not None:
            yield self.reference.figure
