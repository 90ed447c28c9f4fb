"""What the status screen tells, gathered as finished texts; ``status_screen`` draws them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from pipeline.domain.rules.rule import Severity
from pipeline.domain.unit_status import UnitStatus
from pipeline.domain.vietnamese.dates import format_date
from pipeline.steps.status.status_view import rate_texts
from pipeline.terminal.decisions_screen import ruling_lines, waiting_lines
from pipeline.terminal.intake_screen import crossed_lines, refused_lines
from pipeline.terminal.screen import SHOWN_FINDINGS, console
from pipeline.terminal.status_screen import StatusLine, StatusRow, StatusScreen, draw_status

if TYPE_CHECKING:
    # Named in annotations only: a screen must not bring in the jobs.
    from pipeline.jobs.collect import Collected
    from pipeline.jobs.status_page import Told


def show_status(collected: Collected, told: Told) -> None:
    """Gather and draw."""
    draw_status(status_screen(collected, told), console())


def status_screen(collected: Collected, told: Told) -> StatusScreen:
    """One row a unit, then what is to be done."""
    campaign = collected.collection.campaign
    lines = [*_lines(collected, told)]
    if any(not status.state.is_accepted for status in told.statuses):
        lines.append(StatusLine("Soạn thư nhắc các đơn vị chưa nộp, còn lỗi: thidua remind"))
    lines.append(StatusLine(f"Xem đầy đủ bằng trình duyệt: {told.page}", is_whole=True))
    return StatusScreen(
        f"{campaign.title}, {campaign.period.label}",
        tuple(_row(status) for status in told.statuses),
        tuple(lines),
    )


def _lines(collected: Collected, told: Told) -> Iterator[StatusLine]:
    collection = collected.collection
    campaign = collection.campaign
    yield StatusLine(f"Đã có {len(collection.submissions)}/{len(campaign.units)} đơn vị.")
    if campaign.deadline:
        yield StatusLine(f"Hạn nộp: {format_date(campaign.deadline)}.")
    yield StatusLine("; ".join(f"{what}: {said}" for what, said in rate_texts(told.rate)) + ".")
    if collection.head is None:
        yield StatusLine("Chưa có biểu của đơn vị trưởng.")
    yield from map(StatusLine, _error_lines(collected))
    unsettled = [v for v in collected.verdicts if v.digest not in collection.settled]
    for verdict in unsettled:
        if not verdict.status.may_count:
            yield from map(StatusLine, refused_lines(verdict))
    yield from map(StatusLine, waiting_lines(unsettled))
    yield from (StatusLine(text, is_whole=True) for text in ruling_lines(collection.rulings))
    yield from map(StatusLine, crossed_lines(collected))


def _row(status: UnitStatus) -> StatusRow:
    received = status.receipt.received
    by_severity = status.by_severity
    return StatusRow(
        code=status.unit.code,
        name=status.unit.short_name,
        state=status.state.value,
        label=status.label,
        received=format_date(received) if received else "",
        late=f"{status.days_late} ngày" if status.days_late else "",
        rounds=str(status.receipt.rounds or ""),
        errors=str(by_severity[Severity.ERROR] or ""),
        warnings=str(by_severity[Severity.WARNING] or ""),
        file=status.receipt.file,
    )


def _error_lines(collected: Collected) -> Iterator[str]:
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
        yield f"Lỗi {found.code} · {found.unit}, {found.place}: {found.message}"
