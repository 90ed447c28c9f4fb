"""``thidua check``, ``layout`` and ``trace``: look at one workbook, or behind one figure."""

from __future__ import annotations

import json
from concurrent.futures import Executor
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from pipeline.domain.errors import PipelineError
from pipeline.domain.figures import Figure
from pipeline.domain.intake import SeenFile
from pipeline.files.campaign.archive import digest_of
from pipeline.files.campaign.run_folders import RECORD
from pipeline.files.carriers.unpack import Unpacked, unpack
from pipeline.files.forms.form_layout import read_published_layout
from pipeline.files.open_problems import why_not_opened
from pipeline.files.returned.file_kind import Unreadable
from pipeline.jobs.campaigns import OpenCampaign
from pipeline.jobs.collect import collect
from pipeline.jobs.containing import call_contained, read_all
from pipeline.jobs.reading import Reading, Waiting, refused
from pipeline.steps.provenance import FigureRecord, restore_figure
from pipeline.steps.trace import TracedCell, trace


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


@dataclass(frozen=True, slots=True)
class Traced:
    """A figure with the cells it came from."""

    figure: Figure
    cells: tuple[TracedCell, ...]


def printed_figures(opened: OpenCampaign) -> dict[str, FigureRecord]:
    """The figures of the last run, by id.

    Raises:
        PipelineError: There was no run yet, or its record is damaged.
    """
    path = opened.folder.reports / RECORD
    try:
        records: dict[str, FigureRecord] = json.loads(path.read_text(encoding="utf-8"))["figures"]
    except FileNotFoundError as problem:
        raise PipelineError("Chưa có báo cáo nào. Chạy thidua consolidate trước.") from problem
    except (ValueError, KeyError, TypeError) as problem:
        raise PipelineError(f"Tệp {path} bị hỏng. Chạy lại thidua consolidate.") from problem
    return records


def trace_figure(opened: OpenCampaign, figure_id: str, *, now: datetime) -> Traced:
    """The cells behind a printed figure.

    Raises:
        PipelineError: No such figure was printed.
    """
    records = printed_figures(opened)
    by_code = {record["code"]: name for name, record in records.items() if "code" in record}
    figure_id = by_code.get(figure_id.strip().lower(), figure_id)
    if figure_id not in records:
        raise PipelineError(
            f"Không có số liệu “{figure_id}” trong lần tổng hợp gần nhất."
            " Xem danh sách bằng: thidua trace --find CHỮ-HOẶC-SỐ."
        )
    figure = restore_figure(figure_id, records)
    return Traced(figure, trace(figure, collect(opened, now=now).collection))


def find_figures(opened: OpenCampaign, text: str) -> dict[str, FigureRecord]:
    """The figures of the last run whose printed value is the text, or whose label holds it."""
    wanted = text.strip().lower()
    return {
        name: record
        for name, record in printed_figures(opened).items()
        if wanted == record["printed"].lower()
        or wanted in record["label"].lower()
        or wanted in name.lower()
        or wanted == record.get("code")
    }
