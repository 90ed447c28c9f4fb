"""Measure what has a target: ``python -m tests.bench [NAME …]``; each benchmark in its own process.

What came out last, and on which machine, stands in ``docs/benchmarks.md``.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from tests.bench.benchmarks import BENCHMARKS

ONE = "--one"


def main(arguments: list[str]) -> None:
    """Run the benchmarks named, or all; with ``--one``, the one named in this process."""
    if arguments[:1] == [ONE]:
        with tempfile.TemporaryDirectory() as folder:
            sys.stdout.write(BENCHMARKS[arguments[1]](Path(folder)) + "\n")
        return
    for name in arguments or BENCHMARKS:
        subprocess.run([sys.executable, "-m", "tests.bench", ONE, name], check=True)


main(sys.argv[1:])
