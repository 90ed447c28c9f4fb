"""The command line (``thidua``): options → one job → print → exit code. No logic.

Exit codes: 0 fine; 1 done, with errors found in the data; 2 could not run.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

from pipeline import __version__
from pipeline.domain.errors import PipelineError
from pipeline.terminal.options import (
    AS_JSON,
    CAMPAIGN,
    CANNOT_RUN,
    exit_on_errors,
    now,
    print_json,
    progress,
    state_of,
)
from pipeline.terminal.vietnamese_help import speak_vietnamese


def main() -> None:
    """Run the tool; a broken run is one Vietnamese line and exit code 2."""
    for stream in (sys.stdout, sys.stderr):
        # A Windows console may not be UTF-8; a name that it cannot show must not stop the run.
        stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    commands(prog_name="thidua")


class VietnameseGroup(click.Group):
    """Turns a broken run into its one line, wherever the command is run from."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the chosen command."""
        try:
            return super().invoke(ctx)
        except PipelineError as problem:
            click.echo(str(problem), err=True)
            ctx.exit(CANNOT_RUN)


@click.group(cls=VietnameseGroup)
@click.version_option(__version__, message="thidua %(version)s", help="Hiện phiên bản.")
def commands() -> None:
    """Báo cáo tổng kết thi đua, khen thưởng của cụm, khối thi đua.

    Trình tự một đợt: init → điền campaign.xlsx → distribute → các đơn vị điền, gửi lại vào
    thư mục inbox → status → consolidate.
    """


@commands.command()
@click.argument("folder", metavar="THƯ-MỤC", type=click.Path(path_type=Path))
@click.option("--year", type=click.IntRange(2000, 2100), help="Năm báo cáo; mặc định năm nay.")
@click.option(
    "--from",
    "old",
    type=click.Path(path_type=Path),
    help="Đợt báo cáo năm trước: lấy lại thiết lập và số liệu cùng kỳ.",
)
def init(folder: Path, year: int | None, old: Path | None) -> None:
    """Tạo thư mục đợt báo cáo với campaign.xlsx để điền."""
    from pipeline.jobs.campaigns import init_campaign
    from pipeline.jobs.carrying import init_from

    moment = now()
    chosen = year or moment.year
    if old is None:
        made = init_campaign(folder, year=chosen, today=moment.date())
        carried = 0
    else:
        made, carried = init_from(folder, old, year=year, now=moment)
    click.echo(f"Đã tạo đợt báo cáo: {made.campaign_book}")
    if carried:
        click.echo(f"Đã lấy số liệu cùng kỳ của {carried} đơn vị.")
    click.echo("Tiếp theo: mở campaign.xlsx bằng Excel, điền, lưu, đóng; rồi chạy:")
    click.echo(f'  thidua distribute --campaign "{folder}"')


@commands.command()
@CAMPAIGN
def distribute(start: Path) -> None:
    """Tạo biểu mẫu Excel cho từng đơn vị trong thư mục forms."""
    from pipeline.jobs.campaigns import open_campaign
    from pipeline.jobs.distribute import distribute as run

    opened = open_campaign(start)
    with progress("Tạo biểu mẫu", len(opened.campaign.units)) as step:
        issued = run(opened, progress=step)
    click.echo(f"Đã tạo {len(issued.forms)} biểu mẫu đơn vị và biểu của đơn vị trưởng trong:")
    click.echo(f"  {opened.folder.forms}")
    if issued.prefilled:
        click.echo(f"Đã điền sẵn số liệu cùng kỳ cho {issued.prefilled} đơn vị.")
    click.echo(f"Gửi cho các đơn vị; tệp gửi về chép vào: {opened.folder.inbox}")


@commands.command()
@CAMPAIGN
def collect(start: Path) -> None:
    """Nhận các tệp trong thư mục inbox và cho biết từng tệp thế nào."""
    from pipeline.jobs.campaigns import open_campaign
    from pipeline.jobs.collect import collect as run
    from pipeline.terminal.screen import show_files

    opened = open_campaign(start)
    with progress("Đọc tệp") as step:
        collected = run(opened, now=now(), progress=step)
    show_files(collected)
    exit_on_errors(collected.findings)


@commands.command()
@CAMPAIGN
@AS_JSON
def status(start: Path, *, as_json: bool) -> None:
    """Đơn vị nào đã nộp, nộp khi nào, còn lỗi gì."""
    from pipeline.jobs.campaigns import open_campaign
    from pipeline.jobs.collect import collect as run
    from pipeline.terminal.screen import show_status

    opened = open_campaign(start)
    with progress("Đọc tệp") as step:
        collected = run(opened, now=now(), progress=step)
    if as_json:
        print_json(state_of(collected))
    else:
        show_status(collected)
    exit_on_errors(collected.findings)


