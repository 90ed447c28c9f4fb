"""A run over workbooks that were read before: nothing changed, one changed, nothing kept.

The anchor is what cannot be saved: hashing every file and loading the columns kept of it. What
units say against one another is found again as soon as one file changes; it is timed apart.
"""

from __future__ import annotations

import shutil
import sqlite3
import time
import zipfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Final
from unittest.mock import patch

from pipeline.domain.intake import SeenFile
from pipeline.files.cache.entries import unpack_reading, unsealed
from pipeline.files.cache.reading_cache import DATABASE
from pipeline.files.campaign.archive import digest_of
from pipeline.jobs.campaigns import OpenCampaign, open_campaign
from pipeline.jobs.collect import collect
from pipeline.jobs.consolidate import consolidate
from pipeline.jobs.kept_readings import KeptReadings
from tests.bench.corpus import Shape, make_corpus, make_patterns, returned
from tests.bench.measure import compare, peak_memory, processor, table

NOW: Final = datetime(2025, 12, 20, tzinfo=UTC)
WORKBOOKS: Final = 1_000
ROUNDS: Final = 5


def rerun(folder: Path) -> str:
    """``collect`` of a thousand workbooks again, and ``consolidate`` with nothing changed."""
    root = folder / "corpus"
    make_corpus(root, make_patterns(folder, Shape.SHARED), WORKBOOKS)
    return measured(root)


def measured(root: Path) -> str:
    """The same for a corpus that is there; its cache is deleted first."""
    opened = open_campaign(root)
    shutil.rmtree(opened.folder.cache, ignore_errors=True)
    with _without_cross_check():
        cold, wall = _timed(lambda: collect(opened, now=NOW))
        again = compare(_works(opened), rounds=ROUNDS)
    size = (opened.folder.cache / DATABASE).stat().st_size / len(returned(opened)) / 1024
    unchanged = again[2].milliseconds
    first = (
        f"Cold: {cold:.1f} CPU s with its workers, {wall:.1f} s by the clock;"
        f" {1000 * cold / unchanged:.0f} × the run with nothing changed."
        f" The cache takes {size:.1f} KB a workbook."
    )
    title = f"collect of {len(returned(opened))} workbooks again, cross checks apart"
    return "\n".join((table(title, again), first, _whole(opened), ""))


def _works(opened: OpenCampaign) -> dict[str, Callable[[], object]]:
    files = returned(opened)
    cache = opened.folder.cache / DATABASE
    changes = iter(range(10**6))

    def one_changed() -> None:
        with zipfile.ZipFile(files[0], "a") as package:
            package.comment = str(next(changes)).encode()
        collect(opened, now=NOW)

    def anchor() -> None:
        _hash(files)
        _load(cache)

    return {
        "sha256 of the files, all kept columns loaded": anchor,
        "sha256 of the files alone": lambda: _hash(files),
        "nothing changed": lambda: collect(opened, now=NOW),
        "one workbook changed": one_changed,
    }


def _whole(opened: OpenCampaign) -> str:
    """Once each: they take their time."""
    made, made_wall = _timed(lambda: consolidate(opened, now=NOW))
    again, again_wall = _timed(lambda: consolidate(opened, now=NOW))
    return (
        f"consolidate, everything kept: {made:.1f} CPU s, {made_wall:.1f} s by the clock;"
        f" again, nothing changed: {again:.2f} CPU s, {again_wall:.2f} s."
        f" Peak memory: {peak_memory()}."
    )


def _timed(work: Callable[[], object]) -> tuple[float, float]:
    """CPU seconds with those of worker processes, and seconds by the clock."""
    begun, used = time.perf_counter(), processor()
    work()
    return processor() - used, time.perf_counter() - begun


@contextmanager
def _without_cross_check() -> Iterator[None]:
    with patch.object(KeptReadings, "findings", lambda *_: ()):
        yield


def _hash(files: tuple[Path, ...]) -> None:
    for path in files:
        digest_of(path)


def _load(database: Path) -> None:
    with closing(sqlite3.connect(database)) as connection:
        query = "SELECT name, key, entry FROM kept WHERE name NOT LIKE '@%'"
        for name, key, entry in connection.execute(query):
            file = SeenFile(name, "", 0, NOW)
            _, submission = unpack_reading(unsealed(key, entry), file)
            for each in submission.tables.values() if submission else ():
                len(each.values)
