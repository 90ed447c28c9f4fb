"""Look through an .xlsb workbook for what calamine does not tell: formulas, errors, far cells.

A part is a sequence of records ([MS-XLSB] 2.1.4): a number, a length, the content. Calamine
passes over the kinds of cells it does not know without a word, so a workbook with one is refused.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import Final

from pipeline.files.returned.file_kind import FileKind, Unreadable
from pipeline.files.returned.guards import SHORTEST_STRING, Package
from pipeline.files.returned.package_parts import part_of, relations
from pipeline.files.returned.sheet_marks import ERROR_CODES, Marking, SheetMarks

WORKBOOK_PART: Final = "xl/workbook.bin"
RELATIONS_PART: Final = "xl/_rels/workbook.bin.rels"

_ROW: Final = 0
_ERROR: Final = 3
_VALUES: Final = frozenset(range(2, 8))
_FORMULAS: Final = frozenset(range(8, 12))
_FORMULA_ERROR: Final = 11
_UNREAD: Final = frozenset({*range(12, 19), 62})
"""Cells that follow their left neighbour without saying so, and rich text inside a cell."""
_BUNDLE: Final = 156
_BEGIN_STRINGS: Final = 159
_ARRAY: Final = 426

_U32: Final = struct.Struct("<I")
_AREA: Final = struct.Struct("<4I")
_STRINGS: Final = struct.Struct("<II")


def scan_xlsb(package: Package) -> dict[str, SheetMarks]:
    """The marks of each worksheet, by name.

    Raises:
        Unreadable: A part is damaged or missing, or holds what calamine would pass over.
    """
    try:
        _check_strings(package)
        return {name: _scan(package.read(part)) for name, part in _sheet_parts(package).items()}
    except (struct.error, IndexError, UnicodeDecodeError):
        raise Unreadable(FileKind.DAMAGED.reason, FileKind.DAMAGED.advice) from None


def _sheet_parts(package: Package) -> dict[str, str]:
    targets = relations(package, RELATIONS_PART)
    parts = {}
    workbook = package.read(WORKBOOK_PART)
    for kind, start, _ in _records(workbook):
        if kind == _BUNDLE:
            key, after = _text(workbook, start + 8)
            name, _ = _text(workbook, after)
            part = part_of(package, targets, key)
            if part:
                parts[name] = part
    return parts


def _scan(part: bytes) -> SheetMarks:
    marking = Marking()
    row = 0
    for kind, start, _ in _records(part):
        if kind == _ROW:
            row = _U32.unpack_from(part, start)[0] + 1
        elif kind in _VALUES or kind in _FORMULAS:
            column = _U32.unpack_from(part, start)[0] + 1
            marking.content(row, column)
            if kind in _FORMULAS:
                marking.formula(row, column)
            if kind in (_ERROR, _FORMULA_ERROR):
                code = part[start + 8]
                marking.error(row, column, ERROR_CODES.get(code, f"#{code}"))
        elif kind == _ARRAY:
            top, bottom, first, last = _AREA.unpack_from(part, start)
            marking.formula(top + 1, first + 1, bottom - top + 1, last - first + 1)
        elif kind in _UNREAD:
            raise Unreadable("Tệp .xlsb do phần mềm lạ ghi ra, có ô không đọc được.")
    return marking.marks


def _check_strings(package: Package) -> None:
    part = package.read("xl/sharedStrings.bin")
    for kind, start, _ in _records(part):
        if kind == _BEGIN_STRINGS:
            if _STRINGS.unpack_from(part, start)[1] > len(part) / SHORTEST_STRING:
                raise Unreadable("Tệp khai sai số lượng chuỗi bên trong nên không được mở.")
            return


def _records(part: bytes) -> Iterator[tuple[int, int, int]]:
    """Each record's kind, where its content starts, and how long that is."""
    at, end = 0, len(part)
    while at < end:
        kind = part[at]
        at += 1
        if kind & 0x80:
            kind = (kind & 0x7F) | (part[at] & 0x7F) << 7
            at += 1
        length = shift = 0
        while True:
            byte = part[at]
            at += 1
            length |= (byte & 0x7F) << shift
            shift += 7
            if byte < 0x80 or shift == 28:
                break
        if at + length > end:
            raise IndexError
        yield kind, at, length
        at += length


def _text(part: bytes, start: int) -> tuple[str, int]:
    """A counted UTF-16 text and where it ends."""
    (count,) = _U32.unpack_from(part, start)
    end = start + 4 + 2 * count
    if end > len(part):
        raise IndexError
    return part[start + 4 : end].decode("utf-16-le"), end
