"""``thidua consolidate``: collect, check, aggregate, write both reports and the appendices."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from pipeline.domain.document import Document, figures_in
from pipeline.domain.errors import OutputError, PipelineError
from pipeline.domain.outline import Outline
from pipeline.files.appendix.appendix_xlsx import write_appendices
from pipeline.files.campaign.ledger import open_ledger
from pipeline.files.campaign.publication import publishing
from pipeline.files.office import convert
from pipeline.files.templates.phrases import load_phrases
from pipeline.files.web.sources_page import write_sources_page
from pipeline.files.word.report_docx import write_report
from pipeline.jobs.alone import alone
from pipeline.jobs.campaigns import OpenCampaign
from pipeline.jobs.collect import Collected, collect
from pipeline.jobs.feedback import Feedback, write_feedback
from pipeline.jobs.progress import Progress, silent
from pipeline.jobs.status_page import Told, tell_status
from pipeline.jobs.templates import outlines, template_of
from pipeline.steps.figures import FigureBook
from pipeline.steps.provenance import figures_json, record_figures
from pipeline.steps.report.compose import compose
from pipeline.steps.sources import sources_of
from pipeline.steps.tables.appendices import appendices
from pipeline.steps.tables.registry import workbook_tables
from pipeline.steps.tables.statistics import statistical_tables

APPENDIX_BOOK = "phu-luc.xlsx"
SOURCES_PAGE = "nguon-so-lieu.html"
FIGURES_FILE = "nguon-so-lieu.json"


@dataclass(frozen=True, slots=True)
class Consolidated:
    """What a run made.

    Attributes:
        figures: How many different figures can be traced.
        notes: What could not be done besides, each a line.
    """

    run: str
    collected: Collected
    reports: tuple[Path, ...]
    feedback: Feedback
    figures: int
    told: Told
    notes: tuple[str, ...] = ()


@alone
def consolidate(
    opened: OpenCampaign, *, now: datetime, pdf: bool = False, progress: Progress = silent
) -> Consolidated:
    """Write everything anew into ``reports/``; the former run is kept in ``reports/lich-su/``.

    Args:
        opened: The campaign.
        now: The time of the run.
        pdf: Whether every Word document is to be converted too, which needs LibreOffice.
        progress: Told what is being done.

    Raises:
        PipelineError: Nothing was returned yet, or a result cannot be written.
    """
    collected = collect(opened, now=now, progress=progress)
    if not collected.collection.submissions:
        raise PipelineError(
            f"Chưa có bài nộp nào đọc được trong “{opened.folder.inbox}”. Chép tệp các đơn vị gửi"
            " về vào thư mục này rồi chạy lại; xem tình trạng từng tệp bằng: thidua status."
        )
    book = FigureBook(collected.collection, opened.unit_form, opened.head_form, load_phrases())
    run = f"{now:%Y%m%d-%H%M%S}"
    written = _write_reports(opened, book, run, progress, pdf=pdf)
    feedback = write_feedback(opened, collected)
    with open_ledger(opened.folder.ledger) as ledger:
        results = {"reports": [path.name for path in written.paths], "figures": written.figures}
        ledger.record_run(run, results, now)
    told = tell_status(opened, collected, now=now, asked=feedback.asked)
    return Consolidated(
        run, collected, written.paths, feedback, written.figures, told, tuple(written.notes)
    )


@dataclass(frozen=True, slots=True)
class _Written:
    """The results in place, how many figures they print, and what could not be done."""

    paths: tuple[Path, ...]
    figures: int
    notes: list[str]


def _write_reports(
    opened: OpenCampaign, book: FigureBook, run: str, progress: Progress, *, pdf: bool
) -> _Written:
    """Write all results aside, then put them in place together."""
    notes: list[str] = []
    folder = opened.folder.reports
    with publishing(folder, run) as staging:
        documents = []
        for outline in outlines():
            progress(f"bao-cao-{outline.id}.docx")
            documents.append(_write_document(opened, staging, outline, book))
        progress(APPENDIX_BOOK)
        tables = (*workbook_tables(book), *statistical_tables(book, opened.statistics))
        campaign = opened.campaign
        subtitle = f"Tổng kết phong trào thi đua, công tác khen thưởng {campaign.period.label}"
        write_appendices(staging / APPENDIX_BOOK, campaign.title, subtitle, tables)
        printed = [figure for document in documents for figure in document.figures]
        printed += [figure for table in tables for figure in figures_in(table)]
        records = record_figures(printed)
        (staging / FIGURES_FILE).write_text(figures_json(run, records), encoding="utf-8")
        progress(SOURCES_PAGE)
        named = list(zip((outline.name for outline in outlines()), documents, strict=True))
        sources = sources_of(printed, book.collection)
        title = f"{campaign.title}, {campaign.period.label}"
        write_sources_page(staging / SOURCES_PAGE, title, named, tables, sources)
        notes.extend(_convert_all(staging, progress) if pdf else ())
        names = sorted(path.name for path in staging.iterdir())
    return _Written(tuple(folder / name for name in names), len(records), notes)


def _write_document(
    opened: OpenCampaign, staging: Path, outline: Outline, book: FigureBook
) -> Document:
    document = compose(outline, book, appendices=appendices(book))
    path = staging / f"bao-cao-{outline.id}.docx"
    write_report(path, document, template_of(opened.folder, outline), outline)
    return document


def _convert_all(staging: Path, progress: Progress) -> Iterator[str]:
    """Put a PDF beside every Word document; the documents stay when that does not succeed."""
    for path in sorted(staging.glob("*.docx")):
        progress(f"{path.stem}.pdf")
        try:
            convert(path, staging)
        except OutputError as problem:
            yield f"Chưa có {path.stem}.pdf: {problem}"
