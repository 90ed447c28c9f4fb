"""Where everything of a chart's picture goes, in inches: names wrapped, rows as high as needed.

A chart of many bars gets smaller letters until it fits on a page; ``_DENSITIES`` says in which
steps.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.domain.chart import Bar, Chart
from pipeline.domain.printing import print_figure, print_with_parts
from pipeline.domain.vietnamese.text import clean
from pipeline.files.word.letter_widths import ems

WIDTH = 6.4
"""Of every picture: the text width of the page, nearly."""

MOST_HEIGHT = 8.4
"""What a page has room for above the caption and its notes."""

HEADER = 0.26
"""Height of a line above the bars: the legend, the name of the reference line."""

GAP = 0.07

_POINT = 1 / 72
_LINE = 1.25
"""Height of a line of letters, in sizes of the font."""

_CUT = "…"


@dataclass(frozen=True, slots=True)
class Density:
    """How closely the bars lie.

    Attributes:
        size: Of the letters, in points.
        thickness: Of a bar; ``space``: between two places.
        label_room: The widest a name may be before it is wrapped.
        lines: The most a name may have; the rest of it is cut.
    """

    size: float
    thickness: float
    space: float
    label_room: float
    lines: int = 3


_DENSITIES = (
    Density(10, 0.19, 0.12, 2.3),
    Density(9.5, 0.16, 0.09, 2.3),
    Density(9, 0.14, 0.06, 2.6),
    Density(8, 0.11, 0.03, 3.0),
    Density(8, 0.11, 0.03, 3.0, 2),
    Density(8, 0.11, 0.03, 3.0, 1),
)


@dataclass(frozen=True, slots=True)
class Row:
    """The place of one bar, or of the bars side by side.

    Attributes:
        label: Its name, lines parted by line ends.
        ends: What is printed at the end of each bar.
        middle: Distance from the upper edge of the first row.
    """

    label: str
    ends: tuple[str, ...]
    middle: float


@dataclass(frozen=True, slots=True)
class ChartLayout:
    """The measures of one picture."""

    density: Density
    rows: tuple[Row, ...]
    left: float
    right: float
    top: float
    rows_height: float

    @property
    def height(self) -> float:
        """Of the whole picture."""
        return self.top + self.rows_height + GAP

    @property
    def room(self) -> float:
        """How long the longest bar may be."""
        return WIDTH - self.left - self.right


@dataclass(frozen=True, slots=True)
class Ruler:
    """Measures words in letters of ``size`` points, ``stretch`` times as wide as Times."""

    size: float
    stretch: float

    def width(self, text: str) -> float:
        """How wide a line of words is, in inches."""
        return ems(text) * self.size * self.stretch * _POINT

    def wrapped(self, text: str, room: float) -> tuple[str, ...]:
        """The words in as few lines as ``room`` allows, none of them much shorter than another."""
        lines = self._filled(text, room)
        narrower = lines
        while len(lines) > 1 and len(narrower) == len(lines):
            lines, room = narrower, room * 0.95
            narrower = self._filled(text, room)
        return lines

    def _filled(self, text: str, room: float) -> tuple[str, ...]:
        """Each line filled up to ``room``; a longer word stands alone."""
        lines: list[str] = []
        for word in text.split():
            if lines and self.width(f"{lines[-1]} {word}") <= room:
                lines[-1] += f" {word}"
            else:
                lines.append(word)
        return tuple(lines)

    def cut(self, lines: tuple[str, ...], most: int, room: float) -> tuple[str, ...]:
        """The first lines; the last of them ends in "…" when something is left out."""
        if len(lines) <= most:
            return lines
        last = lines[most - 1]
        while last and self.width(last + _CUT) > room:
            last = last[:-1].rstrip()
        return (*lines[: most - 1], last + _CUT)


def lay_out(chart: Chart, stretch: float = 1.0) -> ChartLayout:
    """The measures of a chart's picture, in the largest letters that fit on a page.

    Args:
        chart: The chart.
        stretch: How much wider than Times New Roman the font is.
    """
    layout = _laid_out(chart, _DENSITIES[0], stretch)
    for density in _DENSITIES[1:]:
        if layout.height <= MOST_HEIGHT:
            break
        layout = _laid_out(chart, density, stretch)
    return layout


def _laid_out(chart: Chart, density: Density, stretch: float) -> ChartLayout:
    ruler, room = Ruler(density.size, stretch), density.label_room
    labels = [
        ruler.cut(ruler.wrapped(clean(bar.label), room), density.lines, room) for bar in chart.bars
    ]
    ends = [end_texts(chart, bar) for bar in chart.bars]
    rows: list[Row] = []
    at = 0.0
    for lines, texts in zip(labels, ends, strict=True):
        letters = len(lines) * density.size * _LINE * _POINT
        height = max(letters, len(texts) * density.thickness) + density.space
        rows.append(Row("\n".join(lines), texts, at + height / 2))
        at += height
    return ChartLayout(
        density,
        tuple(rows),
        left=_widest(ruler, [line for lines in labels for line in lines]) + 2 * GAP,
        right=_widest(ruler, [text for texts in ends for text in texts]) + 2 * GAP,
        top=HEADER * (2 if chart.reference else 1),
        rows_height=at,
    )


def _widest(ruler: Ruler, lines: Sequence[str]) -> float:
    return max(map(ruler.width, lines), default=0.0)


def end_texts(chart: Chart, bar: Bar) -> tuple[str, ...]:
    """What is printed at the end of a stack, or of each of the bars side by side."""
    texts = [print_with_parts(figure) for figure in bar.figures]
    mark = "" if bar.mark is None else print_figure(bar.mark)
    if chart.stacked:
        terms = " + ".join(texts)
        return (f"{mark} ({terms})" if mark else terms,)
    return (*texts[:-1], f"{texts[-1]} ({mark})" if mark else texts[-1])
