"""Send letters through the mail server, and record what became of each before the next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from pipeline.domain.errors import MailError
from pipeline.domain.mail import Letter, MailRecord, MailServer
from pipeline.files.campaign.ledger import Ledger, open_ledger
from pipeline.files.mail.drafts import as_message, stamped
from pipeline.files.mail.smtp import Mailer, connected
from pipeline.jobs.alone import alone
from pipeline.jobs.campaigns import OpenCampaign
from pipeline.jobs.outbox import put_with_sent
from pipeline.jobs.progress import Progress, silent
from pipeline.steps.letters import not_yet_sent


@dataclass(frozen=True, slots=True)
class Delivery:
    """What became of letters.

    Attributes:
        records: One a letter that was offered to the server, in that order.
        unsent: Letters that were not offered, because the server was lost.
        stopped: Why; "" when all were offered.
    """

    records: tuple[MailRecord, ...]
    unsent: tuple[Letter, ...] = ()
    stopped: str = ""

    @property
    def is_whole(self) -> bool:
        """Whether every address got its letter."""
        return not self.stopped and not any(record.refused for record in self.records)


def mail_server(opened: OpenCampaign) -> MailServer:
    """The server that ``campaign.xlsx`` names.

    Raises:
        MailError: It names none.
    """
    if opened.campaign.mail_server is None:
        raise MailError(
            "campaign.xlsx chưa khai máy chủ gửi thư: điền sheet “Thư điện tử” để gửi bằng --send,"
            " hoặc mở các thư nháp trong thư mục outbox bằng Outlook để gửi."
        )
    return opened.campaign.mail_server


def letters_to_send(
    opened: OpenCampaign, letters: Sequence[Letter], *, now: datetime, again: bool
) -> tuple[Letter, ...]:
    """The letters that have an address, without those sent before on the same day.

    Args:
        opened: The campaign.
        letters: What is to be sent.
        now: Tells the day.
        again: Send also what was sent before.
    """
    with open_ledger(opened.folder.ledger) as ledger:
        mails = () if again else ledger.mails()
    return not_yet_sent(letters, mails, now.date())


@alone
def send_letters(
    opened: OpenCampaign,
    letters: Sequence[Letter],
    password: str,
    *,
    now: datetime,
    progress: Progress = silent,
) -> Delivery:
    """Send letters one by one; each is in the ledger before the next is sent.

    Raises:
        MailError: The server cannot be reached or does not let us in: nothing was sent.
        OutputError: The ledger cannot be written.
    """
    server = mail_server(opened)
    records: list[MailRecord] = []
    with open_ledger(opened.folder.ledger) as ledger, connected(server, password) as mailer:
        for number, letter in enumerate(letters):
            progress(opened.campaign.unit(letter.unit).short_name)
            try:
                records.append(_sent(opened, mailer, letter, now))
            except MailError as problem:
                return Delivery(tuple(records), tuple(letters[number:]), str(problem))
            _record(opened, ledger, letter, records[-1])
    return Delivery(tuple(records))


def _sent(opened: OpenCampaign, mailer: Mailer, letter: Letter, now: datetime) -> MailRecord:
    sender = mail_server(opened).sender
    message = stamped(as_message(letter, opened.folder.root, sender), sender, now)
    outcome = mailer.send(message, letter.to)
    return MailRecord(
        kind=letter.kind,
        unit=letter.unit,
        subject=letter.subject,
        taken=outcome.taken,
        at=now,
        refused=outcome.refused,
        attachments=letter.attachments,
        fingerprint=letter.fingerprint,
        message_id=str(message["Message-ID"]),
    )


def _record(opened: OpenCampaign, ledger: Ledger, letter: Letter, record: MailRecord) -> None:
    ledger.record_mail(record)
    if record.taken:
        put_with_sent(opened, letter, record.at)
