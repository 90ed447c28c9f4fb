"""Archives, e-mails and the workbooks in them, as bytes, for tests."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta, timezone
from email.message import EmailMessage

import xlsxwriter

from pipeline.files.carriers.contents import Contents
from pipeline.files.carriers.limits import Allowance
from pipeline.files.returned.file_kind import Unreadable

SENT = datetime(2025, 12, 5, 9, 30, tzinfo=timezone(timedelta(hours=7)))
SHEET = ("application", "vnd.openxmlformats-officedocument.spreadsheetml.sheet")


def workbook(text: str = "x") -> bytes:
    """A small real workbook."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    book.set_properties({"created": datetime(2025, 1, 1)})  # noqa: DTZ001 - as Excel keeps it
    book.add_worksheet().write_string(0, 0, text)
    book.close()
    return buffer.getvalue()


def zip_of(*files: tuple[str, bytes]) -> bytes:
    """A zip archive with these files, in this order, repeated names too."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files:
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def letter(
    *files: tuple[str, bytes],
    subject: str = "Báo cáo thi đua năm 2025",
    sender: str = "Sở Tư pháp <vanthu@stp.example.vn>",
    sent: datetime | None = SENT,
) -> EmailMessage:
    """A message with attachments, as the standard library builds it."""
    message = EmailMessage()
    message["Subject"] = subject
    message["From"] = sender
    message["To"] = "thuky@snv.example.vn"
    if sent:
        message["Date"] = sent
    message.set_content("Kính gửi đơn vị trưởng cụm.")
    for name, content in files:
        message.add_attachment(content, maintype=SHEET[0], subtype=SHEET[1], filename=name)
    if files:
        # By default it is random, which hypothesis does not want.
        message.set_boundary(f"=={zlib.crc32(f'{subject} {sender}'.encode())}==")
    return message


def eml_of(*files: tuple[str, bytes]) -> bytes:
    """An .eml file with attachments."""
    return letter(*files).as_bytes()


def eml_by_hand(headers: Sequence[str], body: str = "") -> bytes:
    """A message typed line by line, for what no library would write."""
    return "\r\n".join([*headers, "", body]).encode("utf-8", "surrogateescape")


def told(opener: Callable[[bytes, Allowance], Contents], data: bytes) -> tuple[str, ...]:
    """What a user reads of a carrier, damaged perhaps: the names in it, or what to do."""
    try:
        opened = opener(data, Allowance())
    except Unreadable as problem:
        return (problem.advice,)
    return tuple(one.name for one in opened.members)
