"""Which styles of an .xlsx workbook show a number as a number, and which as a day.

A day is kept as a number; only the number format of its cell tells. A style of which this module
is not sure belongs to neither, and a sheet with numbers in it is left to calamine.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from pipeline.files.returned.style_scan import style_formats

BUILT_IN_NUMBERS: Final = frozenset({*range(5), *range(9, 14), *range(37, 41), 48, 49})
BUILT_IN_DAYS: Final = frozenset({14, 15, 16, 17, 22})
"""Number formats that Excel knows without declaring them."""

_LOCALE: Final = re.compile(rb"^\[\$-[0-9A-Fa-f]+\]")
_DAY: Final = re.compile(rb"[dmyDMY]")
_DOUBTFUL: Final = re.compile(rb"[dmyhsDMYHS/\[]")


@dataclass(frozen=True, slots=True)
class NumberStyles:
    """The styles as cells refer to them; ``None`` is a cell without a style.

    Attributes:
        days: Those that show a day.
        known: These and those that show a number.
    """

    days: frozenset[bytes | None]
    known: frozenset[bytes | None]


@lru_cache(maxsize=16)
def number_styles(styles_part: bytes) -> NumberStyles:
    """Look through a style table; the workbooks of a campaign share one or a few."""
    numbers: set[bytes | None] = {None}
    days: set[bytes | None] = set()
    for style, (number, code) in enumerate(style_formats(styles_part)):
        if _shows_day(number, code):
            days.add(str(style).encode())
        elif _shows_number(number, code):
            numbers.add(str(style).encode())
    return NumberStyles(frozenset(days), frozenset(days | numbers))


def _shows_day(number: int, code: bytes) -> bool:
    if not code:
        return number in BUILT_IN_DAYS
    return _DAY.match(_LOCALE.sub(b"", code)) is not None


def _shows_number(number: int, code: bytes) -> bool:
    return _DOUBTFUL.search(code) is None if code else number in BUILT_IN_NUMBERS
