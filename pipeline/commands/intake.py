"""Commands about what came back: ``collect``, ``status``, ``check``.

They start the process that reads the files first, which gets ready while they import the rest.
"""

from __future__ import annotations

from pathlib import Path

import click

from pipeline.terminal.options import (
    AS_JSON,
    CAMPAIGN,
    SCHEDULER,
    exit_on_errors,
    now,
    print_json,
    progress,
    state_of,
)


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
    from pipeline.jobs.readers import start_readers

    moment = now()
    with start_readers(scheduler) as readers, progress("Đọc tệp") as step:
        from pipeline.jobs.campaigns import open_campaign
        from pipeline.jobs.collect import collect as run
        from pipeline.jobs.status_page import tell_status
        from pipeline.terminal.status_screen import show_status

        opened = open_campaign(start)
        collected = run(opened, now=moment, progress=step, readers=readers)
    told = tell_status(opened, collected, now=moment)
    if as_json:
        print_json(state_of(collected, told))
    else:
        show_status(collected, told)
    exit_on_errors(collected.findings)


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
