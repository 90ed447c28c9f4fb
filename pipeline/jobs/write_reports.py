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

from pipeline.domain.errors import OutputError
from pipeline.domain.living import FigureMove
from pipeline.domain.runs import RunRecord
from pipeline.files.appendix.appendix_xlsx import write_appendices
from pipeline.files.campaign.publication import CLUSTERS, publishing, staged, staged_files
from pipeline.files.campaign.run_folders import RECORD, run_folders
from pipeline.files.office import convert
from pipeline.files.web.changes_page import CHANGES_PAGE, write_changes_page
from pipeline.files.web.sources_page import write_sources_page
from pipeline.files.word.report_docx import write_report
from pipeline.jobs.campaigns import OpenCampaign
from pipeline.jobs.collect import Collected
from pipeline.jobs.composed import APPENDIX_BOOK, ReportSet, compose_all
from pipeline.jobs.cycle_search import no_cycle_search
from pipeline.jobs.edited_reports import Placed, Placing, UpdateInPlace
from pipeline.jobs.progress import Progress, begin
from pipeline.jobs.run_records import inputs_of, read_record, readable
from pipeline.jobs.templates import outlines, template_of
from pipeline.steps.changes.change_list import ChangeList, change_list
from pipeline.steps.changes.describe_changes import describe_changes
from pipeline.steps.changes.run_records import record_lines
from pipeline.steps.figures import FigureBook
from pipeline.steps.provenance import record_figures, with_clusters
from pipeline.steps.sources import sources_of

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


@no_cycle_search()
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
    composed = compose_all(book, opened.statistics)
    with publishing(folder, run.id) as staging:
        written = _Writer(opened, collected, run, composed, progress).write(staging, check)
        names = [path.relative_to(staging) for path in written.paths]
    left = tuple(_left_over(folder, composed))
    paths = tuple(folder / name for name in names)
    return replace(written, paths=paths, notes=(*written.notes, *left))


def _left_over(folder: Path, composed: Sequence[ReportSet]) -> Iterator[str]:
    """The folders of clusters that are no more, whose reports nobody renews."""
    present = {folder / one.folder for one in composed}
    for path in sorted(folder.glob(f"{CLUSTERS}/*")):
        if path.is_dir() and path not in present:
            yield (
                f"“{path.relative_to(folder).as_posix()}” không còn là cụm, khối nào của đợt này:"
                " báo cáo trong đó không được cập nhật nữa, xóa nếu không cần."
            )


@dataclass(frozen=True, slots=True)
class _Writer:
    opened: OpenCampaign
    collected: Collected
    run: Run
    composed: tuple[ReportSet, ...]
    progress: Progress

    def write(self, staging: Path, check: Check) -> Written:
        """Write everything into the staging folder."""
        record = self._record()
        changes = self._since(self.run.former, record)
        placed = tuple(self._reports(staging, record, changes))
        check(placed)
        self._appendices(staging)
        states = {one.name: one.state for one in placed}
        record = replace(record, documents=states)
        with (staging / RECORD).open("w", encoding="utf-8") as kept:
            kept.writelines(record_lines(record))
        for one in self.composed:
            self._sources(staging, one)
        updates = tuple(one.update for one in placed if one.update)
        changes = replace(changes, updates=updates)
        title = self.composed[0].title
        write_changes_page(staging / CHANGES_PAGE, title, describe_changes(changes))
        notes = tuple(one.note for one in placed if one.note)
        if self.run.pdf:
            notes = (*notes, *_convert_all(staging, self.progress))
        paths = sorted(staged_files(staging), key=lambda path: (len(path.parents), path))
        return Written(tuple(paths), record, changes, notes)

    def _record(self) -> RunRecord:
        figures = record_figures(figure for one in self.composed for figure in one.figures)
        own = (one.collection.campaign for one in self.composed)
        figures = with_clusters(figures, {one.scope: one.title for one in own if one.scope})
        blocks = tuple(block for one in self.composed for block in one.blocks)
        inputs = inputs_of(self.opened, self.collected)
        return RunRecord(self.run.id, figures, inputs, blocks=blocks)

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

        pages = len(outlines()) * (1 + run.pdf) + 1
        begin(self.progress, "Viết báo cáo", len(self.composed) * pages + 1)
        placing = Placing(folder.reports, run.id, run.now, run.former, moves, run.update)
        with TemporaryDirectory(dir=staging) as aside:
            for one in self.composed:
                for outline, (name, document) in zip(
                    outlines(), one.documents.items(), strict=True
                ):
                    self.progress(f"{one.folder}{name}")
                    fresh = Path(aside, name)
                    write_report(fresh, document, template_of(folder, outline), outline)
                    yield placing.place(fresh, staging, f"{one.folder}{name}")

    def _appendices(self, staging: Path) -> None:
        self.progress(APPENDIX_BOOK)
        campaign = self.opened.campaign
        subtitle = f"Tổng kết phong trào thi đua, công tác khen thưởng {campaign.period.label}"
        path = staging / APPENDIX_BOOK
        write_appendices(path, campaign.title, subtitle, self.composed[0].tables)

    def _sources(self, staging: Path, one: ReportSet) -> None:
        """A page for the whole and a page beside the reports of each cluster."""
        name = f"{one.folder}{SOURCES_PAGE}"
        self.progress(name)
        names = (outline.name for outline in outlines())
        named = list(zip(names, one.documents.values(), strict=True))
        sources = sources_of(one.figures, one.collection)
        write_sources_page(staged(staging, name), one.title, named, one.on_paper, sources)


def _convert_all(staging: Path, progress: Progress) -> Iterator[str]:
    """Put a PDF beside every Word document; the documents stay when that does not succeed."""
    for path in sorted(staging.rglob("*.docx")):
        name = path.with_suffix(".pdf").relative_to(staging).as_posix()
        progress(name)
        try:
            convert(path, path.parent)
        except OutputError as problem:
            yield f"Chưa có {name}: {problem}"
