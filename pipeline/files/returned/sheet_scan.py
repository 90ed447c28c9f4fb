"""Look through the XML of one worksheet for what calamine does not tell.

Calamine shows a blank cell, an error, an uncalculated formula and "" alike, and fills the whole
rectangle up to the farthest value. A pass over the bytes finds formulas, errors and that
farthest cell; a sheet where there is nothing to find costs a fraction of unzipping it.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from functools import partial
from typing import Final

from pipeline.domain.workbook import column_index, column_letter
from pipeline.files.returned.file_kind import Unreadable
from pipeline.files.returned.sheet_marks import MAX_ARRAY, SheetMarks

LONGEST_FORMULA: Final = 10_000
"""Bytes between the start of a cell and its value at most; Excel allows 8,192 characters."""

_CELL_PATTERN = (
    rb"""c(?=[\s>])(?:\s+r=["']([A-Z]{1,3})([0-9]{1,7})["'])?"""  # usually the address comes first
    rb"([^>]*)(?<!/)>(?!</)"  # a cell with content
    rb"(?:\s*<((?:\w+:)?f\b[^>]*)>)?"  # and its formula, which always comes first in it
)
_CELL = re.compile(rb"<" + _CELL_PATTERN)
_PREFIXED_CELL = re.compile(rb"<(?:\w+:)?" + _CELL_PATTERN)
_ADDRESS = re.compile(rb"""\sr\s*=\s*["']([A-Z]{1,3})([0-9]{1,7})["']""")
_ODD_CELL = re.compile(
    # Not as nearly all are: in columns A to Z, no error, and empty or its value coming at once.
    rb"""<c(?=[\s>])(?! r="[A-Z][0-9]{1,5}"(?: s="[0-9]+")?(?: t="(?:inlineStr|str|s|n|b)")?"""
    rb"(?:/>|><v>|><is>|></c>))"
)
_PREFIXED = re.compile(rb":(?=c)")  # found three times as fast as b":c"
_ERROR_TYPE = re.compile(rb"""\st\s*=\s*["']e["']""")
_ERROR_TEXT = re.compile(rb"<(?:\w+:)?v\b[^>]*>([^<]*)<")
_ARRAY = re.compile(rb"""\bref\s*=\s*["']([A-Z]{1,3})([0-9]{1,7}):([A-Z]{1,3})([0-9]{1,7})["']""")


def scan_sheet(part: bytes) -> SheetMarks:
    """Find the farthest cell with content, all formulas and all error values.

    Raises:
        Unreadable: A cell does not say where it is.
    """
    is_plain = _ODD_CELL.search(part) is None and _PREFIXED.search(part) is None
    return SheetMarks() if is_plain else _scan_cells(part)


def _scan_cells(part: bytes) -> SheetMarks:
    rows, columns = set[bytes](), set[bytes]()
    formulas: set[str] = set()
    errors: dict[str, str] = {}
    may_err = b'"e"' in part or b"'e'" in part
    for match in _cell_pattern(part).finditer(part):
        letters, digits, attributes, formula = match.groups()
        if letters is None:
            letters, digits = _late_address(attributes)
        columns.add(letters)
        rows.add(digits)
        if formula is not None:
            formulas.update(_formula_cells(formula, (letters + digits).decode()))
        if may_err and _ERROR_TYPE.search(attributes):
            errors[(letters + digits).decode()] = _error_text(part, match.end())
    farthest_row = max(map(int, rows), default=0)
    farthest_column = max((column_index(letters.decode()) for letters in columns), default=0)
    return SheetMarks(farthest_row, farthest_column, frozenset(formulas), errors)


def _late_address(attributes: bytes) -> tuple[bytes, bytes]:
    place = _ADDRESS.search(attributes)
    if place is None:
        raise Unreadable("Tệp do phần mềm lạ tạo ra, thiếu địa chỉ ô nên không đọc được.")
    return place[1], place[2]


def without_errors(part: bytes) -> bytes:
    """The worksheet with its error values turned into text.

    Calamine refuses a whole workbook for one error it does not know, such as ``#SPILL!``.
    """
    as_text = partial(_ERROR_TYPE.sub, b' t="str"')
    return _cell_pattern(part).sub(lambda match: as_text(match.group()), part)


def _cell_pattern(part: bytes) -> re.Pattern[bytes]:
    """The plain pattern is faster; few writers prefix their tags."""
    return _PREFIXED_CELL if _PREFIXED.search(part) else _CELL


def _error_text(part: bytes, start: int) -> str:
    found = _ERROR_TEXT.search(part, start, start + LONGEST_FORMULA)
    return html.unescape(found.group(1).decode("utf-8", "replace")) if found else ""


def _formula_cells(formula: bytes, address: str) -> Iterator[str]:
    """The cell itself and, for an array formula, every cell it fills."""
    yield address
    area = _ARRAY.search(formula)
    if area is None or b"array" not in formula:
        return
    first, top, last, bottom = area.groups()
    columns = range(column_index(first.decode()), column_index(last.decode()) + 1)
    rows = range(int(top), int(bottom) + 1)
    if len(columns) * len(rows) <= MAX_ARRAY:
        yield from (f"{column_letter(column)}{row}" for row in rows for column in columns)
