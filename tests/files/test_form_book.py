from __future__ import annotations

import subprocess
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl import Workbook
from openpyxl.cell.cell import MergedCell
from openpyxl.worksheet.worksheet import Worksheet

from pipeline.domain.form import FormSpec, Sheet
from pipeline.domain.manifest import LISTS_SHEET, MANIFEST_SHEET, parse_manifest
from pipeline.files.forms.form_book import write_form
from pipeline.files.forms.form_cells import Values
from pipeline.files.templates.settings import load_catalogue, load_form
from pipeline.steps.place import place
from pipeline.steps.publish_layout import publish_json
from pipeline.steps.settings.tailor import tailor_campaign_form
from tests.builders import a_campaign, a_form
from tests.projections import xlsx_as_text
from tests.small_form import FORM, MANIFEST, RECORDS

LAYOUT = place(FORM)


def written(path: Path, values: Values | None = None, form: FormSpec = FORM) -> Workbook:
    layout = place(form)
    text = publish_json(form, layout, MANIFEST)
    write_form(
        path / "form.xlsx",
        form,
        layout,
        MANIFEST,
        values or {},
        layout_json=text,
        issued_to="Sở Nội vụ",
        lines=("Hạn nộp: 10/12/2025.",),
    )
    return openpyxl.load_workbook(path / "form.xlsx")


def shipped(name: str) -> FormSpec:
    if name == "small":
        return FORM
    if name == "campaign":
        period = a_campaign().period
        return tailor_campaign_form(
            load_form(name, period), load_catalogue(period), period, load_form("unit", period)
        )
    return a_form(name)


def input_cells(form: FormSpec) -> Iterator[tuple[str, str]]:
    layout = place(form)
    for sheet, block in form.blocks:
        where = layout[block.key]
        last = where.first_row + max(block.limit, len(block.rows)) - 1
        if where.declaration:
            yield sheet.title, where.declaration
        for column in block.inputs:
            letter = where.columns[column.key]
            yield from ((sheet.title, f"{letter}{row}") for row in range(where.first_row, last + 1))


def day_of(cell: Any) -> date:
    assert isinstance(cell.value, datetime)
    return cell.value.date()


def is_open(sheet: Worksheet, address: str) -> bool:
    """What Excel does: a cell's own style, else its row's, else its column's."""
    cell = sheet[address]
    if isinstance(cell, MergedCell) or cell.has_style:
        return not cell.protection.locked
    row = sheet.row_dimensions[cell.row]
    if row.has_style:
        return not row.protection.locked
    return not sheet.column_dimensions[cell.column_letter].protection.locked


def test_the_small_form_looks_as_reviewed(
    tmp_path: Path, golden: Callable[[str, str], None]
) -> None:
    values: Values = {
        ("identity", "name", "value"): "Sở Nội vụ",
        ("awards", "LDTT", "decided"): 12,
        ("documents", "1", "number"): "15/KH-SNV",
    }
    written(tmp_path, values)
    golden("form-small.xlsx.txt", xlsx_as_text(tmp_path / "form.xlsx"))


def test_values_of_every_kind_are_written_as_what_they_are(tmp_path: Path) -> None:
    book = written(
        tmp_path,
        {
            ("awards", "LDTT", "decided"): 0,
            ("awards", "LDTT", "rate"): Decimal("12.5"),
            ("awards", "LDTT", "official"): "yes",
            ("awards", "LDTT", "proposed"): None,
            ("awards", "declaration", "value"): "zero",
            ("documents", "2", "date"): date(2025, 1, 5),
        },
    )
    general, documents = book["Thông tin chung"], book["Văn bản"]
    row = LAYOUT["awards"].rows["LDTT"]
    assert general[f"E{row}"].value == 0
    assert general[f"F{row}"].value == 12.5
    assert general[f"G{row}"].value == "Có"
    assert general[f"D{row}"].value is None
    assert general[LAYOUT["awards"].declaration].value == "Không có (0)"
    day = documents[f"D{LAYOUT['documents'].first_row + 1}"]
    assert (day_of(day), day.number_format) == (date(2025, 1, 5), "dd/mm/yyyy")


