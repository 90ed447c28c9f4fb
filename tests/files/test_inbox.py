from __future__ import annotations

import os
import unicodedata
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.domain.errors import PipelineError
from pipeline.domain.findings import Finding, FindingKind, finding
from pipeline.domain.intake import SeenFile, Status, judge
from pipeline.files.campaign.archive import digest_of
from pipeline.files.campaign.inbox import VIETNAM, Listing, list_inbox

LATER = datetime(2030, 1, 1, tzinfo=VIETNAM)


def listed(inbox: Path) -> Listing:
    return list_inbox(inbox, LATER)


def put(inbox: Path, name: str, content: bytes = b"x") -> Path:
    path = inbox / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


def test_files_in_folders_are_found_by_their_relative_names(tmp_path: Path) -> None:
    put(tmp_path, "b.xlsx", b"four")
    put(tmp_path, "Thư ngày 5/a.xlsx")
    found = listed(tmp_path).found
    assert [(one.name, one.size) for one in found] == [("Thư ngày 5/a.xlsx", 1), ("b.xlsx", 4)]
    assert found[1].path.read_bytes() == b"four"


@pytest.mark.parametrize(
    "name",
    [
        "~$bieu-mau.xlsx",
        ".~lock.bieu-mau.xlsx#",
        "._bieu-mau.xlsx",
        ".DS_Store",
        "sub/Thumbs.db",
        "Desktop.ini",
        "a.TMP",
        "a.xlsx.part",
        "a.xlsx.crdownload",
        "a.xlsx.partial",
        "a.xlsx.download",
        "__MACOSX/a.xlsx",
    ],
)
def test_what_programs_leave_behind_is_litter_with_a_note(tmp_path: Path, name: str) -> None:
    put(tmp_path, name)
    listing = listed(tmp_path)
    assert listing.found == ()
    assert [one.name for one in listing.litter] == [name]
    assert listing.litter[0].note.startswith("tệp ")


def test_a_file_that_grows_between_two_looks_is_passed_over_until_the_next_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    growing = put(tmp_path, "a.xlsx", b"half")
    put(tmp_path, "b.xlsx", b"whole")
    just_now = datetime.fromtimestamp(growing.stat().st_mtime, VIETNAM)
    monkeypatch.setattr("time.sleep", lambda pause: growing.write_bytes(b"halves"))
    listing = list_inbox(tmp_path, just_now)
    assert [one.name for one in listing.found] == ["b.xlsx"]
    assert [(one.name, one.note) for one in listing.litter] == [
        ("a.xlsx", "tệp đang được chép dở, chạy lại sau")
    ]
    assert [one.name for one in listed(tmp_path).found] == ["a.xlsx", "b.xlsx"]


def test_nobody_waits_for_files_that_have_long_been_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(tmp_path, "a.xlsx")
    monkeypatch.setattr("time.sleep", lambda pause: pytest.fail("it waited"))
    assert [one.name for one in listed(tmp_path).found] == ["a.xlsx"]


def test_the_empty_file_a_browser_keeps_while_it_downloads_is_passed_over(tmp_path: Path) -> None:
    put(tmp_path, "a.xlsx", b"")
    put(tmp_path, "a.xlsx.part", b"half")
    listing = listed(tmp_path)
    assert listing.found == ()
    assert [one.name for one in listing.litter] == ["a.xlsx", "a.xlsx.part"]


def test_an_empty_file_is_found_not_litter(tmp_path: Path) -> None:
    put(tmp_path, "rỗng.xlsx", b"")
    assert [(one.name, one.size) for one in listed(tmp_path).found] == [("rỗng.xlsx", 0)]


def test_an_absent_inbox_is_empty(tmp_path: Path) -> None:
    assert listed(tmp_path / "inbox").found == ()


