from __future__ import annotations

import struct
from pathlib import Path

import pytest
from openpyxl import Workbook
from openpyxl.worksheet.formula import ArrayFormula

from pipeline.domain.workbook import RawSheet
from pipeline.files.office import convert
from pipeline.files.returned.file_kind import FileKind
from pipeline.files.returned.limits import MAX_COLUMN, MAX_ROW
from pipeline.files.returned.returned import parse_workbook, read_workbook
from tests.files.foreign_books import (
    a_biff_stream,
    a_long_record,
    a_record,
    an_ods,
    an_ole_file,
    an_xls,
    an_xlsb,
    ods_cell,
    ods_row,
    xls_error,
    xls_formula,
    xls_number,
    xlsb_cell,
    xlsb_row,
)
from tests.files.test_guards import refusal

DIV0, REF = 0x07, 0x17
ONE = struct.pack("<d", 1.0)
FORMULA_CELL = 'table:formula="of:=1"'
BLANK_TEXT = '<table:table-cell office:value-type="string"/>'


def only_sheet(data: bytes) -> RawSheet:
    (sheet,) = parse_workbook(data).sheets
    return sheet


# .xls


def test_an_xls_tells_numbers_errors_and_formulas_apart() -> None:
    error_result = bytes([2, 0, DIV0, 0, 0, 0, 0xFF, 0xFF])
    sheet = only_sheet(
        an_xls(
            xls_number(0, 0, 12.5)
            + xls_error(1, 1, REF)
            + xls_formula(2, 2, ONE)
            + xls_formula(3, 3, error_result)
        )
    )

    assert sheet.name == "Biểu"
    assert (sheet.at(1, 1), sheet.at(1, 2)) == (12.5, None)
    assert sheet.formulas == {"C3", "D4"}
    assert sheet.errors == {"B2": "#REF!", "D4": "#DIV/0!"}


def test_an_array_formula_of_an_xls_marks_every_cell_it_fills() -> None:
    area = a_record(0x221, struct.pack("<HHBB", 0, 2, 1, 1) + b"\0" * 8)

    assert only_sheet(an_xls(xls_formula(0, 1, ONE) + area)).formulas == {"B1", "B2", "B3"}


def test_what_lies_in_a_chart_of_an_xls_is_none_of_the_sheet_s_cells() -> None:
    chart = a_record(0x809, struct.pack("<8H", 0x600, 0x20, 0, 0, 0, 0, 0, 0))
    chart += xls_formula(5, 5, ONE) + a_record(0x0A)

    assert only_sheet(an_xls(xls_number(0, 0, 1) + chart)).formulas == frozenset()


@pytest.mark.parametrize(
    ("row", "column"), [(65_535, 255), (65_535, 200), (20_000, 255)], ids=["corner", "wide", "long"]
)
def test_an_xls_with_a_far_cell_is_refused(row: int, column: int) -> None:
    cells = xls_number(0, 0, 1) + xls_number(row, column, 1)

    assert "quá xa" in refusal(an_xls(cells)).reason


def test_a_far_cell_at_the_end_of_a_run_of_numbers_is_seen() -> None:
    run = struct.pack("<HH", 20_000, 254) + struct.pack("<HIHI", 0, 2, 0, 2) + b"\xff\0"

    assert "quá xa" in refusal(an_xls(a_record(0xBD, run))).reason


def test_an_xls_locked_by_a_password_is_refused_as_that() -> None:
    data = an_xls(xls_number(0, 0, 1), before=a_record(0x2F, b"\1\0" * 3))

    assert refusal(data).reason == FileKind.ENCRYPTED.reason


@pytest.mark.parametrize("kept", [0.2, 0.5, 0.95])
def test_a_truncated_xls_is_refused(kept: float) -> None:
    data = an_xls(b"".join(xls_number(row, 0, row) for row in range(2000)))

    assert refusal(data[: int(len(data) * kept)]).reason == FileKind.DAMAGED.reason


def test_an_xls_whose_sectors_run_in_a_circle_is_refused() -> None:
    data = bytearray(an_xls(b"".join(xls_number(row, 0, row) for row in range(1000))))
    fat = slice(512 + 4 * 5, 512 + 4 * 6)
    data[fat] = struct.pack("<I", 3)

    assert refusal(bytes(data)).advice


def test_an_xls_whose_sheet_lies_outside_the_file_is_refused() -> None:
    stream = a_biff_stream(xls_number(0, 0, 1))
    at = stream.index(a_record(0x85)[:2])
    moved = stream[: at + 4] + struct.pack("<I", 1 << 30) + stream[at + 8 :]

    assert refusal(an_ole_file("Workbook", moved)).reason == FileKind.DAMAGED.reason


