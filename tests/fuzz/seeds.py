"""Sound workbooks to be damaged: our form in every format that can be made here."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from pathlib import Path

from pipeline.files.office import convert, find_office
from tests.bench.workbooks import an_open_campaign, fill_form
from tests.files.foreign_books import (
    an_ods,
    an_xls,
    an_xlsb,
    ods_cell,
    ods_row,
    xls_formula,
    xls_number,
    xlsb_cell,
    xlsb_row,
)
from tests.files.test_guards import a_workbook

ONE = struct.pack("<d", 1.0)


def seeds(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Each seed with the ending its format usually has."""
    yield "xlsx", a_workbook(A1=1, B2="chữ", C3="=A1*2", D4="#N/A")
    yield "xls", an_xls(xls_number(0, 0, 1) + xls_formula(1, 1, ONE))
    yield "xlsb", an_xlsb(xlsb_row(0) + xlsb_cell(5, 0, ONE) + xlsb_cell(9, 1, ONE + b"\0" * 10))
    yield "ods", an_ods(ods_row(ods_cell(1), ods_cell(2, 'table:formula="of:=1"')))
    form = fill_form(folder / "form.xlsx", an_open_campaign(folder), careful=True).path
    yield "xlsx", form.read_bytes()
    if find_office() is not None:
        for suffix in ("xlsx", "xls", "ods"):
            yield suffix, convert(form, folder / "saved", to=suffix).read_bytes()
