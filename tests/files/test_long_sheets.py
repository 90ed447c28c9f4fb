from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from pipeline.files.appendix import appendix_xlsx, long_sheets
from tests.files.appendix_tables import awards, direct_ratios, documents, write
from tests.projections import xlsx_as_text


def test_a_list_longer_than_a_worksheet_goes_on_in_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(long_sheets, "MOST_ROWS", 2)
    long = documents()
    book = openpyxl.load_workbook(write(tmp_path, long))
    count = -(-len(long.rows) // 2)
    assert count > 1
    parts = book.sheetnames[1:]
    assert len(parts) == count
    assert parts[1] == f"{parts[0]} (2)"
    assert book[parts[1]]["A2"].value == f"{long.title} (phần 2/{count})"
    listed = {str(cell.value) for name in parts for row in book[name].rows for cell in row}
    assert {str(row.cells["subject"]) for row in long.rows if "subject" in row.cells} <= listed


def test_worksheets_put_aside_while_the_others_are_written_are_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tables = (awards(), direct_ratios(), documents())
    expected = xlsx_as_text(write(tmp_path, *tables))
    monkeypatch.setattr(appendix_xlsx, "SPILLED_FROM", 1)
    assert xlsx_as_text(write(tmp_path, *tables)) == expected
