"""The evaluator against a naive reference: the same expression with values in place of names."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.domain.form import VALUE, Block, Choice, Column, FormSpec, Row, Shape, Sheet
from pipeline.domain.rules.rule import Rule, Severity
from pipeline.domain.submission import Submission
from pipeline.steps.checking.evaluate import JudgedRule, judge_rules
from tests.builders import a_period
from tests.steps.typed_tables import Line, a_submission, some_fields

PERIOD = a_period(2025)
KEYS = ("A", "B", "C")
LISTS = {"some": (Choice("A", "A"), Choice("C", "C"))}


def a_form(rule: Rule, block: str) -> FormSpec:
    """Fields, a grid, a second grid and a list; the rule stands in one of them."""
    rows = tuple(Row(key, key, facts={"limit": place}) for place, key in enumerate(KEYS))  # type: ignore[dict-item]
    blocks = (
        Block("facts", "F", Shape.FIELDS, (Column(VALUE, "V"),), (Row("p", "p"), Row("q", "q"))),
        Block("grid", "G", Shape.GRID, (Column("x", "x"), Column("limit", "l", fixed=True)), rows),
        Block("other", "O", Shape.GRID, (Column("z", "z"),), rows[:2]),
        Block("listed", "L", Shape.RECORDS, (Column("kind", "k"), Column("n", "n")), limit=99),
    )
    sheets = tuple(
        Sheet(b.key, b.key, b.key, (Block(**fields_of(b, rule if b.key == block else None)),))
        for b in blocks
    )
    return FormSpec("small", 1, "Biểu", sheets, LISTS)


def fields_of(block: Block, rule: Rule | None) -> dict[str, Any]:
    facts = {name: getattr(block, name) for name in Block.__slots__}
    return facts | {"rules": (rule,) if rule else ()}


def a_rule(expression: str, rows: str = "") -> Rule:
    return Rule("KT-101", expression, Severity.ERROR, "Sai.", "Sửa.", rows=rows)


def judged(expression: str, block: str, answers: Submission, rows: str = "") -> JudgedRule:
    (found,) = judge_rules(answers, a_form(a_rule(expression, rows), block), PERIOD)
    return found


COUNTS = st.none() | st.integers(0, 4)
ANSWERS = st.fixed_dictionaries(
    {
        "facts": st.fixed_dictionaries({"p": COUNTS, "q": COUNTS}),
        "x": st.tuples(COUNTS, COUNTS, COUNTS),
        "z": st.tuples(COUNTS, COUNTS),
        "listed": st.lists(
            st.fixed_dictionaries(
                {
                    "kind": st.none() | st.sampled_from(KEYS),
                    "n": COUNTS,
                    "note": st.none() | st.text("ab", min_size=1, max_size=3),
                    "day": st.none() | st.sampled_from([date(2024, 12, 31), date(2025, 7, 1)]),
                }
            ),
            max_size=5,
        ),
    }
)


def submitted(answers: dict[str, Any]) -> Submission:
    listed: list[Line] = answers["listed"]
    return a_submission(
        facts=some_fields(**answers["facts"]),
        grid=[{"key": key, "x": x} for key, x in zip(KEYS, answers["x"], strict=True)],
        other=[{"key": key, "z": z} for key, z in zip(KEYS, answers["z"], strict=False)],
        listed=listed or [],
    )


def total(values: list[int | None]) -> int | None:
    known = [value for value in values if value is not None]
    return sum(known) if known else None


@dataclass(frozen=True)
class Written:
    """A piece of an expression: as a rule says it, with values in place, and the values."""

    rule: str
    plain: str
    needs: tuple[Any, ...]


def leaf(rule: str, value: Any) -> Written:
    return Written(rule, repr(value), (value,))


def numbers(answers: dict[str, Any], block: str, row: int) -> list[Written]:
    """Every number that a rule can speak of in one row of a block."""
    listed, x, z = answers["listed"], answers["x"], answers["z"]
    kinds = [line["kind"] for line in listed]
    found = [
        leaf("facts.p", answers["facts"]["p"]),
        joined("-", leaf("2.5", Decimal("2.5")), leaf("facts.p", answers["facts"]["p"])),
        leaf('grid["B"].x', x[1]),
        leaf('grid["C"].limit', 2),
        leaf("sum(grid.x)", total(list(x))),
        leaf('sum(grid.x, "A", "C")', total([x[0], x[2]])),
        leaf('sum(other.z, "B", "C")', total([z[1]])),
        leaf('count(listed, kind == "A")', kinds.count("A")),
    ]
    if block == "facts":
        found += [leaf("p", answers["facts"]["p"]), leaf("q", answers["facts"]["q"])]
    elif block == "grid":
        found += [leaf("x", x[row]), leaf("limit", row), leaf("sum(x)", total(list(x)))]
        found += [leaf("count(listed, kind == row)", kinds.count(KEYS[row]))]
    else:
        line = listed[row]
        found += [leaf("n", line["n"]), leaf("sum(n)", total([one["n"] for one in listed]))]
        found += [leaf("length(note)", None if line["note"] is None else len(line["note"]))]
        own = kinds.count(line["kind"]) if line["kind"] else None
        found += [leaf("count(listed, kind == kind)", own)]
    return found


def atoms(answers: dict[str, Any], block: str, row: int) -> list[Written]:
    """The conditions that are no comparison of numbers."""
    p = answers["facts"]["p"]
    found = [Written("given(facts.p)", repr(p is not None), ())]
    if block == "listed":
        line = answers["listed"][row]
        kind, day = line["kind"], line["day"]
        found += [
            Written("given(note)", repr(line["note"] is not None), ()),
            Written("kind in other", repr(kind in KEYS[:2]), (kind,)),
            Written('kind == "B"', repr(kind == "B"), (kind,)),
            Written("day < date(2025, 7, 1)", repr(bool(day) and day < date(2025, 7, 1)), (day,)),
            Written(
                "period_start <= day <= period_end",
                repr(bool(day) and PERIOD.start <= day <= PERIOD.end),
                (day,),
            ),
        ]
    if block == "grid":
        found += [Written('row != "B"', repr(KEYS[row] != "B"), ())]
    return found


def joined(sign: str, *parts: Written) -> Written:
    return Written(
        "(" + f" {sign} ".join(part.rule for part in parts) + ")",
        "(" + f" {sign} ".join(part.plain for part in parts) + ")",
        tuple(need for part in parts for need in part.needs),
    )


def negated(part: Written) -> Written:
    return Written(f"(not {part.rule})", f"(not {part.plain})", part.needs)


@st.composite
def expressions(draw: st.DrawFn, answers: dict[str, Any], block: str, row: int) -> Written:
    """The same choices give the same expression for every row, each with its own values."""
    term = st.sampled_from(numbers(answers, block, row))
    terms = st.recursive(
        term,
        lambda one: st.tuples(st.sampled_from("+-*"), one, one).map(lambda t: joined(*t)),
        max_leaves=3,
    )
    signs = st.sampled_from(["<", "<=", ">", ">=", "==", "!="])
    comparison = st.tuples(signs, terms, terms).map(lambda t: joined(*t))
    condition = st.recursive(
        comparison | st.sampled_from(atoms(answers, block, row)),
        lambda one: (
            st.tuples(st.sampled_from(["and", "or"]), one, one).map(lambda t: joined(*t))
            | one.map(negated)
        ),
        max_leaves=4,
    )
    return draw(condition)


@settings(max_examples=300)
@given(st.data(), ANSWERS, st.sampled_from(["facts", "grid", "listed"]))
def test_a_verdict_is_that_of_the_expression_with_values_in_place(
    data: st.DataObject, answers: dict[str, Any], block: str
) -> None:
    rows = {"facts": 1, "grid": 3, "listed": len(answers["listed"])}[block]
    if not rows:
        return
    row = data.draw(st.integers(0, rows - 1))
    written = data.draw(expressions(answers, block, row))
    expected = None if None in written.needs else eval(written.plain)

    found = judged(written.rule, block, submitted(answers))
    assert found.verdicts[row if found.rows.keys != ("",) else 0] is expected


SOME: dict[str, Any] = {
    "facts": {"p": 1, "q": None},
    "x": (1, None, 3),
    "z": (5, None),
    "listed": [
        {"kind": "A", "n": 1, "note": None, "day": None},
        {"kind": None, "n": 2, "note": "ab", "day": None},
    ],
}


def test_every_row_of_a_grid_has_its_own_verdict() -> None:
    assert judged("x <= limit", "grid", submitted(SOME)).verdicts == (False, None, False)


def test_a_rule_may_be_meant_for_some_rows_only() -> None:
    found = judged("x <= 2", "grid", submitted(SOME), rows="some")

    assert found.rows.keys == ("A", "C")
    assert found.verdicts == (True, False)
    assert list(found.broken) == [1]
    assert found.rows.has("x")
    assert found.rows.address(1, "x") == "C9"


def test_a_rule_without_a_name_of_the_row_is_judged_once() -> None:
    found = judged("sum(x) <= facts.p", "grid", submitted(SOME))

    assert found.rows.keys == ("",)
    assert found.verdicts == (False,)


def test_a_blank_matches_no_record_but_an_empty_list_counts_nothing() -> None:
    assert judged('count(listed, kind == "B") == x - 1', "grid", submitted(SOME)).verdicts == (
        True,
        None,
        False,
    )


def test_what_was_not_found_in_the_workbook_is_not_reported() -> None:
    answers = submitted(SOME)
    kept = {key: table for key, table in answers.tables.items() if key == "grid"}
    alone = Submission("SNV", answers.manifest, "snv.xlsx", "0" * 64, kept)

    for expression in (
        "x <= facts.p",
        "x <= sum(other.z)",
        'x <= count(listed, kind == "A")',
        "x <= 3 and not given(facts.p)",
    ):
        verdicts = judged(expression, "grid", alone).verdicts
        assert verdicts == ((True, None, True) if "given" in expression else (None, None, None))
    assert list(judge_rules(alone, a_form(a_rule("n >= 0"), "listed"), PERIOD)) == []


def test_an_entry_that_cannot_be_read_was_given_all_the_same() -> None:
    answers = submitted(SOME)
    listed = answers.tables["listed"]
    raws = {**listed.raws, "n": ("abc", " ")}
    values = {**listed.values, "n": (None, None)}
    unread = type(listed)(
        "listed", "L", listed.row_keys, listed.row_numbers, listed.letters, values, raws
    )
    tables = {**answers.tables, "listed": unread}
    other = Submission("SNV", answers.manifest, "snv.xlsx", "0" * 64, tables)

    assert judged("given(n)", "listed", other).verdicts == (True, False)
