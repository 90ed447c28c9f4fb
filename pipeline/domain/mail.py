"""Letters to the units (thư gửi đơn vị): what is sent, through which server, what became of it.

A new occasion to write is a new ``MailKind`` and a function in ``pipeline.steps.letters``.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

_ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+")
_LONGEST_ADDRESS = 254


class Security(StrEnum):
    """How the way to the mail server is kept secret (bảo mật)."""

    STARTTLS = "starttls"
    SSL = "ssl"
    NONE = "none"

    @property
    def usual_port(self) -> int:
        """The port that servers listen on for it."""
        return {"starttls": 587, "ssl": 465, "none": 25}[self.value]


@dataclass(frozen=True, slots=True)
class MailServer:
    """The server that ``campaign.xlsx`` names (máy chủ gửi thư); its password is kept nowhere.

    Attributes:
        account: "" when the server asks for none.
        sender: Address the letters come from.
    """

    host: str
    port: int
    security: Security
    account: str
    sender: str


class MailKind(StrEnum):
    """Why a letter is written."""

    FORM = "form"
    MISSING = "missing"
    ERRORS = "errors"

    @property
    def label(self) -> str:
        """As shown to the secretary."""
        return {"form": "Gửi biểu mẫu", "missing": "Nhắc nộp", "errors": "Nhắc sửa"}[self.value]


@dataclass(frozen=True, slots=True)
class Letter:
    """One letter to one unit (thư).

    Attributes:
        unit: Code of the unit.
        to: Usable addresses of the unit; empty when it has none.
        attachments: Paths relative to the campaign's folder, with ``/``.
    """

    kind: MailKind
    unit: str
    to: tuple[str, ...]
    subject: str
    text: str
    attachments: tuple[str, ...] = ()

    @property
    def fingerprint(self) -> str:
        """The same for letters that say the same."""
        return hashlib.sha256(f"{self.subject}\n{self.text}".encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class MailRecord:
    """What became of a letter that was sent (nhật ký gửi thư).

    Attributes:
        taken: Addresses for which the server took it.
        refused: Address → why the server refused it.
        fingerprint: Of the letter.
        message_id: By which mail programs know it.
    """

    kind: MailKind
    unit: str
    subject: str
    taken: tuple[str, ...]
    at: datetime
    refused: Mapping[str, str] = field(default_factory=dict)
    attachments: tuple[str, ...] = ()
    fingerprint: str = ""
    message_id: str = ""


def is_address(text: str) -> bool:
    """Whether a text is one plain e-mail address.

    >>> [is_address(text) for text in ("vp@sonoivu.vn", "vp@sonoivu", "a b@c.vn")]
    [True, False, False]
    """
    return len(text) <= _LONGEST_ADDRESS and _ADDRESS.fullmatch(text) is not None


def addresses(text: str) -> tuple[str, ...]:
    """The usable addresses among those typed into one cell, each once.

    >>> addresses("vp@sonoivu.vn; VP@sonoivu.vn, tdkt@sonoivu.vn")
    ('vp@sonoivu.vn', 'tdkt@sonoivu.vn')
    """
    found: dict[str, str] = {}
    for part in re.split(r"[;,\s]+", text):
        if is_address(part):
            found.setdefault(part.casefold(), part)
    return tuple(found.values())
