from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from pipeline.domain.campaign import Campaign, GroupKind, MemberUnit, Period, PeriodKind
from pipeline.domain.collection import ReturnState
from pipeline.domain.findings import Finding, FindingKind, finding
from pipeline.domain.intake import HEAD_FORM, SeenFile, Status, Verdict, judge
from pipeline.steps.decide import Choice, choose

CAMPAIGN = Campaign(
    id="c1",
    kind=GroupKind.CLUSTER,
    name="minh họa",
    province="tỉnh A",
    place="A",
    council="Hội đồng Thi đua - Khen thưởng tỉnh A",
    period=Period.of(PeriodKind.YEAR, 2025),
    head="SNV",
    units=(
        MemberUnit("SNV", "Sở Nội vụ", "Sở Nội vụ", 1),
        MemberUnit("STC", "Sở Tài chính", "Sở Tài chính", 2),
    ),
    awards=(),
)
WRONG = finding(FindingKind.ERROR_VALUE, column="Số đề nghị", found="#DIV/0!")
REMARK = finding(FindingKind.TEXT_CLEANED, column="Họ tên")
UNREADABLE = finding(FindingKind.UNREADABLE, reason="hỏng", advice="gửi lại")
STRANGE = finding(FindingKind.OTHER_CAMPAIGN, found="c0", expected="c1")


def returned(
    name: str, day: int, *findings: Finding, unit: str = "SNV", form: str = "unit"
) -> Verdict:
    received = datetime(2025, 12, day, 9, tzinfo=UTC)
    return judge(SeenFile(f"digest of {name}", name, 1, received), unit, form, findings)


def codes(choice: Choice) -> list[tuple[str, str]]:
    return [(found.file, found.code) for found in choice.set_aside]


def test_the_latest_of_two_good_files_counts_and_the_earlier_is_superseded() -> None:
    choice = choose([returned("a", 1), returned("b", 2)], CAMPAIGN)
    assert choice.counted == {"SNV": "digest of b"}
    assert codes(choice) == [("a", "KT-501")]


def test_a_corrected_file_replaces_one_with_errors() -> None:
    choice = choose([returned("a", 1, WRONG), returned("b", 2)], CAMPAIGN)
    assert choice.counted == {"SNV": "digest of b"}
    assert choice.receipts[0].state is ReturnState.ACCEPTED


def test_a_later_worse_file_does_not_replace_a_good_one() -> None:
    choice = choose([returned("a", 1), returned("b", 2, WRONG)], CAMPAIGN)
    assert choice.counted == {"SNV": "digest of a"}
    assert codes(choice) == [("b", "KT-502")]
    assert choice.set_aside[0].unit == "SNV"


def test_more_remarks_alone_do_not_make_a_file_worse() -> None:
    choice = choose([returned("a", 1), returned("b", 2, REMARK)], CAMPAIGN)
    assert choice.counted == {"SNV": "digest of b"}


def test_a_worse_file_followed_by_a_good_one_is_merely_superseded() -> None:
    files = [returned("a", 1), returned("b", 2, WRONG), returned("c", 3)]
    choice = choose(files, CAMPAIGN)
    assert choice.counted == {"SNV": "digest of c"}
    assert codes(choice) == [("a", "KT-501"), ("b", "KT-501")]


def test_files_of_one_moment_are_ordered_by_name() -> None:
    choice = choose([returned("b", 1), returned("a", 1)], CAMPAIGN)
    assert choice.counted == {"SNV": "digest of b"}


def test_the_same_bytes_twice_are_one_file() -> None:
    first = returned("a", 1)
    later = first.file.received + timedelta(days=3)
    again = replace(first, file=replace(first.file, name="a (1)", received=later))
    choice = choose([again, first], CAMPAIGN)
    assert choice.counted == {"SNV": first.digest}
    assert (choice.receipts[0].file, choice.receipts[0].rounds) == ("a", 1)
    assert choice.set_aside == ()


def test_a_file_sent_again_after_a_newer_one_does_not_come_back() -> None:
    first = returned("a", 1)
    again = replace(first, file=replace(first.file, received=datetime(2025, 12, 9, tzinfo=UTC)))
    choice = choose([first, returned("b", 2), again], CAMPAIGN)
    assert choice.counted == {"SNV": "digest of b"}


def test_a_file_that_cannot_be_read_never_counts() -> None:
    choice = choose([returned("a", 1, UNREADABLE)], CAMPAIGN)
    assert choice.counted == {}
    assert choice.receipts[0].state is ReturnState.MISSING
    assert choice.receipts[0].rounds == 1


