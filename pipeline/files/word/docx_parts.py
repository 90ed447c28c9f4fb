"""WordprocessingML of paragraphs, and the content control around every generated block.

Blocks are built as text: through python-docx, cell by cell, a long table takes minutes. All
words of the report pass through ``words_xml``, which cleans and escapes them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import TypeAlias
from xml.sax.saxutils import escape, quoteattr

from docx.oxml.xmlchemy import BaseOxmlElement

from pipeline.domain.document import Inline, Look, Paragraph, Text
from pipeline.domain.vietnamese.text import clean

Element: TypeAlias = BaseOxmlElement

TAG_LENGTH = 64
"""Word refuses a longer tag of a content control."""

STYLES = {
    Look.BODY: "BodyText",
    Look.ITEM: "DashItem",
    Look.NOTE: "ReportNote",
    Look.SUBHEADING: "Subheading",
    Look.PLACEHOLDER: "Placeholder",
}
"""The template's style of each look, by style id."""

_DASHES = ("- ", "– ", "+ ")
_HIGHLIGHT = '<w:highlight w:val="yellow"/>'


def block_tag(block_id: str) -> str:
    """The tag of a block's content control: its id, shortened with a hash when too long."""
    if len(block_id) <= TAG_LENGTH:
        return block_id
    digest = hashlib.sha256(block_id.encode()).hexdigest()[:16]
    return f"{block_id[: TAG_LENGTH - 17]}-{digest}"


def control_xml(block_id: str, content: str) -> str:
    """A block-level content control, by which a later run finds the block again.

    LibreOffice forgets the tag, and the formatting of runs in a plain control; it keeps both in
    a control of a document part, so the tag is given as the part's category as well.
    """
    tag = quoteattr(block_tag(block_id))
    return (
        f"<w:sdt><w:sdtPr><w:tag w:val={tag}/><w:docPartObj>"
        f'<w:docPartGallery w:val="AutoText"/><w:docPartCategory w:val={tag}/>'
        f"</w:docPartObj></w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>"
    )


def paragraph_xml(style: str, runs: str, properties: str = "") -> str:
    """One paragraph; ``properties`` are the elements of ``w:pPr`` after the style."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{properties}</w:pPr>{runs}</w:p>'


def run_xml(text: str, properties: str = "") -> str:
    """One run of words; a line end in them becomes a line break."""
    marks = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{marks}<w:t xml:space="preserve">{words_xml(text)}</w:t></w:r>'


def words_xml(text: str) -> str:
    """The words inside the ``w:t`` of a run, cleaned and escaped."""
    return '</w:t><w:br/><w:t xml:space="preserve">'.join(
        escape(line) for line in clean_words(text).split("\n")
    )


def clean_words(text: str) -> str:
    """The words cleaned, with the blanks at both ends that part them from their neighbours."""
    if text.isascii() and text.isprintable() and "_" not in text:
        return text  # nothing that ``clean`` would touch; half the time of a long table
    return clean(f"|{text}|")[1:-1]


def paragraph_block(paragraph: Paragraph, *, keep_next: bool = False) -> str:
    """A paragraph of the report in its content control; a line end in it starts a new one."""
    style = STYLES[paragraph.look]
    marks = _HIGHLIGHT if paragraph.look is Look.PLACEHOLDER else ""
    lines = list(_lines(paragraph.inlines))
    if paragraph.look is Look.ITEM and lines:
        lines[0] = _without_dash(lines[0])
    properties = "<w:keepNext/>" * keep_next
    content = "".join(
        paragraph_xml(style, "".join(_inline_xml(text, marks) for text in line), properties)
        for line in lines
    )
    return control_xml(paragraph.id, content or paragraph_xml(style, ""))


def _lines(inlines: Iterable[Inline]) -> Iterator[list[Text]]:
    """The inlines cut at line ends; blank lines are dropped."""
    pieces: list[tuple[int, Text]] = []
    number = 0
    for inline in inlines:
        for position, words in enumerate(clean_words(inline.text).split("\n")):
            number += position > 0
            bold, italic = (
                (inline.bold, inline.italic) if isinstance(inline, Text) else (False,) * 2
            )
            pieces.append((number, Text(words, bold, italic)))
    for _, line in groupby(pieces, key=lambda piece: piece[0]):
        texts = [text for _, text in line if text.text]
        if any(text.text.strip() for text in texts):
            yield texts


def _without_dash(line: list[Text]) -> list[Text]:
    """The list style draws the dash; one written in the words would come twice."""
    first, *others = line
    words = first.text.lstrip()
    if not words.startswith(_DASHES):
        return line
    return [Text(words[2:].lstrip(), first.bold, first.italic), *others]


def _inline_xml(text: Text, marks: str) -> str:
    return run_xml(text.text, f"{'<w:b/>' * text.bold}{'<w:i/>' * text.italic}{marks}")
