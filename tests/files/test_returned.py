from __future__ import annotations

import io
import shutil
import subprocess
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.formula import ArrayFormula

from pipeline.domain.form import VALUE, FormSpec
from pipeline.domain.layout import Manifest
from pipeline.domain.manifest import MANIFEST_SHEET, parse_manifest
from pipeline.domain.submission import Submission, Value
from pipeline.domain.workbook import RawWorkbook
from pipeline.files.forms.form_book import write_form
from pipeline.files.returned import calamine_sheets
from pipeline.files.returned.file_kind import Unreadable
from pipeline.files.returned.returned import parse_workbook, read_workbook
from pipeline.steps.checking.check import check
from pipeline.steps.place import place
from pipeline.steps.reading.identify import identify
from pipeline.steps.reading.interpret import Interpretation, Origin, interpret
from tests.builders import a_campaign, a_form
from tests.files.test_guards import SHEET, a_workbook, a_zip, edited, parts_of

CAMPAIGN = a_campaign()
FORM = a_form("unit", CAMPAIGN)
MANIFEST = Manifest("unit", 1, CAMPAIGN.id, "SNV", CAMPAIGN.period.code)
FILLED: dict[tuple[str, str, str], Value] = {
    ("identity", "self_name", VALUE): "Sở Nội vụ",
    ("identity", "reporter", VALUE): "Nguyễn Thị A & B < C {{ x }}",
    ("headcount", "total", VALUE): 120,
    ("headcount", "direct", VALUE): 96,
    ("headcount", "collectives", VALUE): 8,
    ("documents", "1", "number"): "15/KH-SNV",
    ("documents", "1", "date"): date(2025, 3, 15),
    ("documents", "1", "type"): "plan",
    ("documents", "1", "issuer_level"): "authority",
    ("documents", "1", "subject"): "=1+1 là chữ, không phải công thức",
    ("documents", "40", "number"): "bốn mươi",
    ("awards_individual", "LDTT", "proposed"): 90,
    ("awards_individual", "LDTT", "decided"): 88,
    ("awards_individual", "declaration", VALUE): "zero",
    ("targets", "CT02", "done"): 2,
    ("narrative", "proposals", VALUE): "Dòng một\nDòng hai",
}


def issue(
    path: Path,
    values: dict[tuple[str, str, str], Value] | None = None,
    form: FormSpec = FORM,
) -> Path:
    write_form(path, form, place(form), MANIFEST, values or {})
    return path


def interpreted(path: Path, form: FormSpec = FORM) -> Interpretation:
    book = read_workbook(path)
    return interpret(book, form, place(form), Origin(MANIFEST, "SNV", path.name, "0" * 64))


def answers(submission: Submission) -> dict[tuple[str, str, str], Value]:
    """Every reported value; declared zeros are counted, not listed."""
    return {
        (block, key, column): values[index]
        for block, table in submission.tables.items()
        for column, values in table.values.items()
        for index, key in enumerate(table.row_keys)
        if values[index] is not None and not table.cell(index, column).declared
    }


def test_addresses_are_true_wherever_the_first_value_stands() -> None:
    sheet = parse_workbook(a_workbook(D7="x", C9=5)).sheets[0]

    assert (sheet.at(7, 4), sheet.at(9, 3)) == ("x", 5)
    assert (sheet.at(1, 1), sheet.at(9, 4), sheet.at(99, 99), sheet.at(0, 0)) == (None,) * 4


def test_an_empty_text_is_a_blank() -> None:
    data = edited(
        SHEET, b"</sheetData>", b'<row r="5"><c r="A5" t="str"><v></v></c></row></sheetData>'
    )

    assert parse_workbook(data).sheets[0].at(5, 1) is None


def test_formulas_and_errors_are_marked_in_what_openpyxl_writes() -> None:
    data = a_workbook(A1="=SUM(B1:B2)", A2="#DIV/0!", A3="=A1", A4="#N/A trong câu", B1=2)
    sheet = parse_workbook(data).sheets[0]

    assert sheet.formulas == {"A1", "A3"}
    assert sheet.errors == {"A2": "#DIV/0!"}
    assert sheet.at(1, 1) is None


