"""What came back, in the terminal: files, findings; units are in ``status_lines``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from pipeline.domain.intake import CarrierKind, OpenedCarrier, Verdict
from pipeline.domain.rules.rule import Severity
from pipeline.terminal.screen import SHOWN_FINDINGS, console, plain

if TYPE_CHECKING:
    # Named in annotations only: a screen must not bring in the jobs.
    from pipeline.jobs.collect import Collected


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
    for line in crossed_lines(collected):
        out.print(plain(line))
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


def refused_lines(verdict: Verdict) -> Iterator[str]:
    """Why a file cannot count."""
    for found in verdict.findings:
        yield f"{verdict.file.name}: {found.message} {found.advice}"
    if verdict.file.carrier:
        yield f"  (từ {verdict.file.carrier.origin})"


def _told_of(opened: OpenedCarrier) -> str:
    """A carrier by what came out of it, and a letter by its sender."""
    carrier = opened.carrier
    inside = f"đã mở, nhận {opened.files} tệp bên trong"
    return f"{carrier.name}: {inside}" + (
        f" ({carrier.origin})" if carrier.kind is CarrierKind.MAIL else ""
    )


def crossed_lines(collected: Collected) -> Iterator[str]:
    """What only the comparison of all units shows, at each unit's own cell."""
    crossed = collected.cross_findings
    if crossed:
        yield f"Đối chiếu giữa các đơn vị: {len(crossed)} điểm cần xem."
    for found in crossed[:SHOWN_FINDINGS]:
        head = f"{found.severity.label} {found.code} · {found.unit}, {found.place}: "
        yield head + found.message
