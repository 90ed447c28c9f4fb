"""Look into an old .xls workbook: what the OLE file holds, and what calamine does not tell of it.

The workbook is one stream of records ([MS-XLS] 2.1.4): a number, a length, the content. The
scan finds formulas, errors and the farthest cell of each worksheet.
"""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator
from typing import Final

import olefile

from pipeline.files.returned.file_kind import OLE_STREAMS, FileKind, Unreadable
from pipeline.files.returned.sheet_marks import ERROR_CODES, Marking, SheetMarks

_BOF: Final = 0x0809
_EOF: Final = 0x000A
_BOUND_SHEET: Final = 0x0085
_CODE_PAGE: Final = 0x0042
_FILE_PASS: Final = 0x002F
_FORMULAS: Final = frozenset({0x0006, 0x0206, 0x0406})
_ARRAY: Final = 0x0221
_ERROR: Final = 0x0205
_SEVERAL: Final = 0x00BD
_VALUES: Final = frozenset({0x0203, 0x0204, _ERROR, 0x027E, _SEVERAL, 0x00FD, 0x00D6})

_HEAD: Final = struct.Struct("<HH")
_CELL: Final = struct.Struct("<HH")
_SHEET: Final = struct.Struct("<IBBB")
_AREA: Final = struct.Struct("<HHBB")
_BIFF8: Final = 0x0600

_BROKEN: Final = (OSError, ValueError, IndexError, KeyError, struct.error, TypeError, LookupError)
"""What olefile and the records of a damaged file may raise."""


def ole_kind(data: bytes) -> FileKind | None:
    """What an OLE file is, by its streams; ``None`` when its directory cannot be read."""
    try:
        with olefile.OleFileIO(io.BytesIO(data)) as ole:
            held = (kind for name, kind in OLE_STREAMS if ole.exists(name))
            return next(held, FileKind.OLE)
    except _BROKEN:
        return None


def scan_xls(data: bytes) -> dict[str, SheetMarks]:
    """The marks of each worksheet, by name.

    Raises:
        Unreadable: The file is damaged or locked by a password.
    """
    try:
        stream = _workbook(data)
        return {name: _scan(stream, start) for name, start in _worksheets(stream).items()}
    except _BROKEN:
        raise Unreadable(FileKind.DAMAGED.reason, FileKind.DAMAGED.advice) from None


def _workbook(data: bytes) -> bytes:
    with olefile.OleFileIO(io.BytesIO(data)) as ole:
        name = "Workbook" if ole.exists("Workbook") else "Book"
        stream: bytes = ole.openstream(name).read()
        return stream


def _worksheets(stream: bytes) -> dict[str, int]:
    """Where each worksheet starts, by name."""
    sheets, version, page = {}, _BIFF8, 1252
    for kind, start, length in _records(stream, 0):
        if kind == _FILE_PASS:
            raise Unreadable(FileKind.ENCRYPTED.reason, FileKind.ENCRYPTED.advice)
        if kind == _BOF:
            version = _HEAD.unpack_from(stream, start)[0]
        elif kind == _CODE_PAGE:
            page = int.from_bytes(stream[start : start + 2], "little")
        elif kind == _BOUND_SHEET:
            offset, _, what, count = _SHEET.unpack_from(stream, start)
            if what == 0:
                text = stream[start + 7 : start + length]
                sheets[_name(text, count, version, page)] = offset
    return sheets


def _name(text: bytes, count: int, version: int, page: int) -> str:
    if version != _BIFF8:
        return text[:count].decode(f"cp{page}", "replace")
    wide = text[0] & 1
    return text[1 : 1 + count * 2].decode("utf-16-le") if wide else text[1:].decode("latin-1")


def _scan(stream: bytes, at: int) -> SheetMarks:
    marking = Marking()
    for kind, start, length in _records(stream, at):
        if kind in _VALUES or kind in _FORMULAS:
            row, column = (index + 1 for index in _CELL.unpack_from(stream, start))
            marking.content(row, column)
            if kind in _FORMULAS:
                _mark_formula(marking, stream[start : start + length], row, column)
            elif kind == _ERROR and stream[start + 7]:
                marking.error(row, column, _error(stream[start + 6]))
            elif kind == _SEVERAL:
                last = int.from_bytes(stream[start + length - 2 : start + length], "little")
                marking.content(row, last + 1)
        elif kind == _ARRAY:
            top, bottom, first, last = _AREA.unpack_from(stream, start)
            marking.formula(top + 1, first + 1, bottom - top + 1, last - first + 1)
    return marking.marks


def _mark_formula(marking: Marking, record: bytes, row: int, column: int) -> None:
    marking.formula(row, column)
    if record[6] == 2 and record[12:14] == b"\xff\xff":  # its result is an error
        marking.error(row, column, _error(record[8]))


def _error(code: int) -> str:
    return ERROR_CODES.get(code, f"#{code}")


def _records(stream: bytes, at: int) -> Iterator[tuple[int, int, int]]:
    """The records of one substream, without those of charts embedded in it."""
    depth = 0
    while True:
        kind, length = _HEAD.unpack_from(stream, at)
        start = at + _HEAD.size
        at = start + length
        if at > len(stream):
            raise IndexError
        depth += (kind == _BOF) - (kind == _EOF)
        if depth <= 0:
            return
        if depth == 1:
            yield kind, start, length
