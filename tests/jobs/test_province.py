"""A province: one campaign of three clusters, from the demo to a late workbook."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest
from click.testing import CliRunner

from pipeline.cli import commands
from tests.jobs.by_hand import REPORTS, fill, form_of, recount, thidua, thidua_json
from tests.jobs.test_final import finished, settled
from tests.oracle.explain import chart_differences, differences
from tests.oracle.explain_charts import expected_charts, word_charts
from tests.oracle.printed import excel_tables, word_tables, word_text
from tests.oracle.recount import Recount

YEAR = 2025
YEARS = (f"năm {YEAR}", f"năm {YEAR - 1}")
SECOND = "cum-thi-dua-so-2"


@dataclass(frozen=True)
class Province:
    folder: Path
    count: Recount

    @property
    def reports(self) -> Path:
        return self.folder / "reports"

    @property
    def clusters(self) -> Iterator[tuple[Recount, Path]]:
        folders = sorted((self.reports / "cum").iterdir())
        yield from zip(self.count.clusters, folders, strict=True)


@pytest.fixture(scope="module")
def province(tmp_path_factory: pytest.TempPathFactory) -> Province:
    folder = tmp_path_factory.mktemp("province") / "tinh"
    thidua("demo", folder, "--year", str(YEAR), "--units", "9", "--clusters", "3", "--seed", "4")
    return Province(folder, recount(folder))


@pytest.fixture
def own(province: Province, tmp_path: Path) -> Path:
    """A copy that a test may change."""
    folder = tmp_path / "tinh"
    shutil.copytree(province.folder, folder)
    return folder


@pytest.mark.parametrize("report", REPORTS)
def test_the_report_of_the_whole_with_its_subtotals_is_counted_again(
    province: Province, report: str
) -> None:
    tables = word_tables(province.reports / report)
    assert differences(province.count, tables, *YEARS) == []
    subtotals = [row for table in tables for row in table.rows if str(row[:2]).count("Cộng Cụm")]
    assert len(subtotals) > 10


@pytest.mark.parametrize("report", REPORTS)
def test_the_report_of_each_cluster_is_counted_again(province: Province, report: str) -> None:
    names = []
    for count, folder in province.clusters:
        tables = word_tables(folder / report)
        assert differences(count, tables, *YEARS) == []
        assert len({table.title for table in tables}) >= 15
        names.append(count.name)
    assert names[0] == "Cụm thi đua số 1"
    assert names[2].startswith("Khối thi đua")


def test_the_appendix_workbook_with_its_subtotals_is_counted_again(province: Province) -> None:
    book = province.reports / "phu-luc.xlsx"
    tables = excel_tables(book)
    assert differences(province.count, tables, *YEARS) == []
    assert chart_differences(book) == []
    assert "Tổng hợp theo cụm, khối năm 2025" in {table.title for table in tables}


def test_a_grand_total_adds_units_and_no_subtotals(province: Province) -> None:
    sheet = openpyxl.load_workbook(province.reports / "phu-luc.xlsx")["PL II quyết định"]
    rows = list(sheet.iter_rows())
    subtotals = [row[0].row for row in rows if str(row[1].value).startswith("Cộng ")]
    (total,) = (row for row in rows if str(row[1].value).startswith("Tổng cộng"))
    formula = str(total[2].value)
    assert len(subtotals) == 3
    assert formula.count("SUM(") == 1
    assert not any(f"C{number}:" in formula or f":C{number}" in formula for number in subtotals)


def test_the_charts_of_the_whole_have_a_bar_a_cluster(province: Province) -> None:
    for count, folder in [(province.count, province.reports), *province.clusters]:
        expected = enumerate(expected_charts(count, YEAR), 1)
        numbered = {f"Biểu đồ {n}. {title}": words for n, (title, words) in expected}
        shown = word_charts(folder / REPORTS[0])
        assert shown.items() <= numbered.items()
        assert len(shown) >= 3
    assert "Cụm thi đua số 2 (" in str(word_charts(province.reports / REPORTS[0]))


def test_what_the_clusters_count_adds_up_to_the_whole(province: Province) -> None:
    figures = figures_of(province.folder)
    keys = [folder.name for _, folder in province.clusters]
    checked = 0
    for name, figure in figures.items():
        query = figure.get("query")
        if not query or query["unit"] or "scope" in query:
            continue
        if query["way"] not in ("sum", "count", "units") or query["block"].startswith("cluster_"):
            continue
        base, tilde, way = name.partition("~")
        parts = [figures.get(f"{base}^{key}{tilde}{way}") for key in keys]
        if None not in parts:
            values = [part["value"] for part in parts if part and part["value"] is not None]
            whole = sum(float(value) for value in values) if values else None
            assert (figure["value"] is None) == (whole is None), name
            assert whole is None or abs(float(figure["value"]) - whole) < 1e-6, name
            checked += 1
    assert checked > 150


def test_no_two_reports_print_one_figure_with_two_values(province: Province) -> None:
    record = json.loads((province.reports / "nguon-so-lieu.json").read_text(encoding="utf-8"))
    codes = [figure["code"] for figure in record["figures"].values()]
    assert len(codes) == len(set(codes))
    for count, folder in province.clusters:
        text = word_text(folder / REPORTS[0])
        returned, asked = len(count.books), len(count.units)
        assert f"bài nộp của {returned:02}/{asked:02} đơn vị" in text


def test_a_figure_of_a_cluster_leads_to_its_own_units_only(province: Province) -> None:
    count, folder = next(province.clusters)
    name = f"headcount.value[total]^{folder.name}"
    code = figures_of(province.folder)[name]["code"]
    traced = thidua_json("trace", code, "--campaign", province.folder)
    assert traced["label"].endswith("Cụm thi đua số 1")
    assert {cell["unit"] for cell in traced["cells"]} == set(count.books)
    page = (folder / "nguon-so-lieu.html").read_text(encoding="utf-8")
    assert code in page
    assert "Cụm thi đua số 1, năm 2025" in page


def test_a_cluster_is_told_by_its_own_name_head_and_open_places(province: Province) -> None:
    (first, folder), *_ = province.clusters
    text = word_text(folder / REPORTS[0])
    assert f"Cụm thi đua số 1 gồm {len(first.units):02} đơn vị thành viên; đơn vị trưởng" in text
    assert "[Cần viết: Đặc điểm tình hình của cụm. Phần này không hỏi trong biểu mẫu nào.]" in text
    assert f"{first.units[1].short}: " in text
    whole = word_text(province.reports / REPORTS[0])
    assert "Các cụm, khối thi đua tỉnh Minh Họa gồm 03 cụm, khối với 09 đơn vị" in whole
    assert f"{first.units[1].short}: " not in whole
    # What only the units are asked stands in the reports of their clusters.
    assert "Cần viết: Chức năng, nhiệm vụ" not in whole


def test_the_form_of_a_unit_names_its_cluster(province: Province) -> None:
    def top(form: Path) -> str:
        guide = openpyxl.load_workbook(form).worksheets[0]
        return " ".join(str(cell.value) for row in guide["A1:D5"] for cell in row if cell.value)

    for count in province.count.clusters:
        unit = count.units[1]
        assert f"{unit.name} ({count.name})" in top(form_of(province.folder, unit.code))
    (head,) = (province.folder / "forms").glob("bieu-don-vi-truong_*")
    assert "Cụm thi đua số 1" not in top(head)


def test_a_figure_of_a_cluster_is_told_by_its_name(province: Province) -> None:
    figures = figures_of(province.folder)
    for count, folder in province.clusters:
        own = [one["label"] for name, one in figures.items() if f"^{folder.name}" in name]
        assert own
        named = [label for label in own if count.name in label]
        # Changes between clusters aside, every one says whose it is.
        assert len(named) == len(own)


def test_the_status_counts_by_cluster(province: Province) -> None:
    told = thidua("status", "--campaign", province.folder, code=1)
    for count in province.count.clusters:
        assert f"{count.name}: đã nộp {len(count.books)}/{len(count.units)}" in told
    page = (province.folder / "status.html").read_text(encoding="utf-8")
    assert "Cụm, khối (3)" in page
    assert "· Cụm thi đua số 2</span>" in page
    status = thidua_json("status", "--campaign", province.folder)
    assert {unit["cluster"] for unit in status["units"]} == {
        c.name for c in province.count.clusters
    }


def test_a_late_workbook_changes_its_cluster_and_the_whole_and_no_other(own: Path) -> None:
    reports = own / "reports"
    units = thidua_json("status", "--campaign", own)["units"]
    late = next(unit for unit in units if not unit["file"])
    folders = sorted((reports / "cum").iterdir())
    places = dict(zip(dict.fromkeys(unit["cluster"] for unit in units), folders, strict=True))
    mine = places.pop(late["cluster"])
    typed = typed_into(mine / REPORTS[0])
    before = figures_of(own)
    others = {folder.name: words(folder) for folder in places.values()}
    answers = {("headcount", "total", "value"): 41, ("headcount", "direct", "value"): 30}
    fill(form_of(own, late["unit"]), own / "inbox" / "muon.xlsx", answers)
    thidua("consolidate", "--campaign", own, code=1)
    after = figures_of(own)
    moved = {n for n, one in after.items() if one["printed"] != printed(before.get(n))}
    assert {f"headcount.value[total]{end}" for end in ("", f"^{mine.name}")} <= moved
    assert not {name for name in moved if any(f"^{key}" in name for key in others)}
    assert {folder.name: words(folder) for folder in places.values()} == others
    # What a person typed into the report of the cluster is still there, the rest renewed.
    text = word_text(mine / REPORTS[0])
    assert typed in text
    here = sum(unit["cluster"] == late["cluster"] and bool(unit["file"]) for unit in units)
    assert f"bài nộp của {here + 1:02}/03 đơn vị" in text
    changes = (reports / "thay-doi.html").read_text(encoding="utf-8")
    assert f"cum/{mine.name}/{REPORTS[0]}" in changes
    assert not [key for key in others if f"cum/{key}/" in changes]
    assert list(dead_links(own / "reports")) == []


def test_a_former_run_comes_back_with_the_reports_of_its_clusters(own: Path) -> None:
    reports = own / "reports"
    first = json.loads((reports / "nguon-so-lieu.json").read_text(encoding="utf-8"))["run"]
    path = reports / "cum" / SECOND / REPORTS[1]
    old = path.read_bytes()
    typed = typed_into(path)
    thidua("consolidate", "--campaign", own, code=1)
    assert typed in word_text(path)
    assert (reports / "lich-su").is_dir()
    thidua("restore", first, "--campaign", own)
    assert json.loads((reports / "nguon-so-lieu.json").read_text(encoding="utf-8"))["run"] == first
    # As it was when the second run replaced it, with what had been typed by then.
    assert typed in word_text(path)
    assert path.read_bytes() != old


def test_a_run_with_nothing_changed_leaves_the_reports_of_all_clusters_alone(own: Path) -> None:
    first = thidua_json("consolidate", "--campaign", own)["run"]
    again = thidua_json("consolidate", "--campaign", own)
    assert (again["unchanged"], again["run"]) == (True, first)
    typed = typed_into(own / "reports" / "cum" / SECOND / REPORTS[1])
    third = thidua_json("consolidate", "--campaign", own)
    assert third["unchanged"] is False
    assert typed in word_text(own / "reports" / "cum" / SECOND / REPORTS[1])


def test_the_folder_of_a_cluster_that_is_no_more_is_named(own: Path) -> None:
    gone = own / "reports" / "cum" / "cum-thi-dua-so-1"
    settings = own / "campaign.xlsx"
    book = openpyxl.load_workbook(settings)
    for row in book["Đơn vị"].iter_rows():
        for cell in row:
            if cell.value == "Cụm thi đua số 1":
                cell.value = "Cụm thi đua các sở"
    book.save(settings)
    told = thidua("consolidate", "--campaign", own, code=1)
    assert "“cum/cum-thi-dua-so-1” không còn là cụm, khối nào" in told
    assert (own / "reports" / "cum" / "cum-thi-dua-cac-so" / REPORTS[0]).is_file()
    assert gone.is_dir()


def figures_of(folder: Path) -> dict[str, dict[str, Any]]:
    text = (folder / "reports" / "nguon-so-lieu.json").read_text(encoding="utf-8")
    figures: dict[str, dict[str, Any]] = json.loads(text)["figures"]
    return figures


def typed_into(path: Path) -> str:
    """Type a sentence behind the first paragraph of a report, as a person would."""
    words = "Câu do người viết thêm."
    document = docx.Document(str(path))
    paragraph = next(p for p in document.paragraphs if p.text.startswith("I. "))
    paragraph.insert_paragraph_before(words)
    document.save(str(path))
    return words


def dead_links(reports: Path) -> Iterator[str]:
    """Links of the page of changes to figures that the page they lead to does not tell."""
    page = (reports / "thay-doi.html").read_text(encoding="utf-8")
    links = re.findall(r'href="([^"#]+)#([0-9a-f]{10})"[^>]*>([^<]*)', page)
    assert links
    for to, code, text in links:
        is_gone = text.endswith("(không còn)")
        if not is_gone and code not in (reports / to).read_text(encoding="utf-8"):
            yield f"{to}#{code}"


def printed(figure: dict[str, Any] | None) -> str:
    return str(figure["printed"]) if figure else ""


def words(folder: Path) -> dict[str, str]:
    return {report: word_text(folder / report) for report in REPORTS}


def test_final_results_hold_the_reports_of_the_clusters(own: Path) -> None:
    reports = own / "reports"
    for unit in thidua_json("status", "--campaign", own)["units"]:
        if not unit["file"]:
            answers = {("headcount", "total", "value"): 41, ("headcount", "direct", "value"): 30}
            fill(form_of(own, unit["unit"]), own / "inbox" / f"{unit['unit']}.xlsx", answers)
    settled(own)
    thidua("consolidate", "--campaign", own, code=1)
    refusal = CliRunner().invoke(commands, ["consolidate", "--final", "--campaign", str(own)])
    assert refusal.exit_code == 2
    open_places = f"cum/{SECOND}/{REPORTS[0]}: chỗ nền vàng chưa viết"
    assert refusal.output.count(open_places) == 4
    assert f"{open_places}: và " in refusal.output
    for folder in (reports, *(reports / "cum").iterdir()):
        finished(folder)
    thidua("consolidate", "--final", "--campaign", own)
    final = reports / "chinh-thuc"
    listed = (final / "bang-ke.txt").read_text(encoding="utf-8")
    for folder in (reports / "cum").iterdir():
        for report in REPORTS:
            assert "viết tay" in word_text(final / "cum" / folder.name / report)
            assert f"cum/{folder.name}/{report}" in listed
