"""Texts of the appendix workbook as Excel can keep them: cell texts and worksheet names."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from pipeline.domain.vietnamese.text import clean

LONGEST_TEXT = 32_767
"""Characters Excel keeps in a cell."""

LONGEST_NAME = 31
"""Characters Excel keeps in the name of a worksheet."""

_FORBIDDEN = re.compile(r"[\[\]:*?/\\\s]+")
_RESERVED = frozenset({"history"})


@lru_cache(maxsize=1024)
def written(text: str) -> str:
    """A text as Excel can keep it: without control characters, cut with "…" when too long."""
    text = clean(text)
    # Excel counts UTF-16 units; only a text beyond half the limit can be over it.
    if len(text) * 2 <= LONGEST_TEXT or len(text.encode("utf-16-le")) // 2 <= LONGEST_TEXT:
        return text
    cut = text.encode("utf-16-le")[: (LONGEST_TEXT - 1) * 2]
    return cut.decode("utf-16-le", errors="ignore") + "…"


def sheet_names(wanted: Iterable[str], taken: Iterable[str]) -> tuple[str, ...]:
    """Worksheet names Excel accepts, unique whatever the case, as near as can be to those wanted.

    >>> sheet_names(["Tỷ lệ 1/2", "tỷ lệ 1 2", ""], ["Mục lục"])
    ('Tỷ lệ 1 2', 'tỷ lệ 1 2 (2)', 'Bảng')
    """
    used = {name.lower() for name in taken} | _RESERVED
    names: list[str] = []
    for text in wanted:
        base = _FORBIDDEN.sub(" ", written(text)).strip(" '")[:LONGEST_NAME].strip(" '") or "Bảng"
        name, number = base, 1
        while name.lower() in used:
            number += 1
            suffix = f" ({number})"
            name = base[: LONGEST_NAME - len(suffix)].rstrip(" '") + suffix
        used.add(name.lower())
        names.append(name)
    return tuple(names)
