from __future__ import annotations

import shutil
import sqlite3
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.domain.errors import OutputError, PipelineError
from pipeline.domain.findings import Finding
from pipeline.domain.intake import (
    Carrier,
    CarrierKind,
    Decision,
    DecisionKind,
    SeenFile,
    judge,
)
from pipeline.domain.rules.rule import Severity
from pipeline.files.campaign import ledger_database
from pipeline.files.campaign.inbox import VIETNAM
from pipeline.files.campaign.ledger import EventKind, open_ledger
from pipeline.files.campaign.ledger_payloads import file_from, file_payload

NOON = datetime(2025, 12, 5, 12, tzinfo=VIETNAM)
FILE = SeenFile("d1", "Sở Nội vụ.xlsx", 10, NOON - timedelta(hours=1))
WORDS = st.text(max_size=20)
FINDINGS = st.builds(Finding, WORDS, st.sampled_from(Severity), WORDS, WORDS, WORDS, WORDS, WORDS)


def test_a_file_is_recorded_at_first_sight_only(tmp_path: Path) -> None:
    with open_ledger(tmp_path / "ledger.db") as ledger:
        assert ledger.record_file(FILE, NOON) == FILE
        touched = replace(FILE, received=NOON + timedelta(days=3))
        assert ledger.record_file(touched, NOON + timedelta(days=4)) == FILE
        assert ledger.files() == (FILE,)


def test_the_same_bytes_under_another_name_are_another_line(tmp_path: Path) -> None:
    copy = replace(FILE, name="bản sao.xlsx")
    with open_ledger(tmp_path / "ledger.db") as ledger:
        ledger.record_file(FILE, NOON)
        ledger.record_file(copy, NOON)
        assert ledger.files() == (FILE, copy)


def test_the_origin_of_a_file_is_kept(tmp_path: Path) -> None:
    carrier = Carrier("d9", "thư.eml", "Sở Tư pháp <a@b.vn>", NOON, "Báo cáo", CarrierKind.MAIL)
    from_mail = replace(FILE, name="thư.eml/a.xlsx", carrier=carrier)
    from_archive = replace(FILE, name="b.zip/a.xlsx", carrier=Carrier("d8", "b.zip"))
    with open_ledger(tmp_path / "ledger.db") as ledger:
        for file in (from_mail, from_archive):
            assert ledger.record_file(file, NOON) == file
            assert ledger.record_file(file, NOON + timedelta(days=1)) == file
        assert ledger.files() == (from_mail, from_archive)
        ledger.record_verdict(judge(from_mail, "STP", "unit", ()), "1", NOON)
        assert ledger.verdicts()[0].file == from_mail


def test_a_file_recorded_before_origins_were_kept_is_still_read() -> None:
    old = {"digest": "d1", "name": "a.xlsx", "size": 10, "received": NOON.isoformat()}
    assert file_from(old) == SeenFile("d1", "a.xlsx", 10, NOON)
    assert file_payload(SeenFile("d1", "a.xlsx", 10, NOON)) == old


def test_no_file_is_received_after_it_was_seen(tmp_path: Path) -> None:
    from_the_future = replace(FILE, received=NOON + timedelta(days=400))
    with open_ledger(tmp_path / "ledger.db") as ledger:
        assert ledger.record_file(from_the_future, NOON).received == NOON


