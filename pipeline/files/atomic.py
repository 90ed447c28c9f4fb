"""Write a file whole or not at all: beside its place first, then in one move over it.

Every result the pipeline writes goes through here, so that a run that stops half-way, a full
disk or a workbook that is open in Excel never leaves a half-written file or loses the old one.
"""

from __future__ import annotations

import errno
import os
import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pipeline.domain.errors import OutputError

REPLACE_ATTEMPTS = 4
"""On Windows a virus scanner or a synchroniser may hold a file for a moment."""

PAUSE = 0.15
"""Seconds between two attempts."""

_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_WRITE_FAILURES = _FULL | {errno.EROFS, errno.EIO}


@contextmanager
def replacing(path: Path, *, lasting: bool = True) -> Iterator[Path]:
    """Give a temporary path beside ``path`` (same suffix) that takes its place at the end.

    When the body fails, the temporary file is removed and the old file stays as it was.

    Args:
        lasting: Wait until the disk has it, so that it outlasts even a power failure. Waiting
            costs several times the writing: not for what is written by the thousand and can
            simply be written again.

    Raises:
        OutputError: The file cannot be written: it is open, the disk is full or read-only.
    """
    _make_parent(path)
    temporary = path.with_name(f".thidua-{secrets.token_hex(6)}{path.suffix}")
    is_moved = False
    try:
        yield temporary
        if lasting:
            flush_to_disk(temporary)
        move_over(temporary, path)
        is_moved = True
    except OSError as error:
        if not _concerns(error, temporary):
            raise
        raise OutputError(why_not_written(error, path)) from error
    finally:
        if not is_moved:
            _remove(temporary)


def write_bytes(path: Path, data: bytes) -> None:
    """Write bytes whole or not at all."""
    with replacing(path) as temporary:
        temporary.write_bytes(data)


def write_text(path: Path, text: str) -> None:
    """Write text as UTF-8, lines ending as given, whole or not at all."""
    write_bytes(path, text.encode("utf-8"))


@contextmanager
def explained(path: Path, advice: str = "") -> Iterator[None]:
    """Turn the system's refusal to write a file or folder into the line the user reads.

    Raises:
        OutputError: In place of any ``OSError``; it ends with ``advice`` where that is given.
    """
    try:
        yield
    except OSError as error:
        raise OutputError(why_not_written(error, path, advice)) from error


def _make_parent(path: Path) -> None:
    folder = path.parent
    if not folder.is_dir():
        with explained(path):
            folder.mkdir(parents=True, exist_ok=True)


def flush_to_disk(temporary: Path) -> None:
    """Wait until the disk has what was written."""
    # Opened for writing: Windows refuses to flush a file that is open for reading only.
    with temporary.open("r+b") as written:
        os.fsync(written.fileno())


def move_over(temporary: Path, path: Path) -> None:
    """Put a file in the place of another in one step; try again where it is held a moment."""
    for _ in range(REPLACE_ATTEMPTS - 1):
        try:
            temporary.replace(path)
        except PermissionError:
            time.sleep(PAUSE)
        else:
            return
    temporary.replace(path)


def _concerns(error: OSError, temporary: Path) -> bool:
    """Whether it is about our file; an error over another file belongs to whoever opened that."""
    if error.filename is None:
        return error.errno in _WRITE_FAILURES
    return str(error.filename) == str(temporary)


def _remove(temporary: Path) -> None:
    try:
        temporary.unlink(missing_ok=True)
    except PermissionError:
        # A writer that failed may still hold its file on Windows; the reason it failed for
        # matters more to the user than a leftover.
        return


def why_not_written(error: OSError, path: Path, own_advice: str = "") -> str:
    """The line the user reads; ``filename2`` is set when the last move was refused."""
    if error.errno in _FULL:
        reason, advice = "ổ đĩa đã đầy", "Giải phóng dung lượng rồi chạy lại"
    elif error.errno == errno.EROFS:
        reason, advice = "ổ đĩa chỉ cho đọc", "Chép thư mục sang nơi ghi được rồi chạy lại"
    elif isinstance(error, PermissionError) and error.filename2:
        reason, advice = "tệp đang mở trong Excel, Word hoặc bị khóa", "Đóng tệp đó rồi chạy lại"
    elif isinstance(error, PermissionError):
        reason = f"không có quyền ghi vào thư mục “{path if path.is_dir() else path.parent}”"
        advice = "Kiểm tra quyền của thư mục, hoặc chọn thư mục khác rồi chạy lại"
    else:
        reason = error.strerror or type(error).__name__
        advice = f"Kiểm tra đường dẫn “{path.parent}” rồi chạy lại"
    what = "thư mục" if path.is_dir() else "tệp"
    return f"Không ghi được {what} “{path.name}”: {reason}. {own_advice or advice}."
