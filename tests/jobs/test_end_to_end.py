"""One campaign through the real command line, from an empty folder to a traced figure."""

from __future__ import annotations

import functools
import shutil
import unicodedata
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.jobs.by_hand import (
    RECEIVED,
    REPORTS,
    form_of,
    layout_of,
    received,
    recount,
    thidua,
    thidua_json,
)
from tests.jobs.hand_cluster import FIRST, HOSTILE, Cluster, a_cluster
from tests.oracle.explain import differences
from tests.oracle.printed import Shown, excel_tables, word_tables, word_text
from tests.projections import docx_as_text


@pytest.fixture(scope="module")
def cluster() -> Cluster:
    return a_cluster()


@pytest.fixture
def fresh(cluster: Cluster, tmp_path: Path) -> Path:
    """The campaign as issued, with nothing returned."""
    folder = tmp_path / "cum"
    shutil.copytree(cluster.issued, folder)
    return folder


@functools.cache
def cells_of(folder: Path, unit: str) -> dict[str, list[tuple[Shown, ...]]]:
    """The unit's rows in every table of both reports and the appendix workbook, by title."""
    reports = folder / "reports"
    tables = [*excel_tables(reports / "phu-luc.xlsx")]
    tables += [table for name in REPORTS for table in word_tables(reports / name)]
    found: dict[str, list[tuple[Shown, ...]]] = {}
    for table in tables:
        found.setdefault(table.title, []).extend(row for row in table.rows if unit in row[:2])
    return found


def test_every_unit_stands_as_it_returned(cluster: Cluster) -> None:
    status = thidua_json("status", "--campaign", cluster.folder, code=1)
    states = {unit["unit"]: unit["state"] for unit in status["units"]}
    assert (status["asked"], status["returned"], status["head_returned"]) == (5, 4, True)
    assert states["STP"] == "with_errors"
    assert states["SCT"] == "missing"
    assert states["SYT"] in ("accepted", "with_notes")
    assert "Đã có 4/5 đơn vị." in thidua("collect", "--campaign", cluster.folder, code=1)


def test_one_workbook_is_checked_without_being_taken_in(cluster: Cluster, fresh: Path) -> None:
    good = thidua_json("check", cluster.filled["SYT"], "--campaign", fresh, code=0)
    assert (good["unit"], good["errors"]) == ("SYT", 0)
    blank = thidua_json("check", cluster.filled["STP"], "--campaign", fresh, code=1)
    cells = {found["cell"] for found in blank["findings"]}
    total = layout_of(form_of(fresh, "STP"))["blocks"]["headcount"]["rows"]["total"]["row"]
    assert f"C{total}" in cells
    assert thidua_json("status", "--campaign", fresh, code=0)["returned"] == 0


def test_the_count_of_a_hand_filled_cluster_agrees(cluster: Cluster) -> None:
    reports = cluster.folder / "reports"
    tables = [*excel_tables(reports / "phu-luc.xlsx")]
    tables += [table for name in REPORTS for table in word_tables(reports / name)]
    assert differences(recount(cluster.folder), tables, "năm 2025", "năm 2024") == []


def test_a_zero_denominator_gives_a_dash(cluster: Cluster) -> None:
    rows = cells_of(cluster.folder, "Sở Y tế")
    for title in (
        "Tỷ lệ khen thưởng, đề nghị khen thưởng đối với người lao động trực tiếp năm 2025",
        "Tỷ lệ khen thưởng đối với người lao động, người lao động trực tiếp năm 2025",
    ):
        assert rows[title]
        for row in rows[title]:
            shares = [row[at] for at in range(2, len(row)) if at in share_columns(len(row))]
            assert set(shares) == {"—"}, row
            assert Decimal(0) in row or "0" in row


def share_columns(width: int) -> set[int]:
    return {4, 7} if width == 8 else {6, 9, 12, 13}


def test_a_missing_previous_year_gives_a_dash(cluster: Cluster) -> None:
    # One unit has no last year, another a last year of 0 in a target: no percentage.
    changes = cells_of(cluster.folder, "Sở Tài chính")
    title = "Danh hiệu thi đua, hình thức khen thưởng đã có quyết định tặng cá nhân và hộ gia đình"
    for row in changes[f"{title} năm 2025"]:
        assert row[-2:] == ("—", "—")
    targets = cells_of(cluster.folder, "Sở Nội vụ")
    of_first = targets["Kết quả thực hiện chỉ tiêu thi đua theo đơn vị năm 2025"][0]
    assert of_first[5:7] in ((Decimal(0), "—"), ("0", "—"))


