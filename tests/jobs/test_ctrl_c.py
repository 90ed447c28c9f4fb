from __future__ import annotations

import hashlib
import json
import os
import shutil
import signal
import subprocess
import sys
import time
import zipfile
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import psutil
import pytest

from pipeline.jobs.demo import make_demo
from tests.jobs.by_hand import thidua_json
from tests.jobs.faults import INTERRUPTED, broken_run

pytestmark = pytest.mark.skipif(
    sys.platform == "win32", reason="forks, and Ctrl-C cannot be sent to one process there"
)
ROOT = Path(__file__).parents[2]
MOMENTS = 4
PATIENT = 120


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Forms issued and returned; nothing collected yet."""
    folder = tmp_path_factory.mktemp("stopped") / "cum"
    make_demo(folder, year=2025, units=3, seed=1, today=date(2026, 1, 5))
    (folder / "inbox" / "thu.xlsx").write_bytes(b"no workbook")
    shutil.copystat(folder / "campaign.key", folder / "inbox" / "thu.xlsx")
    return folder


def copy_of(demo: Path, place: Path) -> Path:
    return shutil.copytree(demo, place, copy_function=shutil.copy2)


def stopped_everywhere(demo: Path, tmp_path: Path, command: Sequence[str]) -> list[Path]:
    """Copies of the campaign in which the command was stopped at another moment each."""
    accesses = broken_run(copy_of(demo, tmp_path / "whole"), 0, "interrupt", command).accesses
    copies = []
    for moment in range(MOMENTS):
        copies.append(copy_of(demo, tmp_path / f"{moment}"))
        at = 1 + (accesses - 1) * moment // MOMENTS
        outcome = broken_run(copies[-1], at, "interrupt", command)
        assert outcome.code == INTERRUPTED, outcome.output
        (line,) = outcome.output.rpartition("accesses=")[0].split("\n", 2)[1:2]
        assert line.startswith("Đã dừng theo yêu cầu.")
        assert outcome.output.count("\n") == 2
        assert list(copies[-1].rglob(".thidua-*")) == []
    return copies


def forms(folder: Path) -> dict[str, str]:
    """The forms and what is in them; a half-written one fails."""
    found = {}
    for path in sorted((folder / "forms").iterdir()):
        with zipfile.ZipFile(path) as package:
            assert package.testzip() is None
            names = sorted(name for name in package.namelist() if "core.xml" not in name)
            content = b"".join(package.read(name) for name in names)
        found[path.name] = hashlib.sha256(content).hexdigest()
    return found


def state(folder: Path) -> Any:
    """How the campaign stands, wherever it lies."""
    return {**thidua_json("status", "--campaign", folder), "status_page": ""}


def test_stopping_distribute_leaves_whole_forms_and_the_next_run_makes_the_rest(
    demo: Path, tmp_path: Path
) -> None:
    bare = copy_of(demo, tmp_path / "bare")
    for path in (bare / "forms").iterdir():
        path.unlink()
    copies = stopped_everywhere(bare, tmp_path, ["distribute"])
    wanted = forms(tmp_path / "whole")
    assert len(wanted) == 4
    for folder in copies:
        assert forms(folder).items() <= wanted.items()
        assert broken_run(folder, 0, "interrupt", ["distribute"]).code == 0
        assert forms(folder) == wanted


@pytest.mark.parametrize("command", ["collect", "status"])
def test_stopping_while_files_are_taken_in_loses_none(
    demo: Path, tmp_path: Path, command: str
) -> None:
    copies = stopped_everywhere(demo, tmp_path, [command])
    wanted = state(tmp_path / "whole")
    assert json.dumps(wanted)
    assert [state(folder) for folder in copies] == [wanted] * MOMENTS


def test_stopping_ends_the_processes_that_read_too(demo: Path, tmp_path: Path) -> None:
    folder = copy_of(demo, tmp_path / "cum")
    command = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler)\n"
    command += "from pipeline.cli import main; main()"
    running = subprocess.Popen(
        [sys.executable, "-c", command, "collect", "--campaign", str(folder)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )
    with running:
        readers = readers_of(running)
        os.kill(running.pid, signal.SIGINT)
        said = running.communicate(timeout=PATIENT)[1]
    assert running.returncode == INTERRUPTED
    assert said.strip().startswith("Đã dừng theo yêu cầu.")
    assert len(said.strip().splitlines()) == 1
    psutil.wait_procs(readers, timeout=PATIENT)
    assert [one for one in readers if one.is_running()] == []


def readers_of(running: subprocess.Popen[str]) -> list[psutil.Process]:
    """The processes it started, as soon as there are any."""
    while running.poll() is None:
        if found := psutil.Process(running.pid).children(recursive=True):
            return found
        time.sleep(0.02)
    pytest.fail("it ended before it read anything")
