from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from pipeline.domain.form import Choice, Column, ValueKind
from pipeline.domain.workbook import RawValue
from pipeline.steps.reading.coerce import coerce
from pipeline.steps.reading.read_column import read_column

CHOICES = (Choice("yes", "Có"), Choice("no", "Không"))
ODD = (" ", "a|b", "a| b", " |", "trái ", "x\x07y", "_x000D_", "e\u0302", "1.234", "-", "Có", "no")
CELLS: st.SearchStrategy[RawValue] = st.one_of(
    st.none(),
    st.sampled_from(ODD),
    st.text(max_size=6),
    st.floats(),
    st.integers(-5, 5).map(float),
    st.sampled_from((True, False, 1e15, -0.0, 7, date(2025, 3, 4), datetime(2025, 3, 4, 5))),  # noqa: DTZ001
)


@given(
    st.lists(CELLS, max_size=8),
    st.sampled_from(ValueKind),
    st.sampled_from((None, Decimal("0.5"), Decimal(-2))),
    st.sampled_from((None, Decimal("2.5"), Decimal(4))),
)
def test_a_column_reads_as_its_cells_one_by_one(
    raws: list[RawValue], kind: ValueKind, low: Decimal | None, high: Decimal | None
) -> None:
    column = Column("c", "Cột", kind, choices="c", minimum=low, maximum=high)
    values, problems = read_column(raws, column, CHOICES)
    alone = [coerce(raw, column, CHOICES) for raw in raws]
    assert [(type(value), value) for value in values] == [(type(r.value), r.value) for r in alone]
    assert problems == {at: reading for at, reading in enumerate(alone) if reading.problem}
