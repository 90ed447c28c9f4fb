"""Options and endings that several commands share."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    # Named in annotations only: --help must not wait for pandas.
    from pipeline.domain.findings import Finding
    from pipeline.jobs.collect import Collected
    from pipeline.jobs.status_page import Told

ERRORS_FOUND = 1
CANNOT_RUN = 2

CAMPAIGN = click.option(
    "--campaign",
    "start",
    type=click.Path(path_type=Path),
    default=Path(),
    help="Thư mục đợt báo cáo; mặc định là thư mục hiện tại.",
)
SCHEDULER = click.option(
    "--scheduler",
    default="",
    metavar="ĐỊA-CHỈ",
    help="Đọc tệp trên nhiều máy, qua máy điều phối Dask tại tcp://MÁY:8786.",
)
AS_JSON = click.option("--json", "as_json", is_flag=True, help="In kết quả dạng JSON.")


def now() -> datetime:
    """The time in Viet Nam; the only place where the clock is read."""
    from pipeline.files.campaign.inbox import VIETNAM

    return datetime.now(VIETNAM)


def person() -> str:
    """Who is at the computer, as it knows them; "" when it does not."""
    import getpass

    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        # A system without accounts, or Windows without its variable.
        return ""


@contextmanager
def progress(
    title: str, total: int | None = None, unit: str = "tệp"
) -> Iterator[Callable[[str], None]]:
    """A progress bar; give what is being done at each step. None when nobody sees it."""
    if not sys.stderr.isatty():
        from pipeline.jobs.progress import silent

        yield silent
        return
    from pipeline.terminal.progress_bar import progress_bar

    with progress_bar(title, total, unit) as bar:
        yield bar


def print_json(value: Any) -> None:
    """Print what another program reads."""
    import json

    click.echo(json.dumps(value, ensure_ascii=False, indent=2))


def exit_on_errors(findings: Iterable[Finding]) -> None:
    """End with exit code 1 when any finding is an error."""
    from pipeline.domain.findings import has_errors

    if has_errors(findings):
        click.get_current_context().exit(ERRORS_FOUND)


def state_of(collected: Collected, told: Told) -> dict[str, Any]:
    """How every unit and every file stands, as plain data."""
    from pipeline.steps.describe import describe_status
    from pipeline.steps.status.describe_standing import with_standing

    described = describe_status(
        collected.collection,
        collected.verdicts,
        [(litter.name, litter.note) for litter in collected.litter],
        collected.cross_findings,
        collected.opened,
    )
    return {**with_standing(described, told.statuses, told.rate), "status_page": str(told.page)}
