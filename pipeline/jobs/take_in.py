"""Take in the inbox: archive and record every file, open archives and e-mails, list each once.

Carriers are opened from the archive, every one ever taken in: what they hold does not depend on
what still lies in the inbox. What was opened before is known, and not opened again.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime

from pipeline.domain.intake import Carrier, CarrierKind, OpenedCarrier, SeenFile, Verdict
from pipeline.files.campaign.archive import Archive, StillWrittenError
from pipeline.files.campaign.campaign_folder import CampaignFolder
from pipeline.files.campaign.inbox import UNFINISHED, FoundFile, Litter, list_inbox
from pipeline.files.campaign.ledger import Ledger
from pipeline.files.carriers.contents import Letter
from pipeline.files.carriers.known import KnownFiles
from pipeline.files.carriers.unpack import Leaf, Unpacked
from pipeline.files.returned.file_kind import Unreadable
from pipeline.jobs.reading import refused

LOCKED = Unreadable(
    "Tệp đang bị khóa hoặc không có quyền đọc.",
    "Đóng tệp trong chương trình khác rồi chạy lại.",
)


@dataclass(frozen=True, slots=True)
class TakenIn:
    """What was taken in; every name found is in exactly one of the four.

    Attributes:
        files: To be read, each content once, in the order of first sight.
        refused: Carriers and files in them that cannot be opened, and files that cannot be had;
            these last have no digest.
        litter: Passed over, with a note.
        opened: Carriers accounted for by the files in them.
        present: Digests of the files that lay in the inbox as they are.
    """

    files: tuple[SeenFile, ...]
    refused: tuple[Verdict, ...]
    litter: tuple[Litter, ...]
    opened: tuple[OpenedCarrier, ...]
    present: frozenset[str] = field(default=frozenset(), compare=False, repr=False)


def take_in(
    folder: CampaignFolder,
    ledger: Ledger,
    *,
    now: datetime,
    archive: Archive | None = None,
    known: KnownFiles | None = None,
) -> TakenIn:
    """Take in the inbox and open every carrier ever taken in.

    Args:
        folder: The campaign's.
        ledger: Where what is new is recorded, all of it together.
        now: Stands in the ledger.
        archive: The folder's, where it is open already.
        known: What was opened before; it learns what is opened now.

    Raises:
        PipelineError: The inbox cannot be listed, or the ledger or the archive cannot be used.
    """
    listing = list_inbox(folder.inbox, now)
    with ledger.together():
        archive, known = archive or Archive(folder.archive), known or KnownFiles()
        intake = _Intake(archive, ledger, known, now)
        for found in listing.found:
            intake.add_file(found)
        for file in _distinct(file for file in ledger.files() if file.carrier is None):
            intake.open_carrier(file)
    return intake.result(listing.litter)


class _Intake:
    """One run's taking in, file by file."""

    def __init__(self, archive: Archive, ledger: Ledger, known: KnownFiles, now: datetime) -> None:
        self._archive = archive
        self._ledger = ledger
        self._known = known
        self._now = now
        self._found: list[tuple[str, str]] = []
        self._present: set[str] = set()
        self._closed: dict[str, str] = {}
        """Digest → name of what is not to be read: carriers, opened or refused."""
        self._refused: list[Verdict] = []
        self._litter: list[Litter] = []
        self._opened: list[OpenedCarrier] = []

    def add_file(self, found: FoundFile) -> None:
        """Archive and record one file of the inbox."""
        file = SeenFile("", found.name, found.size, found.modified)
        try:
            digest = self._archive.store(found.path)
        except StillWrittenError:
            self._litter.append(Litter(found.name, UNFINISHED))
        except OSError:
            self._refuse(file, LOCKED)
        else:
            self._present.add(digest)
            self._record(replace(file, digest=digest))

    def open_carrier(self, file: SeenFile) -> None:
        """Open a file that carries others, and take in what it holds; leave any other alone."""
        unpacked = self._known.unpacked(file, self._archive)
        if unpacked is None:
            return
        if file.digest not in self._present:
            self._archive.fetch(file.digest)
        self._closed.setdefault(file.digest, file.name)
        if unpacked.refusal:
            own = _carrier(file, unpacked.letter) if unpacked.letter else None
            self._refuse(replace(file, carrier=own), unpacked.refusal)
        for leaf in unpacked.leaves:
            self._add_leaf(file, leaf)
        self._litter += unpacked.litter
        self._opened += _opened(file, unpacked)

    def result(self, litter: Iterable[Litter]) -> TakenIn:
        """Where everything ended; what is left over are copies."""
        files = _distinct(one for one in self._ledger.files() if one.digest not in self._closed)
        verdicts = _once_each(self._refused)
        ends = {file.name for file in files} | {verdict.file.name for verdict in verdicts}
        ends |= {one.carrier.name for one in self._opened}
        first = self._closed | {file.digest: file.name for file in files}
        copies = [
            Litter(name, f"giống hệt tệp {first[digest]}, chỉ tính một lần")
            for name, digest in self._found
            if name not in ends
        ]
        passed_over = sorted((*litter, *self._litter, *copies), key=lambda one: one.name)
        opened, present = tuple(self._opened), frozenset(self._present)
        return TakenIn(files, verdicts, tuple(passed_over), opened, present)

    def _add_leaf(self, outermost: SeenFile, leaf: Leaf) -> None:
        carrier = _carrier(outermost, leaf.letter)
        received = carrier.sent or outermost.received
        file = SeenFile("", leaf.name, leaf.size, received, carrier)
        if leaf.digest:
            file = self._record(replace(file, digest=leaf.digest))
            if leaf.refusal:
                self._closed.setdefault(leaf.digest, leaf.name)
        if leaf.refusal:
            self._refuse(file, leaf.refusal)

    def _record(self, file: SeenFile) -> SeenFile:
        self._found.append((file.name, file.digest))
        return self._ledger.record_file(file, self._now)

    def _refuse(self, file: SeenFile, why: Unreadable) -> None:
        self._refused.append(refused(file, why).verdict)


def _carrier(outermost: SeenFile, letter: Letter | None, name: str = "") -> Carrier:
    told = letter or Letter()
    kind = CarrierKind.MAIL if letter else CarrierKind.ARCHIVE
    name = name or outermost.name
    return Carrier(outermost.digest, name, told.sender, told.sent, told.subject, kind)


def _opened(outermost: SeenFile, unpacked: Unpacked) -> Iterable[OpenedCarrier]:
    for layer in unpacked.layers:
        inside = sum(leaf.name.startswith(f"{layer.name}/") for leaf in unpacked.leaves)
        yield OpenedCarrier(
            replace(_carrier(outermost, layer.letter, layer.name), kind=layer.kind), inside
        )


def _distinct(files: Iterable[SeenFile]) -> tuple[SeenFile, ...]:
    """The same bytes under several names are one file: the one received first.

    A form saved from an e-mail is as old as the e-mail once that is taken in too.
    """
    by_digest: dict[str, SeenFile] = {}
    for file in files:
        kept = by_digest.setdefault(file.digest, file)
        if file.received < kept.received:
            by_digest[file.digest] = file
    return tuple(by_digest.values())


def _once_each(verdicts: Iterable[Verdict]) -> tuple[Verdict, ...]:
    """The same bytes are refused once; what has no bytes, by its name."""
    by_content: dict[str, Verdict] = {}
    for verdict in verdicts:
        by_content.setdefault(verdict.digest or verdict.file.name, verdict)
    return tuple(by_content.values())
