"""Read one returned workbook: identify, interpret, check; a file ends in a verdict.

This is what runs in a worker process, so it imports only what that takes. ``read_batch`` is the
seam: a batch of paths goes in, one bytes object comes out; ``jobs.containing`` drives it.
"""

from __future__ import annotations

import pickle
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path

from pipeline.domain.campaign import Campaign
from pipeline.domain.findings import Finding, FindingKind, finding
from pipeline.domain.form import FormSpec
from pipeline.domain.intake import SeenFile, Verdict, judge
from pipeline.domain.layout import Manifest
from pipeline.domain.submission import Submission
from pipeline.domain.workbook import RawWorkbook
from pipeline.files.cache.packed_tables import PackedTables
from pipeline.files.returned.file_kind import Unreadable
from pipeline.files.returned.returned import parse_workbook, read_workbook
from pipeline.steps.checking.check import check
from pipeline.steps.place import place
from pipeline.steps.reading.interpret import Origin, interpret
from pipeline.steps.reading.recognise import recognise
from pipeline.steps.standing import as_assigned

READER = "3"
"""Version of the reading: goes up when the same bytes may get another verdict."""


@dataclass(frozen=True, slots=True)
class Asked:
    """All that reading needs to know besides the file; it travels to the worker processes.

    Attributes:
        campaign: Without the settings that only printing uses (``as_asked``).
        key: What the campaign signs its workbooks with; ``None`` when it is lost.
    """

    campaign: Campaign
    unit_form: FormSpec
    head_form: FormSpec
    key: bytes | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Waiting:
    """A file to be read.

    Attributes:
        source: Where it lies; its bytes for a reader that may not see it there.
        file: As it was seen.
        assigned: Code of the unit that a person gave it to; "" when nobody did.
    """

    source: Path | bytes
    file: SeenFile
    assigned: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """A file's verdict, and what was read of it unless it was refused or set aside.

    Attributes:
        lasting: Whether the file itself led to it, and not the loss of its reader.
    """

    verdict: Verdict
    submission: Submission | None
    lasting: bool = field(default=False, compare=False)


def read_batch(asked: bytes, batch: Sequence[Waiting]) -> bytes:
    """Read files one after the other: a pickled ``Asked`` in, pickled ``Reading`` objects out.

    Their tables are packed: the process that takes the answers need not unpack most of them.
    """
    readings = [_packed(read_returned(_asked(asked), waiting)) for waiting in batch]
    return pickle.dumps(readings, pickle.HIGHEST_PROTOCOL)


@lru_cache(maxsize=1)
def _asked(pickled: bytes) -> Asked:
    """Unpickled once for all the batches of a run."""
    asked: Asked = pickle.loads(pickled)
    return asked


def _packed(reading: Reading) -> Reading:
    read = reading.submission
    packed = replace(read, tables=PackedTables.of(read.tables)) if read else None
    return Reading(reading.verdict, packed, lasting=True)


def read_returned(asked: Asked, waiting: Waiting) -> Reading:
    """Read a file; never raises for what a sender did, but a parser may take the process."""
    source = waiting.source
    try:
        book = parse_workbook(source) if isinstance(source, bytes) else read_workbook(source)
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
    file, forms = waiting.file, (asked.unit_form, asked.head_form)
    known = recognise(book, asked.campaign, forms, file=file.name, key=asked.key)
    identity, form = known.identity, known.form
    unit, whose = identity.unit_code or "", identity.findings
    if waiting.assigned:
        unit = waiting.assigned
        whose = as_assigned(whose, asked.campaign.unit(unit), file.name)
    verdict = judge(file, unit, form.id if form else "", (*whose, *known.lacking))
    if form is None or not verdict.status.may_count:
        return Reading(verdict, None)
    manifest = identity.manifest or Manifest(
        form.id, form.version, asked.campaign.id, unit, asked.campaign.period.code
    )
    origin = Origin(manifest, unit, file.name, file.digest)
    read = interpret(book, form, place(form), origin, known.issued)
    checked = check(read.submission, form, asked.campaign.period)
    findings: tuple[Finding, ...] = (*whose, *read.findings, *checked)
    return Reading(judge(file, unit, form.id, findings), read.submission)
