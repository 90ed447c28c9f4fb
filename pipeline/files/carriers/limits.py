"""All limits on opening an archive or an e-mail, in one place; ``docs/reliability.md`` lists them.

They hold for everything one file in the inbox holds, through all its layers together. What is
inflated is counted as it is inflated, whatever the archive declares.
"""

from __future__ import annotations

from typing import Final

from pipeline.files.returned.file_kind import Unreadable

MAX_CARRIER_BYTES: Final = 60_000_000
"""Of the archive or e-mail itself; mail servers carry about 25 MB."""

MAX_MEMBERS: Final = 500
"""Files in it, litter too; a whole cluster's forms with their papers are about 100."""

MAX_MEMBER_BYTES: Final = 30_000_000
"""Of one file in it, inflated; as for a returned workbook."""

MAX_INFLATED_BYTES: Final = 200_000_000
"""Of all files in it, inflated."""

MAX_DEPTH: Final = 4
"""Layers: an archive in an e-mail that was forwarded in an e-mail is three."""

MAX_MAIL_LINES: Final = 1_200_000
"""Lines of an e-mail; the largest we open has about 800,000."""

MAX_MAIL_PARTS: Final = 5_000
"""Lines that may begin a part of an e-mail; each costs a millisecond, whatever it begins."""

LONGEST_HEADER: Final = 5_000
"""Letters of a header line that are read; what programs need never is that long."""

EARLIEST_YEAR: Final = 2000
"""A message said to be sent before that was dated by a broken clock."""

LONGEST_NAME: Final = 150
"""Letters of a file's name as kept."""

TAKE_OUT: Final = "Mở ra, chép riêng các tệp Excel bên trong vào inbox rồi chạy lại."


class BeyondLimitError(Unreadable):
    """The carrier as a whole is beyond a limit; none of its layers is opened further."""


class Allowance:
    """What one carrier may still hold, counted down through all its layers."""

    def __init__(self) -> None:
        """Start with the whole of it."""
        self._members = MAX_MEMBERS
        self._bytes = MAX_INFLATED_BYTES

    def take_members(self, count: int) -> None:
        """Count files.

        Raises:
            BeyondLimitError: There are too many.
        """
        self._members -= count
        if self._members < 0:
            raise BeyondLimitError(f"Bên trong có quá nhiều tệp (hơn {MAX_MEMBERS}).", TAKE_OUT)

    def take_bytes(self, size: int) -> None:
        """Count bytes that came out.

        Raises:
            BeyondLimitError: There are too many.
        """
        self._bytes -= size
        if self._bytes < 0:
            raise BeyondLimitError(
                f"Nội dung bên trong khi mở ra quá lớn (hơn {MAX_INFLATED_BYTES / 1e6:.0f} MB).",
                TAKE_OUT,
            )
