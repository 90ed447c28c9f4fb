"""What all tests share: golden files, and the need of some for a local LibreOffice."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

GOLDEN = Path(__file__).parent / "golden"


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add ``--update-golden``."""
    parser.addoption("--update-golden", action="store_true", help="rewrite golden files")


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skip LibreOffice tests where there is none; in CI its absence is a failure."""
    if item.get_closest_marker("libreoffice") is None or shutil.which("soffice"):
        return
    reason = "needs LibreOffice: no soffice on PATH"
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
