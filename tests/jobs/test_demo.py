from __future__ import annotations

from datetime import UTC, date, datetime
from hashlib import sha256
from pathlib import Path

import pytest
from openpyxl import load_workbook

from pipeline.domain.errors import SettingsError
from pipeline.domain.manifest import CHECK_SHEET, MANIFEST_SHEET
from pipeline.jobs.campaigns import open_campaign
from pipeline.jobs.demo import DemoResult, make_demo
from pipeline.jobs.inspect import check_file
from pipeline.steps.demo.story import Role

TODAY = date(2026, 1, 5)


@pytest.fixture(scope="module")
def result(tmp_path_factory: pytest.TempPathFactory) -> DemoResult:
    return _made(tmp_path_factory.mktemp("demo"))


def test_a_small_cluster_is_made_whole(result: DemoResult) -> None:
    opened = open_campaign(result.folder.root)
    assert opened.campaign.title == "Cụm thi đua minh họa"
    assert len(result.issued.forms) == len(opened.campaign.units) == 4
    # Four units: one silent, one returns twice, and the head's own workbook.
    assert len(result.returned) == 5
    assert all(path.is_file() for path in (*result.returned, *result.others))
    assert set(result.roles) == set(Role) - {Role.PLAIN}


def test_what_was_returned_is_judged_as_it_was_meant(result: DemoResult) -> None:
    opened = open_campaign(result.folder.root)
    now = datetime(2026, 1, 5, tzinfo=UTC)
    errors = {
        path.name: check_file(opened, path, now=now).verdict.errors for path in result.returned
    }
    wrong = sorted(count for count in errors.values() if count)
    assert wrong == [1, 6]
    assert sum("(sua lan 2)" in name and not count for name, count in errors.items()) == 1
    stray = check_file(opened, result.others[1], now=now)
    assert stray.verdict.status.value == "refused"


def test_files_arrive_around_the_deadline_in_order(result: DemoResult) -> None:
    moments = [path.stat().st_mtime for path in result.returned]
    assert moments == sorted(moments)
    assert {datetime.fromtimestamp(moment, UTC).year for moment in moments} == {2025}


def test_the_same_seed_makes_the_same_answers(result: DemoResult, tmp_path: Path) -> None:
    again = _made(tmp_path)
    assert [path.name for path in again.returned] == [path.name for path in result.returned]
    for one, other in zip(again.returned, result.returned, strict=True):
        assert _content(one) == _content(other)


def test_a_folder_with_something_in_it_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "thư.txt").write_text("x", encoding="utf-8")
    with pytest.raises(SettingsError, match="đã có nội dung"):
        _made(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["thư.txt"]


@pytest.mark.parametrize("units", [0, 10_001])
def test_too_few_or_too_many_units_are_refused(tmp_path: Path, units: int) -> None:
    with pytest.raises(SettingsError, match="Số đơn vị"):
        _made(tmp_path, units=units)


def test_progress_is_told_for_every_workbook(tmp_path: Path) -> None:
    told: list[str] = []
    result = make_demo(tmp_path, year=2017, units=2, seed=1, today=TODAY, progress=told.append)
    assert len(told) == len(result.issued.forms) + len(result.returned)


def _made(root: Path, units: int = 4) -> DemoResult:
    return make_demo(root, year=2025, units=units, seed=7, today=TODAY)


def _content(path: Path) -> str:
    book = load_workbook(path)
    cells = [
        (sheet.title, cell.coordinate, cell.value)
        for sheet in book.worksheets
        # Array formulas are objects without equality; every campaign signs with a key of its own.
        if sheet.title not in (CHECK_SHEET, MANIFEST_SHEET)
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None
    ]
    return sha256(repr(cells).encode()).hexdigest()