def test_formulas_and_errors_are_marked_in_what_excel_writes() -> None:
    rows = (
        b'<row r="7"><c r="A7" s="1" t="e"><f>1/0</f><v>#DIV/0!</v></c>'
        b'<c r="B7"><f t="shared" ref="B7:B8" si="0">A1*2</f><v>14</v></c></row>'
        b'<row r="8"><c r="B8"><f t="shared" si="0"/><v>16</v></c>'
        b'<c r="C8" t="str"><v>a</v></c></row>'
        b"</sheetData>"
    )
    sheet = parse_workbook(edited(SHEET, b"</sheetData>", rows)).sheets[0]

    assert sheet.formulas == {"A7", "B7", "B8"}
    assert sheet.errors == {"A7": "#DIV/0!"}
    assert (sheet.at(7, 2), sheet.at(8, 2), sheet.at(8, 3)) == (14, 16, "a")


def test_an_array_formula_marks_every_cell_it_fills() -> None:
    book = Workbook()
    sheet = book.create_sheet("Biểu", 0)
    sheet["C1"] = "x"
    sheet["A1"] = ArrayFormula("A1:B2", "=D1:E2")
    file = io.BytesIO()
    book.save(file)

    assert parse_workbook(file.getvalue()).sheets[0].formulas == {"A1", "A2", "B1", "B2"}


def test_an_error_that_calamine_does_not_know_spoils_only_its_cell() -> None:
    rows = b'<row r="7"><c r="A7" t="e"><v>#SPILL!</v></c></row></sheetData>'
    sheet = parse_workbook(edited(SHEET, b"</sheetData>", rows)).sheets[0]

    assert sheet.errors == {"A7": "#SPILL!"}
    assert sheet.at(3, 3) == 12


