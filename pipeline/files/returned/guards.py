"""Hold a returned file to the ``limits`` before any parser sees it.

The readers trust a file: a value in a far cell, a lying count or an over-expanding archive takes
all memory or aborts the interpreter. So the zip directory, the really inflated sizes, document
type declarations, the string table's claims and the farthest cell are checked here, on bytes.
"""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from typing import Final

from pipeline.files.returned.file_kind import FileKind, Unreadable
from pipeline.files.returned.limits import (
    MAX_AREA,
    MAX_COLUMN,
    MAX_FILE_BYTES,
    MAX_INFLATED_BYTES,
    MAX_PART_BYTES,
    MAX_PARTS,
    MAX_RATIO,
    MAX_ROW,
    RATIO_FLOOR,
)

SHORTEST_STRING: Final = 5
"""Bytes of the shortest entry of the string table: ``<si/>``."""

TOO_LARGE: Final = "Xóa hình ảnh, dữ liệu dán thừa trong tệp rồi gửi lại."
CLEAR_FAR_CELLS: Final = (
    "Xóa các ô có dữ liệu nằm xa ngoài biểu mẫu (Ctrl+End để tìm), lưu lại rồi gửi lại."
)

_LOCAL_HEADER: Final = struct.Struct("<4s22x2H")
_CLAIM = re.compile(rb"""<(?:\w+:)?sst\b[^>]*?\buniqueCount\s*=\s*["']\s*\+?(\d+)""")
_PROLOG = re.compile(rb"(?:\xef\xbb\xbf)?+(?:\s|<\?[^<>]*\?>|<!--[^<>]*-->)*+<[A-Za-z]")
_MARKUP_SUFFIXES: Final = (".xml", ".rels", ".vml")


class Package:
    """The parts of a zip archive that passed the limits, inflated on demand, once each."""

    def __init__(self, data: bytes) -> None:
        """Check the archive's directory.

        Raises:
            Unreadable: The archive is damaged or beyond a limit.
        """
        self._data = data
        self._parts: dict[str, bytes] = {}
        try:
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                entries = archive.infolist()
        except (zipfile.BadZipFile, NotImplementedError, ValueError, OverflowError, OSError):
            raise _damaged() from None
        _check_directory(entries, len(data))
        self._entries = {entry.filename: entry for entry in entries}

    @property
    def names(self) -> tuple[str, ...]:
        """Names of all parts, as stored."""
        return tuple(self._entries)

    def read(self, name: str) -> bytes:
        """One part inflated; empty when the archive has no such part.

        Raises:
            Unreadable: The part is damaged, locked or larger than it declares.
        """
        if name not in self._parts:
            entry = self._entries.get(name)
            self._parts[name] = _inflate(self._data, entry) if entry else b""
        return self._parts[name]

    def check_parts(self) -> None:
        """Inflate every part and look for what must not be there.

        Raises:
            Unreadable: A part is damaged, is in an unusual encoding or declares a document type.
        """
        for name in self._entries:
            part, lower = self.read(name), name.lower()
            if lower.endswith(_MARKUP_SUFFIXES) or part.startswith(b"<"):
                _check_markup(part)
            if lower.endswith("sharedstrings.xml"):
                _check_string_table(part)


def check_size(size: int) -> None:
    """Refuse a file too large to be a form.

    Raises:
        Unreadable: The file is too large.
    """
    if size > MAX_FILE_BYTES:
        raise Unreadable(f"Tệp quá lớn ({size / 1e6:.0f} MB).", TOO_LARGE)


def check_extent(sheet: str, row: int, column: int) -> None:
    """Refuse a sheet whose farthest values span more than any form does.

    Raises:
        Unreadable: The span is too large.
    """
    if row > MAX_ROW or column > MAX_COLUMN or row * column > MAX_AREA:
        where = f"dòng {row}, cột {column}"
        raise Unreadable(
            f"Sheet “{sheet}” có ô dữ liệu nằm quá xa ngoài biểu mẫu (đến {where}).",
            CLEAR_FAR_CELLS,
        )


def _check_directory(entries: list[zipfile.ZipInfo], size: int) -> None:
    if len(entries) > MAX_PARTS or len({entry.filename for entry in entries}) < len(entries):
        raise Unreadable("Tệp có cấu trúc bất thường (số phần bên trong không hợp lệ).")
    declared = sum(entry.file_size for entry in entries)
    stored = sum(entry.compress_size for entry in entries)
    if stored > size:
        raise _damaged()
    if declared > MAX_INFLATED_BYTES or any(_expands_too_far(entry) for entry in entries):
        raise Unreadable(
            f"Tệp khi mở ra quá lớn ({declared / 1e6:.0f} MB) so với một biểu mẫu.", TOO_LARGE
        )


def _expands_too_far(entry: zipfile.ZipInfo) -> bool:
    ratio = entry.file_size / max(entry.compress_size, 1)
    return entry.file_size > MAX_PART_BYTES or (entry.file_size > RATIO_FLOOR and ratio > MAX_RATIO)


def _inflate(data: bytes, entry: zipfile.ZipInfo) -> bytes:
    """Inflate by hand: ``zipfile`` stops at the declared size, the workbook readers do not."""
    if entry.flag_bits & 1:
        raise Unreadable(FileKind.ENCRYPTED.reason, FileKind.ENCRYPTED.advice)
    stored = _stored(data, entry)
    if entry.compress_type == zipfile.ZIP_STORED:
        part = stored
    elif entry.compress_type == zipfile.ZIP_DEFLATED:
        part = b"".join(_chunks(stored, entry.file_size + 1))
    else:
        raise Unreadable("Tệp được nén theo cách Excel không dùng.")
    if len(part) != entry.file_size or zlib.crc32(part) != entry.CRC:
        raise _damaged()
    return part


def _stored(data: bytes, entry: zipfile.ZipInfo) -> bytes:
    try:
        mark, name_size, extra_size = _LOCAL_HEADER.unpack_from(data, entry.header_offset)
    except struct.error:
        raise _damaged() from None
    start = entry.header_offset + _LOCAL_HEADER.size + name_size + extra_size
    stored = data[start : start + entry.compress_size]
    if mark != b"PK\x03\x04" or len(stored) != entry.compress_size:
        raise _damaged()
    return stored


def _chunks(stored: bytes, limit: int) -> Iterator[bytes]:
    inflater = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        yield inflater.decompress(stored, limit)
    except zlib.error:
        raise _damaged() from None


def _check_markup(part: bytes) -> None:
    start = part[:200].lstrip(b"\xef\xbb\xbf \r\n\t")
    if start.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\x00" in start:
        raise Unreadable("Tệp dùng bảng mã lạ bên trong nên không đọc chắc chắn được.")
    if _PROLOG.match(part):  # a document type can only be declared before the first element
        return
    if b"<!DOCTYPE" in part or b"<!ENTITY" in part:
        raise Unreadable("Tệp chứa khai báo không an toàn bên trong nên không được mở.")


def _check_string_table(part: bytes) -> None:
    claim = _CLAIM.search(part)
    if claim and int(claim.group(1)) > len(part) / SHORTEST_STRING:
        raise Unreadable("Tệp khai sai số lượng chuỗi bên trong nên không được mở.")


def _damaged() -> Unreadable:
    return Unreadable(FileKind.DAMAGED.reason, FileKind.DAMAGED.advice)
