"""The benchmarks by name: each makes its files in a folder and says a table of ratios."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Final

import openpyxl
import python_calamine
import xlsxwriter

from pipeline.domain.document import Fill, RowKind, Table, TableColumn, TableRow
from pipeline.domain.intake import SeenFile
from pipeline.files.appendix.appendix_xlsx import write_appendices
from pipeline.files.contained.executor import ContainedExecutor
from pipeline.files.office import convert, find_office
from pipeline.files.returned.losses import READING_LIMITS
from pipeline.files.returned.returned import read_workbook
from pipeline.files.word.report_docx import write_report
from pipeline.jobs.campaigns import OpenCampaign, open_campaign
from pipeline.jobs.consolidate import consolidate
from pipeline.jobs.containing import read_all
from pipeline.jobs.demo import make_demo
from pipeline.jobs.distribute import distribute
from pipeline.jobs.inspect import check_file
from pipeline.jobs.readers import READING, start_readers
from pipeline.jobs.reading import Waiting, read_returned
from tests.bench.measure import compare, table
from tests.bench.workbooks import an_open_campaign, fill_form
from tests.files.report_samples import a_document, a_matrix, the_outline, the_template

NOW = datetime(2026, 1, 5, tzinfo=UTC)
UNITS = 12
CONTAINED = 80
APPENDIX_ROWS = 10_000
REPORT_ROWS = 5_000


def read_bare(path: Path) -> int:
    """Read every sheet with python-calamine and do nothing else: what checking is held against."""
    book = python_calamine.load_workbook(str(path))
    return sum(len(book.get_sheet_by_name(name).to_python()) for name in book.sheet_names)


def check(folder: Path) -> str:
    """``thidua check`` against bare calamine: filled with care and without, and re-saved."""
    opened = an_open_campaign(folder)
    tables = []
    for careful, how in ((True, "with care"), (False, "carelessly")):
        filled = fill_form(folder / f"{careful}.xlsx", opened, careful=careful)
        title = f"check, {filled.answers} answers filled in {how}"
        tables.append(_checked(f"{title}, as openpyxl saves it", opened, filled.path))
        if find_office() is not None:
            saved = convert(filled.path, folder / "saved", to="xlsx")
            tables.append(_checked(f"{title}, saved again by LibreOffice", opened, saved))
    return "\n".join(tables)


def _checked(title: str, opened: OpenCampaign, path: Path) -> str:
    waiting = _waiting(path)
    found = len(read_returned(opened.asked, waiting).verdict.findings)
    works = {
        "bare python-calamine": lambda: read_bare(path),
        "read_workbook": lambda: read_workbook(path),
        "check, in one process": lambda: read_returned(opened.asked, waiting),
    }
    return table(f"{title}: {found} findings", compare(works))


def _waiting(path: Path, number: int = 0) -> Waiting:
    return Waiting(path, SeenFile(f"{number:064}", path.name, path.stat().st_size, NOW))


def contained(folder: Path) -> str:
    """The same reading in worker processes that may die, by the clock; and what a start costs."""
    opened = an_open_campaign(folder)
    path = fill_form(folder / "a.xlsx", opened, careful=True).path
    files = [_waiting(path, number) for number in range(CONTAINED)]
    starts = {
        "an interpreter that does nothing": _nothing,
        "a worker, until it is ready to read": _start_and_end,
        "check of one file, worker started for it": lambda: check_file(opened, path, now=NOW),
    }
    with ContainedExecutor(READING_LIMITS, READING) as one, start_readers() as pool:
        works = {
            f"bare python-calamine, {CONTAINED} files": lambda: [read_bare(path) for _ in files],
            "check, in one process": lambda: [read_returned(opened.asked, f) for f in files],
            "one worker, running": lambda: list(read_all(opened.asked, files, one)),
            "a worker a processor, running": lambda: list(read_all(opened.asked, files, pool)),
        }
        steady = compare(works, rounds=5, clock=time.perf_counter)
    started = compare(starts, rounds=11, clock=time.perf_counter)
    return "\n".join((table("contained", steady, "ms"), table("starting", started, "ms")))


def _nothing() -> None:
    subprocess.run([sys.executable, "-c", ""], check=True)


def _start_and_end() -> None:
    with start_readers() as readers:
        readers.submit(os.getpid).result()


def whole_runs(folder: Path) -> str:
    """``distribute`` and ``consolidate`` of a small demo."""
    root = folder / "demo"
    made = make_demo(root, year=2025, units=UNITS, seed=1, today=date(2025, 12, 1))
    opened = open_campaign(root)
    form = made.issued.head_form
    issuing = compare(
        {
            f"openpyxl: load and save one form, {UNITS + 1} times": lambda: _saved(form, folder),
            f"distribute: {UNITS + 1} forms": lambda: distribute(opened),
        },
        rounds=3,
    )
    running = compare(
        {
            "bare python-calamine: the inbox": lambda: [read_bare(p) for p in made.returned],
            f"consolidate: {UNITS} units": lambda: consolidate(opened, now=NOW),
        },
        rounds=5,
    )
    return "\n".join((table("distribute", issuing), table("consolidate", running)))


def _saved(form: Path, folder: Path) -> None:
    for _ in range(UNITS + 1):
        openpyxl.load_workbook(form).save(folder / "saved.xlsx")


def appendix(folder: Path) -> str:
    """``phu-luc.xlsx`` with a long table against the same cells by XlsxWriter alone."""
    columns = tuple(TableColumn(f"c{i}", f"Cột {i}", Fill.COUNT) for i in range(1, 9))
    name = TableColumn("name", "Đơn vị", width=2.2)
    rows = tuple(
        TableRow(
            RowKind.DATA,
            {"name": f"Đơn vị {n}", **{column.key: n % 97 for column in columns}},
        )
        for n in range(APPENDIX_ROWS)
    )
    long = Table("table.long", "Bảng dài", (name, *columns), rows, sheet="Dài")
    works = {
        "XlsxWriter, no formats": lambda: _plain(folder / "plain.xlsx", long),
        "write_appendices": lambda: write_appendices(folder / "pl.xlsx", "Phụ lục", "", (long,)),
    }
    return table(
        f"phu-luc.xlsx, {APPENDIX_ROWS} rows × {len(long.columns)}", compare(works, rounds=5)
    )


def _plain(path: Path, long: Table) -> None:
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate(long.rows):
            for position, column in enumerate(long.columns):
                sheet.write(number, position, row.cells[column.key])


def report(folder: Path) -> str:
    """A Word report with a long table against the same report without it."""
    outline, template = the_outline(), the_template()
    at = outline.filled[0].id
    long = replace(a_matrix(REPORT_ROWS, 6), id="table.long")
    plain, full = a_document(outline), a_document(outline, long, at=at)
    works = {
        "no table": lambda: write_report(folder / "a.docx", plain, template, outline),
        f"{REPORT_ROWS} rows": lambda: write_report(folder / "b.docx", full, template, outline),
    }
    return table("report, .docx", compare(works, rounds=5))


BENCHMARKS: Final[Mapping[str, Callable[[Path], str]]] = {
    "check": check,
    "contained": contained,
    "runs": whole_runs,
    "appendix": appendix,
    "report": report,
}
