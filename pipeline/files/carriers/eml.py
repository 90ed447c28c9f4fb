"""One .eml message → its attachments; a message attached to it is an attachment too.

Messages come from many programs: what a header should hold is asked for, never trusted.
"""

from __future__ import annotations

import mimetypes
import re
from collections.abc import Callable, Iterator
from datetime import datetime
from email import message_from_bytes
from email.message import Message
from email.policy import EmailPolicy
from typing import Final, TypeVar

from pipeline.files.carriers.contents import Contents, Letter, Member
from pipeline.files.carriers.limits import (
    LONGEST_HEADER,
    MAX_MAIL_LINES,
    MAX_MAIL_PARTS,
    MAX_MEMBER_BYTES,
    TAKE_OUT,
    Allowance,
    BeyondLimitError,
)
from pipeline.files.carriers.mail_parts import (
    INLINE_PICTURE,
    SAVE_ATTACHMENTS,
    believable,
    mail_litter,
    one_line,
    wrapped,
)
from pipeline.files.carriers.names import mended, numbered, printable_name
from pipeline.files.returned.file_kind import Unreadable

HEADER_FAULTS: Final = (
    ValueError,
    TypeError,
    AttributeError,
    LookupError,
    AssertionError,
    RecursionError,
)
"""What the standard library raises on headers that break every rule."""

_DAMAGED: Final = "Tệp đính kèm bị hỏng trong thư nên không lấy ra được."
_FILE_NAME = re.compile(r"""\b(?:file)?name\s*=\s*(?:"([^"]*)"|([^;\s]+))""", re.IGNORECASE)
_TOLD = TypeVar("_TOLD")


class _Bounded(EmailPolicy):
    """Headers as found, but no longer than is useful: reading one takes its length squared."""

    def header_source_parse(self, sourcelines: list[str]) -> tuple[str, str]:
        name, value = super().header_source_parse(sourcelines)
        return name, value[:LONGEST_HEADER]


_POLICY: Final = _Bounded(refold_source="none")


def open_eml(data: bytes, allowance: Allowance) -> Contents:
    """The letter and its attachments; its text is not a file.

    Raises:
        Unreadable: It is damaged, or beyond a limit.
    """
    if data.count(b"\n") > MAX_MAIL_LINES or data.count(b"\n--") > MAX_MAIL_PARTS:
        raise BeyondLimitError("Thư có quá nhiều phần.", SAVE_ATTACHMENTS)
    try:
        message = message_from_bytes(data, policy=_POLICY)
        parts = [part for part in _leaves(message) if _is_file(part)]
    except HEADER_FAULTS as problem:
        reason = "Thư bị hỏng hoặc lưu chưa hết nên không đọc được."
        raise Unreadable(reason, SAVE_ATTACHMENTS) from problem
    allowance.take_members(len(parts))
    names = numbered(_name(part, number) for number, part in enumerate(parts, 1))
    pairs = zip(parts, names, strict=True)
    return Contents(tuple([_member(*pair, allowance) for pair in pairs]), _letter(message))


def _leaves(message: Message) -> Iterator[Message]:
    """Every part that is not itself divided; an attached message is left whole."""
    payload = message.get_payload()
    if message.get_content_maintype() == "multipart" and isinstance(payload, list):
        for part in payload:
            if isinstance(part, Message):
                yield from _leaves(part)
    else:
        yield message


def _is_file(part: Message) -> bool:
    """Anything but the text of the letter."""
    named = _told(part.get_filename, None) is not None
    attached = _told(part.get_content_disposition, None) == "attachment"
    return named or attached or part.get_content_maintype() not in ("text", "multipart")


def _member(part: Message, name: str, allowance: Allowance) -> Member:
    content_type = part.get_content_type()
    refusal = wrapped(name, content_type)
    litter = _litter(part, name)
    if litter:
        return Member(name, litter=litter)
    data = _told(lambda: _content(part), None)
    if data is None:
        return Member(name, refusal=Unreadable(_DAMAGED, SAVE_ATTACHMENTS))
    if len(data) > MAX_MEMBER_BYTES:
        refusal = Unreadable(f"Tệp đính kèm quá lớn ({len(data) / 1e6:.0f} MB).", TAKE_OUT)
    allowance.take_bytes(len(data))
    return Member(name, len(data), data, refusal=refusal)


def _litter(part: Message, name: str) -> str:
    inline = _told(part.get_content_disposition, None) == "inline" or "Content-ID" in part
    if part.get_content_maintype() == "image" and inline:
        return INLINE_PICTURE
    if part.get_content_type() in ("message/delivery-status", "message/partial"):
        return "phần phụ do máy chủ thư thêm vào"
    return mail_litter(name)


def _content(part: Message) -> bytes | None:
    payload = part.get_payload()
    if isinstance(payload, list):
        inner = (one for one in payload if isinstance(one, Message))
        return b"".join(one.as_bytes(policy=_POLICY) for one in inner)
    decoded = part.get_payload(decode=True)
    return decoded if isinstance(decoded, bytes) else None


def _name(part: Message, number: int) -> str:
    told = _told(part.get_filename, None) or ""
    if not told or "\ufffd" in told or not told.isprintable():
        told = _raw_name(part) or told
    if part.get_content_type() == "message/rfc822":
        inner = part.get_payload()
        attached = inner[0] if isinstance(inner, list) and inner else None
        subject = _header(attached, "Subject") if isinstance(attached, Message) else ""
        told = told or (subject.replace("/", "-") or f"thư đính kèm {number}") + ".eml"
    guessed = mimetypes.guess_extension(part.get_content_type()) or ""
    return printable_name(told.replace("/", "-") or f"tệp đính kèm {number}{guessed}")


def _raw_name(part: Message) -> str:
    """A file name written as it is, in no transfer encoding: against the rules, but seen."""
    for header, value in part.raw_items():
        if header.lower() in ("content-disposition", "content-type"):
            found = _FILE_NAME.search(str(value))
            if found:
                raw = (found[1] or found[2]).encode("utf-8", "surrogateescape")
                return mended(raw)
    return ""


def _letter(message: Message) -> Letter:
    return Letter(_header(message, "From"), _sent(message), _header(message, "Subject"))


def _sent(message: Message) -> datetime | None:
    date = _told(lambda: message["Date"], None)
    return believable(_told(lambda: getattr(date, "datetime", None), None))


def _header(message: Message, name: str) -> str:
    return one_line(_told(lambda: str(message[name] or ""), ""))


def _told(ask: Callable[[], _TOLD], otherwise: _TOLD) -> _TOLD:
    """What a message says of itself, or else ``otherwise`` when it says it in a broken way."""
    try:
        return ask()
    except HEADER_FAULTS:
        return otherwise
