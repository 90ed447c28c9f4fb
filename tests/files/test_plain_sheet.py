"""Plain worksheets are read without calamine, and as calamine reads them."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from pipeline.domain.workbook import RawSheet
from pipeline.files.returned import calamine_sheets, xlsx_sheets
from pipeline.files.returned.calamine_sheets import calamine_sheets as by_calamine
from pipeline.files.returned.file_kind import Unreadable
from pipeline.files.returned.guards import Package
from pipeline.files.returned.returned import parse_workbook
from pipeline.files.returned.workbook_part import promised_sheets
from tests.files.test_guards import SHEET, a_workbook, edited

STRINGS = "xl/sharedStrings.xml"
FORMATS = (
    "General",
    "0.00",
    "#,##0",
    "0%",
    "@",
    "dd/mm/yyyy",
    "d-mmm-yy",
    "[$-1010000]d/m/yyyy;@",
    "hh:mm",
    "[h]:mm",
    '0" đồng"',
    '_-* #,##0_-;[Red]0;"-"',
)
TEXTS = (
    "Nguyễn Văn An",
    "  hai đầu  ",
    "A & B < C > D \"E\" 'F'",
    "dòng một\ndòng hai",
    "dòng\r\ndòng",
    "tab\tgiữa",
    "\u00a0",
    "_x000D_ _x0041_",
    "&amp; &#10; &nbsp;",
    "12",
    "\ue000 \ue000",
    "𝒜 ngoài BMP",
)
Cells = dict[tuple[int, int], tuple[Any, str]]
"""Row and column from 0 → value and number format."""


def saved_by_excel(cells: Cells) -> bytes:
    """With a table of strings, as Excel saves."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file) as book:
        sheet = book.add_worksheet("Biểu")
        for (row, column), (value, form) in cells.items():
            style = book.add_format({"num_format": form})
            sheet.write(row, column, value, style)
    return file.getvalue()


def saved_by_openpyxl(cells: Cells) -> bytes:
    """With texts in their cells."""
    book = Workbook()
    sheet = book.create_sheet("Biểu", 0)
    for (row, column), (value, form) in cells.items():
        cell = sheet.cell(row + 1, column + 1, value)
        cell.number_format = form
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def plain(data: bytes) -> dict[str, RawSheet]:
    package = Package(data)
    return dict(xlsx_sheets.plain_sheets(package, promised_sheets(package)))


def seen_by_calamine(data: bytes) -> dict[str, RawSheet]:
    package = Package(data)
    marks = xlsx_sheets.marks_of(package, promised_sheets(package).asked)
    return {sheet.name: sheet for sheet in by_calamine(data, marks, {})}


def told(sheet: RawSheet) -> str:
    """Values with their types, what is hidden, and what of the marks concerns a value."""
    assert not sheet.since_1904
    return repr((sheet.rows, sheet.hidden, sheet.formulas, sheet.errors))


@pytest.mark.parametrize("save", [saved_by_excel, saved_by_openpyxl])
@given(
    cells=st.dictionaries(
        st.tuples(st.integers(0, 40), st.integers(0, 25)),
        st.tuples(
            st.one_of(
                st.sampled_from(TEXTS),
                st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "Z")), min_size=1),
                st.integers(-(10**6), 10**6),
                st.floats(-1e9, 1e9, allow_nan=False),
                st.integers(61, 80_000).map(float),
                st.dates(date(1900, 3, 1), date(2100, 1, 1)),
            ),
            st.sampled_from(FORMATS),
        ),
        max_size=30,
    )
)
@settings(max_examples=40, deadline=None)
def test_what_is_read_plainly_is_what_calamine_reads(
    save: Callable[[Cells], bytes], cells: Cells
) -> None:
    data = save({at: cell for at, cell in cells.items() if not str(cell[0]).startswith("=")})
    other = seen_by_calamine(data)
    for name, sheet in plain(data).items():
        assert told(sheet) == told(other[name])


@pytest.mark.parametrize("save", [saved_by_excel, saved_by_openpyxl])
def test_an_ordinary_sheet_is_plain(save: Callable[[Cells], bytes]) -> None:
    cells: Cells = {
        (0, 1): ("Họ tên & chức vụ", "General"),
        (4, 0): (1, "General"),
        (4, 1): ("Nguyễn Văn An", "@"),
        (4, 25): (12.5, "#,##0.0"),
        (6, 2): (date(2025, 5, 1), "dd/mm/yyyy"),
    }
    sheet = plain(save(cells))["Biểu"]
    assert (sheet.at(1, 2), sheet.at(5, 26)) == ("Họ tên & chức vụ", 12.5)
    assert (sheet.at(7, 3), sheet.at(6, 1), len(sheet.rows)) == (date(2025, 5, 1), None, 7)


