from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from pipeline.domain.campaign import Addition
from pipeline.domain.figures import Measure
from pipeline.steps.derive import change, plus, share
from tests.builders import a_campaign
from tests.steps.collections_builder import a_book

LDTT = {"awards_individual": {"LDTT": {"decided": 10, "decided_direct": 8}}}


def test_a_total_adds_the_units_that_reported_and_says_how_many_did() -> None:
    book = a_book({"SNV": LDTT, "STC": {}})
    total = book.total("awards_individual", "decided", ("LDTT",))
    assert (total.value, total.reporting, total.expected) == (10, 1, 3)
    assert total.is_partial


def test_what_nobody_reported_is_absent_not_zero() -> None:
    book = a_book({"SNV": {}})
    assert book.total("awards_individual", "decided").value is None
    assert book.count("documents").value is None


def test_a_reported_zero_is_zero() -> None:
    book = a_book({"SNV": {"awards_individual": {"LDTT": {"decided": 0}}}})
    assert book.total("awards_individual", "decided").value == 0


def test_one_unit_is_taken_alone() -> None:
    other = {"awards_individual": {"LDTT": {"decided": 5}}}
    book = a_book({"SNV": LDTT, "STC": other})
    assert book.total("awards_individual", "decided", unit="STC").value == 5
    assert book.total("awards_individual", "decided", ("LDTT",), unit="STP").value is None


def test_decimals_add_exactly() -> None:
    money = {"movement_figures": {"NTM.1": {"value": Decimal("0.1")}}}
    more = {"movement_figures": {"NTM.1": {"value": Decimal("0.2")}}}
    total = a_book({"SNV": money, "STC": more}).total("movement_figures", "value", ("NTM.1",))
    assert total.value == Decimal("0.3")
    assert total.measure is Measure.NUMBER


def test_records_are_counted_by_what_they_say() -> None:
    listed = [{"type": "plan"}, {"type": "plan"}, {"type": "notice"}]
    book = a_book({"SNV": {"documents": listed}})
    assert book.count("documents").value == 3
    assert book.count("documents", where=(("type", ("plan",)),)).value == 2


def test_units_that_answered_with_a_choice_are_named_in_the_agreed_order() -> None:
    yes = {"movements": {"NTM": {"participated": "yes"}}}
    no = {"movements": {"NTM": {"participated": "no"}}}
    figure = a_book({"STP": yes, "SNV": yes, "STC": no}).units_with(
        "movements", "participated", ("yes",), "NTM"
    )
    assert (figure.value, figure.units, figure.reporting) == (2, ("SNV", "STP"), 3)


def test_a_target_adds_up_in_its_own_way() -> None:
    def done(value: int, heads: int) -> dict[str, object]:
        return {
            "targets": {"CT02": {"done": Decimal(value)}},
            "headcount": {"total": heads},
        }

    units = {"SNV": done(10, 100), "STC": done(20, 300)}
    results = {}
    for addition in Addition:
        campaign = a_campaign()
        target = campaign.targets[1]
        changed = type(target)(target.code, target.name, target.measure, target.direction, addition)
        book = a_book(units, campaign=a_campaign(targets=(changed,)))
        results[addition] = book.target(changed, "done").value
    assert results == {
        Addition.SUM: 30,
        Addition.MEAN: 15,
        Addition.WEIGHTED: Decimal("17.5"),
        Addition.NONE: None,
    }


def test_a_share_of_a_total_comes_from_totals_not_from_the_units_shares() -> None:
    small = {"awards_individual": {"LDTT": {"decided": 2, "decided_direct": 0}}}
    book = a_book({"SNV": LDTT, "STC": small})
    direct = book.total("awards_individual", "decided_direct")
    everyone = book.total("awards_individual", "decided")
    assert share(direct, everyone, "").value == Decimal("66.67")


def test_a_share_without_denominator_or_numerator_is_absent() -> None:
    book = a_book({"SNV": {"awards_individual": {"LDTT": {"decided": 0, "decided_direct": 0}}}})
    zero = book.total("awards_individual", "decided")
    unknown = book.total("awards_individual", "proposed")
    assert share(zero, zero, "").value is None
    assert share(unknown, zero, "").value is None


def test_a_change_needs_both_years() -> None:
    row = {"decided": 12, "last_year": 10}
    book = a_book({"SNV": {"awards_individual": {"LDTT": row}}})
    now = book.total("awards_individual", "decided")
    before = book.total("awards_individual", "last_year")
    unknown = book.total("awards_collective", "last_year")
    assert change(now, before, "").value == 2
    assert change(now, unknown, "").value is None


def test_the_sum_of_unknown_figures_is_unknown() -> None:
    unknown = a_book({"SNV": {}}).total("awards_individual", "decided")
    assert plus([unknown, unknown], "").value is None


@given(
    st.permutations(["SNV", "STC", "STP"]), st.lists(st.integers(0, 500), min_size=3, max_size=3)
)
def test_totals_equal_the_sum_of_units_in_whatever_order_files_came(
    order: list[str], values: list[int]
) -> None:
    answers = {
        code: {"awards_individual": {"LDTT": {"decided": value}}}
        for code, value in zip(order, values, strict=True)
    }
    book = a_book(answers)
    units = [book.total("awards_individual", "decided", unit=code).value or 0 for code in order]
    assert book.total("awards_individual", "decided").value == sum(values) == sum(units)
