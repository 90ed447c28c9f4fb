"""An inbox with healthy units and every faulty file, consolidated; and what became of each file."""

from __future__ import annotations

import functools
import json
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from pipeline.domain.findings import Finding
from pipeline.domain.intake import REFUSALS, Verdict
from pipeline.domain.submission import Submission, Value
from pipeline.files.campaign.run_folders import RECORD
from pipeline.jobs.campaigns import open_campaign
from pipeline.jobs.collect import Collected
from pipeline.jobs.consolidate import consolidate
from tests.jobs.by_hand import RECEIVED, received
from tests.jobs.hand_cluster import a_cluster
from tests.jobs.mutated.book import filled
from tests.jobs.mutated.containers import containers, litter
from tests.jobs.mutated.formats import formats
from tests.jobs.mutated.structure import structure
from tests.jobs.mutated.values import values
from tests.jobs.mutated.writers import writers

NOW = datetime.fromtimestamp(RECEIVED, UTC) + timedelta(hours=1)
EARLIER = RECEIVED - 86_400
"""When the faulty files came: before the sound one of the same unit, which therefore counts."""

HEALTHY = ("STC", "SYT", "SCT")
SOUND = "SNV.xlsx"
LONGEST, MOST = 70, 12
"""Letters of an answer that are shown; answers of a file that are."""


@dataclass(frozen=True, slots=True)
class Run:
    """A consolidated campaign, and every figure it printed, as written."""

    collected: Collected
    figures: str


@functools.cache
def faults() -> Mapping[str, bytes]:
    """Every faulty file, by its name in the inbox."""
    return {
        **structure(),
        **values(),
        **formats(),
        **writers(),
        **containers(),
        **litter(),
    }


def run(folder: Path, dropped: Mapping[str, bytes]) -> Run:
    """Consolidate the healthy units' files with these in the same inbox."""
    cluster = a_cluster()
    shutil.copytree(cluster.issued, folder)
    sound = {f"{unit}.xlsx": cluster.filled[unit].read_bytes() for unit in HEALTHY}
    for name, data in {**sound, SOUND: filled(), **dropped}.items():
        path = folder / "inbox" / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(data)
        received(path, EARLIER if name in dropped else RECEIVED)
    done = consolidate(open_campaign(folder), now=NOW)
    record = json.loads((folder / "reports" / RECORD).read_text(encoding="utf-8"))
    return Run(done.collected, json.dumps(record["figures"]))


def listed(collected: Collected) -> list[str]:
    """Every name the run lists, as often as it lists it."""
    names = [verdict.file.name for verdict in collected.verdicts]
    names += [one.name for one in collected.litter]
    return sorted([*names, *(one.carrier.name for one in collected.opened)])


def table(collected: Collected) -> str:
    """A line a file: name, status, unit, findings with their cells, answers that differ."""
    sound = answers(submission(collected, SOUND))
    lines = [f"{one.carrier.name} | opened, files: {one.files}" for one in collected.opened]
    lines += [f"{one.name} | passed over: {one.note}" for one in collected.litter]
    for verdict in collected.verdicts:
        read = collected.read.get(verdict.digest)
        unlike = _unlike(answers(read), sound) if read else ""
        found = " ; ".join(map(_found, verdict.findings))
        cells = (verdict.file.name, verdict.status, verdict.unit, found, unlike)
        lines.append(" | ".join(cell or "–" for cell in cells))
    return "\n".join(sorted(lines)) + "\n"


def statuses(collected: Collected) -> dict[str, str]:
    """Where each file ended, by name."""
    ends = {verdict.file.name: str(verdict.status) for verdict in collected.verdicts}
    ends |= {one.name: "passed over" for one in collected.litter}
    return ends | {one.carrier.name: "opened" for one in collected.opened}


def submission(collected: Collected, name: str) -> Submission:
    """What was read of a file."""
    return collected.read[verdict_on(collected, name).digest]


def verdict_on(collected: Collected, name: str) -> Verdict:
    """The verdict on a file."""
    (verdict,) = (one for one in collected.verdicts if one.file.name == name)
    return verdict


def answers(read: Submission) -> dict[str, Value]:
    """What was answered, wherever it stands."""
    return {
        f"{key}.{row}.{column}": cells[index]
        for key, block in read.tables.items()
        for column, cells in block.values.items()
        for index, row in enumerate(block.row_keys)
    }


def _unlike(now: Mapping[str, Value], before: Mapping[str, Value]) -> str:
    """The answers that are not those of the sound file, or how many when they are many."""
    keys = [key for key in sorted({*now, *before}) if now.get(key) != before.get(key)]
    if len(keys) > MOST:
        return f"{len(keys)} answers"
    return " ; ".join(f"{key} = {_shown(now.get(key))}" for key in keys)


def _shown(value: Value) -> str:
    return "none" if value is None else str(value).replace("\n", "⏎")[:LONGEST]


def _found(one: Finding) -> str:
    """A finding by its code and cell; a refusal by its sentence, which is all it has."""
    said = one.message if one.code in REFUSALS else ""
    return " ".join(part for part in (one.code, one.place, said) if part)
