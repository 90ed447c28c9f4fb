"""Draw a chart as a PNG in greys and hatchings, so that a printed copy of a copy is readable.

matplotlib takes most of a second to import: import this module where a chart is to be drawn,
not at the head of another. The same chart gives the same bytes.
"""

from __future__ import annotations

import logging
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import lru_cache
from io import BytesIO
from typing import Any

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.patches import Patch
from PIL import Image

from pipeline.domain.document import Bar, Chart, ReferenceLine
from pipeline.domain.figures import Measure
from pipeline.domain.printing import print_figure
from pipeline.domain.vietnamese.text import clean
from pipeline.files.word.chart_layout import (
    DPI,
    GAP,
    HEADER,
    WIDTH,
    ChartLayout,
    Row,
    font_families,
    lay_out,
)

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
    with _our_own_settings():
        layout = lay_out(chart)
        figure = Figure(figsize=(WIDTH, layout.height), dpi=DPI, facecolor="white")
        canvas = FigureCanvasAgg(figure)
        _draw(figure, chart, layout)
        canvas.draw()
        return Picture(_png(canvas), WIDTH, layout.height)


@contextmanager
def _our_own_settings() -> Iterator[None]:
    """The settings we rely on, whatever a user's matplotlibrc says; nothing on the terminal.

    A name may hold "$", which is no formula here, or a letter that no font has.
    """
    logging.getLogger("matplotlib").setLevel(logging.ERROR)
    settings: dict[Any, Any] = {
        "font.family": font_families(),
        "text.parse_math": False,
        "text.usetex": False,
        "hatch.linewidth": 0.6,
        "path.sketch": None,
    }
    with mpl.rc_context(settings), warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)
        yield


def _draw(figure: Figure, chart: Chart, layout: ChartLayout) -> None:
    axes = figure.add_axes(_bars_area(layout))
    axes.set_xlim(0, _scale(chart))
    axes.set_ylim(layout.rows_height, 0)
    axes.set_axis_off()
    axes.axvline(0, color=_INK, linewidth=0.9, clip_on=False)
    for row, bar in zip(layout.rows, chart.bars, strict=True):
        axes.annotate(row.label, (0, row.middle), **_beside(-GAP, layout, "right"))
        _draw_bar(axes, chart, bar, row, layout)
    if chart.reference is not None:
        _draw_reference(axes, chart.reference, layout)
    _draw_header(figure, chart, layout)


def _bars_area(layout: ChartLayout) -> tuple[float, float, float, float]:
    """Left, bottom, width and height of the bars, as shares of the picture."""
    width = WIDTH - layout.left - layout.right
    bottom = layout.height - layout.top - layout.rows_height
    high = layout.height
    return (layout.left / WIDTH, bottom / high, width / WIDTH, layout.rows_height / high)


def _scale(chart: Chart) -> float:
    if all(figure.measure is Measure.PERCENT for figure in chart.figures):
        return _WHOLE
    sizes = (
        sum(_sizes(bar)) if chart.stacked else max(_sizes(bar), default=0.0) for bar in chart.bars
    )
    return max(sizes, default=0.0) or 1.0


def _sizes(bar: Bar) -> tuple[float, ...]:
    """How long the bars are; what was not reported takes no room and prints "—"."""
    return tuple(float(figure.value or 0) for figure in bar.figures)


def _draw_bar(axes: Axes, chart: Chart, bar: Bar, row: Row, layout: ChartLayout) -> None:
    thickness = layout.density.thickness
    sizes, fills = _sizes(bar), _fills(chart)
    if chart.stacked:
        starts = [sum(sizes[:number]) for number in range(len(sizes))]
        for start, size, fill in zip(starts, sizes, fills, strict=False):
            axes.barh(row.middle, size, thickness, start, clip_on=False, **fill, **_EDGE)
        _print_end(axes, row.ends[0], (sum(sizes), row.middle), layout)
        return
    first = row.middle - thickness * (len(sizes) - 1) / 2
    for number, (size, fill) in enumerate(zip(sizes, fills, strict=False)):
        at = first + number * thickness
        axes.barh(at, size, thickness, clip_on=False, **fill, **_EDGE)
        # Where a line crosses the bars the numbers stand in a column, out of its way.
        end = size if chart.reference is None else _WHOLE
        _print_end(axes, row.ends[number], (end, at), layout)


def _fills(chart: Chart) -> tuple[dict[str, Any], ...]:
    """The looks of the series; side by side the last, this year, is the darkest.

    A line across the bars shows only on light ones.
    """
    if chart.reference is not None:
        return _FILLS[1:]
    fills = _FILLS[: len(chart.series)]
    return fills if chart.stacked else fills[::-1]


def _print_end(axes: Axes, text: str, end: tuple[float, float], layout: ChartLayout) -> None:
    axes.annotate(text, end, **_beside(GAP * 0.7, layout, "left"))


def _beside(distance: float, layout: ChartLayout, align: str) -> dict[str, Any]:
    """How words stand beside a point, ``distance`` inches off."""
    return {
        "xytext": (distance * 72, 0),
        "textcoords": "offset points",
        "ha": align,
        "va": "center",
        "multialignment": align,
        "fontsize": layout.density.size,
        "linespacing": 1.15,
        "color": _INK,
        "annotation_clip": False,
    }


def _draw_reference(axes: Axes, line: ReferenceLine, layout: ChartLayout) -> None:
    if line.figure.value is None:
        return
    at = float(line.figure.value)
    axes.axvline(at, color=_INK, linewidth=1.3, linestyle=(0, (5, 3)), clip_on=False)
    align = "left" if at < _WHOLE / 4 else "right" if at > _WHOLE * 3 / 4 else "center"
    words = f"{line.label}: {print_figure(line.figure)}"
    place = _beside(0, layout, align) | {"xytext": (0, 3), "va": "bottom"}
    axes.annotate(words, (at, 0), **place)


def _draw_header(figure: Figure, chart: Chart, layout: ChartLayout) -> None:
    """The legend on the left, the unit of measure on the right."""
    size = layout.density.size
    if len(chart.series) > 1:
        names = zip(chart.series, _fills(chart), strict=False)
        figure.legend(
            handles=[Patch(label=clean(name), **fill, **_EDGE) for name, fill in names],
            loc="upper left",
            bbox_to_anchor=(0, 1),
            borderaxespad=0,
            borderpad=0.1,
            frameon=False,
            ncols=len(chart.series),
            fontsize=size,
            handlelength=1.6,
            columnspacing=1.5,
        )
    figure.text(
        1,
        1 - HEADER / 8 / layout.height,
        f"Đơn vị tính: {clean(chart.measure)}",
        ha="right",
        va="top",
        fontsize=size,
        style="italic",
        color=_INK,
    )


def _png(canvas: FigureCanvasAgg) -> bytes:
    """The drawing in four greys, without a date or a name of the program in it."""
    drawn = bytes(canvas.buffer_rgba())
    grey = Image.frombytes("RGBA", canvas.get_width_height(), drawn).convert("L")
    levels = grey.point([_nearest(value) for value in range(256)])
    image = Image.frombytes("P", levels.size, levels.tobytes())
    image.putpalette([level for level in GREYS for _ in range(3)])
    written = BytesIO()
    image.save(written, "PNG", optimize=True, bits=2, dpi=(DPI, DPI))
    return written.getvalue()


def _nearest(value: int) -> int:
    return min(range(len(GREYS)), key=lambda level: abs(GREYS[level] - value))
