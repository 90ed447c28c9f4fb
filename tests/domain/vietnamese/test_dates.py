from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.domain.vietnamese.dates import format_date, format_long_date, parse_date
from pipeline.domain.workbook import RawValue

FIFTH = date(2025, 1, 5)
WRITTEN_DAYS = st.dates(date(1900, 1, 1), date(2199, 12, 31))


@pytest.mark.parametrize(
    "raw",
    [
        FIFTH,
        datetime(2025, 1, 5, 13, 30),  # noqa: DTZ001 - Excel knows no time zones
        45662,
        45662.0,
        45662.75,
        "5/1/2025",
        "05/01/2025",
        " 05 / 01 / 2025 ",
        "05-01-2025",
        "05–01–2025",
        "05.01.2025",
        "05.01.2025.",
        "05/01/2025 00:00:00",
        "０５/０１/２０２５",
        "05/01/\u00a02025",
        "ngày 05 tháng 01 năm 2025",
        "Ngày 5 tháng 1 năm 2025",
        "nga\u0300y 05 tha\u0301ng 01 na\u0306m 2025",
        "NGÀY 05 THÁNG 01, NĂM 2025",
        "ngày 5/1/2025",
        "2025-01-05",
        "2025-01-05T00:00:00",
        "2025-01-05 00:00:00",
    ],
)
def test_the_same_day_is_read_however_it_is_written(raw: RawValue) -> None:
    day = parse_date(raw)
    assert day == FIFTH
    assert type(day) is date


@pytest.mark.parametrize(
    "raw",
    [
        None,
        "",
        True,
        "5/1/25",
        "05/01-2025",
        "31/02/2025",
        "29/02/2025",
        "01/13/2025",
        "00/01/2025",
        "2025-02-30",
        "05/01/0205",
        "01/2025",
        "năm 2025",
        "45662",
        "2025",
        "quý I",
        "từ 05/01/2025",
        "05/01/2025 đến 06/01/2025",
        2025,
        19_999,
        60_001,
        -1,
        float("nan"),
        float("inf"),
        time(0, 0),
        timedelta(1),
        "1" * 100_000,
    ],
)
def test_what_is_no_full_possible_date_is_absent(raw: RawValue) -> None:
    assert parse_date(raw) is None


def test_excel_serials_count_from_the_1900_system() -> None:
    assert parse_date(20_000) == date(1954, 10, 3)
    assert parse_date(60_000) == date(2064, 4, 8)


@pytest.mark.parametrize(
    ("day", "printed"),
    [
        (date(2026, 1, 5), "ngày 05 tháng 01 năm 2026"),
        (date(2026, 2, 28), "ngày 28 tháng 02 năm 2026"),
        (date(2025, 3, 1), "ngày 01 tháng 3 năm 2025"),
        (date(2025, 6, 29), "ngày 29 tháng 6 năm 2025"),
        (date(2025, 12, 10), "ngày 10 tháng 12 năm 2025"),
    ],
)
def test_the_long_form_has_the_zeros_the_decree_asks_for(day: date, printed: str) -> None:
    assert format_long_date(day) == printed


def test_the_short_form_puts_the_day_first() -> None:
    assert format_date(FIFTH) == "05/01/2025"


@given(WRITTEN_DAYS)
def test_a_printed_date_reads_back(day: date) -> None:
    assert parse_date(format_date(day)) == day
    assert parse_date(format_long_date(day)) == day
    assert parse_date(day.isoformat()) == day


@given(st.one_of(st.text(), st.text("0123456789/-. ngàytháăm"), st.floats(), st.integers()))
def test_reading_a_date_never_fails(raw: RawValue) -> None:
    assert isinstance(parse_date(raw), date | None)
