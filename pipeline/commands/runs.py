"""Commands about former runs: ``runs``, ``diff``, ``restore``."""

from __future__ import annotations

from pathlib import Path

import click

from pipeline.terminal.options import AS_JSON, CAMPAIGN, now, print_json, progress


@click.command()
@CAMPAIGN
@AS_JSON
def runs(start: Path, *, as_json: bool) -> None:
    """Các lần tổng hợp, lần nào chính thức, kết quả nằm ở đâu."""
    from pipeline.jobs.campaigns import open_campaign
    from pipeline.jobs.runs import describe_runs, known_runs
    from pipeline.terminal.runs_screen import show_runs

    known = known_runs(open_campaign(start), now=now())
    if as_json:
        print_json(describe_runs(known))
    else:
        show_runs(known)


@click.command()
@click.argument("first", metavar="[LẦN-1]", required=False, default="")
@click.argument("last", metavar="[LẦN-2]", required=False, default="")
@CAMPAIGN
@AS_JSON
def diff(first: str, last: str, start: Path, *, as_json: bool) -> None:
    """So sánh hai lần tổng hợp: tệp, ô, số liệu; mặc định hai lần cuối."""
    from pipeline.jobs.campaigns import open_campaign
    from pipeline.jobs.runs import diff as run
    from pipeline.steps.changes.describe_changes import describe_changes
    from pipeline.terminal.runs_screen import show_diff

    chosen = tuple(one for one in (first, last) if one)
    with progress("Đọc tệp") as step:
        changes = run(open_campaign(start), chosen, now=now(), progress=step)
    if as_json:
        print_json(describe_changes(changes))
    else:
        show_diff(changes)


@click.command()
@click.argument("run", metavar="LẦN")
@CAMPAIGN
def restore(run: str, start: Path) -> None:
    """Đưa kết quả của một lần tổng hợp trước trở lại; kết quả hiện tại được giữ."""
    from pipeline.jobs.campaigns import open_campaign
    from pipeline.jobs.runs import restore as put_back
    from pipeline.terminal.runs_screen import show_restored

    show_restored(put_back(open_campaign(start), run, now=now()))
