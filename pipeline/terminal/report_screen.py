"""What was made, and where a figure came from, in the terminal."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import groupby
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.table import Table

from pipeline.domain.printing import print_figure
from pipeline.domain.workbook import RawValue
from pipeline.steps.demo.story import Role
from pipeline.terminal.runs_screen import show_changes, show_final
from pipeline.terminal.screen import SHOWN_FIGURES, console, plain
from pipeline.terminal.status_lines import show_status

if TYPE_CHECKING:
    # Named in annotations only: a screen must not bring in the jobs.
    from pipeline.jobs.consolidate import Consolidated
    from pipeline.jobs.demo import DemoResult
    from pipeline.jobs.inspect import Traced

_PARTS = {
    Role.SILENT: "Không nộp",
    Role.CARELESS: "Nộp với nhiều loại lỗi",
    Role.TWICE: "Nộp hai lần",
    Role.OFFICE: "Nộp tệp do LibreOffice lưu",
    Role.SPARSE: "Khai ô trống là không có",
    Role.NEW: "Không có số liệu cùng kỳ",
}


def show_consolidated(made: Consolidated) -> None:
    """How every unit stands, and where the results are."""
    show_status(made.collected, made.told)
    out = console()
    out.print("")
    _show_results(out, made)
    if made.final:
        show_final(made.final)
    for note in made.notes:
        out.print(plain(note), soft_wrap=True)
    if not made.is_unchanged:
        show_changes(made.changes)
    if made.feedback.messages:
        texts, books = len(made.feedback.messages), len(made.feedback.workbooks)
        out.print(f"Gửi lại đơn vị: {texts} lời nhắn, {books} tệp Excel đã đánh dấu chỗ cần sửa:")
        out.print(f"  {made.feedback.messages[0].parent}", soft_wrap=True)
    out.print("Truy một con số về ô gốc: thidua trace --find SỐ")


def _show_results(out: Console, made: Consolidated) -> None:
    if made.is_unchanged:
        out.print(f"Không có gì thay đổi từ lần tổng hợp {made.run}: các báo cáo được giữ nguyên.")
    else:
        out.print("Đã viết:")
    for folder, paths in groupby(made.reports, key=lambda path: path.parent):
        files = tuple(paths)
        if folder == made.reports[0].parent:
            for path in files:
                out.print(f"  {path}", soft_wrap=True)
        else:
            # A cluster among many.
            out.print(f"  {folder}: {len(files)} tệp", soft_wrap=True)


def show_demo(made: DemoResult) -> None:
    """What the demo made, and which unit plays which part."""
    out = console()
    out.print(f"Đợt báo cáo minh họa (số liệu bịa): {made.folder.root}", soft_wrap=True)
    out.print(f"  {len(made.issued.forms)} biểu mẫu đã phát, {len(made.returned)} tệp đã nộp")
    for role, names in made.roles.items():
        if names:
            out.print(f"  {_PARTS[role]}: {', '.join(names)}")
    if made.roles[Role.OFFICE] and not made.saved_by_office:
        out.print("  Máy không có LibreOffice nên không có tệp nào do LibreOffice lưu.")


def show_layout(published: Mapping[str, Any]) -> None:
    """The blocks of a workbook with their sheets and rows."""
    table = Table(title=f"Biểu mẫu {published['form']}, đơn vị {published['unit']}")
    for heading in ("Khối", "Sheet", "Dòng tiêu đề", "Dòng dữ liệu", "Cột"):
        table.add_column(heading)
    for key, block in published["blocks"].items():
        rows = f"{block['first_row']}–{block['last_row']}"
        columns = ", ".join(f"{c['letter']}={name}" for name, c in block["columns"].items())
        table.add_row(key, block["sheet"], str(block["header_row"]), rows, columns)
    out = console()
    out.print(table)
    out.print("Đầy đủ từng ô, từng danh sách: thêm --json.")


def show_found(found: Mapping[str, Mapping[str, Any]]) -> None:
    """Figures that match a search, by id."""
    out = console()
    for record in list(found.values())[:SHOWN_FIGURES]:
        line = f"{record['printed']:>12}  {record['code']}  {record['label']}"
        out.print(plain(line), soft_wrap=True)
    if len(found) > SHOWN_FIGURES:
        out.print(f"… và {len(found) - SHOWN_FIGURES} số liệu khác; tìm cụ thể hơn.")
    if not found:
        out.print("Không có số liệu nào khớp.")


def show_trace(traced: Traced) -> None:
    """A figure, its parts, and the cells it came from."""
    figure = traced.figure
    out = console()
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
