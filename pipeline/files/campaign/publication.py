"""Put a run's results in place all together or not at all, whatever interrupts it.

Results are written into a staging folder first. When all are there the folder is renamed, which
is the moment from which they count; only then are they moved into place. A run that died before
that moment leaves nothing behind, one that died after it is finished by the next.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import chain, count
from pathlib import Path
from tempfile import mkdtemp

from pipeline.domain.errors import OutputError
from pipeline.files.atomic import explained, flush_to_disk, move_over, why_not_written

HISTORY = "lich-su"
CLUSTERS = "cum"
"""The one folder of results below: in it a folder a cluster, in a campaign of many."""

UNFINISHED = ".dang-ghi-"
"""Begins the name of a folder that results are being written into."""

COMPLETE = ".hoan-tat-"
"""Begins the name of a folder whose results count and are on their way into place."""

FORMER = "_ban-truoc"
"""In such a folder: the results that the new ones replace."""


@contextmanager
def publishing(folder: Path, run: str) -> Iterator[Path]:
    """Give a staging folder; at the end its files take their places in ``folder`` together.

    The files they replace, and all others beside them, are kept in ``lich-su/truoc-RUN``.

    Raises:
        OutputError: A file of the former run is open, or the disk is full or read-only. Nothing
            has changed then, unless the line says that the next run goes on.
    """
    resume_publication(folder)
    with explained(folder):
        folder.mkdir(parents=True, exist_ok=True)
        staging = Path(mkdtemp(prefix=UNFINISHED, dir=folder))
    try:
        yield staging
        _check_free(staging, folder)
        with explained(folder):
            _keep_former(staging, folder)
            for path in staged_files(staging):
                flush_to_disk(path)
            for path in (staging / FORMER).rglob("*"):
                if path.is_file():
                    flush_to_disk(path)
            complete = staging.rename(folder / f"{COMPLETE}{run}")
    except BaseException as problem:
        shutil.rmtree(staging, ignore_errors=True)
        if isinstance(problem, OSError):
            raise OutputError(why_not_written(problem, folder)) from problem
        raise
    _finish(complete, folder)


def resume_publication(folder: Path) -> None:
    """Finish what an interrupted run had complete, and clear away what it had not.

    Raises:
        OutputError: A file is still open, or the folder cannot be written.
    """
    if not folder.is_dir():
        return
    for complete in sorted(folder.glob(f"{COMPLETE}*")):
        _finish(complete, folder)
    for staging in folder.glob(f"{UNFINISHED}*"):
        shutil.rmtree(staging, ignore_errors=True)


def staged(staging: Path, name: str) -> Path:
    """Where a result is to be written, by its name with slashes; its folder is made."""
    path = staging / name
    path.parent.mkdir(parents=True, exist_ok=True)
    return path


def staged_files(folder: Path) -> Iterator[Path]:
    """The results in a folder, those of the clusters below it too."""
    for path in chain(folder.iterdir(), (folder / CLUSTERS).rglob("*")):
        if path.is_file():
            yield path


def is_interrupted(folder: Path) -> bool:
    """Whether complete results of an interrupted run are still on their way into place."""
    return any(folder.glob(f"{COMPLETE}*"))


def _keep_former(staging: Path, folder: Path) -> None:
    former = [path for path in staged_files(folder) if not _is_lock(path)]
    kept = staging / FORMER
    kept.mkdir()
    for path in former:
        shutil.copy2(path, staged(kept, path.relative_to(folder).as_posix()))


def _is_lock(path: Path) -> bool:
    """What Word and LibreOffice lay beside a document that is open."""
    return path.name.startswith(("~$", ".~lock."))


def _check_free(staging: Path, folder: Path) -> None:
    """Word and Excel on Windows let nobody else write the file they have open."""
    for path in staged_files(staging):
        name = path.relative_to(staging).as_posix()
        target = folder / name
        try:
            if target.is_file():
                target.open("r+b").close()
        except OSError as problem:
            raise OutputError(
                f"“{name}” đang mở trong Word, Excel hoặc bị khóa; chưa có gì bị thay đổi."
                " Đóng tệp đó rồi chạy lại."
            ) from problem


def _finish(complete: Path, folder: Path) -> None:
    """Move everything into place; whatever was moved before stays where it is."""
    run = complete.name.removeprefix(COMPLETE)
    former = complete / FORMER
    with explained(folder):
        if former.is_dir() and any(former.iterdir()):
            history = folder / HISTORY
            history.mkdir(exist_ok=True)
            former.rename(free_name(history / f"truoc-{run}"))
    for path in sorted(staged_files(complete)):
        name = path.relative_to(complete).as_posix()
        with explained(folder / name, advice=_GOES_ON):
            move_over(path, staged(folder, name))
    shutil.rmtree(complete, ignore_errors=True)


_GOES_ON = "Đóng tệp đó rồi chạy lại: các kết quả đã ghi xong sẽ được đưa vào chỗ"


def free_name(folder: Path) -> Path:
    """The folder, or its name with a number when an earlier run took it."""
    names = (folder.with_name(f"{folder.name}-{number}") for number in count(2))
    return next(path for path in chain([folder], names) if not path.exists())
