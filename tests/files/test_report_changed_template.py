from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from zipfile import ZipFile

import docx
import pytest
from docx.oxml.ns import qn

from pipeline.domain.document import Look
from pipeline.domain.errors import TemplateError
from pipeline.files.word.report_docx import write_report
from tests.files import report_samples as samples
from tests.files.report_samples import a_document, a_paragraph, texts


def a_changed_template(tmp_path: Path, old: str, new: str) -> Path:
    changed = tmp_path / "mau-sua.docx"
    with ZipFile(samples.the_template()) as source, ZipFile(changed, "w") as target:
        for name in source.namelist():
            data = source.read(name)
            if name == "word/document.xml":
                assert old.encode() in data
                data = data.replace(old.encode(), new.encode())
            target.writestr(name, data)
    return changed


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("{{ muc_1_II_4 }}", "Tự viết", "thiếu thẻ: {{ muc_1_II_4 }}"),
        ("{{ muc_1_II_4 }}", "{{ muc_1_II_1 }}", "thiếu thẻ: {{ muc_1_II_4 }}"),
        ("{{ dia_danh }}", "{{ noi_ky }}", "không dùng được: {{ noi_ky }}"),
        ("BÁO CÁO", "{{ muc_1_II_4 }}", "đúng một lần"),
        ("{{ muc_1_II_4 }}", "Xem: {{ muc_1_II_4 }}", "đứng riêng một đoạn"),
        ("{{ dia_danh }}", "{{ dia danh }}", "Có thẻ viết sai: {{ dia danh }}"),
    ],
)
def test_a_spoiled_template_is_refused_with_the_tag_named(
    old: str, new: str, told: str, tmp_path: Path
) -> None:
    outline = samples.the_outline()
    template = a_changed_template(tmp_path, old, new)
    with pytest.raises(TemplateError) as error:
        write_report(tmp_path / "x.docx", a_document(outline), template, outline)
    assert told in str(error.value)
    assert not (tmp_path / "x.docx").exists()


def test_a_template_that_is_no_word_file_is_refused(tmp_path: Path) -> None:
    outline = samples.the_outline()
    (tmp_path / "mau.docx").write_text("không phải Word", encoding="utf-8")
    for name in ("mau.docx", "khong-co.docx"):
        with pytest.raises(TemplateError, match="Không mở được mẫu Word"):
            write_report(tmp_path / "x.docx", a_document(outline), tmp_path / name, outline)


def test_an_officers_own_wording_and_margins_are_kept(tmp_path: Path) -> None:
    outline = samples.the_outline()
    template = a_changed_template(tmp_path, "4. Kiến nghị, đề xuất", "4. Kiến nghị với tỉnh")
    write_report(tmp_path / "x.docx", a_document(outline), template, outline)
    assert "4. Kiến nghị với tỉnh" in texts(samples.body_of(tmp_path / "x.docx"))


@pytest.mark.libreoffice
def test_a_template_saved_by_libreoffice_still_works_in_its_own_styles(tmp_path: Path) -> None:
    soffice = shutil.which("soffice")
    assert soffice is not None
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [soffice, profile, "--headless", "--convert-to", "docx", "--outdir"]
    source = str(samples.the_template())
    subprocess.run([*command, str(tmp_path), source], check=True, timeout=120, capture_output=True)
    outline = samples.the_outline()
    item = a_paragraph("Sở Nội vụ", Look.ITEM, id="item")
    document = a_document(outline, item, samples.a_matrix(3, 2), at="1.II.1")
    path = tmp_path / "bao-cao.docx"
    write_report(path, document, tmp_path / "mau-so-1.docx", outline)
    word = docx.Document(str(path))
    names = {style.style_id: style.name for style in word.styles}
    used = [style.get(qn("w:val")) for style in word.element.body.iter(qn("w:pStyle"))]
    assert set(used) <= set(names)
    assert "Gạch đầu dòng" in {names[style] for style in used}
    assert "Nội dung bảng" in {names[style] for style in used}