def test_a_unit_without_an_award_is_said_to_have_none(cluster: Cluster) -> None:
    said = "có 01 đơn vị báo cáo không có tập thể, cá nhân được khen thưởng trong kỳ: Sở Y tế."
    for name in REPORTS:
        assert said in word_text(cluster.folder / "reports" / name).replace("Có 01", "có 01")


def test_a_blank_workbook_is_dashes_only(cluster: Cluster) -> None:
    for title, rows in cells_of(cluster.folder, "Sở Tư pháp").items():
        for row in rows if not title.startswith(("Tình trạng", "Kết quả thực hiện")) else ():
            assert set(row[2:]) <= {"—", ""}, (title, row)


def test_same_period_counts_households_though_none_was_awarded_this_year(cluster: Cluster) -> None:
    title = "Danh hiệu thi đua, hình thức khen thưởng đã có quyết định tặng cá nhân và hộ gia đình"
    for row in cells_of(cluster.folder, "Sở Nội vụ")[f"{title} năm 2025"]:
        assert [str(cell) for cell in row[-3:]] in (["5", "7", "-2"],)


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: text[:9])
def test_a_text_comes_out_of_word_and_excel_exactly_as_meant(cluster: Cluster, text: str) -> None:
    for name in REPORTS:
        path = cluster.folder / "reports" / name
        lines = word_text(path).split("\n")
        assert any(line in (f"Sở Tài chính: {text}", text) for line in lines)
        assert text in subjects(word_tables(path))
    appendix = cluster.folder / "reports" / "phu-luc.xlsx"
    assert text in subjects(excel_tables(appendix))


def subjects(tables: list[Any]) -> set[Shown]:
    return {row[-1] for t in tables if t.title.startswith("Danh mục văn bản") for row in t.rows}


def test_nothing_is_left_decomposed_and_no_text_is_a_formula(cluster: Cluster) -> None:
    reports = cluster.folder / "reports"
    for name in REPORTS:
        text = docx_as_text(reports / name)
        assert unicodedata.is_normalized("NFC", text)
        assert "=1+1" in text
    book = openpyxl.load_workbook(reports / "phu-luc.xlsx")
    cells = [cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row]
    typed = {cell.data_type for cell in cells if cell.value == "=1+1"}
    assert typed == {"s"}
    assert any(cell.value == "Sở CT & DV <thử>" for cell in cells)


def test_the_same_files_say_the_same_in_whatever_order_they_came(
    cluster: Cluster, tmp_path: Path
) -> None:
    # Dropped one at a time, the last first, at other hours of the same day.
    folder = tmp_path / "khac"
    shutil.copytree(cluster.issued, folder)
    names = ["head", *FIRST]
    for number, name in enumerate(reversed(names)):
        dropped = Path(shutil.copy(cluster.filled[name], folder / "inbox"))
        received(dropped, RECEIVED + 60 * number)
        thidua_json("status", "--campaign", folder)
    thidua("consolidate", "--campaign", folder, code=1)
    for name in REPORTS:
        assert text_of(folder, name) == text_of(cluster.folder, name)
    assert sheets_of(folder) == sheets_of(cluster.folder)


def text_of(folder: Path, name: str) -> str:
    return docx_as_text(folder / "reports" / name)


def sheets_of(folder: Path) -> list[Any]:
    return excel_tables(folder / "reports" / "phu-luc.xlsx")


def test_a_late_unit_changes_the_figures_and_the_former_reports_are_kept(
    cluster: Cluster, tmp_path: Path
) -> None:
    folder = tmp_path / "muon"
    shutil.copytree(cluster.folder, folder)
    former = {path.name: path.read_bytes() for path in (folder / "reports").glob("*.*")}
    late = Path(shutil.copy2(cluster.filled["SCT"], folder / "inbox"))
    received(late, RECEIVED + 20 * 86_400)
    thidua("consolidate", "--campaign", folder, code=1)
    status = thidua_json("status", "--campaign", folder)
    assert [unit["late"] for unit in status["units"] if unit["unit"] == "SCT"] == [True]
    for name in REPORTS:
        assert "bài nộp của 04/05 đơn vị" in word_text(cluster.folder / "reports" / name)
        assert "bài nộp của 05/05 đơn vị" in word_text(folder / "reports" / name)
        assert "112 lượt cá nhân" in word_text(folder / "reports" / name)
    runs = [path for path in (folder / "reports" / "lich-su").iterdir() if path.is_dir()]
    kept = {path.name: path.read_bytes() for run in runs for path in run.iterdir()}
    assert kept == former
    tables = sheets_of(folder)
    assert differences(recount(folder), tables, "năm 2025", "năm 2024") == []
