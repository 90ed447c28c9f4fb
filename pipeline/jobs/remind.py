"""``thidua remind`` and ``thidua distribute --mail``: letters to the units, as drafts."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from pipeline.domain.campaign import MemberUnit
from pipeline.domain.errors import MailError
from pipeline.domain.mail import Letter, MailKind
from pipeline.files.campaign.campaign_folder import form_name
from pipeline.jobs.alone import alone
from pipeline.jobs.campaigns import OpenCampaign
from pipeline.jobs.collect import Collected
from pipeline.jobs.distribute import Issued
from pipeline.jobs.feedback import Feedback, write_feedback
from pipeline.jobs.outbox import Prepared, prepare
from pipeline.jobs.status_page import Told, tell_status
from pipeline.steps.letters import ToCorrect, errors_letter, form_letter, missing_letter


@alone
def remind(opened: OpenCampaign, collected: Collected, *, now: datetime) -> tuple[Told, Prepared]:
    """Write to every unit that has not returned, or whose report still has errors.

    Raises:
        MailError: A form was never issued.
        OutputError: A file cannot be written.
    """
    feedback = write_feedback(opened, collected)
    told = tell_status(opened, collected, now=now, asked=feedback.asked)
    letters = tuple(_reminders(opened, told, feedback, now))
    return told, prepare(opened, letters, (MailKind.MISSING, MailKind.ERRORS))


@alone
def write_form_letters(opened: OpenCampaign, issued: Issued) -> Prepared:
    """Write to every unit with its form attached.

    Raises:
        OutputError: A draft cannot be written.
    """
    units = zip(opened.campaign.units, issued.forms, strict=True)
    letters = [form_letter(unit, opened.campaign, f"forms/{form.name}") for unit, form in units]
    return prepare(opened, letters, (MailKind.FORM,))


def _reminders(
    opened: OpenCampaign, told: Told, feedback: Feedback, now: datetime
) -> Iterator[Letter]:
    # Of several requests to one unit the last is about the file it sent last.
    requests = {request.asked.unit: request for request in feedback.requests}
    campaign, today = opened.campaign, now.date()
    for status in told.statuses:
        request = requests.get(status.unit.code)
        if status.state.is_missing:
            yield missing_letter(status, campaign, _form(opened, status.unit), today)
        elif not status.state.is_accepted and request:
            asked = ToCorrect(
                f"feedback/{request.workbook.name}", request.findings, request.changes
            )
            yield errors_letter(status, campaign, asked, today)


def _form(opened: OpenCampaign, unit: MemberUnit) -> str:
    name = form_name(unit, opened.campaign.period)
    if not (opened.folder.forms / name).is_file():
        raise MailError(
            f"Không có biểu mẫu của {unit.name} để gửi kèm (forms/{name})."
            " Chạy thidua distribute trước."
        )
    return f"forms/{name}"
