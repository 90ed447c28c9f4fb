"""Appendices and tables of a report, measured in the written file."""

from __future__ import annotations

from typing import Any

import pytest
from docx.oxml.ns import qn

from pipeline.domain.document import RowKind, Table, TableColumn, TableRow
from pipeline.files.word.docx_keeping import SMALL, kept_rows
from pipeline.files.word.letter_widths import twips
from tests.files import report_samples as samples
from tests.files.test_report_layout import BOTH, PLACES, written
from tests.files.word_measures import Look, Written, room

CELL_MARGINS = 120
APPENDIX_STYLES = ("Phụ lục", "Tên phụ lục", "Kèm theo")


def printed_tables(report: Written) -> list[tuple[Any, Any]]:
    """Tables with headers, each with its section; not the letterhead, not the signature."""
    return [
        (table, section)
        for table, section in report.tables_by_section()
        if any(True for _ in table.iter(qn("w:tblHeader")))
    ]


def rows_of(table: Any) -> list[Any]:
    return list(table.iter(qn("w:tr")))


def kept(report: Written, row: Any) -> bool:
    looks = [look for look in report.looks(row) if look.text]
    return all(look.keep_next for look in looks)


@BOTH
def test_an_appendix_opens_with_three_centred_lines(name: str) -> None:
    report = written(name)
    heads = [look for look in report.looks() if look.style in APPENDIX_STYLES][:9]
    for number, title, reference in zip(heads[::3], heads[1::3], heads[2::3], strict=True):
        assert number.text in ("Phụ lục I", "Phụ lục II", "Phụ lục III")
        assert (number.size, number.bold, number.italic) == (14, True, False)
        assert (title.bold, title.italic, title.caps) == (True, False, True)
        assert reference.text.startswith("(Kèm theo Báo cáo số …/BC-CTĐ ngày")
        assert (reference.bold, reference.italic) == (False, True)
        for look in (number, title, reference):
            assert 13 <= look.size <= 14
            assert (look.align, look.keep_next) == ("center", True)


def test_each_appendix_is_numbered_from_one_and_lies_across_where_it_is_wide() -> None:
    body, *others = written().sections()
    assert body.find(qn("w:pgNumType")) is None
    assert [s.find(qn("w:pgNumType")).get(qn("w:start")) for s in others] == ["1"] * 4
    across = [s.find(qn("w:pgSz")).get(qn("w:orient")) == "landscape" for s in (body, *others)]
    assert across == [False, True, True, False, False]


@BOTH
def test_no_table_is_wider_than_the_page_leaves_between_its_margins(name: str) -> None:
    tables = list(written(name).tables_by_section())
    assert len(tables) > 5
    for table, section in tables:
        widths = [int(column.get(qn("w:w"))) for column in table.iter(qn("w:gridCol"))]
        assert sum(widths) <= room(section) + 1


@BOTH
def test_no_word_is_wider_than_its_column_at_thirty_units_and_twenty_five_awards(name: str) -> None:
    report = written(name)
    for table, _ in printed_tables(report):
        for cell in table.iter(qn("w:tc")):
            width = int(cell.find(f"{qn('w:tcPr')}/{qn('w:tcW')}").get(qn("w:w")))
            for look in report.looks(cell):
                for word in look.text.split():
                    needed = twips(word, look.size, bold=look.bold) + CELL_MARGINS
                    assert needed <= width, (word, look.size, width)


@BOTH
def test_headers_repeat_and_no_row_of_any_table_is_torn(name: str) -> None:
    report = written(name)
    for table, _ in report.tables_by_section():
        for row in rows_of(table):
            assert row.find(f"{qn('w:trPr')}/{qn('w:cantSplit')}") is not None
    for table, _ in printed_tables(report):
        first = rows_of(table)[0]
        assert first.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None


def test_a_wide_matrix_is_printed_in_numbered_parts_that_repeat_the_units() -> None:
    report = written()
    titles = [look.text for look in report.named("Tên bảng") if "phần" in look.text]
    assert titles == ["Khen thưởng theo đơn vị (phần 1/2)", "Khen thưởng theo đơn vị (phần 2/2)"]
    pieces = [t for t, _ in printed_tables(report) if len(rows_of(t)) == 2 + 30 + 3]
    for table in pieces:
        assert [look.text for look in report.looks(rows_of(table)[0])][:2] == ["STT", "Đơn vị"]


def test_titles_of_tables_stay_with_them_and_headers_with_the_rows() -> None:
    report = written()
    titles = report.named("Tên bảng")
    assert titles
    assert all(look.keep_next for look in titles)
    assert all(look.keep_next for look in report.named("Tiêu đề cột"))


def test_a_small_table_stays_whole_with_its_notes() -> None:
    report = written()
    (small,) = [t for t, _ in printed_tables(report) if 5 < len(rows_of(t)) < 15]
    assert not kept_rows(samples.a_matrix(30, 4)) >= set(range(20))
    bottom = rows_of(small)[-1]
    assert kept(report, bottom)  # the note follows
    *_, note = [look for look in report.looks() if look.style == "Ghi chú bảng"][:1]
    assert not note.keep_next


def a_table(kinds: list[RowKind], notes: tuple[str, ...] = ()) -> Table:
    rows = tuple(TableRow(kind, {"unit": f"Đơn vị {n}"}) for n, kind in enumerate(kinds))
    return Table("t", "Bảng", (TableColumn("unit", "Đơn vị"),), rows, notes=notes)


def test_all_rows_of_a_small_table_are_kept_and_its_last_one_only_with_a_note() -> None:
    data = [RowKind.DATA] * SMALL
    assert kept_rows(a_table(data)) == set(range(SMALL - 1))
    assert kept_rows(a_table(data, ("Ghi chú.",))) == set(range(SMALL))
    assert kept_rows(a_table(data, ("Ghi chú.",)), last_piece=False) == set(range(SMALL - 1))
    assert kept_rows(a_table([])) == frozenset()


def test_a_long_table_keeps_its_ends_together_and_no_sum_or_heading_is_alone() -> None:
    kinds = [RowKind.DATA] * 40
    kinds[20], kinds[25] = RowKind.SUBTOTAL, RowKind.HEADING
    assert kept_rows(a_table(kinds)) == {0, 1, 19, 25, 37, 38}


def test_a_table_of_few_rows_with_long_texts_may_break_between_them() -> None:
    rows = tuple(TableRow(RowKind.DATA, {"unit": "Nội dung rất dài. " * 40}) for _ in range(6))
    table = Table("t", "Bảng", (TableColumn("unit", "Đơn vị"),), rows)
    assert kept_rows(table) == {0, 1, 3, 4}


@pytest.mark.parametrize("name", PLACES)
def test_titles_and_notes_of_tables_are_within_the_sizes_of_the_decree(name: str) -> None:
    report = written(name)
    sizes = {look.style: look.size for look in report.looks() if look.style.startswith("Tên bảng")}
    assert sizes == {"Tên bảng": 13}
    cells: list[Look] = [look for t, _ in printed_tables(report) for look in report.looks(t)]
    assert {look.size for look in cells if look.text} <= {9, 10, 11, 12}
