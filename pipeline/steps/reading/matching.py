"""Compare what stands in a cell with what the form says, forgiving how it was typed."""

from __future__ import annotations

from functools import lru_cache

from pipeline.domain.vietnamese.text import fold
from pipeline.domain.workbook import RawValue


@lru_cache(maxsize=8192)
def folded(text: str) -> str:
    """``fold``, remembered: a thousand workbooks carry the same few hundred labels."""
    return fold(text)


def same(expected: str, found: RawValue) -> bool:
    """Whether a cell holds the expected text; an exact match needs no folding."""
    if type(found) is not str:
        return False
    return found == expected or folded(found) == folded(expected)


def key_text(value: RawValue) -> str:
    """A key as kept in a hidden cell; some programs turn the text "1" into a number."""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return value.strip() if isinstance(value, str) else ""
