"""Commands that begin a campaign: ``init``, ``distribute``, ``demo``."""

from __future__ import annotations

from pathlib import Path

import click

from pipeline.commands.mail import AGAIN, SEND, YES, Sending, post
from pipeline.terminal.options import CAMPAIGN, now, progress


@click.command()
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
    from pipeline.jobs.carrying import init_from
    from pipeline.jobs.new_campaign import init_campaign

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


@click.command()
@click.option("--mail", is_flag=True, help="Soạn thư gửi biểu mẫu cho từng đơn vị, vào outbox.")
@SEND
@YES
@AGAIN
@CAMPAIGN
def distribute(start: Path, *, mail: bool, send: bool, yes: bool, again: bool) -> None:
    """Tạo biểu mẫu Excel cho từng đơn vị trong thư mục forms."""
    from pipeline.jobs.campaigns import open_campaign
    from pipeline.jobs.distribute import distribute as run

    opened = open_campaign(start)
    sending = Sending(send=send, yes=yes, again=again)
    sending.require_server(opened)
    with progress("Tạo biểu mẫu", len(opened.campaign.units)) as step:
        issued = run(opened, progress=step)
    click.echo(f"Đã tạo {len(issued.forms)} biểu mẫu đơn vị và biểu của đơn vị trưởng trong:")
    click.echo(f"  {opened.folder.forms}")
    if issued.prefilled:
        click.echo(f"Đã điền sẵn số liệu cùng kỳ cho {issued.prefilled} đơn vị.")
    click.echo(f"Gửi cho các đơn vị; tệp gửi về chép vào: {opened.folder.inbox}")
    if mail or send:
        from pipeline.jobs.remind import write_form_letters

        post(opened, write_form_letters(opened, issued), sending)


@click.command(context_settings={"show_default": True})
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
    from pipeline.terminal.report_screen import show_consolidated, show_demo

    with progress("Tạo cụm minh họa") as step:
        made = make_demo(
            folder, year=year, units=units, seed=seed, today=now().date(), progress=step
        )
    show_demo(made)
    with progress("Tổng hợp") as step:
        consolidated = run(open_campaign(folder), now=now(), progress=step)
    show_consolidated(consolidated)
