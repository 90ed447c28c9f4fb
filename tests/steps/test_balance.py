from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from pipeline.domain.statistics import StatisticalForm
from pipeline.files.templates.statistics import load_statistics
from pipeline.steps.balance import Balance
from pipeline.steps.statistics import asked_form
from tests.builders import a_campaign
from tests.steps.collections_builder import a_book


def the_forms() -> list[StatisticalForm]:
    campaign = a_campaign()
    return [asked_form(one, campaign.awards) for one in load_statistics(campaign.period)]


def broken(answers: dict[str, Any]) -> list[tuple[str, str, int, int]]:
    submission = a_book({"SNV": answers}).collection.submissions["SNV"]
    return [
        (form.key, one.identity.words, one.whole, one.parts)
        for form in the_forms()
        for one in Balance(form).imbalances(submission)
    ]


def launched(**more: Any) -> dict[str, Any]:
    return {"name": "Phong trào", "kind": "regular", **more}


def test_rows_alike_are_counted_as_often_as_they_are_listed() -> None:
    dated = launched(start=date(2025, 1, 1), end=date(2025, 6, 30))
    assert broken({"launched": [dated, dated, dated]}) == []
    missing = [one[2:] for one in broken({"launched": [dated, dated, launched()]})]
    assert (3, 2) in missing


def test_a_list_that_nobody_filled_breaks_nothing() -> None:
    assert broken({"launched": []}) == []


def test_what_a_row_counts_for_is_not_remembered_from_one_workbook_to_the_next() -> None:
    book = a_book(
        {
            "SNV": {"launched": [launched()]},
            "STC": {"launched": [launched(start=date(2025, 1, 1), end=date(2025, 6, 30))]},
        }
    )
    submissions = book.collection.submissions
    for form in the_forms():
        one_after_another = Balance(form)
        for code in ("SNV", "STC", "SNV"):
            alone = list(Balance(form).imbalances(submissions[code]))
            assert list(one_after_another.imbalances(submissions[code])) == alone


def test_a_form_without_identities_has_no_imbalance() -> None:
    submission = a_book({"SNV": {"launched": [launched()]}}).collection.submissions["SNV"]
    for form in the_forms():
        assert list(Balance(replace(form, identities=())).imbalances(submission)) == []
