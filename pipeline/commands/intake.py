"""Commands about what came back: ``collect``, ``status``, ``check``.

They start the process that reads the files first, which gets ready while they import the rest;
``status`` does so only when it is not known from the last run.
"""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipeline.terminal.options import (
    AS_JSON,
    CAMPAIGN,
    ERRORS_FOUND,
    SCHEDULER,
    exit_on_errors,
    now,
    print_json,
    progress,
    state_of,
)

if TYPE_CHECKING:
    # Named in annotations only: --help must not wait for them.
    from datetime import datetime

    from pipeline.files.campaign.status_memo import StatusMemo, ToldStatus


@click.command()
@CAMPAIGN
@SCHEDULER
def collect(start: Path, scheduler: str) -> None:
    """Nhận các tệp trong thư mục inbox và cho biết từng tệp thế nào."""
    from pipeline.jobs.readers import start_readers

    with start_readers(scheduler) as readers, progress("Đọc tệp") as step:
        from pipeline.jobs.campaigns import open_campaign
        from pipeline.jobs.collect import collect as run
        from pipeline.terminal.intake_screen import show_files

        collected = run(open_campaign(start), now=now(), progress=step, readers=readers)
    show_files(collected)
    exit_on_errors(collected.findings)


@click.command()
@CAMPAIGN
@SCHEDULER
@AS_JSON
def status(start: Path, scheduler: str, *, as_json: bool) -> None:
    """Đơn vị nào đã nộp, nộp khi nào, còn lỗi gì."""
    from pipeline.files.campaign.campaign_folder import CampaignFolder
    from pipeline.files.campaign.status_memo import StatusMemo

    moment = now()
    memo = StatusMemo(CampaignFolder.find(start), moment)
    told = memo.recall() or _status_anew(start, moment, memo, scheduler)
    if as_json:
        print_json(told.state)
    else:
        _show_status(told, memo)
    if told.has_errors:
        click.get_current_context().exit(ERRORS_FOUND)


def _status_anew(start: Path, moment: datetime, memo: StatusMemo, scheduler: str) -> ToldStatus:
    from pipeline.jobs.readers import start_readers

    with start_readers(scheduler) as readers, progress("Đọc tệp") as step:
        from pipeline.domain.findings import has_errors
        from pipeline.files.campaign.campaign_lock import changing
        from pipeline.files.campaign.status_memo import ToldStatus
        from pipeline.jobs.campaigns import open_campaign
        from pipeline.jobs.collect import collect as run
        from pipeline.jobs.status_page import tell_status
        from pipeline.terminal.status_lines import status_screen

        opened = open_campaign(start)
        with changing(opened.folder.root):
            collected = run(opened, now=moment, progress=step, readers=readers)
            found = tell_status(opened, collected, now=moment)
            screen = asdict(status_screen(collected, found))
            is_wrong = has_errors(collected.findings)
            told = ToldStatus(state_of(collected, found), screen, is_wrong)
            memo.remember(told)
    return told


def _show_status(told: ToldStatus, memo: StatusMemo) -> None:
    from pipeline.terminal.window import window

    here = window()
    drawing = told.drawn.get(here)
    if drawing is None:
        from pipeline.terminal.status_screen import StatusScreen, drawn_status

        drawing = drawn_status(StatusScreen.from_plain(told.screen))
        memo.add_drawing(told, here, drawing)
    click.echo(drawing, nl=False, color=True)


@click.command()
@click.argument("file", metavar="TỆP", type=click.Path(path_type=Path))
@CAMPAIGN
@AS_JSON
def check(file: Path, start: Path, *, as_json: bool) -> None:
    """Kiểm tra một tệp nộp mà không nhận tệp vào đợt báo cáo."""
    from pipeline.jobs.readers import start_readers

    with start_readers() as readers:
        from pipeline.jobs.campaigns import open_campaign
        from pipeline.jobs.inspect import check_file
        from pipeline.steps.describe import describe_verdict
        from pipeline.terminal.intake_screen import show_verdict

        reading = check_file(open_campaign(start), file, now=now(), readers=readers)
    if as_json:
        print_json(describe_verdict(reading.verdict))
    else:
        show_verdict(reading.verdict)
    exit_on_errors(reading.verdict.findings)