def test_the_time_of_a_file_is_a_vietnamese_one(tmp_path: Path) -> None:
    path = put(tmp_path, "a.xlsx")
    late_evening = datetime(2025, 12, 31, 18, 30, tzinfo=VIETNAM).timestamp()
    os.utime(path, (late_evening + 6 * 3600, late_evening + 6 * 3600))
    assert listed(tmp_path).found[0].modified == datetime(2026, 1, 1, 0, 30, tzinfo=VIETNAM)
    assert listed(tmp_path).found[0].modified.date().isoformat() == "2026-01-01"


def test_a_name_typed_on_a_mac_is_the_same_name(tmp_path: Path) -> None:
    put(tmp_path, unicodedata.normalize("NFD", "Sở Nội vụ.xlsx"))
    assert listed(tmp_path).found[0].name == "Sở Nội vụ.xlsx"


@pytest.mark.skipif(os.name == "nt", reason="Windows names are always Unicode")
def test_a_name_in_a_broken_encoding_can_still_be_printed(tmp_path: Path) -> None:
    try:
        Path(tmp_path, os.fsdecode(b"b\xe1o.xlsx")).write_bytes(b"x")
    except OSError:
        pytest.skip("this file system takes Unicode names only")
    assert [one.name for one in listed(tmp_path).found] == ["b?o.xlsx"]


def test_a_link_that_leads_nowhere_is_found_so_that_it_is_refused(tmp_path: Path) -> None:
    try:
        (tmp_path / "a.xlsx").symlink_to(tmp_path / "gone.xlsx")
    except OSError:
        pytest.skip("links are not allowed here")
    assert [one.name for one in listed(tmp_path).found] == ["a.xlsx"]


def test_a_folder_that_cannot_be_read_stops_the_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(folder: str) -> None:
        raise PermissionError(13, "Permission denied", str(folder))

    monkeypatch.setattr("pipeline.files.campaign.inbox.os.scandir", refuse)
    with pytest.raises(PipelineError, match="Không đọc được thư mục"):
        listed(tmp_path)


STEMS = st.text("aă~$._ B5", min_size=1, max_size=6)
SUFFIXES = st.sampled_from(["", ".xlsx", ".tmp", ".part", ".ds_store", ".db"])
NAMES = st.builds(lambda stem, suffix: f"f{stem.strip('. ')}{suffix}", STEMS, SUFFIXES)
LITTER_NAMES = st.sampled_from(["~$a.xlsx", "Thumbs.db", ".DS_Store", "x.tmp"])
FOUND = st.lists(
    st.sampled_from(
        [
            finding(FindingKind.UNREADABLE, reason="hỏng", advice="gửi lại"),
            finding(FindingKind.OTHER_CAMPAIGN, found="2024", expected="2025"),
            finding(FindingKind.ERROR_VALUE, column="Số đề nghị", found="#DIV/0!"),
            finding(FindingKind.TEXT_CLEANED, column="Họ tên"),
        ]
    ),
    max_size=3,
)


@given(
    names=st.lists(NAMES | LITTER_NAMES, unique_by=str.lower, max_size=8),
    units=st.lists(st.sampled_from(["", "SNV"]), min_size=8, max_size=8),
    findings=st.lists(FOUND, min_size=8, max_size=8),
)
def test_every_file_ends_exactly_once(
    names: list[str],
    units: list[str],
    findings: list[list[Finding]],
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    inbox = tmp_path_factory.mktemp("inbox")
    before = {put(inbox, name).name for name in names}
    listing = listed(inbox)
    verdicts = [
        judge(SeenFile(digest_of(f.path), f.name, f.size, f.modified), unit, "unit", found)
        for f, unit, found in zip(listing.found, units, findings, strict=False)
    ]
    ends = [one.name for one in listing.litter]
    for status in Status:
        ends += [verdict.file.name for verdict in verdicts if verdict.status is status]
    assert sorted(ends) == sorted(before)
    assert {path.name for path in inbox.iterdir()} == before
