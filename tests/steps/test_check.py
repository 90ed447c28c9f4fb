from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from pipeline.domain.findings import Finding
from pipeline.domain.form import FormSpec
from pipeline.domain.submission import Value
from pipeline.steps.checking.check import check
from tests.builders import a_form, a_period
from tests.steps.text_sheets import AWARDS, PEOPLE, a_book, a_small_form, read
from tests.steps.typed_tables import Line, a_submission

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
    dated: list[dict[str, Value]] = [
        {"date": day} for day in (date(2024, 12, 31), date(2025, 1, 1), date(2025, 12, 31), None)
    ]
    (found,) = check(a_submission(documents=dated), a_form(), PERIOD)

    assert (found.code, found.cell) == ("KT-142", "C7")
    assert found.message == "Dòng 1: Ngày ban hành nằm ngoài kỳ báo cáo năm 2025 (31/12/2024)."


def test_the_values_shown_are_those_a_person_reads() -> None:
    named: list[Line] = [{"award": "BKUB", "honoree": "individual", "object_group": "direct"}]
    wrong: list[Line] = [{"award": "LDTT", "honoree": "household", "object_group": None}]
    form = a_form()
    (found,) = check(a_submission(named_awards=named + wrong), form, PERIOD)

    assert found.code == "KT-161"
    assert "(Hộ gia đình)" in found.message or "Hộ gia đình" in found.message


def test_a_rule_not_confirmed_does_not_cite_its_basis_as_law() -> None:
    form = with_rule(a_small_form(), "awards", basis="khoản 2 Điều 24", confirmed=False)
    (found,) = checked(form)

    assert found.message.endswith("(1 và 0). Tham khảo: khoản 2 Điều 24 (chưa đối chiếu).")


def test_a_rule_over_a_whole_block_sits_at_the_first_cell_it_speaks_of() -> None:
    groups: list[Line] = [{"key": "direct", "decided": 3}, {"key": "leader_other", "decided": 4}]
    awards: list[Line] = [{"key": "LDTT", "decided": 5}, {"key": "BKUB", "decided": 1}]
    submission = a_submission(by_object_group=groups, awards_individual=awards)
    (found,) = check(submission, a_form(), PERIOD)

    assert (found.code, found.place) == ("KT-136", "by_object_group!C7")
    assert found.message.endswith("“KT cá nhân” (7 và 6).")