@given(findings=st.lists(FINDINGS, max_size=4), unit=WORDS)
def test_a_verdict_comes_back_as_it_was_recorded(
    findings: list[Finding], unit: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    verdict = judge(FILE, unit, "unit", findings)
    with open_ledger(tmp_path_factory.mktemp("ledger") / "ledger.db") as ledger:
        ledger.record_verdict(verdict, "1", NOON)
        assert ledger.verdicts() == (verdict,)


def test_the_last_verdict_on_a_file_holds_and_the_earlier_stay_in_the_log(tmp_path: Path) -> None:
    first = judge(FILE, "", "unit", ())
    second = judge(FILE, "SNV", "unit", ())
    with open_ledger(tmp_path / "ledger.db") as ledger:
        ledger.record_verdict(first, "1", NOON)
        ledger.record_verdict(second, "2", NOON)
        assert ledger.verdicts() == (second,)
        assert ledger.verdicts("1") == ()
        assert ledger.verdicts("2") == (second,)
        assert len(ledger.events(EventKind.VERDICT)) == 2


def test_everything_is_there_after_closing_and_copying_the_folder(tmp_path: Path) -> None:
    decisions = (
        Decision(DecisionKind.ASSIGN, "d1", NOON, "lan", unit="SNV", reason="gọi điện xác nhận"),
        Decision(DecisionKind.EXCLUDE, "d2", NOON),
    )
    with open_ledger(tmp_path / "ledger.db") as ledger:
        ledger.record_file(FILE, NOON)
        for decision in decisions:
            ledger.record_decision(decision)
        ledger.record_run("2025-12-05-1", {"reports": ["phu-luc.xlsx"]}, NOON)
    (tmp_path / "copy.db").write_bytes((tmp_path / "ledger.db").read_bytes())
    with open_ledger(tmp_path / "copy.db") as ledger:
        assert ledger.files() == (FILE,)
        assert ledger.decisions() == decisions
        (run,) = ledger.runs()
        assert ledger.knows_run("2025-12-05-1")
        assert not ledger.knows_run("2025-12-05")
        assert (run.id, run.at, run.results) == (
            "2025-12-05-1",
            NOON,
            {"reports": ["phu-luc.xlsx"]},
        )
    assert sorted(p.name for p in tmp_path.iterdir()) == ["copy.db", "ledger.db"]


def test_a_decision_outlives_a_run_that_was_killed(tmp_path: Path) -> None:
    decision = Decision(DecisionKind.EXCLUDE, "d1", NOON, "lan", reason="gửi nhầm")
    after = tmp_path / "sau"
    after.mkdir()
    with open_ledger(tmp_path / "ledger.db") as ledger:
        ledger.record_decision(decision)
        for path in tmp_path.glob("ledger.db*"):
            shutil.copy(path, after)
    assert (after / "ledger.db-wal").stat().st_size
    with open_ledger(after / "ledger.db") as ledger:
        assert ledger.decisions() == (decision,)


def test_a_decision_of_the_first_ledgers_is_still_read(tmp_path: Path) -> None:
    path = tmp_path / "ledger.db"
    with open_ledger(path):
        pass
    payload = '{"kind": "accept", "digest": "d1", "unit": "", "finding": "KT-201", "reason": "r"}'
    connection = sqlite3.connect(path)
    connection.execute(
        "INSERT INTO events (at, kind, payload) VALUES (?, 'decision', ?)",
        (NOON.isoformat(), payload),
    )
    connection.commit()
    connection.close()
    with open_ledger(path) as ledger:
        assert ledger.decisions() == (Decision(DecisionKind.ACCEPT, "d1", NOON, reason="r"),)


@pytest.mark.parametrize("change", ["UPDATE events SET at = ''", "DELETE FROM events"])
def test_the_log_can_only_grow(tmp_path: Path, change: str) -> None:
    with open_ledger(tmp_path / "ledger.db") as ledger:
        ledger.record_run("r1", {}, NOON)
    connection = sqlite3.connect(tmp_path / "ledger.db")
    with pytest.raises(sqlite3.IntegrityError, match="append-only"):
        connection.execute(change)
    connection.close()


def test_a_file_that_is_no_ledger_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "ledger.db").write_bytes(b"not a database at all" * 100)
    with (
        pytest.raises(PipelineError, match=r"Sổ theo dõi .*ledger\.db.* đã hỏng"),
        open_ledger(tmp_path / "ledger.db"),
    ):
        pass


