import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SCRIPTS = Path(sys.executable).parent

CHECKS = (
    ("ruff", "check", "."),
    ("ruff", "format", "--check", "."),
    ("mypy",),
    ("lint-imports", "--no-cache"),
)


@pytest.mark.parametrize("command", CHECKS, ids=" ".join)
def test_the_tree_passes(command: tuple[str, ...]) -> None:
    tool = shutil.which(command[0], path=str(SCRIPTS)) or shutil.which(command[0])
    assert tool, f"{command[0]} is not installed: pip install -e .[dev]"
    done = subprocess.run(
        [tool, *command[1:]],
        cwd=ROOT,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
