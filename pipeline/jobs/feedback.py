"""What goes back to the units: one message a unit whose workbook needs correction."""

from __future__ import annotations

from pathlib import Path

from pipeline.domain.vietnamese.text import file_name_part
from pipeline.files.atomic import write_text
from pipeline.jobs.campaigns import OpenCampaign
from pipeline.jobs.collect import Collected
from pipeline.steps.feedback import message


def write_feedback(opened: OpenCampaign, collected: Collected) -> tuple[Path, ...]:
    """Write ``feedback/<unit>.txt`` for the counted files with something to correct.

    A message of an earlier run that is no longer true is removed.
    """
    folder = opened.folder.feedback
    folder.mkdir(parents=True, exist_ok=True)
    counted = {s.digest for s in collected.collection.submissions.values()}
    findings = {
        verdict.unit: verdict.findings
        for verdict in collected.verdicts
        if verdict.digest in counted
    }
    written: list[Path] = []
    for unit in opened.campaign.units:
        path = folder / f"{unit.code}_{file_name_part(unit.short_name)}.txt"
        text = message(unit, opened.campaign, findings.get(unit.code, ()))
        if text:
            write_text(path, text)
            written.append(path)
        else:
            path.unlink(missing_ok=True)
    return tuple(written)
