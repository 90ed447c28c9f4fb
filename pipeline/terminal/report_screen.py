"""What was made, in the terminal."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import groupby
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.table import Table

from pipeline.steps.demo.story import Role
from pipeline.terminal.runs_screen import show_changes, show_final
from pipeline.terminal.screen import console, plain
from pipeline.terminal.status_lines import show_status

if TYPE_CHECKING:
    # Named in annotations only: a screen must not bring in the jobs.
    from pipeline.jobs.consolidate import Consolidated
    from pipeline.jobs.demo import DemoResult

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
