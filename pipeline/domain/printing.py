"""How values are printed (cách in số liệu): one way for sentences, Word and Excel alike."""

from __future__ import annotations

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
