"""Letters as e-mail messages, and as drafts (``.eml``) that mail programs open to be sent."""

from __future__ import annotations

from datetime import datetime
from email.header import Header
from email.message import Message
from email.mime.application import MIMEApplication
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from email.policy import Compat32
from email.utils import format_datetime, make_msgid
from pathlib import Path

from pipeline.domain.errors import MailError
from pipeline.domain.mail import Letter
from pipeline.files.atomic import write_bytes
from pipeline.files.open_problems import why_not_opened

_EXCEL = "vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_WIRE = Compat32(linesep="\r\n", max_line_length=76)
"""An encoded word may have 75 characters, behind a blank. The newer policies lose a blank where
they break a Vietnamese subject (Python 3.11)."""


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


def stamped(message: Message, sender: str, at: datetime) -> Message:
    """The message with what only a sent one has: its date and a name of its own."""
    message["Date"] = format_datetime(at)
    message["Message-ID"] = make_msgid(domain=sender.rpartition("@")[2])
    return message


def as_message(letter: Letter, root: Path, sender: str = "") -> Message:
    """The letter with its attachments; ASCII on the wire, whatever it says.

    Raises:
        MailError: An attachment cannot be read.
    """
    message = MIMEMultipart(policy=_WIRE)
    if sender:
        message["From"] = sender
    if letter.to:
        message["To"] = ", ".join(letter.to)
    # The stubs know texts only; this policy takes encoded headers too.
    message["Subject"] = Header(letter.subject, "utf-8", header_name="Subject")  # type: ignore[assignment]
    message.attach(MIMEText(letter.text.replace("\n", "\r\n"), "plain", "utf-8"))
    for name in letter.attachments:
        path = root / name
        attached = MIMEApplication(_content(path), _EXCEL)
        attached.add_header("Content-Disposition", "attachment", filename=path.name)
        message.attach(attached)
    return message


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as problem:
        raise MailError(
            f"Không mở được tệp gửi kèm “{path}”: {why_not_opened(problem)}."
        ) from problem
