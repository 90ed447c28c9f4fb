"""``thidua runs``, ``diff``, ``restore``: the former runs of a campaign, found by their ids."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from pipeline.domain.errors import PipelineError
from pipeline.files.campaign.final_folder import final_run
from pipeline.files.campaign.ledger import Run, open_ledger
from pipeline.files.campaign.publication import publishing, resume_publication, staged
from pipeline.files.campaign.run_folders import RECORD, run_folders, run_in
from pipeline.files.open_documents import lock_of
from pipeline.jobs.alone import alone
from pipeline.jobs.campaigns import OpenCampaign
from pipeline.jobs.collect import collect
from pipeline.jobs.progress import Progress, silent
from pipeline.jobs.run_records import STAMP, heal, read_record, readable
from pipeline.steps.changes.change_list import ChangeList, change_list


@dataclass(frozen=True, slots=True)
class KnownRun:
    """One run as it is listed.

    Attributes:
        units: How many units were in; ``None`` for a run before that was recorded.
        moved: How many printed figures moved since the run before it; likewise.
        folder: Where its results lie; ``None`` when they are gone.
        is_present: Whether they are those in ``reports/``.
    """

    id: str
    at: datetime
    units: int | None
    asked: int | None
    moved: int | None
    is_final: bool
    folder: Path | None
    is_present: bool = False


@dataclass(frozen=True, slots=True)
class Restored:
    """What putting a former run's results back did.

    Attributes:
        paths: What was put in place.
        replaced: The run that lay there before; "" when it is unknown.
        kept: Where that is kept now; ``None`` when nothing lay there.
        left: Names of results of the replaced run that the restored one does not have; they stay.
    """

    run: str
    paths: tuple[Path, ...]
    replaced: str
    kept: Path | None
    left: tuple[str, ...]


@alone
def known_runs(opened: OpenCampaign, *, now: datetime) -> tuple[KnownRun, ...]:
    """Every run, the last one last."""
    reports = opened.folder.reports
    resume_publication(reports)
    with open_ledger(opened.folder.ledger) as ledger:
        heal(ledger, read_record(reports), now)
        runs = ledger.runs()
    folders, present, final = run_folders(reports), run_in(reports), final_run(reports)
    known = (_known(run, folders.get(run.id)) for run in runs)
    return tuple(
        replace(one, is_final=one.is_final or one.id == final, is_present=one.id == present)
        for one in known
    )


def describe_runs(runs: tuple[KnownRun, ...]) -> dict[str, Any]:
    """The runs as plain data for other programs."""
    told = [
        {
            "run": run.id,
            "at": run.at.isoformat(),
            "units": run.units,
            "asked": run.asked,
            "moved": run.moved,
            "final": run.is_final,
            "present": run.is_present,
            "folder": str(run.folder) if run.folder else None,
        }
        for run in runs
    ]
    return {"schema": 1, "runs": told}


@alone
def diff(
    opened: OpenCampaign, chosen: tuple[str, ...], *, now: datetime, progress: Progress = silent
) -> ChangeList:
    """What changed between two runs; by default the last two whose results are there.

    Raises:
        PipelineError: There is no such run, or its results are gone.
    """
    runs = [run for run in known_runs(opened, now=now) if run.folder]
    if not chosen and len(runs) < 2:
        raise PipelineError("Chưa có hai lần tổng hợp để so sánh. Xem các lần: thidua runs.")
    names = chosen or (runs[-2].id, runs[-1].id)
    folders = run_folders(opened.folder.reports)
    if len(names) == 1:
        earlier = [run.id for run in runs if run.id < names[0]]
        names = (earlier[-1] if earlier else names[0], names[0])
    records = [read_record(_folder(run, folders)) for run in names]
    if records[0] is None or records[1] is None:
        raise PipelineError(f"Tệp {RECORD} của một trong hai lần bị hỏng nên không so sánh được.")
    collected = collect(opened, now=now, progress=progress)
    return change_list(records[0], records[1], readable(opened, collected))


@alone
def restore(opened: OpenCampaign, run: str, *, now: datetime) -> Restored:
    """Put a former run's results back into ``reports/``; what lies there now is kept.

    Raises:
        PipelineError: There is no such run, its results are gone or are those in place, or a
            document in place is open.
    """
    reports = opened.folder.reports
    known_runs(opened, now=now)
    folder, replaced = _folder(run, run_folders(reports)), run_in(reports)
    if folder == reports:
        raise PipelineError(
            f"Kết quả của lần {run} đang nằm trong “{reports}”, không cần khôi phục."
        )
    with open_ledger(opened.folder.ledger) as ledger:
        made = {one.id: tuple(one.results.get("reports", ())) for one in ledger.runs()}
    names = _held(folder, made.get(run, ()))
    _require_closed([reports / name for name in names])
    before = set(reports.glob("lich-su/*"))
    with publishing(reports, f"{now:{STAMP}}") as staging:
        for name in names:
            shutil.copy2(folder / name, staged(staging, name))
    kept = next(iter(set(reports.glob("lich-su/*")) - before), None)
    left = (name for name in made.get(replaced, ()) if name not in names)
    return Restored(
        run,
        tuple(reports / name for name in names),
        replaced,
        kept,
        tuple(name for name in left if (reports / name).is_file()),
    )


def _known(run: Run, folder: Path | None) -> KnownRun:
    results: Mapping[str, Any] = run.results
    inputs = results.get("inputs") or {}
    counted = [unit for unit in inputs.get("counted", ()) if not unit.startswith("@")]
    return KnownRun(
        id=run.id,
        at=run.at,
        units=len(counted) if inputs else None,
        asked=inputs.get("asked"),
        moved=results.get("moved"),
        is_final=bool(results.get("final")),
        folder=folder,
    )


def _held(folder: Path, written: tuple[str, ...]) -> list[str]:
    """What a run wrote, and the edited reports that it left as they were; no other file."""
    record = read_record(folder)
    names = dict.fromkeys((*written, *(record.documents if record else ())))
    return [name for name in names if (folder / name).is_file()]


def _folder(run: str, folders: Mapping[str, Path]) -> Path:
    if run in folders:
        return folders[run]
    listed = ", ".join(sorted(folders)) or "(chưa có lần nào)"
    raise PipelineError(f"Không có kết quả của lần “{run}”. Các lần còn kết quả: {listed}.")


def _require_closed(paths: list[Path]) -> None:
    for path in paths:
        if path.exists() and (lock := lock_of(path)):
            raise PipelineError(
                f"“{path.name}” đang mở trong Word, Excel (có “{lock}”); chưa có gì bị thay đổi."
                " Đóng tệp đó rồi chạy lại."
            )
