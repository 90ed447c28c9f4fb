from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import Workbook

from pipeline.domain.workbook import RawSheet
from pipeline.files.returned.returned import read_workbook
from pipeline.files.returned.sheet_shape import with_shape

PLAIN = RawSheet("A", ())


def test_merged_cells_and_hidden_rows_come_along(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in range(1, 6):
        sheet.append([row, "x"])
    sheet.merge_cells("A2:B2")
    sheet.merge_cells("A4:A5")
    sheet.row_dimensions[3].hidden = True
    sheet.column_dimensions["A"].hidden = True
    book.save(tmp_path / "a.xlsx")

    (read,) = read_workbook(tmp_path / "a.xlsx").sheets
    assert sorted(read.merged) == ["A2:B2", "A4:A5"]
    assert read.hidden_rows == {3}
    assert read.at(3, 1) == 3


@pytest.mark.parametrize(
    ("part", "merged", "hidden"),
    [
        (b"<sheetData/>", (), set()),
        (b"", (), set()),
        (b'<cols><col hidden="1"/></cols><sheetData><row r="1"/></sheetData>', (), set()),
        (b"<sheetData><row hidden='true' r='7'><c/></row></sheetData>", (), {7}),
        (b'<x:sheetData><x:row r="2" hidden="1"/><x:row hidden="0" r="3"/></x:sheetData>', (), {2}),
        (b'<sheetData><row hidden="1"/></sheetData>', (), set()),
        (
            b'<sheetData/><x:mergeCells count="1"><x:mergeCell ref="B2:C9"/></x:mergeCells>',
            ("B2:C9",),
            set(),
        ),
        (b'<sheetData/><mergeCells count="0"/>', (), set()),
    ],
)
def test_shapes_are_read_as_every_writer_writes_them(
    part: bytes, merged: tuple[str, ...], hidden: set[int]
) -> None:
    shaped = with_shape(PLAIN, part)
    assert (shaped.merged, set(shaped.hidden_rows)) == (merged, hidden)
