from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from pipeline.domain.findings import FindingKind
from pipeline.domain.workbook import RawWorkbook
from tests.steps.text_sheets import AWARDS, DOCUMENTS, PEOPLE, a_book, read

ASKED = AWARDS.replace("Không có (0)", "")


def problems(book_text: dict[str, str]) -> list[tuple[str, str]]:
    found = read(a_book(**book_text)).findings
    return [(finding.code, finding.cell) for finding in found]


def test_a_filled_form_reads_as_typed_values_with_their_cells() -> None:
    result = read(a_book())

    assert result.findings == ()
    assert result.submission.value("people", "total") == 100
    documents = result.submission.tables["documents"]
    assert documents.cell(1, "date").value == date(2025, 4, 2)
    assert documents.cell(1, "date").address == "D9"
    assert documents.values["type"] == ("plan", "decision")


def test_the_submission_knows_its_unit_file_and_digest() -> None:
    submission = read(a_book()).submission

    assert (submission.unit, submission.file, submission.digest) == ("SNV", "snv.xlsx", "0" * 64)


def test_a_blank_is_not_reported_and_never_zero() -> None:
    submission = read(a_book(awards=AWARDS.replace("Không có (0)", "Chưa có số liệu"))).submission

    assert submission.tables["awards"].values["decided"] == (7, None, 1)
    assert submission.tables["awards"].declared == frozenset()


def test_blanks_declared_as_none_become_zero_and_say_so() -> None:
    table = read(a_book()).submission.tables["awards"]

    assert table.values["decided"] == (7, 0, 1)
    assert table.cell(1, "decided").declared
    assert table.cell(1, "decided").raw is None
    assert not table.cell(0, "decided").declared


def test_blanks_beside_answers_without_a_declaration_are_asked_about_once() -> None:
    assert problems({"awards": ASKED}) == [(FindingKind.BLANK_DECLARATION_UNCLEAR.code, "C6")]


@pytest.mark.parametrize(
    "rows",
    [
        "LDTT | Lao động tiên tiến | người | | |\nBK | Bằng khen | người\nCO | Cờ thi đua",
        "LDTT | Lao động tiên tiến | người | 5 | |\nBK | Bằng khen | người\nCO | Cờ thi đua",
        "\n".join(f"{key} | {key} | người | 0 | 0 | 0" for key in ("LDTT", "BK", "CO")),
    ],
    ids=["untouched", "only last year's figures, which we may have printed", "complete"],
)
def test_a_block_that_leaves_no_doubt_needs_no_declaration(rows: str) -> None:
    headers = ASKED[: ASKED.index("LDTT")]

    assert problems({"awards": headers + rows}) == []


def test_blank_error_formula_and_text_stay_four_different_things() -> None:
    awards = AWARDS.replace("5 | 12 | 7", " | #REF! | =7").replace("|  3 |", "| ba |")
    result = read(a_book(awards=awards))

    assert [(f.code, f.cell) for f in result.findings] == [
        (FindingKind.ERROR_VALUE.code, "E8"),
        (FindingKind.FORMULA_IN_INPUT.code, "F8"),
        (FindingKind.NOT_A_COUNT.code, "E9"),
    ]
    assert "#REF!" in result.findings[0].message
    assert "đang hiện: 7" in result.findings[1].message
    assert result.findings[2].message.startswith("“Bằng khen – Số đề nghị”: “ba”")
    assert result.findings[2].advice == "Nhập số tập thể."
    table = result.submission.tables["awards"]
    assert table.values["last_year"][0] == 0
    assert (table.value("LDTT", "proposed"), table.value("LDTT", "decided")) == (None, None)
    assert not {"E8", "F8", "E9"} & table.declared


