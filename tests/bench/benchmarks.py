"""The benchmarks by name: each makes its files in a folder and says a table of ratios."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Final

import openpyxl
import python_calamine
import xlsxwriter

from pipeline.domain.document import (
    Appendix,
    CellContent,
    Derivation,
    Document,
    Fill,
    Formula,
    RowKind,
    Table,
    TableColumn,
    TableRow,
)
from pipeline.domain.figures import Figure, Measure
from pipeline.domain.intake import SeenFile
from pipeline.domain.vietnamese.numbers import percent
from pipeline.files.appendix.appendix_xlsx import write_appendices
from pipeline.files.contained.executor import ContainedExecutor
from pipeline.files.office import convert, find_office
from pipeline.files.returned.losses import READING_LIMITS
from pipeline.files.returned.returned import read_workbook
from pipeline.files.word.living.update import update_report
from pipeline.files.word.report_docx import write_report
from pipeline.jobs.campaigns import OpenCampaign, open_campaign
from pipeline.jobs.consolidate import consolidate
from pipeline.jobs.containing import read_all
from pipeline.jobs.demo import make_demo
from pipeline.jobs.distribute import distribute
from pipeline.jobs.inspect import check_file
from pipeline.jobs.readers import READING, start_readers
from pipeline.jobs.reading import Waiting, read_returned
from tests.bench.issuing import issuing
from tests.bench.lean_forms import lean_forms
from tests.bench.measure import compare, table
from tests.bench.outputs import outputs
from tests.bench.rerun import rerun
from tests.bench.scale import scale
from tests.bench.scheduler import scheduler
from tests.bench.startup import startup
from tests.bench.workbooks import an_open_campaign, fill_form
from tests.files.report_samples import (
    a_document,
    a_document_list,
    a_figure,
    a_matrix,
    a_paragraph,
    the_outline,
    the_template,
)

NOW = datetime(2026, 1, 5, tzinfo=UTC)
UNITS = 12
CONTAINED = 80
APPENDIX_ROWS = 10_000
REPORT_ROWS = 5_000
PARAGRAPHS = 200
RATIO, LESS = Derivation.RATIO, Derivation.DIFFERENCE
FORMAT = {"font_name": "Times New Roman", "font_size": 12, "border": 1}


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
            f"consolidate: {UNITS} units": lambda: _anew(opened),
        },
        rounds=5,
    )
    return "\n".join((table("distribute", issuing), table("consolidate", running)))


def _anew(opened: OpenCampaign) -> None:
    """With nothing kept of earlier runs."""
    shutil.rmtree(opened.folder.cache, ignore_errors=True)
    consolidate(opened, now=NOW)


def _saved(form: Path, folder: Path) -> None:
    for _ in range(UNITS + 1):
        openpyxl.load_workbook(form).save(folder / "saved.xlsx")


def appendix(folder: Path) -> str:
    """``phu-luc.xlsx`` with a long table against the same cells by XlsxWriter alone."""
    tables = {
        "counts": _counts(),
        "names and documents": a_document_list(APPENDIX_ROWS),
        "counts, two columns of formulas": _ratios(),
    }
    return "\n".join(_appendix(folder, name, long) for name, long in tables.items())


def _appendix(folder: Path, name: str, long: Table) -> str:
    works = {
        "XlsxWriter, one format a column": lambda: _plain(folder / "formats.xlsx", long, FORMAT),
        "XlsxWriter, no formats": lambda: _plain(folder / "plain.xlsx", long, {}),
        "write_appendices": lambda: write_appendices(folder / "pl.xlsx", "Phụ lục", "", (long,)),
    }
    size = f"{APPENDIX_ROWS} rows × {len(long.columns)}"
    return table(f"phu-luc.xlsx, {name}, {size}", compare(works, rounds=7))


def _counts() -> Table:
    columns = tuple(TableColumn(f"c{i}", f"Cột {i}", Fill.COUNT, adds_up=True) for i in range(1, 9))
    name = TableColumn("name", "Đơn vị", width=2.2)
    rows: Iterable[dict[str, CellContent]] = (
        {"name": f"Đơn vị {n}", **{column.key: a_figure(n % 97) for column in columns}}
        for n in range(APPENDIX_ROWS)
    )
    return _long((name, *columns), rows)


def _ratios() -> Table:
    """A ratio and a change in every row, as the tables of direct workers have."""
    unit, awarded, direct, ratio, before, change = (
        TableColumn("unit", "Đơn vị", width=2.2),
        TableColumn("awarded", "Được khen", Fill.COUNT, adds_up=True),
        TableColumn("direct", "Trực tiếp", Fill.COUNT, adds_up=True),
        TableColumn("ratio", "Tỷ lệ", Fill.PERCENT, formula=Formula(RATIO, ("direct", "awarded"))),
        TableColumn("before", "Cùng kỳ", Fill.COUNT, adds_up=True),
        TableColumn("change", "Tăng", Fill.CHANGE, formula=Formula(LESS, ("awarded", "before"))),
    )
    rows: Iterable[dict[str, CellContent]] = (
        {
            "unit": f"Đơn vị {n}",
            "awarded": a_figure(n % 97),
            "direct": a_figure(n % 31),
            "ratio": a_figure(percent(n % 31, n % 97), Measure.PERCENT),
            "before": a_figure(n % 41),
            "change": a_figure(n % 97 - n % 41, Measure.CHANGE),
        }
        for n in range(APPENDIX_ROWS)
    )
    return _long((unit, awarded, direct, ratio, before, change), rows)


def _long(columns: tuple[TableColumn, ...], rows: Iterable[Mapping[str, CellContent]]) -> Table:
    made = tuple(TableRow(RowKind.DATA, cells) for cells in rows)
    return Table("table.long", "Bảng dài", columns, made, sheet="Dài")


def _plain(path: Path, long: Table, look: Mapping[str, object]) -> None:
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet()
        formats = [book.add_format(dict(look)) if look else None for _ in long.columns]
        for number, row in enumerate(long.rows):
            for position, column in enumerate(long.columns):
                cell = row.cells[column.key]
                value = cell.value if isinstance(cell, Figure) else cell
                sheet.write(number, position, value, formats[position])


def report(folder: Path) -> str:
    """A Word report whose appendix has long tables against the same report without the rows."""
    tables = {
        "figures": a_matrix(REPORT_ROWS, 6, id="table.long"),
        "names and documents": a_document_list(REPORT_ROWS),
    }
    return "\n".join(_report(folder, name, long) for name, long in tables.items())


def _report(folder: Path, name: str, long: Table) -> str:
    outline, template = the_outline(), the_template()
    empty, full = (
        a_document(outline, appendices=(Appendix("appendix.1", 1, "Danh sách", (one,)),))
        for one in (replace(long, rows=()), long)
    )
    works = {
        "no rows": lambda: write_report(folder / "a.docx", empty, template, outline),
        f"{REPORT_ROWS} rows": lambda: write_report(folder / "b.docx", full, template, outline),
    }
    lines = compare(works, rounds=11)
    size = (folder / "b.docx").stat().st_size // 1024
    return table(f"report, .docx, {name}, × {len(long.columns)}, {size} KB", lines)


def living(folder: Path) -> str:
    """Updating a report of about 60 pages with a long appendix, against writing it anew."""
    tables = {
        "figures": a_matrix(REPORT_ROWS, 6, id="table.long"),
        "names and documents": a_document_list(REPORT_ROWS),
    }
    return "\n".join(_living(folder, name, long) for name, long in tables.items())


def _living(folder: Path, name: str, long: Table) -> str:
    outline, template = the_outline(), the_template()
    words = "Đơn vị đã triển khai đồng bộ các phong trào thi đua yêu nước. " * 12
    body = [a_paragraph(words, id=f"narrative.{number}") for number in range(PARAGRAPHS)]
    full, other = (
        a_document(outline, *body, at="1.II.1", appendices=(Appendix("a.1", 1, "Danh sách", (t,)),))
        for t in (long, replace(long, rows=long.rows[:-1]))
    )
    former, fresh, target = (folder / f"{one}.docx" for one in ("former", "fresh", "target"))
    write_report(former, full, template, outline)

    def updated(document: Document) -> None:
        write_report(fresh, document, template, outline)
        update_report(former, fresh, target, {}, now=NOW)

    works = {
        "written anew": lambda: write_report(folder / "new.docx", full, template, outline),
        "written anew and the former one updated, nothing moved": lambda: updated(full),
        "the same, the long table renewed": lambda: updated(other),
    }
    lines = compare(works, rounds=11)
    return table(f"living report, {name}, {REPORT_ROWS} rows, {PARAGRAPHS} paragraphs", lines)


BENCHMARKS: Final[Mapping[str, Callable[[Path], str]]] = {
    "check": check,
    "contained": contained,
    "runs": whole_runs,
    "appendix": appendix,
    "report": report,
    "living": living,
    "issuing": issuing,
    "lean_forms": lean_forms,
    "startup": startup,
    "scale": scale,
    "rerun": rerun,
    "scheduler": scheduler,
    "outputs": outputs,
}
