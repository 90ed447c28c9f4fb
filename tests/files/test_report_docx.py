from __future__ import annotations

import unicodedata
from dataclasses import replace
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn

from pipeline.domain.document import (
    Appendix,
    Document,
    Look,
    Part,
    RowKind,
    Section,
    Table,
    TableColumn,
    TableRow,
)
from pipeline.files.word.docx_parts import TAG_LENGTH, block_tag
from pipeline.files.word.report_docx import write_report
from tests.files import report_samples as samples
from tests.files.report_samples import a_document, a_paragraph, control, texts

CLAUSE = "1.II.1"
FORBIDDEN = "A & B < C > D “x” {{ x }} {% if %} =1+1"


def written(tmp_path: Path, *parts: Part, appendices: tuple[Appendix, ...] = ()) -> Path:
    outline = samples.the_outline()
    document = a_document(outline, *parts, at=CLAUSE, appendices=appendices)
    return write(tmp_path, document)


def write(tmp_path: Path, document: Document, name: str = "mau-so-1") -> Path:
    path = tmp_path / "bao-cao.docx"
    write_report(path, document, samples.the_template(name), samples.the_outline(name))
    return path


def sections_of(path: Path) -> list[Any]:
    return list(docx.Document(str(path)).sections)


@pytest.mark.parametrize("name", ["mau-so-1", "mau-so-02"])
def test_every_tag_is_filled_and_headings_carry_the_campaigns_words(
    name: str, tmp_path: Path
) -> None:
    path = write(tmp_path, a_document(samples.the_outline(name)), name)
    words = "\n".join(texts(samples.body_of(path)))
    assert "{{" not in words
    assert "\ue000" not in words
    assert "phương hướng, nhiệm vụ năm 2026" in words
    assert "Cụm thi đua số 3 các sở, ngành" in words
    assert "Lạng Sơn, ngày … tháng … năm 2025" in words
    assert "Số: …/BC-CTĐ" in words


def test_content_stands_under_its_own_heading(tmp_path: Path) -> None:
    words = texts(samples.body_of(written(tmp_path, a_paragraph("Nội dung riêng."))))
    position = words.index("Nội dung riêng.")
    assert words[position - 1].startswith("1. Công tác lãnh đạo, chỉ đạo")


def test_the_same_words_come_out_that_went_in(tmp_path: Path) -> None:
    path = written(tmp_path, a_paragraph(FORBIDDEN))
    assert texts(control(path, "p")) == [FORBIDDEN]


def test_forbidden_characters_in_fields_tables_and_titles_stay_text(tmp_path: Path) -> None:
    column = TableColumn("a", FORBIDDEN, group=FORBIDDEN)
    table = Table("t", FORBIDDEN, (column,), (TableRow(RowKind.DATA, {"a": FORBIDDEN}),))
    document = a_document(samples.the_outline(), table, at=CLAUSE)
    document = replace(document, fields={**document.fields, "cum": FORBIDDEN})
    path = write(tmp_path, document)
    assert texts(control(path, "t")) == [FORBIDDEN] * 4
    assert FORBIDDEN in texts(samples.body_of(path))


def test_decomposed_letters_are_composed_and_control_characters_dropped(tmp_path: Path) -> None:
    typed = unicodedata.normalize("NFD", "Sở Nội vụ Hòa Bình") + "\x07\ud800 xong"
    assert texts(control(written(tmp_path, a_paragraph(typed)), "p")) == ["Sở Nội vụ Hòa Bình xong"]


@pytest.mark.parametrize("typed", ["Plan_X0007_ A_X000D_", "Plan_x0007_ A_x000d_"])
def test_a_control_character_escaped_in_either_case_is_dropped(typed: str, tmp_path: Path) -> None:
    assert texts(control(written(tmp_path, a_paragraph(typed)), "p")) == ["Plan A"]


def test_a_very_long_answer_comes_out_whole(tmp_path: Path) -> None:
    answer = ("Đơn vị đã hoàn thành tốt nhiệm vụ được giao. " * 700)[:30000].strip()
    assert texts(control(written(tmp_path, a_paragraph(answer)), "p")) == [answer]


def test_a_line_end_in_an_answer_starts_a_new_paragraph_of_the_same_block(tmp_path: Path) -> None:
    path = written(tmp_path, a_paragraph("Dòng một.\r\n\r\nDòng hai.\nDòng ba."))
    assert texts(control(path, "p")) == ["Dòng một.", "Dòng hai.", "Dòng ba."]


def test_words_and_figures_of_a_sentence_keep_their_spaces_and_emphasis(tmp_path: Path) -> None:
    block = control(written(tmp_path, samples.a_sentence()), "sentence.awards")
    assert texts(block) == ["Toàn cụm có 1.234 lượt khen, tăng 12,5% so với năm trước."]
    (bold,) = (
        run for run in block.iter(qn("w:r")) if run.find(f"{qn('w:rPr')}/{qn('w:b')}") is not None
    )
    assert "".join(bold.itertext(qn("w:t"))) == "tăng 12,5%"


