"""A part of which little differs from one archive to the next: the rest is compressed once.

Deflated data may be cut into pieces that know nothing of each other, so that a part is put
together from pieces compressed long ago and from new ones, which are stored as they are.
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from struct import Struct
from typing import Final, NamedTuple

from pipeline.files.issuing.raw_zip import USUAL, Packed, deflate, pack

FEW: Final = 24
"""Up to so many edits, pieces are put together; above, the part is compressed anew."""

LONGEST_STORED: Final = 2_000
"""Characters above which new text is worth compressing."""

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
        self._stretches: dict[tuple[int, int], tuple[bytes, bytes]] = {}

    def edited(self, edits: Sequence[Edit]) -> Packed:
        """The part with these edits, which follow one another without overlapping."""
        if len(edits) <= FEW:
            return self._spliced(edits)
        pieces: list[bytes] = []
        begin = 0
        for edit in edits:
            pieces += (self.text[begin : edit.begin], edit.text)
            begin = edit.end
        return pack(b"".join((*pieces, self.text[begin:])))

    def _spliced(self, edits: Sequence[Edit]) -> Packed:
        pieces: list[bytes] = []
        crc = size = begin = 0
        for edit in (*edits, Edit(len(self.text), len(self.text), b"")):
            text, packed = self._stretch(begin, edit.begin)
            pieces += (packed, _stored(edit.text))
            crc = zlib.crc32(edit.text, zlib.crc32(text, crc))
            size += len(text) + len(edit.text)
            begin = edit.end
        return Packed(b"".join((*pieces, _NOTHING_MORE)), crc, size)

    def _stretch(self, begin: int, end: int) -> tuple[bytes, bytes]:
        found = self._stretches.get((begin, end))
        if found is None:
            text = self.text[begin:end]
            packed = deflate(text, zlib.Z_FULL_FLUSH, USUAL)
            found = self._stretches[begin, end] = (text, packed)
        return found


def _stored(text: bytes) -> bytes:
    """A short text as deflated data, uncompressed; a long one is worth compressing."""
    if len(text) > LONGEST_STORED:
        return deflate(text, zlib.Z_FULL_FLUSH)
    return _STORED.pack(0, len(text), len(text) ^ _MASK) + text
