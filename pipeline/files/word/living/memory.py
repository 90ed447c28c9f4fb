"""What we wrote in each block, kept in the document itself as a custom XML part.

Word and LibreOffice keep such a part when they save. It is plain to read: an element a block,
with its words, their hash, and its figures, the codes beside what was printed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final
from xml.etree import ElementTree
from xml.sax.saxutils import escape, quoteattr

from pipeline.domain.chart import Chart
from pipeline.domain.document import Document, Paragraph, Part, Table
from pipeline.domain.figures import Figure, figure_code
from pipeline.domain.living import Memory
from pipeline.domain.printing import print_cell, print_figure
from pipeline.files.word.docx_parts import block_tag
from pipeline.files.word.living.body import Body, split_body
from pipeline.files.word.living.package import custom_part, read_parts
from pipeline.files.word.living.words import LONG, PLAIN, digest, look_of, normal, tokens, words_of

NAMESPACE: Final = "urn:thidua:memory:1"
STORE: Final = "{7C5D6A60-43B4-4E7B-9C1E-7A4D1DD0A5B1}"
"""The id of our part in the document's data store; one a document, so it never changes."""

_BETWEEN: Final = "|"


def recall(path: Path) -> tuple[Memory, ...]:
    """What a document remembers; () when it is not ours or lost its memory.

    Raises:
        NotUpdatedError: It is open, locked or damaged.
    """
    return recalled(read_parts(path))


def recalled(parts: Mapping[str, bytes]) -> tuple[Memory, ...]:
    """What is remembered in the parts of a document."""
    kept = custom_part(parts, NAMESPACE)
    try:
        return memories_of(parts[kept]) if kept else ()
    except (ElementTree.ParseError, ValueError, LookupError):
        return ()


def memories_of(xml: bytes) -> tuple[Memory, ...]:
    """The blocks remembered in one XML text; a block whose words were altered is left out.

    Raises:
        ElementTree.ParseError: It is no XML.
        ValueError: It is none of ours.
    """
    root = ElementTree.fromstring(xml)
    if root.tag != f"{{{NAMESPACE}}}memory":
        raise ValueError(root.tag)
    return tuple(_memory(block) for block in root if _is_whole(block))


def _is_whole(block: ElementTree.Element) -> bool:
    return block.get("hash") == digest(_text(block, "text"))


def _memory(block: ElementTree.Element) -> Memory:
    """Figures come by ten thousands, so each of their lists is cut in one go."""
    return Memory(
        block.attrib["tag"],
        _text(block, "text"),
        _pairs(block, "figures"),
        tuple(map(int, block.get("places", "").split())),
        block.get("look", ""),
        _pairs(block, "told"),
    )


def _pairs(block: ElementTree.Element, name: str) -> tuple[tuple[str, str], ...]:
    element = block.find(f"{{{NAMESPACE}}}{name}")
    if element is None:
        return ()
    codes = element.attrib["codes"].split(_BETWEEN)
    return tuple(zip(codes, (element.text or "").split(_BETWEEN), strict=True))


def _text(block: ElementTree.Element, name: str) -> str:
    return block.findtext(f"{{{NAMESPACE}}}{name}") or ""


def memory_xml(memories: Iterable[Memory]) -> bytes:
    """The custom XML part; also fit to be kept as a copy outside the document."""
    blocks = "".join(map(_block_xml, memories))
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<memory xmlns="{NAMESPACE}">{blocks}</memory>'
    ).encode()


def _block_xml(memory: Memory) -> str:
    places = f' places="{" ".join(map(str, memory.places))}"' if memory.places else ""
    return (
        f"<block tag={quoteattr(memory.block)} look={quoteattr(memory.look)}{places}"
        f' hash="{digest(memory.text)}"><text xml:space="preserve">{escape(memory.text)}</text>'
        f"{_pairs_xml('figures', memory.figures)}{_pairs_xml('told', memory.told)}</block>"
    )


def _pairs_xml(name: str, pairs: Sequence[tuple[str, str]]) -> str:
    if not pairs:
        return ""
    codes, texts = zip(*pairs, strict=True)
    return f'<{name} codes="{_BETWEEN.join(codes)}">{escape(_BETWEEN.join(texts))}</{name}>'


def remember(part: bytes, document: Document) -> tuple[Memory, ...]:
    """What stands in every block of a main part that was just written from ``document``."""
    return tuple(remembered(split_body(part), figures_by_block(document)))


def remembered(body: Body, figures: Mapping[str, Memory]) -> Iterator[Memory]:
    """What stands in every block of a body; ``figures`` by tag."""
    for piece in body.pieces:
        if tag := piece.tag:
            words = words_of(piece.xml)
            look = PLAIN if len(words) > LONG else look_of(piece.inner, words)
            yield replace(figures.get(tag, Memory(tag, "")), text=words, look=look)


def figures_by_block(document: Document) -> dict[str, Memory]:
    """The figures of every block that prints some, by tag, the words left open."""
    parts = [part for section in document.sections for part in section.parts]
    parts += [table for appendix in document.appendices for table in appendix.tables]
    parts += document.completeness
    return {block_tag(part.id): _figures(part) for part in parts}


def _figures(part: Part) -> Memory:
    tag = block_tag(part.id)
    match part:
        case Paragraph():
            return _sentence(tag, part)
        case Chart():
            drawn = ((figure_code(one.id), print_figure(one)) for one in part.figures)
            return Memory(tag, "", tuple(drawn))
        case Table():
            return Memory(tag, "", tuple(_cells(part)))


def _sentence(tag: str, paragraph: Paragraph) -> Memory:
    """A figure's place is told by the like numbers before it, however blanks are changed."""
    figures, places, before = [], [], ""
    for inline in paragraph.inlines:
        figure = getattr(inline, "figure", None)
        if isinstance(figure, Figure):
            printed = normal(inline.text)
            figures.append((figure_code(figure.id), printed))
            places.append(tokens(before).count(printed))
        before += inline.text
    return Memory(tag, "", tuple(figures), tuple(places))


def _cells(table: Table) -> Iterator[tuple[str, str]]:
    fills = {column.key: column.fill for column in table.columns}
    for row in table.rows:
        for key, cell in row.cells.items():
            if isinstance(cell, Figure) and key in fills:
                yield figure_code(cell.id), print_cell(cell, fills[key])
