"""Break a command at its n-th access to the campaign's files, then look what is left.

A fault is a refused access (as of a full disk), a killed process, or Ctrl-C ("interrupt"). POSIX
only, as it forks; the command is ``thidua consolidate`` unless another is named. The
tests break some accesses, ``python -m tests.bench.faults`` breaks every one.
"""

from __future__ import annotations

import errno
import hashlib
import io
import json
import os
import signal
import sys
import tempfile
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.cli import commands

WATCHED = frozenset({"open", "os.rename", "os.remove", "os.mkdir", "os.rmdir", "sqlite3.connect"})
RESULTS = ("bao-cao-mau-so-02.docx", "bao-cao-mau-so-1.docx", "nguon-so-lieu.json", "phu-luc.xlsx")
KILLED = -signal.SIGKILL
BROKEN_RUN = 2
INTERRUPTED = 130


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a broken run ended: its exit code (negative for a signal) and what it printed."""

    code: int
    output: str
    accesses: int


def broken_run(
    campaign: Path, at: int, fault: str, command: Sequence[str] = ("consolidate",)
) -> Outcome:
    """Run a command in a process of its own with a fault at the ``at``-th access; 0 for none."""
    with tempfile.TemporaryFile() as printed:
        process = os.fork()
        if process == 0:
            _be_broken(campaign, at, fault, printed.fileno(), command)
        _, status = os.waitpid(process, 0)
        printed.seek(0)
        output = printed.read().decode("utf-8")
    accesses = output.rpartition("accesses=")[2]
    return Outcome(
        os.waitstatus_to_exitcode(status), output, int(accesses) if accesses.isdecimal() else 0
    )


def results(campaign: Path) -> dict[str, str]:
    """Each result's name and what it says: its figures, or the hash of its parts."""
    found = {}
    for name in RESULTS:
        path = campaign / "reports" / name
        if path.exists():
            found[name] = _content(path)
    return found


def untouched(folder: Path) -> dict[str, str]:
    """Every file below a folder and the hash of its bytes."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def _content(path: Path) -> str:
    if path.suffix == ".json":
        return json.dumps(json.loads(path.read_text(encoding="utf-8"))["figures"])
    with zipfile.ZipFile(path) as package:
        assert package.testzip() is None, f"{path.name} is written half"
        parts = [
            package.read(name) for name in sorted(package.namelist()) if "core.xml" not in name
        ]
    return hashlib.sha256(b"".join(parts)).hexdigest()


def _be_broken(campaign: Path, at: int, fault: str, printed: int, command: Sequence[str]) -> None:
    """In the child: never returns."""
    # Started in the background, a process may have been told to ignore it.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    os.dup2(printed, 1)
    os.dup2(printed, 2)
    sys.stdout = io.TextIOWrapper(os.fdopen(1, "wb", 0), encoding="utf-8", write_through=True)
    sys.stderr = sys.stdout
    seen = _install(campaign, at, fault)
    code = 1
    try:
        code = (
            commands([*command, "--campaign", str(campaign)], "thidua", standalone_mode=False) or 0
        )
    except SystemExit as end:
        code = int(end.code or 0)
    except BaseException as problem:  # noqa: BLE001 - what a traceback would show is the finding
        sys.stdout.write(f"TRACEBACK {type(problem).__name__}: {problem}\n")
        code = 70
    finally:
        sys.stdout.write(f"accesses={seen()}")
        os._exit(code)


def _install(campaign: Path, at: int, fault: str) -> Callable[[], int]:
    inside = str(campaign)
    count = 0

    def watch(event: str, arguments: tuple[object, ...]) -> None:
        nonlocal count
        if event not in WATCHED or not arguments or inside not in os.fsdecode(_path(arguments)):
            return
        count += 1
        if count != at:
            return
        if fault == "kill":
            os.kill(os.getpid(), signal.SIGKILL)
        if fault == "interrupt":
            signal.raise_signal(signal.SIGINT)
            return
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), os.fsdecode(_path(arguments)))

    sys.addaudithook(watch)
    return lambda: count


def _path(arguments: tuple[object, ...]) -> bytes | str:
    first = arguments[0]
    return first if isinstance(first, bytes | str) else ""
