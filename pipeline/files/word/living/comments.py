"""The comments of a document: ours are taken out and put in, a person's are never touched."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime
from typing import Final
from xml.sax.saxutils import quoteattr

from pipeline.files.word.docx_parts import run_xml
from pipeline.files.word.living.body import MAIN
from pipeline.files.word.living.package import (
    OFFICE,
    add_relationship,
    add_type,
    related,
    with_last,
)

_PART: Final = "word/comments.xml"
_TYPE: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_COMMENT = re.compile(rb"<w:comment (?:(?!</w:comment>).)*</w:comment>", re.DOTALL)
_ID = re.compile(rb'\bw:id="(\d+)"')
_AUTHOR = re.compile(rb'\bw:author="([^"]*)"')
_PARAGRAPH_ID = re.compile(rb'\bw14:paraId="(\w+)"')
_EXTENDED: Final = ("word/commentsExtended.xml", "word/commentsIds.xml")
_ABOUT: Final = rb'<w(?:15:commentEx|16cid:commentId) [^>]*?:paraId="(?:%s)"[^>]*/>'
_CLOSED: Final = rb'<w15:commentEx (?=[^>]*?w15:done="1")[^>]*?w15:paraId="(\w+)"'
_ANSWERS: Final = rb' w15:paraIdParent="(?:%s)"'


class Comments:
    """The comments part of a document, changed in place among its parts."""

    def __init__(self, parts: dict[str, bytes], author: str, now: datetime) -> None:
        self._parts = parts
        self._author = author
        self.date = f"{now:%Y-%m-%dT%H:%M:%S}Z"
        self._name = related(parts, "comments")
        if self._name not in parts:
            self._name = ""
        taken = _ID.findall(parts[self._name]) if self._name else []
        self._next = max(map(int, taken), default=0) + 1
        self._made: list[str] = []

    def withdraw(self) -> dict[str, bool]:
        """Take our comments out; their ids, each with whether a person closed it."""
        if not self._name:
            return {}
        whole = self._parts[self._name]
        ours = [c for c in _COMMENT.findall(whole) if self._is_ours(c)]
        closed = set(re.findall(_CLOSED, self._parts.get(_EXTENDED[0], b"")))
        found: dict[str, bool] = {}
        paragraphs: list[bytes] = []
        for comment in ours:
            own = _PARAGRAPH_ID.findall(comment)
            paragraphs += own
            id_ = _ID.search(comment)
            if id_:
                found[id_[1].decode()] = bool(closed & set(own))
            whole = whole.replace(comment, b"")
        self._parts[self._name] = whole
        self._forget(paragraphs)
        return found

    def _is_ours(self, comment: bytes) -> bool:
        author = _AUTHOR.search(comment)
        return author is not None and author[1].decode() == quoteattr(self._author)[1:-1]

    def _forget(self, paragraphs: Sequence[bytes]) -> None:
        """What Word keeps about a comment elsewhere goes with it; an answer to it stands alone."""
        ids = b"|".join(paragraphs)
        for name in _EXTENDED:
            if ids and name in self._parts:
                kept = re.sub(_ABOUT.replace(b"%s", ids), b"", self._parts[name])
                self._parts[name] = re.sub(_ANSWERS.replace(b"%s", ids), b"", kept)

    def add(self, lines: Sequence[str]) -> str:
        """A new comment, a paragraph a line; its id."""
        id_ = str(self._next)
        self._next += 1
        first, *others = lines
        mark = "<w:r><w:annotationRef/></w:r>"
        paragraphs = f"<w:p>{mark}{run_xml(first)}</w:p>" + "".join(
            f"<w:p>{run_xml(line)}</w:p>" for line in others
        )
        self._made.append(
            f'<w:comment w:id="{id_}" w:author={quoteattr(self._author)} w:date="{self.date}"'
            f' w:initials="TĐ">{paragraphs}</w:comment>'
        )
        return id_

    def save(self) -> None:
        """Put the new comments into the part, which is made when there is none."""
        if not self._made:
            return
        if not self._name:
            self._name = _PART
            add_type(self._parts, _PART, _TYPE)
            add_relationship(self._parts, f"{OFFICE}/comments", "comments.xml")
            root = b'<w:comments xmlns:w="' + MAIN + b'"></w:comments>'
            declaration = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
            self._parts[_PART] = declaration + root
        made = "".join(self._made).encode()
        self._parts[self._name] = with_last(self._parts[self._name], made)


def range_start(id_: str) -> str:
    """Where the words begin that a comment is about."""
    return f'<w:commentRangeStart w:id="{id_}"/>'


def range_end(id_: str) -> str:
    """Where they end, with the mark by which Word shows the comment."""
    return f'<w:commentRangeEnd w:id="{id_}"/><w:r><w:commentReference w:id="{id_}"/></w:r>'
