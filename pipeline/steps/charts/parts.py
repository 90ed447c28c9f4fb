"""What the charts share: when one is worth drawing, who is left out, their numbers in a report."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import count

from pipeline.domain.chart import Chart
from pipeline.domain.document import Section
from pipeline.steps.figures import FigureBook
from pipeline.steps.tables.parts import short_names

FEWEST_BARS = 2
"""With fewer there is nothing to compare; a sentence says it better."""

MOST_BARS = 45
"""With more the names no longer fit on one page; the appendices have the numbers."""


def worth_drawing(chart: Chart) -> Chart | None:
    """The chart, unless it would say nothing or could not be read."""
    if not FEWEST_BARS <= len(chart.bars) <= MOST_BARS:
        return None
    return chart if any(figure.value for figure in chart.figures) else None


@dataclass(frozen=True, slots=True)
class Place:
    """What a bar stands for: a unit of a book, or all of a cluster's own book."""

    label: str
    book: FigureBook
    unit: str = ""


def places(book: FigureBook) -> dict[str, Place]:
    """A place a unit by its code; of many clusters a place a cluster by its key."""
    if book.clusters:
        return {one.campaign.scope: Place(one.campaign.title, one) for one in book.clusters}
    return {unit.code: Place(unit.short_name, book, unit.code) for unit in book.campaign.units}


def undrawn_note(book: FigureBook, drawn: Iterable[str], why: str) -> tuple[str, ...]:
    """Which places have no bar, and why."""
    if not book.clusters:
        return left_out_note(book, drawn, why)
    has_bar = frozenset(drawn)
    rest = [place.label for key, place in places(book).items() if key not in has_bar]
    return (f"{why}: {', '.join(rest)}.",) if rest else ()


def left_out_note(book: FigureBook, drawn: Iterable[str], why: str) -> tuple[str, ...]:
    """Which units have no bar, and why; nothing when all have one.

    Args:
        drawn: Codes of the units with a bar.
        why: Opens the note: "Chưa có số liệu".
    """
    has_bar = frozenset(drawn)
    rest = [unit.code for unit in book.campaign.units if unit.code not in has_bar]
    return (f"{why}: {short_names(book, rest)}.",) if rest else ()


def number_charts(sections: Iterable[Section]) -> tuple[Section, ...]:
    """The sections with their charts numbered through, in the order of the report."""
    numbers = count(1)
    return tuple(
        replace(
            section,
            parts=tuple(
                replace(part, number=next(numbers)) if isinstance(part, Chart) else part
                for part in section.parts
            ),
        )
        for section in sections
    )
