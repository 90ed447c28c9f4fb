"""Write all results of a run aside, then put them in place together.

A new kind of result is written in ``_write_all``; what it prints goes into the record of the run.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from pipeline.domain.document import Document, Table, figures_in
from pipeline.domain.errors import OutputError
from pipeline.domain.figures import Figure
from pipeline.domain.living import FigureMove
from pipeline.domain.runs import RunRecord
from pipeline.domain.statistics import StatisticalForm
from pipeline.files.appendix.appendix_xlsx import write_appendices
from pipeline.files.campaign.publication import publishing
from pipeline.files.campaign.run_folders import RECORD, run_folders
from pipeline.files.office import convert
from pipeline.files.web.changes_page import CHANGES_PAGE, write_changes_page
from pipeline.files.web.sources_page import write_sources_page
from pipeline.files.word.report_docx import write_report
from pipeline.jobs.campaigns import OpenCampaign
from pipeline.jobs.collect import Collected
from pipeline.jobs.edited_reports import Placed, Placing, UpdateInPlace
from pipeline.jobs.progress import Progress, begin
from pipeline.jobs.run_records import inputs_of, read_record, readable
from pipeline.jobs.templates import outlines, template_of
from pipeline.steps.changes.change_list import ChangeList, change_list
from pipeline.steps.changes.describe_changes import describe_changes
from pipeline.steps.changes.run_records import blocks_of, record_json, sheets_of
from pipeline.steps.figures import FigureBook
from pipeline.steps.provenance import record_figures
from pipeline.steps.report.compose import compose
from pipeline.steps.sources import sources_of
from pipeline.steps.tables.appendices import appendices
from pipeline.steps.tables.registry import workbook_tables
from pipeline.steps.tables.statistics import statistical_tables

APPENDIX_BOOK = "phu-luc.xlsx"
SOURCES_PAGE = "nguon-so-lieu.html"

Check = Callable[[tuple[Placed, ...]], None]
"""Given the staged reports; it raises when they must not be put in place."""


@dataclass(frozen=True, slots=True)
class Run:
    """One run of ``consolidate``.

    Attributes:
        former: The run whose results lie in ``reports/``; ``None`` before the first.
        update: What updates an edited report.
    """

    id: str
    now: datetime
    former: RunRecord | None
    pdf: bool
    update: UpdateInPlace


@dataclass(frozen=True, slots=True)
class Written:
    """The results in place.

    Attributes:
        record: What the run leaves for later ones.
        notes: What could not be done besides, each a line.
    """

    paths: tuple[Path, ...]
    record: RunRecord
    changes: ChangeList
    notes: tuple[str, ...]


def write_reports(
    opened: OpenCampaign,
    collected: Collected,
    book: FigureBook,
    run: Run,
    check: Check,
    progress: Progress,
) -> Written:
    """Write everything anew into ``reports/``; the former results are kept.

    Raises:
        PipelineError: A template cannot be used, a result not written, or ``check`` refuses.
    """
    folder = opened.folder.reports
    writer = _Writer(opened, collected, run, _Composed.of(book, opened.statistics), progress)
    with publishing(folder, run.id) as staging:
        written = writer.write(staging, check)
    return replace(written, paths=tuple(folder / path.name for path in written.paths))


@dataclass(frozen=True, slots=True)
class _Composed:
    """Everything that is printed: (file name, document) of the reports, and the tables."""

    documents: Mapping[str, Document]
    tables: tuple[Table, ...]

    @classmethod
    def of(cls, book: FigureBook, statistics: Sequence[StatisticalForm]) -> _Composed:
        made = {
            f"bao-cao-{outline.id}.docx": compose(outline, book, appendices=appendices(book))
            for outline in outlines()
        }
        return cls(made, (*workbook_tables(book), *statistical_tables(book, statistics)))

    @property
    def figures(self) -> Iterator[Figure]:
        for document in self.documents.values():
            yield from document.figures
        for table in self.tables:
            yield from figures_in(table)


@dataclass(frozen=True, slots=True)
class _Writer:
    opened: OpenCampaign
    collected: Collected
    run: Run
    composed: _Composed
    progress: Progress

    def write(self, staging: Path, check: Check) -> Written:
        """Write everything into the staging folder."""
        figures = tuple(self.composed.figures)
        record = self._record(figures)
        changes = self._since(self.run.former, record)
        placed = tuple(self._reports(staging, record, changes))
        check(placed)
        self._appendices(staging)
        states = {one.name: one.state for one in placed}
        record = replace(record, documents=states)
        (staging / RECORD).write_text(record_json(record), encoding="utf-8")
        self._sources(staging, figures)
        updates = tuple(one.update for one in placed if one.update)
        changes = replace(changes, updates=updates)
        write_changes_page(staging / CHANGES_PAGE, self._title, describe_changes(changes))
        notes = tuple(one.note for one in placed if one.note)
        if self.run.pdf:
            notes = (*notes, *_convert_all(staging, self.progress))
        paths = sorted(path for path in staging.iterdir() if path.is_file())
        return Written(tuple(paths), record, changes, notes)

    def _record(self, figures: tuple[Figure, ...]) -> RunRecord:
        blocks = [
            block
            for name, document in self.composed.documents.items()
            for block in blocks_of(name, document)
        ]
        blocks += sheets_of(APPENDIX_BOOK, self.composed.tables)
        inputs = inputs_of(self.opened, self.collected)
        return RunRecord(self.run.id, record_figures(figures), inputs, blocks=tuple(blocks))

    def _since(self, former: RunRecord | None, present: RunRecord) -> ChangeList:
        return change_list(former, present, readable(self.opened, self.collected))

    def _reports(self, staging: Path, record: RunRecord, changes: ChangeList) -> Iterator[Placed]:
        folder, run = self.opened.folder, self.run

        @cache
        def moves(since: str) -> Mapping[str, FigureMove]:
            """A document that earlier runs could not update has missed their moves, too."""
            missed = since not in ("", changes.former)
            kept = run_folders(folder.reports).get(since) if missed else None
            former = read_record(kept) if kept else None
            listed = self._since(former, record) if former else changes
            return {move.code: move for move in listed.moves}

        begin(self.progress, "Viết báo cáo", len(outlines()) * (1 + run.pdf) + 2)
        placing = Placing(folder.reports, run.id, run.now, run.former, moves, run.update)
        with TemporaryDirectory(dir=staging) as aside:
            for outline, (name, document) in zip(
                outlines(), self.composed.documents.items(), strict=True
            ):
                self.progress(name)
                fresh = Path(aside, name)
                write_report(fresh, document, template_of(folder, outline), outline)
                yield placing.place(fresh, staging)

    def _appendices(self, staging: Path) -> None:
        self.progress(APPENDIX_BOOK)
        campaign = self.opened.campaign
        subtitle = f"Tổng kết phong trào thi đua, công tác khen thưởng {campaign.period.label}"
        path = staging / APPENDIX_BOOK
        write_appendices(path, campaign.title, subtitle, self.composed.tables)

    def _sources(self, staging: Path, figures: tuple[Figure, ...]) -> None:
        self.progress(SOURCES_PAGE)
        names = (outline.name for outline in outlines())
        named = list(zip(names, self.composed.documents.values(), strict=True))
        sources = sources_of(figures, self.collected.collection)
        path = staging / SOURCES_PAGE
        write_sources_page(path, self._title, named, self.composed.tables, sources)

    @property
    def _title(self) -> str:
        campaign = self.opened.campaign
        return f"{campaign.title}, {campaign.period.label}"


def _convert_all(staging: Path, progress: Progress) -> Iterator[str]:
    """Put a PDF beside every Word document; the documents stay when that does not succeed."""
    for path in sorted(staging.glob("*.docx")):
        progress(f"{path.stem}.pdf")
        try:
            convert(path, staging)
        except OutputError as problem:
            yield f"Chưa có {path.stem}.pdf: {problem}"
