from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from pipeline.domain.campaign import Campaign, GroupKind, MemberUnit, Period, PeriodKind
from pipeline.domain.collection import ReturnState
from pipeline.domain.findings import Finding, FindingKind, finding
from pipeline.domain.intake import (
    HEAD_FORM,
    Decision,
    DecisionKind,
    SeenFile,
    Status,
    Verdict,
    judge,
)
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


# A person's decisions


def decided(kind: DecisionKind, name: str, day: int = 20, hour: int = 8) -> Decision:
    at = datetime(2025, 12, day, hour, tzinfo=UTC)
    return Decision(kind, f"digest of {name}", at, reason=f"{kind} {name}.")


EXCLUDE, INCLUDE, ACCEPT = DecisionKind.EXCLUDE, DecisionKind.INCLUDE, DecisionKind.ACCEPT


def test_an_excluded_file_never_counts_and_the_former_one_does() -> None:
    files = [returned("a", 1), returned("b", 2)]
    choice = choose(files, CAMPAIGN, [decided(EXCLUDE, "b")])
    assert choice.counted == {"SNV": "digest of a"}
    assert codes(choice) == [("b", "KT-520")]
    assert "exclude b." in choice.set_aside[0].message
    assert choice.receipts[0].received == date(2025, 12, 1)


def test_a_unit_with_every_file_excluded_has_not_returned() -> None:
    choice = choose([returned("a", 1)], CAMPAIGN, [decided(EXCLUDE, "a")])
    assert (choice.counted, choice.receipts[0].state) == ({}, ReturnState.MISSING)


def test_an_excluded_file_stays_out_though_nothing_better_comes() -> None:
    files = [returned("a", 1), returned("b", 25, WRONG, WRONG)]
    choice = choose(files, CAMPAIGN, [decided(EXCLUDE, "a")])
    assert choice.counted == {"SNV": "digest of b"}


def test_including_makes_a_worse_later_file_count() -> None:
    files = [returned("a", 1), returned("b", 2, WRONG)]
    choice = choose(files, CAMPAIGN, [decided(INCLUDE, "b")])
    assert choice.counted == {"SNV": "digest of b"}
    assert choice.receipts[0].state is ReturnState.WITH_ERRORS
    assert codes(choice) == [("a", "KT-501")]


def test_including_brings_an_earlier_file_back_and_says_so_of_the_later_one() -> None:
    files = [returned("a", 1), returned("b", 2)]
    choice = choose(files, CAMPAIGN, [decided(INCLUDE, "a")])
    assert choice.counted == {"SNV": "digest of a"}
    assert codes(choice) == [("b", "KT-521")]
    assert "“a” (include a)" in choice.set_aside[0].message


def test_what_arrives_after_a_choice_is_judged_as_ever() -> None:
    files, decisions = [returned("a", 1), returned("b", 2)], [decided(INCLUDE, "a", day=3)]
    better, worse = returned("c", 4), returned("c", 4, WRONG)
    assert choose([*files, better], CAMPAIGN, decisions).counted == {"SNV": "digest of c"}
    held = choose([*files, worse], CAMPAIGN, decisions)
    assert held.counted == {"SNV": "digest of a"}
    assert ("c", "KT-502") in codes(held)


def test_an_accepted_file_counts_without_its_errors_being_held_against_it() -> None:
    files = [returned("a", 1, REMARK), returned("b", 2, WRONG, WRONG)]
    choice = choose(files, CAMPAIGN, [decided(ACCEPT, "b")])
    receipt = choice.receipts[0]
    assert choice.counted == {"SNV": "digest of b"}
    assert (receipt.state, receipt.errors) == (ReturnState.WITH_NOTES, 2)
    assert receipt.label == "Đạt, có lưu ý (đã chấp nhận: accept b)"


def test_a_later_file_with_errors_does_not_replace_an_accepted_one() -> None:
    files = [returned("a", 1, WRONG, WRONG), returned("b", 25, WRONG)]
    choice = choose(files, CAMPAIGN, [decided(ACCEPT, "a")])
    assert choice.counted == {"SNV": "digest of a"}
    assert codes(choice) == [("b", "KT-502")]


def test_the_latest_of_two_choices_holds() -> None:
    files = [returned("a", 1), returned("b", 2), returned("c", 3)]
    both = [decided(INCLUDE, "a", hour=8), decided(INCLUDE, "b", hour=9)]
    assert choose(files, CAMPAIGN, both).counted == {"SNV": "digest of b"}


def test_a_file_that_cannot_be_read_counts_under_no_decision() -> None:
    for kind in (INCLUDE, ACCEPT):
        choice = choose([returned("a", 1, UNREADABLE)], CAMPAIGN, [decided(kind, "a")])
        assert choice.counted == {}


DECISIONS = st.lists(
    st.builds(
        decided,
        st.sampled_from([EXCLUDE, INCLUDE, ACCEPT]),
        st.sampled_from("abcdefg"),
        st.integers(1, 9),
        st.integers(10, 20),
    ),
    max_size=6,
)


@given(data=st.data(), verdicts=intake(), decisions=DECISIONS)
def test_with_decisions_too_the_order_of_reading_does_not_matter(
    data: st.DataObject, verdicts: list[Verdict], decisions: list[Decision]
) -> None:
    shuffled: Sequence[Verdict] = data.draw(st.permutations(verdicts))
    assert choose(shuffled, CAMPAIGN, decisions) == choose(verdicts, CAMPAIGN, decisions)


@given(verdicts=intake(), decisions=DECISIONS)
def test_only_the_latest_decision_on_a_file_matters(
    verdicts: list[Verdict], decisions: list[Decision]
) -> None:
    latest = list({decision.digest: decision for decision in decisions}.values())
    assert choose(verdicts, CAMPAIGN, decisions) == choose(verdicts, CAMPAIGN, latest)


@given(verdicts=intake())
def test_excluding_what_counts_and_including_it_again_restores_what_counted(
    verdicts: list[Verdict],
) -> None:
    before = choose(verdicts, CAMPAIGN)
    for digest in filter(None, [*before.counted.values(), before.head]):
        name = digest.removeprefix("digest of ")
        out = choose(verdicts, CAMPAIGN, [decided(EXCLUDE, name)])
        again = choose(verdicts, CAMPAIGN, [decided(EXCLUDE, name), decided(INCLUDE, name)])
        assert digest not in (*out.counted.values(), out.head)
        assert (again.counted, again.head) == (before.counted, before.head)
        assert again.receipts == before.receipts


@given(verdicts=intake(), decisions=DECISIONS)
def test_under_any_decisions_a_readable_file_counts_or_is_explained(
    verdicts: list[Verdict], decisions: list[Decision]
) -> None:
    choice = choose(verdicts, CAMPAIGN, decisions)
    countable = {v.digest for v in verdicts if v.status.may_count and v.unit in ("SNV", "STC")}
    counted = {*choice.counted.values(), *filter(None, [choice.head])}
    assert counted | choice.left_out.keys() == countable
    assert not counted & choice.left_out.keys()
    last = {decision.digest: decision.kind for decision in decisions}
    assert all(last.get(digest) is not EXCLUDE for digest in counted)
