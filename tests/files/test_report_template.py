from __future__ import annotations

import re
from pathlib import Path
from zipfile import ZipFile

import docx
import pytest
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docxtpl import DocxTemplate

from pipeline.domain.outline import OutlineLevel
from pipeline.files.word.report_tags import known_tags
from pipeline.files.word.report_template import build_template, levels_of
from tests.files.report_samples import texts, the_outline, the_template

BOTH = pytest.mark.parametrize("name", ["mau-so-1", "mau-so-02"])


@BOTH
def test_the_template_has_a_tag_for_every_section_and_only_known_fields(name: str) -> None:
    tags = DocxTemplate(the_template(name)).get_undeclared_template_variables()
    outline = the_outline(name)
    generated = {section.tag for section in outline.filled} | {"phu_luc", "tinh_hinh_so_lieu"}
    assert generated <= tags <= known_tags(outline)
    assert {"cum", "dia_danh", "ngay_thang", "nhom", "nguoi_ky", "noi_nhan"} <= tags


@BOTH
def test_the_committed_template_is_what_the_outline_builds(name: str, tmp_path: Path) -> None:
    built = tmp_path / "built.docx"
    build_template(built, the_outline(name))
    with ZipFile(built) as now, ZipFile(the_template(name)) as committed:
        for part in ("word/document.xml", "word/styles.xml", "word/numbering.xml"):
            assert now.read(part) == committed.read(part), (
                "run python -m pipeline.files.word.report_template"
            )


def test_building_twice_gives_the_same_bytes(tmp_path: Path) -> None:
    for name in ("a.docx", "b.docx"):
        build_template(tmp_path / name, the_outline())
    assert (tmp_path / "a.docx").read_bytes() == (tmp_path / "b.docx").read_bytes()


@BOTH
def test_the_page_is_a4_with_the_margins_of_the_decree(name: str) -> None:
    section = docx.Document(str(the_template(name))).sections[0]
    lengths = (section.page_width, section.page_height, section.top_margin, section.bottom_margin)
    for length, millimetres in zip(lengths, (210, 297, 20, 20), strict=True):
        assert abs(int(length or 0) - Mm(millimetres)) < Mm(0.1)
    assert Mm(29.9) < int(section.left_margin or 0) < Mm(35.1)
    assert Mm(14.9) < int(section.right_margin or 0) < Mm(20.1)


@BOTH
def test_the_page_number_is_centred_on_top_and_absent_on_the_first_page(name: str) -> None:
    section = docx.Document(str(the_template(name))).sections[0]
    (number,) = section.header.paragraphs
    assert "PAGE" in number._p.xml
    assert number.style is not None
    assert number.style.paragraph_format.alignment == WD_ALIGN_PARAGRAPH.CENTER
    assert section.different_first_page_header_footer
    assert "PAGE" not in section.first_page_header.paragraphs[0]._p.xml


@BOTH
def test_body_text_is_times_14_justified_indented_and_spaced(name: str) -> None:
    word = docx.Document(str(the_template(name)))
    style = word.styles["Body Text"]
    defaults = word.styles.element.find(f"{qn('w:docDefaults')}//{qn('w:rPr')}")
    assert defaults.find(qn("w:rFonts")).get(qn("w:ascii")) == "Times New Roman"
    assert defaults.find(qn("w:sz")).get(qn("w:val")) == "28"
    layout = style.paragraph_format
    assert layout.alignment == WD_ALIGN_PARAGRAPH.JUSTIFY
    assert abs(int(layout.first_line_indent or 0) - Mm(12.7)) < Mm(0.1)
    assert int(layout.space_before or 0) >= Pt(6)


@BOTH
def test_headings_are_real_heading_styles_in_black_times(name: str) -> None:
    word = docx.Document(str(the_template(name)))
    outline = the_outline(name)
    headings = [p for p in word.paragraphs if p.style and p.style.name.startswith("Heading")]
    assert [h.text for h in headings] == [section.heading for section in outline.sections]
    for rank, level in enumerate(levels_of(outline), 1):
        font = word.styles[f"Heading {rank}"].font
        assert font.size in (Pt(13), Pt(14))
        bold = level not in (OutlineLevel.LETTER, OutlineLevel.ITEM)
        assert bool(font.bold) is bold
        assert font.name in (None, "Times New Roman")
        assert font.color.rgb is None


@BOTH
def test_rules_are_drawn_and_nothing_is_spaced_with_underscores_or_line_characters(
    name: str,
) -> None:
    body = docx.Document(str(the_template(name))).element.body
    assert not re.search("_{3}|[─━—]{2}|\\.{4}", " ".join(texts(body)))
    assert len(list(body.iter(qn("w:pBdr")))) == 3


@BOTH
def test_the_letterhead_is_a_borderless_table_of_two_columns(name: str) -> None:
    word = docx.Document(str(the_template(name)))
    table = word.tables[0]
    assert len(table.columns) == 2
    assert not list(table._tbl.iter(qn("w:tblBorders")))
    left, right = (cell.text for cell in table.rows[0].cells)
    assert right.split("\n")[:2] == [
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
    ]
    assert "{{ cum }}" in left
    assert ("{{ ky_hieu }}" in table.rows[1].cells[0].text) is the_outline(name).numbered


@BOTH
def test_the_signature_block_names_recipients_office_and_signer(name: str) -> None:
    table = docx.Document(str(the_template(name))).tables[-1]
    left, right = (cell.text for cell in table.rows[0].cells)
    assert left == "Nơi nhận:\n{{ noi_nhan }}"
    assert right == "TM. {{ nhom }} thi đua\nTrưởng {{ nhom }}\n{{ nguoi_ky }}"
