"""Read thousands of damaged workbooks: ``python -m tests.fuzz [--inputs N] [--seed N] [FOLDER …]``.

Every input goes through the worker processes that read returned files and has to end in a verdict
with a sentence. With folders, the files in them are read as they are instead: spreadsheets that
were never our form. ``--keep FOLDER`` keeps the inputs that raised or lost a worker. What came
out last stands in ``docs/reliability.md``.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from pipeline.domain.intake import SeenFile
from pipeline.files.contained.worker import Loss
from pipeline.files.returned.losses import lost_reader
from pipeline.jobs.containing import read_all
from pipeline.jobs.reading import Reading, Waiting
from tests.bench.workbooks import an_open_campaign
from tests.fuzz.clock import Clocked
from tests.fuzz.damage import DAMAGES
from tests.fuzz.seeds import seeds

GROUP = 64
_VARIABLE = re.compile(r"“.*”|\(.*\)|\d[\d.,]*")
"""What in a sentence is the file's own."""
NEVER = datetime(2026, 1, 1, tzinfo=UTC)


class Tally:
    """What the inputs ended in."""

    def __init__(self, keep: Path | None) -> None:
        self.verdicts: Counter[str] = Counter()
        self.raised: Counter[str] = Counter()
        self.lost = 0
        self.keep = keep
        self._losses = tuple(lost_reader(loss).reason for loss in Loss)

    def verdict(self, waiting: Waiting, reading: Reading) -> None:
        first = reading.verdict.findings[0].message if reading.verdict.findings else ""
        status = reading.verdict.status
        what = "" if status.may_count else f": {_VARIABLE.sub('…', first)}"
        self.verdicts[status.value + what] += 1
        if any(reason.rstrip(".") in first for reason in self._losses):
            self.lost += 1
            self._keep(waiting)

    def problem(self, waiting: Waiting, problem: BaseException) -> None:
        self.raised[f"{type(problem).__name__}: {problem}"[:150]] += 1
        self._keep(waiting)

    def _keep(self, waiting: Waiting) -> None:
        source = waiting.source
        if self.keep and isinstance(source, Path):
            self.keep.mkdir(parents=True, exist_ok=True)
            (self.keep / source.name).write_bytes(source.read_bytes())


def damaged(folder: Path, inputs: int, seed: int) -> Iterator[Path]:
    """Write the damaged inputs one by one; the same seed damages in the same ways."""
    chance = random.Random(seed)
    sound = list(seeds(folder))
    for number in range(inputs):
        suffix, data = chance.choice(sound)
        name, damage = chance.choice(list(DAMAGES.items()))
        path = folder / f"{number:06}-{name.replace(' ', '-')}.{suffix}"
        path.write_bytes(damage(data, chance))
        yield path


def read_group(opened: Any, group: list[Path], readers: Clocked, tally: Tally) -> None:
    """Read some inputs; when one raises, each by itself."""
    waiting = [Waiting(path, SeenFile(f"{0:064}", path.name, 1, NEVER)) for path in group]
    try:
        # One file a call, so that each is timed by itself.
        readings = read_all(opened.asked, waiting, readers, batch=1)
        for one, reading in zip(waiting, readings, strict=True):
            tally.verdict(one, reading)
    except Exception as problem:  # noqa: BLE001 - whatever it is, it is what is looked for
        if len(group) == 1:
            tally.problem(waiting[0], problem)
            return
        for path in group:
            read_group(opened, [path], readers, tally)


def run(arguments: argparse.Namespace) -> Tally:
    """Read all inputs and print the figures."""
    tally, begun, count = Tally(arguments.keep), time.perf_counter(), 0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        opened, log = an_open_campaign(folder), folder / "log"
        found = (path for root in arguments.folders for path in sorted(root.rglob("*")))
        foreign = (path for path in found if path.is_file())
        made = damaged(folder, arguments.inputs, arguments.seed)
        inputs = foreign if arguments.folders else made
        with Clocked(log) as readers:
            group: list[Path] = []
            for path in inputs:
                group.append(path)
                count += 1
                if len(group) == GROUP:
                    read_group(opened, group, readers, tally)
                    _clear(folder, group)
            read_group(opened, group, readers, tally)
        show(tally, count, time.perf_counter() - begun, log.read_text("utf-8").splitlines())
    return tally


def _clear(folder: Path, group: list[Path]) -> None:
    for path in group:
        if path.parent == folder:
            path.unlink()
    group.clear()


def show(tally: Tally, count: int, seconds: float, log: list[str]) -> None:
    """Print the figures as they stand in the documentation."""
    lines = [line.split() for line in log]
    say = sys.stdout.write
    say(f"{count} inputs in {seconds:.0f} s; {sum(tally.verdicts.values())} verdicts,")
    say(f" {sum(tally.raised.values())} raised, {tally.lost} lost a worker\n")
    say("slowest: " + ", ".join(f"{t} s {n}" for t, _, n in sorted(lines, reverse=True)[:3]) + "\n")
    say(f"most memory of a worker: {max(int(line[1]) for line in lines) / 1e6:.0f} MB\n")
    for counted in (tally.raised, tally.verdicts):
        for what, times in counted.most_common():
            say(f"{times:6} {what}\n")


def main() -> None:
    """Take the options; the exit code is 1 when anything raised."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("--inputs", type=int, default=5000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", type=Path)
    parser.add_argument("folders", type=Path, nargs="*")
    tally = run(parser.parse_args())
    sys.exit(1 if tally.raised else 0)


if __name__ == "__main__":
    main()
