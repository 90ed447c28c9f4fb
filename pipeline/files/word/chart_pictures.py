"""Draw a chart as a PNG in greys and hatchings, so that a printed copy of a copy is readable.

matplotlib takes half a second to import: import this module where a chart is to be drawn, not
at the head of another. The same chart gives the same bytes. Places are in inches, from the
lower left corner of the picture; ``chart_layout`` says what goes where.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from io import BytesIO
from typing import Any

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle
from PIL import Image

from pipeline.domain.chart import Bar, Chart, ReferenceLine
from pipeline.domain.figures import Measure
from pipeline.domain.printing import print_figure
from pipeline.domain.vietnamese.text import clean
from pipeline.files.word.chart_fonts import letter_stretch, our_own_settings
from pipeline.files.word.chart_layout import GAP, HEADER, WIDTH, ChartLayout, Row, Ruler, lay_out

DPI = 180
GREYS = (0x00, 0x50, 0xC0, 0xFF)
"""The levels of grey that are kept: enough for smooth letters, a quarter of the bytes."""

_INK = "black"
_FILLS: tuple[dict[str, Any], ...] = (
    {"facecolor": "#505050"},
    {"facecolor": "#C0C0C0"},
    {"facecolor": "white", "hatch": "/////"},
    {"facecolor": "white", "hatch": "....."},
)
_EDGE: dict[str, Any] = {"edgecolor": _INK, "linewidth": 0.7}
_KEY_WIDTH, _KEY_HEIGHT = 0.22, 0.12
"""Of the small bars in the legend."""

_WHOLE = 100
"""Shares are drawn on the full scale, so that two charts can be compared."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawn chart; its measures are in inches."""

    png: bytes
    width: float
    height: float


def draw_chart(chart: Chart) -> Picture:
    """The picture of a chart; both reports share it."""
    return _drawn(replace(chart, id="", title="", notes=(), number=0))


@lru_cache(maxsize=16)
def _drawn(chart: Chart) -> Picture:
    with our_own_settings():
        sheet = _Sheet(chart)
        sheet.draw()
        return Picture(_png(sheet.canvas), WIDTH, sheet.layout.height)


