from __future__ import annotations

from pathlib import Path

import docx
import pytest

from pipeline.domain.errors import TemplateError
from pipeline.files.templates.settings import templates_folder
from pipeline.files.word.outline import load_outline
from pipeline.files.word.report_tags import open_template
from pipeline.files.word.template_check import TemplateProblem, likely_outline, template_problems
from tests.files import report_samples as samples

SHIPPED = sorted((templates_folder() / "reports").glob("*.docx"))


def problems_after(tmp_path: Path, *paragraphs: str, in_table: str = "") -> list[TemplateProblem]:
    document = docx.Document(str(samples.the_template()))
    for text in paragraphs:
        document.add_paragraph(text)
    if in_table:
        document.add_table(1, 1).cell(0, 0).text = in_table
    document.save(str(tmp_path / "sua.docx"))
    word = open_template(tmp_path / "sua.docx")
    return list(template_problems(word, samples.the_outline()))


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_the_shipped_templates_can_be_used(path: Path) -> None:
    outline = load_outline(path.with_suffix(".toml"))
    assert template_problems(open_template(path), outline) == ()


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_a_template_is_known_by_its_tags(path: Path) -> None:
    outlines = [load_outline(one.with_suffix(".toml")) for one in SHIPPED]
    assert likely_outline(path, outlines).id == path.stem


def test_a_misspelt_tag_is_shown_with_its_words_and_the_likely_name(tmp_path: Path) -> None:
    (problem,) = problems_after(tmp_path, "Báo cáo của {{ cumm }} trong năm")
    assert "không dùng được: {{ cumm }}" in problem.message
    assert problem.around == "Báo cáo của {{ cumm }} trong năm"
    assert "{{ cum }}" in problem.advice


@pytest.mark.parametrize(
    "broken", ["{{ cum }", "{ cum }}", "{ { cum } }", "{% if cum %}", "{{ cum | upper }}", "{{ }}"]
)
def test_a_broken_tag_is_one_problem(broken: str, tmp_path: Path) -> None:
    (problem,) = problems_after(tmp_path, f"Kính gửi {broken}, năm 2025")
    assert problem.message.startswith("Có thẻ viết sai: ")
    assert broken in problem.around


def test_a_section_stands_once_and_alone_and_outside_tables(tmp_path: Path) -> None:
    found = problems_after(tmp_path, "Xem {{ muc_1_II_4 }}", in_table="{{ muc_1_II_1 }}")
    told = " ".join(problem.line for problem in found)
    assert "{{ muc_1_II_4 }} phải đứng riêng một đoạn" in told
    assert "{{ muc_1_II_1 }} phải nằm ngoài bảng" in told
    assert told.count("phải có đúng một lần") == 2


def test_what_is_no_word_file_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "mau.docx").write_text("không phải Word", encoding="utf-8")
    with pytest.raises(TemplateError, match=r"Không mở được mẫu Word mau\.docx"):
        likely_outline(tmp_path / "mau.docx", [samples.the_outline()])