def test_a_placeholder_is_highlighted_and_other_words_are_not(tmp_path: Path) -> None:
    placeholder = a_paragraph("[Cần viết]", Look.PLACEHOLDER, id="empty")
    path = written(tmp_path, placeholder, a_paragraph("Đã viết."))
    assert list(control(path, "empty").iter(qn("w:highlight")))
    assert not list(control(path, "p").iter(qn("w:highlight")))


def test_a_list_item_gets_one_dash_from_its_style(tmp_path: Path) -> None:
    path = written(tmp_path, a_paragraph("- Sở Nội vụ;", Look.ITEM))
    block = control(path, "p")
    assert texts(block) == ["Sở Nội vụ;"]
    (style,) = block.iter(qn("w:pStyle"))
    styles = docx.Document(str(path)).styles.element
    found = styles.xpath(f"w:style[@w:styleId='{style.get(qn('w:val'))}']//w:numPr")
    assert found


def test_every_generated_block_is_a_content_control_with_its_id(tmp_path: Path) -> None:
    path = write(tmp_path, samples.everything(samples.the_outline(), CLAUSE))
    tags = [tag.get(qn("w:val")) for tag in samples.body_of(path).iter(qn("w:tag"))]
    assert len(tags) == len(set(tags))
    assert {"sentence.awards", "placeholder.1", "table.small", "completeness.coverage"} <= set(tags)


def test_a_long_block_id_is_shortened_to_what_word_takes_and_stays_distinct() -> None:
    one, other = ("narrative." + "x" * 80 + end for end in "ab")
    assert len(block_tag(one)) <= TAG_LENGTH
    assert block_tag(one) != block_tag(other)
    assert block_tag("table.small") == "table.small"


def test_appendices_are_landscape_sections_numbered_apart_and_the_body_stays_portrait(
    tmp_path: Path,
) -> None:
    document = samples.everything(samples.the_outline("mau-so-02"), "2.1.IV.2")
    path = write(tmp_path, document, "mau-so-02")
    body, first, second, third, completeness = sections_of(path)
    for section in (first, second):
        assert section.page_width > section.page_height
    for section in (body, third, completeness):
        assert section.page_width < section.page_height
    starts = [s._sectPr.find(qn("w:pgNumType")) for s in (first, second, third, completeness)]
    assert [start.get(qn("w:start")) for start in starts] == ["1"] * 4
    assert body._sectPr.find(qn("w:pgNumType")) is None
    for section in (body, first, second, third, completeness):
        assert section.left_margin == body.left_margin
        assert "PAGE" in section.header.paragraphs[0]._p.xml


def test_an_appendix_opens_with_its_number_its_title_and_the_report_it_belongs_to(
    tmp_path: Path,
) -> None:
    document = samples.everything(samples.the_outline("mau-so-02"), "2.1.IV.2")
    path = write(tmp_path, document, "mau-so-02")
    assert texts(control(path, "appendix.2.heading")) == [
        "Phụ lục II",
        "Danh hiệu thi đua của tập thể năm 2025",
        "(Kèm theo Báo cáo số …/BC-CTĐ ngày … tháng … năm 2025 của Cụm thi đua số 3 các sở, ngành)",
    ]
    assert "Chưa có số liệu được báo cáo." in texts(samples.body_of(path))


def test_a_report_without_appendices_still_puts_completeness_on_a_page_of_its_own(
    tmp_path: Path,
) -> None:
    path = written(tmp_path)
    assert len(sections_of(path)) == 2
    assert texts(samples.body_of(path))[-1] == "12/15 đơn vị đã nộp."


def test_recipients_are_listed_and_end_with_a_full_stop(tmp_path: Path) -> None:
    left = docx.Document(str(written(tmp_path))).tables[-1].rows[0].cells[0]
    assert left.text.split("\n") == [
        "Nơi nhận:",
        "- HĐ TĐKT tỉnh;",
        "- Sở Nội vụ (Ban TĐKT);",
        "- Các đơn vị trong cụm;",
        "- Lưu: VT.",
    ]


def test_without_recipients_their_label_is_gone_too(tmp_path: Path) -> None:
    document = a_document(samples.the_outline())
    document = replace(document, fields={**document.fields, "noi_nhan": ()})
    left = docx.Document(str(write(tmp_path, document))).tables[-1].rows[0].cells[0]
    assert left.text == ""


def test_a_section_without_parts_keeps_its_heading(tmp_path: Path) -> None:
    document = a_document(samples.the_outline())
    emptied = tuple(Section(s.id, s.heading, ()) for s in document.sections)
    words = texts(samples.body_of(write(tmp_path, replace(document, sections=emptied))))
    assert any(text.startswith("4. Kiến nghị, đề xuất") for text in words)