@pytest.mark.parametrize(
    "text", ["=1+1", "+84 912", "-5", "@SUM(A1)", "#N/A", "{{ x }}", "A & B < C"]
)
def test_text_stays_text(tmp_path: Path, text: str) -> None:
    book = written(tmp_path, {("identity", "name", "value"): text})
    cell = book["Thông tin chung"][f"C{LAYOUT['identity'].rows['name']}"]
    assert (cell.value, cell.data_type, cell.number_format) == (text, "s", "@")


def test_control_characters_are_left_out_and_long_answers_kept_whole(tmp_path: Path) -> None:
    answer = "Đơn vị đã hoàn thành. " * 1_400
    book = written(
        tmp_path,
        {
            ("identity", "name", "value"): "Sở\x07 Nội vụ\ud800",
            ("narrative", "conditions", "value"): answer,
        },
    )
    assert book["Thông tin chung"][f"C{LAYOUT['identity'].rows['name']}"].value == "Sở Nội vụ"
    told = book["Thuyết minh"][f"C{LAYOUT['narrative'].rows['conditions']}"].value
    assert len(told) > 30_000
    assert told == answer.strip()


def test_an_unknown_choice_is_shown_as_it_came(tmp_path: Path) -> None:
    book = written(tmp_path, {("documents", "1", "simple"): "Chắc là có"})
    assert book["Văn bản"][f"E{LAYOUT['documents'].first_row}"].value == "Chắc là có"


def test_a_list_may_be_written_beyond_its_prepared_rows(tmp_path: Path) -> None:
    row = LAYOUT["documents"].first_row + 30 - 1
    book = written(tmp_path, {("documents", "30", "number"): "99/QĐ"})
    cell = book["Văn bản"][f"C{row}"]
    assert (cell.value, cell.protection.locked) == ("99/QĐ", False)


@pytest.mark.parametrize("name", ["small", "unit", "head", "campaign"])
def test_exactly_the_input_cells_are_open(tmp_path: Path, name: str) -> None:
    form = shipped(name)
    book = written(tmp_path, form=form)
    opened = set(input_cells(form))
    closed = [place for place in opened if not is_open(book[place[0]], place[1])]
    assert closed == []
    for sheet in book.worksheets:
        assert sheet.protection.sheet
        assert not sheet.protection.password
        wrongly = [
            cell.coordinate
            for row in sheet.iter_rows()
            for cell in row
            if is_open(sheet, cell.coordinate) and (sheet.title, cell.coordinate) not in opened
        ]
        assert wrongly == []


def test_whoever_fills_may_fit_rows_and_columns_insert_rows_and_sort(tmp_path: Path) -> None:
    guard = written(tmp_path)["Văn bản"].protection
    forbidden = (guard.formatColumns, guard.formatRows, guard.insertRows, guard.sort)
    assert forbidden == (False, False, False, False)


@pytest.mark.parametrize("name", ["unit", "head", "campaign"])
def test_excel_accepts_every_dropdown_and_message(tmp_path: Path, name: str) -> None:
    form = shipped(name)
    book = written(tmp_path, form=form)
    lists = {f"ds_{name}" for name in form.lists}
    for sheet in book.worksheets:
        assert len(sheet.title) <= 31
        for rule in sheet.data_validations.dataValidation:
            assert len(rule.prompt or "") <= 255
            assert len(rule.promptTitle or "") <= 32
            assert len(rule.error or "") <= 225
            if rule.type == "list":
                assert rule.formula1 in lists
                assert rule.formula1 in book.defined_names


def test_a_dropdown_offers_the_labels_of_its_list(tmp_path: Path) -> None:
    book = written(tmp_path)
    (area,) = book.defined_names["ds_yes_no"].destinations
    sheet, address = area
    offered = [cell.value for (cell,) in book[sheet][address.replace("$", "")]]
    assert (sheet, offered) == (LISTS_SHEET, ["Có", "Không"])
    assert "ds_unused" not in book.defined_names