@pytest.mark.parametrize(
    ("stream", "kind"),
    [
        ("WordDocument", FileKind.DOC),
        ("EncryptedPackage", FileKind.ENCRYPTED),
        ("PowerPoint Document", FileKind.SLIDES),
        ("Contents", FileKind.OLE),
    ],
)
def test_an_ole_file_is_told_by_its_own_streams(stream: str, kind: FileKind) -> None:
    data = an_ole_file(stream, "Workbook".encode("utf-16-le"))

    assert refusal(data).reason == kind.reason


def test_an_xls_that_holds_a_piece_of_word_is_still_a_workbook() -> None:
    note = a_record(0x1B6, "WordDocument".encode("utf-16-le"))

    assert only_sheet(an_xls(xls_number(0, 0, 7) + note)).at(1, 1) == 7


# .xlsb


def test_an_xlsb_tells_numbers_errors_and_formulas_apart() -> None:
    formula = struct.pack("<HI", 0, 0) + b"\0" * 4
    sheet = only_sheet(
        an_xlsb(
            xlsb_row(0)
            + xlsb_cell(5, 0, struct.pack("<d", 12.5))
            + xlsb_cell(3, 1, bytes([REF]))
            + xlsb_row(4)
            + xlsb_cell(9, 2, ONE + formula)
            + xlsb_cell(11, 3, bytes([DIV0]) + formula)
        )
    )

    assert sheet.name == "Biểu"
    assert (sheet.at(1, 1), sheet.at(1, 2), sheet.at(5, 3)) == (12.5, None, 1)
    assert sheet.formulas == {"C5", "D5"}
    assert sheet.errors == {"B1": "#REF!", "D5": "#DIV/0!"}


def test_an_array_formula_of_an_xlsb_marks_every_cell_it_fills() -> None:
    area = a_long_record(426, struct.pack("<4I", 0, 1, 0, 1) + b"\0")
    cell = xlsb_cell(9, 0, ONE + b"\0" * 10)

    assert only_sheet(an_xlsb(xlsb_row(0) + cell + area)).formulas == {"A1", "A2", "B1", "B2"}


@pytest.mark.parametrize(("row", "column"), [(MAX_ROW, 0), (0, MAX_COLUMN), (60_000, 400)])
def test_an_xlsb_with_a_far_cell_is_refused(row: int, column: int) -> None:
    assert "quá xa" in refusal(an_xlsb(xlsb_row(row) + xlsb_cell(5, column, ONE))).reason


@pytest.mark.parametrize("kind", [13, 16, 17, 18, 62])
def test_an_xlsb_with_cells_that_the_reader_would_pass_over_is_refused(kind: int) -> None:
    cells = xlsb_row(0) + xlsb_cell(5, 0, ONE) + a_long_record(kind, b"\0" * 12)

    assert "có ô không đọc được" in refusal(an_xlsb(cells)).reason


def test_an_xlsb_that_claims_billions_of_strings_is_refused() -> None:
    strings = a_long_record(159, struct.pack("<II", 1, 0xFFFFFFFF))
    cells = xlsb_row(0) + xlsb_cell(5, 0, ONE)

    assert "khai sai số lượng chuỗi" in refusal(an_xlsb(cells, strings=strings)).reason


def test_an_xlsb_whose_records_overrun_their_part_is_refused() -> None:
    assert refusal(an_xlsb(b"\x05\x7f")).reason == FileKind.DAMAGED.reason


# .ods


def test_an_ods_tells_numbers_errors_and_formulas_apart() -> None:
    error = 'office:value-type="string" office:string-value="" calcext:value-type="error"'
    sheet = only_sheet(
        an_ods(
            ods_row(ods_cell(12.5), ods_cell(attributes=error, text="#REF!"))
            + ods_row(ods_cell(), ods_cell(2, FORMULA_CELL))
            + ods_row(ods_cell(0, FORMULA_CELL, text="#DIV/0!"), ods_cell(0, text="Err:502"))
            + ods_row(ods_cell(0, FORMULA_CELL, text="Err:502"))
        )
    )

    assert (sheet.at(1, 1), sheet.at(2, 1), sheet.at(3, 2)) == (12.5, None, 0)
    assert sheet.formulas == {"B2", "A3", "A4"}
    assert sheet.errors == {"B1": "#REF!", "A3": "#DIV/0!", "A4": "Err:502"}


