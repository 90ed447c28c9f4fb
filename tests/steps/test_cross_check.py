from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from pipeline.domain.findings import Finding
from pipeline.domain.rules.rule import Severity
from pipeline.domain.submission import Value
from pipeline.steps.carry import Values
from pipeline.steps.checking.cross_check import cross_check
from tests.builders import a_campaign, a_form, a_unit
from tests.steps.unit_answers import Answers, returns

DAY = date(2025, 6, 1)
Row = Mapping[str, Any]
AN: dict[str, Value] = {
    "honoree": "individual",
    "name": "Nguyễn Văn An",
    "award": "BKUB",
    "status": "decided",
}


def named(*rows: Row) -> Answers:
    return {"named_awards": [{**AN, **row} for row in rows]}


def found_in(units: dict[str, Answers], **more: Any) -> list[tuple[str, str, str]]:
    return [(one.unit, one.code, one.place) for one in checked(units, **more)]


def checked(
    units: dict[str, Answers],
    head: Answers | None = None,
    last_year: dict[str, Values] | None = None,
    **more: Any,
) -> tuple[Finding, ...]:
    return cross_check(returns(units, head, **more), a_form(), last_year or {})


def test_a_person_listed_for_one_award_by_two_units_is_asked_about_in_both() -> None:
    two = {"SNV": named({}), "STC": named({"name": "Lê Thị B"}, {"name": "NGUYỄN  VĂN AN"})}

    assert found_in(two) == [
        ("SNV", "KT-503", "Danh sách khen cao!D7"),
        ("STC", "KT-503", "Danh sách khen cao!D8"),
    ]
    first, second = checked(two)
    assert "Dòng 1: Nguyễn Văn An (BK UBND tỉnh)" in first.message
    assert "Sở Tài chính" in first.message
    assert "Dòng 2: NGUYỄN  VĂN AN" in second.message
    assert first.file == "SNV.xlsx"


def test_another_award_another_year_or_two_decisions_are_no_double() -> None:
    numbered = {"decision_number": "15/QĐ-UBND", "decision_date": DAY}
    for other in (
        {"award": "CSTDT"},
        {"decision_date": date(2023, 5, 1)},
        {"honoree": "household"},
        {"decision_number": "16/QĐ-UBND", "decision_date": DAY},
    ):
        assert found_in({"SNV": named(numbered), "STC": named(other)}) == []


def test_the_same_name_twice_in_one_unit_is_not_a_matter_between_units() -> None:
    assert found_in({"SNV": named({}, {}), "STC": named({"name": "Lê Thị B"})}) == []


def test_one_decision_naming_one_person_in_two_units_is_one_finding_each() -> None:
    two = {
        "SNV": named({"decision_number": "15/QĐ-UBND", "decision_date": DAY}),
        "STC": named({"decision_number": "Số 15 / QĐ–UBND", "award": "CSTDT"}),
    }

    assert [code for _, code, _ in found_in(two)] == ["KT-504", "KT-504"]


def test_a_name_in_many_units_does_not_list_them_all() -> None:
    codes = [f"D{number}" for number in range(9)]
    campaign = a_campaign(units=tuple(a_unit(code) for code in codes))
    found = checked({code: named({}) for code in codes}, campaign=campaign)

    assert len(found) == 9
    assert found[0].message.endswith("Đơn vị D1, Đơn vị D2, Đơn vị D3 và 5 đơn vị khác.")


def test_a_decision_cited_with_two_dates_is_asked_about_where_few_say_so() -> None:
    right = {"decision_number": "15/QĐ-UBND", "decision_date": DAY}
    wrong = right | {"decision_date": date(2025, 1, 6)}
    units = {
        "SNV": named(right | {"name": "A"}, right | {"name": "B"}),
        "STC": named(wrong | {"name": "C"}, wrong | {"name": "D"}),
        "STP": named(right | {"name": "E"}),
    }
    (found,) = checked(units)

    assert (found.unit, found.code, found.place) == ("STC", "KT-505", "Danh sách khen cao!L7")
    assert "Dòng 1, 2: quyết định số 15/QĐ-UBND ghi ngày 06/01/2025" in found.message
    assert "Sở Nội vụ, Sở Tư pháp ghi ngày 01/06/2025" in found.message


def test_a_number_used_again_next_year_or_by_another_body_is_another_decision() -> None:
    this = {"decision_number": "15/QĐ-UBND", "decision_date": DAY, "name": "A"}
    for other in (
        {"decision_date": date(2024, 6, 2)},
        {"decision_number": "15/QĐ-BNV", "decision_date": date(2025, 6, 2)},
    ):
        assert found_in({"SNV": named(this), "STC": named(this | other | {"name": "B"})}) == []
    bare = this | {"decision_number": "15"}
    other_award = bare | {"award": "CSTDT", "decision_date": date(2025, 6, 2), "name": "B"}
    assert found_in({"SNV": named(bare), "STC": named(other_award)}) == []


