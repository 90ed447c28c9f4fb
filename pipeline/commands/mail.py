"""Commands that write to the units: ``remind``, and what ``distribute --mail`` shares with it.

Nothing leaves the computer without ``--send`` and a yes.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipeline.terminal.options import (
    CAMPAIGN,
    CANNOT_RUN,
    ERRORS_FOUND,
    SCHEDULER,
    now,
    progress,
)

if TYPE_CHECKING:
    # Named in annotations only: --help must not wait for pandas.
    from pipeline.domain.mail import MailServer
    from pipeline.jobs.campaigns import OpenCampaign
    from pipeline.jobs.outbox import Prepared

PASSWORD_VARIABLE = "THIDUA_SMTP_PASSWORD"

SEND = click.option(
    "--send", is_flag=True, help="Gửi qua máy chủ thư khai trong campaign.xlsx, sau khi hỏi lại."
)
YES = click.option("--yes", is_flag=True, help="Gửi ngay, không hỏi lại; dùng với --send.")
AGAIN = click.option("--again", is_flag=True, help="Gửi cả thư đã gửi trong ngày; dùng với --send.")


@dataclass(frozen=True, slots=True)
class Sending:
    """What the person said about sending."""

    send: bool
    yes: bool
    again: bool

    def require_server(self, opened: OpenCampaign) -> None:
        """Tell at once that nothing can be sent, before any work is done."""
        from pipeline.jobs.mailing import mail_server

        if self.send:
            mail_server(opened)


@click.command()
@SEND
@YES
@AGAIN
@CAMPAIGN
@SCHEDULER
def remind(start: Path, scheduler: str, *, send: bool, yes: bool, again: bool) -> None:
    """Soạn thư nhắc các đơn vị chưa nộp hoặc còn lỗi, vào thư mục outbox."""
    from pipeline.jobs.campaigns import open_campaign
    from pipeline.jobs.collect import collect
    from pipeline.jobs.readers import readers_of
    from pipeline.jobs.remind import remind as run

    opened, moment = open_campaign(start), now()
    sending = Sending(send=send, yes=yes, again=again)
    sending.require_server(opened)
    with readers_of(scheduler) as readers, progress("Đọc tệp") as step:
        collected = collect(opened, now=moment, progress=step, readers=readers)
    _, prepared = run(opened, collected, now=moment)
    post(opened, prepared, sending)


def post(opened: OpenCampaign, prepared: Prepared, sending: Sending) -> None:
    """Say what was written; with ``--send`` say what will be sent, ask, and send."""
    from pipeline.jobs.mailing import letters_to_send, mail_server, send_letters
    from pipeline.terminal.mail_screen import show_delivery, show_prepared, show_to_send

    show_prepared(prepared, opened.folder.outbox)
    if not sending.send:
        return
    server, moment = mail_server(opened), now()
    letters = letters_to_send(opened, prepared.letters, now=moment, again=sending.again)
    show_to_send(server, letters, prepared)
    if not letters:
        return
    if not (sending.yes or click.confirm(f"Gửi {len(letters)} thư này?")):
        click.echo("Không gửi thư nào.")
        return
    password = _password(server)
    with progress("Gửi thư", len(letters), "thư") as step:
        delivery = send_letters(opened, letters, password, now=moment, progress=step)
    show_delivery(delivery)
    if not delivery.is_whole:
        click.get_current_context().exit(CANNOT_RUN if delivery.stopped else ERRORS_FOUND)


def _password(server: MailServer) -> str:
    """From the environment, else asked without showing it; it is written nowhere."""
    if not server.account:
        return ""
    known = os.environ.get(PASSWORD_VARIABLE)
    if known:
        return known
    asked: str = click.prompt(
        f"Mật khẩu của {server.account} (không hiện khi gõ)", hide_input=True, err=True
    )
    return asked
