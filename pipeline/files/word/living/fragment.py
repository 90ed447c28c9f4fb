"""A short slice of a document as a tree, and back: only what a person edited is ever parsed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

from docx.oxml.ns import qn
from lxml import etree

from pipeline.files.word.living.refusals import DocumentDamagedError

_ROOT = re.compile(rb"<(?!\?|!)[^>]*>")
_NAME: Final = b"</w:document>"
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)


def root_tag(head: bytes) -> bytes:
    """The start tag of the main part's root, which declares its namespaces."""
    found = _ROOT.search(head)
    if found is None:
        raise DocumentDamagedError("Phần thân của tệp Word đã hỏng.")
    return found[0]


class Fragment:
    """Pieces of a body under their root's namespaces."""

    def __init__(self, root: bytes, xml: bytes) -> None:
        try:
            self.root: Any = etree.fromstring(root + xml + _NAME, _PARSER)
        except etree.XMLSyntaxError as error:
            raise DocumentDamagedError("Phần thân của tệp Word có chỗ không đọc được.") from error

    @property
    def xml(self) -> bytes:
        """The pieces as bytes, without the namespaces that their root declares."""
        whole: bytes = etree.tostring(self.root, encoding="UTF-8")
        start = _ROOT.search(whole)
        assert start is not None
        return whole[start.end() : whole.rfind(b"</")]

    def paragraphs(self) -> Iterator[Any]:
        """The paragraphs, without those of text boxes."""
        for paragraph in self.root.iter(qn("w:p")):
            if next(paragraph.iterancestors(qn("w:txbxContent")), None) is None:
                yield paragraph


def letters(paragraph: Any) -> list[tuple[Any, str]]:
    """The ``w:t`` of a paragraph as read, each with its words; a break is a blank of its own."""
    pieces: list[tuple[Any, str]] = []
    for element in paragraph.iter(qn("w:t"), qn("w:br"), qn("w:tab"), qn("w:noBreakHyphen")):
        if element.getparent().tag != qn("w:r") or _outer(element) is not paragraph:
            continue
        if element.tag == qn("w:t"):
            pieces.append((element, element.text or ""))
        else:
            pieces.append((element, "-" if element.tag == qn("w:noBreakHyphen") else " "))
    return pieces


def _outer(element: Any) -> Any:
    return next(element.iterancestors(qn("w:p")))