def test_a_panic_inside_the_reader_refuses_the_file_and_not_the_run(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    class PanicException(BaseException):
        pass

    class Panicking:
        @staticmethod
        def from_filelike(_: object) -> None:
            raise PanicException

    monkeypatch.setattr(calamine_sheets, "CalamineWorkbook", Panicking)
    with pytest.raises(Unreadable, match="bị hỏng"):
        parse_workbook(a_workbook(A1="=1+1"))


def test_a_workbook_in_the_strict_dialect_reads_the_same() -> None:
    dialects = (
        (
            b"schemas.openxmlformats.org/officeDocument/2006/",
            b"purl.oclc.org/ooxml/officeDocument/",
        ),
        (b"schemas.openxmlformats.org/spreadsheetml/2006/", b"purl.oclc.org/ooxml/spreadsheetml/"),
    )
    usual = a_workbook(A1=1, B2="chữ", C3="=1+1")
    parts = parts_of(usual)
    for loose, strict in dialects:
        parts = {name: part.replace(loose, strict) for name, part in parts.items()}

    assert b"purl.oclc.org" in parts[SHEET]
    assert parse_workbook(a_zip(parts)) == parse_workbook(usual)


def test_macros_are_left_where_they_are() -> None:
    parts = {**parts_of(a_workbook()), "xl/vbaProject.bin": b"\xd0\xcf\x11\xe0 macros"}

    assert parse_workbook(a_zip(parts)) == parse_workbook(a_workbook())


def test_hidden_sheets_are_read_and_marked() -> None:
    book = Workbook()
    for title, state in (("Hiện", "visible"), ("Ẩn", "hidden"), ("_thidua", "veryHidden")):
        sheet = book.create_sheet(title)
        sheet["A1"] = title
        sheet.sheet_state = state
    file = io.BytesIO()
    book.save(file)

    sheets = parse_workbook(file.getvalue()).sheets
    assert [(s.name, s.hidden) for s in sheets[1:]] == [
        ("Hiện", False),
        ("Ẩn", True),
        ("_thidua", True),
    ]


def test_parts_may_be_named_from_the_root_of_the_archive() -> None:
    parts = parts_of(a_workbook())
    rels = "xl/_rels/workbook.xml.rels"
    parts[rels] = parts[rels].replace(b'"worksheets/', b'"/xl/worksheets/')

    assert parse_workbook(a_zip(parts)).sheets[0].at(3, 3) == 12


@pytest.mark.parametrize("form_id", ["unit", "head"])
def test_a_blank_form_reads_as_an_empty_submission(tmp_path: Path, form_id: str) -> None:
    form = a_form(form_id, CAMPAIGN)
    result = interpreted(issue(tmp_path / "trong.xlsx", form=form), form)

    assert answers(result.submission) == {}
    assert result.submission.tables.keys() == {block.key for _, block in form.blocks}
    assert {f.code for f in result.findings} <= {"KT-207"}
    assert check(result.submission, form, CAMPAIGN.period) == ()


def test_a_filled_form_reads_back_as_it_was_filled(tmp_path: Path) -> None:
    result = interpreted(issue(tmp_path / "day.xlsx", FILLED))

    assert answers(result.submission) == expected_answers()
    assert result.submission.value("awards_individual", "BKUB", "decided") == 0
    assert [(f.code, f.place) for f in result.findings] == [
        ("KT-207", f"Văn bản!{letter}{46}") for letter in "DEFH"
    ]


def expected_answers() -> dict[tuple[str, str, str], Value]:
    """What was filled in, with records numbered as they are read."""
    expected = {key: value for key, value in FILLED.items() if key[1] != "declaration"}
    expected["documents", "2", "number"] = expected.pop(("documents", "40", "number"))
    return expected


def test_the_manifest_page_comes_back_with_the_hidden_sheets(tmp_path: Path) -> None:
    book = read_workbook(issue(tmp_path / "a.xlsx"))
    page = book.sheet(MANIFEST_SHEET)

    assert page is not None
    assert page.hidden
    assert parse_manifest(page.rows).manifest == MANIFEST
    assert identify(book, CAMPAIGN).unit_code == "SNV"


def test_every_value_comes_from_the_cell_it_names(tmp_path: Path) -> None:
    path = issue(tmp_path / "a.xlsx", FILLED)
    book = load_workbook(path)

    for table in interpreted(path).submission.tables.values():
        for column in table.letters:
            for index in range(len(table.row_keys)):
                cell = table.cell(index, column)
                found = book[cell.sheet][cell.address].value
                assert cell.raw == (found.date() if hasattr(found, "date") else found)


def test_the_real_form_survives_moved_renamed_and_inserted_parts(tmp_path: Path) -> None:
    path = issue(tmp_path / "a.xlsx", FILLED)
    book = load_workbook(path)
    for sheet in book.worksheets:
        if sheet.title.startswith("_"):
            continue
        sheet.insert_rows(2, 3)
        sheet.insert_cols(3)
        sheet.title = f"{sheet.title[:25]} (2)"
    book.move_sheet(book.worksheets[3], 8)
    book.save(path)
    result = interpreted(path)

    assert answers(result.submission) == expected_answers()
    assert {f.code for f in result.findings} == {"KT-207"}


def test_the_real_form_without_its_hidden_keys_is_read_by_its_labels(tmp_path: Path) -> None:
    book = read_workbook(issue(tmp_path / "a.xlsx", FILLED))
    bare = RawWorkbook(
        tuple(replace(s, rows=tuple(row[1:] for row in s.rows)) for s in reversed(book.sheets))
    )
    result = interpret(bare, FORM, place(FORM), Origin(MANIFEST, "SNV", "a.xlsx", ""))

    assert answers(result.submission) == expected_answers()


@pytest.mark.libreoffice
@pytest.mark.parametrize("suffix", ["xlsx", "ods", "xls"])
def test_a_form_saved_by_libreoffice_reads_the_same(tmp_path: Path, suffix: str) -> None:
    path = issue(tmp_path / "a.xlsx", FILLED)
    saved = tmp_path / "saved"
    command = [
        shutil.which("soffice") or "soffice",
        f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}",
        *("--headless", "--convert-to", suffix, "--outdir", str(saved), str(path)),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    result = interpreted(saved / f"a.{suffix}")

    assert answers(result.submission) == expected_answers()
    assert identify(read_workbook(saved / f"a.{suffix}"), CAMPAIGN).unit_code == "SNV"
