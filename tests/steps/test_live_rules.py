from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest

from pipeline.domain.form import Block, FormSpec, Row
from pipeline.domain.rules.live_checks import LiveRule
from pipeline.domain.rules.rule import Rule, Severity
from pipeline.domain.rules.rule_scope import RuleScope
from pipeline.steps.checking.live_checks import live_checks
from pipeline.steps.place import place
from tests.builders import a_form, a_period
from tests.small_form import FIELDS, FORM, GRID, RECORDS

VOLATILE = re.compile(r"\b(INDIRECT|OFFSET|TODAY|NOW|RAND|CELL|INFO)\(")
DYNAMIC = re.compile(r"\b(FILTER|UNIQUE|XLOOKUP|LET|SEQUENCE|SORT|TEXTJOIN|IFS|MAXIFS|CONCAT)\(")
WHOLE_COLUMN = re.compile(r"\$?[A-Z]{1,3}:\$?[A-Z]{1,3}(?![A-Z0-9])")


def a_rule(expression: str, **changes: object) -> Rule:
    rule = Rule("KT-901", expression, Severity.ERROR, "Sai.", "Sửa.")
    return replace(rule, **changes)  # type: ignore[arg-type]


def form_with(block: Block, *rules: Rule) -> FormSpec:
    ruled = replace(block, rules=rules)
    sheets = tuple(
        replace(sheet, blocks=tuple(ruled if b.key == block.key else b for b in sheet.blocks))
        for sheet in FORM.sheets
    )
    return replace(FORM, sheets=sheets)


def live(block: Block, expression: str, **changes: object) -> LiveRule:
    form = form_with(block, a_rule(expression, **changes))
    (found,) = live_checks(form, place(form), a_period()).rules
    return found


def written(found: LiveRule) -> str:
    """What is asked of all rows and what must hold, as the workbook spells it."""
    return " ".join(text for name, text in found.names.items() if "_sai_" not in name)


def not_live(block: Block, expression: str, **changes: object) -> bool:
    form = form_with(block, a_rule(expression, **changes))
    return live_checks(form, place(form), a_period()).rules == ()


@pytest.mark.parametrize("name", ["unit", "head"])
def test_every_rule_that_a_form_asks_becomes_a_formula(name: str) -> None:
    form, period = a_form(name), a_period()
    scope = RuleScope.of(form)
    asked = [
        rule.code
        for _, block in form.blocks
        for rule in block.rules
        if rule.applies(period.start, period.end) and scope.asks(rule, block)
    ]
    compiled = [found.rule.code for found in live_checks(form, place(form), period).rules]
    assert compiled == asked
    assert compiled


@pytest.mark.parametrize("name", ["unit", "head"])
def test_formulas_are_plain_bounded_and_short_enough_for_excel(name: str) -> None:
    form = a_form(name)
    checks = live_checks(form, place(form), a_period())
    formulas = [text for found in checks.rules for text in (found.tally, found.position)]
    for progress in checks.sheets.values():
        formulas += [progress.done, progress.missing, progress.wrong, progress.unclear]
        formulas.append(progress.position)
    formulas += [mark.condition for mark in checks.marks]
    formulas += [text for found in checks.rules for text in found.names.values()]
    for text in formulas:
        words = re.sub(r"'[^']*'|\"[^\"]*\"", "", text)
        assert not VOLATILE.search(words)
        assert not DYNAMIC.search(words)
        assert not WHOLE_COLUMN.search(words)
        assert "{" not in words or "MATCH" in words
        assert len(text) < 8192
        assert text.count("(") == text.count(")")


def test_what_stands_in_a_conditional_format_is_no_longer_than_excel_takes() -> None:
    form = a_form()
    marks = live_checks(form, place(form), a_period()).marks
    assert max(len(mark.condition) for mark in marks) <= 255


def test_errors_are_coloured_before_warnings_and_notes_not_at_all() -> None:
    form = a_form()
    weights = [mark.severity for mark in live_checks(form, place(form), a_period()).marks]
    assert weights == sorted(weights, key=list(Severity).index)
    assert Severity.NOTE not in weights


def test_a_rule_over_rows_looks_at_the_rows_of_its_block() -> None:
    found = live(GRID, "decided <= proposed")
    assert "'Thông tin chung'!$E$15:$E$16" in written(found)
    assert found.mark.area == "E15:E16"
    assert found.sheet == "Thông tin chung"


def test_a_list_is_looked_at_to_its_limit() -> None:
    found = live(RECORDS, "date >= period_start")
    assert found.mark.area == "D7:D46"
    assert "DATE(2025,1,1)" in written(found)


def test_a_field_is_one_cell() -> None:
    found = live(FIELDS, "year >= 2020")
    assert found.mark.area == "C8"
    assert ":" not in written(found)


def test_blanks_count_as_zero_only_where_the_unit_says_so() -> None:
    assert '$C$12="Không có (0)"' in written(live(GRID, "decided <= proposed"))
    assert "Không có" not in written(live(GRID, "rate <= 100"))


def test_a_choice_is_compared_by_its_label() -> None:
    found = live(GRID, 'official == "yes"')
    assert '="Có"' in written(found)
    assert '"yes"' not in written(found)


def test_a_sum_is_known_as_soon_as_one_of_its_cells_is() -> None:
    found = live(GRID, "sum(decided) <= identity.year")
    assert written(found).count("SUMPRODUCT") == 2
    assert found.mark.area == "C8"


def test_a_rule_for_some_rows_is_asked_on_those_rows() -> None:
    lists = {**FORM.lists, "few": (replace(FORM.lists["yes_no"][0], code="BKUB"),)}
    form = replace(form_with(GRID, a_rule("decided == 0", rows="few")), lists=lists)
    (found,) = live_checks(form, place(form), a_period()).rules
    assert found.mark.area == "E16"
    assert '{"BKUB"}' in written(found)


def test_quotes_in_names_and_labels_do_not_break_out_of_a_formula() -> None:
    lists = {**FORM.lists, "yes_no": (replace(FORM.lists["yes_no"][0], label='Có "rồi"'),)}
    form = replace(form_with(GRID, a_rule('official == "yes"')), lists=lists)
    sheets = (replace(form.sheets[0], title="Tên 'riêng'"), *form.sheets[1:])
    form = replace(form, sheets=sheets)
    (found,) = live_checks(form, place(form), a_period()).rules
    assert '="Có ""rồi"""' in written(found)
    assert "'Tên ''riêng'''!" in written(found)


def test_rules_of_other_periods_are_not_in_the_form() -> None:
    assert not_live(GRID, "decided <= proposed", valid_to=date(2023, 12, 31))


def test_a_rule_on_what_the_form_does_not_ask_is_not_in_it() -> None:
    assert not_live(GRID, 'awards["CSTDCS"].decided <= proposed')


def test_a_row_whose_label_differs_from_its_choice_leaves_counting_to_the_return() -> None:
    rows = (Row("yes", "Vâng", facts={"basis": ""}),)
    grid = replace(GRID, rows=rows)
    assert not_live(grid, "count(documents, simple == row) <= decided")
    grid = replace(GRID, rows=(replace(rows[0], label="Có"),))
    assert "COUNTIFS" in written(live(grid, "count(documents, simple == row) <= decided"))
