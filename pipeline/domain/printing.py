"""How values are printed (cách in số liệu): one way for sentences, Word and Excel alike."""

from __future__ import annotations

from functools import lru_cache

from pipeline.domain.chart import Bar, Chart
from pipeline.domain.document import CellContent, Fill
from pipeline.domain.figures import Figure, Measure, Number
from pipeline.domain.vietnamese.numbers import (
    DASH,
    format_change,
    format_number,
    format_percent,
)

MEASURES = {
    Fill.COUNT: Measure.COUNT,
    Fill.NUMBER: Measure.NUMBER,
    Fill.PERCENT: Measure.PERCENT,
    Fill.CHANGE: Measure.CHANGE,
}
"""The columns that hold numbers, and how a plain number in them is printed."""


def print_figure(figure: Figure) -> str:
    """A figure as its measure asks: 1.234 · 1.234,5 · 12,5% · +12; "—" when not reported."""
    return print_number(figure.value, figure.measure)


@lru_cache(maxsize=8192)
def print_number(value: Number | None, measure: Measure) -> str:
    """A number as its measure asks; "—" when there is none.

    >>> print_number(1234, Measure.COUNT), print_number(12, Measure.CHANGE)
    ('1.234', '+12')
    """
    if measure is Measure.PERCENT:
        return format_percent(value)
    if measure is Measure.CHANGE:
        return format_change(value)
    return format_number(value)


def print_cell(content: CellContent, fill: Fill) -> str:
    """The content of a table cell; in a column of numbers an absent value prints "—"."""
    if isinstance(content, str):
        return content
    if isinstance(content, Figure):
        return print_number(content.value, content.measure)
    measure = MEASURES.get(fill)
    if content is None:
        return DASH if measure else ""
    return print_number(content, measure or Measure.NUMBER)


def print_with_parts(figure: Figure) -> str:
    """A figure; a share with what it was made of, where there is room: 38,24% (13/34)."""
    if figure.measure is not Measure.PERCENT or len(figure.parts) != 2:
        return print_figure(figure)
    numerator, denominator = map(print_figure, figure.parts)
    return f"{print_figure(figure)} ({numerator}/{denominator})"


def print_chart(chart: Chart) -> str:
    """A chart in words, for who cannot see it: every bar with its figures."""
    bars = "; ".join(_print_bar(chart, bar) for bar in chart.bars)
    words = f"Biểu đồ thanh ngang, đơn vị tính: {chart.measure}. {bars}."
    if chart.reference is None:
        return words
    line = chart.reference
    return f"{words} {line.label}: {print_with_parts(line.figure)}."


def _print_bar(chart: Chart, bar: Bar) -> str:
    if len(bar.figures) == 1:
        return f"{bar.label}: {print_with_parts(bar.figures[0])}"
    pairs = zip(chart.series, bar.figures, strict=True)
    told = [f"{name[:1].lower()}{name[1:]}: {print_with_parts(figure)}" for name, figure in pairs]
    if bar.mark is not None:
        told.append(f"{chart.mark}: {print_figure(bar.mark)}")
    return f"{bar.label} ({', '.join(told)})"
