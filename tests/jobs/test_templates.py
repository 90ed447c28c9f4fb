from __future__ import annotations

import shutil
from pathlib import Path

import docx
import pytest

from tests.jobs.by_hand import thidua
from tests.jobs.hand_cluster import Cluster, a_cluster
from tests.oracle.printed import word_text


@pytest.fixture
def campaign(tmp_path: Path) -> Path:
    cluster: Cluster = a_cluster()
    folder = tmp_path / "cum"
    shutil.copytree(cluster.issued, folder)
    shutil.copy2(cluster.filled["SNV"], folder / "inbox")
    return folder


def test_an_officers_template_is_copied_checked_and_used(campaign: Path) -> None:
    thidua("template", "copy", "--campaign", campaign)
    own = campaign / "mau-bao-cao" / "mau-so-1.docx"
    document = docx.Document(str(own))
    document.add_paragraph("Đoạn do cán bộ thêm, kỳ {{ ky }}.")
    document.save(str(own))
    assert "Dùng được." in thidua("template", "check", own)
    thidua("consolidate", "--campaign", campaign)
    text = word_text(campaign / "reports" / "bao-cao-mau-so-1.docx")
    assert "Đoạn do cán bộ thêm, kỳ năm 2025." in text
    assert "đã có mau-so" in thidua("template", "copy", "--campaign", campaign, code=2)


def test_a_spoiled_template_is_told_before_and_stops_the_run(campaign: Path) -> None:
    thidua("template", "copy", "--campaign", campaign)
    own = campaign / "mau-bao-cao" / "mau-so-1.docx"
    document = docx.Document(str(own))
    document.add_paragraph("Kính gửi {{ hoi_dongg }}")
    document.save(str(own))
    told = thidua("template", "check", own, code=1)
    assert "Kính gửi {{ hoi_dongg }}" in told
    assert "chưa dùng được" in thidua("consolidate", "--campaign", campaign, code=2)
    assert not (campaign / "reports" / "phu-luc.xlsx").exists()


@pytest.mark.libreoffice
def test_pdf_stands_beside_every_document(campaign: Path) -> None:
    thidua("consolidate", "--campaign", campaign, "--pdf")
    made = sorted(path.name for path in (campaign / "reports").glob("*.pdf"))
    assert made == ["bao-cao-mau-so-02.pdf", "bao-cao-mau-so-1.pdf"]
    assert (campaign / "reports" / made[0]).read_bytes().startswith(b"%PDF")


def test_without_libreoffice_the_documents_stand_and_a_line_says_so(
    campaign: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pipeline.files.office.find_office", lambda: None)
    told = thidua("consolidate", "--campaign", campaign, "--pdf")
    assert "Chưa có bao-cao-mau-so-1.pdf: Không tìm thấy LibreOffice" in told
    assert (campaign / "reports" / "bao-cao-mau-so-1.docx").exists()
