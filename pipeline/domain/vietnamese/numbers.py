"""Numbers the Vietnamese way: "." between thousands, "," before decimals.

A typed cell is taken exactly. A text is read by this convention only; where the same text
could mean another number the result is ``doubtful``, so that a person looks at it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, time, timedelta
from decimal import ROUND_HALF_UP, Context, Decimal
from enum import StrEnum

from pipeline.domain.vietnamese.text import clean, fold, narrow
from pipeline.domain.workbook import RawValue

DASH = "—"
"""Printed for an absent value, therefore never read as 0."""


class Reason(StrEnum):
    """Why a number is doubtful or unreadable; ``NONE`` is false in a condition."""

    NONE = ""
    NOT_A_NUMBER = "not_a_number"
    NOT_WHOLE = "not_whole"
    NEGATIVE = "negative"
    TOO_LARGE = "too_large"
    WORD_FOR_ZERO = "word_for_zero"
    """ "-" or "không", read as 0."""
    ONE_POINT = "one_point"
    """ "1.234", read as 1234."""
    ONE_COMMA = "one_comma"
    """ "1,500", read as 1.5."""
    SPACED = "spaced"
    """ "1 234", read as 1234."""
    FOREIGN_MARKS = "foreign_marks"
    """ "1,234.5" or "8.5", read the English way, as they mean nothing in Vietnamese."""


@dataclass(frozen=True, slots=True)
class ReadNumber:
    """What a cell says as a number (số đọc được).

    A blank cell has neither value nor reason; an unreadable one has a reason and no value.
    """

    value: int | Decimal | None
    doubtful: bool = False
    reason: Reason = Reason.NONE

    @property
    def is_unreadable(self) -> bool:
        """Whether the cell holds something, but no number."""
        return self.value is None and self.reason is not Reason.NONE


_ZERO_WORDS = frozenset({"-", "không", "không có"})
_TOO_LARGE = 10**15  # Excel itself keeps 15 digits
_LONGEST_TEXT = 40
_EXACT = Context(prec=60)

_VIETNAMESE = re.compile(
    r"[+-]?(?:\d+|[1-9]\d{0,2}(?P<mark>[. ])\d{3}(?:(?P=mark)\d{3})*)(?:,\d+)?",
    re.ASCII,
)
_ENGLISH = re.compile(r"[+-]?(?:0|[1-9]\d*|[1-9]\d{0,2}(?:,\d{3})+)(?:\.\d+)?", re.ASCII)
_THOUSANDS_OR_DECIMALS = re.compile(r"[+-]?[1-9]\d{0,2}([.,])\d{3}", re.ASCII)
_SWAP_MARKS = str.maketrans(",.", ".,")


def parse_number(raw: RawValue) -> ReadNumber:
    """Read a number with decimals; the value is a ``Decimal`` without trailing zeros.

    >>> parse_number("1.234,50").value
    Decimal('1234.5')
    """
    match raw:
        case None:
            return ReadNumber(None)
        case bool() | date() | time() | timedelta():
            return _unreadable(Reason.NOT_A_NUMBER)
        case str():
            return _parse_text(clean(narrow(raw)))
        case _:
            return _accept(Decimal(repr(raw)), Reason.NONE)


def parse_count(raw: RawValue) -> ReadNumber:
    """Read a count: a whole number, not negative; the value is an ``int``.

    >>> parse_count("05").value
    5
    """
    read = parse_number(raw)
    if read.value is None:
        return read
    if isinstance(raw, str) and "%" in narrow(raw):
        return _unreadable(Reason.NOT_A_NUMBER)
    # "1,000" is 1 by the convention and most likely meant as 1000: not for us to choose.
    if read.reason is Reason.ONE_COMMA or read.value != int(read.value):
        return _unreadable(Reason.NOT_WHOLE)
    if read.value < 0:
        return _unreadable(Reason.NEGATIVE)
    return ReadNumber(int(read.value), read.doubtful, read.reason)


def format_count(count: int | None) -> str:
    """A count in a table: 1.234; a dash when absent."""
    return DASH if count is None else f"{count:,}".replace(",", ".")


def format_prose_count(count: int) -> str:
    """A count in a sentence, where 1 to 9 are customarily written 01 to 09: "02 tập thể"."""
    return f"{count:02}" if 0 < count < 10 else format_count(count)


def format_number(value: int | Decimal | None, places: int | None = None) -> str:
    """A number with the decimals it has, or rounded to ``places``: 1.234,5.

    >>> format_number(Decimal("1234.50")), format_number(Decimal("8"), places=2)
    ('1.234,5', '8,00')
    """
    if value is None or (places is None and isinstance(value, int)):
        return format_count(value)
    number = Decimal(value) if places is None else round_half_up(value, places)
    text = f"{number if number else number.copy_abs():,f}"
    if places is None and "." in text:
        text = text.rstrip("0").rstrip(".")
    return text.translate(_SWAP_MARKS)


def format_percent(value: int | Decimal | None, places: int = 2) -> str:
    """A percentage with at most ``places`` decimals: 12,5%; a dash when absent."""
    return DASH if value is None else f"{format_number(round_half_up(value, places))}%"


def format_change(value: int | Decimal | None) -> str:
    """A difference with its sign: +12, -3, 0; a dash when absent."""
    return f"{'+' if value is not None and value > 0 else ''}{format_number(value)}"


def round_half_up(value: int | Decimal, places: int) -> Decimal:
    """Round as taught at school: a half goes away from zero."""
    step = Decimal(1).scaleb(-places)
    return Decimal(value).quantize(step, rounding=ROUND_HALF_UP, context=_EXACT)


def percent(
    numerator: int | Decimal | None, denominator: int | Decimal | None, places: int = 2
) -> Decimal | None:
    """``100 × numerator ÷ denominator``; ``None`` when either is absent or the latter is 0.

    >>> percent(377, 986)
    Decimal('38.24')
    """
    if numerator is None or not denominator:
        return None
    hundredfold = _EXACT.multiply(Decimal(numerator), Decimal(100))
    return round_half_up(_EXACT.divide(hundredfold, Decimal(denominator)), places)


def _parse_text(text: str) -> ReadNumber:
    if not text:
        return ReadNumber(None)
    if len(text) > _LONGEST_TEXT or DASH in text:
        return _unreadable(Reason.NOT_A_NUMBER)
    if fold(text) in _ZERO_WORDS:
        return ReadNumber(Decimal(0), doubtful=True, reason=Reason.WORD_FOR_ZERO)
    digits = text.replace("\u2212", "-").removesuffix("%").rstrip()
    if vietnamese := _VIETNAMESE.fullmatch(digits):
        plain = digits.replace(vietnamese["mark"] or ".", "").replace(",", ".")
        return _accept(Decimal(plain), _doubt(digits, vietnamese["mark"]))
    if _ENGLISH.fullmatch(digits):
        return _accept(Decimal(digits.replace(",", "")), Reason.FOREIGN_MARKS)
    return _unreadable(Reason.NOT_A_NUMBER)


def _doubt(digits: str, mark: str | None) -> Reason:
    if mark == " ":
        return Reason.SPACED
    either = _THOUSANDS_OR_DECIMALS.fullmatch(digits)
    if either is None:
        return Reason.NONE
    return Reason.ONE_POINT if either[1] == "." else Reason.ONE_COMMA


def _accept(value: Decimal, doubt: Reason) -> ReadNumber:
    if not value.is_finite():
        return _unreadable(Reason.NOT_A_NUMBER)
    if abs(value) >= _TOO_LARGE:
        return _unreadable(Reason.TOO_LARGE)
    whole = value == value.to_integral_value()
    tidy = Decimal(int(value)) if whole else value.normalize(_EXACT)
    return ReadNumber(tidy, doubt is not Reason.NONE, doubt)


def _unreadable(reason: Reason) -> ReadNumber:
    return ReadNumber(None, doubtful=False, reason=reason)
