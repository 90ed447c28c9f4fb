"""Find the results of each run: those in place, and the former ones kept in ``lich-su``."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from pipeline.files.campaign.publication import HISTORY

RECORD = "nguon-so-lieu.json"
"""In every folder of results: which run made them, and everything it recorded."""

_HEAD = 400
_RUN = re.compile(r'"run": ?"([\w.-]+)"')
_NUMBERED = re.compile(r"(.*?\d{6})(?:-(\d+))?")


def run_in(folder: Path) -> str:
    """The run whose results lie in a folder; "" when there are none or they are damaged."""
    try:
        with (folder / RECORD).open(encoding="utf-8") as record:
            found = _RUN.search(record.read(_HEAD))
    except (OSError, UnicodeDecodeError):
        return ""
    return found[1] if found else ""


def run_folders(reports: Path) -> Mapping[str, Path]:
    """Run → the folder that holds its results as they last were."""
    kept = sorted((reports / HISTORY).glob("truoc-*"), key=_turn)
    found = {run_in(folder): folder for folder in (*kept, reports)}
    return {run: folder for run, folder in found.items() if run}


def _turn(folder: Path) -> tuple[str, int]:
    """The order in which folders were kept; those of one second are numbered from 2."""
    found = _NUMBERED.fullmatch(folder.name)
    return (found[1], int(found[2] or 1)) if found else (folder.name, 1)