def test_a_plain_workbook_needs_no_calamine(monkeypatch: pytest.MonkeyPatch) -> None:
    usual = parse_workbook(a_workbook())
    monkeypatch.setattr(calamine_sheets, "CalamineWorkbook", None)
    assert parse_workbook(a_workbook()) == usual


@pytest.mark.parametrize(
    "cell",
    [
        b'<c r="D7" t="b"><v>1</v></c>',
        b'<c r="D7" t="e"><v>#REF!</v></c>',
        b'<c r="D7"><f>1+1</f><v>2</v></c>',
        b'<c r="D7"><f>1+1</f></c>',
        b'<c r="D7" t="str"><v>ch</v></c>',
        b'<c r="D7" t="d"><v>2025-05-01</v></c>',
        b'<c r="D7" s="999"><v>3</v></c>',
        b'<c r="AA7"><v>3</v></c>',
        b'<c s="0" r="D7"><v>3</v></c>',
        b'<c r="D7" t="inlineStr"><is><r><t>a</t></r><r><t>b</t></r></is></c>',
        b'<!-- <c r="D7"><v>3</v></c> -->',
        b'<c r="D7"><v><![CDATA[3]]></v></c>',
        b'<c r="D7" t="inlineStr"><is><t>a_x000D_b</t></is></c>',
    ],
)
def test_a_sheet_with_anything_else_is_left_to_calamine(cell: bytes) -> None:
    row = b'<row r="7">' + cell + b"</row></sheetData>"
    data = edited(SHEET, b"</sheetData>", row.replace(b"\\", b"\\\\"))
    assert "Biểu" not in plain(data)
    expected = seen_by_calamine(data)["Biểu"]
    assert told(parse_workbook(data).sheets[0]) == told(expected)


def test_of_a_sheet_left_to_calamine_the_others_are_still_plain() -> None:
    book = Workbook()
    for title, value in (("Một", "chữ"), ("Hai", "=1+1"), ("Ba", 3)):
        book.create_sheet(title)["B2"] = value
    book["Ba"].sheet_state = "hidden"
    file = io.BytesIO()
    book.save(file)
    sheets = parse_workbook(file.getvalue()).sheets

    assert plain(file.getvalue()).keys() == {"Sheet", "Một", "Ba"}
    assert [(x.name, x.hidden) for x in sheets[1:]] == [
        ("Một", False),
        ("Hai", False),
        ("Ba", True),
    ]
    assert (sheets[1].at(2, 2), sheets[3].at(2, 2)) == ("chữ", 3)
    assert sheets[2].formulas == {"B2"}


SHARED = partial(saved_by_excel, {(1, 1): ("một", "General"), (2, 1): ("hai", "General")})


@pytest.mark.parametrize(
    ("entry", "text"),
    [
        (b"<si><t/></si>", None),
        (b'<si><t xml:space="preserve"> m\xe1\xbb\x99t </t></si>', " một "),
        (b"<si><r><t>m</t></r><r><rPr><b/></rPr><t>n</t></r></si>", "mn"),
        (b'<si><t>m</t><rPh sb="0" eb="1"><t>x</t></rPh><phoneticPr fontId="1"/></si>', "m"),
        (b"<si><t>a&#7897;&amp;&lt;</t></si>", "aộ&<"),
    ],
)
def test_entries_of_the_table_of_strings_read_as_calamine_reads_them(
    entry: bytes, text: str | None
) -> None:
    data = edited(STRINGS, b"<si><t>m\xe1\xbb\x99t</t></si>", entry, SHARED())
    sheet = parse_workbook(data).sheets[0]
    assert (sheet.at(2, 2), sheet.at(3, 2)) == (text, "hai")
    assert told(sheet) == told(seen_by_calamine(data)["Biểu"])


@pytest.mark.parametrize("cell", [b"<v>2</v>", b"<v>99</v>"])
def test_a_text_that_is_not_in_the_table_is_no_ones_guess(cell: bytes) -> None:
    data = edited(SHEET, b"<v>1</v>", cell, SHARED())
    assert "Biểu" not in plain(data)


def test_days_since_1904_are_left_to_calamine() -> None:
    data = edited(
        "xl/workbook.xml", b"<workbookPr[^>]*>", b'<workbookPr date1904="1"/>', a_workbook()
    )
    assert plain(data) == {}


def test_a_plain_sheet_that_reaches_too_far_down_is_refused() -> None:
    row = b'<row r="99999"><c r="Z99999"><v>1</v></c></row></sheetData>'
    assert len(parse_workbook(edited(SHEET, b"</sheetData>", row)).sheets[0].rows) == 99_999
    cell = b'<row r="99999"><c r="ZZ99999"><v>1</v></c></row></sheetData>'
    with pytest.raises(Unreadable, match="quá xa"):
        parse_workbook(edited(SHEET, b"</sheetData>", cell))
