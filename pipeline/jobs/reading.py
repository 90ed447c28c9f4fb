"""Read one returned workbook: identify, interpret, check; a file ends in a verdict."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from pipeline.domain.findings import Finding, FindingKind, finding
from pipeline.domain.intake import SeenFile, Verdict, judge
from pipeline.domain.layout import Manifest
from pipeline.domain.submission import Submission
from pipeline.domain.workbook import RawWorkbook
from pipeline.files.campaign.campaign_key import read_key
from pipeline.files.returned.file_kind import Unreadable
from pipeline.files.returned.returned import read_workbook
from pipeline.jobs.campaigns import OpenCampaign
from pipeline.steps.checking.check import check
from pipeline.steps.place import place
from pipeline.steps.reading.interpret import Origin, interpret
from pipeline.steps.reading.recognise import recognise

READER = "2"
"""Version of the reading: goes up when the same bytes may get another verdict."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A file's verdict, and what was read of it unless it was refused or set aside."""

    verdict: Verdict
    submission: Submission | None


def read_returned(opened: OpenCampaign, path: Path, file: SeenFile) -> Reading:
    """Read a file as it lies at ``path``; never raises for what a sender did."""
    try:
        book = read_workbook(path)
    except Unreadable as problem:
        refusal = finding(
            FindingKind.UNREADABLE,
            file=file.name,
            reason=problem.reason,
            advice=problem.advice,
        )
        return Reading(judge(file, "", "", [refusal]), None)
    return _read_book(opened, book, file)


def _read_book(opened: OpenCampaign, book: RawWorkbook, file: SeenFile) -> Reading:
    known = recognise(
        book,
        opened.campaign,
        (opened.unit_form, opened.head_form),
        file=file.name,
        key=read_key(opened.folder.root),
    )
    identity, form = known.identity, known.form
    unit = identity.unit_code or ""
    verdict = judge(file, unit, form.id if form else "", identity.findings)
    if form is None or not verdict.status.may_count:
        return Reading(verdict, None)
    manifest = identity.manifest or Manifest(
        form.id, form.version, opened.campaign.id, unit, opened.campaign.period.code
    )
    origin = Origin(manifest, unit, file.name, file.digest)
    read = interpret(book, form, place(form), origin, known.issued)
    checked = check(read.submission, form, opened.campaign.period)
    findings: tuple[Finding, ...] = (*identity.findings, *read.findings, *checked)
    return Reading(judge(file, unit, form.id, findings), read.submission)