def test_an_unreadable_file_after_a_good_one_changes_nothing() -> None:
    choice = choose([returned("a", 1), returned("b", 2, UNREADABLE)], CAMPAIGN)
    assert choice.counted == {"SNV": "digest of a"}
    assert choice.set_aside == ()


def test_files_of_unknown_units_and_of_other_campaigns_never_count() -> None:
    strangers = [
        returned("a", 1, unit=""),
        returned("b", 1, unit="XYZ"),
        returned("c", 1, STRANGE),
        returned("d", 1, unit="", form=HEAD_FORM),
    ]
    choice = choose(strangers, CAMPAIGN)
    assert (choice.counted, choice.head) == ({}, "")
    assert [receipt.rounds for receipt in choice.receipts] == [0, 0]


def test_the_heads_workbook_stands_apart_from_the_heads_own_return() -> None:
    files = [
        returned("chung-1", 1, form=HEAD_FORM),
        returned("chung-2", 2, form=HEAD_FORM),
        returned("riêng", 3),
    ]
    choice = choose(files, CAMPAIGN)
    assert choice.counted == {"SNV": "digest of riêng"}
    assert choice.head == "digest of chung-2"
    assert codes(choice) == [("chung-1", "KT-501")]
    assert choice.receipts[0].rounds == 1


def test_every_unit_has_a_receipt_in_the_agreed_order() -> None:
    files = [
        returned("a", 4, WRONG, WRONG, REMARK, unit="STC"),
        returned("b", 6, WRONG, REMARK, unit="STC"),
    ]
    missing, with_errors = choose(files, CAMPAIGN).receipts
    assert (missing.unit, missing.state, missing.received) == ("SNV", ReturnState.MISSING, None)
    assert (with_errors.unit, with_errors.state) == ("STC", ReturnState.WITH_ERRORS)
    assert (with_errors.file, with_errors.rounds) == ("b", 2)
    assert (with_errors.errors, with_errors.warnings, with_errors.notes) == (1, 0, 1)
    assert with_errors.received == date(2025, 12, 4)


def test_a_file_with_remarks_only_is_accepted_with_notes() -> None:
    choice = choose([returned("a", 1, REMARK)], CAMPAIGN)
    assert choice.receipts[0].state is ReturnState.WITH_NOTES


@st.composite
def intake(draw: st.DrawFn) -> list[Verdict]:
    files = [
        returned(
            name,
            draw(st.integers(1, 5)),
            *draw(st.lists(st.sampled_from([WRONG, REMARK, UNREADABLE, STRANGE]), max_size=3)),
            unit=draw(st.sampled_from(["", "SNV", "STC", "XYZ"])),
            form=draw(st.sampled_from(["unit", HEAD_FORM])),
        )
        for name in draw(st.lists(st.sampled_from("abcdefg"), unique=True))
    ]
    copies = draw(st.lists(st.sampled_from(files), max_size=3)) if files else []
    return files + [replace(v, file=replace(v.file, name=f"bản sao {v.file.name}")) for v in copies]


@given(data=st.data(), verdicts=intake())
def test_the_choice_does_not_depend_on_the_order_of_reading(
    data: st.DataObject, verdicts: list[Verdict]
) -> None:
    shuffled: Sequence[Verdict] = data.draw(st.permutations(verdicts))
    assert choose(shuffled, CAMPAIGN) == choose(verdicts, CAMPAIGN)


@given(verdicts=intake())
def test_every_readable_file_of_a_unit_counts_or_is_explained(verdicts: list[Verdict]) -> None:
    choice = choose(verdicts, CAMPAIGN)
    countable = {v.digest for v in verdicts if v.status.may_count and v.unit in ("SNV", "STC")}
    counted = {*choice.counted.values(), *filter(None, [choice.head])}
    assert counted <= countable
    assert len(choice.set_aside) + len(counted) == len(countable)


@given(verdicts=intake())
def test_no_kept_file_is_worse_than_the_best_returned(verdicts: list[Verdict]) -> None:
    errors = {verdict.digest: verdict.errors for verdict in verdicts}
    for unit, digest in choose(verdicts, CAMPAIGN).counted.items():
        rivals = [
            v for v in verdicts if v.unit == unit and v.form != HEAD_FORM and v.status.may_count
        ]
        assert errors[digest] == min(verdict.errors for verdict in rivals)


def test_what_was_found_decides_where_a_file_ends() -> None:
    ends = {
        (): Status.ACCEPTED,
        (REMARK,): Status.ACCEPTED_WITH_FINDINGS,
        (STRANGE,): Status.SET_ASIDE,
        (STRANGE, UNREADABLE): Status.REFUSED,
    }
    assert {found: returned("a", 1, *found).status for found in ends} == ends