def test_repeated_cells_and_rows_of_an_ods_are_marked_where_they_come_to_lie() -> None:
    twice = 'table:number-columns-repeated="2"'
    rows = ods_row(ods_cell(attributes='table:number-columns-repeated="3"'), repeated=4)
    rows += ods_row(ods_cell(), ods_cell(3, f"{FORMULA_CELL} {twice}"), ods_cell(4), repeated=2)
    sheet = only_sheet(an_ods(rows))

    assert sheet.formulas == {"B5", "C5", "B6", "C6"}
    assert (sheet.at(5, 2), sheet.at(6, 4)) == (3, 4)


def test_a_matrix_formula_of_an_ods_marks_every_cell_it_fills() -> None:
    spans = 'table:number-matrix-rows-spanned="2" table:number-matrix-columns-spanned="2"'
    sheet = only_sheet(an_ods(ods_row(ods_cell(1, f"{FORMULA_CELL} {spans}"))))

    assert sheet.formulas == {"A1", "A2", "B1", "B2"}


@pytest.mark.parametrize(
    "rows",
    [
        ods_row(ods_cell(), repeated=MAX_ROW) + ods_row(ods_cell(1)),
        ods_row(ods_cell(1), repeated=1_048_576),
        ods_row(ods_cell(1, 'table:number-columns-repeated="16384"')),
        ods_row(
            ods_cell(1, f'{FORMULA_CELL} table:number-columns-repeated="400"'), repeated=99_999
        ),
        ods_row(ods_cell(), repeated=10**20) + ods_row(ods_cell(1)),
    ],
    ids=["far down", "a row repeated", "a cell repeated", "both", "beyond any number"],
)
def test_an_ods_that_would_grow_without_end_is_refused(rows: str) -> None:
    assert "quá xa" in refusal(an_ods(rows)).reason


def test_blank_cells_may_be_repeated_to_the_end_of_the_sheet() -> None:
    blank = ods_cell(attributes='table:number-columns-repeated="16384"')

    rows = ods_row(ods_cell(5)) + ods_row(blank, repeated=1_048_575)
    assert only_sheet(an_ods(rows)).rows == ((5,),)


def test_a_note_on_a_cell_of_an_ods_is_not_its_text() -> None:
    note = "<office:annotation><text:p>#REF!</text:p></office:annotation>"
    cell = f"<table:table-cell>{note}</table:table-cell>"

    assert only_sheet(an_ods(ods_row(cell, ods_cell(1)))).rows == ((None, 1),)


@pytest.mark.parametrize("attributes", ["", 'office:value-type="la"'])
def test_an_ods_with_text_that_the_reader_would_pass_over_is_refused(attributes: str) -> None:
    rows = ods_row(ods_cell(1), ods_cell(attributes=attributes, text="12"))

    assert "có ô không đọc được" in refusal(an_ods(rows)).reason


def test_an_ods_locked_by_a_password_is_refused_as_that() -> None:
    manifest = (
        b'<manifest:manifest xmlns:manifest="urn:m"><manifest:encryption-data/></manifest:manifest>'
    )

    assert refusal(an_ods(ods_row(ods_cell(1)), manifest=manifest)).reason == (
        FileKind.ENCRYPTED.reason
    )


@pytest.mark.parametrize(
    "rows", ["<table:table-row>", '<table:table-row table:number-rows-repeated="x"/>']
)
def test_a_damaged_ods_is_refused(rows: str) -> None:
    assert refusal(an_ods(rows)).reason == FileKind.DAMAGED.reason


def test_an_ods_without_any_value_is_never_accepted() -> None:
    assert "Không đọc được nội dung" in refusal(an_ods(ods_row(BLANK_TEXT))).reason


# As LibreOffice writes them


@pytest.mark.libreoffice
@pytest.mark.parametrize("suffix", ["ods", "xls"])
def test_what_libreoffice_saves_keeps_formulas_and_errors_apart(
    tmp_path: Path, suffix: str
) -> None:
    book = Workbook()
    sheet = book.create_sheet("Biểu", 0)
    for address, value in {"B2": "chữ", "C3": 12, "D4": "=1/0", "D5": "=C3*2"}.items():
        sheet[address] = value
    sheet["H1"] = ArrayFormula("H1:H3", "=ROW(A1:A3)*2")
    book.save(tmp_path / "a.xlsx")

    read = read_workbook(convert(tmp_path / "a.xlsx", tmp_path / "saved", to=suffix)).sheets[0]
    assert (read.at(2, 2), read.at(3, 3), read.at(5, 4)) == ("chữ", 12, 24)
    assert read.formulas == {"D4", "D5", "H1", "H2", "H3"}
    assert read.errors == {"D4": "#DIV/0!"}
