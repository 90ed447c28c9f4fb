"""One command at a time may change a campaign: two at once would spoil each other's results.

The system itself lets go of the lock when a command dies, however it dies.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from pipeline.domain.errors import OutputError, PipelineError
from pipeline.files.atomic import why_not_written

LOCK_FILE = ".thidua.lock"


@contextmanager
def changing(root: Path) -> Iterator[None]:
    """Keep other commands from changing the campaign meanwhile; may be nested.

    Raises:
        PipelineError: Another command is changing it.
        OutputError: The campaign's folder cannot be written.
    """
    lock = FileLock(root / LOCK_FILE, timeout=0, is_singleton=True)
    try:
        lock.acquire()
    except Timeout as problem:
        raise PipelineError(
            f"Một lệnh thidua khác đang làm việc với đợt báo cáo “{root}”. Chờ xong rồi chạy lại."
        ) from problem
    except OSError as problem:
        raise OutputError(why_not_written(problem, root)) from problem
    try:
        yield
    finally:
        lock.release()
