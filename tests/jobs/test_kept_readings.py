from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator, Sequence
from concurrent.futures import Executor
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from pipeline.domain.campaign import Campaign, Direction, MemberUnit, Target
from pipeline.domain.errors import PipelineError
from pipeline.domain.intake import SeenFile
from pipeline.domain.mail import MailServer, Security
from pipeline.domain.rules.rule import RuleSwitch
from pipeline.files.cache.packed_tables import PackedTables
from pipeline.files.cache.reading_cache import DATABASE
from pipeline.files.campaign.archive import Archive
from pipeline.files.campaign.campaign_folder import CampaignFolder
from pipeline.files.campaign.ledger import open_ledger
from pipeline.files.contained.executor import ContainedExecutor
from pipeline.files.contained.worker import Limits
from pipeline.jobs import collect as collecting
from pipeline.jobs import kept_readings
from pipeline.jobs.campaigns import OpenCampaign, open_campaign
from pipeline.jobs.collect import Collected, collect
from pipeline.jobs.containing import read_all
from pipeline.jobs.kept_readings import KeptReadings, ToRead
from pipeline.jobs.reading import READER, Asked, Reading, Waiting
from tests.builders import a_campaign, a_form
from tests.files.carrier_samples import eml_of
from tests.files.foreign_books import a_killing_xls
from tests.jobs.by_hand import RECEIVED, fields, fill, received, thidua

NOW = datetime(2025, 12, 15, 8, tzinfo=UTC)
LATER = NOW + timedelta(minutes=5)
BAD = "bieu-mau rỗng.xlsx"


