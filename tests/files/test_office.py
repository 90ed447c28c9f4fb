from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.domain.errors import OutputError
from pipeline.files import office
from pipeline.files.office import convert, find_office


def test_without_libreoffice_the_message_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(office, "find_office", lambda: None)
    with pytest.raises(OutputError, match="Cài LibreOffice"):
        convert(tmp_path / "a.xlsx", tmp_path)


def test_a_program_that_makes_no_file_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(office, "find_office", lambda: tmp_path / "no-such-program")
    with pytest.raises(OutputError, match="Không khởi động được"):
        convert(tmp_path / "a.xlsx", tmp_path)


def test_the_program_is_found_on_the_search_path(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.which", lambda name: f"/somewhere/{name}")
    assert find_office() == Path("/somewhere/soffice")


@pytest.mark.libreoffice
@pytest.mark.skipif(find_office() is None, reason="needs a local LibreOffice")
def test_a_table_becomes_a_pdf(tmp_path: Path) -> None:
    (tmp_path / "Bảng số.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    made = convert(tmp_path / "Bảng số.csv", tmp_path / "pdf", "pdf")
    assert made.name == "Bảng số.pdf"
    assert made.read_bytes().startswith(b"%PDF")
