"""Break ``thidua consolidate`` at every access to its campaign, by refusal, by kill and by Ctrl-C.

Run by hand: ``python -m tests.bench.faults`` (half an hour), or only every so many accesses with
``--every 4``, or one way only with ``--fault kill``; docs/reliability.md has figures.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from collections import Counter
from pathlib import Path

from tests.jobs.broken_campaign import a_campaign_with_a_late_workbook, verdict_on
from tests.jobs.faults import broken_run

FAULTS = ("refuse", "kill", "interrupt")


def main() -> None:
    """Print how the runs ended; a run that leaves anything half done ends this one."""
    options = argparse.ArgumentParser()
    options.add_argument("--every", type=int, default=1)
    options.add_argument("--fault", choices=FAULTS, action="append")
    asked = options.parse_args()
    with tempfile.TemporaryDirectory() as name:
        campaign = a_campaign_with_a_late_workbook(Path(name))
        for fault in asked.fault or FAULTS:
            ends = survey(campaign, fault, asked.every)
            sys.stdout.write(f"{fault}: {sum(ends.values())} broken runs: {dict(ends)}\n")


def survey(campaign: Path, fault: str, every: int) -> Counter[str]:
    """Break a copy of the campaign at one access after the other until a run meets no fault."""
    ends: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as name:
        whole = Path(name, "0")
        shutil.copytree(campaign, whole)
        for at in range(1, broken_run(whole, 0, fault).accesses + 1, every):
            copy = Path(name, str(at))
            shutil.copytree(campaign, copy)
            ends[verdict_on(copy, campaign, broken_run(copy, at, fault))] += 1
            shutil.rmtree(copy)
    return ends


if __name__ == "__main__":
    main()
