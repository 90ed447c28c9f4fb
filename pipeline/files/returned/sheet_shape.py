"""Look through the XML of one worksheet for merged cells and hidden rows."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from pipeline.domain.workbook import RawSheet

MOST_AREAS: Final = 5_000
"""Merged areas kept of one sheet; a form has a few dozen."""

_MERGED = re.compile(rb"""<(?:\w+:)?mergeCell\s[^>]*?\bref\s*=\s*["']([A-Z0-9:]+)["']""")
_ROW = re.compile(rb"<(?:\w+:)?row\s([^>]*)>")
_SOME_HIDDEN = re.compile(rb"""hidden\s*=\s*["'](?:1|true)""")
_HIDDEN = re.compile(rb"""\bhidden\s*=\s*["'](?:1|true)["']""")
_NUMBER = re.compile(rb"""\br\s*=\s*["']([0-9]{1,7})["']""")


def with_shape(sheet: RawSheet, part: bytes) -> RawSheet:
    """The sheet with its merged areas and hidden rows, if it has any."""
    merged, hidden = _merged_areas(part), _hidden_rows(part)
    if not merged and not hidden:
        return sheet
    return replace(sheet, merged=merged, hidden_rows=hidden)


def _merged_areas(part: bytes) -> tuple[str, ...]:
    """They stand between two tags behind all rows."""
    end = part.rfind(b"mergeCells")
    start = part.rfind(b"mergeCells", 0, max(end, 0))
    if start < 0:
        return ()
    return tuple(area.decode() for area in _MERGED.findall(part, start, end)[:MOST_AREAS])


def _hidden_rows(part: bytes) -> frozenset[int]:
    """Columns are hidden too, our key column always; they are declared before the rows."""
    rows = part.find(b"sheetData")
    if rows < 0 or not _SOME_HIDDEN.search(part, rows):
        return frozenset()
    found = (row for row in _ROW.findall(part, rows) if _HIDDEN.search(row))
    numbers = (_NUMBER.search(row) for row in found)
    return frozenset(int(number[1]) for number in numbers if number)
