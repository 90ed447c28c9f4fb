"""Read worksheets that hold nothing but plain cells straight from their bytes, in one pass.

Nearly every returned sheet is plain: texts, numbers and days in columns A to Z, each cell with
its address. Such a sheet is split at its cells; what lies between them must be ends and starts of
rows and empty cells. A sheet with anything else is not plain and is left to calamine. What is
found here is what calamine finds (``tests/files/test_plain_sheet.py`` holds both against each
other), in less than half the time: the file is unzipped once, and a cell that is plain is neither
a formula nor an error.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Final

from pipeline.domain.workbook import RawSheet, RawValue
from pipeline.files.returned.guards import check_extent
from pipeline.files.returned.number_styles import NumberStyles
from pipeline.files.returned.plain_strings import Strings, by_bytes

_CELL: Final = re.compile(
    rb'<c r="([A-Z])([1-9][0-9]{0,4}+)"(?: s="([0-9]{1,5}+)")?+'
    rb'(?: t="s"><v>([0-9]{1,9}+)</v>'
    rb'|(?: t="n")?+><v>(-?+[0-9]{1,17}+(?:\.[0-9]{1,20}+)?+(?:[eE][-+]?+[0-9]{1,3}+)?+)</v>'
    rb'| t="inlineStr"><is><t(?: xml:space="preserve")?+>([^<]*+)</t></is>)</c>'
)
_BETWEEN: Final = re.compile(rb"(?:<row [^<]*>|<c [^<]*(?:/>|></c>)|\s)*+")
_DIGITS, _ROW_END = b"0123456789", b"</row>"
_STRIDE: Final = _CELL.groups + 1
_START, _END, _EMPTY = b"<sheetData>", b"</sheetData>", b"<sheetData/>"
_COLUMNS: Final[Mapping[bytes, int]] = {bytes((65 + index,)): index for index in range(26)}
_FIRST_DAY, _LAST_DAY = 61, 2_958_465
"""Serial numbers: from 1 March 1900, before which Excel counts a day too many, to 9999."""

_DAY_ZERO: Final = date(1899, 12, 30)


@dataclass(frozen=True, slots=True)
class PlainBook:
    """What the worksheets of one workbook share.

    Attributes:
        styles: Which numbers are days.
        telling: The styles that change what a cell says.
    """

    strings: Strings
    styles: NumberStyles
    telling: frozenset[bytes]

    def sheet(self, name: str, part: bytes, *, hidden: bool) -> RawSheet | None:
        """A worksheet, but for its merged areas and hidden rows; ``None`` when it is not plain.

        Raises:
            Unreadable: It spans more than any form does.
        """
        cells = _cells(part)
        if cells is None:
            return None
        pieces = _CELL.split(cells)
        if not all(map(_BETWEEN.fullmatch, _kinds(pieces[::_STRIDE]))):
            return None
        values = self._values(*(pieces[at::_STRIDE] for at in range(3, _STRIDE)))
        rows = [int(row) for row in pieces[2::_STRIDE]]
        if values is None or rows != sorted(rows):
            return None
        columns = [_COLUMNS[letter] for letter in pieces[1::_STRIDE]]
        return RawSheet(name, _dense(name, rows, columns, values), hidden)

    def _values(
        self,
        styles: Sequence[bytes | None],
        indexes: Sequence[bytes | None],
        numbers: Sequence[bytes | None],
        texts: Sequence[bytes | None],
    ) -> list[RawValue] | None:
        """The value of each cell, which has one of index, number and text."""
        numbered = {style for style, number in zip(styles, numbers, strict=True) if number}
        if not numbered <= self.styles.known or not self.telling.isdisjoint(styles):
            return None
        table = self.strings.texts(indexes)
        inline = by_bytes(text for text in texts if text is not None)
        if table is None or inline is None:
            return None
        days = self.styles.days if numbered & self.styles.days else ()
        try:
            return [
                table[index]
                if index
                else inline[text or b""]
                if number is None
                else _day(number)
                if style in days
                else float(number)
                for style, index, number, text in zip(styles, indexes, numbers, texts, strict=True)
            ]
        except ValueError:  # a day that is none
            return None


def _cells(part: bytes) -> bytes | None:
    """The rows of a worksheet as written; ``None`` when it is not plain where they stand."""
    start, end = part.find(_START), part.rfind(_END)
    if start < 0:
        start = part.find(_EMPTY)
        return None if start < 0 or b"<!" in part[:start] else b""
    if end < start or b"<!" in part[:start]:
        return None
    return part[start + len(_START) : end]


def _kinds(between: Sequence[bytes]) -> set[bytes]:
    """What stands between cells, row by row, without the numbers that tell rows apart."""
    return set(_ROW_END.join(set(between)).translate(None, _DIGITS).split(_ROW_END))


@lru_cache(maxsize=4096)
def _day(number: bytes) -> date:
    serial = float(number)
    if not serial.is_integer() or not _FIRST_DAY <= serial <= _LAST_DAY:
        raise ValueError(number)
    return _DAY_ZERO + timedelta(serial)


def _dense(
    name: str, rows: Sequence[int], columns: Sequence[int], values: Sequence[RawValue]
) -> tuple[tuple[RawValue, ...], ...]:
    """The values in the rectangle from A1 on; ``rows`` ascend."""
    if not values:
        return ()
    width = max(columns) + 1
    check_extent(name, rows[-1], width)
    cells: list[list[RawValue]] = [[None] * width for _ in range(rows[-1])]
    for row, column, value in zip(rows, columns, values, strict=True):
        cells[row - 1][column] = value
    return tuple(map(tuple, cells))