def test_a_ledger_with_a_damaged_page_is_one_line(tmp_path: Path) -> None:
    path = tmp_path / "ledger.db"
    with open_ledger(path) as ledger:
        for number in range(200):
            ledger.record_run(f"r{number}", {"text": "x" * 500}, NOON)
    whole = path.read_bytes()
    path.write_bytes(whole[:4096] + b"\xff" * (len(whole) - 4096))
    with pytest.raises(PipelineError, match="đã hỏng"), open_ledger(path) as ledger:
        ledger.runs()


def test_a_ledger_cut_short_is_one_line(tmp_path: Path) -> None:
    path = tmp_path / "ledger.db"
    with open_ledger(path) as ledger:
        for number in range(200):
            ledger.record_run(f"r{number}", {"text": "x" * 500}, NOON)
    path.write_bytes(path.read_bytes()[:9000])
    with pytest.raises(PipelineError, match="đã hỏng"), open_ledger(path) as ledger:
        ledger.runs()


def test_a_ledger_of_a_later_version_is_not_touched(tmp_path: Path) -> None:
    connection = sqlite3.connect(tmp_path / "ledger.db")
    connection.execute("PRAGMA user_version = 99")
    connection.close()
    with (
        pytest.raises(PipelineError, match="Cập nhật thidua"),
        open_ledger(tmp_path / "ledger.db"),
    ):
        pass


def test_verdicts_that_say_nothing_new_are_not_recorded_again(tmp_path: Path) -> None:
    file = replace(FILE, digest="d" * 64)
    good, bad = judge(file, "SNV", "unit", ()), judge(file, "", "", ())
    with open_ledger(tmp_path / "ledger.db") as ledger:
        for verdict in (good, good, bad, good):
            ledger.record_verdicts([verdict], "1", NOON)
        ledger.record_verdicts([good], "2", NOON)
        recorded = [event.payload for event in ledger.events(EventKind.VERDICT)]
    assert [(one["unit"], one["reader"]) for one in recorded] == [
        ("SNV", "1"),
        ("", "1"),
        ("SNV", "1"),
        ("SNV", "2"),
    ]


def test_what_is_recorded_together_is_there_whole_or_not_at_all(tmp_path: Path) -> None:
    other = replace(FILE, name="b.xlsx")
    with open_ledger(tmp_path / "ledger.db") as ledger:
        with suppress(KeyboardInterrupt), ledger.together():
            ledger.record_file(FILE, NOON)
            ledger.record_file(other, NOON)
            assert ledger.files() == (FILE, other)
            raise KeyboardInterrupt
        assert ledger.files() == ()
        with ledger.together():
            ledger.record_file(other, NOON)
            ledger.record_file(other, NOON)
    with open_ledger(tmp_path / "ledger.db") as ledger:
        assert ledger.files() == (other,)


def test_a_ledger_in_use_is_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ledger_database, "PATIENCE", 0)
    path = tmp_path / "ledger.db"
    with open_ledger(path) as ledger:
        other = sqlite3.connect(path, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(OutputError, match="đang được một lệnh thidua khác dùng"):
            ledger.record_run("r1", {}, NOON)
        other.close()


def test_a_ledger_that_cannot_be_made_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with (
        pytest.raises(OutputError, match="Không mở hoặc không ghi được sổ theo dõi"),
        open_ledger(tmp_path / "file" / "ledger.db"),
    ):
        pass


def test_times_keep_their_zone(tmp_path: Path) -> None:
    in_utc = replace(FILE, received=datetime(2025, 12, 1, 20, tzinfo=UTC))
    with open_ledger(tmp_path / "ledger.db") as ledger:
        ledger.record_file(in_utc, NOON)
        ledger.record_file(replace(FILE, digest="d2"), NOON)
        assert [f.received.isoformat() for f in ledger.files()] == [
            "2025-12-01T20:00:00+00:00",
            "2025-12-05T11:00:00+07:00",
        ]
