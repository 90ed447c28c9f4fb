from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from pipeline.domain.errors import PipelineError
from pipeline.domain.layout import Manifest
from pipeline.files.forms.form_book import write_form
from pipeline.files.forms.form_filler import Answer, address, fill, read_printed
from pipeline.files.forms.form_layout import read_published_layout
from pipeline.steps.place import place
from pipeline.steps.publish_layout import publish_json
from tests.builders import a_campaign, a_form


def test_answers_land_in_the_cells_the_workbook_publishes(tmp_path: Path) -> None:
    form, layout = _issued(tmp_path)
    answers: dict[tuple[str, str, str], Answer] = {
        ("headcount", "total", "value"): 120,
        ("documents", "2", "date"): date(2025, 3, 4),
        ("awards_individual", "LDTT", "decided"): 100,
        ("awards_collective", "declaration", "value"): "Không có (0)",
        ("narrative", "functions", "value"): "Một câu.\nHai câu.",
    }
    target = tmp_path / "inbox" / "nộp.xlsx"
    fill(form, target, layout, answers)
    book = load_workbook(target)
    for where, answer in answers.items():
        sheet, letter, row = address(layout, where)
        found = book[sheet][f"{letter}{row}"].value
        assert (found.date() if isinstance(found, datetime) else found) == answer


def test_text_stays_text_and_only_a_meant_formula_is_one(tmp_path: Path) -> None:
    form, layout = _issued(tmp_path)
    text, formula = ("identity", "reporter", "value"), ("headcount", "women", "value")
    fill(form, tmp_path / "a.xlsx", layout, {text: "=1+1", formula: "=A1+1"}, [formula])
    assert _cell(tmp_path / "a.xlsx", layout, text).data_type == "s"
    assert _cell(tmp_path / "a.xlsx", layout, formula).data_type == "f"


def test_a_cell_of_a_list_takes_the_format_of_its_column(tmp_path: Path) -> None:
    form, layout = _issued(tmp_path)
    beyond = str(layout["blocks"]["documents"]["last_row"] + 5)
    where = ("documents", beyond, "date")
    fill(form, tmp_path / "a.xlsx", layout, {where: date(2025, 3, 4)})
    cell = _cell(tmp_path / "a.xlsx", layout, where)
    assert cell.is_date
    assert not cell.protection.locked


def test_the_issued_workbook_stays_as_it_was(tmp_path: Path) -> None:
    form, layout = _issued(tmp_path)
    before = form.read_bytes()
    fill(form, tmp_path / "a.xlsx", layout, {("headcount", "total", "value"): 1})
    assert form.read_bytes() == before
    assert read_published_layout(tmp_path / "a.xlsx") == layout


def test_an_answer_without_a_place_is_refused(tmp_path: Path) -> None:
    form, layout = _issued(tmp_path)
    for where in [
        ("nowhere", "1", "value"),
        ("awards_individual", "NONE", "decided"),
        ("self_scores", "TC1", "maximum"),
        ("documents", "declaration", "value"),
    ]:
        with pytest.raises(PipelineError, match="không có ô nhập"):
            fill(form, tmp_path / "a.xlsx", layout, {where: 1})


def test_what_the_form_prints_can_be_read(tmp_path: Path) -> None:
    form, layout = _issued(tmp_path)
    printed = read_printed(form, layout)
    assert printed["self_scores", "TC1", "maximum"] == 60
    assert printed["targets", "CT01", "measure"] == "hồ sơ"
    assert ("self_scores", "TC1", "score") not in printed


def _issued(folder: Path) -> tuple[Path, dict[str, Any]]:
    campaign, form = a_campaign(), a_form()
    manifest = Manifest(form.id, form.version, campaign.id, "SNV", campaign.period.code)
    layout, path = place(form), folder / "bieu-mau.xlsx"
    write_form(path, form, layout, manifest, layout_json=publish_json(form, layout, manifest))
    return path, read_published_layout(path)


def _cell(path: Path, layout: dict[str, Any], where: tuple[str, str, str]) -> Any:
    sheet, letter, row = address(layout, where)
    return load_workbook(path)[sheet][f"{letter}{row}"]
