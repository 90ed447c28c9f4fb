from __future__ import annotations

from datetime import date, time
from decimal import Decimal

import pytest

from pipeline.domain.correction import DECLARATION, Place
from pipeline.domain.findings import Finding
from pipeline.domain.form import VALUE, Column, ValueKind
from pipeline.domain.rules.rule import Severity
from pipeline.domain.submission import Value
from pipeline.domain.workbook import RawSheet, RawValue, RawWorkbook
from pipeline.steps.feedback.correction import correct
from pipeline.steps.place import place
from pipeline.steps.reading.coerce import coerce
from pipeline.steps.reading.interpret import Interpretation
from tests.steps.text_sheets import AWARDS, DOCUMENTS, PEOPLE, a_book, a_small_form, read

FORM = a_small_form()
LAYOUT = place(FORM)


def corrected(read_now: Interpretation) -> tuple[dict[Place, Value], list[Finding]]:
    made = correct(read_now.submission, read_now.findings, FORM, LAYOUT)
    return dict(made.values), list(made.findings)


def test_what_was_answered_is_filled_in_again() -> None:
    values, _ = corrected(read(a_book(), FORM))

    assert values["people", "total", VALUE] == 100
    assert values["documents", "2", "date"] == date(2025, 4, 2)
    assert values["documents", "2", "type"] == "decision"
    assert values["awards", DECLARATION, VALUE] == "zero"
    assert ("awards", "CO", "proposed") not in values


def test_findings_follow_their_cells_when_rows_had_been_put_in() -> None:
    shifted = "\n".join(["Chen vao", "-", *PEOPLE.replace("60", "sáu mươi").split("\n")])
    documents = DOCUMENTS.replace("2025-04-02", "31/02/2025")
    values, found = corrected(read(a_book(people=shifted, documents=documents), FORM))

    places = {one.code: one.place for one in found}
    people, listed = LAYOUT["people"], LAYOUT["documents"]
    assert places == {
        "KT-201": f"{people.sheet}!C{people.rows['direct']}",
        "KT-203": f"{listed.sheet}!D{listed.first_row + 1}",
    }
    assert values["people", "direct", VALUE] == "sáu mươi"
    assert values["documents", "2", "date"] == "31/02/2025"


def test_what_has_no_cell_in_the_fresh_form_names_the_returned_one() -> None:
    awards = AWARDS + "X | Danh hiệu lạ | | | 7 |\n"
    _, found = corrected(read(a_book(awards=awards), FORM))

    (stranger,) = [one for one in found if one.code == "KT-409"]
    assert (stranger.sheet, stranger.cell) == (LAYOUT["awards"].sheet, "")
    assert "của tệp đã nhận)" in stranger.message


def test_errors_come_first_then_warnings_each_code_together() -> None:
    def one(code: str, severity: Severity, sheet: str, cell: str) -> Finding:
        return Finding(code, severity, "m", "a", "SNV", "f", sheet, cell)

    read_now = read(a_book(), FORM)
    people = read_now.submission.tables["people"].cell(1, VALUE)
    award = read_now.submission.tables["awards"].cell(0, "proposed")
    made = correct(
        read_now.submission,
        [
            one("KT-206", Severity.WARNING, people.sheet, people.address),
            one("KT-201", Severity.ERROR, award.sheet, award.address),
            one("KT-203", Severity.ERROR, people.sheet, people.address),
            one("KT-201", Severity.ERROR, people.sheet, people.address),
            one("KT-412", Severity.NOTE, "", ""),
        ],
        FORM,
        LAYOUT,
    )

    assert [(cause.title, len(cause.findings)) for cause in made.causes] == [
        ("Không phải ngày", 1),
        ("Không phải số nguyên", 2),
        ("Số có thể hiểu theo hai cách", 1),
        ("Tệp không còn trang nhận dạng", 1),
    ]


def test_missing_parts_are_there_to_be_filled_in() -> None:
    book = a_book()
    without = RawWorkbook(tuple(s for s in book.sheets if s.name != LAYOUT["awards"].sheet))
    _, found = corrected(read(without, FORM))

    (lost,) = [one for one in found if one.code == "KT-404"]
    assert lost.advice == "Các phần này có sẵn trong tệp gửi kèm, còn trống: điền vào."


def with_raw(raw: RawValue, *, formula: bool = False, error: bool = False) -> Interpretation:
    """The small book with one value of the list's date column put in as read."""
    book = a_book()
    sheet = book.sheet(LAYOUT["documents"].sheet)
    assert sheet is not None
    rows = [list(row) for row in sheet.rows]
    at = LAYOUT["documents"].first_row
    rows[at - 1][3] = raw
    marks = frozenset({f"D{at}"}) if formula else frozenset()
    errors = {f"D{at}": "#REF!"} if error else {}
    changed = RawSheet(sheet.name, tuple(tuple(row) for row in rows), False, marks, errors)
    others = tuple(s for s in book.sheets if s.name != sheet.name)
    return read(RawWorkbook((*others, changed)), FORM)


@pytest.mark.parametrize(
    ("raw", "kept"),
    [
        ("hôm qua", "hôm qua"),
        (12.0, "12"),
        (True, "TRUE"),
        (time(1, 30), "01:30:00"),
        ("  ", None),
    ],
)
def test_what_is_unreadable_stays_so_until_it_is_typed_again(raw: RawValue, kept: Value) -> None:
    values, _ = corrected(with_raw(raw))
    found = values.get(("documents", "1", "date"))

    assert found == kept
    if isinstance(found, str):
        assert coerce(found, Column("date", "", ValueKind.DATE)).problem is not None


@pytest.mark.parametrize("raw", [45000.0, "15/03/2025", None])
def test_the_result_of_a_formula_is_shown_and_never_taken_over(raw: RawValue) -> None:
    values, _ = corrected(with_raw(raw, formula=True))
    kept = values["documents", "1", "date"]

    assert isinstance(kept, str)
    assert kept.endswith("(công thức)")
    assert coerce(kept, Column("date", "", ValueKind.DATE)).value is None


def test_an_excel_error_stays_an_error() -> None:
    values, _ = corrected(with_raw(None, error=True))

    assert values["documents", "1", "date"] == "(lỗi Excel)"


def test_a_number_out_of_bounds_is_shown_as_the_number_it_is() -> None:
    values, found = corrected(read(a_book(people=PEOPLE.replace("60", "-2.5")), FORM))

    assert values["people", "direct", VALUE] == Decimal("-2.5")
    assert [one.code for one in found] == ["KT-201"]
