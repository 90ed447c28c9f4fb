from __future__ import annotations

from datetime import date, datetime, time, timedelta
from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pipeline.domain.vietnamese.numbers import (
    DASH,
    ReadNumber,
    Reason,
    format_change,
    format_count,
    format_number,
    format_percent,
    format_prose_count,
    parse_count,
    parse_number,
    percent,
    round_half_up,
)
from pipeline.domain.workbook import RawValue

DECIMALS = st.decimals(
    min_value=-(10**14), max_value=10**14, allow_nan=False, allow_infinity=False, places=4
)


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        (12, 12),
        (12.0, 12),
        (0, 0),
        (-0.0, 0),
        ("05", 5),
        ("0 ", 0),
        ("\u00a012\u00a0", 12),
        ("１２", 12),
        ("1234", 1234),
        ("1.234.567", 1_234_567),
        ("12,0", 12),
        ("+3", 3),
    ],
)
def test_a_plain_count_is_read_without_doubt(raw: RawValue, value: int) -> None:
    read = parse_count(raw)
    assert read == ReadNumber(value)
    assert isinstance(read.value, int)


@pytest.mark.parametrize(
    ("raw", "value", "reason"),
    [
        ("1.234", 1234, Reason.ONE_POINT),
        ("1 234", 1234, Reason.SPACED),
        ("1\u00a0234", 1234, Reason.SPACED),
        ("1,234,567", 1_234_567, Reason.FOREIGN_MARKS),
        ("-", 0, Reason.WORD_FOR_ZERO),
        ("–", 0, Reason.WORD_FOR_ZERO),
        ("không", 0, Reason.WORD_FOR_ZERO),
        ("Không có.", 0, Reason.WORD_FOR_ZERO),
        ("KHO\u0302NG", 0, Reason.WORD_FOR_ZERO),
    ],
)
def test_a_count_that_may_mean_something_else_is_doubtful(
    raw: str, value: int, reason: Reason
) -> None:
    assert parse_count(raw) == ReadNumber(value, doubtful=True, reason=reason)


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (1.5, Reason.NOT_WHOLE),
        ("1,5", Reason.NOT_WHOLE),
        ("1,500", Reason.NOT_WHOLE),
        ("1,000", Reason.NOT_WHOLE),
        ("8.5", Reason.NOT_WHOLE),
        (-1, Reason.NEGATIVE),
        ("-5", Reason.NEGATIVE),
        (True, Reason.NOT_A_NUMBER),
        (date(2025, 1, 5), Reason.NOT_A_NUMBER),
        (datetime(2025, 1, 5, 7), Reason.NOT_A_NUMBER),  # noqa: DTZ001 - Excel has no zones
        (time(0, 0), Reason.NOT_A_NUMBER),
        (timedelta(1), Reason.NOT_A_NUMBER),
        (float("nan"), Reason.NOT_A_NUMBER),
        (float("inf"), Reason.NOT_A_NUMBER),
        ("12%", Reason.NOT_A_NUMBER),
        (1e300, Reason.TOO_LARGE),
        ("9" * 30, Reason.TOO_LARGE),
        ("9" * 5000, Reason.NOT_A_NUMBER),
    ],
)
def test_what_is_no_count_is_unreadable_with_its_reason(raw: RawValue, reason: Reason) -> None:
    read = parse_count(raw)
    assert read == ReadNumber(None, doubtful=False, reason=reason)
    assert read.is_unreadable


@pytest.mark.parametrize(
    "text",
    [
        *("x", "k", "ko", "nhiều", "khoảng 10", "15/33", "10 người", "#REF!"),
        *("1e5", "1_000", "٣", "5²", "½", "%", ".", ",", "--5", "5-"),
        *("1.2.3", "1.23.456", "01.234", "1..234", "1.234.56"),
    ],
)
def test_a_text_that_is_no_number_is_never_guessed(text: str) -> None:
    assert parse_number(text) == ReadNumber(None, doubtful=False, reason=Reason.NOT_A_NUMBER)
    assert parse_count(text).is_unreadable


@pytest.mark.parametrize("raw", [None, "", "  ", "\u00a0", "\n", "\u200b"])
def test_a_blank_cell_is_absent_and_not_unreadable(raw: str | None) -> None:
    assert parse_count(raw) == parse_number(raw) == ReadNumber(None)
    assert not parse_count(raw).is_unreadable


def test_the_dash_printed_for_absent_values_is_not_read_as_zero() -> None:
    assert parse_count(DASH).value is None
    assert parse_number(DASH).is_unreadable


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        (8.1, "8.1"),
        (12.0, "12"),
        (1e3, "1000"),
        (-2.5, "-2.5"),
        ("1.234,5", "1234.5"),
        ("1.234,567", "1234.567"),
        ("12,5%", "12.5"),
        ("12,5 %", "12.5"),
        ("１２，５％", "12.5"),
        ("0,125", "0.125"),
        ("12,50", "12.5"),
        ("-2,5", "-2.5"),
        ("\u22122,5", "-2.5"),
    ],
)
def test_a_number_is_read_exactly(raw: RawValue, value: str) -> None:
    read = parse_number(raw)
    assert read == ReadNumber(Decimal(value))
    assert str(read.value) == value


