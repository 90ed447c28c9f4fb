from __future__ import annotations

import re
from pathlib import Path

from pipeline.files.returned import limits
from pipeline.files.returned.losses import READING_LIMITS

PAGE = Path(__file__).parents[2] / "docs" / "reliability.md"


def test_the_limits_in_the_documentation_are_those_that_hold() -> None:
    rows = re.findall(
        r"^\| `([A-Z_]+)` \| ([\d,]+) \|", PAGE.read_text(encoding="utf-8"), re.MULTILINE
    )
    documented = {name: int(value.replace(",", "")) for name, value in rows}

    assert documented == {name: value for name, value in vars(limits).items() if name.isupper()}


def test_workers_are_held_to_the_limits_that_are_documented() -> None:
    assert READING_LIMITS.seconds == limits.MAX_SECONDS
    assert READING_LIMITS.memory_bytes == limits.MAX_MEMORY_BYTES
