"""What comes after the workbooks are read, stage by stage: CPU time a unit, peak memory.

Every size has a process of its own (``python -m tests.bench.outputs ROOT``).
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from pipeline.domain.runs import RunRecord
from pipeline.files.appendix.appendix_xlsx import write_appendices
from pipeline.files.templates.phrases import load_phrases
from pipeline.files.web.sources_page import write_sources_page
from pipeline.files.word.report_docx import write_report
from pipeline.jobs.campaigns import OpenCampaign, open_campaign
from pipeline.jobs.collect import Collected, collect
from pipeline.jobs.composed import ReportSet, compose_all
from pipeline.jobs.cycle_search import no_cycle_search
from pipeline.jobs.templates import outlines, template_of
from pipeline.steps.changes.run_records import record_lines
from pipeline.steps.checking.cross_check import cross_check
from pipeline.steps.figures import FigureBook
from pipeline.steps.provenance import record_figures
from pipeline.steps.sources import sources_of
from tests.bench.corpus import Shape, make_corpus, make_patterns

NOW: Final = datetime(2025, 12, 20, tzinfo=UTC)
SIZES: Final = (30, 200, 1_000)

Stage = tuple[str, Callable[[], object]]


def outputs(folder: Path) -> str:
    """All sizes; a last line a size for all stages together."""
    patterns = make_patterns(folder, Shape.INLINE)
    lines = [
        "### after reading, stage by stage",
        "",
        "| workbooks | stage | CPU ms | CPU ms a workbook | MB, peak so far |",
        "|---|---|---|---|---|",
    ]
    for size in SIZES:
        root = folder / "corpus"
        make_corpus(root, patterns, size)
        command = [sys.executable, "-m", "tests.bench.outputs", str(root)]
        told = subprocess.run(command, check=True, capture_output=True, text=True).stdout
        stages = json.loads(told.splitlines()[-1])
        stages.append(["all", sum(taken for _, taken, _ in stages), stages[-1][2]])
        lines += [
            f"| {size} | {name} | {taken * 1000:.0f} | {taken * 1000 / size:.2f} | {memory:.0f} |"
            for name, taken, memory in stages
        ]
    return "\n".join((*lines, ""))


def _stages(opened: OpenCampaign, collected: Collected, folder: Path) -> Iterator[Stage]:
    """What ``consolidate`` does after reading; a stage uses what those before it made."""
    collection, composed = collected.collection, list[ReportSet]()
    yield "cross check", lambda: cross_check(collection, opened.unit_form, {}, opened.statistics)
    book = FigureBook(collection, opened.unit_form, opened.head_form, load_phrases())
    yield "add up", lambda: book.total("headcount", "value")
    yield "compose", lambda: composed.extend(compose_all(book, opened.statistics))
    (whole,) = composed
    for outline, (name, document) in zip(outlines(), whole.documents.items(), strict=True):
        template = template_of(opened.folder, outline)
        work = partial(write_report, folder / name, document, template, outline)
        yield f"Word, {outline.id}", work
    yield "phu-luc.xlsx", lambda: write_appendices(folder / "a.xlsx", "", "", whole.tables)
    yield "page of sources", lambda: _page(whole, folder)
    yield "record", lambda: _record(whole, folder)


def _page(whole: ReportSet, folder: Path) -> None:
    sources = sources_of(whole.figures, whole.collection)
    named = list(whole.documents.items())
    write_sources_page(folder / "page.html", whole.title, named, whole.on_paper, sources)


def _record(whole: ReportSet, folder: Path) -> None:
    record = RunRecord("", record_figures(whole.figures), None, blocks=tuple(whole.blocks))
    with (folder / "record.json").open("w", encoding="utf-8") as kept:
        kept.writelines(record_lines(record))


def _tell(root: Path) -> None:
    import resource  # noqa: PLC0415 - not on Windows

    opened = open_campaign(root)
    collected = collect(opened, now=NOW)
    told = []
    with TemporaryDirectory() as folder, no_cycle_search():
        for name, work in _stages(opened, collected, Path(folder)):
            begun = time.process_time()
            work()
            taken = time.process_time() - begun
            told.append((name, taken, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024))
    sys.stdout.write(json.dumps(told) + "\n")


if __name__ == "__main__":
    _tell(Path(sys.argv[1]))
