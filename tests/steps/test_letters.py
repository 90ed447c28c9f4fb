from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from pipeline.domain.collection import Receipt, ReturnState
from pipeline.domain.findings import FindingKind, finding
from pipeline.domain.mail import Letter, MailKind, MailRecord
from pipeline.domain.unit_status import UnitState, UnitStatus
from pipeline.steps.letters import (
    ToCorrect,
    as_pasted,
    errors_letter,
    form_letter,
    missing_letter,
    not_yet_sent,
)
from tests.builders import a_campaign, a_unit

CAMPAIGN = a_campaign(contact="Bà Hoa, ĐT 0205 123.", deadline=date(2025, 12, 10))
UNIT = a_unit("STC", email="vp@stc.example.vn; tdkt@stc.example.vn")
FORM = "forms/bieu-mau_2025_STC.xlsx"
TODAY = date(2025, 12, 13)


def missing(days_late: int, today: date = TODAY) -> Letter:
    state = UnitState.OVERDUE if days_late else UnitState.NOT_YET
    receipt = Receipt("STC", ReturnState.MISSING)
    status = UnitStatus(UNIT, state, receipt, days_late=days_late)
    return missing_letter(status, CAMPAIGN, FORM, today)


def test_a_form_goes_out_with_the_deadline_and_how_to_return_it() -> None:
    letter = form_letter(UNIT, CAMPAIGN, FORM)
    assert letter.to == ("vp@stc.example.vn", "tdkt@stc.example.vn")
    assert letter.attachments == (FORM,)
    assert letter.subject == "Biểu mẫu báo cáo thi đua, khen thưởng năm 2025 – Sở Tài chính"
    assert letter.text.startswith("Kính gửi: Sở Tài chính\n")
    assert "gửi lại trước hết ngày 10/12/2025" in letter.text
    assert "bieu-mau_2025_STC.xlsx" in letter.text
    assert "trả lời thư này" in letter.text
    assert "xin liên hệ: Bà Hoa, ĐT 0205 123.\n" in letter.text
    assert letter.text.endswith("Cụm thi đua minh họa\nĐơn vị trưởng cụm: Sở Nội vụ\n")


def test_a_reminder_says_how_many_days_late_or_left() -> None:
    assert "Hạn nộp là ngày 10/12/2025; đến ngày 13/12/2025 (quá hạn 3 ngày)" in missing(3).text
    assert "(còn 2 ngày) chúng tôi chưa nhận được" in missing(0, date(2025, 12, 8)).text
    assert "(là ngày cuối của hạn nộp)" in missing(0, date(2025, 12, 10)).text


def test_a_reminder_without_a_deadline_speaks_of_none() -> None:
    status = UnitStatus(UNIT, UnitState.NOT_YET, Receipt("STC", ReturnState.MISSING))
    letter = missing_letter(status, replace(CAMPAIGN, deadline=None), FORM, TODAY)
    assert "Đến ngày 13/12/2025, chúng tôi chưa nhận được" in letter.text
    assert "ạn nộp" not in letter.text


def test_a_unit_with_errors_reads_each_of_them_and_gets_the_marked_workbook() -> None:
    wrong = finding(
        FindingKind.ERROR_VALUE, column="Số đề nghị", found="#DIV/0!", sheet="KT", cell="F12"
    )
    receipt = Receipt("STC", ReturnState.WITH_ERRORS, "STC.xlsx", date(2025, 12, 9), 1, errors=1)
    status = UnitStatus(UNIT, UnitState.AWAITED, receipt, asked_round=1)
    asked = ToCorrect("feedback/STC_lan-1.xlsx", (wrong,))
    letter = errors_letter(status, CAMPAIGN, asked, TODAY)
    assert (letter.kind, letter.attachments) == (MailKind.ERRORS, ("feedback/STC_lan-1.xlsx",))
    assert "1. KT!F12: “Số đề nghị”: ô chứa lỗi Excel #DIV/0!. Xóa ô và nhập lại" in letter.text
    assert "Hạn nộp (ngày 10/12/2025) đã qua 3 ngày;" in letter.text
    assert "“STC_lan-1.xlsx” gửi kèm" in letter.text
    in_time = errors_letter(status, CAMPAIGN, asked, date(2025, 12, 9))
    assert "gửi lại bản đã sửa trước hết ngày 10/12/2025." in in_time.text


def test_a_name_with_line_breaks_cannot_add_headers() -> None:
    unit = replace(UNIT, short_name="Sở A\r\nBcc: ke.gian@example.vn")
    assert len(form_letter(unit, CAMPAIGN, FORM).subject.splitlines()) == 1


def test_a_unit_without_a_usable_address_gets_a_text_that_says_why() -> None:
    letter = form_letter(replace(UNIT, email="vp at stc"), CAMPAIGN, FORM)
    assert letter.to == ()
    text = as_pasted(letter, "vp at stc")
    assert "địa chỉ “vp at stc” không dùng được" in text
    assert f"Gửi kèm tệp: {FORM}" in text
    assert letter.text in text
    assert "chưa có địa chỉ thư điện tử" in as_pasted(letter, "")


def record(letter: Letter, day: int, *taken: str) -> MailRecord:
    at = datetime(2025, 12, day, 8, tzinfo=UTC)
    return MailRecord(
        letter.kind, letter.unit, letter.subject, taken, at, {}, (), letter.fingerprint
    )


def test_the_same_letter_goes_to_an_address_once_a_day() -> None:
    letter = missing(3)
    both = record(letter, 13, *letter.to)
    assert not_yet_sent([letter], [both], TODAY) == ()
    one = record(letter, 13, "VP@stc.example.vn")
    assert [left.to for left in not_yet_sent([letter], [one], TODAY)] == [("tdkt@stc.example.vn",)]
    yesterday = record(letter, 12, *letter.to)
    assert not_yet_sent([letter], [yesterday], TODAY) == (letter,)
    other = record(missing(2), 13, *letter.to)
    assert not_yet_sent([letter], [other], TODAY) == (letter,)


def test_a_letter_without_an_address_cannot_be_sent() -> None:
    assert not_yet_sent([replace(missing(3), to=())], [], TODAY) == ()
