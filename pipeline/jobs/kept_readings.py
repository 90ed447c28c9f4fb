"""Read returned files through the cache: what was read before and is the same is not read again.

An entry's key holds all that a reading depends on: the bytes, the file as it was seen, who it was
given to, what the campaign asks, and the versions of the program and of its reading.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from pipeline import __version__
from pipeline.domain.findings import Finding
from pipeline.domain.fingerprint import fingerprint
from pipeline.domain.intake import SeenFile
from pipeline.files.cache.columns import DamagedError, unzipped, zipped
from pipeline.files.cache.entries import (
    pack_findings,
    pack_reading,
    unpack_findings,
    unpack_reading,
)
from pipeline.files.cache.reading_cache import ReadingCache
from pipeline.files.campaign.archive import Archive
from pipeline.files.campaign.campaign_folder import CampaignFolder
from pipeline.files.campaign.ledger import Ledger
from pipeline.files.carriers.known import KnownFiles
from pipeline.jobs.containing import read_all
from pipeline.jobs.reading import READER, Asked, Reading, Waiting
from pipeline.jobs.take_in import TakenIn, take_in

TOGETHER: Final = 200
"""Readings kept at once; an interrupted command has lost fewer."""

OPENED: Final = "@opened"
"""The name of the entry that tells what carriers hold, and which files are none."""

CROSSED: Final = "@crossed"
"""The name of the entry that holds what the files that count say against one another."""

LAST_RUN: Final = "@last-run"
"""The name of the entry that tells what the last run of ``consolidate`` made."""


@dataclass(frozen=True, slots=True)
class ToRead:
    """A file that was taken in.

    Attributes:
        assigned: The unit that a person gave it to; "" when nobody did.
        is_present: Whether its bytes were met in the inbox by this command.
    """

    file: SeenFile
    assigned: str
    is_present: bool


class KeptReadings:
    """The readings of one campaign, those kept before and those made now."""

    def __init__(self, cache: ReadingCache, asked: Asked, archive: Archive) -> None:
        """Of what a campaign asks and what its archive holds."""
        self._cache = cache
        self._asked = asked
        self._archive = archive
        self._shared = fingerprint(__version__, READER, asked)

    def take_in(self, folder: CampaignFolder, ledger: Ledger, now: datetime) -> TakenIn:
        """Take in the inbox; what was opened before is not opened again."""
        known = self._known_files()
        taken = take_in(folder, ledger, now=now, archive=self._archive, known=known)
        if known.is_new:
            self._cache.keep([(OPENED, __version__, zipped(known.kept))])
        return taken

    def keys(self, files: Iterable[ToRead]) -> dict[str, str]:
        """By digest, all that the reading of each file depends on."""
        return {one.file.digest: fingerprint(self._shared, one.file, one.assigned) for one in files}

    def read(
        self, files: Sequence[ToRead], keys: Mapping[str, str], readers: Executor | None
    ) -> Iterator[Reading]:
        """The readings of all files with these keys, in their order.

        Raises:
            PipelineError: A file that is to be read, or that left the inbox, is not sound in
                the archive; or no worker process can be started here.
        """
        kept = dict(self._kept(files, keys))
        for one in files:
            if not one.is_present:
                self._archive.fetch(one.file.digest)
        rest = [self._waiting(one) for one in files if one.file.digest not in kept]
        fresh = self._read(rest, keys, readers)
        for one in files:
            yield kept.pop(one.file.digest) if one.file.digest in kept else next(fresh)
        self._cache.drop_others({*keys, OPENED, CROSSED, LAST_RUN})

    def _kept(
        self, files: Sequence[ToRead], keys: Mapping[str, str]
    ) -> Iterator[tuple[str, Reading]]:
        by_digest = {one.file.digest: one.file for one in files}
        for digest, content in self._cache.kept(keys):
            with suppress(DamagedError):
                verdict, submission = unpack_reading(content, by_digest[digest])
                yield digest, Reading(verdict, submission, lasting=True)

    def _read(
        self, files: Sequence[Waiting], keys: Mapping[str, str], readers: Executor | None
    ) -> Iterator[Reading]:
        unkept: list[Reading] = []
        try:
            for reading in read_all(self._asked, files, readers):
                unkept += [reading] if reading.lasting else []
                if len(unkept) == TOGETHER:
                    self._keep(unkept, keys)
                    unkept.clear()
                yield reading
        finally:
            self._keep(unkept, keys)

    def _keep(self, readings: Sequence[Reading], keys: Mapping[str, str]) -> None:
        self._cache.keep(
            (
                one.verdict.digest,
                keys[one.verdict.digest],
                pack_reading(one.verdict, one.submission),
            )
            for one in readings
        )

    def _known_files(self) -> KnownFiles:
        for _, content in self._cache.kept({OPENED: __version__}):
            with suppress(DamagedError):
                return KnownFiles(unzipped(content))
        return KnownFiles()

    def findings(self, ground: str, find: Callable[[], tuple[Finding, ...]]) -> tuple[Finding, ...]:
        """What was found on the same ground before, or is found now."""
        for _, content in self._cache.kept({CROSSED: ground}):
            with suppress(DamagedError):
                return unpack_findings(content)
        found = find()
        self._cache.keep([(CROSSED, ground, pack_findings(found))])
        return found

    def _waiting(self, one: ToRead) -> Waiting:
        return Waiting(self._archive.fetch(one.file.digest), one.file, one.assigned)
