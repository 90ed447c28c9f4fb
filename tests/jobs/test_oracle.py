from __future__ import annotations

import re
import shutil
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path

import pytest

from tests.jobs.by_hand import (
    REPORTS,
    recount,
    saved_by_office,
    thidua,
    thidua_json,
    without_cached_values,
)
from tests.oracle.expect import Number, percent, spoken
from tests.oracle.explain import chart_differences, differences
from tests.oracle.explain_charts import expected_charts, word_charts
from tests.oracle.printed import PrintedTable, excel_tables, word_tables, word_text
from tests.oracle.recount import Recount, added, share
from tests.projections import docx_as_text

SEEDS = {2017: 4, 2023: 5, 2025: 6}
NUMBER = r"([\d.]+)"


@dataclass(frozen=True)
class Run:
    year: int
    folder: Path
    count: Recount

    @property
    def years(self) -> tuple[str, str]:
        return f"năm {self.year}", f"năm {self.year - 1}"

    @property
    def reports(self) -> Path:
        return self.folder / "reports"


@pytest.fixture(scope="module", params=SEEDS, ids=str)
def run(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Run:
    year: int = request.param
    folder = tmp_path_factory.mktemp(f"demo-{year}") / "cum"
    thidua("demo", folder, "--year", str(year), "--units", "10", "--seed", str(SEEDS[year]))
    return Run(year, folder, recount(folder))


@pytest.fixture(scope="module")
def recalculated(run: Run, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp(f"office-{run.year}")
    bare = without_cached_values(run.reports / "phu-luc.xlsx", folder / "phu-luc.xlsx")
    return saved_by_office([bare], folder / "out")[0]


@pytest.mark.parametrize("report", REPORTS)
def test_every_figure_in_the_word_tables_is_counted_again(run: Run, report: str) -> None:
    tables = word_tables(run.reports / report)
    assert differences(run.count, tables, *run.years) == []
    assert len({table.title for table in tables}) >= 18
    assert numbers_in(tables) > 1500


def test_every_figure_in_the_appendix_workbook_is_counted_again(run: Run) -> None:
    tables = excel_tables(run.reports / "phu-luc.xlsx")
    assert differences(run.count, tables, *run.years) == []
    assert len(tables) == 28
    assert numbers_in(tables) > 1500


@pytest.mark.libreoffice
def test_the_appendix_says_the_same_after_a_recalculation(run: Run, recalculated: Path) -> None:
    tables = excel_tables(recalculated)
    assert differences(run.count, tables, *run.years) == []
    assert chart_differences(recalculated) == []
    assert numbers_in(tables) == numbers_in(excel_tables(run.reports / "phu-luc.xlsx"))


def test_the_report_with_appendices_and_the_workbook_hold_the_same_tables(run: Run) -> None:
    # Between them the two reports print each table of the workbook, and the completeness page;
    # the statistical forms are in the workbook only.
    printed = {t.title for report in REPORTS for t in word_tables(run.reports / report)}
    kept = {table.title for table in excel_tables(run.reports / "phu-luc.xlsx")}
    assert printed - kept == {"Tình trạng nộp báo cáo của các đơn vị"}
    official = ("Số phong trào", "Số lượng khen thưởng", "Tổng hợp các hình thức")
    assert {title for title in kept - printed if not title.startswith(official)} == set()
    assert len(kept - printed) == 4


@pytest.mark.parametrize("report", REPORTS)
def test_every_figure_in_the_charts_is_counted_again(run: Run, report: str) -> None:
    expected = expected_charts(run.count, run.year)
    numbered = {
        f"Biểu đồ {number}. {title}": words for number, (title, words) in enumerate(expected, 1)
    }
    assert word_charts(run.reports / report) == numbered


def test_files_of_every_kind_are_in_the_count(run: Run) -> None:
    # Two units silent, one that declares blanks to be none; see below for LibreOffice.
    missing = [unit.code for unit in run.count.units if unit.code not in run.count.books]
    declared = [
        code
        for code, book in run.count.books.items()
        if book.number("awards_household", "BKTTG", "decided") == 0
    ]
    assert len(missing) == 2
    assert declared
    assert run.count.head is not None


@pytest.mark.libreoffice
def test_a_file_saved_by_libreoffice_is_in_the_count(run: Run) -> None:
    files = [run.folder / "inbox" / unit["file"] for unit in run.count.status["units"]]
    writers = [made_by(path) for path in files if path.is_file()]
    assert sum("LibreOffice" in writer for writer in writers) == 1


@pytest.mark.parametrize("report", REPORTS)
def test_the_headline_sentences_say_what_was_counted(run: Run, report: str) -> None:
    text = word_text(run.reports / report)
    returned, asked = len(run.count.books), len(run.count.units)
    coverage = rf"Số liệu trong báo cáo này tổng hợp từ bài nộp của {NUMBER}/{NUMBER} đơn vị"
    assert only(coverage, text) == prose(returned, asked)
    own = len(run.count.head.records("cluster_documents")) if run.count.head else 0
    documents = rf"đã ban hành {NUMBER} văn bản .*? cụm ban hành {NUMBER} văn bản, {NUMBER} đơn vị"
    listed = sum(bool(book.records("documents")) for book in run.count.books.values())
    assert only(documents, text) == prose(own + run.count.documents(), own, listed)


@pytest.mark.parametrize("report", REPORTS)
def test_the_sentences_on_awards_say_what_was_counted(run: Run, report: str) -> None:
    text = word_text(run.reports / report)
    decided = {h: run.count.all_awards(h, "decided") for h in ("collective", "individual")}
    awarded = rf"các đơn vị có {NUMBER} lượt tập thể.*? {NUMBER} lượt cá nhân"
    assert only(awarded, text) == prose(decided["collective"], decided["individual"])
    for column, words in (
        ("decided", "đã có quyết định khen thưởng"),
        ("proposed", "được đề nghị khen thưởng"),
    ):
        direct, whole = pair(run.count, f"{column}_direct", column)
        said = rf"lượt cá nhân {words}, có .*?chiếm tỷ lệ ([\d.,]+%) \({NUMBER}/{NUMBER}\)"
        expected = (spoken(percent(share(direct, whole))), spoken(Number(direct)))
        assert only(said, text) == (*expected, spoken(Number(whole)))


def test_an_altered_figure_does_not_pass(run: Run) -> None:
    # The oracle itself: every changed number, and a 0 in place of a dash, is noticed.
    tables = excel_tables(run.reports / "phu-luc.xlsx")
    for table in tables:
        for altered in alterations(table):
            wrong = differences(run.count, [altered], *run.years)
            assert any("counted" in line for line in wrong), altered.place
    stranger = replace(tables[0], title="Bảng lạ")
    assert differences(run.count, [stranger], *run.years)


def test_a_second_consolidation_without_the_cache_says_the_same(run: Run) -> None:
    former = {name: docx_as_text(run.reports / name) for name in REPORTS}
    shutil.rmtree(run.folder / "cache")
    thidua("consolidate", "--campaign", run.folder, code=1)
    assert {name: docx_as_text(run.reports / name) for name in REPORTS} == former
    kept = list((run.reports / "lich-su").glob("*/*.docx"))
    assert sorted(path.name for path in kept) == sorted(REPORTS)


def test_status_names_the_same_units_as_the_files(run: Run) -> None:
    status = thidua_json("status", "--campaign", run.folder)
    assert status["returned"] == len(run.count.books)
    for unit in status["units"]:
        if unit["file"]:
            assert run.count.books[unit["unit"]].layout["unit"] == unit["unit"]


def made_by(path: Path) -> str:
    with zipfile.ZipFile(path) as parts:
        return parts.read("docProps/app.xml").decode("utf-8")


def numbers_in(tables: list[PrintedTable]) -> int:
    cells = (cell for table in tables for row in table.rows for cell in row)
    return sum(
        isinstance(cell, Decimal) or bool(re.fullmatch(r"[+-]?[\d.,]+%?", cell)) for cell in cells
    )


def alterations(table: PrintedTable) -> Iterator[PrintedTable]:
    """A few tables with one cell changed each, spread over the rows."""
    places = [
        (r, c)
        for r, row in enumerate(table.rows)
        for c, cell in enumerate(row)
        if isinstance(cell, Decimal) or cell == "—"
    ]
    for r, c in places[:: max(1, len(places) // 2)]:
        cell = table.rows[r][c]
        changed = cell + 1 if isinstance(cell, Decimal) else Decimal(0)
        row = (*table.rows[r][:c], changed, *table.rows[r][c + 1 :])
        yield replace(table, rows=(*table.rows[:r], row, *table.rows[r + 1 :]))


def only(pattern: str, text: str) -> tuple[str, ...]:
    found = {match.groups() for match in re.finditer(pattern, text)}
    assert len(found) == 1, (pattern, found)
    return found.pop()


def prose(*counts: Decimal | int | None) -> tuple[str, ...]:
    """Counts as a sentence prints them: 07 · 12 · 1.234."""
    return tuple(
        f"{int(n):02}" if n and 0 < n < 10 else spoken(Number(None if n is None else Decimal(n)))
        for n in counts
    )


def pair(count: Recount, left: str, right: str) -> tuple[Decimal | None, Decimal | None]:
    """Two totals over the units that reported both."""
    both = [
        (a, b)
        for unit in count.books
        if (a := count.all_awards("individual", left, unit)) is not None
        and (b := count.all_awards("individual", right, unit)) is not None
    ]
    return added(a for a, _ in both), added(b for _, b in both)
