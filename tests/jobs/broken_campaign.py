"""A consolidated campaign with one workbook more in its inbox, and what a broken run may leave."""

from __future__ import annotations

import functools
import shutil
import tempfile
from pathlib import Path

from pipeline.files.campaign.publication import COMPLETE, UNFINISHED
from tests.jobs.by_hand import fields, fill, received, thidua
from tests.jobs.faults import (
    BROKEN_RUN,
    INTERRUPTED,
    KILLED,
    Outcome,
    broken_run,
    results,
    untouched,
)

LATER = 1_765_000_000.0


def a_campaign_with_a_late_workbook(folder: Path) -> Path:
    """Two units, consolidated; then a unit corrects its number of staff."""
    campaign = folder / "cum"
    thidua("demo", campaign, "--units", "2")
    returned = next(path for path in (campaign / "inbox").glob("*.xlsx") if "Nội vụ" in path.name)
    later = campaign / "inbox" / "nộp lại.xlsx"
    fill(returned, later, fields("headcount", {"total": 999}))
    received(later, LATER)
    return campaign


def verdict_on(left: Path, campaign: Path, outcome: Outcome) -> str:
    """How a broken run ended, when nothing is lost and the next run goes on; fails otherwise."""
    ended = _ended(outcome)
    former, renewed = results(campaign), _renewed(campaign)
    assert former != renewed
    complete = list((left / "reports").glob(f"{COMPLETE}*"))
    assert complete or results(left) in (former, renewed), "results of two runs are mixed"
    assert untouched(left / "inbox") == untouched(campaign / "inbox")
    again = broken_run(left, 0, "kill")
    assert again.code in (0, 1), again.output
    assert results(left) == renewed
    leftovers = [
        path.name
        for path in (left / "reports").iterdir()
        if path.name.startswith((COMPLETE, UNFINISHED, ".thidua-"))
    ]
    assert leftovers == []
    return ended


def _ended(outcome: Outcome) -> str:
    if outcome.code == KILLED:
        return "killed, then finished by the next run"
    assert "TRACEBACK" not in outcome.output, outcome.output
    if outcome.code in (BROKEN_RUN, INTERRUPTED):
        line = outcome.output.rpartition("accesses=")[0].strip()
        assert line, "nothing says why"
        assert len(line.splitlines()) == 1, line
        return "one line, then finished by the next run"
    assert outcome.code in (0, 1), outcome.output
    return "went through"


@functools.cache
def _renewed(campaign: Path) -> dict[str, str]:
    with tempfile.TemporaryDirectory() as name:
        whole = Path(name, "cum")
        shutil.copytree(campaign, whole)
        assert broken_run(whole, 0, "kill").code in (0, 1)
        return results(whole)
