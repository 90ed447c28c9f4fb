"""What a command costs before it does anything: ``--help``, and ``status`` of what is known.

Each is a process of its own, held against a bare ``import click``. Who brings a library in tells
``python -X importtime -c "from pipeline.cli import main; main()" --help``.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import date
from itertools import count
from pathlib import Path
from typing import Final

from pipeline.jobs.demo import make_demo
from tests.bench.measure import compare, table

UNITS: Final = 30
ROUNDS: Final = 15
CLICK: Final = "import click"
MAIN: Final = "from pipeline.cli import main; main()"


def startup(folder: Path) -> str:
    """``--help`` and ``status`` against ``import click``, by the clock and by the processor."""
    campaign = folder / "cum"
    make_demo(campaign, year=2025, units=UNITS, seed=1, today=date(2026, 1, 5))
    held = next(path for path in sorted((campaign / "inbox").rglob("*.xlsx")) if path.is_file())
    held = held.rename(folder / "later.xlsx")
    _python(MAIN, "status", "--campaign", str(campaign))
    changing = _one_file_more(campaign, held)
    works = {
        "python -c 'import click'": lambda: _python(CLICK),
        "thidua --help": lambda: _python(MAIN, "--help"),
        f"thidua status, {UNITS} units, nothing changed": _status(campaign),
        f"thidua status --json, {UNITS} units, nothing changed": _status(campaign, "--json"),
        f"thidua status, {UNITS} units, its memory deleted": _forgetful(folder, campaign),
        f"thidua status, {UNITS} units, one file came": changing,
    }
    return "\n".join(
        table(f"startup, {name}", compare(works, rounds=ROUNDS, clock=clock), f"{name} ms")
        for name, clock in (("wall", time.perf_counter), ("CPU", _children))
    )


def _children() -> float:
    """CPU seconds of the processes that were started and ended."""
    ended = os.times()
    return ended.children_user + ended.children_system


def _python(*arguments: str) -> None:
    done = subprocess.run([sys.executable, "-c", *arguments], capture_output=True, check=False)
    if done.returncode not in (0, 1):
        raise RuntimeError(done.stderr.decode("utf-8"))


def _status(campaign: Path, *options: str) -> Callable[[], None]:
    return lambda: _python(MAIN, "status", "--campaign", str(campaign), *options)


def _forgetful(folder: Path, campaign: Path) -> Callable[[], None]:
    other = shutil.copytree(campaign, folder / "forgetful", copy_function=shutil.copy2)

    def look() -> None:
        shutil.rmtree(other / "cache", ignore_errors=True)
        _status(other)()

    return look


def _one_file_more(campaign: Path, held: Path) -> Callable[[], None]:
    """In a copy of the campaign: the same workbook comes again and again, each a little other."""
    other = shutil.copytree(campaign, campaign.with_name("one-more"), copy_function=shutil.copy2)
    inbox, numbers = other / "inbox", count()

    def look() -> None:
        came = inbox / "later.xlsx"
        # Zip archives may be followed by anything: other bytes, the same workbook.
        came.write_bytes(held.read_bytes() + b"\0" * next(numbers))
        shutil.copystat(held, came)
        _status(other)()

    return look
