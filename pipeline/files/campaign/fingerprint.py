"""Fingerprints of all that the state of a campaign follows from, to tell that nothing changed.

Contents are hashed, never times: only of the program's own modules, which nobody edits between
two runs but a developer, name, size and time are enough. What a new source of the state is read
from belongs here. Nothing is imported that would take time.
"""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Final

from pipeline import __version__
from pipeline.files.campaign.archive import digest_of
from pipeline.files.campaign.campaign_folder import CampaignFolder
from pipeline.files.campaign.inbox import FRESH, VIETNAM, litter_note

_PACKAGE: Final = Path(__file__).resolve().parents[2]
_TEMPLATES: Final = "input_templates"
_SETTINGS: Final = (".xlsx", ".key", ".json")
"""Suffixes of what lies in the campaign folder to be read: campaign.xlsx, its key, last year."""


def given_fingerprint(folder: CampaignFolder, now: datetime) -> str | None:
    """Of what a look at the campaign starts from: day, program, settings and inbox.

    Returns:
        ``None`` when a file is being written or cannot be read, so that nothing can be told.
    """
    day = now.astimezone(VIETNAM).date().isoformat()
    try:
        settings = [path for path in sorted(folder.root.iterdir()) if _is_setting(path)]
        return _digest(
            [
                str(folder.root),
                day,
                *_program(),
                *(f"{path.name} {digest_of(path)}" for path in settings),
                *_inbox(folder.inbox, now),
            ]
        )
    except OSError:
        return None


def kept_fingerprint(folder: CampaignFolder) -> str | None:
    """Of what a look at the campaign writes: ledger, archive and status page; ``None`` likewise."""
    journal = folder.ledger.with_name(f"{folder.ledger.name}-wal")
    kept = [path for path in (folder.ledger, journal, folder.status_page) if path.exists()]
    try:
        page_and_ledger = [f"{path.name} {digest_of(path)}" for path in kept]
        return _digest([*page_and_ledger, *_contents(folder.archive)])
    except OSError:
        return None


def _is_setting(path: Path) -> bool:
    return path.suffix in _SETTINGS and not litter_note(path.name)


def _program() -> Iterator[str]:
    """The version, the libraries installed, our modules and the templates."""
    yield f"{__version__} {sys.version}"
    for entry in map(Path, sys.path):
        if entry.name in ("site-packages", "dist-packages") and entry.is_dir():
            yield from sorted(path.name for path in entry.iterdir() if path.suffix == ".dist-info")
    for path in _walk(_PACKAGE):
        if path.suffix == ".py":
            stat = path.stat()
            yield f"{path} {stat.st_size} {stat.st_mtime_ns}"
    for parent in (_PACKAGE, _PACKAGE.parent):
        yield from _contents(parent / _TEMPLATES)


def _inbox(inbox: Path, now: datetime) -> Iterator[str]:
    """Names and contents; files that other programs leave behind are known by name alone.

    Raises:
        OSError: A file may still be growing: it needs the second look that taking in gives it.
    """
    for path in _walk(inbox):
        name = path.relative_to(inbox).as_posix()
        if litter_note(name):
            yield name
            continue
        if abs(now.timestamp() - path.stat().st_mtime) <= FRESH.total_seconds():
            raise BlockingIOError(path)
        yield f"{name} {digest_of(path)}"


def _contents(folder: Path) -> Iterator[str]:
    for path in _walk(folder):
        yield f"{path.relative_to(folder).as_posix()} {digest_of(path)}"


def _walk(folder: Path) -> Iterator[Path]:
    """Every file below a folder, in one order on every run."""
    for place, inner, names in os.walk(folder, onerror=_stop):
        inner.sort()
        yield from (Path(place, name) for name in sorted(names))


def _stop(error: OSError) -> None:
    if not isinstance(error, FileNotFoundError):
        raise error


def _digest(lines: Iterable[str]) -> str:
    return hashlib.sha256("\n".join(lines).encode("utf-8", "surrogatepass")).hexdigest()
