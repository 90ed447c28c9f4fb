from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from pipeline.cli import COMMANDS, commands

ROOT = Path(__file__).parents[2]
LINES = {name: line for module in COMMANDS.values() for name, line in module.items()}
HEAVY = (
    "openpyxl",
    "numpy",
    "pandas",
    "pydantic",
    "docxtpl",
    "docx",
    "matplotlib",
    "lxml",
    "jinja2",
    "python_calamine",
    "xlsxwriter",
    "sqlite3",
    "psutil",
    "rich",
)
"""Libraries that a person would wait for."""


def libraries_of(*arguments: object) -> set[str]:
    """The heavy libraries that a command brought in."""
    told = (
        "import sys; from pipeline.cli import commands; "
        "commands(sys.argv[1:], 'thidua', standalone_mode=False); "
        f"print('\\n', *(name for name in {HEAVY!r} if name in sys.modules))"
    )
    done = subprocess.run(
        [sys.executable, "-c", told, *map(str, arguments)],
        capture_output=True,
        check=True,
        cwd=ROOT,
        encoding="utf-8",
    )
    return set(done.stdout.splitlines()[-1].split())


@pytest.mark.parametrize("name", LINES)
def test_the_line_of_a_command_in_the_list_is_its_own_help(name: str) -> None:
    assert (commands.commands[name].help or "").split("\n\n")[0] == LINES[name]


def test_the_help_page_lists_every_command_with_what_it_is_for() -> None:
    page = CliRunner().invoke(commands, ["--help"], terminal_width=120).output
    for name, line in LINES.items():
        assert f"  {name} " in page
        assert line.rstrip(".") in page


def test_help_answers_without_loading_any_heavy_library() -> None:
    assert libraries_of("--help") == set()


@pytest.mark.parametrize("name", LINES)
def test_the_help_of_a_command_answers_without_loading_any_heavy_library(name: str) -> None:
    assert libraries_of(name, "--help") == set()


def test_a_misspelt_command_is_still_guessed() -> None:
    said = CliRunner().invoke(commands, ["statu"], prog_name="thidua").output
    assert "Có phải ý bạn là 'status'?" in said
