from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.domain.findings import FindingKind
from pipeline.domain.workbook import RawSheet, RawValue, RawWorkbook, column_index
from tests.steps.text_sheets import AWARDS, DOCUMENTS, PEOPLE, a_book, a_sheet, read

Rows = tuple[tuple[RawValue, ...], ...]


def changed(book: RawWorkbook, change: Callable[[Rows], Rows]) -> RawWorkbook:
    return RawWorkbook(tuple(replace(sheet, rows=change(sheet.rows)) for sheet in book.sheets))


def assert_same_answers(book: RawWorkbook) -> None:
    """The values are those of the undisturbed form, each found at the cell it names."""
    expected, result = read(a_book()).submission, read(book)
    assert result.findings == ()
    for key, table in result.submission.tables.items():
        assert dict(table.values) == dict(expected.tables[key].values)
        sheet = book.sheet(table.sheet)
        assert sheet is not None
        for index, row in enumerate(table.row_numbers):
            for column, letter in table.letters.items():
                assert sheet.at(row, column_index(letter)) == table.raws[column][index]


@given(at=st.integers(0, 8), count=st.integers(1, 3))
def test_rows_inserted_anywhere_outside_a_table_only_move_it(at: int, count: int) -> None:
    def insert(rows: Rows) -> Rows:
        above = min(at, 4)
        return rows[:above] + ((None,),) * count + rows[above:]

    assert_same_answers(changed(a_book(), insert))


@given(at=st.integers(0, 6))
def test_a_column_inserted_anywhere_only_moves_the_others(at: int) -> None:
    assert_same_answers(
        changed(a_book(), lambda rows: tuple((*r[:at], None, *r[at:]) for r in rows))
    )


@given(order=st.permutations(range(3)))
def test_rows_of_a_grid_may_be_sorted(order: list[int]) -> None:
    book = a_book()

    def sort(rows: Rows) -> Rows:
        data = rows[7:10] if len(rows) == 10 else ()
        return rows[:7] + tuple(data[i] for i in order) if data else rows

    assert_same_answers(changed(book, sort))


def test_a_sort_of_the_visible_columns_alone_leaves_the_hidden_keys_behind() -> None:
    awards = AWARDS.replace("LDTT   |", "BK |").replace("\nBK  ", "\nLDTT ")

    assert_same_answers(a_book(awards=awards))


@given(order=st.permutations(range(3)))
def test_sheets_may_be_moved_and_renamed(order: list[int]) -> None:
    sheets = a_book().sheets
    moved = tuple(replace(sheets[i], name=f"Trang tính {i}") for i in order)

    assert_same_answers(RawWorkbook((a_sheet("Ghi chú", "| Số đề nghị"), *moved)))


def test_the_hidden_key_column_may_be_deleted() -> None:
    assert_same_answers(changed(a_book(), lambda rows: tuple(row[1:] for row in rows)))


def test_columns_may_change_places() -> None:
    def swap(rows: Rows) -> Rows:
        return tuple((*r[:4], r[5], r[4]) if len(r) == 6 else r for r in rows)

    awards = AWARDS.replace("|\nCO", "| \nCO")
    assert_same_answers(changed(a_book(awards=awards), swap))


def test_headers_in_capitals_and_other_spelling_are_the_same_headers() -> None:
    awards = AWARDS.replace("Số quyết định", "SỐ  QUYẾT ĐỊNH:").replace(
        "Đơn vị tính", "đơn vị tính"
    )

    assert_same_answers(a_book(awards=awards))


def test_everything_that_is_missing_is_one_finding() -> None:
    people = PEOPLE.replace("direct | Lao động trực tiếp | 60", "")
    awards = AWARDS.replace("| Số đề nghị |", "| Ghi chú |")
    documents = DOCUMENTS.replace(
        "documents | STT | Số, ký hiệu | Ngày ban hành | Loại văn bản", "-"
    )
    result = read(a_book(people=people, awards=awards, documents=documents))

    (found,) = [f for f in result.findings if f.code == FindingKind.PARTS_MISSING.code]
    for part in ("dòng “Lao động trực tiếp”", "cột “Số đề nghị”", "sheet “Văn bản”"):
        assert part in found.message
    assert result.submission.value("awards", "LDTT", "decided") == 7
    assert "documents" not in result.submission.tables


@pytest.mark.parametrize("sheets", [(), (a_sheet("Sheet1", "Xin chào"),)])
def test_a_workbook_that_is_no_form_misses_all_sheets(sheets: tuple[RawSheet, ...]) -> None:
    (found,) = read(RawWorkbook(sheets)).findings

    assert found.message == (
        "Không tìm thấy trong tệp: sheet “Lao động”; sheet “Khen thưởng”; sheet “Văn bản”."
    )


def test_a_table_on_the_sheet_of_another_is_not_taken_for_it() -> None:
    book = a_book(people=AWARDS)

    assert read(book).submission.tables.keys() == {"awards", "documents"}
