from __future__ import annotations

import zipfile
from pathlib import Path

import docx
import pytest
from docx.enum.text import WD_COLOR_INDEX
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from pipeline.domain.errors import TemplateError
from pipeline.files.word.final_copy import write_final_copy
from pipeline.files.word.open_points import open_points

OURS = "thidua"
MEMORY = b'<memory xmlns="urn:thidua:memory:1"><block/></memory>'
OTHER = b'<bibliography xmlns="urn:word"/>'
BLOCK = """<w:sdt {}><w:sdtPr><w:tag w:val="a"/></w:sdtPr><w:sdtContent><w:p><w:r><w:t>ngoài
</w:t></w:r><w:sdt><w:sdtPr/><w:sdtContent><w:r><w:t>trong</w:t></w:r></w:sdtContent></w:sdt></w:p>
</w:sdtContent></w:sdt>"""
OFFER = '<w:ins {} w:id="1" w:author="{}"><w:r><w:t>{}</w:t></w:r></w:ins>'


@pytest.fixture
def report(tmp_path: Path) -> Path:
    document = docx.Document()
    body = document.element.body
    body.insert(0, parse_xml(BLOCK.format(nsdecls("w"))))
    run = document.add_paragraph("Câu của người viết.").runs[0]
    document.add_comment(run, text="của máy", author=OURS)
    document.add_comment(run, text="của trưởng phòng", author="Lan")
    yellow = document.add_paragraph("Cần viết thêm").runs[0]
    yellow.font.highlight_color = WD_COLOR_INDEX.YELLOW
    for author, words in ((OURS, "84,7%"), ("Lan", "thêm")):
        document.add_paragraph()._p.append(parse_xml(OFFER.format(nsdecls("w"), author, words)))
    for number, data in enumerate((MEMORY, OTHER), 8):
        name = PackURI(f"/customXml/item{number}.xml")
        part = Part(name, "application/xml", data, document.part.package)
        document.part.relate_to(part, RELATIONSHIP_TYPE.CUSTOM_XML)
    path = tmp_path / "bao-cao.docx"
    document.save(str(path))
    return path


def test_what_is_open_in_a_report_is_named_but_only_what_is_ours(report: Path) -> None:
    points = open_points(report, OURS)
    assert points.comments == ("của máy",)
    assert points.offers == ("84,7%",)
    assert points.placeholders == ("Cần viết thêm",)


def test_a_comment_marked_as_resolved_is_not_open(report: Path) -> None:
    with zipfile.ZipFile(report) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    uses = 'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
    name = "word/comments.xml"
    marked = parts[name].replace(b"<w:p>", f'<w:p {uses} w14:paraId="0000000A">'.encode())
    parts[name] = marked
    parts["word/commentsExtended.xml"] = (
        b'<w15:commentsEx xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml">'
        b'<w15:commentEx w15:paraId="0000000A" w15:done="1"/></w15:commentsEx>'
    )
    with zipfile.ZipFile(report, "w") as package:
        for part, data in parts.items():
            package.writestr(part, data)
    assert marked != parts["word/document.xml"]
    assert open_points(report, OURS).comments == ()


def test_the_final_copy_keeps_every_word_and_drops_controls_and_our_traces(
    report: Path, tmp_path: Path
) -> None:
    target = tmp_path / "chinh-thuc.docx"
    write_final_copy(report, target, OURS)
    before, after = (docx.Document(str(path)) for path in (report, target))
    texts = ["".join(one.element.body.itertext(qn("w:t"))) for one in (before, after)]
    assert texts[0] == texts[1]
    assert list(after.element.body.iter(qn("w:sdt"))) == []
    assert [comment.text for comment in after.comments] == ["của trưởng phòng"]
    marks = list(after.element.body.iter(qn("w:commentReference")))
    assert [mark.get(qn("w:id")) for mark in marks] == ["1"]
    with zipfile.ZipFile(target) as package:
        held = {package.read(name) for name in package.namelist()}
        assert MEMORY not in held
        assert OTHER in held
        assert b"customXml/item8.xml" not in package.read("word/_rels/document.xml.rels")


def test_a_damaged_report_is_told(tmp_path: Path) -> None:
    path = tmp_path / "hong.docx"
    path.write_bytes(b"PK\x03\x04")
    with pytest.raises(TemplateError, match="bị hỏng"):
        open_points(path, OURS)