@commands.command()
@click.argument("file", metavar="TỆP", type=click.Path(path_type=Path))
@CAMPAIGN
@AS_JSON
def check(file: Path, start: Path, *, as_json: bool) -> None:
    """Kiểm tra một tệp nộp mà không nhận tệp vào đợt báo cáo."""
    from pipeline.jobs.campaigns import open_campaign
    from pipeline.jobs.inspect import check_file
    from pipeline.steps.describe import describe_verdict
    from pipeline.terminal.screen import show_verdict

    reading = check_file(open_campaign(start), file, now=now())
    if as_json:
        print_json(describe_verdict(reading.verdict))
    else:
        show_verdict(reading.verdict)
    exit_on_errors(reading.verdict.findings)


@commands.command()
@CAMPAIGN
@AS_JSON
def consolidate(start: Path, *, as_json: bool) -> None:
    """Tổng hợp: nhận tệp, kiểm tra, cộng số liệu, viết báo cáo và phụ lục."""
    from pipeline.jobs.campaigns import open_campaign
    from pipeline.jobs.consolidate import consolidate as run
    from pipeline.terminal.screen import show_consolidated

    opened = open_campaign(start)
    with progress("Tổng hợp") as step:
        made = run(opened, now=now(), progress=step)
    collected = made.collected
    if as_json:
        outputs = [str(path) for path in (*made.reports, *made.feedback.paths)]
        print_json(
            {**state_of(collected), "run": made.run, "figures": made.figures, "outputs": outputs}
        )
    else:
        show_consolidated(made)
    exit_on_errors(collected.findings)


@commands.command()
@click.argument("workbook", metavar="TỆP", type=click.Path(path_type=Path))
@AS_JSON
def layout(workbook: Path, *, as_json: bool) -> None:
    """Cho biết từng ô của biểu mẫu nằm ở đâu, để phần mềm khác điền."""
    from pipeline.jobs.inspect import layout_of
    from pipeline.terminal.screen import show_layout

    published = layout_of(workbook)
    if as_json:
        print_json(published)
    else:
        show_layout(published)


@commands.command()
@click.argument("figure", metavar="[MÃ-SỐ-LIỆU]", required=False, default="")
@click.option("--find", "text", default="", help="Tìm mã theo số đã in hoặc theo tên số liệu.")
@CAMPAIGN
@AS_JSON
def trace(figure: str, text: str, start: Path, *, as_json: bool) -> None:
    """Truy một số liệu trong báo cáo về từng ô của từng tệp."""
    from pipeline.jobs.campaigns import open_campaign
    from pipeline.jobs.inspect import find_figures, trace_figure
    from pipeline.steps.describe import describe_trace
    from pipeline.terminal.screen import show_found, show_trace

    if not figure and not text:
        raise click.UsageError("Cần mã số liệu, hoặc --find CHỮ-HOẶC-SỐ.")
    opened = open_campaign(start)
    if text:
        found = find_figures(opened, text)
        print_json(found) if as_json else show_found(found)
        return
    traced = trace_figure(opened, figure, now=now())
    if as_json:
        print_json(describe_trace(traced.figure, traced.cells))
    else:
        show_trace(traced)


@commands.command(context_settings={"show_default": True})
@click.argument(
    "folder", metavar="[THƯ-MỤC]", type=click.Path(path_type=Path), default=Path("output/demo")
)
@click.option("--year", type=click.IntRange(2004, 2100), default=2025, help="Năm báo cáo.")
@click.option("--units", type=click.IntRange(1, 10_000), default=12, help="Số đơn vị.")
@click.option("--seed", type=int, default=1, help="Số gieo: cùng số thì cùng dữ liệu.")
def demo(folder: Path, year: int, units: int, seed: int) -> None:
    """Làm cả quy trình trên một cụm thi đua minh họa (số liệu bịa)."""
    from pipeline.jobs.campaigns import open_campaign
    from pipeline.jobs.consolidate import consolidate as run
    from pipeline.jobs.demo import make_demo
    from pipeline.terminal.screen import show_consolidated, show_demo

    with progress("Tạo cụm minh họa") as step:
        made = make_demo(
            folder, year=year, units=units, seed=seed, today=now().date(), progress=step
        )
    show_demo(made)
    with progress("Tổng hợp") as step:
        consolidated = run(open_campaign(folder), now=now(), progress=step)
    show_consolidated(consolidated)


speak_vietnamese(commands)
