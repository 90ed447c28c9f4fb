"""Check that each unit's answers add up in the statistical forms (biểu thống kê)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pipeline.domain.collection import Collection
from pipeline.domain.findings import Finding, FindingKind, finding
from pipeline.domain.statistics import Identity, StatisticalForm, Subject
from pipeline.domain.submission import Submission
from pipeline.domain.vietnamese.numbers import format_number
from pipeline.steps.balance import Balance, Imbalance
from pipeline.steps.statistics import NAMED, asked_form


def statistics_add_up(
    collection: Collection, forms: Iterable[StatisticalForm]
) -> Iterator[Finding]:
    """One finding a unit and identity that does not hold, with the differences by column."""
    asked = tuple(asked_form(form, collection.campaign.awards) for form in forms)
    balances = [(form, Balance(form)) for form in asked]
    for submission in collection.submissions.values():
        for form, balance in balances:
            broken: dict[Identity, list[Imbalance]] = {}
            for one in balance.imbalances(submission):
                broken.setdefault(one.identity, []).append(one)
            for identity, found in broken.items():
                yield _finding(submission, form, identity, found)


def _finding(
    submission: Submission, form: StatisticalForm, identity: Identity, found: list[Imbalance]
) -> Finding:
    table = submission.tables.get("launched" if form.subject is Subject.MOVEMENTS else NAMED)
    return finding(
        FindingKind.STATISTICS_DO_NOT_ADD_UP,
        unit=submission.unit,
        file=submission.file,
        sheet=table.sheet if table else "",
        form=form.sheet,
        row=identity.row,
        terms=", ".join(identity.terms),
        columns="; ".join(map(_said, found)),
        how=identity.advice,
    )


def _said(one: Imbalance) -> str:
    difference = one.whole - one.parts
    sign = "+" if difference > 0 else "−"
    return (
        f"cột {one.column} là {format_number(one.whole)} và {format_number(one.parts)}"
        f" (chênh {sign}{format_number(abs(difference))})"
    )
