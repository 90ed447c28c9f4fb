"""Word sections: the body stays portrait, each appendix gets pages and page numbers of its own.

The template's own page set-up is the model: an officer who changes a margin or the header
there changes it on every page.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from copy import deepcopy

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from pipeline.domain.document import Appendix
from pipeline.files.word.docx_parts import (
    Element,
    control_xml,
    paragraph_xml,
    run_xml,
)
from pipeline.files.word.docx_tables import table_block

APPENDIX_STYLE = "AppendixNumber"
TITLE_STYLE = "AppendixTitle"
REFERENCE_STYLE = "AppendixReference"
BREAK_STYLE = "SectionBreak"
NOTHING = "Chưa có số liệu được báo cáo."

_ROMAN = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
_BEFORE_NUMBERING = ("w:footnotePr", "w:endnotePr", "w:type", "w:pgSz", "w:pgMar", "w:paperSrc")
_ALSO_BEFORE = ("w:headerReference", "w:footerReference", "w:pgBorders", "w:lnNumType")


def roman(number: int) -> str:
    """The number of an appendix as printed.

    >>> roman(4), roman(12)
    ('IV', 'XII')
    """
    text = ""
    for value, letters in _ROMAN:
        count, number = divmod(number, value)
        text += letters * count
    return text


def text_width(section: Element) -> int:
    """The width between the margins, in twips."""
    size, margins = section.find(qn("w:pgSz")), section.find(qn("w:pgMar"))
    return _twips(size, "w:w") - _twips(margins, "w:left") - _twips(margins, "w:right")


def numbered_from_one(section: Element, *, landscape: bool) -> Element:
    """A copy of the template's section for pages of their own, beginning with page 1."""
    copy = deepcopy(section)
    for old in copy.findall(qn("w:type")) + copy.findall(qn("w:pgNumType")):
        copy.remove(old)
    if landscape:
        _turn(copy.find(qn("w:pgSz")))
    numbering = OxmlElement("w:pgNumType")
    numbering.set(qn("w:start"), "1")
    _put_after(copy, numbering)
    return copy


def section_break(section: Element) -> str:
    """The paragraph that ends a section; it takes no visible room."""
    return paragraph_xml(BREAK_STYLE, "", section.xml)


def appendices_xml(
    appendices: Iterable[Appendix], reference: str, section: Element
) -> Iterator[bytes]:
    """All appendices, each with its own section; ``reference``: runs that name the report."""
    for appendix in appendices:
        own = numbered_from_one(section, landscape=appendix.landscape)
        yield from _appendix_xml(appendix, reference, text_width(own))
        yield section_break(own).encode()


def _appendix_xml(appendix: Appendix, reference: str, width: int) -> Iterator[bytes]:
    heading = (
        paragraph_xml(APPENDIX_STYLE, run_xml(f"Phụ lục {roman(appendix.number)}"))
        + paragraph_xml(TITLE_STYLE, run_xml(appendix.title))
        + paragraph_xml(REFERENCE_STYLE, reference)
    )
    yield control_xml(f"{appendix.id}.heading", heading).encode()
    for table in appendix.tables:
        yield from table_block(table, width)
    if not appendix.tables:
        yield paragraph_xml("ReportNote", run_xml(NOTHING)).encode()


def _turn(size: Element) -> None:
    width, height = size.get(qn("w:w")), size.get(qn("w:h"))
    size.set(qn("w:w"), height)
    size.set(qn("w:h"), width)
    size.set(qn("w:orient"), "landscape")


def _put_after(section: Element, numbering: Element) -> None:
    """``w:pgNumType`` has its place in the schema; Word refuses it elsewhere."""
    before = {qn(name) for name in (*_BEFORE_NUMBERING, *_ALSO_BEFORE)}
    position = sum(1 for child in section if child.tag in before)
    section.insert(position, numbering)


def _twips(element: Element, name: str) -> int:
    return int(element.get(qn(name)))
