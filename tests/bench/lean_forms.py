"""Reading our form against the same data in a form of which every row of every list is styled.

Ours has styles on its columns and writes no cell that holds nothing. Usual forms have every row
that may be filled drawn beforehand, cell by cell, and each of these cells is read back.
"""

from __future__ import annotations

from collections.abc import Iterator
from copy import copy
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

import openpyxl
import python_calamine

from pipeline.domain.form import FormSpec, Shape
from pipeline.domain.intake import SeenFile
from pipeline.files.office import convert, find_office
from pipeline.jobs.campaigns import OpenCampaign
from pipeline.jobs.reading import Waiting, read_returned
from pipeline.steps.place import place
from tests.bench.measure import compare, table
from tests.bench.workbooks import an_open_campaign, fill_form

NOW = datetime(2026, 1, 5, tzinfo=UTC)
RECORDS = (10, 100)
"""Lines filled in each list; their limits are 100 to 2,000."""

STYLED, LEAN = "every row styled", "our form"


def lean_forms(folder: Path) -> str:
    """Both forms as openpyxl saves them and, where LibreOffice is at hand, as it does."""
    opened = an_open_campaign(folder)
    return "\n".join(found for records in RECORDS for found in _filled(folder, opened, records))


def _filled(folder: Path, opened: OpenCampaign, records: int) -> Iterator[str]:
    title = f"{records} lines in each list"
    lean = fill_form(folder / f"lean{records}.xlsx", opened, careful=True, records=records).path
    styled = _with_styled_rows(lean, folder / f"styled{records}.xlsx", opened.unit_form)
    yield _compared(f"{title}, as openpyxl saves them", opened, styled, lean)
    if find_office() is not None:
        saved = (convert(path, folder / "saved", to="xlsx") for path in (styled, lean))
        yield _compared(f"{title}, saved again by LibreOffice", opened, *saved)


def _with_styled_rows(source: Path, target: Path, form: FormSpec) -> Path:
    """The same workbook with every row of its lists styled down to their limits."""
    book, layout = openpyxl.load_workbook(source), place(form)
    for _, block in form.blocks:
        if block.shape is Shape.RECORDS:
            at = layout[block.key]
            sheet: Any = book[at.sheet]  # the stubs know nothing of styles by number
            for row in range(at.first_row, at.reach(block.limit) + 1):
                for letter in at.columns.values():
                    sheet[f"{letter}{row}"]._style = copy(sheet.column_dimensions[letter]._style)
    book.save(target)
    return target


def _compared(how: str, opened: OpenCampaign, styled: Path, lean: Path) -> str:
    reading = {STYLED: _waiting(styled), LEAN: _waiting(lean)}
    answers = [read_returned(opened.asked, one).submission for one in reading.values()]
    assert answers[0] == answers[1]
    sizes = ", ".join(
        f"{name} {one.path.stat().st_size // 1000} kB" for name, one in reading.items()
    )
    ours = compare(
        {
            f"read_returned, {name}": partial(read_returned, opened.asked, one)
            for name, one in reading.items()
        }
    )
    bare = compare(
        {
            f"bare python-calamine, {name}": partial(_read_bare, one.path)
            for name, one in reading.items()
        }
    )
    title = f"the same answers, {how} ({sizes})"
    return "\n".join((table(title, ours), table(title, bare)))


def _waiting(path: Path) -> Waiting:
    return Waiting(path, SeenFile("0" * 64, "a.xlsx", 0, NOW))


def _read_bare(path: Path) -> int:
    book = python_calamine.load_workbook(str(path))
    return sum(len(book.get_sheet_by_name(name).to_python()) for name in book.sheet_names)
