from __future__ import annotations

import errno
from pathlib import Path

import pytest

from pipeline.domain.errors import OutputError
from pipeline.files import atomic
from pipeline.files.atomic import replacing, write_bytes, write_text


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def write_half(target: Path, failure: BaseException) -> None:
    with replacing(target) as temporary:
        temporary.write_bytes(b"half")
        raise failure


def test_a_new_file_is_written_with_its_folders(tmp_path: Path) -> None:
    write_text(tmp_path / "báo cáo" / "tệp.txt", "Cụm thi đua\r\n")
    assert (tmp_path / "báo cáo" / "tệp.txt").read_bytes() == "Cụm thi đua\r\n".encode()
    assert names(tmp_path / "báo cáo") == ["tệp.txt"]


def test_an_old_file_is_replaced(tmp_path: Path) -> None:
    target = tmp_path / "a.bin"
    write_bytes(target, b"old")
    write_bytes(target, b"new")
    assert target.read_bytes() == b"new"
    assert names(tmp_path) == ["a.bin"]


def test_the_temporary_path_lies_beside_and_has_the_same_suffix(tmp_path: Path) -> None:
    with replacing(tmp_path / "a.docx") as temporary:
        temporary.write_bytes(b"x")
        assert (temporary.parent, temporary.suffix) == (tmp_path, ".docx")
        assert not (tmp_path / "a.docx").exists()


@pytest.mark.parametrize("failure", [ValueError("bug"), KeyboardInterrupt()])
def test_a_writer_that_fails_leaves_the_old_file_untouched(
    tmp_path: Path, failure: BaseException
) -> None:
    target = tmp_path / "a.xlsx"
    write_bytes(target, b"old")
    with pytest.raises(type(failure)):
        write_half(target, failure)
    assert target.read_bytes() == b"old"
    assert names(tmp_path) == ["a.xlsx"]


def test_a_full_disk_is_one_line_and_keeps_the_old_file(tmp_path: Path) -> None:
    target = tmp_path / "phu-luc.xlsx"
    write_bytes(target, b"old")
    with pytest.raises(OutputError, match=r"phu-luc\.xlsx.*ổ đĩa đã đầy"):
        write_half(target, OSError(errno.ENOSPC, "No space left on device"))
    assert target.read_bytes() == b"old"
    assert names(tmp_path) == ["phu-luc.xlsx"]


def test_a_file_open_in_excel_is_one_line_that_says_to_close_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(self: Path, target: Path) -> Path:
        raise PermissionError(errno.EACCES, "Access is denied", str(self), 5, str(target))

    target = tmp_path / "phu-luc.xlsx"
    write_bytes(target, b"old")
    monkeypatch.setattr(Path, "replace", refuse)
    monkeypatch.setattr(atomic, "PAUSE", 0)
    with pytest.raises(OutputError) as caught:
        write_bytes(target, b"new")
    assert str(caught.value) == (
        "Không ghi được tệp “phu-luc.xlsx”: tệp đang mở trong Excel, Word hoặc bị khóa. "
        "Đóng tệp đó rồi chạy lại."
    )
    assert target.read_bytes() == b"old"
    assert names(tmp_path) == ["phu-luc.xlsx"]


def test_a_file_held_for_a_moment_is_replaced_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    refusals = [PermissionError(errno.EACCES, "Access is denied")] * 2
    really = Path.replace

    def refuse_at_first(self: Path, target: Path) -> Path:
        if refusals:
            raise refusals.pop()
        return really(self, target)

    monkeypatch.setattr(Path, "replace", refuse_at_first)
    monkeypatch.setattr(atomic, "PAUSE", 0)
    write_bytes(tmp_path / "a.docx", b"new")
    assert (tmp_path / "a.docx").read_bytes() == b"new"


def test_a_folder_that_may_not_be_written_is_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(self: Path, data: bytes) -> int:
        raise PermissionError(errno.EACCES, "Permission denied", str(self))

    monkeypatch.setattr(Path, "write_bytes", refuse)
    with pytest.raises(OutputError, match=r"“a\.docx”: không có quyền ghi vào thư mục"):
        write_bytes(tmp_path / "a.docx", b"new")


def test_a_parent_that_is_a_file_is_one_line(tmp_path: Path) -> None:
    write_text(tmp_path / "reports", "not a folder")
    with pytest.raises(OutputError, match=r"Không ghi được tệp “a\.docx”"):
        write_text(tmp_path / "reports" / "a.docx", "x")


def test_an_error_over_another_file_is_not_taken_for_ours(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError), replacing(tmp_path / "a.docx"):
        (tmp_path / "template.docx").read_bytes()
    assert names(tmp_path) == []
