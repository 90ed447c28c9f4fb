from __future__ import annotations

import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from pipeline.files.campaign.campaign_lock import changing
from pipeline.jobs.demo import make_demo
from tests.jobs.by_hand import thidua, thidua_json

ROOT = Path(__file__).parents[2]
READING = {"sqlite3", "psutil", "pydantic", "python_calamine", "rich"}
"""Libraries that only finding out anew takes."""


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("again") / "cum"
    make_demo(folder, year=2025, units=3, seed=1, today=date(2026, 1, 5))
    return folder


@pytest.fixture
def folder(demo: Path, tmp_path: Path) -> Path:
    return shutil.copytree(demo, tmp_path / "cum", copy_function=shutil.copy2)


WRITING = {"openpyxl", "numpy", "pandas", "docxtpl", "docx", "matplotlib", "xlsxwriter", "lxml"}
"""Libraries that only writing workbooks and reports takes."""


def told(folder: Path, *options: str, command: str = "status") -> tuple[int, str, set[str]]:
    """Exit code, what is shown, and which of these libraries were loaded for it."""
    script = (
        "import sys\n"
        "from pipeline.cli import main\n"
        "try:\n    main()\n"
        f"finally:\n    print(*({READING | WRITING!r} & sys.modules.keys()), file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, command, "--campaign", str(folder), *options],
        capture_output=True,
        check=False,
        cwd=ROOT,
        encoding="utf-8",
    )
    return done.returncode, done.stdout, set(done.stderr.splitlines()[-1].split())


def test_a_second_look_shows_the_same_and_loads_nothing_that_reads(folder: Path) -> None:
    code, screen, loaded = told(folder)
    assert loaded >= {"sqlite3", "pydantic", "rich"}
    assert "Sở Nội vụ" in screen
    assert told(folder) == (code, screen, set())


@pytest.mark.parametrize("command", ["collect", "status"])
def test_taking_in_what_came_loads_nothing_that_writes(folder: Path, command: str) -> None:
    loaded = told(folder, command=command)[2]
    assert "sqlite3" in loaded
    assert loaded & WRITING == set()


def test_a_second_look_by_another_program_reads_the_same(folder: Path) -> None:
    first = told(folder, "--json")
    assert told(folder, "--json") == (*first[:2], set())


def test_errors_found_are_in_the_exit_code_of_the_second_look_too(folder: Path) -> None:
    (folder / "inbox" / "thu.xlsx").write_bytes(b"no workbook")
    shutil.copystat(folder / "campaign.key", folder / "inbox" / "thu.xlsx")
    thidua_json("status", "--campaign", folder, code=1)
    assert told(folder, "--json")[0] == 1


def test_without_its_memory_a_look_shows_the_same(folder: Path) -> None:
    first = told(folder)
    shutil.rmtree(folder / "cache")
    assert told(folder)[:2] == first[:2]


def test_what_happened_since_the_last_look_is_seen(folder: Path) -> None:
    before = thidua_json("status", "--campaign", folder)
    assert before == thidua_json("status", "--campaign", folder)
    counted = next(unit for unit in before["units"] if unit["file"])

    thidua("exclude", counted["file"], "--reason", "nộp nhầm", "--campaign", folder)
    after = thidua_json("status", "--campaign", folder)
    assert next(u for u in after["units"] if u["unit"] == counted["unit"])["file"] == ""

    thidua("include", counted["file"], "--reason", "không nhầm", "--campaign", folder)
    again = thidua_json("status", "--campaign", folder)
    assert again["units"] == before["units"]


def test_a_look_at_what_is_known_disturbs_no_other_command(folder: Path) -> None:
    first = told(folder, "--json")
    with changing(folder):
        assert told(folder, "--json") == (*first[:2], set())
        shutil.rmtree(folder / "cache")
        assert told(folder, "--json")[0] == 2
