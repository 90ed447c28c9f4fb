"""``thidua consolidate``: collect, check, aggregate, write both reports and the appendices."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from pipeline.domain.document import Document, figures_in
from pipeline.domain.errors import PipelineError
from pipeline.domain.outline import Outline
from pipeline.files.appendix.appendix_xlsx import write_appendices
from pipeline.files.campaign.ledger import open_ledger
from pipeline.files.campaign.publication import publishing
from pipeline.files.templates.settings import templates_folder
from pipeline.files.word.outline import load_outline
from pipeline.files.word.report_docx import write_report
from pipeline.jobs.alone import alone
from pipeline.jobs.campaigns import OpenCampaign
from pipeline.jobs.collect import Collected, collect
from pipeline.jobs.feedback import Feedback, write_feedback
from pipeline.jobs.progress import Progress, silent
from pipeline.jobs.status_page import Told, tell_status
from pipeline.steps.figures import FigureBook
from pipeline.steps.provenance import record_figures
from pipeline.steps.report.compose import compose
from pipeline.steps.tables.appendices import appendices
from pipeline.steps.tables.registry import workbook_tables

OUTLINES = ("mau-so-1", "mau-so-02")
APPENDIX_BOOK = "phu-luc.xlsx"
FIGURES_FILE = "nguon-so-lieu.json"


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
    told: Told


@alone
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
    told = tell_status(opened, collected, now=now, asked=feedback.asked)
    return Consolidated(run, collected, reports, feedback, figures, told)


def _write_reports(
    opened: OpenCampaign, book: FigureBook, run: str, progress: Progress
) -> tuple[tuple[Path, ...], int]:
    """Write all results aside, then put them in place together."""
    folder = opened.folder.reports
    with publishing(folder, run) as staging:
        documents = []
        for outline_id in OUTLINES:
            outline = load_outline(templates_folder() / "reports" / f"{outline_id}.toml")
            progress(f"bao-cao-{outline_id}.docx")
            documents.append(_write_document(staging, outline, book))
        progress(APPENDIX_BOOK)
        tables = workbook_tables(book)
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
        names = sorted(path.name for path in staging.iterdir())
    return tuple(folder / name for name in names), len(records)


def _write_document(staging: Path, outline: Outline, book: FigureBook) -> Document:
    document = compose(outline, book, appendices=appendices(book))
    template = templates_folder() / "reports" / f"{outline.id}.docx"
    write_report(staging / f"bao-cao-{outline.id}.docx", document, template, outline)
    return document
