"""``thidua collect``: take in what lies in ``inbox/`` and say how every file and unit stands.

A file once taken in stays: it is read from the archive even after it left the inbox.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from pipeline.domain.collection import Collection
from pipeline.domain.findings import Finding, FindingKind, finding
from pipeline.domain.intake import SeenFile, Verdict, judge
from pipeline.domain.submission import Submission
from pipeline.files.campaign.archive import fetch, store
from pipeline.files.campaign.inbox import FoundFile, Litter, list_inbox
from pipeline.files.campaign.last_year import read_last_year
from pipeline.files.campaign.ledger import Ledger, open_ledger
from pipeline.jobs.campaigns import OpenCampaign
from pipeline.jobs.progress import Progress, silent
from pipeline.jobs.reading import READER, Reading, read_returned
from pipeline.steps.checking.cross_check import cross_check
from pipeline.steps.decide import Choice, choose


@dataclass(frozen=True, slots=True)
class Collected:
    """The state after taking in the inbox.

    Attributes:
        verdicts: One a file, in the order of first sight.
        litter: Files passed over, with a note.
        set_aside: Why some submissions do not count.
        read: Everything that could be read, by digest, whether it counts or not.
        cross_findings: What the counted submissions say against one another.
    """

    collection: Collection
    verdicts: tuple[Verdict, ...]
    litter: tuple[Litter, ...]
    set_aside: tuple[Finding, ...]
    read: Mapping[str, Submission] = field(default_factory=dict)
    cross_findings: tuple[Finding, ...] = ()

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Every finding, file by file."""
        return tuple(found for verdict in self.verdicts for found in verdict.findings)


def collect(opened: OpenCampaign, *, now: datetime, progress: Progress = silent) -> Collected:
    """Take in the inbox, read every file ever taken in, choose what counts.

    Raises:
        PipelineError: The ledger or the archive is damaged or cannot be written.
    """
    listing = list_inbox(opened.folder.inbox)
    with open_ledger(opened.folder.ledger) as ledger:
        refused = [r for file in listing.found if (r := _take_in(opened, ledger, file, now))]
        files = _distinct(ledger.files())
        readings = []
        for file in files:
            progress(file.name)
            readings.append(read_returned(opened, fetch(opened.folder.archive, file.digest), file))
        _record(ledger, readings, now)
    verdicts = (*(reading.verdict for reading in readings), *refused)
    choice = choose(verdicts, opened.campaign)
    read = {r.verdict.digest: r.submission for r in readings if r.submission is not None}
    collection = _collection(opened, read, choice, now)
    last_year = read_last_year(opened.folder.root)
    crossed = cross_check(collection, opened.unit_form, last_year, opened.statistics)
    return Collected(collection, verdicts, listing.litter, choice.set_aside, read, crossed)


def _take_in(
    opened: OpenCampaign, ledger: Ledger, found: FoundFile, now: datetime
) -> Verdict | None:
    """Archive and record a file; a verdict only when the file itself cannot be opened."""
    try:
        digest = store(opened.folder.archive, found.path)
    except OSError:
        refusal = finding(
            FindingKind.UNREADABLE,
            file=found.name,
            reason="Tệp đang bị khóa hoặc không có quyền đọc.",
            advice="Đóng tệp trong chương trình khác rồi chạy lại.",
        )
        return judge(SeenFile("", found.name, found.size, found.modified), "", "", [refusal])
    ledger.record_file(SeenFile(digest, found.name, found.size, found.modified), now)
    return None


def _distinct(files: tuple[SeenFile, ...]) -> tuple[SeenFile, ...]:
    """The same bytes under several names are one file, by the first name."""
    by_digest: dict[str, SeenFile] = {}
    for file in files:
        by_digest.setdefault(file.digest, file)
    return tuple(by_digest.values())


def _record(ledger: Ledger, readings: list[Reading], now: datetime) -> None:
    known = {verdict.digest: verdict for verdict in ledger.verdicts(READER)}
    for reading in readings:
        if known.get(reading.verdict.digest) != reading.verdict:
            ledger.record_verdict(reading.verdict, READER, now)


def _collection(
    opened: OpenCampaign, read: Mapping[str, Submission], choice: Choice, now: datetime
) -> Collection:
    return Collection(
        opened.campaign,
        {unit: read[digest] for unit, digest in choice.counted.items()},
        read.get(choice.head),
        choice.receipts,
        now.date(),
    )
