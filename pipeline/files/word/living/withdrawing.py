"""Take back what a former run left for the person: its comments and its offered changes.

An offer that was accepted, or that the person wrote into, is theirs: it stays as text.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any, Final
from xml.sax.saxutils import quoteattr

from docx.oxml.ns import qn

from pipeline.files.word.living.body import Piece
from pipeline.files.word.living.fragment import Fragment

_ID: Final = rb'[^>]*?\bw:id="(?:%s)"[^>]*?'
_MARKS: Final = (
    rb"<w:r(?: [^>]*)?>(?:<w:rPr/>|<w:rPr>(?:(?!</w:rPr>).)*</w:rPr>)?"
    rb"<w:commentReference " + _ID + rb"/></w:r>"
    rb"|<w:comment(?:RangeStart|RangeEnd|Reference) " + _ID + rb"/>"
    rb"|<w:comment(?:RangeStart|RangeEnd) " + _ID + rb"></w:comment(?:RangeStart|RangeEnd)>"
)


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """A piece without what we left in it.

    Attributes:
        commented: Whether a comment of ours still stood there, unresolved.
        pending: (old, new) of every offer that was neither accepted nor rejected.
    """

    piece: Piece
    commented: bool = False
    pending: tuple[tuple[str, str], ...] = ()


class Withdrawer:
    """Takes back the marks of one author.

    Args:
        root: Start tag of the document's root.
        author: Under whose name our marks stand.
        comments: Ids of our comments, each with whether a person closed it.
        offered: Every figure that was offered so far, as printed.
    """

    def __init__(
        self, root: bytes, author: str, comments: Mapping[str, bool], offered: Collection[str]
    ) -> None:
        self._root = root
        self._author = author
        self._offered = offered
        self._mark = f"w:author={quoteattr(author)}".encode()
        ids = "|".join(comments).encode()
        pattern = _MARKS.replace(b"%s", ids)
        self._marks = re.compile(pattern, re.DOTALL) if ids else None
        open_ids = "|".join(id_ for id_, closed in comments.items() if not closed).encode()
        self._open = (
            re.compile(rb'<w:commentReference [^>]*?w:id="(?:' + open_ids + rb')"')
            if open_ids
            else None
        )

    def withdrawn(self, piece: Piece) -> Withdrawn:
        """The piece as the person left it."""
        xml, commented = piece.xml, False
        pending: tuple[tuple[str, str], ...] = ()
        if self._marks and b"<w:comment" in xml:
            commented = bool(self._open and self._open.search(xml))
            xml = self._marks.sub(b"", xml)
        if self._mark in xml:
            fragment = Fragment(self._root, xml)
            pending = tuple(self._take_back(fragment.root))
            xml = fragment.xml
        same = xml is piece.xml
        return Withdrawn(piece if same else Piece(piece.name, xml), commented, pending)

    def _take_back(self, root: Any) -> list[tuple[str, str]]:
        pending = []
        for deleted in self._ours(root, "w:del"):
            offered = deleted.getnext()
            if offered is None or offered.tag != qn("w:ins") or not self._is_ours(offered):
                self._half_answered(deleted)
                continue
            old, new = _words(deleted), _words(offered)
            if new in self._offered and not list(offered.iter(qn("w:del"))):
                pending.append((old, new))
                _restore(deleted)
                _parent(offered).remove(offered)
            else:
                _parent(deleted).remove(deleted)
        for accepted in self._ours(root, "w:ins"):
            _unwrap(accepted)
        return pending

    def _half_answered(self, deleted: Any) -> None:
        """The offered figure is gone: text when it was accepted, nothing when it was rejected."""
        follows = deleted.getnext()
        if follows is not None and follows.tag == qn("w:r") and _number_like(_words(follows)):
            _parent(deleted).remove(deleted)
        else:
            _restore(deleted)

    def _ours(self, root: Any, name: str) -> list[Any]:
        return [element for element in root.iter(qn(name)) if self._is_ours(element)]

    def _is_ours(self, element: Any) -> bool:
        return bool(element.get(qn("w:author")) == self._author)


def _number_like(words: str) -> bool:
    return words[:1].isdigit() or words[:1] in {"+", "−", "-", "—"}


def _words(element: Any) -> str:
    return "".join(t.text or "" for t in element.iter(qn("w:t"), qn("w:delText")))


def _restore(deleted: Any) -> None:
    for text in deleted.iter(qn("w:delText")):
        text.tag = qn("w:t")
    _unwrap(deleted)


def _unwrap(element: Any) -> None:
    parent = _parent(element)
    position = parent.index(element)
    for offset, child in enumerate(list(element)):
        parent.insert(position + offset, child)
    parent.remove(element)


def _parent(element: Any) -> Any:
    return element.getparent()
