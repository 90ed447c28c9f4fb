from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import openpyxl
import pytest

from pipeline.domain.intake import Decision, DecisionKind
from pipeline.domain.mail import MailKind, MailRecord
from pipeline.files.campaign.ledger import open_ledger
from pipeline.files.campaign.publication import COMPLETE
from pipeline.files.templates.settings import templates_folder
from pipeline.jobs import unchanged as unchanging
from pipeline.jobs.campaigns import OpenCampaign, open_campaign
from pipeline.jobs.collect import collect
from pipeline.jobs.consolidate import Wanted, consolidate
from pipeline.jobs.unchanged import unchanged
from tests.jobs.by_hand import layout_of, thidua, thidua_json
from tests.jobs.faults import untouched

NOW = datetime(2025, 12, 15, 8, tzinfo=UTC)
LATER = NOW + timedelta(hours=3)
REPORT = "bao-cao-mau-so-1.docx"


@pytest.fixture(scope="module")
def consolidated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("unchanged") / "cum"
    thidua("demo", root, "--units", "3")
    consolidate(open_campaign(root), now=NOW)
    return root


@pytest.fixture
def campaign(consolidated: Path, tmp_path: Path) -> OpenCampaign:
    shutil.copytree(consolidated, tmp_path / "cum")
    return open_campaign(tmp_path / "cum")


def is_unchanged(campaign: OpenCampaign, now: datetime = LATER) -> bool:
    opened = open_campaign(campaign.folder.root)
    return unchanged(opened, collect(opened, now=now)) is not None


def test_a_run_with_nothing_changed_writes_nothing(campaign: OpenCampaign) -> None:
    folder = campaign.folder
    before = [untouched(one) for one in (folder.reports, folder.feedback)]
    page = folder.status_page.read_bytes()
    first = consolidate(campaign, now=NOW + timedelta(seconds=1))
    again = consolidate(campaign, now=LATER)
    assert (first.is_unchanged, again.is_unchanged) == (True, True)
    assert [untouched(one) for one in (folder.reports, folder.feedback)] == before
    assert folder.status_page.read_bytes() == page
    with open_ledger(folder.ledger) as ledger:
        assert [run.id for run in ledger.runs()][-1] == again.run
    assert sorted(again.reports) == sorted(one for one in folder.reports.iterdir() if one.is_file())
    assert set(again.feedback.paths) == set(folder.feedback.iterdir())
    assert {status.unit for status in again.told.statuses} == set(campaign.campaign.units)
    assert again.changes.printed == ()


def test_the_command_says_so_and_ends_as_the_run_did(
    campaign: OpenCampaign, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pipeline.commands.report.now", lambda: LATER)
    told = thidua_json("consolidate", "--campaign", campaign.folder.root)
    assert told["unchanged"] is True
    assert (told["run"], told["changes"]["former"]) == ("20251215-080000", "20251215-080000")
    assert {Path(one).name for one in told["outputs"]} >= {REPORT, "phu-luc.xlsx"}
    code = 1 if any(file["errors"] for file in told["files"]) else 0
    shown = thidua("consolidate", "--campaign", campaign.folder.root, code=code)
    assert (
        "Không có gì thay đổi từ lần tổng hợp 20251215-080000: các báo cáo được giữ nguyên."
        in shown
    )
    assert "Đã viết" not in shown


def drop(name: str) -> Callable[[OpenCampaign], object]:
    return lambda campaign: next(campaign.folder.root.glob(name)).unlink()


def write(name: str, content: bytes = b"x") -> Callable[[OpenCampaign], object]:
    def do(campaign: OpenCampaign) -> None:
        path = campaign.folder.root / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content)

    return do


def append(name: str) -> Callable[[OpenCampaign], object]:
    def do(campaign: OpenCampaign) -> None:
        path = campaign.folder.root / name
        path.write_bytes(path.read_bytes() + b"\0")

    return do


def sign(campaign: OpenCampaign) -> None:
    """Change a setting that only printing uses."""
    path = campaign.folder.campaign_book
    place = layout_of(path)["blocks"]["cluster"]
    book = openpyxl.load_workbook(path)
    address = f"{place['columns']['value']['letter']}{place['rows']['signer']['row']}"
    book[place["sheet"]][address] = "Nguyễn Văn Khác"
    book.save(path)


def decide(campaign: OpenCampaign) -> None:
    digest = collect(campaign, now=LATER).verdicts[0].digest
    with open_ledger(campaign.folder.ledger) as ledger:
        ledger.record_decision(Decision(DecisionKind.ACCEPT, digest, LATER, reason="đã xem"))


def mail(campaign: OpenCampaign) -> None:
    unit = campaign.campaign.units[0].code
    with open_ledger(campaign.folder.ledger) as ledger:
        ledger.record_mail(MailRecord(MailKind.MISSING, unit, "Nhắc nộp", ("a@b.vn",), LATER))


@pytest.mark.parametrize(
    "change",
    [
        write("inbox/mới.png"),
        sign,
        decide,
        mail,
        append(f"reports/{REPORT}"),
        append("reports/nguon-so-lieu.html"),
        drop(f"reports/{REPORT}"),
        drop("reports/phu-luc.xlsx"),
        drop("feedback/*.xlsx"),
        drop("feedback/*.txt"),
        drop("status.html"),
        drop("campaign.key"),
        write("ky-truoc.json", b'{"SNV": []}'),
        write("mau-bao-cao/mau-so-1.docx"),
        write(f"reports/{COMPLETE}20251215-090000/x.docx"),
        drop("cache/readings.db"),
        drop("ledger.db"),
    ],
)
def test_whatever_a_result_depends_on_makes_a_new_run(
    change: Callable[[OpenCampaign], object], campaign: OpenCampaign
) -> None:
    assert is_unchanged(campaign)
    change(campaign)
    assert not is_unchanged(campaign)


def test_another_day_or_another_look_makes_a_new_run(
    campaign: OpenCampaign, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert not is_unchanged(campaign, NOW + timedelta(days=1))
    shutil.copytree(templates_folder(), tmp_path / "templates")
    monkeypatch.setattr(unchanging, "templates_folder", lambda: tmp_path / "templates")
    assert is_unchanged(campaign)
    (tmp_path / "templates" / "web" / "status.css").write_text("p {}", encoding="utf-8")
    assert not is_unchanged(campaign)


def test_what_is_asked_for_besides_is_made(
    campaign: OpenCampaign, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def begin(*_: object) -> None:
        asked.append("a new run")
        raise RuntimeError

    monkeypatch.setattr("pipeline.jobs.consolidate._begin", begin)
    for wanted in (Wanted(pdf=True), Wanted(final=True)):
        with pytest.raises(RuntimeError):
            consolidate(campaign, now=LATER, wanted=wanted)
    assert len(asked) == 2
    assert consolidate(campaign, now=LATER).is_unchanged


def test_a_cache_that_cannot_be_written_costs_time_and_nothing_else(campaign: OpenCampaign) -> None:
    cache = campaign.folder.cache
    shutil.rmtree(cache)
    cache.write_text("không phải thư mục", encoding="utf-8")
    made = consolidate(campaign, now=LATER)
    assert not made.is_unchanged
    assert all(path.is_file() for path in (*made.reports, *made.feedback.paths))
