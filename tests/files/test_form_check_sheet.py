from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from openpyxl import Workbook
from openpyxl.worksheet.formula import ArrayFormula

from pipeline.domain.form import FormSpec
from pipeline.domain.layout import Manifest
from pipeline.domain.manifest import CHECK_SHEET
from pipeline.domain.rules.live_checks import LiveChecks
from pipeline.files.forms.form_book import write_form
from pipeline.files.forms.form_cells import Values
from pipeline.files.returned.returned import read_workbook
from pipeline.steps.checking.live_checks import live_checks
from pipeline.steps.place import place
from pipeline.steps.reading.anchor import anchor
from pipeline.steps.reading.interpret import Origin, interpret
from tests.builders import a_form, a_period
from tests.small_form import FORM, MANIFEST


def checks_of(form: FormSpec) -> LiveChecks:
    return live_checks(form, place(form), a_period())


def written(path: Path, form: FormSpec, values: Values | None = None) -> Path:
    manifest = Manifest(form.id, form.version, "minh-hoa-2025", "SNV", "2025")
    file = path / "form.xlsx"
    write_form(file, form, place(form), manifest, values or {}, checks=checks_of(form))
    return file


def opened(path: Path, form: FormSpec) -> Workbook:
    return openpyxl.load_workbook(written(path, form))


def test_the_sheet_follows_the_guide_which_links_to_it(tmp_path: Path) -> None:
    book = opened(tmp_path, a_form())
    links = {c.value for row in book.worksheets[0].iter_rows() for c in row if c.hyperlink}
    assert book.sheetnames[:2] == ["Hướng dẫn", "Kiểm tra"]
    assert CHECK_SHEET in links


def test_without_checks_there_is_no_such_sheet(tmp_path: Path) -> None:
    write_form(tmp_path / "f.xlsx", FORM, place(FORM), MANIFEST)
    book = openpyxl.load_workbook(tmp_path / "f.xlsx")
    assert CHECK_SHEET not in book.sheetnames
    assert not [name for name in book.defined_names if name.startswith("kt_")]


def test_every_sheet_and_every_rule_has_a_line(tmp_path: Path) -> None:
    form = a_form()
    sheet = opened(tmp_path, form)[CHECK_SHEET]
    codes = [sheet.cell(row, 3).value for row in range(8, sheet.max_row + 1)]
    texts = [sheet.cell(row, 4).value for row in range(8, sheet.max_row + 1)]
    assert [part.heading for part in form.sheets] == texts[: len(form.sheets)]
    assert [found.rule.code for found in checks_of(form).rules] == codes[len(form.sheets) + 3 :]


def test_nothing_on_the_sheet_is_open_for_typing(tmp_path: Path) -> None:
    sheet = opened(tmp_path, a_form())[CHECK_SHEET]
    assert sheet.protection.sheet
    assert all(cell.protection.locked for row in sheet.iter_rows() for cell in row)


def test_numbers_stand_in_hidden_columns(tmp_path: Path) -> None:
    sheet = opened(tmp_path, a_form())[CHECK_SHEET]
    arrays = {
        cell.column_letter
        for row in sheet.iter_rows()
        for cell in row
        if isinstance(cell.value, ArrayFormula)
    }
    assert arrays == {"I", "J", "M", "O", "P", "Q"}
    assert all(sheet.column_dimensions[letter].hidden for letter in "HIJKLMNOPQ")
    assert not any(sheet.column_dimensions[letter].hidden for letter in "BCDEFG")


def test_excel_is_asked_to_work_everything_out_on_opening(tmp_path: Path) -> None:
    assert opened(tmp_path, a_form()).calculation.fullCalcOnLoad


def test_a_condition_names_only_what_the_workbook_defines(tmp_path: Path) -> None:
    book = opened(tmp_path, a_form())
    for sheet in book.worksheets:
        for area in sheet.conditional_formatting:
            for rule in area.rules:
                condition = rule.formula[0] if rule.formula else ""
                assert len(condition) <= 255
                if condition.startswith("kt_"):
                    assert condition in book.defined_names


def test_a_blank_required_cell_looks_blank_first_and_broken_second(tmp_path: Path) -> None:
    sheet = opened(tmp_path, a_form())["Danh sách khen cao"]
    order = [
        (rule.priority, rule.formula[0])
        for area in sheet.conditional_formatting
        for rule in area.rules
    ]
    conditions = [condition for _, condition in sorted(order)]
    broken = [i for i, condition in enumerate(conditions) if condition.startswith("kt_")]
    assert "LEN(TRIM(" in conditions[0]
    assert broken
    assert conditions[max(broken) + 1].startswith("OR(ROW()<=")


@pytest.mark.parametrize("name", ["unit", "head"])
def test_reading_passes_over_the_sheet(tmp_path: Path, name: str) -> None:
    form = a_form(name)
    book = read_workbook(written(tmp_path, form))
    read = interpret(book, form, place(form), Origin(MANIFEST, "SNV", "form.xlsx", "0"))
    assert book.sheet(CHECK_SHEET) is None
    assert {found.code for found in read.findings} <= {"KT-207"}
    assert CHECK_SHEET not in {table.sheet for table in read.submission.tables.values()}


def test_a_lost_block_is_not_found_on_it(tmp_path: Path) -> None:
    form = a_form()
    book = read_workbook(written(tmp_path, form))
    kept = tuple(sheet for sheet in book.sheets if sheet.name in ("Hướng dẫn", CHECK_SHEET))
    assert anchor(replace(book, sheets=kept), form, place(form)) == {}
