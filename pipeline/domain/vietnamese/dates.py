"""Dates the Vietnamese way: day first, and the long form of Nghị định 30/2020/NĐ-CP."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta

from pipeline.domain.vietnamese.text import fold
from pipeline.domain.workbook import RawValue

# Day 0 of Excel's 1900 system, for every serial after its imaginary 29 February 1900.
_EXCEL_EPOCH = date(1899, 12, 30)
_FIRST_SERIAL, _LAST_SERIAL = 20_000, 60_000  # 1954 to 2064: a bare 2025 is no date

_LONGEST_TEXT = 60
_DAY, _MONTH, _YEAR = r"(?P<day>\d{1,2})", r"(?P<month>\d{1,2})", r"(?P<year>(?:19|2[01])\d\d)"
_TIME = r"(?:[t ]\d\d?:\d\d(?::\d\d(?:\.\d+)?)?)?"
_FORMS = (
    re.compile(rf"(?:ngày )?{_DAY}(?P<mark>[-/.]){_MONTH}(?P=mark){_YEAR}{_TIME}", re.ASCII),
    re.compile(rf"(?:ngày )?{_DAY} tháng {_MONTH},? ?năm {_YEAR}", re.ASCII),
    re.compile(rf"{_YEAR}(?P<mark>[-/.]){_MONTH}(?P=mark){_DAY}{_TIME}", re.ASCII),
)


def parse_date(raw: RawValue) -> date | None:
    """Read a date from a date cell, a text or an Excel serial; ``None`` when it is none.

    >>> parse_date("ngày 05 tháng 01 năm 2025")
    datetime.date(2025, 1, 5)
    """
    match raw:
        case datetime():
            return raw.date()
        case date():
            return raw
        case bool():
            return None
        case int() | float():
            return _from_serial(raw)
        case str():
            return _from_text(raw)
        case _:
            return None


def format_date(day: date) -> str:
    """As in tables: 05/01/2025."""
    return f"{day.day:02}/{day.month:02}/{day.year:04}"


def format_long_date(day: date) -> str:
    """As in a heading: a leading 0 for days below 10 and for January and February only.

    >>> format_long_date(date(2025, 6, 29))
    'ngày 29 tháng 6 năm 2025'
    """
    month = f"{day.month:02}" if day.month <= 2 else f"{day.month}"
    return f"ngày {day.day:02} tháng {month} năm {day.year}"


def _from_serial(serial: float) -> date | None:
    if _FIRST_SERIAL <= serial <= _LAST_SERIAL:
        return _EXCEL_EPOCH + timedelta(days=int(serial))
    return None


def _from_text(text: str) -> date | None:
    if len(text) > _LONGEST_TEXT:
        return None
    folded = fold(text)
    found = next((match for form in _FORMS if (match := form.fullmatch(folded))), None)
    if found is None:
        return None
    try:
        return date(int(found["year"]), int(found["month"]), int(found["day"]))
    except ValueError:
        return None
