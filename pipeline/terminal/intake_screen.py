"""What came back, in the terminal: units, files, findings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table

from pipeline.domain.collection import ReturnState
from pipeline.domain.intake import CarrierKind, OpenedCarrier, Verdict
from pipeline.domain.rules.rule import Severity
from pipeline.domain.vietnamese.dates import format_date
from pipeline.terminal.decisions_screen import show_rulings, show_waiting
from pipeline.terminal.screen import SHOWN_FINDINGS, console, plain

if TYPE_CHECKING:
    # Named in annotations only: a screen must not bring in the jobs.
    from pipeline.jobs.collect import Collected

_COLOURS = {
    ReturnState.MISSING: "red",
    ReturnState.WITH_ERRORS: "yellow",
    ReturnState.WITH_NOTES: "cyan",
    ReturnState.ACCEPTED: "green",
}


def show_status(collected: Collected) -> None:
    """One line a unit, then what is to be done."""
    collection = collected.collection
    campaign = collection.campaign
    table = Table(title=f"{campaign.title}, {campaign.period.label}")
    for heading in ("Mã", "Đơn vị", "Tình trạng", "Ngày nhận", "Lần", "Lỗi", "Cảnh báo", "Tệp"):
        table.add_column(heading)
    for receipt in collection.receipts:
        day = format_date(receipt.received) if receipt.received else ""
        late = " (muộn)" if receipt.is_late(campaign.deadline) else ""
        table.add_row(
            receipt.unit,
            campaign.unit(receipt.unit).short_name,
            f"[{_COLOURS[receipt.state]}]{plain(receipt.label)}[/]",
            day + late,
            str(receipt.rounds or ""),
            str(receipt.errors or ""),
            str(receipt.warnings or ""),
            plain(receipt.file),
        )
    out = console()
    out.print(table)
    out.print(f"Đã có {len(collection.submissions)}/{len(campaign.units)} đơn vị.")
    if collection.head is None:
        out.print("Chưa có biểu của đơn vị trưởng.")
    _show_errors(out, collected)
    unsettled = [v for v in collected.verdicts if v.digest not in collection.settled]
    for verdict in unsettled:
        if not verdict.status.may_count:
            _show_refused(out, verdict)
    show_waiting(out, unsettled)
    show_rulings(out, collection.rulings)
    _show_crossed(out, collected)


def show_files(collected: Collected) -> None:
    """Every file found, once: its verdict, or why it was passed over."""
    out = console()
    for verdict in collected.verdicts:
        owner = verdict.unit or "không rõ đơn vị"
        counts = f"{verdict.errors} lỗi, {verdict.warnings} cảnh báo"
        out.print(f"{plain(verdict.file.name)}: {verdict.status.label} ({owner}; {counts})")
    for opened in collected.opened:
        out.print(plain(_told_of(opened)))
    for litter in collected.litter:
        out.print(f"{plain(litter.name)}: bỏ qua, {litter.note}")
    for left_out in collected.set_aside:
        out.print(f"{plain(left_out.file)}: {left_out.message}")
    _show_crossed(out, collected)
    asked = len(collected.collection.campaign.units)
    out.print(f"Đã có {len(collected.collection.submissions)}/{asked} đơn vị.")


def show_verdict(verdict: Verdict) -> None:
    """Everything found in one file, errors first."""
    out = console()
    out.print(f"{plain(verdict.file.name)}: {verdict.status.label}")
    if verdict.unit:
        out.print(f"Đơn vị: {verdict.unit}")
    if not verdict.findings:
        out.print("Không có lỗi, không có cảnh báo.")
    order = list(Severity)
    for found in sorted(verdict.findings, key=lambda f: order.index(f.severity))[:SHOWN_FINDINGS]:
        place = f"{plain(found.place)}: " if found.place else ""
        text = f"{found.severity.label} {found.code} · {place}"
        out.print(text + plain(f"{found.message} {found.advice}"))


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


def _show_refused(out: Console, verdict: Verdict) -> None:
    for found in verdict.findings:
        out.print(f"{plain(verdict.file.name)}: {plain(f'{found.message} {found.advice}')}")
    if verdict.file.carrier:
        out.print(plain(f"  (từ {verdict.file.carrier.origin})"))


def _told_of(opened: OpenedCarrier) -> str:
    """A carrier by what came out of it, and a letter by its sender."""
    carrier = opened.carrier
    inside = f"đã mở, nhận {opened.files} tệp bên trong"
    return f"{carrier.name}: {inside}" + (
        f" ({carrier.origin})" if carrier.kind is CarrierKind.MAIL else ""
    )


def _show_crossed(out: Console, collected: Collected) -> None:
    """What only the comparison of all units shows, at each unit's own cell."""
    crossed = collected.cross_findings
    if crossed:
        out.print(f"Đối chiếu giữa các đơn vị: {len(crossed)} điểm cần xem.")
    for found in crossed[:SHOWN_FINDINGS]:
        head = f"{found.severity.label} {found.code} · {found.unit}, {found.place}: "
        out.print(plain(head + found.message))
