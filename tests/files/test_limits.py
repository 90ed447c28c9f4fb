from __future__ import annotations

import re
from pathlib import Path
from types import ModuleType

import pytest

from pipeline.files.carriers import limits as carried
from pipeline.files.returned import limits
from pipeline.files.returned.losses import READING_LIMITS

PAGE = Path(__file__).parents[2] / "docs" / "reliability.md"


@pytest.mark.parametrize(
    ("heading", "holding"), [("### Of a file", limits), ("### Of an archive or e-mail", carried)]
)
def test_the_limits_in_the_documentation_are_those_that_hold(
    heading: str, holding: ModuleType
) -> None:
    section = PAGE.read_text(encoding="utf-8").split(heading)[1].split("\n#")[0]
    rows = re.findall(r"^\| `([A-Z_]+)` \| ([\d,]+) \|", section, re.MULTILINE)
    documented = {name: int(value.replace(",", "")) for name, value in rows}

    numbers = {name: value for name, value in vars(holding).items() if name.isupper()}
    assert documented == {name: value for name, value in numbers.items() if type(value) is int}


def test_workers_are_held_to_the_limits_that_are_documented() -> None:
    assert READING_LIMITS.seconds == limits.MAX_SECONDS
    assert READING_LIMITS.memory_bytes == limits.MAX_MEMORY_BYTES
