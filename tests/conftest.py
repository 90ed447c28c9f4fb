"""What all tests share: golden files, and the need of some for LibreOffice or Chromium."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# A busy machine must not fail a test: speed is measured in tests/bench, by hand.
settings.register_profile("unhurried", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("unhurried")

GOLDEN = Path(__file__).parent / "golden"
PROGRAMS = {"libreoffice": "soffice", "chromium": "chromium"}
"""The marker of a test and the program it needs."""


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add ``--update-golden``."""
    parser.addoption("--update-golden", action="store_true", help="rewrite golden files")


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skip tests of a program where there is none; in CI its absence is a failure."""
    missing = [
        program
        for marker, program in PROGRAMS.items()
        if item.get_closest_marker(marker) and not shutil.which(program)
    ]
    if not missing:
        return
    reason = f"needs {missing[0]} on PATH"
    if os.environ.get("CI", "").lower() == "true":
        pytest.fail(reason, pytrace=False)
    pytest.skip(reason)


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """Return a function that compares text with ``tests/golden/<name>``."""

    def compare(name: str, text: str) -> None:
        path = GOLDEN / name
        if request.config.getoption("--update-golden"):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
        assert path.exists(), f"no golden file yet; run with --update-golden: {name}"
        assert text == path.read_text(encoding="utf-8"), f"run with --update-golden: {name}"

    return compare
