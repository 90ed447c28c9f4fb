from __future__ import annotations

from datetime import date, datetime, time, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.domain.findings import FindingKind
from pipeline.domain.form import Choice, Column, ValueKind
from pipeline.domain.submission import Value
from pipeline.domain.workbook import RawValue
from pipeline.steps.reading.coerce import BLANK, coerce, shown

CHOICES = (Choice("yes", "Có"), Choice("no", "Không"))


def a_column(kind: ValueKind, *, low: int | None = None, high: int | None = None) -> Column:
    minimum, maximum = (None if x is None else Decimal(x) for x in (low, high))
    return Column("key", "Nhãn", kind, minimum=minimum, maximum=maximum)


@pytest.mark.parametrize("kind", ValueKind)
@pytest.mark.parametrize("raw", [None, "", "  \u00a0", "\u200b\n"])
def test_a_blank_cell_has_no_value_and_no_problem(kind: ValueKind, raw: RawValue) -> None:
    assert coerce(raw, a_column(kind), CHOICES) == BLANK


@pytest.mark.parametrize(
    ("kind", "raw", "value"),
    [
        (ValueKind.COUNT, 12.0, 12),
        (ValueKind.COUNT, "05", 5),
        (ValueKind.NUMBER, 8.1, Decimal("8.1")),
        (ValueKind.NUMBER, "12,5%", Decimal("12.5")),
        (ValueKind.DATE, datetime.fromisoformat("2025-03-15T10:30"), date(2025, 3, 15)),
        (ValueKind.DATE, "15/3/2025", date(2025, 3, 15)),
        (ValueKind.CHOICE, "Có", "yes"),
        (ValueKind.CHOICE, " CÓ ", "yes"),
        (ValueKind.CHOICE, "no", "no"),
        (ValueKind.TEXT, 1234.0, "1234"),
        (ValueKind.TEXT, 0.5, "0,5"),
        (ValueKind.TEXT, date(2025, 1, 5), "05/01/2025"),
        (ValueKind.TEXT, "Ho\u0300a", "Hòa"),
        (ValueKind.LONG_TEXT, "=1+1 & {{ x }} <b>", "=1+1 & {{ x }} <b>"),
    ],
)
def test_a_cell_is_read_as_its_column_declares(
    kind: ValueKind, raw: RawValue, value: Value
) -> None:
    reading = coerce(raw, a_column(kind), CHOICES)

    assert (reading.value, reading.problem) == (value, None)
    assert type(reading.value) is type(value)


@pytest.mark.parametrize(
    ("kind", "raw", "problem"),
    [
        (ValueKind.COUNT, "mười hai", FindingKind.NOT_A_COUNT),
        (ValueKind.COUNT, 2.5, FindingKind.NOT_A_COUNT),
        (ValueKind.COUNT, True, FindingKind.NOT_A_COUNT),
        (ValueKind.NUMBER, "12/15", FindingKind.NOT_A_NUMBER),
        (ValueKind.NUMBER, date(2025, 1, 5), FindingKind.NOT_A_NUMBER),
        (ValueKind.DATE, "31/02/2025", FindingKind.NOT_A_DATE),
        (ValueKind.DATE, time(0, 0), FindingKind.NOT_A_DATE),
        (ValueKind.CHOICE, "có thể", FindingKind.NOT_A_CHOICE),
        (ValueKind.CHOICE, 1.0, FindingKind.NOT_A_CHOICE),
    ],
)
def test_what_cannot_be_read_is_absent_and_named(
    kind: ValueKind, raw: RawValue, problem: FindingKind
) -> None:
    reading = coerce(raw, a_column(kind), CHOICES)

    assert (reading.value, reading.problem) == (None, problem)
    assert reading.details["found"] == shown(raw)


@pytest.mark.parametrize(
    ("low", "high", "words"),
    [(0, None, "từ 0 trở lên"), (None, -5, "không quá -5"), (5, 9, "từ 5 đến 9")],
)
def test_a_number_out_of_range_is_told_the_range(
    low: int | None, high: int | None, words: str
) -> None:
    reading = coerce(-1, a_column(ValueKind.NUMBER, low=low, high=high))

    assert (reading.value, reading.problem) == (None, FindingKind.OUT_OF_RANGE)
    assert reading.details == {"found": "-1", "range": words}


def test_a_long_value_is_quoted_short() -> None:
    assert shown("a\n" * 100).endswith("…")
    assert len(shown("a\n" * 100)) == 60


RAWS = st.one_of(
    st.none(),
    st.text(max_size=40),
    st.floats(),
    st.integers(),
    st.booleans(),
    st.dates(),
    st.datetimes(),
    st.times(),
    st.timedeltas(timedelta(0), timedelta(days=9)),
)


@given(RAWS, st.sampled_from(ValueKind))
def test_any_cell_gives_a_value_or_a_named_problem_or_is_blank(
    raw: RawValue, kind: ValueKind
) -> None:
    reading = coerce(raw, a_column(kind), CHOICES)

    assert reading == BLANK or reading.value is not None or reading.problem is not None
    if reading.problem is not None:
        wording = reading.problem.message.format(column="Nhãn", hint="Gợi ý", **reading.details)
        assert "{" not in wording.replace(str(reading.details.get("found", "")), "")
