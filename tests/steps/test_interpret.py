from __future__ import annotations

from datetime import date

import pytest

from pipeline.domain.findings import FindingKind
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
