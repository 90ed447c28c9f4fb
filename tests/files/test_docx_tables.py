from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from docx.oxml.ns import qn
from docx.shared import Mm
from hypothesis import given
from hypothesis import strategies as st

from pipeline.domain.document import Fill, RowKind, Table, TableColumn, TableRow
from pipeline.files.word.docx_widths import fit_table
from pipeline.files.word.report_docx import write_report
from tests.files import report_samples as samples
from tests.files.report_samples import a_document, a_figure, control, texts


def block_of(tmp_path: Path, table: Table) -> Any:
    """The table as written into a section of the report."""
    outline = samples.the_outline()
    path = tmp_path / "bao-cao.docx"
    write_report(path, a_document(outline, table, at="1.II.1"), samples.the_template(), outline)
    return control(path, table.id)


def rows_of(element: Any) -> list[list[str]]:
    return [
        ["".join(cell.itertext(qn("w:t"))) for cell in row.iter(qn("w:tc"))]
        for row in element.iter(qn("w:tr"))
    ]


def test_a_table_prints_its_rows_with_totals_in_bold_and_unreported_as_a_dash(
    tmp_path: Path,
) -> None:
    columns = (
        TableColumn("stt", "STT", Fill.COUNT, width=0.4),
        TableColumn("unit", "Đơn vị", width=3),
        TableColumn("n", "Số lượng", Fill.COUNT),
    )
    rows = (
        TableRow(RowKind.HEADING, {"stt": "Khối các sở"}),
        TableRow(RowKind.DATA, {"stt": 1, "unit": "Sở Nội vụ", "n": a_figure(1234)}),
        TableRow(RowKind.DATA, {"stt": 2, "unit": "Sở Tài chính", "n": a_figure(None)}),
        TableRow(RowKind.TOTAL, {"unit": "Tổng cộng", "n": a_figure(1234)}),
    )
    block = block_of(tmp_path, Table("t", "Bảng", columns, rows, notes=("Ghi chú.",)))
    assert rows_of(block) == [
        ["STT", "Đơn vị", "Số lượng"],
        ["Khối các sở"],
        ["1", "Sở Nội vụ", "1.234"],
        ["2", "Sở Tài chính", "—"],
        ["", "Tổng cộng", "1.234"],
    ]
    bold = [bool(list(row.iter(qn("w:b")))) for row in block.iter(qn("w:tr"))]
    assert bold == [False, True, False, False, True]  # the header is bold by its style
    assert texts(block)[0] == "Bảng"
    assert texts(block)[-1] == "Ghi chú."


def test_odd_words_anywhere_in_a_long_table_change_no_other_cell(tmp_path: Path) -> None:
    columns = (TableColumn("n", "Số", Fill.COUNT), TableColumn("text", "Nội dung"))
    texts = [f"Văn bản {n}" for n in range(300)]
    odd = {5: "a|b", 127: "A & B < C", 128: "%s {{ x }}", 200: "hai\ndòng", 299: "x\x07_x000D_y"}
    rows = [
        TableRow(RowKind.DATA, {"n": a_figure(n * 7), "text": odd.get(n, text)})
        for n, text in enumerate(texts)
    ]
    rows.insert(150, TableRow(RowKind.HEADING, {"n": "Khối các sở"}))
    printed = rows_of(block_of(tmp_path, Table("t", "Bảng", columns, tuple(rows))))[1:]
    assert printed.pop(150) == ["Khối các sở"]
    shown = odd | {200: "haidòng", 299: "xy"}
    assert printed == [
        [f"{n * 7:,}".replace(",", "."), shown.get(n, text)] for n, text in enumerate(texts)
    ]


def test_headers_repeat_on_every_page_and_no_row_is_torn(tmp_path: Path) -> None:
    block = block_of(tmp_path, samples.a_matrix(30, 4, id="t"))
    rows = list(block.iter(qn("w:tr")))
    repeated = [row.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None for row in rows]
    assert repeated == [True, True] + [False] * (len(rows) - 2)
    assert all(row.find(f"{qn('w:trPr')}/{qn('w:cantSplit')}") is not None for row in rows)


