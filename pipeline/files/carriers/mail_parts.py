"""What .eml and .msg share: which attachments are litter, which cannot be had, dates, senders."""

from __future__ import annotations

from datetime import UTC, datetime
from fnmatch import fnmatchcase
from typing import Final

from pipeline.domain.vietnamese.text import clean
from pipeline.files.campaign.inbox import VIETNAM
from pipeline.files.carriers.limits import EARLIEST_YEAR
from pipeline.files.returned.file_kind import Unreadable

SAVE_ATTACHMENTS: Final = "Mở thư, lưu các tệp đính kèm rồi chép vào inbox."
INLINE_PICTURE: Final = "ảnh trong nội dung thư"

_LITTER: Final = (
    ("smime.p7s", "chữ ký điện tử của thư"),
    ("*.asc", "chữ ký điện tử của thư"),
    ("*.vcf", "danh thiếp"),
    ("*.ics", "lịch hẹn"),
    ("att[0-9]*.txt", "phần phụ do máy chủ thư thêm vào"),
    ("att[0-9]*.htm*", "phần phụ do máy chủ thư thêm vào"),
    ("att[0-9]*.bin", "phần phụ do máy chủ thư thêm vào"),
)
"""Pattern of the lower-case name of an attachment, and what it is."""

_WRAPPED: Final = {
    "winmail.dat": (
        "Thư gửi ở dạng riêng của Outlook (winmail.dat) nên không lấy được tệp bên trong.",
        "Mở thư bằng Outlook, lưu tệp đính kèm rồi chép vào inbox; hoặc xin gửi lại thư dạng HTML.",
    ),
    "smime.p7m": (
        "Thư được mã hóa hoặc đóng gói chữ ký số (smime.p7m) nên không lấy được tệp bên trong.",
        SAVE_ATTACHMENTS,
    ),
}
_WRAPPED_TYPES: Final = {
    "application/ms-tnef": "winmail.dat",
    "application/vnd.ms-tnef": "winmail.dat",
    "application/pkcs7-mime": "smime.p7m",
    "application/x-pkcs7-mime": "smime.p7m",
}


def mail_litter(name: str) -> str:
    """What an attachment is that nobody sent on purpose; "" when it is none."""
    lowered = name.lower()
    return next((note for pattern, note in _LITTER if fnmatchcase(lowered, pattern)), "")


def wrapped(name: str, content_type: str) -> Unreadable | None:
    """The refusal of an attachment that hides the real ones; ``None`` for any other."""
    key = _WRAPPED_TYPES.get(content_type.lower(), name.lower())
    return Unreadable(*_WRAPPED[key]) if key in _WRAPPED else None


def believable(sent: datetime | None) -> datetime | None:
    """A date of sending in Vietnamese time, or ``None`` when a broken clock set it."""
    if sent is None or sent.year < EARLIEST_YEAR:
        return None
    try:
        return (sent if sent.tzinfo else sent.replace(tzinfo=UTC)).astimezone(VIETNAM)
    except OverflowError:
        return None


def one_line(text: str) -> str:
    """A header as one clean line."""
    return " ".join(clean(text).split())
