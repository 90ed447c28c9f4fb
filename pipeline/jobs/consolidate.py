"""``thidua consolidate``: collect, check, aggregate, write both reports and the appendices."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Executor
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path

from pipeline.domain.errors import PipelineError
from pipeline.files.campaign.final_folder import final_run
from pipeline.files.campaign.ledger import open_ledger
from pipeline.files.campaign.publication import resume_publication
from pipeline.files.templates.phrases import load_phrases
from pipeline.files.word.living.update import update_report
from pipeline.jobs.alone import alone
from pipeline.jobs.campaigns import OpenCampaign
from pipeline.jobs.collect import Collected, collect
from pipeline.jobs.edited_reports import Placed, UpdateInPlace
from pipeline.jobs.feedback import Feedback, write_feedback
from pipeline.jobs.final import Finalised, finalise, refuse_unfinished
from pipeline.jobs.progress import Progress, begin, silent
from pipeline.jobs.run_records import heal, new_run, read_record, run_results
from pipeline.jobs.status_page import Told, standing, tell_status
from pipeline.jobs.unchanged import remember, unchanged
from pipeline.jobs.write_reports import Run, Written, write_reports
from pipeline.steps.changes.change_list import ChangeList
from pipeline.steps.figures import FigureBook

UPDATE: UpdateInPlace = update_report
"""What updates an edited report in place; where it cannot the new report is written beside."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a run is to make besides.

    Attributes:
        pdf: Whether every Word document is to be converted too, which needs LibreOffice.
        final: Whether the results are to be final.
    """

    pdf: bool = False
    final: bool = False


@dataclass(frozen=True, slots=True)
class Consolidated:
    """What a run made.

    Attributes:
        figures: How many different figures can be traced.
        changes: Since the former run.
        notes: What could not be done besides, each a line.
        final: The final results, where they were asked for.
        is_unchanged: Whether nothing changed since ``run``, whose results stay as they are.
    """

    run: str
    collected: Collected
    reports: tuple[Path, ...]
    feedback: Feedback
    figures: int
    told: Told
    changes: ChangeList
    notes: tuple[str, ...] = ()
    final: Finalised | None = None
    is_unchanged: bool = False


@alone
def consolidate(
    opened: OpenCampaign,
    *,
    now: datetime,
    wanted: Wanted = Wanted(),
    progress: Progress = silent,
    readers: Executor | None = None,
) -> Consolidated:
    """Write ``reports/`` anew unless nothing changed; the former run is kept in ``lich-su/``.

    Args:
        opened: The campaign.
        now: The time of the run.
        wanted: What is to be made besides.
        progress: Told what is being done.
        readers: Where the returned files are read; worker processes of our own if not given.

    Raises:
        PipelineError: Nothing was returned yet, a result cannot be written, or not be final yet.
    """
    collected = collect(opened, now=now, progress=progress, readers=readers)
    _require_returned(opened, collected)
    if former := _as_before(opened, collected, wanted):
        return former
    run = _begin(opened, now, wanted)
    begin(progress, "Cộng số liệu")
    book = FigureBook(collected.collection, opened.unit_form, opened.head_form, load_phrases())
    check = partial(_refuse_unfinished, collected, wanted)
    written = write_reports(opened, collected, book, run, check, progress)
    begin(progress, "Viết phản hồi cho các đơn vị")
    feedback = write_feedback(opened, collected)
    told = tell_status(opened, collected, now=now, asked=feedback.asked)
    final = finalise(opened, collected, run.id, written.paths) if wanted.final else None
    _remember(opened, run, written, is_final=wanted.final)
    remember(opened, collected, written, feedback)
    figures, notes = len(written.record.figures), (*written.notes, *_earlier_final(opened, wanted))
    changes = written.changes
    return Consolidated(
        run.id, collected, written.paths, feedback, figures, told, changes, notes, final
    )


def _as_before(opened: OpenCampaign, collected: Collected, wanted: Wanted) -> Consolidated | None:
    """The former run, where another one would make nothing else; ``None`` where it would."""
    made = None if wanted.final else unchanged(opened, collected)
    if made is None or (wanted.pdf and not any(path.suffix == ".pdf" for path in made.reports)):
        return None
    return Consolidated(
        made.run,
        collected,
        made.reports,
        made.feedback,
        made.figures,
        standing(opened, collected),
        ChangeList(made.run, made.run),
        tuple(_earlier_final(opened, wanted)),
        is_unchanged=True,
    )


def _refuse_unfinished(collected: Collected, wanted: Wanted, placed: tuple[Placed, ...]) -> None:
    if wanted.final:
        refuse_unfinished(collected, placed)


def _require_returned(opened: OpenCampaign, collected: Collected) -> None:
    if not collected.collection.submissions:
        raise PipelineError(
            f"Chưa có bài nộp nào đọc được trong “{opened.folder.inbox}”. Chép tệp các đơn vị gửi"
            " về vào thư mục này rồi chạy lại; xem tình trạng từng tệp bằng: thidua status."
        )


def _begin(opened: OpenCampaign, now: datetime, wanted: Wanted) -> Run:
    """Finish what an interrupted run left, and look what lies in ``reports/``."""
    resume_publication(opened.folder.reports)
    former = read_record(opened.folder.reports)
    with open_ledger(opened.folder.ledger) as ledger:
        heal(ledger, former, now)
        return Run(new_run(now, ledger), now, former, wanted.pdf, UPDATE)


def _earlier_final(opened: OpenCampaign, wanted: Wanted) -> Iterator[str]:
    if not wanted.final and (run := final_run(opened.folder.reports)):
        yield (
            f"Đã có báo cáo chính thức (lần {run}) trong reports/chinh-thuc; thư mục đó được giữ"
            " nguyên, lần này ghi bên cạnh. Muốn chốt lại: thidua consolidate --final."
        )


def _remember(opened: OpenCampaign, run: Run, written: Written, *, is_final: bool) -> None:
    reports = opened.folder.reports
    names = tuple(path.relative_to(reports).as_posix() for path in written.paths)
    results = run_results(written.record, names, len(written.changes.printed))
    with open_ledger(opened.folder.ledger) as ledger:
        ledger.record_run(run.id, {**results, "final": is_final}, run.now)
