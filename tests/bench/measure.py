"""Measure pieces of work against each other in one run: time and the process's peak memory."""

from __future__ import annotations

import gc
import os
import statistics
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass

Work = Callable[[], object]


@dataclass(frozen=True, slots=True)
class Line:
    """One piece of work: its median time, and its ratio to the first one measured with it."""

    name: str
    milliseconds: float
    ratio: float


def processor() -> float:
    """CPU seconds of this process and of the worker processes it has started and ended."""
    ended = os.times()
    return time.process_time() + ended.children_user + ended.children_system


def compare(
    works: Mapping[str, Work], *, rounds: int = 21, clock: Callable[[], float] = processor
) -> list[Line]:
    """Run all pieces in turn, round after round, so that a busy machine slows all of them."""
    taken: dict[str, list[float]] = {name: [] for name in works}
    for work in works.values():
        work()
    gc.collect()
    for _ in range(rounds):
        for name, work in works.items():
            begun = clock()
            work()
            taken[name].append(clock() - begun)
    medians = {name: statistics.median(times) * 1000 for name, times in taken.items()}
    first = next(iter(medians.values()))
    return [Line(name, median, median / first) for name, median in medians.items()]


def peak_memory() -> str:
    """The most memory this process has held so far."""
    if sys.platform == "win32":
        return "?"
    import resource  # noqa: PLC0415 - not on Windows

    return f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB"


def table(title: str, lines: list[Line], unit: str = "CPU ms") -> str:
    """The lines as a Markdown table."""
    rows = (f"| {x.name} | {x.milliseconds:.1f} | {x.ratio:.2f} |" for x in lines)
    head = (f"### {title}", "", f"| what | {unit} (median) | ratio |", "|---|---|---|")
    return "\n".join((*head, *rows, "", f"Peak memory of the process: {peak_memory()}.", ""))
