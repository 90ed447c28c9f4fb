"""What runs on the other computers: a call in a child process that may die, the program compared.

A file that kills its reader kills a child process of a Dask worker and never the worker: Dask
would give the same file to one worker after the other and lose them all. Each thread of a worker
keeps a child of its own, so nothing waits for another's file.
"""

from __future__ import annotations

import hashlib
import threading
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final, TypeAlias

import pipeline
from pipeline.files.contained.worker import Limits, Worker

Program: TypeAlias = tuple[tuple[str, str], ...]
"""Names and versions of all that has a part in a verdict, or in how the computers talk."""

LIBRARIES: Final = ("python-calamine", "distributed")

_thread = threading.local()


class OtherProgramError(Exception):
    """A worker that has another version of the program, and so might give another verdict."""


@lru_cache(maxsize=1)
def program() -> Program:
    """What this computer would read with.

    Clones of the repository may have the same version and not the same code: so the code itself
    is compared, whatever the ends of its lines.
    """
    root = Path(pipeline.__file__).parent
    sources = {path.relative_to(root).as_posix(): path for path in root.rglob("*.py")}
    code = hashlib.sha256()
    for name in sorted(sources):
        code.update(name.encode() + b"\n" + sources[name].read_bytes().replace(b"\r\n", b"\n"))
    ours = f"{pipeline.__version__} ({code.hexdigest()[:8]})"
    return (("thidua", ours), *((name, version(name)) for name in LIBRARIES))


def run_contained(wanted: Program, limits: Limits, imports: str, call: bytes) -> Any:
    """Run a pickled ``(function, positional, named)`` in this thread's child process.

    Raises:
        OtherProgramError: The program here is not the one wanted.
        TaskLostError: The child died, or was killed for what it took.
    """
    if wanted != program():
        raise OtherProgramError
    if not hasattr(_thread, "child"):
        _thread.child = Worker(limits, imports, threading.Event())
    return _thread.child.call(call)
