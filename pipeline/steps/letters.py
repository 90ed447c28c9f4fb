"""Letters to the units: forms sent out, reminders to return, reminders to correct.

Polite official Vietnamese, complete in itself: who writes, what is asked, by when, how to return.
"""

from __future__ import annotations

from collections.abc import Collection as Holding
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from pipeline.domain.campaign import Campaign, MemberUnit
from pipeline.domain.findings import Finding
from pipeline.domain.mail import Letter, MailKind, MailRecord, addresses
from pipeline.domain.unit_status import UnitStatus
from pipeline.domain.vietnamese.dates import format_date
from pipeline.steps.feedback.differences import Difference
from pipeline.steps.feedback.feedback import message

_HOW_TO_FILL = (
    "Cách làm: mở tệp bằng Excel, điền các ô nền vàng; sheet “Kiểm tra” cho biết chỗ còn thiếu, còn"
    " sai; lưu lại rồi gửi chính tệp đó bằng cách trả lời thư này. Đề nghị không đổi sang tệp khác,"
    " không chuyển thành PDF."
)


@dataclass(frozen=True, slots=True)
class ToCorrect:
    """What a letter asks to correct.

    Attributes:
        workbook: Path of the workbook to correct, relative to the campaign's folder.
    """

    workbook: str
    findings: Sequence[Finding]
    changes: Sequence[Difference] = ()


def form_letter(unit: MemberUnit, campaign: Campaign, form: str) -> Letter:
    """The letter by which a unit gets its form.

    Args:
        form: Path of the form, relative to the campaign's folder.
    """
    by = f" trước hết ngày {format_date(campaign.deadline)}" if campaign.deadline else ""
    what = (
        f"{campaign.title} kính gửi quý đơn vị biểu mẫu báo cáo tổng kết phong trào thi đua, công"
        f" tác khen thưởng {campaign.period.label} (tệp “{_name(form)}” gửi kèm)."
    )
    body = (
        what,
        f"Đề nghị quý đơn vị điền số liệu, nội dung và gửi lại{by}.",
        _HOW_TO_FILL,
    )
    subject = f"Biểu mẫu báo cáo thi đua, khen thưởng {campaign.period.label} – {unit.short_name}"
    return _letter(MailKind.FORM, unit, subject, _text(unit, campaign, body), form)


def missing_letter(status: UnitStatus, campaign: Campaign, form: str, today: date) -> Letter:
    """The reminder to a unit that has returned nothing that counts."""
    unit = status.unit
    why = (
        f"{campaign.title} đang tổng hợp báo cáo tổng kết phong trào thi đua, công tác khen thưởng"
        f" {campaign.period.label}. {_not_received(status, campaign.deadline, today)}"
    )
    what = (
        f"Đề nghị quý đơn vị điền vào tệp “{_name(form)}” gửi kèm và gửi lại trong thời gian sớm"
        " nhất. Nếu quý đơn vị đã gửi, xin báo lại để kiểm tra."
    )
    body = (why, what, _HOW_TO_FILL)
    subject = f"Nhắc nộp báo cáo thi đua, khen thưởng {campaign.period.label} – {unit.short_name}"
    return _letter(MailKind.MISSING, unit, subject, _text(unit, campaign, body), form)


def errors_letter(
    status: UnitStatus, campaign: Campaign, to_correct: ToCorrect, today: date
) -> Letter:
    """The reminder to a unit whose report still has errors, with the list of them."""
    unit = status.unit
    text = message(
        unit,
        campaign,
        to_correct.findings,
        workbook=_name(to_correct.workbook),
        changes=to_correct.changes,
        reminder=_correct_soon(campaign.deadline, today),
    )
    subject = (
        f"Đề nghị sửa số liệu báo cáo thi đua, khen thưởng {campaign.period.label}"
        f" – {unit.short_name}"
    )
    signed = "\n".join([text.rstrip("\n"), "", *_signature(campaign), ""])
    return _letter(MailKind.ERRORS, unit, subject, signed, to_correct.workbook)


def not_yet_sent(
    letters: Iterable[Letter], mails: Iterable[MailRecord], today: date
) -> tuple[Letter, ...]:
    """The letters with only those addresses that did not get the same letter the same day."""
    sent = {
        (mail.fingerprint, address.casefold())
        for mail in mails
        if mail.at.date() == today
        for address in mail.taken
    }
    open_letters = (
        replace(one, to=tuple(a for a in one.to if (one.fingerprint, a.casefold()) not in sent))
        for one in letters
    )
    return tuple(letter for letter in open_letters if letter.to)


def as_pasted(letter: Letter, typed: str) -> str:
    """The letter as a text for a chat, for a unit without a usable address.

    Args:
        typed: What ``campaign.xlsx`` has for the unit's address.
    """
    why = f"địa chỉ “{typed}” không dùng được" if typed else "chưa có địa chỉ thư điện tử"
    lines = (
        f"(Đơn vị {letter.unit}: {why} ở sheet “Đơn vị” của campaign.xlsx.)",
        "(Dán nội dung dưới đây vào tin nhắn.)",
        *(f"(Gửi kèm tệp: {path})" for path in letter.attachments),
        "",
        letter.text,
    )
    return "\n".join(lines)


def _letter(kind: MailKind, unit: MemberUnit, subject: str, text: str, attachment: str) -> Letter:
    one_line = " ".join(subject.split())
    return Letter(kind, unit.code, addresses(unit.email), one_line, text, (attachment,))


def _text(unit: MemberUnit, campaign: Campaign, body: Holding[str]) -> str:
    paragraphs = (f"Kính gửi: {unit.name}", *body)
    closing = (
        f"Cần trao đổi thêm, xin liên hệ: {campaign.contact.rstrip('.')}."
        if campaign.contact
        else ""
    )
    end = [*filter(None, [closing]), "Trân trọng cảm ơn.", "", *_signature(campaign)]
    return "\n\n".join(paragraphs) + "\n\n" + "\n".join(end) + "\n"


def _signature(campaign: Campaign) -> Iterator[str]:
    yield campaign.title
    head = next((unit for unit in campaign.units if unit.code == campaign.head), None)
    if head is not None:
        yield f"Đơn vị trưởng {campaign.word}: {head.name}"


def _not_received(status: UnitStatus, deadline: date | None, today: date) -> str:
    until = f"đến ngày {format_date(today)}"
    nothing = "chúng tôi chưa nhận được báo cáo của quý đơn vị."
    if deadline is None:
        return f"{until.capitalize()}, {nothing}"
    named = f"Hạn nộp là ngày {format_date(deadline)};"
    if status.days_late:
        return f"{named} {until} (quá hạn {status.days_late} ngày) {nothing}"
    left = (deadline - today).days
    rest = f"còn {left} ngày" if left else "là ngày cuối của hạn nộp"
    return f"{named} {until} ({rest}) {nothing}"


def _correct_soon(deadline: date | None, today: date) -> str:
    """A sentence on the deadline for whoever has returned but must correct."""
    if deadline is None:
        return "Đề nghị quý đơn vị gửi lại trong thời gian sớm nhất để kịp tổng hợp."
    if today > deadline:
        past = f"Hạn nộp (ngày {format_date(deadline)}) đã qua {(today - deadline).days} ngày;"
        return f"{past} đề nghị quý đơn vị gửi lại bản đã sửa trong thời gian sớm nhất."
    return f"Đề nghị quý đơn vị gửi lại bản đã sửa trước hết ngày {format_date(deadline)}."


def _name(path: str) -> str:
    return path.rpartition("/")[2]
