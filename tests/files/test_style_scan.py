from __future__ import annotations

import io
from datetime import date

import pytest
from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from pipeline.domain.vietnamese.legacy import Encoding
from pipeline.domain.workbook import RawSheet
from pipeline.files.returned.returned import parse_workbook


def saved(book: Workbook) -> RawSheet:
    buffer = io.BytesIO()
    book.save(buffer)
    return parse_workbook(buffer.getvalue()).sheets[0]


@pytest.mark.parametrize("shown", ["0%", "0.00%", '0.0" "%', "#,##0.0 %"])
def test_numbers_shown_as_percentages_are_known(shown: str) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet["B2"], sheet["B3"], sheet["B4"] = 0.935, 0.5, "chữ"
    for address in ("B2", "B4"):
        sheet[address].number_format = shown
    assert saved(book).percents == {"B2"}


def test_a_percent_sign_in_quotes_is_only_a_word() -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet["A1"] = 93.5
    sheet["A1"].number_format = '0.0"%"'
    assert saved(book).percents == frozenset()


def test_cells_in_fonts_of_before_unicode_are_known() -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet["A1"], sheet["A2"], sheet["A3"] = "Së Néi vô", "Sở Nội vụ", "b¸o c¸o"
    sheet["A1"].font = Font(name=".VnTime")
    sheet["A3"].font = Font(name=".VnTimeH")
    fonts = saved(book).fonts
    assert fonts.keys() == {"A1", "A3"}
    assert fonts["A3"].capitals
    assert {font.encoding for font in fonts.values()} == {Encoding.TCVN3}


def test_a_workbook_that_counts_from_1904_says_so_and_its_dates_stay() -> None:
    book = Workbook()
    book.epoch = CALENDAR_MAC_1904
    sheet = book.active
    assert sheet is not None
    sheet["A1"] = date(2025, 3, 15)
    read = saved(book)
    assert read.since_1904
    assert read.at(1, 1) == date(2025, 3, 15)
