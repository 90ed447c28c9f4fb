"""How every unit stands, in the terminal; a narrow window gets fewer and shorter columns."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table

from pipeline.domain.rules.rule import Severity
from pipeline.domain.unit_status import UnitState, UnitStatus
from pipeline.domain.vietnamese.dates import format_date
from pipeline.steps.status.rates import cluster_texts
from pipeline.steps.status.status_view import rate_texts
from pipeline.terminal.decisions_screen import show_rulings, show_waiting
from pipeline.terminal.intake_screen import show_crossed, show_refused
from pipeline.terminal.screen import SHOWN_FINDINGS, console, plain

if TYPE_CHECKING:
    # Named in annotations only: a screen must not bring in the jobs.
    from pipeline.jobs.collect import Collected
    from pipeline.jobs.status_page import Told

WIDE = 110
"""Characters a line from which every column has room."""

_WIDE_HEADINGS = (
    "Mã",
    "Đơn vị",
    "Tình trạng",
    "Nhận",
    "Muộn",
    "Lần",
    "Lỗi",
    "Cảnh báo",
    "Tệp",
)
_NARROW_HEADINGS = ("Đơn vị", "Tình trạng", "Lỗi", "CB")
_COLOURS = {
    UnitState.OVERDUE: "bold red",
    UnitState.NOT_YET: "red",
    UnitState.WITH_ERRORS: "yellow",
    UnitState.AWAITED: "yellow",
    UnitState.WITH_NOTES: "cyan",
    UnitState.ACCEPTED: "green",
}


def show_status(collected: Collected, told: Told, out: Console | None = None) -> None:
    """One line a unit, then what is to be done."""
    out = out or console()
    collection = collected.collection
    campaign = collection.campaign
    out.print(_table(told, f"{campaign.title}, {campaign.period.label}", wide=out.width >= WIDE))
    out.print(f"Đã có {len(collection.submissions)}/{len(campaign.units)} đơn vị.")
    if campaign.deadline:
        out.print(f"Hạn nộp: {format_date(campaign.deadline)}.")
    out.print("; ".join(f"{what}: {said}" for what, said in rate_texts(told.rate)) + ".")
    for name, returned, accepted in cluster_texts(told.statuses, campaign):
        out.print(plain(f"  {name}: đã nộp {returned}; đạt {accepted}"), soft_wrap=True)
    if collection.head is None:
        out.print("Chưa có biểu của đơn vị trưởng.")
    _show_errors(out, collected)
    unsettled = [v for v in collected.verdicts if v.digest not in collection.settled]
    for verdict in unsettled:
        if not verdict.status.may_count:
            show_refused(out, verdict)
    show_waiting(out, unsettled)
    show_rulings(out, collection.rulings)
    show_crossed(out, collected)
    if any(not status.state.is_accepted for status in told.statuses):
        out.print("Soạn thư nhắc các đơn vị chưa nộp, còn lỗi: thidua remind")
    out.print(f"Xem đầy đủ bằng trình duyệt: {told.page}", soft_wrap=True)


def _table(told: Told, title: str, *, wide: bool) -> Table:
    table = Table(title=plain(title))
    for heading in _WIDE_HEADINGS if wide else _NARROW_HEADINGS:
        short = heading in ("Muộn", "Lần", "Lỗi", "Cảnh báo", "CB")
        table.add_column(heading, justify="right" if short else "left", no_wrap=short)
    several = len({status.unit.cluster for status in told.statuses}) > 1
    for cluster, own in groupby(told.statuses, key=lambda status: status.unit.cluster):
        if several:
            table.add_section()
            table.add_row(*[""] * wide, f"[bold]{plain(cluster)}[/]")
        for status in own:
            table.add_row(*(_wide_row(status) if wide else _narrow_row(status)))
    return table


def _wide_row(status: UnitStatus) -> tuple[str, ...]:
    received = status.receipt.received
    return (
        status.unit.code,
        plain(status.unit.short_name),
        _state(status),
        format_date(received) if received else "",
        f"{status.days_late} ngày" if status.days_late else "",
        str(status.receipt.rounds or ""),
        *_counts(status),
        plain(status.receipt.file),
    )


def _narrow_row(status: UnitStatus) -> tuple[str, ...]:
    """What a telephone call needs: who, what about."""
    late = f", muộn {status.days_late} ngày" if status.days_late else ""
    name = f"{status.unit.short_name} ({status.unit.code})"
    return (plain(name), f"{_state(status)}{late}", *_counts(status))


def _state(status: UnitStatus) -> str:
    return f"[{_COLOURS[status.state]}]{plain(status.label)}[/]"


def _counts(status: UnitStatus) -> tuple[str, str]:
    by_severity = status.by_severity
    errors, warnings = (by_severity[one] for one in (Severity.ERROR, Severity.WARNING))
    return str(errors or ""), str(warnings or "")


def _show_errors(out: Console, collected: Collected) -> None:
    """What is wrong in the files that count, cell by cell; warnings stay with ``check``."""
    counted = {one.digest for one in collected.collection.submissions.values()}
    counted -= collected.collection.settled
    wrong = [
        found
        for verdict in collected.verdicts
        if verdict.digest in counted
        for found in verdict.findings
        if found.severity is Severity.ERROR
    ]
    for found in wrong[:SHOWN_FINDINGS]:
        out.print(plain(f"Lỗi {found.code} · {found.unit}, {found.place}: {found.message}"))
