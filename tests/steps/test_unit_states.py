from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime

from pipeline.domain.campaign import Campaign
from pipeline.domain.collection import Collection
from pipeline.domain.findings import Finding, FindingKind, finding
from pipeline.domain.intake import HEAD_FORM, Decision, DecisionKind, SeenFile, Verdict, judge
from pipeline.domain.layout import Manifest
from pipeline.domain.mail import MailKind, MailRecord
from pipeline.domain.rules.rule import Severity
from pipeline.domain.submission import Submission
from pipeline.domain.unit_status import Asked, ReturnRate, UnitState, UnitStatus, return_rate
from pipeline.steps.decide import choose
from pipeline.steps.status.unit_states import Evidence, unit_statuses
from tests.builders import a_campaign

WRONG = finding(FindingKind.ERROR_VALUE, column="Số đề nghị", found="#DIV/0!")
REMARK = finding(FindingKind.TEXT_CLEANED, column="Họ tên")
DEADLINE = date(2025, 12, 10)
CAMPAIGN = a_campaign(deadline=DEADLINE)


def returned(name: str, day: int, *findings: Finding, form: str = "unit") -> Verdict:
    received = datetime(2025, 12, day, 9, tzinfo=UTC)
    return judge(SeenFile(f"digest of {name}", name, 1, received), "SNV", form, findings)


def standing(
    *verdicts: Verdict,
    today: int = 15,
    asked: Sequence[Asked] = (),
    crossed: Sequence[Finding] = (),
    mails: Sequence[MailRecord] = (),
    decisions: Sequence[Decision] = (),
    campaign: Campaign = CAMPAIGN,
) -> UnitStatus:
    """How SNV stands on a day of December 2025."""
    choice = choose(verdicts, campaign, decisions)
    manifest = Manifest("unit", 1, campaign.id, "SNV", "2025")
    read = {c: Submission(c, manifest, "", d, {}) for c, d in choice.counted.items()}
    collection = Collection(campaign, read, None, choice.receipts, date(2025, 12, today))
    evidence = Evidence(verdicts, choice.set_aside, crossed, asked, mails)
    return unit_statuses(collection, evidence)[0]


def correction(name: str, number: int) -> Asked:
    return Asked("SNV", number, f"digest of {name}", f"SNV_lan-{number}.xlsx")


def test_a_unit_that_sent_nothing_is_overdue_only_after_the_last_day() -> None:
    before, on_the_day, after = (standing(today=day) for day in (9, 10, 13))
    assert [one.label for one in (before, on_the_day, after)] == [
        "Chưa nộp",
        "Chưa nộp",
        "Quá hạn",
    ]
    assert [one.days_late for one in (before, on_the_day, after)] == [0, 0, 3]


def test_without_a_deadline_nobody_is_late() -> None:
    campaign = replace(CAMPAIGN, deadline=None)
    assert standing(today=30, campaign=campaign).state is UnitState.NOT_YET
    assert standing(returned("a", 25), campaign=campaign).days_late == 0


def test_a_file_with_errors_waits_for_the_correction_once_it_was_asked_for() -> None:
    files = [returned("a", 5, WRONG)]
    assert standing(*files).label == "Đã nộp, có lỗi"
    assert standing(*files, asked=[correction("a", 1)]).label == "Chờ sửa lần 1"


def test_a_newer_file_with_errors_ends_the_waiting_until_it_is_answered() -> None:
    files = [returned("a", 5, WRONG), returned("b", 6, WRONG)]
    asked = [correction("a", 1)]
    assert standing(*files, asked=asked).label == "Đã nộp, có lỗi"
    assert standing(*files, asked=[*asked, correction("b", 2)]).label == "Chờ sửa lần 2"


def test_a_newer_worse_file_is_waited_for_only_when_it_was_answered_too() -> None:
    files = [returned("a", 5, WRONG), returned("b", 6, WRONG, WRONG)]
    asked = [correction("a", 1)]
    assert standing(*files, asked=asked).state is UnitState.WITH_ERRORS
    assert standing(*files, asked=[*asked, correction("b", 2)]).asked_round == 2


def test_a_corrected_file_is_accepted_whatever_was_asked_before() -> None:
    found = standing(returned("a", 5, WRONG), returned("b", 6), asked=[correction("a", 1)])
    assert (found.label, found.asked_round) == ("Đạt", 0)


def test_findings_that_ask_for_nothing_leave_a_file_accepted_with_notes() -> None:
    assert standing(returned("a", 5, REMARK)).label == "Đạt, có lưu ý"


def test_what_only_the_comparison_of_units_shows_is_told_too() -> None:
    crossed = Finding("KT-503", Severity.WARNING, "Trùng tên.", "Xem lại.", unit="SNV")
    found = standing(returned("a", 5, REMARK), crossed=[crossed, replace(crossed, unit="STC")])
    assert found.findings == (crossed, REMARK)
    assert standing(returned("a", 5), crossed=[crossed]).state is UnitState.WITH_NOTES


def test_a_file_that_a_person_accepted_is_not_waited_for() -> None:
    at = datetime(2025, 12, 6, tzinfo=UTC)
    accept = Decision(DecisionKind.ACCEPT, "digest of a", at, reason="đã trao đổi")
    found = standing(returned("a", 5, WRONG), asked=[correction("a", 1)], decisions=[accept])
    assert found.label == "Đạt, có lưu ý (đã chấp nhận: đã trao đổi)"


def test_lateness_is_that_of_the_first_file_and_the_last_day_is_told() -> None:
    found = standing(returned("a", 12, WRONG), returned("b", 14))
    assert (found.days_late, found.receipt.rounds) == (2, 2)
    assert (found.receipt.received, found.last_received) == (
        date(2025, 12, 12),
        date(2025, 12, 14),
    )


def test_the_heads_own_workbook_is_not_the_units() -> None:
    found = standing(returned("a", 5), returned("h", 14, WRONG, form=HEAD_FORM))
    assert (found.label, found.last_received) == ("Đạt", date(2025, 12, 5))


def test_only_a_letter_that_the_server_took_counts_as_a_reminder() -> None:
    sent = datetime(2025, 12, 11, 8, tzinfo=UTC)
    mail = MailRecord(MailKind.MISSING, "SNV", "Nhắc nộp", ("vp@snv.vn",), sent)
    refused = replace(mail, taken=(), at=sent.replace(day=12), refused={"vp@snv.vn": "550"})
    assert standing(mails=[mail, refused, replace(mail, unit="STC")]).reminded == sent


def test_the_return_rate_counts_accepted_units_and_those_of_them_in_time() -> None:
    statuses = (
        standing(returned("a", 5)),
        standing(returned("a", 12, REMARK)),
        standing(returned("a", 5, WRONG)),
        standing(),
    )
    assert return_rate(statuses, DEADLINE) == ReturnRate(4, 3, 2, 1)
    assert return_rate(statuses, None).on_time is None
