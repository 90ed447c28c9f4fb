"""Runs and what changed between them, in the terminal."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table

from pipeline.terminal.screen import console, plain

if TYPE_CHECKING:
    # Named in annotations only: a screen must not bring in the jobs.
    from pipeline.jobs.final import Finalised
    from pipeline.jobs.runs import KnownRun, Restored
    from pipeline.steps.changes.change_list import ChangeList

SHOWN_CHANGES = 8
"""Of each kind, at the end of a run."""

SHOWN_DIFF = 200
"""Of each kind, where a person asked for the changes."""

LONGEST = 90


def show_runs(runs: tuple[KnownRun, ...]) -> None:
    """One line a run."""
    out = console()
    if not runs:
        out.print("Chưa có lần tổng hợp nào. Chạy: thidua consolidate")
        return
    table = Table(title="Các lần tổng hợp")
    for heading in ("Lần", "Lúc", "Đơn vị đã có", "Số liệu thay đổi", "Chính thức", "Kết quả"):
        table.add_column(heading)
    for run in runs:
        units = "" if run.units is None else f"{run.units}/{run.asked}"
        moved = "" if run.moved is None else str(run.moved)
        table.add_row(
            run.id, f"{run.at:%d/%m/%Y %H:%M}", units, moved, "có" * run.is_final, _place(run)
        )
    out.print(table)
    out.print("So sánh: thidua diff LẦN-1 LẦN-2. Lấy lại: thidua restore LẦN.")


def show_diff(changes: ChangeList) -> None:
    """Everything that changed between two runs."""
    out = console()
    out.print(f"Từ lần {changes.former} đến lần {changes.run}:")
    if not changes.is_full:
        out.print("Một trong hai lần do bản thidua cũ ghi: chỉ so sánh được số liệu.")
    _show(out, changes, SHOWN_DIFF)


def show_changes(changes: ChangeList) -> None:
    """What a run changed, in short."""
    out = console()
    if changes.is_first:
        out.print("Lần tổng hợp đầu tiên, chưa có gì để so sánh.")
        return
    out.print(f"Thay đổi so với lần {changes.former} (đủ hơn: reports/thay-doi.html):")
    _show(out, changes, SHOWN_CHANGES)


def show_restored(restored: Restored) -> None:
    """What was put back, and where the other results are now."""
    out = console()
    out.print(f"Đã đưa kết quả của lần {restored.run} trở lại:")
    for path in restored.paths:
        out.print(plain(f"  {path}"), soft_wrap=True)
    if restored.kept:
        out.print(
            plain(f"Kết quả của lần {restored.replaced or '?'} được giữ ở: {restored.kept}"),
            soft_wrap=True,
        )
    if restored.left:
        names = ", ".join(restored.left)
        out.print(plain(f"Lần {restored.run} không có các tệp sau, vẫn để nguyên: {names}"))
    out.print("Các bài nộp và quyết định không bị thay đổi.")


def show_final(final: Finalised) -> None:
    """Where the final results are."""
    out = console()
    out.print(plain(f"Báo cáo chính thức (chỉ đọc): {final.folder}"), soft_wrap=True)
    for path in final.paths:
        out.print(plain(f"  {path.name}"), soft_wrap=True)


def _show(out: Console, changes: ChangeList, most: int) -> None:
    for unit in changes.units[:most]:
        out.print(plain(f"  {unit.why}"), soft_wrap=True)
    _more(out, len(changes.units) - most, "đơn vị")
    if changes.settings_changed:
        out.print("  Thiết lập campaign.xlsx đã được sửa")
    for cell in changes.cells[:most]:
        one = cell.difference
        place = f"{one.cell.sheet}!{one.cell.address}" if one.cell else one.sheet
        text = f"{one.question}: {_short(one.before)} → {_short(one.after)}"
        out.print(plain(f"  Ô {cell.name}, {place}: {text}"), soft_wrap=True)
    _more(out, len(changes.cells) - most, "ô")
    for move in changes.printed[:most]:
        moved = f"{move.before or '(chưa có)'} → {move.after or '(không còn)'}"
        out.print(plain(f"  {_named(move.label)}: {moved} ({move.code})"), soft_wrap=True)
    _more(out, len(changes.printed) - most, "số liệu")
    _show_blocks(out, changes)
    if not (changes.printed or changes.cells or changes.units or changes.settings_changed):
        out.print("  Không có gì thay đổi.")


def _show_blocks(out: Console, changes: ChangeList) -> None:
    kinds = Counter((moved.block.document, moved.block.is_table) for moved in changes.blocks)
    for document in dict.fromkeys(name for name, _ in kinds):
        sentences, tables = kinds[document, False], kinds[document, True]
        out.print(f"  {document}: {sentences} câu, {tables} bảng có số liệu thay đổi")
    for update in changes.updates:
        looked_at = list(update.to_look_at)
        if looked_at:
            out.print(plain(f"  {update.name}: cần xem {len(looked_at)} đoạn đã sửa tay"))


def _more(out: Console, number: int, what: str) -> None:
    if number > 0:
        out.print(f"  … và {number} {what} khác")


def _place(run: KnownRun) -> str:
    if run.is_present:
        return "reports"
    return plain(f"lich-su/{run.folder.name}") if run.folder else "không còn"


def _named(label: str) -> str:
    """A label by its beginning and its end, which says what and whose the figure is."""
    if len(label) <= LONGEST:
        return label
    return f"{label[: LONGEST // 2]}…{label[-LONGEST // 2 :]}"


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"
