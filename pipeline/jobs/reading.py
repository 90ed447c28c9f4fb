"""Read one returned workbook: identify, interpret, check; a file ends in a verdict.

This is what runs in a worker process, so it imports only what that takes. ``read_batch`` is the
seam: a batch of paths goes in, one bytes object comes out; ``jobs.containing`` drives it.
"""

from __future__ import annotations

import pickle
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from pipeline.domain.campaign import Campaign
from pipeline.domain.findings import Finding, FindingKind, finding
from pipeline.domain.form import FormSpec
from pipeline.domain.intake import HEAD_FORM, SeenFile, Verdict, judge
from pipeline.domain.layout import Manifest
from pipeline.domain.submission import Submission
from pipeline.domain.workbook import RawWorkbook
from pipeline.files.returned.file_kind import Unreadable
from pipeline.files.returned.returned import read_workbook
from pipeline.steps.checking.check import check
from pipeline.steps.place import place
from pipeline.steps.reading.identify import identify
from pipeline.steps.reading.interpret import Origin, interpret
from pipeline.steps.standing import as_assigned

READER = "2"
"""Version of the reading: goes up when the same bytes may get another verdict."""


@dataclass(frozen=True, slots=True)
class Asked:
    """All that reading needs to know besides the file; it travels to the worker processes."""

    campaign: Campaign
    unit_form: FormSpec
    head_form: FormSpec


@dataclass(frozen=True, slots=True)
class Waiting:
    """A file to be read.

    Attributes:
        path: Where it lies.
        file: As it was seen.
        assigned: Code of the unit that a person gave it to; "" when nobody did.
    """

    path: Path
    file: SeenFile
    assigned: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """A file's verdict, and what was read of it unless it was refused or set aside."""

    verdict: Verdict
    submission: Submission | None


def read_batch(asked: bytes, batch: Sequence[Waiting]) -> bytes:
    """Read files one after the other: a pickled ``Asked`` in, pickled ``Reading`` objects out."""
    readings = [read_returned(_asked(asked), waiting) for waiting in batch]
    return pickle.dumps(readings, pickle.HIGHEST_PROTOCOL)


@lru_cache(maxsize=1)
def _asked(pickled: bytes) -> Asked:
    """Unpickled once for all the batches of a run."""
    asked: Asked = pickle.loads(pickled)
    return asked


def read_returned(asked: Asked, waiting: Waiting) -> Reading:
    """Read a file; never raises for what a sender did, but a parser may take the process."""
    try:
        book = read_workbook(waiting.path)
    except Unreadable as problem:
        return refused(waiting.file, problem)
    return _read_book(asked, book, waiting)


def refused(file: SeenFile, problem: Unreadable) -> Reading:
    """The reading of a file of which nothing can be read."""
    refusal = finding(
        FindingKind.UNREADABLE,
        file=file.name,
        reason=problem.reason,
        advice=problem.advice,
    )
    return Reading(judge(file, "", "", [refusal]), None)


def _read_book(asked: Asked, book: RawWorkbook, waiting: Waiting) -> Reading:
    file = waiting.file
    identity = identify(
        book,
        asked.campaign,
        file=file.name,
        versions={form.id: form.version for form in (asked.unit_form, asked.head_form)},
    )
    unit, whose = identity.unit_code or "", identity.findings
    if waiting.assigned:
        unit = waiting.assigned
        whose = as_assigned(whose, asked.campaign.unit(unit), file.name)
    form = _form(asked, identity.manifest)
    verdict = judge(file, unit, form.id, whose)
    if not verdict.status.may_count:
        return Reading(verdict, None)
    manifest = identity.manifest or Manifest(
        form.id, form.version, asked.campaign.id, unit, asked.campaign.period.code
    )
    read = interpret(book, form, place(form), Origin(manifest, unit, file.name, file.digest))
    checked = check(read.submission, form, asked.campaign.period)
    findings: tuple[Finding, ...] = (*whose, *read.findings, *checked)
    return Reading(judge(file, unit, form.id, findings), read.submission)


def _form(asked: Asked, manifest: Manifest | None) -> FormSpec:
    is_head = manifest is not None and manifest.form == HEAD_FORM
    return asked.head_form if is_head else asked.unit_form
