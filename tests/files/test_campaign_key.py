from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.domain.errors import OutputError
from pipeline.files.campaign.campaign_key import KEY_FILE, ensure_key, read_key


def test_a_key_is_made_once_and_read_again(tmp_path: Path) -> None:
    key = ensure_key(tmp_path)
    assert len(key) == 32
    assert read_key(tmp_path) == ensure_key(tmp_path) == key


def test_no_two_campaigns_have_the_same_key(tmp_path: Path) -> None:
    assert ensure_key(tmp_path / "a") != ensure_key(tmp_path / "b")


def test_the_file_says_in_words_what_it_is_for(tmp_path: Path) -> None:
    key = ensure_key(tmp_path)
    lines = (tmp_path / KEY_FILE).read_text(encoding="utf-8").splitlines()
    assert lines[-1] == key.hex()
    assert all(line.startswith("# ") for line in lines[:-1])
    assert "không gửi cho đơn vị" in " ".join(lines)


def test_a_key_saved_by_notepad_on_windows_is_the_same_key(tmp_path: Path) -> None:
    key = ensure_key(tmp_path)
    path = tmp_path / KEY_FILE
    text = path.read_text(encoding="utf-8").replace("\n", "\r\n")
    path.write_bytes(b"\xef\xbb\xbf" + text.encode("utf-8"))
    assert read_key(tmp_path) == key


@pytest.mark.parametrize("content", [b"", b"# chi co chu\n", b"\xff\xfe\x00", b"12ab\n"])
def test_a_damaged_key_is_a_lost_one(tmp_path: Path, content: bytes) -> None:
    (tmp_path / KEY_FILE).write_bytes(content)
    assert read_key(tmp_path) is None
    assert read_key(tmp_path / "khong-co") is None


def test_a_key_that_cannot_be_written_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "cum").write_text("không phải thư mục", encoding="utf-8")
    with pytest.raises(OutputError, match=r"campaign\.key"):
        ensure_key(tmp_path / "cum")