class _Sheet:
    """The paper a chart is drawn on."""

    def __init__(self, chart: Chart) -> None:
        self._chart = chart
        self._stretch = letter_stretch()
        self.layout: ChartLayout = lay_out(chart, self._stretch)
        size = (WIDTH, self.layout.height)
        self._figure = Figure(figsize=size, dpi=DPI, facecolor="white")
        self._scale = self.layout.room / _longest(chart)
        self.canvas = FigureCanvasAgg(self._figure)

    def draw(self) -> None:
        """Put everything on the paper."""
        layout = self.layout
        for row, bar in zip(layout.rows, self._chart.bars, strict=True):
            self._words(row.label, (layout.left - GAP, self._high(row.middle)), "right")
            self._bars(bar, row)
        self._line(layout.left, 0.9, "solid")
        if self._chart.reference is not None:
            self._reference(self._chart.reference)
        self._header()
        self.canvas.draw()

    def _bars(self, bar: Bar, row: Row) -> None:
        thickness = self.layout.density.thickness
        lengths = [float(figure.value or 0) * self._scale for figure in bar.figures]
        fills = _fills(self._chart)
        if self._chart.stacked:
            end = self.layout.left
            for length, fill in zip(lengths, fills, strict=False):
                self._box(end, row.middle, length, fill)
                end += length
            self._words(row.ends[0], (end + GAP, self._high(row.middle)), "left")
            return
        first = row.middle - thickness * (len(lengths) - 1) / 2
        for number, (length, fill) in enumerate(zip(lengths, fills, strict=False)):
            at = first + number * thickness
            self._box(self.layout.left, at, length, fill)
            # Where a line crosses the bars the numbers stand in a column, out of its way.
            end = length if self._chart.reference is None else self.layout.room
            place = (self.layout.left + end + GAP, self._high(at))
            self._words(row.ends[number], place, "left")

    def _box(self, left: float, middle: float, length: float, fill: dict[str, Any]) -> None:
        thick = self.layout.density.thickness
        self._rectangle(left, self._high(middle) - thick / 2, length, thick, fill)

    def _reference(self, line: ReferenceLine) -> None:
        """The line that the bars are held against, its name above."""
        if line.figure.value is None:
            return
        share = float(line.figure.value) / _WHOLE
        at = self.layout.left + share * self.layout.room
        self._line(at, 1.3, (0, (5, 3)))
        align = "left" if share < 1 / 4 else "right" if share > 3 / 4 else "center"
        words = f"{line.label}: {print_figure(line.figure)}"
        self._words(words, (at, self._high(0) + HEADER / 2), align)

    def _header(self) -> None:
        """The legend on the left, the unit of measure on the right."""
        at = self.layout.height - HEADER / 2
        measure = f"Đơn vị tính: {clean(self._chart.measure)}"
        self._words(measure, (WIDTH - GAP / 2, at), "right", style="italic")
        if len(self._chart.series) < 2:
            return
        left = GAP / 2
        ruler = Ruler(self.layout.density.size, self._stretch)
        for name, fill in zip(map(clean, self._chart.series), _fills(self._chart), strict=False):
            self._rectangle(left, at - _KEY_HEIGHT / 2, _KEY_WIDTH, _KEY_HEIGHT, fill)
            left += _KEY_WIDTH + GAP
            self._words(name, (left, at), "left")
            left += ruler.width(name) + 3 * GAP

    def _high(self, down: float) -> float:
        """How high something is that lies so far below the upper edge of the bars."""
        return self.layout.height - self.layout.top - down

    def _rectangle(
        self, left: float, bottom: float, width: float, height: float, fill: dict[str, Any]
    ) -> None:
        inches = self._figure.dpi_scale_trans
        box = Rectangle((left, bottom), width, height, transform=inches, **fill, **_EDGE)
        self._figure.add_artist(box)

    def _line(self, at: float, width: float, style: Any) -> None:
        """A line down all the bars."""
        ends = (self._high(0), self._high(self.layout.rows_height))
        inches = self._figure.dpi_scale_trans
        look = {"color": _INK, "linewidth": width, "linestyle": style}
        self._figure.add_artist(Line2D((at, at), ends, transform=inches, **look))

    def _words(
        self, text: str, place: tuple[float, float], align: str, *, style: str = "normal"
    ) -> None:
        self._figure.text(
            *place,
            text,
            transform=self._figure.dpi_scale_trans,
            ha=align,
            va="center",
            multialignment=align,
            fontsize=self.layout.density.size,
            linespacing=1.15,
            style=style,
            color=_INK,
        )


def _longest(chart: Chart) -> float:
    """What the longest bar could stand for."""
    if all(figure.measure is Measure.PERCENT for figure in chart.figures):
        return _WHOLE
    sizes = ([float(figure.value or 0) for figure in bar.figures] for bar in chart.bars)
    ends = (sum(own) if chart.stacked else max(own, default=0.0) for own in sizes)
    return max(ends, default=0.0) or 1.0


def _fills(chart: Chart) -> tuple[dict[str, Any], ...]:
    """The looks of the series; side by side the last, this year, is the darkest.

    A line across the bars shows only on light ones.
    """
    if chart.reference is not None:
        return _FILLS[1:]
    fills = _FILLS[: len(chart.series)]
    return fills if chart.stacked else fills[::-1]


def _png(canvas: FigureCanvasAgg) -> bytes:
    """The drawing in four greys, without a date or a name of the program in it."""
    drawn = bytes(canvas.buffer_rgba())
    grey = Image.frombytes("RGBA", canvas.get_width_height(), drawn).convert("L")
    levels = grey.point([_nearest(value) for value in range(256)])
    image = Image.frombytes("P", levels.size, levels.tobytes())
    image.putpalette([level for level in GREYS for _ in range(3)])
    written = BytesIO()
    image.save(written, "PNG", compress_level=6, bits=2, dpi=(DPI, DPI))
    return written.getvalue()


def _nearest(value: int) -> int:
    return min(range(len(GREYS)), key=lambda level: abs(GREYS[level] - value))
