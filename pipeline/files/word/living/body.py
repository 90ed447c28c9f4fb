"""The body of a Word document cut into its pieces, as bytes.

A table of 5,000 rows is one piece that is never parsed: finding the end of a piece takes a few
searches for its closing tag. Word, LibreOffice and WPS all bind ``w`` to the main namespace; a
document that does not is refused.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final
from xml.sax.saxutils import quoteattr, unescape

from pipeline.files.word.living.refusals import DocumentDamagedError

MAIN: Final = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"

PARAGRAPH: Final = b"w:p"
TABLE: Final = b"w:tbl"
CONTROL: Final = b"w:sdt"

_BODY = re.compile(rb"<w:body(?: [^>]*)?>")
_START = re.compile(rb"\s*<([\w:.-]+)((?:\s[^>]*?)?)(/?)>")
_COMMENT = re.compile(rb"\s*<!--.*?-->", re.DOTALL)
_NESTED = re.compile(rb"<w:p(?:\s[^>]*)?(?<!/)>")
_TAG = re.compile(rb'<w:tag w:val="([^"]*)"')
_CATEGORY = re.compile(rb'<w:docPartCategory w:val="([^"]*)"')
_CONTENT = re.compile(rb"<w:sdtContent(?: [^>]*)?(?<!/)>")
_CONTENT_END: Final = b"</w:sdtContent>"
_QUOTES: Final = {"&quot;": '"', "&apos;": "'"}


@dataclass(frozen=True, slots=True)
class Piece:
    """One child of the body."""

    name: bytes
    xml: bytes

    @property
    def tag(self) -> str:
        """The tag of a content control, or its category, which LibreOffice keeps instead."""
        if self.name != CONTROL:
            return ""
        head = self.xml[: max(self.xml.find(b"<w:sdtContent"), 0)]
        found = _TAG.search(head) or _CATEGORY.search(head)
        return unescape(found[1].decode(), _QUOTES) if found else ""

    @property
    def inner(self) -> bytes:
        """What a content control holds; of any other piece, the piece itself."""
        if self.name != CONTROL:
            return self.xml
        start, end = _CONTENT.search(self.xml), self.xml.rfind(_CONTENT_END)
        return self.xml[start.end() : end] if start and end >= 0 else b""


@dataclass(frozen=True, slots=True)
class Body:
    """A main part: what stands before the body's pieces, the pieces, what stands after."""

    head: bytes
    pieces: tuple[Piece, ...]
    tail: bytes


def split_body(part: bytes) -> Body:
    """Cut the main part of a document.

    Raises:
        DocumentDamagedError: It is no main part, or a piece has no end.
    """
    opening = _BODY.search(part, 0, 100_000)
    end = part.rfind(b"</w:body>")
    if opening is None or end < 0 or MAIN not in part[: opening.start()]:
        raise DocumentDamagedError("Tệp Word không có phần thân, hoặc phần thân đã hỏng.")
    pieces = split_pieces(part[opening.end() : end])
    return Body(part[: opening.end()], pieces, part[end:])


def split_pieces(xml: bytes) -> tuple[Piece, ...]:
    """Cut a row of elements into the elements.

    Raises:
        DocumentDamagedError: One of them has no end, or something else stands between them.
    """
    pieces: list[Piece] = []
    position = 0
    while start := _START.match(xml, position) or _COMMENT.match(xml, position):
        name = start[1] if start.re is _START else b""
        closed = not name or bool(start[3])
        position = start.end() if closed else _end(xml, start.end(), name)
        pieces.append(Piece(name, xml[start.start() : position].lstrip()))
    if xml[position:].strip():
        raise DocumentDamagedError("Phần thân của tệp Word có chỗ không đọc được.")
    return tuple(pieces)


def control_within(xml: bytes, tag: str) -> Piece | None:
    """The first control of ``tag`` that stands somewhere inside a slice."""
    mark = quoteattr(tag).encode()
    position = 0
    while mark in xml[position:] and (start := xml.find(b"<w:sdt>", position)) >= 0:
        piece = Piece(CONTROL, xml[start : _end(xml, start + len(b"<w:sdt>"), CONTROL)])
        if piece.tag == tag:
            return piece
        position = start + 1
    return None


def without_controls(xml: bytes, tag: str) -> bytes:
    """A slice without the controls of ``tag`` in it: LibreOffice puts a table's into a cell."""
    while inside := control_within(xml, tag):
        xml = xml.replace(inside.xml, inside.inner)
    return xml


def _end(xml: bytes, position: int, name: bytes) -> int:
    """Where the element ends whose start tag ends at ``position``."""
    closing = b"</" + name + b">"
    depth = 1
    while depth:
        found = xml.find(closing, position)
        if found < 0:
            raise DocumentDamagedError(f"Tệp Word hỏng: thẻ {name.decode()} không có chỗ đóng.")
        depth += _opened(xml, position, found, name) - 1
        position = found + len(closing)
    return position


def _opened(xml: bytes, start: int, end: int, name: bytes) -> int:
    if name == PARAGRAPH:
        return len(_NESTED.findall(xml, start, end))
    opened = xml.count(b"<" + name + b">", start, end)
    if name in (CONTROL, TABLE):  # which never have attributes
        return opened
    return opened + xml.count(b"<" + name + b" ", start, end)
