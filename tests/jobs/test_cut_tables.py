"""Figures of tables that are too long for paper: found in the workbook's words, traced to cells."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from pipeline.domain.figures import Figure, Way, figure_code
from pipeline.jobs.campaigns import open_campaign
from pipeline.jobs.collect import collect
from pipeline.steps import figures
from pipeline.steps.cut_tables import CutTables
from pipeline.steps.figures import FigureBook
from pipeline.steps.named_figure import figure_named
from pipeline.steps.tables import long_tables
from tests.jobs.by_hand import thidua, thidua_json

NOW = datetime(2025, 12, 15, tzinfo=UTC)
SHEET = "PL Lao động trực tiếp"


@dataclass(frozen=True)
class Large:
    """A campaign whose tables of units are all too long for paper."""

    folder: Path

    @property
    def recorded(self) -> dict[str, Any]:
        source = (self.folder / "reports" / "nguon-so-lieu.json").read_text(encoding="utf-8")
        found: dict[str, Any] = json.loads(source)["figures"]
        return found

    @property
    def book(self) -> FigureBook:
        opened = open_campaign(self.folder)
        forms = opened.unit_form, opened.head_form
        return FigureBook(collect(opened, now=NOW).collection, *forms)

    def sheet(self, name: str) -> list[tuple[Any, ...]]:
        book = openpyxl.load_workbook(self.folder / "reports" / "phu-luc.xlsx", data_only=True)
        return [row for row in book[name].iter_rows(values_only=True) if any(row)]

    def trace(self, *words: str) -> Any:
        return thidua_json("trace", *words, "--campaign", self.folder)

    def cell(self, traced: dict[str, Any]) -> Any:
        book = openpyxl.load_workbook(self.folder / "inbox" / traced["file"])
        return book[traced["sheet"]][traced["cell"]].value


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Large]:
    folder = tmp_path_factory.mktemp("large") / "nganh"
    with pytest.MonkeyPatch.context() as limits:
        limits.setattr(figures, "MANY_UNITS", 4)
        limits.setattr(long_tables, "MOST_OF_MANY", 5)
        thidua("demo", folder, "--year", "2025", "--units", "6", "--seed", "3")
        yield Large(folder)


def test_a_number_of_one_unit_in_the_workbook_is_traced_to_the_cell_of_its_file(
    large: Large,
) -> None:
    unit, headcount = next((row[1], row[2]) for row in large.sheet(SHEET) if row[0] == 1)
    found = large.trace("--find", f"{unit}; {headcount}; Lao động: Tổng số")
    (name,) = found
    assert name not in large.recorded
    assert (unit in found[name]["label"], SHEET in found[name]["label"]) == (True, True)
    for asked in (name, found[name]["code"]):
        traced = large.trace(asked)
        (cell,) = traced["cells"]
        assert [traced["value"], cell["value"], large.cell(cell)] == [headcount] * 3


def test_the_workbook_says_below_a_long_table_how_its_numbers_are_traced(large: Large) -> None:
    notes = [row[0] for row in large.sheet(SHEET) if isinstance(row[0], str)]
    assert any('thidua trace --find "tên đơn vị' in note for note in notes)
    documents = [row[0] for row in large.sheet("PL I Văn bản") if isinstance(row[0], str)]
    assert not any("thidua trace" in note for note in documents)


def test_every_number_of_a_long_table_is_found_by_its_code(large: Large) -> None:
    (ranked,) = (table for table in CutTables(large.book) if table.sheet == "PL Chấm điểm")
    row = next(row for row in ranked.rows if row.cells["rank"])
    printed = {key: one for key, one in row.cells.items() if isinstance(one, Figure)}
    assert {"self_score", "score", "final", "rank"} <= printed.keys()
    for figure in printed.values():
        if figure.value is not None:
            traced = large.trace(figure_code(figure.id))
            assert (traced["id"], traced["value"]) == (figure.id, figure.value)
            assert {cell["sheet"] for cell in traced["cells"]} <= {"Tự chấm điểm", "Chấm điểm cụm"}


def test_a_share_that_is_not_recorded_is_made_again_from_its_id(large: Large) -> None:
    unit = large.book.campaign.units[0].code
    parts = [f"headcount.value[{row}]@{unit}" for row in ("direct", "total")]
    traced = large.trace(f"share({','.join(parts)})")
    assert [part["id"] for part in traced["parts"]] == parts
    direct, total = (large.cell(cell) for cell in traced["cells"])
    assert traced["value"] == pytest.approx(100 * direct / total, abs=0.005)


def test_a_search_says_which_long_tables_it_went_through(large: Large) -> None:
    told = thidua("trace", "--find", "không đâu có", "--campaign", large.folder)
    assert f"“{SHEET}”" in told
    assert "Không có số liệu nào khớp." in told
    unit = large.book.campaign.units[0].short_name
    assert "… và còn nữa" in thidua("trace", "--find", unit, "--campaign", large.folder)


def test_a_search_that_the_record_answers_looks_no_further(large: Large) -> None:
    told = thidua("trace", "--find", "Số đơn vị thành viên", "--campaign", large.folder)
    assert "phu-luc.xlsx" not in told


@pytest.mark.parametrize(
    "name",
    [
        "headcount.value[total]@KHONG-CO",
        "headcount.value[nothing]",
        "headcount.nothing[total]",
        "nothing.value",
        "headcount.value[total]^cum-la",
        "headcount.value[total]~mode",
        "headcount.value{kind=1}",
        "share(headcount.value[total])",
        "share(headcount.value[total],",
        "power(headcount.value[total])",
        "minus(" * 400 + "headcount.value[total]" + ")" * 400,
        "targets.plan[khong-co]~mean",
        "[]@",
        "",
    ],
)
def test_a_foreign_id_is_refused_in_one_line(large: Large, name: str) -> None:
    assert figure_named(name, large.book) is None
    if name:
        told = thidua("trace", name, "--campaign", large.folder, code=2)
        assert f"Không có số liệu “{name}”" in told
        assert "thidua trace --find" in told


def test_every_recorded_figure_of_cells_is_made_again_the_same(large: Large) -> None:
    book, kinds = large.book, set()
    for name, record in large.recorded.items():
        figure = figure_named(name, book)
        if figure is None:
            assert record["formula"] not in {way.words for way in Way}, name
        else:
            value = None if figure.value is None else str(figure.value)
            told = (value, figure.formula, figure.reporting, figure.expected)
            assert told == tuple(record[k] for k in ("value", "formula", "reporting", "expected"))
            kinds.add(figure.formula)
    assert len(kinds) >= 7
