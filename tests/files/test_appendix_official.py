from __future__ import annotations

from pathlib import Path

from openpyxl.worksheet.worksheet import Worksheet

from pipeline.domain.document import (
    Derivation,
    Fill,
    Formula,
    Masthead,
    RowKind,
    Table,
    TableColumn,
    TableRow,
)
from pipeline.files.appendix.appendix_official import HeaderCell, header_cells
from tests.files.appendix_tables import a_figure, a_table, data, sheet, write

ORDERS = ("Chia ra", "Các loại huân chương")
COLUMNS = (
    TableColumn("row", "Nội dung", width=4, code="A"),
    TableColumn("code", "Mã số", width=0.5, code="B"),
    TableColumn(
        "all", "Tổng số", Fill.COUNT, formula=Formula(Derivation.SUM, ("tt", "cn", "co")), code="1"
    ),
    TableColumn("tt", "Tập thể", Fill.COUNT, "Hạng Ba", adds_up=True, above=ORDERS, code="2"),
    TableColumn("cn", "Cá nhân", Fill.COUNT, "Hạng Ba", adds_up=True, above=ORDERS, code="2"),
    TableColumn("co", "Cờ thi đua", Fill.COUNT, "Chia ra", adds_up=True, code="3"),
)
MASTHEAD = Masthead(
    left=(
        "Biểu số: 0602.N/BNV-TĐKT",
        "Ban hành theo Thông tư số 2/2023/TT-BNV",
        "Ngày nhận: 15/12",
    ),
    right=("Đơn vị báo cáo: Cụm thi đua số 3", "Đơn vị nhận báo cáo: Hội đồng"),
    heading="SỐ LƯỢNG KHEN THƯỞNG",
    period="Năm 2025",
    measure="Lượt",
    signatures=("Người lập biểu", "Thủ trưởng đơn vị"),
)


def counts(*values: int | None) -> dict[str, object]:
    keys = ("all", "tt", "cn", "co")
    return {key: a_figure(value) for key, value in zip(keys, values, strict=True)}


def official(masthead: Masthead | None = MASTHEAD) -> Table:
    cells = {"row": "Tổng số", "code": "01", **counts(6, 3, 2, 1)}
    check = {"row": "01 − (02 + 03)", "code": "", **counts(0, 0, None, 0)}
    return a_table(
        COLUMNS,
        TableRow(RowKind.TOTAL, cells, adds=(1, 2)),  # type: ignore[arg-type]
        data(row="- Tập thể", code="02", **counts(4, 3, None, 1)),  # type: ignore[arg-type]
        data(row="- Cá nhân", code="03", **counts(2, None, 2, None)),  # type: ignore[arg-type]
        TableRow(RowKind.SUBTOTAL, check, adds=(0,), subtracts=(1,)),  # type: ignore[arg-type]
        notes=("Tính theo lượt.",),
        landscape=True,
        masthead=masthead,
    )


def merged(written: Worksheet) -> set[str]:
    return {area.coord for area in written.merged_cells.ranges}


def test_a_spanning_header_covers_its_columns_at_every_level() -> None:
    cells = {c.text: c for c in header_cells(COLUMNS, 4)}
    assert cells["Nội dung"] == HeaderCell("Nội dung", 0, 0, 3, 0)
    assert cells["Chia ra"] == HeaderCell("Chia ra", 0, 3, 0, 5)
    assert cells["Các loại huân chương"] == HeaderCell("Các loại huân chương", 1, 3, 1, 4)
    assert cells["Hạng Ba"] == HeaderCell("Hạng Ba", 2, 3, 2, 4)
    assert cells["Cá nhân"] == HeaderCell("Cá nhân", 3, 4, 3, 4)
    assert cells["Cờ thi đua"] == HeaderCell("Cờ thi đua", 1, 5, 3, 5)


def test_the_head_of_a_form_is_that_of_the_ministry(tmp_path: Path) -> None:
    written = sheet(write(tmp_path, official()))
    texts = [cell.value for row in written.iter_rows(max_row=7) for cell in row if cell.value]
    assert texts == [
        "← Mục lục",
        "Biểu số: 0602.N/BNV-TĐKT",
        "Đơn vị báo cáo: Cụm thi đua số 3",
        "Ban hành theo Thông tư số 2/2023/TT-BNV",
        "Đơn vị nhận báo cáo: Hội đồng",
        "Ngày nhận: 15/12",
        "SỐ LƯỢNG KHEN THƯỞNG",
        "Năm 2025",
        "Đơn vị tính: Lượt",
    ]
    assert {"A8:A11", "D8:F8", "D9:E9", "D10:E10", "F9:F11", "D12:E12"} <= merged(written)
    assert [written.cell(12, c).value for c in (1, 2, 3, 4, 6)] == ["A", "B", "1", "2", "3"]
    ends = [row[0].value for row in written.iter_rows(min_row=17) if row[0].value]
    assert ends == ["Tính theo lượt.", "Người lập biểu"]


def test_rows_that_add_up_others_are_formulas_and_so_are_checks(tmp_path: Path) -> None:
    path = write(tmp_path, official())
    formulas, values = sheet(path), sheet(path, data_only=True)
    assert formulas["C13"].value == '=IF(COUNT(D13:F13)=0,"—",SUM(D13:F13))'
    assert formulas["D13"].value == '=IF(COUNT(D14:D15)=0,"—",SUM(D14:D15))'
    check = '=IF(OR(COUNT(D13)=0,COUNT(D14)=0),"—",SUM(D13)-SUM(D14))'
    assert formulas["D16"].value == check
    assert [values[f"{c}13"].value for c in "CDEF"] == [6, 3, 2, 1]


def test_a_form_is_printed_across_one_landscape_page(tmp_path: Path) -> None:
    written = sheet(write(tmp_path, official()))
    assert written.page_setup.orientation == "landscape"
    # Excel takes what is not said for one page; 0 would be as many as it takes.
    fit = written.sheet_properties.pageSetUpPr
    assert fit is not None
    assert fit.fitToPage
    assert written.page_setup.fitToHeight is None
    assert written.print_title_rows is None
    assert written.print_area == "'Thử'!$A$2:$F$21"


def test_column_codes_need_no_masthead(tmp_path: Path) -> None:
    written = sheet(write(tmp_path, official(masthead=None)))
    assert written["A2"].value == "Bảng thử"
    assert written["A9"].value == "A"
    assert written.print_title_rows == "$5:$9"
