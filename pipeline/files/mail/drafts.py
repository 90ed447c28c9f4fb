"""Letters as e-mail messages, and as drafts (``.eml``) that mail programs open to be sent."""

from __future__ import annotations

from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, make_msgid
from pathlib import Path

from pipeline.domain.errors import MailError
from pipeline.domain.mail import Letter
from pipeline.files.atomic import write_bytes
from pipeline.files.open_problems import why_not_opened

_EXCEL = ("application", "vnd.openxmlformats-officedocument.spreadsheetml.sheet")


def write_draft(path: Path, letter: Letter, root: Path, sender: str = "") -> None:
    """Write a letter as a draft: opened in Outlook it is ready to be looked at and sent.

    Args:
        path: Where to.
        letter: What to write.
        root: The campaign's folder, where the attachments are.
        sender: Address it comes from; "" leaves it to the mail program.

    Raises:
        MailError: An attachment cannot be read.
        OutputError: The draft cannot be written.
    """
    message = as_message(letter, root, sender)
    message["X-Unsent"] = "1"
    write_bytes(path, message.as_bytes())


def stamped(message: EmailMessage, sender: str, at: datetime) -> EmailMessage:
    """The message with what only a sent one has: its date and a name of its own."""
    message["Date"] = format_datetime(at)
    message["Message-ID"] = make_msgid(domain=sender.rpartition("@")[2])
    return message


def as_message(letter: Letter, root: Path, sender: str = "") -> EmailMessage:
    """The letter with its attachments; ASCII on the wire, whatever it says.

    Raises:
        MailError: An attachment cannot be read.
    """
    message = EmailMessage(policy=SMTP)
    if sender:
        message["From"] = sender
    if letter.to:
        message["To"] = ", ".join(letter.to)
    message["Subject"] = letter.subject
    # Quoted-printable stays readable in a text editor, and no server rewrites it.
    message.set_content(letter.text, cte="quoted-printable")
    for name in letter.attachments:
        path = root / name
        main, sub = _EXCEL
        message.add_attachment(_content(path), maintype=main, subtype=sub, filename=path.name)
    return message


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as problem:
        raise MailError(
            f"Không mở được tệp gửi kèm “{path}”: {why_not_opened(problem)}."
        ) from problem
