"""What opening one layer of a carrier (tệp nén, thư) gives: its files, and the letter's origin."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from pipeline.files.returned.file_kind import Unreadable


@dataclass(frozen=True, slots=True)
class Letter:
    """Where an e-mail says it came from (thư).

    Attributes:
        sender: Name and address; "" when the message does not say.
        sent: In Vietnamese time; ``None`` when the message does not say, or not believably.
    """

    sender: str = ""
    sent: datetime | None = None
    subject: str = ""


@dataclass(frozen=True, slots=True)
class Member:
    """One file in a carrier; it ends as bytes, as a letter opened, as litter or as a refusal.

    Attributes:
        name: Relative to the carrier, with ``/``, fit for printing, no other has it.
        size: In bytes, as far as it is known.
        data: Its bytes; empty when they could not be had.
        opened: What it holds, when it is a message kept in parts and has no bytes of its own.
        litter: Why it is passed over; "" when it is not.
        refusal: Why it could not be had.
    """

    name: str
    size: int = 0
    data: bytes = b""
    opened: Contents | None = None
    litter: str = ""
    refusal: Unreadable | None = None


@dataclass(frozen=True, slots=True)
class Contents:
    """One layer of a carrier; an archive has no letter."""

    members: tuple[Member, ...]
    letter: Letter | None = None
