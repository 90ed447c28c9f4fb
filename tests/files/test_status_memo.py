from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from pipeline.files.campaign.campaign_folder import CampaignFolder
from pipeline.files.campaign.inbox import VIETNAM
from pipeline.files.campaign.status_memo import MOST_DRAWN, StatusMemo, ToldStatus

NOW = datetime(2025, 12, 15, 8, tzinfo=VIETNAM)
LONG_AGO = datetime(2025, 12, 1, tzinfo=VIETNAM).timestamp()
TOLD = ToldStatus({"title": "Cụm 3"}, {"rows": ["Sở Nội vụ"]}, has_errors=True)
FILES = {
    "campaign.xlsx": "settings",
    "campaign.key": "key",
    "ky-truoc.json": "{} ",
    "inbox/a.xlsx": "a return",
    "inbox/Thư/b.eml": "a letter",
    "archive/ab/abcd.xlsx": "a return",
    "ledger.db": "events",
    "status.html": "page",
}


def write(root: Path, name: str, text: str) -> None:
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    os.utime(path, (LONG_AGO, LONG_AGO))


def look(root: Path, now: datetime = NOW) -> StatusMemo:
    return StatusMemo(CampaignFolder(root), now)


@pytest.fixture
def known(tmp_path: Path) -> Path:
    """A campaign whose status was told."""
    root = tmp_path / "cụm"
    for name, text in FILES.items():
        write(root, name, text)
    look(root).remember(TOLD)
    return root


def test_what_was_told_is_told_again_while_nothing_changed(known: Path) -> None:
    assert look(known).recall() == TOLD
    assert look(known, NOW + timedelta(hours=8)).recall() == TOLD


def test_times_alone_change_nothing(known: Path) -> None:
    os.utime(known / "inbox" / "a.xlsx", (LONG_AGO + 60, LONG_AGO + 60))
    assert look(known).recall() == TOLD


@pytest.mark.parametrize("name", FILES)
def test_other_contents_of_the_same_length_and_time_are_noticed(known: Path, name: str) -> None:
    write(known, name, FILES[name][::-1])
    assert (known / name).stat().st_size == len(FILES[name])
    assert look(known).recall() is None


@pytest.mark.parametrize("name", FILES)
def test_a_file_that_is_gone_is_noticed(known: Path, name: str) -> None:
    (known / name).unlink()
    assert look(known).recall() is None


def test_a_file_under_another_name_is_noticed(known: Path) -> None:
    (known / "inbox" / "a.xlsx").rename(known / "inbox" / "c.xlsx")
    assert look(known).recall() is None


@pytest.mark.parametrize("name", ["inbox/c.xlsx", "inbox/~$a.xlsx", "ledger.db-wal"])
def test_a_file_that_came_is_noticed(known: Path, name: str) -> None:
    write(known, name, "")
    assert look(known).recall() is None


def test_the_next_day_is_another_status(known: Path) -> None:
    assert look(known, NOW + timedelta(days=1)).recall() is None


def test_a_copy_of_the_campaign_is_looked_at_anew(known: Path, tmp_path: Path) -> None:
    shutil.copytree(known, tmp_path / "bản sao")
    assert look(tmp_path / "bản sao").recall() is None


def test_another_version_of_the_program_looks_anew(
    known: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pipeline.files.campaign.fingerprint.__version__", "0.0.1")
    assert look(known).recall() is None


def test_a_file_that_may_still_be_growing_gets_its_second_look(known: Path) -> None:
    moment = NOW.timestamp() - 1
    os.utime(known / "inbox" / "a.xlsx", (moment, moment))
    assert look(known).recall() is None


def spoilt(text: str) -> str:
    return text.replace("Cụm 3".encode("unicode-escape").decode(), "Cum 4")


@pytest.mark.parametrize(
    "spoil", [lambda text: "", lambda text: text[:-9], lambda text: f"é{text}", spoilt]
)
def test_a_damaged_memo_is_not_believed(known: Path, spoil: Callable[[str], str]) -> None:
    memo = known / "cache" / "status.json"
    text = memo.read_text(encoding="utf-8")
    assert spoil(text) != text
    memo.write_text(spoil(text), encoding="utf-8")
    assert look(known).recall() is None


def test_what_changes_while_the_status_is_found_out_is_not_remembered(known: Path) -> None:
    shutil.rmtree(known / "cache")
    begun = look(known)
    write(known, "inbox/c.xlsx", "one more")
    begun.remember(TOLD)
    assert look(known).recall() is None


def test_a_folder_that_cannot_be_written_costs_only_the_memo(known: Path) -> None:
    shutil.rmtree(known / "cache")
    (known / "cache").write_text("", encoding="utf-8")
    look(known).remember(TOLD)
    assert look(known).recall() is None


def test_drawings_are_kept_by_terminal_the_last_few(known: Path) -> None:
    for number in range(MOST_DRAWN + 2):
        memo = look(known)
        told = memo.recall()
        assert told is not None
        memo.add_drawing(told, f"{number}", f"drawing {number}")
    told = look(known).recall()
    assert told is not None
    assert list(told.drawn) == [f"{number}" for number in range(2, MOST_DRAWN + 2)]
    assert told.drawn["3"] == "drawing 3"
