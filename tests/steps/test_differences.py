from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from pipeline.domain.findings import Finding
from pipeline.domain.rules.rule import Rule, Severity
from pipeline.domain.submission import Cell, Submission, Value
from pipeline.steps.checking.matched_rows import matched_rows
from pipeline.steps.feedback.differences import differences
from pipeline.steps.feedback.unasked import unasked
from tests.builders import a_form
from tests.steps.unit_answers import a_return

FORM = a_form()
DOCUMENTS: list[dict[str, Value]] = [
    {"number": f"{number}/KH", "subject": f"Việc {number}", "type": "plan"} for number in range(4)
]


def changes(before: Any, after: Any) -> list[str]:
    found = differences(a_return("SNV", before), a_return("SNV", after), FORM)
    return [one.text for one in found]


def finding_at(sheet: str, cell: str, code: str = "KT-201") -> Finding:
    return Finding(code, Severity.ERROR, "m", "a", "SNV", "SNV.xlsx", sheet, cell)


def with_declaration(submission: Submission, block: str, code: str | None) -> Submission:
    table = submission.tables[block]
    said = Cell(table.sheet, "C6", code, None)
    return replace(
        submission, tables={**submission.tables, block: replace(table, declaration=said)}
    )


def test_the_same_answers_have_no_differences() -> None:
    answers = {"documents": DOCUMENTS, "headcount": {"total": 5}}
    assert changes(answers, answers) == []


def test_cells_are_named_by_table_row_and_column_with_both_values() -> None:
    before = {
        "headcount": {"total": 5, "women": 2},
        "awards_individual": {"LDTT": {"decided": 3, "proposed": 4}},
        "movements": {"NTM": {"participated": "yes"}},
        "targets": {"CT01": {"done": Decimal("8.50")}},
    }
    after = {
        "headcount": {"total": 6},
        "awards_individual": {"LDTT": {"decided": 1200, "proposed": 4}},
        "movements": {"NTM": {"participated": "no"}},
        "targets": {"CT01": {"done": Decimal("8.5")}},
    }
    assert changes(before, after) == [
        "Thông tin chung, Tổng số cán bộ, công chức, viên chức, người lao động: 5 → 6",
        "Thông tin chung, Trong đó: nữ: 2 → (trống)",
        "Phong trào, Cả nước chung sức xây dựng nông thôn mới, Có triển khai: Có → Không",
        "KT cá nhân, Lao động tiên tiến, Số đã có quyết định: 3 → 1200",
    ]


def test_a_row_put_in_or_taken_out_is_one_difference() -> None:
    new: dict[str, Value] = {"number": "9/KH", "subject": "Mới", "type": "plan"}
    added = [DOCUMENTS[0], new, *DOCUMENTS[1:]]

    assert changes({"documents": DOCUMENTS}, {"documents": added}) == [
        "Văn bản, thêm dòng 2: (không có) → 9/KH; Kế hoạch; Mới"
    ]
    assert changes({"documents": added}, {"documents": DOCUMENTS}) == [
        "Văn bản, bỏ dòng 2: 9/KH; Kế hoạch; Mới → (không có)"
    ]


def test_a_changed_row_beside_a_new_one_is_still_told_by_its_cell() -> None:
    new: dict[str, Value] = {"number": "9/KH", "subject": "Mới", "type": "decision"}
    after = [new, DOCUMENTS[0] | {"subject": "Việc khác"}, *DOCUMENTS[1:]]

    assert changes({"documents": DOCUMENTS}, {"documents": after}) == [
        "Văn bản, thêm dòng 1: (không có) → 9/KH; Quyết định; Mới",
        "Văn bản, dòng 2, Trích yếu nội dung: Việc 0 → Việc khác",
    ]


def test_what_could_not_be_read_is_compared_as_it_was_typed() -> None:
    def unreadable(raw: str | None, value: int | None = None) -> Submission:
        submission = a_return("SNV", {"headcount": {"total": value}})
        table = submission.tables["headcount"]
        raws = (raw, *table.raws["value"][1:])
        return replace(submission, tables={"headcount": replace(table, raws={"value": raws})})

    assert differences(unreadable("mười"), unreadable(" mười"), FORM) == ()
    (found,) = differences(unreadable("mười"), unreadable("10", 10), FORM)
    assert (found.before, found.after) == ("mười", "10")
    (emptied,) = differences(unreadable("mười"), unreadable("  "), FORM)
    assert emptied.after == "(trống)"


