"""``consolidate`` from 20 to thousands of workbooks: time, memory, growth.

Every run has a process of its own (``python -m tests.bench.scale ROOT WHAT``), which tells its
wall time, its CPU time with that of its workers, and the most memory that it held.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from multiprocessing import get_context
from pathlib import Path
from typing import Final

import python_calamine

from pipeline.files.forms.form_layout import read_published_layout
from pipeline.jobs.campaigns import OpenCampaign, open_campaign
from pipeline.jobs.collect import collect
from pipeline.jobs.consolidate import consolidate
from tests.bench import analyst
from tests.bench.corpus import Shape, make_corpus, make_patterns, returned
from tests.bench.measure import processor

NOW: Final = datetime(2025, 12, 20, tzinfo=UTC)
SIZES: Final = (20, 200, 1_000, 5_000)
SCRIPTED: Final = 200
"""The analyst's script is run up to this size; it takes the same time for every workbook."""

BATCH: Final = 8


@dataclass(frozen=True, slots=True)
class Run:
    """What one run took.

    Attributes:
        memory: Peak of the process itself, in MB.
        worker: Peak of its largest worker process, in MB.
    """

    seconds: float
    processor: float
    memory: float
    worker: float


def scale(folder: Path) -> str:
    """All sizes in the shape that Excel saves."""
    patterns = make_patterns(folder, Shape.SHARED)
    lines = ["### consolidate, by number of workbooks", "", _HEAD, _RULE]
    for size in SIZES:
        root = folder / "corpus"
        make_corpus(root, patterns, size)
        lines += _compared(root, size)
    return "\n".join((*lines, ""))


_HEAD = "| workbooks | what | s | × bare | ms a workbook | CPU ms a workbook | MB | MB worker |"
_RULE = "|---|---|---|---|---|---|---|---|"


def _compared(root: Path, size: int) -> list[str]:
    bare = run_apart(root, "bare")
    lines = [_line(size, "bare python-calamine", bare, bare)]
    for what, name in (("collect", "collect, cold"), ("consolidate", "consolidate, cold")):
        fresh = root.with_name("fresh")
        shutil.copytree(root, fresh)
        lines.append(_line(size, name, run_apart(fresh, what), bare))
        if what == "consolidate":
            lines.append(_line(size, "consolidate again", run_apart(fresh, what), bare))
        shutil.rmtree(fresh)
    if size <= SCRIPTED:
        lines.append(_line(size, "the analyst's script", run_apart(root, "script"), bare))
    return lines


def _line(size: int, name: str, run: Run, bare: Run) -> str:
    each, own = run.seconds * 1000 / size, run.processor * 1000 / size
    ratio = run.seconds / bare.seconds
    memory = f"{run.memory:.0f} | {run.worker:.0f}"
    return (
        f"| {size} | {name} | {run.seconds:.2f} | {ratio:.2f} | {each:.1f} | {own:.1f} | {memory} |"
    )


def run_apart(root: Path, what: str) -> Run:
    """Run one of ``WORKS`` in a process of its own."""
    command = [sys.executable, "-m", "tests.bench.scale", str(root), what]
    told = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return Run(**json.loads(told.splitlines()[-1]))


def read_bare(paths: list[str]) -> int:
    """Read every sheet of some workbooks with python-calamine and do nothing else."""
    cells = 0
    for path in paths:
        book = python_calamine.load_workbook(path)
        cells += sum(len(book.get_sheet_by_name(name).to_python()) for name in book.sheet_names)
    return cells


def _bare(opened: OpenCampaign) -> None:
    paths = [str(path) for path in returned(opened)]
    batches = [paths[start : start + BATCH] for start in range(0, len(paths), BATCH)]
    with ProcessPoolExecutor(os.cpu_count(), mp_context=get_context("spawn")) as pool:
        sum(pool.map(read_bare, batches))


def _script(opened: OpenCampaign) -> None:
    paths = returned(opened)
    analyst.consolidate(paths, read_published_layout(paths[0]), opened.folder.root)


def _collect(opened: OpenCampaign) -> None:
    collect(opened, now=NOW)


def _consolidate(opened: OpenCampaign) -> None:
    consolidate(opened, now=NOW)


WORKS: Final[Mapping[str, Callable[[OpenCampaign], None]]] = {
    "bare": _bare,
    "script": _script,
    "collect": _collect,
    "consolidate": _consolidate,
}


def _tell(root: Path, what: str) -> None:
    import resource  # noqa: PLC0415 - not on Windows

    opened = open_campaign(root)
    begun, before = time.perf_counter(), processor()
    WORKS[what](opened)
    seconds, used = time.perf_counter() - begun, processor() - before
    own, worker = (
        resource.getrusage(who).ru_maxrss / 1024
        for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    told = {"seconds": seconds, "processor": used, "memory": own, "worker": worker}
    sys.stdout.write(json.dumps(told) + "\n")


if __name__ == "__main__":
    _tell(Path(sys.argv[1]), sys.argv[2])
