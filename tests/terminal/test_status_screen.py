from __future__ import annotations

import io
from datetime import date, datetime
from pathlib import Path

import pytest
from rich.console import Console

from pipeline.domain.collection import Collection, Receipt, ReturnState
from pipeline.domain.findings import FindingKind, finding
from pipeline.domain.intake import SeenFile, judge
from pipeline.domain.layout import Manifest
from pipeline.domain.submission import Submission
from pipeline.domain.unit_status import return_rate
from pipeline.files.campaign.inbox import VIETNAM
from pipeline.jobs.collect import Collected
from pipeline.jobs.status_page import Told
from pipeline.steps.status.unit_states import Evidence, unit_statuses
from pipeline.terminal.status_lines import status_screen
from pipeline.terminal.status_screen import StatusRow, StatusScreen, draw_status
from tests.builders import a_campaign, a_unit

LONG = "Ban Quản lý Khu kinh tế cửa khẩu Đồng Đăng [Lạng Sơn]"


def shown(width: int) -> list[str]:
    """The lines of the screen: SNV is late with an error, STC has returned nothing."""
    campaign = a_campaign(units=(a_unit("SNV", short_name=LONG), a_unit("STC")))
    wrong = finding(FindingKind.ERROR_VALUE, sheet="KT", cell="F12", column="Số", found="#N/A")
    file = SeenFile("a" * 64, "SNV.xlsx", 1, datetime(2025, 12, 12, 9, tzinfo=VIETNAM))
    verdicts = (judge(file, "SNV", "unit", [wrong]),)
    manifest = Manifest("unit", 1, campaign.id, "SNV", "2025")
    submission = Submission("SNV", manifest, "SNV.xlsx", "a" * 64, {})
    late = Receipt("SNV", ReturnState.WITH_ERRORS, "SNV.xlsx", date(2025, 12, 12), 1, errors=1)
    receipts = (late, Receipt("STC", ReturnState.MISSING))
    collection = Collection(campaign, {"SNV": submission}, None, receipts, date(2025, 12, 15))
    statuses = unit_statuses(collection, Evidence(verdicts))
    told = Told(statuses, return_rate(statuses, campaign.deadline), Path("cum/status.html"))
    out = Console(width=width, record=True, highlight=False, file=io.StringIO())
    draw_status(status_screen(Collected(collection, verdicts, (), ()), told), out)
    return out.export_text().splitlines()


def test_a_wide_window_shows_day_lateness_round_and_file() -> None:
    text = "\n".join(shown(160))
    for said in ("Đã nộp, có lỗi", "12/12/2025", "2 ngày", "SNV.xlsx", "Quá hạn", "5 ngày", LONG):
        assert said in text
    assert "Đã nộp: 1/2 (50%); Đạt: 0/2 (0%); Đúng hạn trong số đạt: 0/0." in text
    assert "thidua remind" in text


@pytest.mark.parametrize("width", [60, 160])
def test_the_units_of_several_clusters_stand_below_their_names(width: int) -> None:
    rows = [
        StatusRow(code, name, "accepted", "Đạt", "", "", "", "", "", "", cluster)
        for code, name, cluster in (
            ("SNV", "Sở Nội vụ", "Cụm 1 [tỉnh]"),
            ("STC", "Sở Tài chính", "Cụm 1 [tỉnh]"),
            ("STP", "Sở Tư pháp", "Cụm 2"),
        )
    ]
    out = Console(width=width, record=True, file=io.StringIO())
    draw_status(StatusScreen("Tỉnh", tuple(rows), ()), out)
    told = out.export_text()
    names = ("Cụm 1 [tỉnh]", "Sở Nội vụ", "Sở Tài chính", "Cụm 2", "Sở Tư pháp")
    assert [told.count(name) for name in names] == [1] * len(names)
    assert sorted(names, key=told.index) == list(names)


def test_a_narrow_window_still_says_who_what_and_how_late() -> None:
    lines = shown(60)
    table = [line for line in lines if line.startswith(("│", "┃", "┏", "└"))]
    assert max(map(len, table)) <= 60
    cells = [[cell.strip() for cell in line.split("│")[1:-1]] for line in table if "│" in line]
    who, what = (" ".join(filter(None, column)) for column in list(zip(*cells, strict=True))[:2])
    assert who == f"{LONG} (SNV) Sở Tài chính (STC)"
    assert what == "Đã nộp, có lỗi, muộn 2 ngày Quá hạn, muộn 5 ngày"
    assert "…" not in "".join(table)
