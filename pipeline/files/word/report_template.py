"""Build the default Word template of a report from its outline (``mau-so-1.toml`` → ``.docx``).

Run ``python -m pipeline.files.word.report_template`` after changing an outline. The templates are
plain Word files afterwards: an officer may restyle and reword them, as long as the tags stay.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import docx
from docx.document import Document as WordDocument
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Twips

from pipeline.domain.outline import Outline, OutlineLevel, OutlineSection
from pipeline.files.atomic import write_bytes
from pipeline.files.templates.phrases import PHRASES_FILE
from pipeline.files.templates.settings import templates_folder
from pipeline.files.word.docx_parts import Element, paragraph_xml, run_xml
from pipeline.files.word.outline import load_outline
from pipeline.files.word.report_tags import APPENDICES, COMPLETENESS
from pipeline.files.word.template_letterhead import letterhead_xml, signature_xml, title_xml
from pipeline.files.word.template_styles import NUMBERING_XML, styles_xml

_EPOCH = datetime(2026, 1, 1)  # noqa: DTZ001 - Word keeps no time zone here
_ZIP_EPOCH = (2026, 1, 1, 0, 0, 0)
_LEFTOVERS = ("/thumbnail", "/stylesWithEffects", "/customXml")
"""What python-docx's own empty document brings along and no report needs."""

_PAGE_FIELD = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
    '<w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>2</w:t></w:r>'
    '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
)


def build_template(path: Path, outline: Outline) -> None:
    """Write the Word template of an outline."""
    word = docx.Document()
    levels = levels_of(outline)
    _replace_children(word.styles.element, styles_xml(levels))
    _replace_children(word.part.numbering_part.element, NUMBERING_XML)
    _set_page(word)
    _describe(word, outline)
    _fill_body(word, _body_xml(outline, levels))
    write_bytes(path, _packed(word))


def levels_of(outline: Outline) -> tuple[OutlineLevel, ...]:
    """The levels an outline uses, highest first: they become Heading 1, 2, 3."""
    used = {section.level for section in outline.sections}
    return tuple(level for level in OutlineLevel if level in used)


def _body_xml(outline: Outline, levels: Sequence[OutlineLevel]) -> str:
    sections = "".join(_section_xml(section, levels) for section in outline.sections)
    appendices = paragraph_xml("BodyText", run_xml(_tag(APPENDICES)))
    completeness = (
        paragraph_xml("AppendixTitle", run_xml("Tình hình số liệu của báo cáo"))
        + paragraph_xml("AppendixReference", run_xml("(Trang theo dõi, không thuộc báo cáo)"))
        + paragraph_xml("BodyText", run_xml(_tag(COMPLETENESS)))
    )
    return (
        letterhead_xml(outline)
        + title_xml(outline)
        + sections
        + signature_xml()
        + appendices
        + completeness
    )


def _section_xml(section: OutlineSection, levels: Sequence[OutlineLevel]) -> str:
    style = f"Heading{levels.index(section.level) + 1}"
    first, *others = section.heading.split("\n")
    runs = run_xml(first) + "".join(
        "<w:r><w:br/></w:r>" + run_xml(line, "<w:caps/>") for line in others
    )
    content = paragraph_xml("BodyText", run_xml(_tag(section.tag))) if section.content else ""
    return paragraph_xml(style, runs) + content


def _tag(name: str) -> str:
    return f"{{{{ {name} }}}}"


def _parsed(xml: str) -> list[Element]:
    return list(parse_xml(f"<w:body {nsdecls('w', 'r')}>{xml}</w:body>"))


def _replace_children(element: Element, xml: str) -> None:
    element[:] = _parsed(xml)


def _fill_body(word: WordDocument, xml: str) -> None:
    body = word.element.body
    section = body.find(qn("w:sectPr"))
    body[:] = [*_parsed(xml), section]


def _set_page(word: WordDocument) -> None:
    """A4, margins and page number of Nghị định 30/2020: centred on top, not on page 1."""
    section = word.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin = section.bottom_margin = Mm(20)
    section.left_margin, section.right_margin = Mm(30), Twips(851)  # 15 mm, not a hair less
    section.header_distance = section.footer_distance = Mm(10)
    section.different_first_page_header_footer = True
    header = section.header
    header.is_linked_to_previous = False
    header._element[:] = _parsed(paragraph_xml("header", _PAGE_FIELD))
    first = section.first_page_header
    first.is_linked_to_previous = False
    first._element[:] = _parsed(paragraph_xml("header", ""))


def _describe(word: WordDocument, outline: Outline) -> None:
    properties = word.core_properties
    properties.title = f"Báo cáo theo {outline.name}"
    properties.author = properties.last_modified_by = "thidua"
    properties.comments = properties.keywords = ""
    properties.language = "vi-VN"
    properties.created = properties.modified = _EPOCH
    for relations in (word.part.package.rels, word.part.rels):
        for key in [k for k, rel in relations.items() if rel.reltype.endswith(_LEFTOVERS)]:
            del relations[key]
    compatibility = word.settings.element.find(qn("w:compat"))
    for setting in compatibility.iter(qn("w:compatSetting")):
        if setting.get(qn("w:name")) == "compatibilityMode":
            setting.set(qn("w:val"), "15")


def _packed(word: WordDocument) -> bytes:
    """The file's bytes; the same outline gives the same ones, whatever the day."""
    saved, packed = BytesIO(), BytesIO()
    word.save(saved)
    with ZipFile(saved) as source, ZipFile(packed, "w", ZIP_DEFLATED) as target:
        for name in source.namelist():
            member = ZipInfo(name, _ZIP_EPOCH)
            member.compress_type = ZIP_DEFLATED
            target.writestr(member, source.read(name))
    return packed.getvalue()


def main() -> None:
    """Build the templates of all outlines, beside them."""
    for path in sorted((templates_folder() / "reports").glob("*.toml")):
        if path.name != PHRASES_FILE:
            build_template(path.with_suffix(".docx"), load_outline(path))


if __name__ == "__main__":
    main()
