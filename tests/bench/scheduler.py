"""Reading in one process, in workers of our own and on the workers of a Dask scheduler."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Sequence
from concurrent.futures import Executor
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from statistics import median
from typing import Final

import psutil

from pipeline.domain.intake import SeenFile
from pipeline.files.contained.executor import ContainedExecutor
from pipeline.files.returned.losses import READING_LIMITS
from pipeline.jobs.containing import read_all
from pipeline.jobs.readers import READING, start_readers
from pipeline.jobs.reading import Asked, Waiting, read_returned
from tests.bench.corpus import Shape, make_corpus, make_patterns, returned
from tests.files.dask_cluster import a_scheduler, workers

NOW: Final = datetime(2026, 1, 5, tzinfo=UTC)
FILES: Final = 200
ROUNDS: Final = 3


def scheduler(folder: Path) -> str:
    """The same files each way, starts and connections included; the median of some rounds."""
    opened = make_corpus(folder / "corpus", make_patterns(folder, Shape.INLINE), FILES)
    asked = opened.asked
    files = [
        Waiting(path, SeenFile(f"{number:064}", path.name, path.stat().st_size, NOW))
        for number, path in enumerate(returned(opened))
    ]
    with a_scheduler(folder / "elsewhere") as dask, workers(dask, 2):
        ways: dict[str, Callable[[], object]] = {
            "in this process": lambda: [read_returned(asked, one) for one in files],
            "one worker of our own": lambda: _read(asked, files, partial(_ours, 1)),
            "two workers of our own": lambda: _read(asked, files, partial(_ours, 2)),
            "two workers of a scheduler": lambda: _read(
                asked, files, partial(start_readers, dask.address)
            ),
        }
        taken: dict[str, list[tuple[float, float]]] = {name: [] for name in ways}
        for name, way in [*ways.items()] * (ROUNDS + 1):
            taken[name].append(_timed(way))
    rows = [
        f"| {name} | {median(wall):,.0f} | {median(cpu):,.0f} |"
        for name, rounds in taken.items()
        for wall, cpu in [tuple(zip(*rounds[1:], strict=True))]
    ]
    title = f"### {FILES} files of {sum(f.file.size for f in files) / FILES / 1000:.0f} kB"
    return "\n".join([title, "", "| where | wall ms | CPU ms |", "|---|---|---|", *rows, ""])


def _ours(most: int) -> Executor:
    return ContainedExecutor(READING_LIMITS, READING, most)


def _read(asked: Asked, files: Sequence[Waiting], start: Callable[[], Executor]) -> int:
    with start() as readers:
        return sum(1 for _ in read_all(asked, files, readers))


def _timed(way: Callable[[], object]) -> tuple[float, float]:
    wall, cpu = time.perf_counter(), _processor()
    way()
    return (time.perf_counter() - wall) * 1000, (_processor() - cpu) * 1000


def _processor() -> float:
    """CPU seconds of this process and of all it has started, running or ended."""
    own = os.times()
    spent = own.user + own.system + own.children_user + own.children_system
    for process in psutil.Process().children(recursive=True):
        times = process.cpu_times()
        spent += times.user + times.system
        spent += getattr(times, "children_user", 0.0) + getattr(times, "children_system", 0.0)
    return spent
