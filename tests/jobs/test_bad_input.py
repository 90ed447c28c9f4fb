"""What people get wrong: each has its message and its exit code, none a traceback."""

from __future__ import annotations

import shutil
from pathlib import Path

import openpyxl
import pytest

from tests.jobs.by_hand import (
    REPORTS,
    fill,
    form_of,
    layout_of,
    recount,
    thidua,
    thidua_json,
)
from tests.jobs.hand_cluster import Cluster, a_cluster
from tests.oracle.explain import differences
from tests.oracle.printed import excel_tables, word_tables, word_text


@pytest.fixture
def cluster() -> Cluster:
    return a_cluster()


@pytest.fixture
def fresh(cluster: Cluster, tmp_path: Path) -> Path:
    """The campaign as issued, with nothing returned."""
    folder = tmp_path / "cum"
    shutil.copytree(cluster.issued, folder)
    return folder


def test_an_unknown_unit_is_set_aside_and_named(fresh: Path, cluster: Cluster) -> None:
    strange = a_stranger(form_of(fresh, "STC"), fresh / "inbox" / "la.xlsx")
    verdict = thidua_json("check", strange, "--campaign", fresh, code=1)
    assert (verdict["unit"], verdict["status"]) == ("", "set_aside")
    assert any("mã “ZZZ”" in found["message"] for found in verdict["findings"])
    assert "0/5 đơn vị" in thidua("collect", "--campaign", fresh, code=1)
    assert one_line(thidua("consolidate", "--campaign", fresh, code=2)).startswith("Chưa có bài")
    shutil.copy2(cluster.filled["SYT"], fresh / "inbox")
    thidua("consolidate", "--campaign", fresh, code=1)
    assert recount(fresh).books.keys() == {"SYT"}


def test_a_workbook_of_another_campaign_does_not_count(fresh: Path, tmp_path: Path) -> None:
    other = tmp_path / "khac"
    thidua("demo", other, "--units", "1", "--seed", "2")
    returned = next(path for path in (other / "inbox").glob("*.xlsx") if "SNV" in path.name)
    verdict = thidua_json("check", returned, "--campaign", fresh, code=1)
    assert verdict["status"] in ("set_aside", "refused")
    assert verdict["findings"][0]["advice"]


def test_wrong_settings_are_told_together_with_sheet_and_cell(fresh: Path) -> None:
    wrong = {
        ("cluster", "head", "value"): "XYZ",
        ("units", "2", "code"): "sở tài chính",
        ("cluster", "deputies", "value"): "SNV2",
    }
    fill(fresh / "campaign.xlsx", fresh / "campaign.xlsx", wrong)
    for command in ("status", "collect", "distribute", "consolidate"):
        said = thidua(command, "--campaign", fresh, code=2)
        assert "campaign.xlsx, sheet “Cụm thi đua”, ô C16: mã “XYZ” không có" in said
        assert "campaign.xlsx, sheet “Đơn vị”, ô C8: mã đơn vị “sở tài chính”" in said
        assert "mã “SNV2” không có" in said
        assert len(said.strip().splitlines()) == 3


def test_a_setting_of_the_wrong_kind_is_told_with_sheet_and_cell(fresh: Path) -> None:
    book = fresh / "campaign.xlsx"
    place = layout_of(book)["blocks"]["targets"]
    cell = f"{place['columns']['direction']['letter']}{place['first_row']}"
    fill(book, book, {("targets", "1", "direction"): "Tăng dần"})
    said = one_line(thidua("status", "--campaign", fresh, code=2))
    assert said.startswith(f"campaign.xlsx, sheet “Chỉ tiêu”, ô {cell}: ")
    assert "“Tăng dần” không có trong danh sách" in said


@pytest.mark.parametrize("content", [b"", b"khong phai bang tinh", b"PK\x03\x04 hong"])
def test_a_campaign_file_that_is_no_workbook_is_one_line(fresh: Path, content: bytes) -> None:
    fresh.joinpath("campaign.xlsx").write_bytes(content)
    said = one_line(thidua("status", "--campaign", fresh, code=2))
    assert said.startswith("campaign.xlsx: ")
    # What is wrong with a unit's file is told to the unit; this one is the secretary's own.
    assert "gửi lại" not in said


def test_no_campaign_is_one_line(tmp_path: Path) -> None:
    for command in ("status", "distribute", "consolidate"):
        said = thidua(command, "--campaign", tmp_path, code=2)
        assert one_line(said).startswith("Không tìm thấy campaign.xlsx")
    assert thidua("check", tmp_path / "x.xlsx", "--campaign", tmp_path, code=2)


def test_no_returned_workbook_at_all_is_one_line(fresh: Path) -> None:
    said = one_line(thidua("consolidate", "--campaign", fresh, code=2))
    assert said.startswith("Chưa có bài nộp nào đọc được trong")
    assert "thidua status" in said
    assert not list((fresh / "reports").glob("*"))
    assert "Đã có 0/5 đơn vị." in thidua("status", "--campaign", fresh)


def test_a_figure_or_a_file_that_does_not_exist_is_one_line(fresh: Path, cluster: Cluster) -> None:
    assert "Chưa có báo cáo nào" in one_line(thidua("trace", "x", "--campaign", fresh, code=2))
    said = thidua("trace", "khong.co", "--campaign", cluster.folder, code=2)
    assert "Không có số liệu “khong.co”" in one_line(said)
    for arguments in (("layout", fresh / "x.xlsx"), ("check", "x.xlsx", "--campaign", fresh)):
        assert "Không mở được tệp" in one_line(thidua(*arguments, code=2))


def test_a_campaign_is_never_made_over_another(fresh: Path) -> None:
    said = one_line(thidua("init", fresh, "--year", "2026", code=2))
    assert "đã có đợt báo cáo" in said


def test_all_blank_is_reported_as_unknown_not_as_0(fresh: Path, cluster: Cluster) -> None:
    for unit in ("SNV", "STC", "STP", "SYT", "SCT"):
        shutil.copy2(form_of(fresh, unit), fresh / "inbox")
    thidua("consolidate", "--campaign", fresh, code=1)
    tables = excel_tables(fresh / "reports" / "phu-luc.xlsx")
    for name in REPORTS:
        path = fresh / "reports" / name
        tables += word_tables(path)
        text = word_text(path)
        assert "0%" not in text
        assert "Chưa có đơn vị nào báo cáo kết quả khen thưởng năm 2025" in text
    numbers = [
        (table.place, row)
        for table in tables
        if not table.title.startswith("Tình trạng")
        for row in table.rows
        for cell in row[2:]
        if str(cell).strip("+-%").replace(",", "").isdigit()
    ]
    assert numbers == []
    assert differences(recount(fresh), tables, "năm 2025", "năm 2024") == []


def a_stranger(form: Path, target: Path) -> Path:
    """A form whose hidden page and whose visible name are of a unit nobody knows."""
    book = openpyxl.load_workbook(form)
    page = book["_thidua"]
    at = next(row for row in range(1, 20) if page.cell(row, 1).value == "unit")
    page.cell(at, 2).value = "ZZZ"
    place = layout_of(form)["blocks"]["identity"]
    cell = f"{place['columns']['value']['letter']}{place['rows']['self_name']['row']}"
    book[place["sheet"]][cell].value = "Văn phòng Không Có Thật"
    book.save(target)
    return target


def one_line(said: str) -> str:
    lines = said.strip().splitlines()
    assert len(lines) == 1, lines
    return lines[0]
