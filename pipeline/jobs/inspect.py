"""``thidua check`` and ``layout``: look at one workbook."""

from __future__ import annotations

from concurrent.futures import Executor
from datetime import datetime
from pathlib import Path
from typing import Any

from pipeline.domain.errors import PipelineError
from pipeline.domain.intake import SeenFile
from pipeline.files.campaign.archive import digest_of
from pipeline.files.carriers.unpack import Unpacked, unpack
from pipeline.files.forms.form_layout import read_published_layout
from pipeline.files.open_problems import why_not_opened
from pipeline.files.returned.file_kind import Unreadable
from pipeline.jobs.campaigns import OpenCampaign
from pipeline.jobs.containing import call_contained, read_all
from pipeline.jobs.reading import Reading, Waiting, refused


def check_file(
    opened: OpenCampaign, path: Path, *, now: datetime, readers: Executor | None = None
) -> Reading:
    """A verdict on one workbook, without taking it in.

    Raises:
        PipelineError: There is no such file.
    """
    try:
        file = SeenFile(digest_of(path), path.name, path.stat().st_size, now)
        carried = unpack(path.read_bytes(), path.name)
    except OSError as problem:
        raise PipelineError(f"Không mở được tệp “{path}”: {why_not_opened(problem)}.") from problem
    if carried:
        return refused(file, carried.refusal or _of_its_files(carried))
    (reading,) = read_all(opened.asked, (Waiting(path, file),), readers)
    return reading


def _of_its_files(carried: Unpacked) -> Unreadable:
    """What to do with a file that is to be judged by the files in it."""
    return Unreadable(
        f"{carried.kind.label} có {len(carried.leaves)} tệp bên trong; "
        "mỗi tệp được kiểm tra riêng.",
        "Chép vào inbox rồi chạy thidua status, hoặc lưu riêng từng tệp Excel rồi kiểm tra.",
    )


def layout_of(path: Path) -> dict[str, Any]:
    """Where everything lies in an issued workbook, as it was published in the workbook itself.

    Raises:
        PipelineError: The file is not a workbook issued by thidua.
    """
    try:
        return call_contained(read_published_layout, path)
    except Unreadable as problem:
        raise PipelineError(f"{path.name}: {problem.reason} {problem.advice}") from problem