def test_collectives_are_the_same_by_decision_or_when_they_are_a_member_unit() -> None:
    room: dict[str, Value] = {"honoree": "collective", "name": "Phòng Kế hoạch"}
    member = room | {"name": "sở tài chính"}
    decided = room | {"decision_number": "15/QĐ-UBND", "decision_date": DAY}
    there = decided | {"workplace": "Sở Nội vụ"}

    assert found_in({"SNV": named(room), "STC": named(room)}) == []
    assert [code for _, code, _ in found_in({"SNV": named(decided), "STC": named(decided)})] == [
        "KT-506",
        "KT-506",
    ]
    assert (
        found_in({"SNV": named(there), "STC": named(there | {"workplace": "Sở Tài chính"})}) == []
    )
    assert [unit for unit, _, _ in found_in({"SNV": named(member), "STC": named(member)})] == [
        "SNV",
        "STC",
    ]


def test_a_document_of_the_cluster_is_not_the_units_own() -> None:
    document: dict[str, Value] = {"number": "05/KH-CTĐ", "date": DAY}
    listed = {"documents": [{"number": "1/KH", "date": DAY}, document | {"number": "05/KH - CTĐ"}]}
    other_day = {"documents": [document | {"date": date(2025, 6, 2)}]}
    head = {"cluster_documents": [document, {"number": "không ngày"}]}

    assert found_in({"SNV": listed, "STC": other_day}, head=head) == [
        ("SNV", "KT-509", "Văn bản!C8")
    ]
    assert found_in({"SNV": listed}) == []


def test_last_years_figure_is_compared_with_what_the_unit_reported_then() -> None:
    known: Values = {
        ("awards_individual", "LDTT", "last_year"): 12,
        ("awards_individual", "BKUB", "last_year"): 3,
        ("headcount", "documents_last_year", "value"): 7,
    }
    answers = {
        "awards_individual": {"LDTT": {"last_year": 21}, "BKUB": {"last_year": 3}},
        "headcount": {"documents_last_year": 8, "total": 5},
    }
    found = checked({"SNV": answers, "STC": answers}, last_year={"SNV": known})

    assert [(one.unit, one.code) for one in found] == [("SNV", "KT-507")] * 2
    assert "Số văn bản" in found[0].message
    assert "“Lao động tiên tiến – Đã có quyết định năm 2024”: 21" in found[1].message
    assert "(12)" in found[1].message


def test_a_blank_of_last_year_or_a_divided_unit_contradicts_nothing() -> None:
    known: Values = {("awards_individual", "LDTT", "last_year"): 12}
    heirs = a_campaign(units=(a_unit("SNV", predecessor="CU"), a_unit("STC", predecessor="CU")))
    half = {"awards_individual": {"LDTT": {"last_year": 6}}}
    blank: Answers = {"awards_individual": {"LDTT": {}}}

    assert found_in({"SNV": half, "STC": half}, last_year={"CU": known}, campaign=heirs) == []
    assert found_in({"SNV": blank}, last_year={"SNV": known}) == []
    one = a_campaign(units=(a_unit("SNV", predecessor="CU"), a_unit("STC")))
    assert len(found_in({"SNV": half}, last_year={"CU": known}, campaign=one)) == 1


def rated(decided: int | None, total: int | None = 100) -> Answers:
    return {"awards_individual": {"LDTT": {"decided": decided}}, "headcount": {"total": total}}


def test_a_rate_far_above_the_others_is_a_note_at_the_headcount() -> None:
    codes = ("A", "B", "C", "D", "E")
    campaign = a_campaign(units=tuple(a_unit(code) for code in codes))
    units = {code: rated(60) for code in codes[:4]} | {"E": rated(65, 10)}
    (found,) = checked(units, campaign=campaign)

    assert (found.unit, found.code, found.severity) == ("E", "KT-508", Severity.NOTE)
    assert found.place == "Thông tin chung!C16"
    assert "650% (65/10), gấp 10,8 lần" in found.message
    assert "(60%)" in found.message


def test_few_units_unknown_counts_and_empty_units_have_no_usual_rate() -> None:
    few = {code: rated(60) for code in ("A", "B", "C")} | {"E": rated(60, 1)}
    many = few | {"F": rated(None), "G": rated(60, None), "H": rated(60, 0)}
    campaign = a_campaign(units=tuple(a_unit(code) for code in many))

    assert found_in(few, campaign=campaign) == []
    assert found_in(many, campaign=campaign) == []


def test_findings_come_in_the_order_of_the_units() -> None:
    units = {"STP": named({}), "SNV": named({}), "STC": named({})}

    assert [unit for unit, _, _ in found_in(units)] == ["SNV", "STC", "STP"]