def test_guards_of_a_list_reach_to_its_limit(tmp_path: Path) -> None:
    sheet = written(tmp_path)["Văn bản"]
    first = LAYOUT["documents"].first_row
    reached = {str(rule.sqref) for rule in sheet.data_validations.dataValidation}
    assert f"D{first}:D{first + RECORDS.limit - 1}" in reached


def test_a_wrong_number_is_answered_in_vietnamese(tmp_path: Path) -> None:
    sheet = written(tmp_path)["Thông tin chung"]
    messages = [rule.error for rule in sheet.data_validations.dataValidation]
    assert any("từ 0 đến 9.999.999" in (text or "") for text in messages)
    assert any("từ 2.000 đến 2.100" in (text or "") for text in messages)


def test_the_workbook_is_known_by_its_hidden_page(tmp_path: Path) -> None:
    book = written(tmp_path)
    page = book[MANIFEST_SHEET]
    shown = parse_manifest(list(page.values))
    assert page.sheet_state == "veryHidden"
    assert book[LISTS_SHEET].sheet_state == "hidden"
    assert shown.manifest == MANIFEST
    assert shown.layout_json == publish_json(FORM, LAYOUT, MANIFEST)


def test_keys_stand_in_the_hidden_first_column(tmp_path: Path) -> None:
    sheet = written(tmp_path)["Thông tin chung"]
    where = LAYOUT["awards"]
    assert sheet.column_dimensions["A"].hidden
    assert sheet[f"A{where.header_row}"].value == "awards"
    assert {sheet[f"A{row}"].value for row in where.rows.values()} == {"LDTT", "BKUB"}


def test_it_opens_on_the_guide_which_links_to_every_sheet(tmp_path: Path) -> None:
    book = written(tmp_path)
    guide = book.worksheets[0]
    links = {c.value for row in guide.iter_rows() for c in row if c.hyperlink}
    assert book.active is guide
    assert guide.title == "Hướng dẫn"
    assert links == {sheet.title for sheet in FORM.sheets}


def test_lists_hold_no_styled_blank_rows(tmp_path: Path) -> None:
    long = replace(RECORDS, capacity=30, limit=5_000)
    form = replace(FORM, sheets=(Sheet("documents", "Văn bản", "Văn bản", (long,)),))
    sheet = written(tmp_path, form=form)["Văn bản"]
    assert sheet.max_row == place(form)["documents"].last_row


@pytest.mark.libreoffice
def test_keys_values_and_the_hidden_page_survive_libreoffice(tmp_path: Path) -> None:
    values: Values = {
        ("identity", "name", "value"): "=1+1",
        ("awards", "LDTT", "decided"): 12,
        ("documents", "1", "date"): date(2025, 1, 5),
        ("documents", "1", "simple"): "yes",
    }
    written(tmp_path, values)
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    out = tmp_path / "saved"
    command = ["soffice", profile, "--headless", "--convert-to", "xlsx", "--outdir", str(out)]
    subprocess.run([*command, str(tmp_path / "form.xlsx")], check=True, timeout=180)
    book = openpyxl.load_workbook(out / "form.xlsx")
    general, first = book["Thông tin chung"], LAYOUT["documents"].first_row
    assert parse_manifest(list(book[MANIFEST_SHEET].values)).manifest == MANIFEST
    assert book[MANIFEST_SHEET].sheet_state != "visible"
    assert general.column_dimensions["A"].hidden
    assert general[f"A{LAYOUT['awards'].header_row}"].value == "awards"
    assert general[f"C{LAYOUT['identity'].rows['name']}"].value == "=1+1"
    assert general[f"C{LAYOUT['identity'].rows['name']}"].data_type == "s"
    assert general[f"E{LAYOUT['awards'].rows['LDTT']}"].value == 12
    assert day_of(book["Văn bản"][f"D{first}"]) == date(2025, 1, 5)
    assert book["Văn bản"][f"E{first}"].value == "Có"
    assert is_open(book["Văn bản"], f"C{first + 39}")
    assert not is_open(book["Văn bản"], "C1")