def test_a_group_spans_its_columns_and_other_headers_span_both_rows(tmp_path: Path) -> None:
    block = block_of(tmp_path, samples.a_matrix(2, 4, id="t"))
    upper, lower = rows_of(block)[:2]
    assert upper == ["STT", "Đơn vị", "Tập thể", "Cá nhân"]
    assert lower[:2] == ["", ""]
    first = next(block.iter(qn("w:tr")))
    assert [span.get(qn("w:val")) for span in first.iter(qn("w:gridSpan"))] == ["2", "2"]
    assert len(list(first.iter(qn("w:vMerge")))) == 2


@pytest.mark.parametrize(("units", "awards"), [(6, 4), (30, 9), (30, 25)])
def test_a_table_fits_between_the_margins_in_readable_type(
    units: int, awards: int, tmp_path: Path
) -> None:
    block = block_of(tmp_path, samples.a_matrix(units, awards, id="t"))
    for table in block.iter(qn("w:tbl")):
        widths = [int(column.get(qn("w:w"))) for column in table.iter(qn("w:gridCol"))]
        assert all(width > 0 for width in widths)
        assert sum(widths) <= round(Mm(165) / 635) + 1
    sizes = {int(size.get(qn("w:val"))) / 2 for size in block.iter(qn("w:sz"))}
    assert sizes <= {9, 10, 11, 12}


def test_a_table_too_wide_is_cut_into_tables_that_repeat_the_units(tmp_path: Path) -> None:
    matrix = samples.a_matrix(30, 25, id="t")
    block = block_of(tmp_path, matrix)
    tables = [rows_of(table) for table in block.iter(qn("w:tbl"))]
    assert len(tables) > 1
    for rows in tables:
        assert [row[1] for row in rows if len(row) > 1][2] == "Sở, ngành thứ 1 & các phòng"
    labels = [label for rows in tables for label in rows[1] if label]
    assert labels == [column.label for column in matrix.columns[2:]]
    titles = [text for text in texts(block) if text.startswith(matrix.title)]
    count = len(tables)
    assert titles == [f"{matrix.title} (phần {n}/{count})" for n in range(1, count + 1)]


def test_no_column_is_narrower_than_its_longest_usual_word() -> None:
    columns = (
        TableColumn("stt", "STT", Fill.COUNT, width=0.1),
        TableColumn("unit", "Đơn vị", width=9),
        TableColumn("n", "Cảnh báo", Fill.COUNT, width=0.1),
    )
    rows = (TableRow(RowKind.TOTAL, {"stt": None, "unit": "Tổng", "n": 1234567}),)
    (fit,) = fit_table(Table("t", "", columns, rows), 9000)
    narrowest = {"stt": 3 * 0.7, "n": 9 * 0.5}
    for column, width in zip(fit.columns, fit.widths, strict=True):
        assert width >= narrowest.get(column.key, 0) * fit.size * 20
    assert sum(fit.widths) <= 9000


def test_a_total_row_has_no_ordinal(tmp_path: Path) -> None:
    columns = (TableColumn("stt", "STT", Fill.COUNT), TableColumn("unit", "Đơn vị"))
    rows = (TableRow(RowKind.TOTAL, {"stt": None, "unit": "Tổng cộng"}),)
    assert rows_of(block_of(tmp_path, Table("t", "", columns, rows)))[-1] == ["", "Tổng cộng"]


@given(
    awards=st.integers(1, 60),
    units=st.integers(1, 3),
    available=st.integers(3000, 16000),
)
def test_every_column_is_printed_once_beside_the_leading_ones(
    awards: int, units: int, available: int
) -> None:
    matrix = samples.a_matrix(units, awards)
    fits = fit_table(matrix, available)
    printed = [column.key for fit in fits for column in fit.columns[2:]]
    assert printed == [column.key for column in matrix.columns[2:]]
    for fit in fits:
        assert sum(fit.widths) <= available
        assert all(width > 0 for width in fit.widths)


def test_the_year_never_stands_alone_on_the_second_line_of_a_title(tmp_path: Path) -> None:
    title = "Tỷ lệ khen thưởng đối với người lao động trực tiếp năm 2025"
    block = block_of(tmp_path, replace(samples.a_matrix(2, 2, id="t"), title=title))
    first = next(block.iter(qn("w:t"))).text
    assert first == (
        "Tỷ lệ khen thưởng đối với người lao\u00a0động\u00a0trực\u00a0tiếp\u00a0năm\u00a02025"
    )
