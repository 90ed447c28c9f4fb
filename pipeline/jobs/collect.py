"""``thidua collect``: take in what lies in ``inbox/`` and say how every file and unit stands.

A file once taken in stays: it is read from the archive even after it left the inbox.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, field, replace
from datetime import datetime

from pipeline import __version__
from pipeline.domain.collection import Collection
from pipeline.domain.findings import Finding
from pipeline.domain.fingerprint import fingerprint
from pipeline.domain.intake import Decision, OpenedCarrier, Verdict
from pipeline.domain.submission import Submission
from pipeline.files.cache.reading_cache import open_cache
from pipeline.files.campaign.archive import Archive
from pipeline.files.campaign.inbox import Litter
from pipeline.files.campaign.last_year import read_last_year
from pipeline.files.campaign.ledger import open_ledger
from pipeline.jobs.alone import alone
from pipeline.jobs.campaigns import OpenCampaign
from pipeline.jobs.kept_readings import KeptReadings, ToRead
from pipeline.jobs.progress import Progress, begin, silent
from pipeline.jobs.reading import READER
from pipeline.jobs.take_in import TakenIn
from pipeline.steps.checking.cross_check import cross_check
from pipeline.steps.decide import Choice, choose
from pipeline.steps.standing import assignments, rulings


@dataclass(frozen=True, slots=True)
class Collected:
    """The state after taking in the inbox.

    Attributes:
        verdicts: One a file, in the order of first sight; then those that could not be opened.
        litter: Files passed over, with a note.
        set_aside: Why some submissions do not count.
        read: Everything that could be read, by digest, whether it counts or not.
        cross_findings: What the counted submissions say against one another.
        opened: E-mails and archives accounted for by the files in them.
        ground: Fingerprint of everything that this state follows from.
    """

    collection: Collection
    verdicts: tuple[Verdict, ...]
    litter: tuple[Litter, ...]
    set_aside: tuple[Finding, ...]
    read: Mapping[str, Submission] = field(default_factory=dict)
    cross_findings: tuple[Finding, ...] = ()
    opened: tuple[OpenedCarrier, ...] = ()
    ground: str = ""

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Every finding, file by file, but for files a person accepted or excluded."""
        settled = self.collection.settled
        return tuple(f for v in self.verdicts if v.digest not in settled for f in v.findings)


@alone
def collect(
    opened: OpenCampaign,
    *,
    now: datetime,
    progress: Progress = silent,
    readers: Executor | None = None,
) -> Collected:
    """Take in the inbox, read every file ever taken in, choose what counts.

    Raises:
        PipelineError: The ledger or the archive is damaged or cannot be written.
    """
    with open_ledger(opened.folder.ledger) as ledger, open_cache(opened.folder.cache) as cache:
        kept = KeptReadings(cache, opened.asked, Archive(opened.folder.archive))
        taken = kept.take_in(opened.folder, ledger, now)
        decisions = ledger.decisions()
        files = _to_read(opened, taken, decisions)
        keys = kept.keys(files)
        readings = []
        begin(progress, "Đọc tệp", len(files))
        for reading in kept.read(files, keys, readers):
            progress(reading.verdict.file.name)
            readings.append(reading)
        verdicts = (*(reading.verdict for reading in readings), *taken.refused)
        ledger.record_verdicts([one for one in verdicts if one.digest], READER, now)
        choice = choose(verdicts, opened.campaign, decisions)
        read = {r.verdict.digest: r.submission for r in readings if r.submission is not None}
        collection = replace(
            _collection(opened, read, choice, now), rulings=rulings(decisions, verdicts)
        )
        ground = _ground(opened, keys, taken, collection)
        crossed = kept.findings(ground, lambda: _crossed(opened, collection, progress))
    aside, litter = choice.set_aside, taken.litter
    return Collected(collection, verdicts, litter, aside, read, crossed, taken.opened, ground)


def _to_read(
    opened: OpenCampaign, taken: TakenIn, decisions: Sequence[Decision]
) -> tuple[ToRead, ...]:
    assigned = assignments(decisions, opened.campaign)
    return tuple(
        ToRead(file, assigned.get(file.digest, ""), file.digest in taken.present)
        for file in taken.files
    )


def _ground(
    opened: OpenCampaign, keys: Mapping[str, str], taken: TakenIn, collection: Collection
) -> str:
    """Everything the state depends on; the submissions follow from their files' keys."""
    told = replace(collection, submissions={}, head=None)
    forms = (opened.unit_form, opened.head_form, opened.statistics)
    last_year = read_last_year(opened.folder.root)
    return fingerprint(
        __version__, keys, taken.refused, taken.litter, taken.opened, told, forms, last_year
    )


def _crossed(
    opened: OpenCampaign, collection: Collection, progress: Progress
) -> tuple[Finding, ...]:
    begin(progress, "Đối chiếu giữa các đơn vị")
    last_year = read_last_year(opened.folder.root)
    return cross_check(collection, opened.unit_form, last_year, opened.statistics)


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
