from __future__ import annotations

import re
from datetime import datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

import pytest

from pipeline.domain.errors import MailError
from pipeline.domain.mail import Letter, MailKind
from pipeline.files.campaign.inbox import VIETNAM
from pipeline.files.mail.drafts import as_message, stamped, write_draft

SUBJECT = "Nhắc nộp báo cáo thi đua, khen thưởng năm 2025 – Sở Nông nghiệp và Môi trường tỉnh"
TEXT = "Kính gửi: Sở Nông nghiệp và Môi trường\n\nĐề nghị quý đơn vị gửi lại.\n" + "Rất dài. " * 200
CONTENT = b"PK\x03\x04 workbook"


def a_letter(root: Path) -> Letter:
    (root / "forms").mkdir()
    (root / "forms" / "bieu-mau.xlsx").write_bytes(CONTENT)
    to = ("vp@stc.example.vn", "tdkt@stc.example.vn")
    return Letter(MailKind.MISSING, "STC", to, SUBJECT, TEXT, ("forms/bieu-mau.xlsx",))


def draft(root: Path, sender: str = "") -> tuple[bytes, EmailMessage]:
    path = root / "outbox" / "nhac.eml"
    write_draft(path, a_letter(root), root, sender)
    content = path.read_bytes()
    return content, message_from_bytes(content, policy=default)


def test_a_draft_opens_ready_to_be_sent(tmp_path: Path) -> None:
    _, message = draft(tmp_path)
    assert message["X-Unsent"] == "1"
    assert message["Subject"] == SUBJECT
    assert message["To"] == "vp@stc.example.vn, tdkt@stc.example.vn"
    assert message["From"] is None
    assert message["Date"] is None
    body = message.get_body()
    assert body is not None
    assert body.get_content().replace("\r\n", "\n").rstrip() == TEXT.rstrip()


def test_a_draft_is_ascii_with_short_lines_for_any_server(tmp_path: Path) -> None:
    content, _ = draft(tmp_path)
    content.decode("ascii")
    assert b"\n" not in content.replace(b"\r\n", b"")
    assert max(map(len, re.findall(rb"=\?utf-8\?b\?[^?]+\?=", content))) <= 75
    assert max(map(len, content.split(b"\r\n"))) <= 100


def test_the_attachment_arrives_byte_for_byte_under_its_name(tmp_path: Path) -> None:
    _, message = draft(tmp_path)
    (attached,) = message.iter_attachments()
    assert attached.get_filename() == "bieu-mau.xlsx"
    assert attached.get_content() == CONTENT
    assert attached.get_content_type().endswith("spreadsheetml.sheet")


def test_a_draft_names_the_sender_that_the_settings_name(tmp_path: Path) -> None:
    _, message = draft(tmp_path, "tdkt@sonoivu.example.vn")
    assert message["From"] == "tdkt@sonoivu.example.vn"


def test_a_sent_message_has_a_date_and_a_name_of_its_own(tmp_path: Path) -> None:
    at = datetime(2025, 12, 13, 8, tzinfo=VIETNAM)
    sender = "tdkt@sonoivu.example.vn"
    message = stamped(as_message(a_letter(tmp_path), tmp_path, sender), sender, at)
    assert message["Date"] == "Sat, 13 Dec 2025 08:00:00 +0700"
    assert str(message["Message-ID"]).endswith("@sonoivu.example.vn>")
    assert message["X-Unsent"] is None


def test_an_attachment_that_went_away_is_told(tmp_path: Path) -> None:
    letter = a_letter(tmp_path)
    (tmp_path / "forms" / "bieu-mau.xlsx").unlink()
    with pytest.raises(MailError, match=r"Không mở được tệp gửi kèm .*bieu-mau\.xlsx”: không có"):
        as_message(letter, tmp_path)