@pytest.mark.parametrize(
    ("raw", "value", "reason"),
    [
        ("1,500", "1.5", Reason.ONE_COMMA),
        ("1.500", "1500", Reason.ONE_POINT),
        ("8.5", "8.5", Reason.FOREIGN_MARKS),
        ("0.65", "0.65", Reason.FOREIGN_MARKS),
        ("1,234.5", "1234.5", Reason.FOREIGN_MARKS),
        ("-", "0", Reason.WORD_FOR_ZERO),
    ],
)
def test_a_number_that_may_mean_something_else_is_doubtful(
    raw: str, value: str, reason: Reason
) -> None:
    assert parse_number(raw) == ReadNumber(Decimal(value), doubtful=True, reason=reason)


@given(
    st.one_of(st.text(), st.text("0123456789.,%-+ không–—１２\u00a0"), st.floats(), st.integers())
)
def test_reading_never_fails_and_never_says_two_things(raw: RawValue) -> None:
    for read in (parse_number(raw), parse_count(raw)):
        assert read.doubtful == (read.value is not None and read.reason is not Reason.NONE)


@given(st.floats(min_value=-1e14, max_value=1e14))
def test_a_typed_float_keeps_its_value(typed: float) -> None:
    read = parse_number(typed)
    assert read.value is not None
    assert float(read.value) == typed


@pytest.mark.parametrize(
    ("count", "printed"),
    [
        (0, "0"),
        (5, "5"),
        (999, "999"),
        (1234, "1.234"),
        (1_234_567, "1.234.567"),
        (-1234, "-1.234"),
    ],
)
def test_a_count_is_printed_with_points_between_thousands(count: int, printed: str) -> None:
    assert format_count(count) == printed


@pytest.mark.parametrize(
    ("count", "printed"),
    [(0, "0"), (1, "01"), (9, "09"), (10, "10"), (1234, "1.234"), (-2, "-2")],
)
def test_small_counts_in_a_sentence_have_a_leading_zero(count: int, printed: str) -> None:
    assert format_prose_count(count) == printed


def test_an_absent_value_is_printed_as_a_dash() -> None:
    absent = (format_count(None), format_number(None), format_percent(None), format_change(None))
    assert absent == ("—", "—", "—", "—")


@pytest.mark.parametrize(
    ("value", "places", "printed"),
    [
        ("1234.5", None, "1.234,5"),
        ("1234.50", None, "1.234,5"),
        ("1E+3", None, "1.000"),
        ("100", None, "100"),
        ("0", None, "0"),
        ("-0.00", None, "0"),
        ("8", 2, "8,00"),
        ("2.345", 2, "2,35"),
        ("-2.345", 2, "-2,35"),
        ("-0.001", 2, "0,00"),
        ("1234567.5", 0, "1.234.568"),
    ],
)
def test_a_number_is_printed_with_a_decimal_comma(
    value: str, places: int | None, printed: str
) -> None:
    assert format_number(Decimal(value), places) == printed


@pytest.mark.parametrize(
    ("value", "printed"),
    [
        ("12.5", "12,5%"),
        ("100", "100%"),
        ("38.235", "38,24%"),
        ("0", "0%"),
        ("-3.10", "-3,1%"),
        ("1250", "1.250%"),
    ],
)
def test_a_percentage_is_printed_without_a_blank_or_idle_zeros(value: str, printed: str) -> None:
    assert format_percent(Decimal(value)) == printed


@pytest.mark.parametrize(
    ("value", "printed"),
    [(12, "+12"), (-3, "-3"), (0, "0"), (Decimal("1234.5"), "+1.234,5"), (Decimal("-0.0"), "0")],
)
def test_a_change_is_printed_with_its_sign(value: int | Decimal, printed: str) -> None:
    assert format_change(value) == printed


@pytest.mark.parametrize(
    ("value", "places", "rounded"),
    [
        ("0.125", 2, "0.13"),
        ("-0.125", 2, "-0.13"),
        ("2.5", 0, "3"),
        ("1" * 27 + ".5", 2, "1" * 27 + ".50"),
    ],
)
def test_a_half_is_rounded_away_from_zero(value: str, places: int, rounded: str) -> None:
    assert str(round_half_up(Decimal(value), places)) == rounded


def test_a_percentage_is_rounded_half_up_and_never_truncated() -> None:
    assert percent(377, 986) == Decimal("38.24")
    assert percent(5, 164) == Decimal("3.05")
    assert percent(1, 8, places=1) == Decimal("12.5")
    assert percent(Decimal("7.5"), Decimal(10)) == Decimal(75)
    assert percent(0, 10) == 0


@pytest.mark.parametrize(
    ("numerator", "denominator"), [(5, 0), (5, None), (None, 5), (None, None), (0, Decimal("0.0"))]
)
def test_a_ratio_without_a_denominator_or_numerator_is_absent(
    numerator: int | None, denominator: int | Decimal | None
) -> None:
    assert percent(numerator, denominator) is None


@given(st.integers(0, 10**14))
@example(1234)
def test_a_printed_count_reads_back(count: int) -> None:
    assert parse_count(format_count(count)).value == count
    assert parse_count(format_prose_count(count)).value == count


@given(DECIMALS)
@example(Decimal("1.234"))
@example(Decimal("-0.5"))
def test_a_printed_number_reads_back(value: Decimal) -> None:
    assert parse_number(format_number(value)).value == value
    assert parse_number(format_number(value, places=4)).value == value
    assert parse_number(format_percent(value, places=4)).value == value


@given(st.integers(0, 10**12), st.integers(1, 10**12))
def test_a_percentage_is_within_half_a_hundredth_of_the_truth(part: int, whole: int) -> None:
    share = percent(part, whole)
    assert share is not None
    assert abs(int(share * 100) * whole - part * 10_000) * 2 <= whole
