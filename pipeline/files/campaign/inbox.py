"""The inbox: whatever came back. It is listed here and never changed.

Files that programs leave behind (locks, half downloads, folder settings) are litter: passed
over, but reported; so is a file that is just being copied, until the next run. Everything else is
taken in, an empty file too: the reader refuses it.
"""

from __future__ import annotations

import os
import time
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from fnmatch import fnmatchcase
from pathlib import Path, PurePosixPath

from pipeline.domain.errors import PipelineError

VIETNAM = timezone(timedelta(hours=7))
"""Deadlines are days in Viet Nam, wherever the computer thinks it is."""

LITTER = (
    ("~$*", "tệp khóa của Excel, Word (tệp gốc đang mở)"),
    (".~lock.*#", "tệp khóa của LibreOffice (tệp gốc đang mở)"),
    ("._*", "tệp phụ của macOS"),
    (".ds_store", "tệp phụ của macOS"),
    ("thumbs.db", "tệp phụ của Windows"),
    ("desktop.ini", "tệp phụ của Windows"),
    ("*.tmp", "tệp tạm"),
    ("*.part", "tệp tải dở"),
    ("*.partial", "tệp tải dở"),
    ("*.download", "tệp tải dở"),
    ("*.crdownload", "tệp tải dở"),
)
"""Pattern of the lower-case name, and what such a file is."""

MAC_FOLDER = "__MACOSX"
"""macOS puts it into every archive it makes."""

UNFINISHED = "tệp đang được chép dở, chạy lại sau"
FRESH = timedelta(seconds=4)
"""A file written to so recently may still be growing, and gets a second look."""

PAUSE = 0.4
"""Seconds between the two looks; once for all files together."""

_DOWNLOADS = (".part", ".crdownload")
"""A browser keeps the name with an empty file while it fills one with this suffix."""


@dataclass(frozen=True, slots=True)
class FoundFile:
    """A file in the inbox.

    Attributes:
        path: To open it by.
        name: Relative to the inbox, with ``/``, in composed Unicode.
        modified: When it was last written, in Vietnamese time.
    """

    path: Path
    name: str
    size: int
    modified: datetime


@dataclass(frozen=True, slots=True)
class Litter:
    """A file passed over, with what it is."""

    name: str
    note: str


@dataclass(frozen=True, slots=True)
class Listing:
    """What lies in the inbox, by name: each file is in one of both."""

    found: tuple[FoundFile, ...]
    litter: tuple[Litter, ...]


def list_inbox(inbox: Path, now: datetime) -> Listing:
    """List the inbox with its folders; an inbox that is absent is empty.

    Args:
        now: Files last written just before are looked at twice.

    Raises:
        PipelineError: A folder of it cannot be read, so files might be missed.
    """
    found: list[FoundFile] = []
    litter: list[Litter] = []
    for path in _walk(inbox) if inbox.is_dir() else ():
        name = _name(path.relative_to(inbox))
        note = litter_note(name)
        if note:
            litter.append(Litter(name, note))
        elif one := _found(path, name):
            found.append(one)
    unfinished = _unfinished(found, {one.name for one in litter}, now)
    litter += [Litter(one.name, UNFINISHED) for one in unfinished]
    found = [one for one in found if one not in unfinished]
    found.sort(key=lambda one: (one.name, str(one.path)))
    litter.sort(key=lambda one: one.name)
    return Listing(tuple(found), tuple(litter))


def litter_note(name: str) -> str:
    """What a file is that programs leave behind; "" when it is none.

    >>> litter_note("Thư mục/~$bieu-mau.xlsx")
    'tệp khóa của Excel, Word (tệp gốc đang mở)'
    """
    path = PurePosixPath(name)
    if MAC_FOLDER in path.parts:
        return "tệp phụ của macOS"
    lowered = path.name.lower()
    return next((note for pattern, note in LITTER if fnmatchcase(lowered, pattern)), "")


def _unfinished(found: list[FoundFile], litter: set[str], now: datetime) -> list[FoundFile]:
    """Files that change between two looks, and those that a browser is just filling."""
    fresh = {one: _look(one.path) for one in found if abs(now - one.modified) <= FRESH}
    if fresh:
        time.sleep(PAUSE)
    return [
        one
        for one in found
        if (one in fresh and fresh[one] != _look(one.path))
        or (not one.size and any(f"{one.name}{end}" in litter for end in _DOWNLOADS))
    ]


def _look(path: Path) -> tuple[int, int]:
    try:
        stat = path.stat()
    except OSError:
        return (0, 0)
    return (stat.st_size, stat.st_mtime_ns)


def _walk(inbox: Path) -> Iterator[Path]:
    for folder, _, names in os.walk(inbox, onerror=_stop):
        for name in names:
            yield Path(folder, name)


def _stop(error: OSError) -> None:
    raise PipelineError(
        f"Không đọc được thư mục “{error.filename}” trong inbox. Kiểm tra quyền đọc rồi chạy lại."
    ) from error


def _name(relative: Path) -> str:
    """A name that prints anywhere; one file has one name on every system."""
    printable = relative.as_posix().encode("utf-8", "replace").decode("utf-8")
    return unicodedata.normalize("NFC", printable)


def _found(path: Path, name: str) -> FoundFile | None:
    """``None`` when it went away since the folder was listed."""
    try:
        stat = path.lstat() if path.is_symlink() and not path.exists() else path.stat()
    except FileNotFoundError:
        return None
    return FoundFile(path, name, stat.st_size, _moment(stat.st_mtime))


def _moment(seconds: float) -> datetime:
    """A time no calendar can hold, as broken disks give, becomes 1970."""
    epoch = datetime(1970, 1, 1, tzinfo=UTC)
    try:
        return (epoch + timedelta(seconds=int(seconds))).astimezone(VIETNAM)
    except OverflowError:
        return epoch.astimezone(VIETNAM)
