"""Tables that between them have everything an appendix can hold, and what reads it back."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from pipeline.domain.document import (
    CellContent,
    Derivation,
    Fill,
    Formula,
    RowKind,
    Table,
    TableColumn,
    TableRow,
)
from pipeline.domain.figures import Figure, Measure, Number
from pipeline.files.appendix.appendix_xlsx import write_appendices

TITLE = "PHỤ LỤC SỐ LIỆU"
SUBTITLE = "Cụm thi đua minh họa, năm 2025"
HOSTILE = ("=1+1", "{{ x }}", "A & B < C", "+84 25 3812", "@nhóm", "-5", "https://thidua.vn", "007")


def a_figure(value: Number | str | None, measure: Measure = Measure.COUNT) -> Figure:
    number = Decimal(value) if isinstance(value, str) else value
    return Figure(id="f", label="f", value=number, measure=measure)


def a_percent(value: str | None) -> Figure:
    return a_figure(value, Measure.PERCENT)


def data(**cells: CellContent) -> TableRow:
    return TableRow(RowKind.DATA, cells)


def total(**cells: CellContent) -> TableRow:
    return TableRow(RowKind.TOTAL, cells)


def subtotal(**cells: CellContent) -> TableRow:
    return TableRow(RowKind.SUBTOTAL, cells)


def heading(text: str) -> TableRow:
    return TableRow(RowKind.HEADING, {"stt": text})


def a_table(columns: tuple[TableColumn, ...], *rows: TableRow, **changes: Any) -> Table:
    return Table(
        **{"id": "table.t", "title": "Bảng thử", "sheet": "Thử", **changes},
        columns=columns,
        rows=rows,
    )


STT = TableColumn("stt", "STT", Fill.COUNT, width=0.4)
UNIT = TableColumn("unit", "Đơn vị", width=2.2)
AWARDED = TableColumn("awarded", "Được khen", Fill.COUNT, "Cá nhân", adds_up=True)
DIRECT = TableColumn(
    "direct", "Trong đó người lao động trực tiếp", Fill.COUNT, "Cá nhân", adds_up=True
)
RATIO = TableColumn(
    "ratio",
    "Tỷ lệ",
    Fill.PERCENT,
    "Cá nhân",
    formula=Formula(Derivation.RATIO, ("direct", "awarded")),
)
BEFORE = TableColumn("before", "Cùng kỳ", Fill.COUNT, adds_up=True)
CHANGE = TableColumn(
    "change",
    "Tăng, giảm",
    Fill.CHANGE,
    formula=Formula(Derivation.DIFFERENCE, ("awarded", "before")),
)
MEAN = TableColumn("mean", "Điểm bình quân", Fill.NUMBER)


def direct_ratios() -> Table:
    """A grouped header, subtotals by area, missing values, a zero denominator, a mean."""
    return a_table(
        (STT, UNIT, AWARDED, DIRECT, RATIO, BEFORE, CHANGE, MEAN),
        heading("I. Khối các sở"),
        _unit(1, "Sở Nội vụ", (120, 15), "12.5", (100, 20), "95.5"),
        _unit(2, "Sở Tài chính", (1200, 400), "33.33", (1250, -50), "90"),
        _unit(3, "Sở Tư pháp", (None, None), None, (None, None), None),
        subtotal(
            stt=None, unit="Cộng khối I", **_cells((1320, 415), "31.44", (1350, -30), "92.75")
        ),
        heading("II. Khối các ban"),
        _unit(4, "Ban Dân tộc", (0, 0), None, (0, 0), "70"),
        _unit(5, "Ban Quản lý khu kinh tế cửa khẩu Đồng Đăng", (40, 40), "100", (None, None), None),
        subtotal(stt=None, unit="Cộng khối II", **_cells((40, 40), "100", (0, 40), "70")),
        total(
            stt=None,
            unit="Tổng cộng (4/5 đơn vị)",
            **_cells((1360, 455), "33.46", (1350, 10), "85.17"),
        ),
        title="Tỷ lệ khen thưởng người lao động trực tiếp, theo đơn vị",
        sheet="Lao động trực tiếp",
        notes=(
            "Người lao động trực tiếp là người không giữ chức vụ lãnh đạo, quản lý.",
            "Dấu “—”: chưa có số liệu. Chưa nộp báo cáo: Sở Tư pháp. "
            + "Ghi chú dài để xuống dòng. " * 8,
        ),
        landscape=True,
        chart=("awarded", "direct", "ratio"),
    )


def _cells(
    counts: tuple[int | None, int | None],
    ratio: str | None,
    change: tuple[int | None, int | None],
    mean: str | None,
) -> dict[str, CellContent]:
    return {
        "awarded": a_figure(counts[0]),
        "direct": a_figure(counts[1]),
        "ratio": a_percent(ratio),
        "before": a_figure(change[0]),
        "change": a_figure(change[1], Measure.CHANGE),
        "mean": a_figure(mean, Measure.NUMBER),
    }


def _unit(
    number: int,
    name: str,
    counts: tuple[int | None, int | None],
    ratio: str | None,
    change: tuple[int | None, int | None],
    mean: str | None,
) -> TableRow:
    return data(stt=number, unit=name, **_cells(counts, ratio, change, mean))


def documents(count: int = 3) -> Table:
    columns = (
        STT,
        TableColumn("number", "Số, ký hiệu", width=1.3),
        TableColumn("day", "Ngày", Fill.DATE, width=0.9),
        TableColumn("subject", "Trích yếu", width=4),
        TableColumn("rank", "Hạng", width=0.5),
    )
    rows = (
        data(
            stt=i + 1,
            number=f"{i + 1}/KH-SNV",
            day=("05/03/2025", "2025-04-30", "quý II", None)[i % 4],
            subject=HOSTILE[i % len(HOSTILE)]
            if i < 8
            else "Kế hoạch tổ chức phong trào thi đua " * 4,
            rank="I",
        )
        for i in range(count)
    )
    return a_table(columns, *rows, title="Phụ lục I. Văn bản đã ban hành", sheet="PL I văn bản")


def awards(units: int = 16) -> Table:
    """More than twelve units: a bar chart; a total over three columns, one unit unknown."""
    keys = ("cstd", "ldtt", "bk")
    columns = (
        STT,
        UNIT,
        *(TableColumn(k, k.upper(), Fill.COUNT, "Danh hiệu", 0.7, adds_up=True) for k in keys),
        TableColumn("total", "Tổng", Fill.COUNT, width=0.7, formula=Formula(Derivation.SUM, keys)),
    )

    def cells(unit: int) -> dict[str, CellContent]:
        values = [None if unit == 3 else unit * (n + 2) % 17 for n in range(3)]
        known = [v for v in values if v is not None]
        figures: dict[str, CellContent] = {
            k: a_figure(v) for k, v in zip(keys, values, strict=True)
        }
        return figures | {"total": a_figure(sum(known) if known else None)}

    rows = [data(stt=i, unit=f"Đơn vị số {i}", **cells(i)) for i in range(1, units + 1)]
    sums = {k: a_figure(_added(rows, k)) for k in (*keys, "total")}
    return a_table(
        columns,
        *rows,
        total(stt=None, unit="Tổng cộng", **sums),
        title="Danh hiệu thi đua, hình thức khen thưởng của cá nhân",
        sheet="PL III quyết định",
        chart=("cstd", "ldtt", "total"),
    )


def _added(rows: list[TableRow], key: str) -> int:
    figures = (row.cells[key] for row in rows)
    return sum(int(f.value) for f in figures if isinstance(f, Figure) and f.value is not None)


ALL = (direct_ratios(), documents(8), awards())


def write(folder: Path, *tables: Table) -> Path:
    path = folder / "phu-luc.xlsx"
    write_appendices(path, TITLE, SUBTITLE, tables)
    return path


def sheet(path: Path, name: str = "", *, data_only: bool = False) -> Worksheet:
    book = openpyxl.load_workbook(path, data_only=data_only)
    found = book[name or book.sheetnames[1]]
    assert isinstance(found, Worksheet)
    return found
