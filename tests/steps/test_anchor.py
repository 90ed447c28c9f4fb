from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.domain.findings import FindingKind
from pipeline.domain.form import Sheet
from pipeline.domain.workbook import RawSheet, RawValue, RawWorkbook, column_index
from tests.steps.text_sheets import (
    AWARDS,
    DOCUMENTS,
    PEOPLE,
    a_book,
    a_sheet,
    a_small_form,
    read,
)

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


def test_a_title_says_more_than_a_hidden_key() -> None:
    # Two tables with the same headers changed places; their hidden keys stayed.
    form = a_small_form()
    awards = form.block("awards")
    twin = replace(awards, key="people_awards", title="Cá nhân", rules=())
    sheet = Sheet("awards", "Khen thưởng", "Khen thưởng", (replace(awards, rules=()), twin))
    twins = replace(form, sheets=(sheet,))
    upper = AWARDS.replace("| Tập thể", "| Cá nhân")
    lower = AWARDS.strip().split("\n", 3)[3].replace("12 |", "50 |")
    lower = lower.replace("awards |", "people_awards |")
    read_back = read(RawWorkbook((a_sheet("Khen thưởng", f"{upper}-\n{lower}"),)), twins)

    assert read_back.submission.value("awards", "LDTT", "proposed") == 50
    assert read_back.submission.value("people_awards", "LDTT", "proposed") == 12
    assert read_back.findings == ()


def test_the_declaration_is_found_by_its_label_after_rows_came_between() -> None:
    awards = AWARDS.replace("awards |", "-\n-\nawards |")
    table = read(a_book(awards=awards)).submission.tables["awards"]

    assert table.declaration is not None
    assert table.declaration.address == "C6"
    assert table.declared == frozenset({"D11", "D12", "E12", "F11"})


def copied(changes: str, name: str = "Khen thưởng (2)") -> RawWorkbook:
    return a_book(a_sheet(name, changes))


def test_a_copied_sheet_is_said_and_never_added_up() -> None:
    result = read(copied(AWARDS))

    assert [(f.code, f.place) for f in result.findings] == [("KT-418", "Khen thưởng (2)")]
    assert result.submission.value("awards", "LDTT", "decided") == 7


def test_a_copy_that_says_otherwise_is_an_error_with_the_cells() -> None:
    (found,) = read(copied(AWARDS.replace("12 | 7", "12 | 9").replace("|  3 |", "|  4 |"))).findings

    assert (found.code, found.place) == ("KT-419", "Khen thưởng (2)!F8")
    assert "F8 = 9; E9 = 4" in found.message


def test_a_copied_list_differs_by_its_lines_whatever_their_order() -> None:
    lines = DOCUMENTS.strip("\n").splitlines()
    turned = "\n".join([*lines[:6], lines[8], lines[7], lines[6]])
    same = read(copied(turned, "Văn bản (2)")).findings
    more = read(copied(turned + "\n| 4 | 9/KH | 2025-06-01 | Kế hoạch", "Văn bản (2)")).findings

    assert [f.code for f in same] == ["KT-418"]
    assert [(f.code, f.cell) for f in more] == [("KT-419", "C10")]


def test_notes_with_a_few_of_our_words_are_no_copy() -> None:
    notes = "| Số đề nghị | Số quyết định\n| 12 | 7"

    assert read(copied(notes, "Nháp")).findings == ()