@pytest.mark.parametrize(
    ("typed", "code", "value"),
    [
        ("'05", None, 5),
        ("'1.234", FindingKind.AMBIGUOUS_NUMBER.code, 1234),
        ("-3", FindingKind.NOT_A_COUNT.code, None),
        ("12.5", FindingKind.NOT_A_COUNT.code, None),
        ("9001", FindingKind.OUT_OF_RANGE.code, None),
        ("", FindingKind.REQUIRED_MISSING.code, None),
        ("=100", FindingKind.FORMULA_IN_INPUT.code, None),
    ],
)
def test_one_bad_cell_makes_one_finding_at_its_address(
    typed: str, code: str | None, value: int | None
) -> None:
    result = read(a_book(people=PEOPLE.replace("100", typed)))

    assert [(f.code, f.place) for f in result.findings] == ([(code, "Lao động!C7")] if code else [])
    assert result.submission.value("people", "total") == value


def test_a_missing_required_answer_says_what_to_enter() -> None:
    (found,) = read(a_book(people=PEOPLE.replace("100", ""))).findings

    assert found.message == "Chưa trả lời “Tổng số lao động”."
    assert found.advice == "Nhập số nguyên."
    assert (found.unit, found.file) == ("SNV", "snv.xlsx")


def test_gaps_between_records_are_allowed_and_rows_are_numbered_as_read() -> None:
    table = read(a_book()).submission.tables["documents"]

    assert table.row_keys == ("1", "2")
    assert table.row_numbers == (7, 9)


def test_what_is_required_of_a_record_is_missed_only_in_a_row_in_use() -> None:
    documents = DOCUMENTS.replace("16/QĐ-SNV", "")

    assert problems({"documents": documents}) == [(FindingKind.REQUIRED_MISSING.code, "C9")]


def test_records_may_go_on_below_the_prepared_rows_up_to_the_limit() -> None:
    more = "\n".join(f"| | {n}/TB | 2025-05-0{n} |" for n in (1, 2, 3))
    result = read(a_book(documents=DOCUMENTS + more))

    assert len(result.submission.tables["documents"].row_keys) == 4
    assert [(f.code, f.cell) for f in result.findings] == [
        (FindingKind.ROWS_BEYOND_LIMIT.code, "B12")
    ]
    assert "nhiều hơn 4 dòng" in result.findings[0].message


def test_a_record_with_nothing_but_an_error_is_not_dropped() -> None:
    documents = DOCUMENTS.replace("| 2 |           |            |", "| 2 | #N/A | |")

    assert problems({"documents": documents}) == [(FindingKind.ERROR_VALUE.code, "C8")]


def test_text_is_cleaned_and_a_dropped_control_character_is_noted() -> None:
    result = read(a_book(documents=DOCUMENTS.replace("15/KH-SNV", "15/KH\x07-SNV")))

    assert result.submission.tables["documents"].values["number"][0] == "15/KH-SNV"
    assert [f.code for f in result.findings] == [FindingKind.TEXT_CLEANED.code]


def test_a_choice_that_is_not_offered_is_shown_back() -> None:
    (found,) = read(a_book(documents=DOCUMENTS.replace("Kế hoạch", "Tờ trình"))).findings

    assert (found.code, found.cell) == (FindingKind.NOT_A_CHOICE.code, "E7")
    assert "“Tờ trình” không có trong danh sách" in found.message


def test_a_repeated_row_is_an_error_where_it_holds_figures() -> None:
    awards = AWARDS + "BK | Bằng khen | người | | 4 |\nCO | Cờ thi đua | lá | | |"

    assert problems({"awards": awards}) == [(FindingKind.ROW_REPEATED.code, "D11")]


def test_figures_on_a_row_that_is_not_ours_are_not_lost_silently() -> None:
    awards = AWARDS + "| Kỷ niệm chương | người | | 4 |\n| Tổng cộng | | 5 | 19 | 8\n| Người lập"
    (found,) = read(a_book(awards=awards)).findings

    assert (found.code, found.cell) == (FindingKind.ROW_UNKNOWN.code, "D11")
    assert "Kỷ niệm chương" in found.message


