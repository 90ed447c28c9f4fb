"""Commands by which a person decides about a file, and ``history``, which tells the rounds."""

from __future__ import annotations

from pathlib import Path

import click

from pipeline.terminal.options import AS_JSON, CAMPAIGN, now, person, print_json, progress

FILE = click.argument("file", metavar="TỆP")
UNIT = click.argument("unit", metavar="ĐƠN-VỊ")
REASON = click.option(
    "--reason", metavar="LÝ-DO", required=True, help="Lý do, ghi vào sổ theo dõi và báo cáo."
)


@click.command()
@FILE
@UNIT
@click.option("--reason", metavar="LÝ-DO", default="", help="Lý do, ghi vào sổ theo dõi.")
@CAMPAIGN
def assign(file: str, unit: str, reason: str, start: Path) -> None:
    """Giao một tệp chưa rõ của ai cho một đơn vị (ghi mã đơn vị)."""
    _decide(start, "assign", file, reason, unit)


@click.command()
@FILE
@REASON
@CAMPAIGN
def exclude(file: str, reason: str, start: Path) -> None:
    """Không tính một tệp, dù sau này có gì thay đổi."""
    _decide(start, "exclude", file, reason)


@click.command()
@FILE
@REASON
@CAMPAIGN
def include(file: str, reason: str, start: Path) -> None:
    """Chọn tính một tệp: bỏ quyết định không tính, hoặc thay cho tệp đang tính."""
    _decide(start, "include", file, reason)


@click.command()
@FILE
@REASON
@CAMPAIGN
def accept(file: str, reason: str, start: Path) -> None:
    """Chấp nhận và tính một tệp dù còn lỗi; các lỗi vẫn được liệt kê."""
    _decide(start, "accept", file, reason)


@click.command()
@UNIT
@click.option("--from", "first", type=click.IntRange(1), help="So sánh từ lần nộp thứ mấy.")
@click.option("--to", "last", type=click.IntRange(1), help="So sánh đến lần nộp thứ mấy.")
@CAMPAIGN
@AS_JSON
def history(unit: str, first: int | None, last: int | None, start: Path, *, as_json: bool) -> None:
    """Các lần nộp của một đơn vị, lần nào được tính, từng ô đã thay đổi."""
    from pipeline.jobs.campaigns import open_campaign
    from pipeline.jobs.history import Span
    from pipeline.jobs.history import history as run
    from pipeline.steps.describe_rounds import describe_rounds
    from pipeline.terminal.decisions_screen import show_history

    with progress("Đọc tệp") as step:
        told = run(open_campaign(start), unit, Span(first, last), now=now(), progress=step)
    if as_json:
        print_json(describe_rounds(told.unit, told.rounds, told.comparisons))
    else:
        show_history(told)


def _decide(start: Path, kind: str, file: str, reason: str, unit: str = "") -> None:
    from pipeline.domain.intake import DecisionKind
    from pipeline.jobs.campaigns import open_campaign
    from pipeline.jobs.decisions import Wish, decide
    from pipeline.terminal.decisions_screen import show_decided

    wish = Wish(DecisionKind(kind), file, unit, reason, person())
    with progress("Đọc tệp") as step:
        decided = decide(open_campaign(start), wish, now=now(), progress=step)
    show_decided(decided)
