from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.domain.errors import PipelineError
from pipeline.files.campaign import archive as archiving
from pipeline.files.campaign.archive import Archive, StillWrittenError


def kept(archive: Path) -> list[str]:
    return sorted(p.relative_to(archive).as_posix() for p in archive.rglob("*") if p.is_file())


@given(content=st.binary(max_size=300))
def test_what_goes_in_comes_out_byte_for_byte(
    content: bytes, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("archive")
    (folder / "a.xlsx").write_bytes(content)
    digest = Archive(folder / "archive").store(folder / "a.xlsx")
    assert digest == hashlib.sha256(content).hexdigest()
    assert Archive(folder / "archive").fetch(digest).read_bytes() == content


def test_the_same_bytes_under_two_names_are_kept_once(tmp_path: Path) -> None:
    for name in ("a.xlsx", "bản sao.XLS", "a.xlsx"):
        (tmp_path / name).write_bytes(b"same")
        digest = Archive(tmp_path / "archive").store(tmp_path / name)
    assert kept(tmp_path / "archive") == [f"{digest[:2]}/{digest}.xlsx"]


def test_what_came_in_another_file_is_kept_once_beside_the_files(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(b"same")
    digest = Archive(tmp_path / "archive").store(tmp_path / "a.xlsx")
    assert Archive(tmp_path / "archive").store_bytes(b"same", "thu.eml/a.xlsx") == digest
    other = Archive(tmp_path / "archive").store_bytes(b"other", "thu.eml/Thư mục/b.xlsx")
    assert Archive(tmp_path / "archive").fetch(other).read_bytes() == b"other"
    assert kept(tmp_path / "archive") == sorted(f"{one[:2]}/{one}.xlsx" for one in (digest, other))


@pytest.mark.parametrize("name", ["không đuôi", "a.tệp", "a.b c", "a.verylongsuffix"])
def test_an_odd_suffix_is_left_out_of_the_stored_name(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"x")
    digest = Archive(tmp_path / "archive").store(tmp_path / name)
    assert kept(tmp_path / "archive") == [f"{digest[:2]}/{digest}"]


def test_a_file_that_changes_while_it_is_copied_is_archived_as_it_ends_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    arriving, really = tmp_path / "a.xlsx", archiving.digest_of
    arriving.write_bytes(b"half")

    def hash_then_grow(path: Path) -> str:
        digest = really(path)
        path.write_bytes(b"whole")
        return digest

    monkeypatch.setattr(archiving, "digest_of", hash_then_grow)
    digest = Archive(tmp_path / "archive").store(arriving)
    assert kept(tmp_path / "archive") == [f"{digest[:2]}/{digest}.xlsx"]
    assert (tmp_path / "archive" / digest[:2] / f"{digest}.xlsx").read_bytes() == b"whole"


def test_a_file_that_never_stops_changing_is_left_to_a_later_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.xlsx").write_bytes(b"x")
    monkeypatch.setattr(archiving, "digest_of", lambda path: "0" * 64)
    with pytest.raises(StillWrittenError):
        Archive(tmp_path / "archive").store(tmp_path / "a.xlsx")
    assert kept(tmp_path / "archive") == []


def test_a_file_that_cannot_be_read_is_left_to_the_caller(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        Archive(tmp_path / "archive").store(tmp_path / "gone.xlsx")
    assert not (tmp_path / "archive").exists()


def test_a_file_absent_from_the_archive_is_one_line(tmp_path: Path) -> None:
    with pytest.raises(PipelineError, match="thiếu tệp aaaaaaaaaaaa…"):
        Archive(tmp_path).fetch("a" * 64)


def test_an_archived_file_that_was_changed_is_not_given_out(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(b"true")
    digest = Archive(tmp_path / "archive").store(tmp_path / "a.xlsx")
    (tmp_path / "archive" / digest[:2] / f"{digest}.xlsx").write_bytes(b"forged")
    with pytest.raises(PipelineError, match="đã bị sửa"):
        Archive(tmp_path / "archive").fetch(digest)
