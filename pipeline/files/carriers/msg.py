"""One Outlook .msg message → its attachments; a message attached to it is opened along.

An attached message has no bytes of its own in such a file, only a folder of properties.
"""

from __future__ import annotations

import io
import struct
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import PurePosixPath
from typing import Final, TypeVar

from olefile import OleFileIO
from oxmsg.domain import constants, model
from oxmsg.properties import Properties
from oxmsg.storage import Storage

from pipeline.files.carriers.contents import Contents, Letter, Member
from pipeline.files.carriers.limits import (
    MAX_INFLATED_BYTES,
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

MSG_FAULTS: Final = (
    OSError,
    ValueError,
    LookupError,
    TypeError,
    AttributeError,
    AssertionError,
    OverflowError,
    RecursionError,
    struct.error,
    model.UnrecognizedCodePageError,
    model.UnsupportedEncodingError,
)
"""What olefile and oxmsg raise on files that break every rule."""

PROPERTIES: Final = "__properties_version1.0"
ATTACHED_MESSAGE: Final = "__substg1.0_3701000D"
"""Storage of what is attached by its parts: a message, or an object of another program."""

_ATTACHED_HEADER: Final = 24
"""Bytes before the properties of an attached message; ``model`` has those of the others."""

_METHOD_MESSAGE: Final = 5
_METHOD_OBJECT: Final = 6
_PICTURES: Final = frozenset({".png", ".jpg", ".jpeg", ".gif", ".bmp", ".emf", ".wmf"})
_TOLD = TypeVar("_TOLD")


def is_message(data: bytes) -> bool:
    """Whether an OLE file is an Outlook message; other Office files are OLE files too."""
    try:
        with OleFileIO(io.BytesIO(data)) as ole:
            return bool(ole.exists(PROPERTIES))
    except MSG_FAULTS:
        return False


def open_msg(data: bytes, allowance: Allowance) -> Contents:
    """The letter and its attachments; its text is not a file.

    Raises:
        Unreadable: It is damaged, or beyond a limit.
    """
    try:
        with OleFileIO(io.BytesIO(data)) as ole:
            # Several streams may claim the same bytes.
            if sum(ole.get_size(path) for path in ole.listdir()) > MAX_INFLATED_BYTES:
                raise BeyondLimitError("Thư quá lớn hoặc bị hỏng.", SAVE_ATTACHMENTS)
            root = Storage.from_ole(ole)
        return _contents(root, model.MSG_HDR_OFFSET, allowance)
    except MSG_FAULTS as problem:
        reason = "Thư Outlook (.msg) bị hỏng hoặc lưu chưa hết nên không đọc được."
        raise Unreadable(reason, SAVE_ATTACHMENTS) from problem


def _contents(storage: Storage, header: int, allowance: Allowance) -> Contents:
    attached = tuple(storage.iter_attachment_storages())
    allowance.take_members(len(attached))
    facts = [_Facts(one, model.ATTACH_HDR_OFFSET) for one in attached]
    names = numbered(_name(one, number) for number, one in enumerate(facts, 1))
    pairs = zip(facts, names, strict=True)
    members = tuple([_member(*pair, allowance) for pair in pairs])
    return Contents(members, _letter(_Facts(storage, header)))


class _Facts:
    """The properties of a message or an attachment, each on its own: one may be broken."""

    def __init__(self, storage: Storage, header: int) -> None:
        self.storage = storage
        self._properties = Properties(storage, properties_header_offset=header)

    def text(self, *numbers: int) -> str:
        """The first of these texts that is there, as one line."""
        return next((text for number in numbers if (text := self._text(number))), "")

    def number(self, number: int) -> int:
        """A number or a yes; 0 when it is not there."""
        return int(_told(lambda: self._properties.int_prop_value(number), None) or 0)

    def moment(self, number: int) -> datetime | None:
        """A time."""
        return believable(_told(lambda: self._properties.date_prop_value(number), None))

    def content(self) -> bytes | None:
        """The bytes of an attachment; ``None`` when it is kept elsewhere or by its parts."""
        ask = self._properties.binary_prop_value
        return _told(lambda: ask(constants.PID_ATTACH_DATA_BINARY), None)

    def _is_8_bit(self, number: int) -> bool:
        kind = constants.PTYP_STRING8
        return any((one.pid, one.ptyp) == (number, kind) for one in self._properties)

    def _text(self, number: int) -> str:
        if _told(lambda: self._is_8_bit(number), otherwise=False):
            # The code page is told of the message only, and not always: see whether it is ours.
            ask = self.storage.property_stream_bytes
            sure = mended(_told(lambda: ask(number, constants.PTYP_STRING8), b""))
            if sure:
                return one_line(sure)
        return one_line(_told(lambda: self._properties.str_prop_value(number), None) or "")


def _name(facts: _Facts, number: int) -> str:
    told = facts.text(constants.PID_ATTACH_LONG_FILENAME, constants.PID_ATTACH_FILENAME)
    if facts.number(constants.PID_ATTACH_METHOD) == _METHOD_MESSAGE:
        subject = facts.text(constants.PID_DISPLAY_NAME) or f"thư đính kèm {number}"
        told = told or f"{subject}.msg"
    told = told or facts.text(constants.PID_DISPLAY_NAME) or f"tệp đính kèm {number}"
    return printable_name(told.replace("/", "-"))


def _member(facts: _Facts, name: str, allowance: Allowance) -> Member:
    method = facts.number(constants.PID_ATTACH_METHOD)
    litter = "đối tượng nhúng trong nội dung thư" if method == _METHOD_OBJECT else ""
    litter = litter or _litter(facts, name)
    if litter:
        return Member(name, litter=litter)
    inner = next(_attached_messages(facts), None) if method == _METHOD_MESSAGE else None
    if inner is not None:
        return Member(name, opened=_contents(inner, _ATTACHED_HEADER, allowance))
    data = facts.content()
    if data is None:
        return Member(name, refusal=_kept_elsewhere())
    allowance.take_bytes(len(data))
    refusal = wrapped(name, facts.text(constants.PID_ATTACH_MIME_TAG))
    if len(data) > MAX_MEMBER_BYTES:
        refusal = Unreadable(f"Tệp đính kèm quá lớn ({len(data) / 1e6:.0f} MB).", TAKE_OUT)
    return Member(name, len(data), data, refusal=refusal)


def _attached_messages(facts: _Facts) -> Iterator[Storage]:
    return (inner for inner in facts.storage.storages if inner.name == ATTACHED_MESSAGE)


def _kept_elsewhere() -> Unreadable:
    return Unreadable(
        "Tệp đính kèm không nằm trong thư (chỉ là đường dẫn hoặc phần đính kèm bị mất).",
        "Tải hoặc lưu tệp đó về rồi chép vào inbox.",
    )


def _litter(facts: _Facts, name: str) -> str:
    inline = facts.number(constants.PID_ATTACHMENT_HIDDEN) or facts.text(
        constants.PID_ATTACH_CONTENT_ID
    )
    if inline and PurePosixPath(name).suffix.lower() in _PICTURES:
        return INLINE_PICTURE
    return mail_litter(name)


def _letter(facts: _Facts) -> Letter:
    sent = facts.moment(constants.PID_CLIENT_SUBMIT_TIME)
    sent = sent or facts.moment(constants.PID_MESSAGE_DELIVERY_TIME)
    return Letter(_sender(facts), sent, facts.text(constants.PID_SUBJECT))


def _sender(facts: _Facts) -> str:
    name = facts.text(constants.PID_SENDER_NAME, constants.PID_SENT_REPRESENTING_NAME)
    addresses = (constants.PID_SENDER_SMTP_ADDRESS, constants.PID_SENDER_EMAIL_ADDRESS)
    address = next((text for one in addresses if "@" in (text := facts.text(one))), "")
    return f"{name} <{address}>".strip() if address and address != name else name


def _told(ask: Callable[[], _TOLD], otherwise: _TOLD) -> _TOLD:
    """What a message says of itself, or else ``otherwise`` when it says it in a broken way."""
    try:
        return ask()
    except MSG_FAULTS:
        return otherwise
