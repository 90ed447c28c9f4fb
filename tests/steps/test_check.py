from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from pipeline.domain.findings import Finding
from pipeline.domain.form import FormSpec
from pipeline.domain.layout import Manifest
from pipeline.domain.submission import Submission, Table, Value
from pipeline.steps.check import check
from tests.builders import a_form, a_period
from tests.steps.text_sheets import AWARDS, DOCUMENTS, PEOPLE, a_book, a_small_form, read

PERIOD = a_period(2025)


def checked(form: FormSpec | None = None, **sheets: str) -> tuple[Finding, ...]:
    form = form or a_small_form()
    return check(read(a_book(**sheets), form).submission, form, PERIOD)


def with_rule(form: FormSpec, block: str, **changes: Any) -> FormSpec:
    """The form with facts of every rule of one block changed."""
    sheets = []
    for sheet in form.sheets:
        blocks = tuple(
            replace(b, rules=tuple(replace(r, **changes) for r in b.rules)) if b.key == block else b
            for b in sheet.blocks
        )
        sheets.append(replace(sheet, blocks=blocks))
    return replace(form, sheets=tuple(sheets))


def a_submission(**rows: list[dict[str, Value]]) -> Submission:
    """Tables given as rows; a row's key is its ``key`` or its number."""
    tables = {}
    for block, lines in rows.items():
        columns = [key for key in lines[0] if key != "key"]
        values = {column: tuple(line[column] for line in lines) for column in columns}
        tables[block] = Table(
            block,
            block,
            tuple(str(line.get("key", n)) for n, line in enumerate(lines, start=1)),
            tuple(range(7, 7 + len(lines))),
            dict(zip(columns, "CDEFGH", strict=False)),
            values,
            dict.fromkeys(columns, (None,) * len(lines)),
        )
    manifest = Manifest("unit", 1, "minh-hoa-2025", "SNV", "2025")
    return Submission("SNV", manifest, "snv.xlsx", "0" * 64, tables)


def test_a_correct_form_has_no_findings() -> None:
    assert checked(awards=AWARDS.replace("|    |  1", "|  1 |  1")) == ()


def test_a_broken_rule_sits_at_its_first_name_and_shows_the_values() -> None:
    (found,) = checked(people=PEOPLE.replace("60", "160"), awards=AWARDS.replace("|  1", "|  0"))

    assert (found.code, found.place) == ("KT-221", "Lao động!C8")
    assert found.message == "Số trực tiếp lớn hơn tổng số (160 và 100)."
    assert (found.unit, found.file) == ("SNV", "snv.xlsx")


def test_a_broken_rule_of_a_table_names_the_row() -> None:
    (found,) = checked()

    assert found.place == "Khen thưởng!F10"
    assert found.message == "Cờ thi đua: Quyết định nhiều hơn đề nghị (1 và 0)."


def test_what_is_not_reported_breaks_no_rule() -> None:
    assert checked(awards=AWARDS.replace("Không có (0)", "Chưa có số liệu")) == ()
    assert checked(awards="") == ()


def test_the_basis_of_a_rule_is_cited() -> None:
    (found,) = checked(with_rule(a_small_form(), "awards", basis="khoản 2 Điều 24"))

    assert found.message.endswith("(1 và 0). Căn cứ: khoản 2 Điều 24.")


def test_a_rule_applies_to_the_periods_it_is_valid_in() -> None:
    assert checked(with_rule(a_small_form(), "awards", valid_from=date(2026, 1, 1))) == ()
    assert checked(with_rule(a_small_form(), "awards", valid_to=date(2024, 12, 31))) == ()
    assert len(checked(with_rule(a_small_form(), "awards", valid_from=date(2025, 7, 1)))) == 1


def test_a_printed_fact_can_be_an_operand() -> None:
    scores = a_submission(
        self_scores=[{"key": "TC1", "score": 60}, {"key": "TC2", "score": 41}],
    )
    (found,) = check(scores, a_form(), PERIOD)

    assert (found.code, found.cell) == ("KT-211", "C8")
    assert "(41 và 40)" in found.message


def test_a_document_of_another_year_is_asked_about() -> None:
    documents = DOCUMENTS.replace("2025-03-15", "2024-12-31")
    (found,) = checked(documents=documents, awards=AWARDS.replace("|  1", "|  0"))

    assert (found.code, found.cell) == ("KT-142", "D7")
    assert "31/12/2024 nằm ngoài kỳ báo cáo (năm 2025)" in found.message


def test_a_decision_of_another_year_is_asked_about() -> None:
    named = a_submission(
        named_awards=[{"decision_date": date(2026, 1, 1)}, {"decision_date": None}]
    )

    found = check(named, a_form(), PERIOD)
    assert [(f.code, f.cell) for f in found] == [("KT-141", "C7")]


def a_named(award: str, honoree: str = "individual", status: str = "decided") -> dict[str, Value]:
    return {"honoree": honoree, "award": award, "status": status}


def test_more_names_than_counted_is_asked_about_at_the_count() -> None:
    submission = a_submission(
        named_awards=[a_named("BKUB"), a_named("BKUB"), a_named("BKUB", status="proposed")],
        awards_individual=[{"key": "LDTT", "decided": 9}, {"key": "BKUB", "decided": 1}],
    )
    (found,) = check(submission, a_form(), PERIOD)

    assert (found.code, found.place) == ("KT-143", "awards_individual!C8")
    assert "2 cá nhân đã được khen, bảng đếm ghi 1" in found.message


def test_names_do_not_contradict_a_count_that_is_enough_or_unknown() -> None:
    for count in (2, 3, None):
        submission = a_submission(
            named_awards=[a_named("BKUB"), a_named("BKUB"), a_named("BKUB", "collective")],
            awards_individual=[{"key": "BKUB", "decided": count}],
        )
        assert check(submission, a_form(), PERIOD) == ()
