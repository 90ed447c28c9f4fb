from __future__ import annotations

import pytest

from pipeline.domain.form import VALUE, Shape
from pipeline.domain.rules.compiled_rule import compile_rule
from pipeline.domain.rules.rule_types import DAY, NUMBER, BlockTypes, Kind, TypeCheck, TypeOf

TEXT = TypeOf(Kind.TEXT)
STATUS = TypeOf(Kind.CODE, frozenset({"proposed", "decided"}))
AWARD = TypeOf(Kind.CODE)
BLOCKS = {
    "people": BlockTypes(Shape.FIELDS, {"total": NUMBER, "direct": NUMBER, "name": TEXT}),
    "awards": BlockTypes(
        Shape.GRID,
        {
            "proposed": NUMBER,
            "decided": NUMBER,
            "limit": TypeOf(Kind.NUMBER, fixed=True),
            "measure": TypeOf(Kind.TEXT, fixed=True),
        },
    ),
    "ratings": BlockTypes(Shape.GRID, {"good": NUMBER}, frozenset({"party", "union"})),
    "named": BlockTypes(
        Shape.RECORDS,
        {"award": AWARD, "status": STATUS, "day": DAY, "note": TEXT, "shown": NUMBER},
    ),
    "answers": BlockTypes(Shape.NARRATIVE, {VALUE: TEXT}, frozenset({"models"})),
}


def problem(block: str, expression: str) -> str:
    try:
        TypeCheck(BLOCKS[block], BLOCKS).refuse_wrong(compile_rule(expression))
    except ValueError as refusal:
        return str(refusal)
    return ""


@pytest.mark.parametrize(
    ("block", "expression"),
    [
        ("people", "direct <= total"),
        ("people", "direct <= sum(awards.decided) + 3"),
        ("people", "length(name) >= 5"),
        ("awards", "decided <= limit"),
        ("awards", "sum(decided) <= people.total"),
        ("awards", 'awards["CSTDCS"].decided * 100 <= 15 * sum(awards.decided, "LDTT", "CSTT")'),
        ("awards", 'count(named, award == row, status == "decided") == decided'),
        ("awards", 'row != "LDTT" or decided >= 0'),
        ("ratings", 'ratings["party"].good <= 1'),
        ("ratings", "good <= sum(good)"),
        ("named", "period_start <= day <= period_end and day != date(2025, 7, 1)"),
        ("named", 'status != "decided" or given(day)'),
        ("named", 'award in awards or award == "GKH"'),
        ("named", "count(named, award == award) <= 1"),
        ("answers", "length(value) <= 3000"),
        ("people", 'length(answers["models"].value) >= 3 and direct >= 0'),
    ],
)
def test_a_rule_that_fits_the_form_is_accepted(block: str, expression: str) -> None:
    assert problem(block, expression) == ""


@pytest.mark.parametrize(
    ("block", "expression", "said"),
    [
        ("people", "women <= total", "nhắc tới “women” không có trong khối"),
        ("people", "direct <= sum(prizes.decided)", "không có khối “prizes”"),
        ("people", "direct <= sum(awards.women)", "nhắc tới “women” không có trong khối “awards”"),
        ("awards", "decided <= people.women", "nhắc tới “women” không có trong khối “people”"),
        ("awards", 'decided <= ratings["youth"].good', "không có dòng “youth”"),
        ("awards", 'decided <= sum(ratings.good, "youth")', "không có dòng “youth”"),
        ("awards", "sum(limit) <= 3 and decided >= 0", "không cộng được cột “limit”"),
        ("people", "sum(total) <= 3", "không cộng được cột “total”"),
        ("named", 'sum(shown, "x") <= 3', "chỉ cộng được các dòng có mã của khối grid"),
        ("awards", "decided <= named.shown", "không dùng được khối “named” như vậy"),
        ("awards", "count(people, total == row) <= decided", "không dùng được khối “people”"),
        ("awards", 'count(named, status == "kept") <= decided', "mã “kept” không có trong danh"),
        ("awards", "count(named, shown == row) <= decided", "“shown” không phải là lựa chọn"),
        ("awards", "count(named, award == decided) <= decided", "“award” không phải là lựa chọn"),
        ("named", 'status == "kept"', "mã “kept” không có trong danh sách lựa chọn"),
        ("named", 'status <= "decided"', "lựa chọn chỉ so sánh được bằng == và !="),
        ("named", "status == shown", "không so sánh được lựa chọn với số"),
        ("named", "day <= shown", "không so sánh được ngày với số"),
        ("named", 'note == "x"', "không so sánh được chữ với lựa chọn"),
        ("named", "note == note", "không so sánh được chữ tự do"),
        ("named", "day + 1 <= day", "dùng ngày ở chỗ cần số"),
        ("named", "-note <= 3", "dùng chữ ở chỗ cần số"),
        ("named", "length(shown) <= 3", "dùng số ở chỗ cần chữ"),
        ("named", "note in awards", "dùng chữ ở chỗ cần lựa chọn"),
        ("named", "award in people", "không dùng được khối “people” như vậy"),
        ("named", "award in prizes", "không có khối “prizes”"),
        ("named", 'row == "LDTT" or shown >= 0', "“row” chỉ dùng được trong khối grid"),
        ("awards", "limit >= 3", "không nhắc tới ô nhập liệu nào"),
        ("awards", "1 <= 2", "không nhắc tới ô nhập liệu nào"),
        ("awards", 'count(named, status == "decided") <= 2', "không nhắc tới ô nhập liệu nào"),
        ("awards", "count(named, award == row) <= sum(decided)", "không nhắc tới ô nhập liệu"),
        ("named", "given(colour)", "nhắc tới “colour” không có trong khối"),
    ],
)
def test_a_rule_that_does_not_fit_is_refused(block: str, expression: str, said: str) -> None:
    assert said in problem(block, expression)


def test_a_column_may_not_take_a_name_of_the_language() -> None:
    own = BlockTypes(Shape.GRID, {"row": NUMBER, "decided": NUMBER})
    with pytest.raises(ValueError, match="khóa “row” trùng với tên dành riêng"):
        TypeCheck(own, {}).refuse_wrong(compile_rule("decided >= 0"))
