from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from pipeline.domain.campaign import PeriodKind
from pipeline.domain.fingerprint import fingerprint
from tests.builders import a_campaign, a_form

ROOT = Path(__file__).parents[2]
SCRIPT = """
from tests.builders import a_campaign, a_form
from pipeline.domain.fingerprint import fingerprint
print(fingerprint(a_campaign(), a_form(), frozenset({"a", "b", "c", "d"})))
"""


def test_a_fingerprint_is_the_same_in_every_process() -> None:
    told = {
        subprocess.run(
            [sys.executable, "-c", SCRIPT],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)},
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert told == {fingerprint(a_campaign(), a_form(), frozenset("abcd")) + "\n"}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (1, "1"),
        (1, True),
        (0, None),
        ("", None),
        (1, 1.0),
        (Decimal("1.0"), Decimal("1.00")),
        (date(2025, 1, 1), "2025-01-01"),
        (datetime(2025, 1, 1, tzinfo=UTC), datetime.fromordinal(739252)),
        (("a", "b"), ("b", "a")),
        (("a", ("b",)), (("a",), "b")),
        (("ab", "c"), ("a", "bc")),
        ({"a": 1}, (("a", 1),)),
        (b"a", "61"),
        (PeriodKind.YEAR, "year"),
        (frozenset({"a"}), ("a",)),
    ],
)
def test_what_differs_has_another_fingerprint(one: object, other: object) -> None:
    assert fingerprint(one) != fingerprint(other)


def test_every_field_counts() -> None:
    campaign = a_campaign()
    assert fingerprint(campaign) == fingerprint(replace(campaign))
    assert fingerprint(campaign) != fingerprint(replace(campaign, quota=99))


@dataclass(frozen=True)
class Holder:
    held: object


def test_what_has_no_fingerprint_is_refused_wherever_it_is_held() -> None:
    with pytest.raises(TypeError, match="no fingerprint of object"):
        fingerprint((Holder({"a": object()}),))