@pytest.fixture(scope="module")
def returned(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A campaign in which units erred, with what else lies in inboxes; read once."""
    root = tmp_path_factory.mktemp("kept") / "cum"
    thidua("demo", root, "--units", "4")
    inbox = root / "inbox"
    form = next(path for path in sorted(inbox.glob("*.xlsx")) if "Nội vụ" in path.name)
    fill(form, inbox / "nộp lại.xlsx", fields("headcount", {"total": "trăm hai mươi"}))
    (inbox / "thư.eml").write_bytes(eml_of(("Biểu.xlsx", form.read_bytes() + b"\0")))
    (inbox / "ảnh.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    (inbox / BAD).write_bytes(b"")
    for path in inbox.iterdir():
        received(path, RECEIVED)
    collect(open_campaign(root), now=NOW)
    return root


@pytest.fixture
def campaign(returned: Path, tmp_path: Path) -> OpenCampaign:
    shutil.copytree(returned, tmp_path / "cum")
    return open_campaign(tmp_path / "cum")


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the files that are really read."""
    names: list[str] = []
    really = read_all

    def note(
        asked: Asked, files: Sequence[Waiting], executor: Executor | None = None
    ) -> Iterator[Reading]:
        names.extend(one.file.name for one in files)
        return really(asked, files, executor)

    monkeypatch.setattr(kept_readings, "read_all", note)
    return names


def exactly(collected: Collected) -> object:
    """Everything of a state, with the types of all values."""
    columns = [
        (digest, block, key, [(type(one), repr(one)) for one in column])
        for digest, submission in collected.read.items()
        for block, table in submission.tables.items()
        for part in (table.values, table.raws)
        for key, column in part.items()
    ]
    return collected, columns


def test_a_state_is_the_same_with_and_without_the_cache(
    campaign: OpenCampaign, read: list[str]
) -> None:
    names: list[str] = []
    kept = collect(campaign, now=LATER, progress=names.append)
    assert read == []
    shutil.rmtree(campaign.folder.cache)
    fresh = collect(campaign, now=LATER)
    assert exactly(kept) == exactly(fresh)
    assert names == read == [verdict.file.name for verdict in kept.verdicts]
    assert {verdict.status.value for verdict in kept.verdicts} >= {"refused"}
    assert all(isinstance(one.tables, PackedTables) for one in fresh.read.values())


def test_only_what_is_new_is_read(campaign: OpenCampaign, read: list[str]) -> None:
    form = campaign.folder.inbox / "nộp lại.xlsx"
    fill(form, campaign.folder.inbox / "mới.xlsx", fields("headcount", {"total": 77}))
    before = len(collect(campaign, now=LATER).verdicts)
    assert read == ["mới.xlsx"]
    collect(campaign, now=LATER)
    assert (read, before) == (["mới.xlsx"], len(collect(campaign, now=LATER).verdicts))


def test_a_file_given_to_another_unit_is_read_again_as_that_units(
    campaign: OpenCampaign, read: list[str]
) -> None:
    unit = campaign.campaign.units[0].code
    thidua("assign", "nộp lại.xlsx", unit, "--campaign", campaign.folder.root)
    assert read == ["nộp lại.xlsx"]
    verdicts = {one.file.name: one for one in collect(campaign, now=LATER).verdicts}
    assert verdicts["nộp lại.xlsx"].unit == unit
    assert read == ["nộp lại.xlsx"]


@pytest.mark.parametrize(
    ("module", "name", "value"),
    [(kept_readings, "READER", "another"), (kept_readings, "__version__", "0.0.0")],
)
def test_another_version_reads_everything_again(
    module: Any,
    name: str,
    value: str,
    campaign: OpenCampaign,
    read: list[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(module, name, value)
    verdicts = collect(campaign, now=LATER).verdicts
    assert read == [verdict.file.name for verdict in verdicts]


def test_a_damaged_cache_is_read_over_again(campaign: OpenCampaign, read: list[str]) -> None:
    kept = exactly(collect(campaign, now=LATER))
    database = campaign.folder.cache / DATABASE
    content = bytearray(database.read_bytes())
    for place in range(200, len(content), 1500):
        content[place] ^= 1
    database.write_bytes(content)
    assert exactly(collect(campaign, now=LATER)) == kept
    assert read
    read.clear()
    assert exactly(collect(campaign, now=LATER)) == kept
    assert read == []


def test_an_archived_copy_is_checked_when_its_file_left_the_inbox(
    campaign: OpenCampaign,
) -> None:
    gone = campaign.folder.inbox / "nộp lại.xlsx"
    digest = Archive(campaign.folder.archive).store(gone)
    kept = Archive(campaign.folder.archive).fetch(digest)
    kept.write_bytes(b"changed")
    collect(campaign, now=LATER)
    gone.unlink()
    with pytest.raises(PipelineError, match="đã bị sửa"):
        collect(campaign, now=LATER)


def test_a_file_that_cost_its_reader_is_read_again_by_the_next_command(
    campaign: OpenCampaign, read: list[str]
) -> None:
    (campaign.folder.inbox / "chết.xls").write_bytes(a_killing_xls())
    with ContainedExecutor(Limits(20, 1 << 31)) as readers:
        first = collect(campaign, now=LATER, readers=readers)
        second = collect(campaign, now=LATER, readers=readers)
    assert first.verdicts == second.verdicts
    assert read == ["chết.xls", "chết.xls"]


def test_verdicts_are_recorded_in_a_ledger_that_does_not_know_them(
    campaign: OpenCampaign, read: list[str]
) -> None:
    for _ in range(2):  # the files were dated anew since their first sight
        read.clear()
        campaign.folder.ledger.unlink()
        collected = collect(campaign, now=LATER)
    assert read == []
    with open_ledger(campaign.folder.ledger) as ledger:
        recorded = ledger.verdicts(READER)
    digests = {verdict.digest for verdict in collected.verdicts}
    assert {verdict.digest for verdict in recorded} == digests
    with open_ledger(campaign.folder.ledger) as ledger:
        assert len(recorded) == len(ledger.verdicts())


def test_files_that_are_not_known_any_more_leave_the_cache(
    campaign: OpenCampaign,
) -> None:
    for path in (campaign.folder.ledger, *campaign.folder.inbox.glob("*.xlsx")):
        path.unlink()
    left = collect(campaign, now=LATER).verdicts
    assert {one.file.name for one in left} == {"thư.eml/Biểu.xlsx", "ảnh.png"}
    with closing(sqlite3.connect(campaign.folder.cache / DATABASE)) as cache:
        names = {name for (name,) in cache.execute("SELECT name FROM kept")}
    assert {name for name in names if name[0] != "@"} == {one.digest for one in left}


def test_what_units_say_against_one_another_is_found_again_only_when_something_changed(
    campaign: OpenCampaign, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = collect(campaign, now=NOW).cross_findings

    def fail(*_: object) -> None:
        raise AssertionError("checked again")

    monkeypatch.setattr(collecting, "cross_check", fail)
    assert collect(campaign, now=LATER).cross_findings == found
    (campaign.folder.inbox / "nữa.txt").write_bytes(b"x")
    with pytest.raises(AssertionError, match="checked again"):
        collect(campaign, now=LATER)


PRINTED: dict[str, Any] = {
    "province": "Tỉnh khác",
    "place": "Nơi khác",
    "council": "Hội đồng khác",
    "deputies": ("SNV",),
    "deadline": date(2025, 12, 31),
    "symbol": "BC-XX",
    "report_number": 45,
    "report_date": date(2025, 12, 30),
    "recipients": ("Như trên;",),
    "signer": "Nguyễn Văn A",
    "quota": 3,
    "contact": "0123",
    "direct_worker": "định nghĩa khác",
    "mail_server": MailServer("mail", 25, Security.NONE, "", "a@b.vn"),
}


def key_of(campaign: Campaign, **changes: Any) -> str:
    """The shared part of all keys, as ``open_campaign`` would make it."""
    asked = replace(campaign, **changes)
    opened = OpenCampaign(
        CampaignFolder(Path("none")),
        asked,
        a_form("unit", asked),
        a_form("head", asked),
    )
    none: Any = None
    return KeptReadings(none, opened.asked, none)._shared


@pytest.mark.parametrize("name", sorted(PRINTED))
def test_a_setting_that_only_printing_uses_makes_nobody_read_again(name: str) -> None:
    assert key_of(a_campaign(), **{name: PRINTED[name]}) == key_of(a_campaign())


def test_addresses_and_the_order_of_units_make_nobody_read_again() -> None:
    units = tuple(
        replace(unit, email=f"{unit.code}@x.vn", order=unit.order + 5)
        for unit in a_campaign().units
    )
    assert key_of(a_campaign(), units=units) == key_of(a_campaign())


ASKED: dict[str, Any] = {
    "id": "2025-other",
    "name": "tên khác",
    "units": (*a_campaign().units, MemberUnit("SMOI", "Sở mới", "Sở mới", 99)),
    "targets": (
        *a_campaign().targets,
        Target("CT99", "Chỉ tiêu", "%", Direction.HIGHER, a_campaign().targets[0].addition),
    ),
    "movements": (),
    "awards": a_campaign().awards[:1],
    "criteria": (),
    "rule_switches": {"KT-251": RuleSwitch.OFF},
}


@pytest.mark.parametrize("name", sorted(ASKED))
def test_a_setting_that_reading_or_checking_uses_makes_everything_be_read_again(
    name: str,
) -> None:
    changes = {name: ASKED[name]}
    assert a_campaign() != replace(a_campaign(), **changes)
    assert key_of(a_campaign(), **changes) != key_of(a_campaign())


def test_a_key_holds_everything_about_the_file() -> None:
    none: Any = None
    kept = KeptReadings(none, Asked(a_campaign(), a_form("unit"), a_form("head")), none)
    file = SeenFile("d" * 64, "a.xlsx", 1, NOW)
    one = ToRead(file, "", is_present=True)
    others = [
        replace(one, file=replace(file, name="b.xlsx")),
        replace(one, file=replace(file, received=LATER)),
        replace(one, file=replace(file, size=2)),
        replace(one, assigned="SNV"),
    ]
    keys = [kept.keys([each])[file.digest] for each in (one, *others)]
    assert len(set(keys)) == len(keys)
    assert kept.keys([replace(one, is_present=False)]) == kept.keys([one])
