"""Where a new block goes: after what stands before it in the fresh report.

A heading counts as well as a block, so that the first answer to a question comes below its own
heading. The end of a Word section stays behind its pages.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import Final

from pipeline.files.word.docx_sections import NOTHING
from pipeline.files.word.living.body import Piece
from pipeline.files.word.living.words import words_of

SECTION: Final = b"<w:sectPr"
_SECTION = re.compile(rb"<w:sectPr\b.*?</w:sectPr>", re.DOTALL)
_REFERENCES = re.compile(rb"<w:(?:header|footer)Reference [^>]*/>")
_BREAK: Final = b'<w:p><w:pPr><w:pStyle w:val="SectionBreak"/>%s</w:pPr></w:p>'


class Placer:
    """Finds the places of new blocks.

    Args:
        fresh: The pieces of the fresh report.
        pieces: Those of the document.
        blocks: The pieces that each block has there.
        new: The tags that are new.
    """

    def __init__(
        self,
        fresh: Sequence[Piece],
        pieces: Sequence[Piece],
        blocks: Mapping[str, tuple[int, ...]],
        new: AbstractSet[str],
    ) -> None:
        self._fresh = fresh
        self._pieces = pieces
        self._blocks = blocks
        self._new = new
        claimed = {item for items in blocks.values() for item in items}
        self._fixed: dict[str, int] = {}
        for position, piece in enumerate(pieces):
            if position not in claimed and (words := words_of(piece.xml)):
                self._fixed.setdefault(words, position)

    def slots(self) -> list[tuple[int, int]]:
        """For each new piece, in the fresh order: before which piece it goes, and its number.

        The break that ends a section goes along when all of the section is new.
        """
        found: list[tuple[int, int]] = []
        slot = 0
        for number, piece in enumerate(self._fresh):
            if piece.tag in self._new and piece.tag:
                slot = self._slot(number, slot)
                found.append((slot, number))
            elif self._ends_new_section(number):
                found.append((slot, number))
        return found

    def _slot(self, number: int, latest: int) -> int:
        breaks = 0
        for position in range(number - 1, -1, -1):
            piece = self._fresh[position]
            if piece.tag and piece.tag in self._new:
                return latest
            anchor = self._anchor(piece)
            if anchor >= 0:
                return self._behind(anchor, breaks)
            breaks += _breaks(piece)
        return self._slot_before(number)

    def _slot_before(self, number: int) -> int:
        for piece in self._fresh[number + 1 :]:
            if piece.tag in self._blocks:
                return self._blocks[piece.tag][0]
            if (words := words_of(piece.xml)) in self._fixed:
                return self._fixed[words]
        return len(self._pieces) - 1

    def _anchor(self, piece: Piece) -> int:
        if piece.tag:
            return self._blocks.get(piece.tag, (-1,))[-1]
        words = words_of(piece.xml)
        return self._fixed.get(words, -1) if words else -1

    def _behind(self, anchor: int, breaks: int) -> int:
        position = anchor
        while breaks and position < len(self._pieces) - 1:
            breaks -= _breaks(self._pieces[position])
            position += bool(breaks)
        return position + 1

    def _ends_new_section(self, number: int) -> bool:
        if not _breaks(self._fresh[number]):
            return False
        blocks = 0
        for piece in reversed(self._fresh[:number]):
            if _breaks(piece):
                break
            if piece.tag not in self._new or not piece.tag:
                return False
            blocks += 1
        return blocks > 0


def _breaks(piece: Piece) -> int:
    """Whether a section ends in a piece; the last section of all ends with the body."""
    return int(piece.name == b"w:p" and SECTION in piece.xml)


def kept_breaks(xml: bytes) -> bytes:
    """The ends of sections in a slice that is taken out, each in a paragraph of its own."""
    return b"".join(_BREAK % found for found in _SECTION.findall(xml)) if SECTION in xml else b""


def without_breaks(xml: bytes) -> bytes:
    """A slice in which no section ends."""
    return _SECTION.sub(b"", xml) if SECTION in xml else xml


def new_break(piece: Piece) -> bytes:
    """The end of a new section; its headers and footers are those of the section before it."""
    return kept_breaks(_REFERENCES.sub(b"", piece.xml))


def emptied_breaks(pieces: Sequence[Piece], made: Sequence[bytes]) -> set[int]:
    """The breaks behind which nothing is left of a section that was not empty before."""
    found: set[int] = set()
    section: list[int] = []
    for position, piece in enumerate(pieces):
        section.append(position)
        if not _breaks(piece):
            continue
        own = section[:-1]
        if own and any(pieces[p].xml for p in own) and not any(made[p].strip() for p in own):
            found.add(position)
        section = []
    return found


def filled_since(fresh: Sequence[Piece], pieces: Sequence[Piece]) -> list[int]:
    """Where a document says that an appendix is empty and the fresh report does not any more."""
    empty = dict(_empty_appendices(fresh))
    has = {piece.tag for piece in fresh}
    return [
        position
        for heading, position in _empty_appendices(pieces)
        if heading in has and heading not in empty
    ]


def _empty_appendices(pieces: Sequence[Piece]) -> Iterator[tuple[str, int]]:
    for position in range(1, len(pieces)):
        heading, piece = pieces[position - 1], pieces[position]
        if heading.tag and piece.name == b"w:p" and words_of(piece.xml) == NOTHING:
            yield heading.tag, position
