"""``thidua consolidate``: collect, check, aggregate, write both reports and the appendices."""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass
from datetime import datetime
from itertools import chain, count
from pathlib import Path
from tempfile import TemporaryDirectory

from pipeline.domain.document import Document, figures_in
from pipeline.domain.errors import PipelineError
from pipeline.domain.outline import Outline
from pipeline.files.appendix.appendix_xlsx import write_appendices
from pipeline.files.atomic import replacing
from pipeline.files.campaign.ledger import open_ledger
from pipeline.files.templates.settings import templates_folder
from pipeline.files.word.outline import load_outline
from pipeline.files.word.report_docx import write_report
from pipeline.jobs.campaigns import OpenCampaign
from pipeline.jobs.collect import Collected, collect
from pipeline.jobs.feedback import Feedback, write_feedback
from pipeline.jobs.progress import Progress, silent
from pipeline.steps.figures import FigureBook
from pipeline.steps.provenance import record_figures
from pipeline.steps.report.compose import compose
from pipeline.steps.tables.appendices import appendices
from pipeline.steps.tables.registry import workbook_tables
from pipeline.steps.tables.statistics import statistical_tables

OUTLINES = ("mau-so-1", "mau-so-02")
APPENDIX_BOOK = "phu-luc.xlsx"
FIGURES_FILE = "nguon-so-lieu.json"
HISTORY = "lich-su"


@dataclass(frozen=True, slots=True)
class Consolidated:
    """What a run made.

    Attributes:
        figures: How many different figures can be traced.
    """

    run: str
    collected: Collected
    reports: tuple[Path, ...]
    feedback: Feedback
    figures: int


def consolidate(
    opened: OpenCampaign, *, now: datetime, progress: Progress = silent
) -> Consolidated:
    """Write everything anew into ``reports/``; the former run is kept in ``reports/lich-su/``.

    Raises:
        PipelineError: Nothing was returned yet, or a result cannot be written.
    """
    collected = collect(opened, now=now, progress=progress)
    if not collected.collection.submissions:
        raise PipelineError(
            f"Chưa có bài nộp nào đọc được trong “{opened.folder.inbox}”. Chép tệp các đơn vị gửi"
            " về vào thư mục này rồi chạy lại; xem tình trạng từng tệp bằng: thidua status."
        )
    book = FigureBook(collected.collection, opened.unit_form, opened.head_form)
    run = f"{now:%Y%m%d-%H%M%S}"
    reports, figures = _write_reports(opened, book, run, progress)
    feedback = write_feedback(opened, collected)
    with open_ledger(opened.folder.ledger) as ledger:
        results = {"reports": [path.name for path in reports], "figures": figures}
        ledger.record_run(run, results, now)
    return Consolidated(run, collected, reports, feedback, figures)


def _write_reports(
    opened: OpenCampaign, book: FigureBook, run: str, progress: Progress
) -> tuple[tuple[Path, ...], int]:
    """Write all results aside, then put them in place together."""
    folder = opened.folder.reports
    with TemporaryDirectory(prefix=".dang-ghi-", dir=_made(folder)) as name:
        staging = Path(name)
        documents = []
        for outline_id in OUTLINES:
            outline = load_outline(templates_folder() / "reports" / f"{outline_id}.toml")
            progress(f"bao-cao-{outline_id}.docx")
            documents.append(_write_document(staging, outline, book))
        progress(APPENDIX_BOOK)
        tables = (*workbook_tables(book), *statistical_tables(book, opened.statistics))
        campaign = opened.campaign
        subtitle = f"Tổng kết phong trào thi đua, công tác khen thưởng {campaign.period.label}"
        write_appendices(staging / APPENDIX_BOOK, campaign.title, subtitle, tables)
        printed = [figure for document in documents for figure in document.figures]
        printed += [figure for table in tables for figure in figures_in(table)]
        records = record_figures(printed)
        content = {"schema": 1, "run": run, "figures": records}
        (staging / FIGURES_FILE).write_text(
            json.dumps(content, ensure_ascii=False, indent=1), encoding="utf-8"
        )
        _keep_former(folder, run)
        written = tuple(_put(path, folder) for path in sorted(staging.iterdir()))
    return written, len(records)


def _write_document(staging: Path, outline: Outline, book: FigureBook) -> Document:
    document = compose(outline, book, appendices=appendices(book))
    template = templates_folder() / "reports" / f"{outline.id}.docx"
    write_report(staging / f"bao-cao-{outline.id}.docx", document, template, outline)
    return document


def _made(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _keep_former(folder: Path, run: str) -> None:
    former = [path for path in folder.iterdir() if path.is_file()]
    kept = _made(_free(folder / HISTORY / f"truoc-{run}")) if former else folder
    for path in former:
        shutil.copy2(path, kept / path.name)


def _free(folder: Path) -> Path:
    """The folder, or its name with a number when an earlier run took it."""
    names = (folder.with_name(f"{folder.name}-{number}") for number in count(2))
    return next(path for path in chain([folder], names) if not path.exists())


def _put(path: Path, folder: Path) -> Path:
    target = folder / path.name
    with replacing(target) as temporary:
        shutil.copyfile(path, temporary)
    return target
