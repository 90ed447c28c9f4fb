"""An executor whose calls say how long they took and how much memory their process ever held."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path
from typing import Any

import psutil

from pipeline.files.contained.executor import ContainedExecutor
from pipeline.files.returned.losses import READING_LIMITS
from pipeline.jobs.readers import READING


class Clocked(ContainedExecutor):
    """Has each call write down how long it took and how much memory its process ever held."""

    def __init__(self, log: Path) -> None:
        super().__init__(READING_LIMITS, READING, os.cpu_count() or 1)
        self.log = log

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        return super().submit(clocked, self.log, fn, *args, **kwargs)


def clocked(log: Path, function: Callable[..., Any], *arguments: Any) -> Any:
    """Run in the worker."""
    begun = time.perf_counter()
    result = function(*arguments)
    seconds, memory = time.perf_counter() - begun, _peak()
    with log.open("a", encoding="utf-8") as file:
        file.write(f"{seconds:.4f} {memory} {arguments[1][0].path.name}\n")
    return result


def _peak() -> int:
    if sys.platform == "win32":
        return int(psutil.Process().memory_info().peak_wset)
    import resource  # noqa: PLC0415 - not on Windows

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
