"""A part of which little differs from one archive to the next: the rest is compressed once.

Deflated data may be cut into pieces that know nothing of each other, so that a part is put
together from pieces compressed long ago and from new ones, which are stored as they are.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable
from struct import Struct
from typing import Final, NamedTuple

from pipeline.files.issuing.raw_zip import USUAL, Packed, deflate

SHORT: Final = 500
"""Bytes up to which a stretch between two edits is compressed with them."""

LONGEST_STORED: Final = 4_000
"""Bytes above which new text is worth compressing."""

MOST_KEPT: Final = 200
"""Stretches of one part that are kept: the usual ones come first, and memory stays bounded."""

_MASK: Final = 0xFFFF
_STORED: Final = Struct("<BHH")
_NOTHING_MORE: Final = b"\x03\x00"


class Edit(NamedTuple):
    """New text in the place of what stands from ``begin`` to ``end``."""

    begin: int
    end: int
    text: bytes


class TextPart:
    """The text of a part, and its stretches compressed as they were first asked for."""

    def __init__(self, text: bytes) -> None:
        """Keep the text as it is without edits."""
        self.text = text
        self._stretches: dict[tuple[int, int], tuple[bytes, int]] = {}

    def edited(self, edits: Iterable[Edit]) -> Packed:
        """The part with these edits, which follow one another without overlapping."""
        pieces: list[bytes] = []
        fresh: list[bytes] = []
        crc = size = begin = 0
        for edit in (*edits, Edit(len(self.text), len(self.text), b"")):
            between = self.text[begin : edit.begin]
            if len(between) > SHORT:
                kept, checksum = self._stretch(begin, edit.begin)
                pieces += (_packed(b"".join(fresh)), kept)
                fresh = [edit.text]
                crc = zlib.crc32(between, crc) if size else checksum
            else:
                fresh += (between, edit.text)
                crc = zlib.crc32(between, crc)
            crc = zlib.crc32(edit.text, crc)
            size += len(between) + len(edit.text)
            begin = edit.end
        return Packed(b"".join((*pieces, _packed(b"".join(fresh)), _NOTHING_MORE)), crc, size)

    def _stretch(self, begin: int, end: int) -> tuple[bytes, int]:
        """A stretch compressed, and its checksum."""
        found = self._stretches.get((begin, end))
        if found is None:
            text = self.text[begin:end]
            found = deflate(text, zlib.Z_FULL_FLUSH, USUAL), zlib.crc32(text)
            if len(self._stretches) < MOST_KEPT:
                self._stretches[begin, end] = found
        return found


def _packed(text: bytes) -> bytes:
    """New text as deflated data; a short one is stored as it is."""
    if len(text) > LONGEST_STORED:
        return deflate(text, zlib.Z_FULL_FLUSH)
    return _STORED.pack(0, len(text), len(text) ^ _MASK) + text if text else b""