@pytest.mark.parametrize("label", ["Tổng cộng", "CỘNG:", "Tổng số"])
@pytest.mark.parametrize("line", ["| | {} | |", "| {} | 12 | |"])
def test_a_line_that_sums_up_a_list_is_no_record(label: str, line: str) -> None:
    result = read(a_book(documents=DOCUMENTS + line.format(label)))

    assert len(result.submission.tables["documents"].row_keys) == 2
    assert [(f.code, f.cell) for f in result.findings] == [(FindingKind.TOTAL_ROW.code, "C10")]


def test_a_record_that_begins_like_a_total_is_a_record() -> None:
    result = read(a_book(documents=DOCUMENTS + "| 4 | Tổng kết phong trào | 2025-05-01 |"))

    assert len(result.submission.tables["documents"].row_keys) == 3
    assert result.findings == ()


def shaped(name: str, **shape: Any) -> RawWorkbook:
    return RawWorkbook(
        tuple(replace(one, **shape) if one.name == name else one for one in a_book().sheets)
    )


def test_answers_merged_into_one_are_an_error_at_the_first() -> None:
    (found,) = read(shaped("Khen thưởng", merged=("B2:F2", "B4:F4", "E8:F8"))).findings

    assert (found.code, found.place) == (FindingKind.CELLS_MERGED.code, "Khen thưởng!E8")
    assert "Các ô E8:F8 bị gộp; giá trị “12” chỉ tính cho ô E8" in found.message


def test_what_lies_under_merged_cells_is_not_asked_for_besides() -> None:
    blank = DOCUMENTS.replace("| 3 | 16/QĐ-SNV |", "| 3 | |")
    book = a_book(documents=blank)
    merged = RawWorkbook(
        tuple(replace(s, merged=("C7:C9",)) if s.name == "Văn bản" else s for s in book.sheets)
    )

    assert [f.cell for f in read(book).findings] == ["C9"]
    assert [(f.code, f.cell) for f in read(merged).findings] == [
        (FindingKind.CELLS_MERGED.code, "C7")
    ]


def test_a_text_merged_across_a_list_is_a_heading_and_no_record() -> None:
    documents = DOCUMENTS + "| | Quý II | |"
    book = a_book(documents=documents)
    merged = RawWorkbook(
        tuple(replace(s, merged=("C10:E10",)) if s.name == "Văn bản" else s for s in book.sheets)
    )
    (found,) = read(merged).findings

    assert (found.code, found.cell) == (FindingKind.ROW_UNKNOWN.code, "C10")
    assert "“Quý II”" in found.message


def test_hidden_rows_are_read_and_said_where_they_hold_answers() -> None:
    result = read(shaped("Văn bản", hidden_rows=frozenset({2, 7, 8})))

    assert len(result.submission.tables["documents"].row_keys) == 2
    (found,) = result.findings
    assert (found.code, found.cell) == (FindingKind.ROWS_HIDDEN.code, "C7")
    assert "1 dòng" in found.message


def test_what_stands_beside_a_table_is_listed() -> None:
    awards = AWARDS.replace("5 | 12 | 7", "5 | 12 | 7 | kiểm tra lại | 3")
    (found,) = read(a_book(awards=awards)).findings

    assert (found.code, found.place) == (FindingKind.BESIDE_THE_TABLE.code, "Khen thưởng!G8")
    assert "G8 = kiểm tra lại; H8 = 3" in found.message


@pytest.mark.parametrize(("beside", "codes"), [("Gợi ý: nhập số", []), ("99", ["KT-422"])])
def test_beside_a_single_answer_only_a_figure_is_asked_about(beside: str, codes: list[str]) -> None:
    result = read(a_book(people=PEOPLE.replace("| 100", f"| 100 | {beside}")))

    assert [f.code for f in result.findings] == codes
