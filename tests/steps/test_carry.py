from decimal import Decimal

from pipeline.steps.carry import last_year_values, starting_point
from tests.builders import a_campaign, a_form, a_unit
from tests.steps.collections_builder import a_submission


def test_what_was_decided_last_year_becomes_this_years_comparison() -> None:
    campaign = a_campaign()
    form = a_form("unit", campaign)
    old = a_submission(
        {
            "awards_individual": {"LDTT": {"decided": 10, "decided_direct": 8, "proposed": 12}},
            "targets": {"CT01": {"done": Decimal("99.5")}},
            "documents": [{"number": "01/KH"}, {"number": "02/KH"}],
        },
        form,
        campaign,
        "SNV",
    )
    assert last_year_values(form, old) == {
        ("awards_individual", "LDTT", "last_year"): 10,
        ("awards_individual", "LDTT", "last_year_direct"): 8,
        ("targets", "CT01", "last_year"): Decimal("99.5"),
        ("headcount", "documents_last_year", "value"): 2,
    }


def test_a_unit_starts_from_its_own_figures_else_from_those_of_the_unit_it_continues() -> None:
    own = {("awards_individual", "LDTT", "last_year"): 1}
    former = {("awards_individual", "LDTT", "last_year"): 2}
    known = {"SNV": own, "SNN": former}
    assert starting_point(a_unit("SNV", predecessor="SNN"), known) == own
    assert starting_point(a_unit("SNNMT", predecessor="SNN"), known) == former
    assert starting_point(a_unit("STC"), known) == {}