def test_a_declaration_of_blanks_is_one_difference() -> None:
    answers = {"awards_individual": {"LDTT": {"decided": 3}}}
    before = with_declaration(a_return("SNV", answers), "awards_individual", None)
    after = with_declaration(a_return("SNV", answers), "awards_individual", "zero")

    (found,) = differences(before, after, FORM)
    assert found.text == "KT cá nhân, Cá nhân, ô trống nghĩa là: (trống) → Không có (0)"


def test_a_part_that_one_workbook_lacks_is_not_compared() -> None:
    assert changes({"headcount": {"total": 5}, "documents": DOCUMENTS}, {"documents": []}) == [
        f"Văn bản, bỏ dòng {n + 1}: {n}/KH; Kế hoạch; Việc {n} → (không có)" for n in range(4)
    ]


def left(before: Any, after: Any, *found: Finding) -> list[str]:
    first = a_return("SNV", before)
    changed = differences(first, a_return("SNV", after), FORM)
    return [one.text for one in unasked(changed, first, found, FORM)]


def test_what_was_asked_for_is_left_out_and_the_rest_is_told() -> None:
    before = {"headcount": {"total": 5, "women": 2, "collectives": 1}, "documents": DOCUMENTS}
    after = {"headcount": {"total": 6, "women": 3, "collectives": 1}, "documents": DOCUMENTS[:3]}
    asked = (finding_at("Thông tin chung", "C18"), finding_at("Văn bản", "D10"))

    (rest,) = left(before, after, *asked)
    assert rest.endswith("người lao động: 5 → 6")


def test_a_rule_is_answered_by_any_of_its_cells() -> None:
    before = {"headcount": {"total": 5, "direct": 7}}
    after = {"headcount": {"total": 8, "direct": 7}}
    assert left(before, after, finding_at("Thông tin chung", "C17", "KT-221")) == []

    grid = {"awards_individual": {"LDTT": {"decided": 3, "decided_direct": 4}}}
    fixed = {"awards_individual": {"LDTT": {"decided": 5, "decided_direct": 4}}}
    place = f"H{a_return('SNV', grid).tables['awards_individual'].row_numbers[0]}"
    assert len(left(grid, fixed)) == 1
    assert left(grid, fixed, finding_at("KT cá nhân", place, "KT-112")) == []


def test_a_rule_across_blocks_asks_for_all_it_speaks_of() -> None:
    expression = 'headcount.direct >= awards_individual["LDTT"].decided + sum(decided)'
    rule = Rule("KT-999", expression, Severity.ERROR, "m", "a")
    blocks = {"awards_collective": (rule,)}
    sheets = tuple(
        replace(
            sheet,
            blocks=tuple(replace(b, rules=blocks.get(b.key, b.rules)) for b in sheet.blocks),
        )
        for sheet in FORM.sheets
    )
    form = replace(FORM, sheets=sheets)
    before = {
        "headcount": {"direct": 1},
        "awards_individual": {"LDTT": {"decided": 3}, "BKUB": {"decided": 3}},
        "awards_collective": {"TTLDTT": {"decided": 3}},
    }
    after = {
        "headcount": {"direct": 2},
        "awards_individual": {"LDTT": {"decided": 4}, "BKUB": {"decided": 4}},
        "awards_collective": {"TTLDTT": {"decided": 4}},
    }
    first = a_return("SNV", before)
    found = finding_at("Thông tin chung", "C17", "KT-999")

    (rest,) = unasked(differences(first, a_return("SNV", after), form), first, [found], form)
    assert rest.place == ("awards_individual", "BKUB", "decided")


def test_what_has_no_cell_is_asked_of_its_sheet() -> None:
    before, after = {"documents": DOCUMENTS}, {"documents": DOCUMENTS[1:]}

    assert left(before, after, finding_at("Văn bản", "")) == []
    assert len(left(before, after, finding_at("", ""))) == 1


ROWS = st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3) | st.none()), max_size=8)


@given(ROWS, ROWS)
def test_every_row_of_both_versions_is_matched_once_and_in_order(
    before: list[tuple[Value, ...]], after: list[tuple[Value, ...]]
) -> None:
    pairs = list(matched_rows(before, after))

    assert [old for old, _ in pairs if old is not None] == list(range(len(before)))
    assert [new for _, new in pairs if new is not None] == list(range(len(after)))
    assert not any(old is None and new is None for old, new in pairs)
