"""The charts an outline may name (``chart.<name>``); a new one is a function listed here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache

from pipeline.domain.chart import Chart
from pipeline.steps.charts import awards, direct, targets
from pipeline.steps.figures import FigureBook

CHARTS: Mapping[str, Callable[[FigureBook], Chart | None]] = {
    "targets_met": targets.targets_met,
    "awards_change": awards.awards_change,
    "awards_by_unit": awards.awards_by_unit,
    "direct_share": direct.direct_share,
}
"""Name → maker; ``None`` when the chart would say nothing."""


@lru_cache(maxsize=32)
def chart_named(name: str, book: FigureBook) -> Chart | None:
    """A chart by its name; both reports have the same.

    Raises:
        KeyError: There is no chart of this name.
    """
    return CHARTS[name](book)
