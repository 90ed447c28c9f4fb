"""Turn one raw cell into a typed value by its column's declared kind; the only such place.

A value that cannot be read becomes ``None`` with the problem named: never 0, never a guess.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Final

from pipeline.domain.findings import FindingKind
from pipeline.domain.form import Choice, Column, ValueKind
from pipeline.domain.submission import Value
from pipeline.domain.vietnamese.dates import format_date, parse_date
from pipeline.domain.vietnamese.legacy import Encoding, from_legacy
from pipeline.domain.vietnamese.numbers import (
    ReadNumber,
    format_number,
    parse_count,
    parse_number,
)
from pipeline.domain.vietnamese.text import clean, was_damaged
from pipeline.domain.workbook import RawValue
from pipeline.steps.reading.matching import folded

SHOWN: Final = 60
"""Characters of a found value quoted in a finding."""

_VISIBLE: Final = re.compile(r"[^\W_]")
"""A text that begins with a letter or digit is not blank; no need to clean it to know."""

Choices = Sequence[Choice]


@dataclass(frozen=True, slots=True)
class Reading:
    """What a cell says: its typed value, or what is the matter with it, or both.

    Attributes:
        details: What the wording of the problem needs besides the column.
    """

    value: Value
    problem: FindingKind | None = None
    details: Mapping[str, object] = field(default_factory=dict)


BLANK: Final = Reading(None)


def coerce(raw: RawValue, column: Column, choices: Choices = ()) -> Reading:
    """Read one cell as its column declares it; a blank cell has no value and no problem."""
    if is_blank(raw):
        return BLANK
    return _READERS[column.kind](raw, column, choices)


def is_blank(raw: RawValue) -> bool:
    """Whether nothing can be seen in the cell; blanks and invisible characters are nothing."""
    if raw is None or not isinstance(raw, str):
        return raw is None
    return _VISIBLE.match(raw) is None and not clean(raw)


def shown(raw: RawValue) -> str:
    """A raw value as people know it, shortened, for quoting in a finding."""
    return _shortened(text_of(raw))


def text_of(raw: RawValue) -> str:
    """A raw value as text: 12 for 12.0, dates the Vietnamese way."""
    match raw:
        case str():
            return clean(in_unicode(raw))
        case bool():
            return str(raw).upper()
        case float():
            return format(Decimal(repr(raw)).normalize(), "f").replace(".", ",")
        case datetime() | date():
            return format_date(raw)
        case _:
            return "" if raw is None else str(raw)


def in_unicode(text: str) -> str:
    """A text converted where its letters show for sure what it was typed in."""
    legacy = from_legacy(text)
    return legacy.text if legacy else text


def converted(raw: str, text: str, encoding: Encoding) -> Reading:
    """What a text says that was typed in a font of before Unicode."""
    value = clean(text)
    found = {"found": _shortened(raw), "value": _shortened(value), "encoding": encoding.value}
    return Reading(value, FindingKind.LEGACY_TEXT, found)


def _shortened(text: str) -> str:
    line = " ".join(clean(text).split())
    return line if len(line) <= SHOWN else f"{line[: SHOWN - 1]}…"


def _read_text(raw: RawValue, _: Column, __: Choices) -> Reading:
    legacy = from_legacy(raw) if isinstance(raw, str) else None
    if legacy and legacy.encoding:
        return converted(str(raw), legacy.text, legacy.encoding)
    text = clean(raw) if isinstance(raw, str) else text_of(raw)
    if legacy:
        return Reading(text, FindingKind.LEGACY_DOUBTFUL, {"found": _shortened(text)})
    damaged = isinstance(raw, str) and was_damaged(raw)
    return Reading(text, FindingKind.TEXT_CLEANED if damaged else None)


def _read_count(raw: RawValue, column: Column, _: Choices) -> Reading:
    return _number(raw, parse_count(raw), column, FindingKind.NOT_A_COUNT)


def _read_number(raw: RawValue, column: Column, _: Choices) -> Reading:
    return _number(raw, parse_number(raw), column, FindingKind.NOT_A_NUMBER)


def _number(raw: RawValue, read: ReadNumber, column: Column, problem: FindingKind) -> Reading:
    value = read.value
    if value is None:
        return Reading(None, problem, {"found": shown(raw)})
    if _is_outside(value, column):
        found = {"found": format_number(value), "range": _range(column)}
        return Reading(None, FindingKind.OUT_OF_RANGE, found)
    if read.doubtful:
        # Without separators: "1.200" understood as 1.200 would say nothing.
        found = {"found": shown(raw), "value": str(value).replace(".", ",")}
        return Reading(value, FindingKind.AMBIGUOUS_NUMBER, found)
    return Reading(value)


def _is_outside(value: int | Decimal, column: Column) -> bool:
    low, high = column.minimum, column.maximum
    return (low is not None and value < low) or (high is not None and value > high)


def _range(column: Column) -> str:
    low, high = column.minimum, column.maximum
    if low is None:
        return f"không quá {format_number(high)}"
    if high is None:
        return f"từ {format_number(low)} trở lên"
    return f"từ {format_number(low)} đến {format_number(high)}"


def _read_date(raw: RawValue, _: Column, __: Choices) -> Reading:
    value = parse_date(raw)
    if value is None:
        return Reading(None, FindingKind.NOT_A_DATE, {"found": shown(raw)})
    return Reading(value)


def _read_choice(raw: RawValue, _: Column, choices: Choices) -> Reading:
    for choice in choices:
        if raw in (choice.label, choice.code):
            return Reading(choice.code)
    key = folded(text_of(raw))
    for choice in choices:
        if key in (folded(choice.label), folded(choice.code)):
            return Reading(choice.code)
    return Reading(None, FindingKind.NOT_A_CHOICE, {"found": shown(raw)})


_READERS: Final[Mapping[ValueKind, Callable[[RawValue, Column, Choices], Reading]]] = {
    ValueKind.TEXT: _read_text,
    ValueKind.LONG_TEXT: _read_text,
    ValueKind.COUNT: _read_count,
    ValueKind.NUMBER: _read_number,
    ValueKind.DATE: _read_date,
    ValueKind.CHOICE: _read_choice,
}
