"""Read the cells whose look changes what they say: percentages, old fonts, days since 1904.

A cell that shows 93,5% holds 0.935. Where the form measures in % the unit means 93,5; anywhere
else nobody can know what was meant, and the cell has no value.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Final

from pipeline.domain.findings import FindingKind
from pipeline.domain.form import Column, ValueKind
from pipeline.domain.vietnamese.legacy import from_font
from pipeline.domain.vietnamese.numbers import format_number
from pipeline.domain.vietnamese.text import narrow
from pipeline.domain.workbook import RawSheet, RawValue
from pipeline.steps.reading.coerce import Choices, Reading, coerce, converted, shown

MEASURE: Final = "measure"
"""The fact of a row that says what its numbers are counted in."""

PERCENT_SIGNS: Final = ("%", "％")
DAYS_TO_1904: Final = timedelta(days=1462)
NUMERIC: Final = (ValueKind.COUNT, ValueKind.NUMBER)
TEXTUAL: Final = (ValueKind.TEXT, ValueKind.LONG_TEXT)


def changes_by_look(sheet: RawSheet, raws: Sequence[RawValue]) -> bool:
    """Whether any of these cells may say something else than its value; told quickly."""
    if sheet.percents or sheet.fonts or sheet.since_1904:
        return True
    texts = "".join({raw for raw in raws if isinstance(raw, str)})
    return any(sign in texts for sign in PERCENT_SIGNS)


def read_as_shown(
    sheet: RawSheet, address: str, raw: RawValue, asked: Column, choices: Choices, measure: str
) -> Reading | None:
    """What a cell says by its look; ``None`` when its value says all.

    Args:
        sheet: Where the cell stands.
        address: Where in the sheet.
        raw: Its value as read.
        asked: What the cell was to hold.
        choices: Its dropdown list, if it has one.
        measure: What the numbers of its row are counted in; "" when the form does not say.
    """
    if asked.kind in NUMERIC and _shows_percent(sheet, address, raw):
        return _percent(raw, asked, is_number=address in sheet.percents, measure=measure)
    if isinstance(raw, str) and (font := sheet.fonts.get(address)):
        text = from_font(raw, font)
        if text == raw:
            return None
        if asked.kind in TEXTUAL:
            return converted(raw, text, font.encoding)
        return coerce(text, asked, choices)
    is_serial = isinstance(raw, int | float) and not isinstance(raw, bool)
    if sheet.since_1904 and asked.kind is ValueKind.DATE and is_serial:
        return coerce(float(str(raw)) + DAYS_TO_1904.days, asked)
    return None


def _shows_percent(sheet: RawSheet, address: str, raw: RawValue) -> bool:
    if isinstance(raw, str):
        return "%" in narrow(raw)
    return address in sheet.percents and raw is not None


def _percent(raw: RawValue, asked: Column, *, is_number: bool, measure: str) -> Reading:
    if not is_number:
        return _percent_text(raw, asked, measure)
    hundredfold = Decimal(repr(raw)) * 100
    found = f"{format_number(hundredfold)}%"
    if asked.kind is ValueKind.COUNT or "%" not in measure:
        return Reading(None, FindingKind.PERCENT_UNASKED, {"found": found})
    read = coerce(float(hundredfold), asked)
    if read.problem is not None:
        return read
    details = {"found": found, "value": format_number(hundredfold)}
    return replace(read, problem=FindingKind.SHOWN_AS_PERCENT, details=details)


def _percent_text(raw: RawValue, asked: Column, measure: str) -> Reading:
    read = coerce(raw, asked)
    if read.value is None or "%" in measure:
        return read
    return Reading(None, FindingKind.PERCENT_UNASKED, {"found": f"“{shown(raw)}”"})
