"""Write a report as Word: an officer's template filled, then the generated blocks put in.

docxtpl fills the simple tags of the template, once. Where content is generated the tag becomes
a marker paragraph, and blocks built as XML take its place afterwards: docxtpl never sees them,
so a value holding ``{{ x }}`` stays text and a long table costs little.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from docx.oxml.ns import qn
from docxtpl import DocxTemplate
from jinja2 import Environment, StrictUndefined

from pipeline.domain.chart import Chart
from pipeline.domain.document import Document, Paragraph, Part, Table
from pipeline.domain.errors import TemplateError
from pipeline.domain.outline import Outline
from pipeline.domain.vietnamese.text import clean
from pipeline.files.atomic import replacing
from pipeline.files.word.docx_charts import PlacedPicture, chart_block, place_pictures
from pipeline.files.word.docx_letterhead import NO_BREAK, fit_letterhead
from pipeline.files.word.docx_parts import Element, paragraph_block, run_xml, words_xml
from pipeline.files.word.docx_recipients import splice_recipients
from pipeline.files.word.docx_sections import (
    appendices_xml,
    numbered_from_one,
    section_break,
    text_width,
)
from pipeline.files.word.docx_splice import save_spliced
from pipeline.files.word.docx_style_ids import renamed_styles, restyle
from pipeline.files.word.docx_tables import table_block
from pipeline.files.word.report_tags import (
    APPENDICES,
    COMPLETENESS,
    RECIPIENTS,
    open_template,
)
from pipeline.files.word.template_check import template_problems

PROVINCE = "tinh"

_HELD_TOGETHER = 40
"""A name of up to so many letters is not parted by a line end."""

_ISSUER = "%"

_MARK = "\ue000{}\ue001"
"""Private-use characters: no value that a person typed looks like a marker."""


def write_report(path: Path, document: Document, template: Path, outline: Outline) -> None:
    """Write ``document`` to ``path`` in the look of ``template``.

    Raises:
        TemplateError: The template is no Word file, lacks a tag, or has one we do not know.
        OutputError: The file cannot be written.
    """
    word = open_template(template)
    _check_tags(word, template, outline)
    parts = {**_section_parts(document, outline), COMPLETENESS: document.completeness}
    markers = {name: _MARK.format(name) for name in (*parts, APPENDICES, RECIPIENTS)}
    fields = _simple_fields(document, outline)
    word.render(fields | markers, _environment(), autoescape=True)
    body, styles = word.docx.element.body, word.docx.styles.element
    places = _find_markers(body, parts)
    if RECIPIENTS in places:
        splice_recipients(places.pop(RECIPIENTS), document.fields[RECIPIENTS])
    renamed = renamed_styles(styles)
    width = text_width(body.find(qn("w:sectPr")))
    fit_letterhead(body, styles, renamed, (fields.get(PROVINCE, ""),), width)
    pictures = place_pictures(word.docx.part, chain.from_iterable(parts.values()))
    made = _blocks(document, outline, parts, _Page(body.find(qn("w:sectPr")), pictures))
    blocks = {name: restyle(xml, renamed) for name, xml in made.items()}
    section = body.find(qn("w:sectPr"))
    body.replace(section, numbered_from_one(section, landscape=False))
    with replacing(path) as temporary:
        save_spliced(word, temporary, places, blocks)


def _check_tags(word: DocxTemplate, template: Path, outline: Outline) -> None:
    problems = template_problems(word, outline)
    if problems:
        lines = "\n".join(f"- {problem.line}." for problem in problems)
        raise TemplateError(f"Mẫu Word {template.name} chưa dùng được:\n{lines}")


def _environment() -> Environment:
    return Environment(autoescape=True, undefined=StrictUndefined)


def _simple_fields(document: Document, outline: Outline) -> dict[str, str]:
    """The values of the simple tags; one that is missing fails in jinja, by its name."""
    values = {name: document.fields[name] for name in outline.fields if name in document.fields}
    return {
        name: " ".join(clean(value).split("\n"))
        for name, value in values.items()
        if isinstance(value, str)
    }


def _section_parts(document: Document, outline: Outline) -> dict[str, tuple[Part, ...]]:
    by_id = {section.id: section.parts for section in document.sections}
    return {section.tag: by_id[section.id] for section in outline.filled}


def _find_markers(body: Element, parts: Iterable[str]) -> dict[str, Element]:
    """The marker paragraph of every generated tag; the check has seen to it that it is one."""
    names = {_MARK.format(name): name for name in (*parts, APPENDICES, RECIPIENTS)}
    texts = (
        ("".join(paragraph.itertext(qn("w:t"))).strip(), paragraph)
        for paragraph in body.iter(qn("w:p"))
    )
    return {names[text]: paragraph for text, paragraph in texts if text in names}


@dataclass(frozen=True, slots=True)
class _Page:
    """What blocks are made for: the page set-up of the body, and the pictures in the file."""

    section: Element
    pictures: Mapping[str, PlacedPicture]

    def parts_xml(self, parts: Iterable[Part]) -> Iterator[bytes]:
        """The XML of paragraphs, tables and charts of the body."""
        width = text_width(self.section)
        for part in parts:
            match part:
                case Paragraph():
                    yield paragraph_block(part).encode()
                case Table():
                    yield from table_block(part, width)
                case Chart():
                    yield chart_block(part, self.pictures, width).encode()


def _blocks(
    document: Document, outline: Outline, parts: Mapping[str, Sequence[Part]], page: _Page
) -> dict[str, Iterable[bytes]]:
    """The XML that takes the place of every marker, made as it is written."""
    blocks: dict[str, Iterable[bytes]] = {name: page.parts_xml(own) for name, own in parts.items()}
    last = parts[outline.filled[-1].tag]
    if last and isinstance(last[-1], Paragraph):
        # The signature follows it, and must not stand alone on a page.
        kept = paragraph_block(last[-1], keep_next=True).encode()
        blocks[outline.filled[-1].tag] = chain(page.parts_xml(last[:-1]), (kept,))
    reference = _reference(document, outline)
    appendices = appendices_xml(document.appendices, reference, page.section)
    return blocks | {APPENDICES: chain((section_break(page.section).encode(),), appendices)}


def _reference(document: Document, outline: Outline) -> str:
    """To which report an appendix belongs; a name that is not long is not parted."""
    fields = _simple_fields(document, outline)
    number = f" số {fields['so']}/{fields['ky_hieu']}" if outline.numbered else ""
    opening = f"(Kèm theo Báo cáo{number} {fields['ngay_thang']} của "
    issuer = words_xml(fields["cum"])
    if len(issuer) <= _HELD_TOGETHER:
        issuer = issuer.replace(" ", NO_BREAK)
    return run_xml(opening) + run_xml(_ISSUER).replace(_ISSUER, f"{issuer})")
