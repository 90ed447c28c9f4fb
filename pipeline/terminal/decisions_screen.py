"""A person's decisions and the rounds of a unit, in the terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table

from pipeline.domain.intake import HEAD_FORM, DecisionKind, Ruling, Status, Verdict
from pipeline.terminal.screen import console, plain

if TYPE_CHECKING:
    # Named in annotations only: a screen must not bring in the jobs.
    from pipeline.jobs.decisions import Decided
    from pipeline.jobs.history import History
    from pipeline.steps.rounds import Comparison, Round

MOMENT = "%d/%m/%Y %H:%M"
SHOWN_DIFFERENCES = 200
LONGEST_VALUE = 120
"""Characters of a value shown; a narrative may have thousands."""


def show_decided(decided: Decided) -> None:
    """What was recorded and what it changed."""
    out = console()
    decision = decided.decision
    to = f" {decision.unit}" if decision.kind is DecisionKind.ASSIGN else ""
    why = f" Lý do: {decision.reason.rstrip('.')}." if decision.reason else ""
    file = decided.file
    out.print(
        plain(
            f"Đã ghi quyết định: {decision.kind.label}{to}: tệp “{file.name}”"
            f" (mã {file.digest[:12]}, nhận {file.received:{MOMENT}}).{why}"
        ),
        soft_wrap=True,
    )
    for effect in decided.effects:
        after = f"đang tính tệp “{effect.after}”" if effect.after else "không có tệp nào được tính"
        before = f" (trước đó: “{effect.before}”)" if effect.before else ""
        changed = before if effect.before != effect.after else " (như trước)"
        state = f"; tình trạng: {effect.state}" if effect.state else ""
        out.print(plain(f"{effect.who}: {after}{changed}{state}."), soft_wrap=True)
    out.print("Báo cáo được cập nhật khi chạy: thidua consolidate")


def waiting_lines(verdicts: Iterable[Verdict]) -> Iterator[str]:
    """How to decide about files that are nobody's yet."""
    if any(verdict.status is Status.SET_ASIDE for verdict in verdicts):
        yield "Biết tệp để riêng là của đơn vị nào thì giao: thidua assign TỆP MÃ-ĐƠN-VỊ"


def ruling_lines(rulings: Iterable[Ruling]) -> Iterator[str]:
    """The decisions in force, one line each."""
    in_force = [ruling for ruling in rulings if ruling.in_force]
    if in_force:
        yield "Quyết định đang có hiệu lực:"
    for ruling in in_force:
        yield f"  {_ruling(ruling)}"


def show_history(told: History) -> None:
    """Every round of a unit, then what changed from one to another."""
    out = console()
    if not told.rounds:
        out.print(plain(f"{told.unit.name} ({told.unit.code}) chưa nộp tệp nào."))
        return
    table = Table(title=f"Các lần nộp của {told.unit.name} ({told.unit.code})")
    for heading in (
        "Lần",
        "Nhận lúc",
        "Tệp",
        "Biểu",
        "Kết quả đọc",
        "Lỗi",
        "Cảnh báo",
        "Được tính",
    ):
        table.add_column(heading)
    for one in told.rounds:
        table.add_row(*_row(one))
    out.print(table)
    for one in told.rounds:
        out.print(plain(f"Lần {one.number}: {one.why}"), soft_wrap=True)
        for ruling in one.rulings:
            overruled = "" if ruling.in_force else " (đã có quyết định sau thay)"
            out.print(plain(f"  {_ruling(ruling)}{overruled}"), soft_wrap=True)
    for comparison in told.comparisons:
        _show_comparison(out, comparison)


def _row(one: Round) -> tuple[str, ...]:
    verdict = one.verdict
    return (
        str(one.number),
        f"{verdict.file.received:{MOMENT}}",
        plain(f"{verdict.file.name} ({verdict.digest[:8]})"),
        "đơn vị trưởng" if verdict.form == HEAD_FORM else "đơn vị",
        verdict.status.label,
        str(verdict.errors or ""),
        str(verdict.warnings or ""),
        "có" if one.counts else "",
    )


def _show_comparison(out: Console, comparison: Comparison) -> None:
    found = comparison.differences
    numbers = f"lần {comparison.before.number} → lần {comparison.after.number}"
    out.print("")
    if not found:
        out.print(f"Từ {numbers}: không có ô nào thay đổi.")
    else:
        table = Table(title=f"Thay đổi từ {numbers}: {len(found)} chỗ")
        for heading in ("Sheet", "Ô", "Câu hỏi", "Trước", "Sau"):
            table.add_column(heading)
        for one in found[:SHOWN_DIFFERENCES]:
            place = (one.cell.sheet, one.cell.address) if one.cell else (one.sheet, "")
            texts = (*place, one.question, one.before, one.after)
            table.add_row(*(plain(_short(text)) for text in texts))
        out.print(table)
    if len(found) > SHOWN_DIFFERENCES:
        out.print(f"… và {len(found) - SHOWN_DIFFERENCES} chỗ khác; xem đủ bằng --json.")
    if comparison.unread:
        titles = "; ".join(comparison.unread)
        out.print(plain(f"Không so sánh được (một trong hai tệp thiếu bảng): {titles}."))


def _ruling(ruling: Ruling) -> str:
    decision = ruling.decision
    to = f" {decision.unit}" if decision.unit else ""
    by = f" ({decision.by})" if decision.by else ""
    reason = f": {decision.reason}" if decision.reason else ""
    return f"{decision.at:{MOMENT}}{by} {decision.kind.label}{to} “{ruling.file}”{reason}"


def _short(text: str) -> str:
    return text if len(text) <= LONGEST_VALUE else f"{text[: LONGEST_VALUE - 1]}…"
