from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from tests.jobs.broken_campaign import a_campaign_with_a_late_workbook, verdict_on
from tests.jobs.by_hand import thidua
from tests.jobs.faults import broken_run

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="breaks processes of its own")
SAMPLES = 5
"""Accesses broken in each way; tests/bench/faults.py breaks them all."""


@pytest.fixture(scope="module")
def campaign(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return a_campaign_with_a_late_workbook(tmp_path_factory.mktemp("broken"))


@pytest.mark.parametrize("fault", ["refuse", "kill", "interrupt"])
def test_wherever_a_run_breaks_nothing_is_half_done_and_the_next_goes_on(
    campaign: Path, tmp_path: Path, fault: str
) -> None:
    whole = tmp_path / "0"
    shutil.copytree(campaign, whole)
    accesses = broken_run(whole, 0, fault).accesses
    ends = set()
    for sample in range(SAMPLES):
        copy = tmp_path / f"{sample + 1}"
        shutil.copytree(campaign, copy)
        at = 1 + (accesses - 1) * (2 * sample + 1) // (2 * SAMPLES)
        ends.add(verdict_on(copy, campaign, broken_run(copy, at, fault)))
    assert any("finished by the next run" in end for end in ends), ends


def test_a_full_disk_is_one_line_and_the_former_report_stays(
    campaign: Path, tmp_path: Path
) -> None:
    resource = pytest.importorskip("resource")
    copy = tmp_path / "cum"
    shutil.copytree(campaign, copy)
    before = (copy / "reports" / "phu-luc.xlsx").read_bytes()
    process = os.fork()
    if process == 0:
        code = 70
        resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000))
        try:
            line = thidua("consolidate", "--campaign", copy, code=2)
            code = 0 if len(line.strip().splitlines()) == 1 and "đầy" in line else 3
        finally:
            os._exit(code)
    _, status = os.waitpid(process, 0)
    assert os.waitstatus_to_exitcode(status) == 0
    assert (copy / "reports" / "phu-luc.xlsx").read_bytes() == before
