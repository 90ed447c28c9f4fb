"""Read returned files through the cache: what was read before and is the same is not read again.

An entry's key holds all that a reading depends on: the bytes, the file as it was seen, who it was
given to, what the campaign asks, and the versions of the program and of its reading.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from pipeline import __version__
from pipeline.domain.fingerprint import fingerprint
from pipeline.domain.intake import SeenFile
from pipeline.files.cache.columns import DamagedError, unzipped, zipped
from pipeline.files.cache.entries import pack_reading, unpack_reading
from pipeline.files.cache.reading_cache import ReadingCache
from pipeline.jobs.containing import read_all
from pipeline.jobs.reading import READER, Asked, Reading, Waiting
from pipeline.jobs.take_in import PlainFiles

TOGETHER: Final = 200
"""Readings kept at once; an interrupted command has lost fewer."""

PLAIN: Final = "@plain"
"""The name of the entry that lists the files known to be no carriers."""


@dataclass(frozen=True, slots=True)
class ToRead:
    """A file that was taken in, and the unit that a person gave it to; "" when nobody did."""

    file: SeenFile
    assigned: str = ""


class KeptReadings:
    """The readings of one campaign, those kept before and those made now."""

    def __init__(self, cache: ReadingCache, asked: Asked, where: Callable[[str], Path]) -> None:
        """Of what a campaign asks; ``where`` gives the sound archived copy of a digest."""
        self._cache = cache
        self._asked = asked
        self._where = where
        self._ground = fingerprint(__version__, READER, asked)

    def key(self, one: ToRead) -> str:
        """All that the reading of a file depends on."""
        return fingerprint(self._ground, one.file, one.assigned)

    def read(self, files: Sequence[ToRead], readers: Executor | None) -> Iterator[Reading]:
        """The readings of all files, in their order."""
        keys = {one.file.digest: self.key(one) for one in files}
        kept = dict(self._kept(files, keys))
        rest = [self._waiting(one) for one in files if one.file.digest not in kept]
        fresh = self._read(rest, keys, readers)
        for one in files:
            yield kept.pop(one.file.digest) if one.file.digest in kept else next(fresh)
        self._cache.drop_others({*keys, PLAIN})

    def _kept(self, files: Sequence[ToRead], keys: dict[str, str]) -> Iterator[tuple[str, Reading]]:
        by_digest = {one.file.digest: one.file for one in files}
        for digest, content in self._cache.kept(keys):
            with suppress(DamagedError):
                verdict, submission = unpack_reading(content, by_digest[digest])
                yield digest, Reading(verdict, submission, lasting=True)

    def _read(
        self, files: Sequence[Waiting], keys: dict[str, str], readers: Executor | None
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

    def _keep(self, readings: Sequence[Reading], keys: dict[str, str]) -> None:
        self._cache.keep(
            (
                one.verdict.digest,
                keys[one.verdict.digest],
                pack_reading(one.verdict, one.submission),
            )
            for one in readings
        )

    def plain_files(self) -> PlainFiles:
        """The files known to be no carriers."""
        for _, content in self._cache.kept({PLAIN: __version__}):
            with suppress(DamagedError):
                return PlainFiles(unzipped(content))
        return PlainFiles()

    def keep_plain_files(self, plain: PlainFiles) -> None:
        """Keep them for the next command, where there are new ones."""
        if plain.is_new:
            self._cache.keep([(PLAIN, __version__, zipped(sorted(plain.known)))])

    def _waiting(self, one: ToRead) -> Waiting:
        return Waiting(self._where(one.file.digest), one.file, one.assigned)
