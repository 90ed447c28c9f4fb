"""``reports/chinh-thuc``: the final results, read-only, put in place together.

A former final folder is moved into ``lich-su``, never changed.
"""

from __future__ import annotations

import json
import shutil
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import mkdtemp

from pipeline.files.atomic import explained, flush_to_disk
from pipeline.files.campaign.publication import HISTORY, UNFINISHED, free_name, staged_files

FINAL = "chinh-thuc"
MANIFEST = "bang-ke.json"
READ_ONLY = stat.S_IREAD | stat.S_IRGRP | stat.S_IROTH


def final_run(reports: Path) -> str:
    """The run that the final results are of; "" when there are none."""
    try:
        text = (reports / FINAL / MANIFEST).read_text(encoding="utf-8")
        return str(json.loads(text)["run"])
    except (OSError, ValueError, KeyError, TypeError):
        return ""


@contextmanager
def finalising(reports: Path) -> Iterator[Path]:
    """Give a folder to write the final results into; at the end it takes its place, read-only.

    Raises:
        OutputError: A former final file is open, or the disk is full or read-only.
    """
    with explained(reports):
        staging = Path(mkdtemp(prefix=UNFINISHED, dir=reports))
    try:
        yield staging
        with explained(reports / FINAL):
            for path in staged_files(staging):
                flush_to_disk(path)
                path.chmod(READ_ONLY)
            _keep_former(reports)
            # mkdtemp lets only its owner in.
            staging.chmod(0o755)
            staging.rename(reports / FINAL)
    except BaseException:
        shutil.rmtree(staging, ignore_errors=True)
        raise


def _keep_former(reports: Path) -> None:
    former = reports / FINAL
    if former.exists():
        history = reports / HISTORY
        history.mkdir(exist_ok=True)
        former.rename(free_name(history / f"{FINAL}-{final_run(reports) or 'cu'}"))
