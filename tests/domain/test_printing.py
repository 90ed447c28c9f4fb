from __future__ import annotations

from decimal import Decimal

import pytest

from pipeline.domain.document import CellContent, Fill
from pipeline.domain.figures import Figure, Measure
from pipeline.domain.printing import print_cell, print_figure


@pytest.mark.parametrize(
    ("value", "measure", "printed"),
    [
        (1234, Measure.COUNT, "1.234"),
        (0, Measure.COUNT, "0"),
        (Decimal("1234.5"), Measure.NUMBER, "1.234,5"),
        (Decimal("12.5"), Measure.PERCENT, "12,5%"),
        (12, Measure.CHANGE, "+12"),
        (0, Measure.CHANGE, "0"),
        (None, Measure.COUNT, "—"),
        (None, Measure.PERCENT, "—"),
        (None, Measure.CHANGE, "—"),
    ],
)
def test_a_figure_is_printed_as_its_measure_asks(
    value: int | Decimal | None, measure: Measure, printed: str
) -> None:
    assert print_figure(Figure("f", "Số", value, measure)) == printed


@pytest.mark.parametrize(
    ("content", "fill", "printed"),
    [
        ("Sở Nội vụ", Fill.TEXT, "Sở Nội vụ"),
        (7, Fill.TEXT, "7"),
        (1500, Fill.COUNT, "1.500"),
        (Decimal("8.25"), Fill.PERCENT, "8,25%"),
        (None, Fill.COUNT, "—"),
        (None, Fill.TEXT, ""),
        ("", Fill.COUNT, ""),
        ("05/01/2025", Fill.DATE, "05/01/2025"),
    ],
)
def test_a_cell_is_printed_as_its_column_asks(
    content: CellContent, fill: Fill, printed: str
) -> None:
    assert print_cell(content, fill) == printed
