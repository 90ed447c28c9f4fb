"""Convert files with a LibreOffice found on this computer (headless), one profile a call.

LibreOffice is never required: callers ask ``find_office`` first and go on without it.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Final

from pipeline.domain.errors import OutputError

TIMEOUT: Final = 120.0
"""Seconds; a first start makes a new profile and takes its time."""

_PLACES: Final = (
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    "/usr/lib/libreoffice/program/soffice",
    "/opt/libreoffice/program/soffice",
)
_WINDOWS_ROOTS: Final = ("PROGRAMFILES", "PROGRAMFILES(X86)")


def find_office() -> Path | None:
    """The LibreOffice program, on the search path or where it usually is installed."""
    for name in ("soffice", "libreoffice"):
        found = shutil.which(name)
        if found:
            return Path(found)
    windows = (
        Path(os.environ[root], "LibreOffice", "program", "soffice.exe")
        for root in _WINDOWS_ROOTS
        if root in os.environ
    )
    return next((path for path in (*map(Path, _PLACES), *windows) if path.is_file()), None)


def convert(path: Path, folder: Path, to: str = "pdf", timeout: float = TIMEOUT) -> Path:
    """Convert a file into ``folder``; the result keeps its name, with the suffix ``to``.

    Raises:
        OutputError: There is no LibreOffice, it took too long, or it made no file.
    """
    office = find_office()
    if office is None:
        raise OutputError("Không tìm thấy LibreOffice trên máy. Cài LibreOffice rồi chạy lại.")
    # Two runs sharing a profile hang or hand their work to each other.
    with tempfile.TemporaryDirectory(prefix="thidua-", ignore_cleanup_errors=True) as profile:
        _run(
            [
                str(office),
                f"-env:UserInstallation={Path(profile).resolve().as_uri()}",
                *("--headless", "--norestore", "--convert-to", to),
                *("--outdir", str(folder), str(path)),
            ],
            path,
            timeout,
        )
    made = folder / f"{path.stem}.{to}"
    if not made.is_file():
        raise OutputError(f"LibreOffice không chuyển được tệp “{path.name}” sang {to}.")
    return made


def _run(command: list[str], path: Path, timeout: float) -> None:
    quiet = subprocess.DEVNULL
    try:
        process = subprocess.Popen(
            command, stdin=quiet, stdout=quiet, stderr=quiet, start_new_session=True
        )
    except OSError as problem:
        raise OutputError(f"Không khởi động được LibreOffice: {problem.strerror}.") from problem
    try:
        process.wait(timeout)
    except subprocess.TimeoutExpired as problem:
        raise OutputError(
            f"LibreOffice chuyển tệp “{path.name}” quá {timeout:.0f} giây nên đã dừng."
        ) from problem
    finally:
        if process.poll() is None:
            _stop(process)


def _stop(process: subprocess.Popen[bytes]) -> None:
    """End the program with those it started: ``soffice`` only launches the real one."""
    if sys.platform == "win32":
        subprocess.run(["taskkill", "/T", "/F", "/PID", str(process.pid)], check=False)
    else:
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
