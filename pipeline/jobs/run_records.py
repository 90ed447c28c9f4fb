"""What a run leaves in its folder for later runs, and the run that lies in ``reports/`` now."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from pipeline.domain.intake import DecisionKind, SeenFile
from pipeline.domain.runs import HEAD, CountedFile, RunInputs, RunRecord
from pipeline.domain.submission import Submission
from pipeline.files.campaign.archive import digest_of
from pipeline.files.campaign.ledger import Ledger
from pipeline.files.campaign.run_folders import RECORD
from pipeline.jobs.campaigns import OpenCampaign
from pipeline.jobs.collect import Collected
from pipeline.steps.changes.run_records import inputs_payload, record_from
from pipeline.steps.changes.unit_changes import Readable

STAMP = "%Y%m%d-%H%M%S"
"""Of the id of a run; it is its time."""

STAMP_LENGTH = 15


def new_run(now: datetime, ledger: Ledger) -> str:
    """An id that no other run has; those of one second are numbered from 2."""
    taken = {run.id for run in ledger.runs()}
    stamp, number = f"{now:{STAMP}}", 1
    run = stamp
    while run in taken:
        number += 1
        run = f"{stamp}-{number}"
    return run


def read_record(folder: Path) -> RunRecord | None:
    """The run whose results lie in a folder; ``None`` when there is none or it is damaged."""
    try:
        return record_from((folder / RECORD).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None


def heal(ledger: Ledger, record: RunRecord | None, now: datetime) -> None:
    """Record the run that lies in ``reports/`` if it was cut off before it could be recorded.

    Args:
        ledger: Of the campaign.
        record: Of the run in ``reports/``.
        now: Gives the time zone; the run's own time is in its id.
    """
    if record is None or record.inputs is None:
        return
    if record.run not in {run.id for run in ledger.runs()}:
        at = datetime.strptime(record.run[:STAMP_LENGTH], STAMP).replace(tzinfo=now.tzinfo)
        ledger.record_run(record.run, run_results(record, tuple(record.documents)), at)


def run_results(record: RunRecord, names: tuple[str, ...], moved: int = 0) -> dict[str, object]:
    """What the ledger keeps of a run: its files, and what they were made from."""
    inputs = inputs_payload(record.inputs) if record.inputs else {}
    return {
        "reports": list(names),
        "figures": len(record.figures),
        "moved": moved,
        "inputs": inputs,
        "documents": {name: one.digest for name, one in record.documents.items()},
    }


def inputs_of(opened: OpenCampaign, collected: Collected) -> RunInputs:
    """What a run is made from."""
    collection = collected.collection
    seen: dict[str, SeenFile] = {}
    for verdict in collected.verdicts:
        seen.setdefault(verdict.digest, verdict.file)
    chosen = {
        ruling.decision.digest: ruling.decision.at
        for ruling in collection.rulings
        if ruling.in_force and ruling.decision.kind in (DecisionKind.INCLUDE, DecisionKind.ACCEPT)
    }
    counted = dict(collection.submissions)
    if collection.head is not None:
        counted[HEAD] = collection.head
    return RunInputs(
        len(opened.campaign.units),
        {unit: _counted(one, seen, chosen) for unit, one in counted.items()},
        digest_of(opened.folder.campaign_book),
    )


def _counted(
    submission: Submission, seen: Mapping[str, SeenFile], chosen: Mapping[str, datetime]
) -> CountedFile:
    digest = submission.digest
    return CountedFile(digest, submission.file, seen[digest].received, chosen.get(digest))


def readable(opened: OpenCampaign, collected: Collected) -> Readable:
    """What the files of any two runs can be read with."""
    forms = {form.id: form for form in (opened.unit_form, opened.head_form)}
    return Readable(opened.campaign, collected.read, forms, collected.collection.rulings)
