"""Where a figure came from, and which figures a text may mean, in the terminal."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.table import Table

from pipeline.domain.printing import print_figure
from pipeline.domain.workbook import RawValue
from pipeline.terminal.screen import SHOWN_FIGURES, console, plain

if TYPE_CHECKING:
    # Named in annotations only: a screen must not bring in the jobs.
    from pipeline.jobs.trace_back import Found, Traced

_REMADE = (
    "Số liệu này không lưu trong nguon-so-lieu.json của lần tổng hợp gần nhất;"
    " được tính lại từ các bài nộp đang được tính."
)


def show_found(found: Found) -> None:
    """Figures that match a search, those of long tables below the others."""
    out = console()
    _show_records(out, list(found.recorded.values())[:SHOWN_FIGURES])
    if len(found.recorded) > SHOWN_FIGURES:
        rest = len(found.recorded) - SHOWN_FIGURES
        out.print(f"… và {rest} số liệu khác; tìm cụ thể hơn.")
    if found.searched:
        sheets = ", ".join(f"“{sheet}”" for sheet in found.searched)
        out.print(plain(f"Đã tìm cả trong bảng dài chỉ có ở phu-luc.xlsx: {sheets}."))
        _show_records(out, found.in_cut_tables.values())
    if found.has_more:
        out.print('… và còn nữa; tìm cụ thể hơn, chẳng hạn: --find "tên đơn vị; số đã in".')
    if not found.all:
        out.print("Không có số liệu nào khớp.")


def _show_records(out: Console, records: Iterable[Mapping[str, Any]]) -> None:
    for record in records:
        line = f"{record['printed']:>12}  {record['code']}  {record['label']}"
        out.print(plain(line), soft_wrap=True)


def show_trace(traced: Traced) -> None:
    """A figure, its parts, and the cells it came from."""
    figure = traced.figure
    out = console()
    if traced.is_remade:
        out.print(_REMADE)
    out.print(plain(f"{figure.label}: {print_figure(figure)}"))
    out.print(
        f"Cách tính: {figure.formula}; {figure.reporting}/{figure.expected} đơn vị có số liệu"
    )
    for part in figure.parts:
        out.print(plain(f"  {print_figure(part):>12}  {part.label}  ({part.id})"), soft_wrap=True)
    table = Table()
    for heading in ("Đơn vị", "Tệp", "Sheet", "Ô", "Trong tệp", "Hiểu là"):
        table.add_column(heading)
    for item in traced.cells:
        raw = "trống (khai là 0)" if item.cell.declared else _shown(item.cell.raw)
        values = (item.unit, item.file, item.cell.sheet, item.cell.address, raw, item.cell.value)
        table.add_row(*(plain(str(value)) for value in values))
    out.print(table)


def _shown(raw: RawValue) -> str:
    """A raw value as Excel shows it: readers give whole numbers as 281.0."""
    return str(int(raw)) if isinstance(raw, float) and raw.is_integer() else str(raw)
