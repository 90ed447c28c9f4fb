"""Letters in the terminal: what was written, what will be sent, what became of it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from rich.table import Table

from pipeline.domain.mail import Letter, MailServer, Security
from pipeline.terminal.screen import console, plain

if TYPE_CHECKING:
    # Named in annotations only: a screen must not bring in the jobs.
    from pipeline.jobs.mailing import Delivery
    from pipeline.jobs.outbox import Prepared

_WAYS = {
    Security.STARTTLS: "có mã hóa (STARTTLS)",
    Security.SSL: "có mã hóa (SSL/TLS)",
    Security.NONE: "KHÔNG mã hóa",
}


def show_prepared(prepared: Prepared, outbox: Path) -> None:
    """The drafts and texts that were written."""
    out = console()
    if not prepared.letters:
        out.print("Không có đơn vị nào cần gửi thư.")
        return
    out.print(f"Đã soạn {len(prepared.drafts)} thư nháp (.eml) trong:")
    out.print(plain(f"  {outbox}"), soft_wrap=True)
    if prepared.drafts:
        out.print("Mở từng tệp bằng Outlook hoặc phần mềm thư, xem lại rồi bấm Gửi.")
    lacking = [letter.unit for letter in prepared.letters if not letter.to]
    if lacking:
        out.print(
            f"{len(lacking)} đơn vị không có địa chỉ thư dùng được ({', '.join(lacking)}):"
            " dán nội dung tệp .txt vào tin nhắn; hoặc điền địa chỉ ở sheet “Đơn vị” rồi chạy lại.",
            soft_wrap=True,
        )


def show_to_send(server: MailServer, letters: Sequence[Letter], prepared: Prepared) -> None:
    """Each letter that will be sent, to whom, through what."""
    out = console()
    before = sum(bool(letter.to) for letter in prepared.letters) - len(letters)
    if before:
        out.print(f"{before} thư đã gửi trong hôm nay, không gửi lại (muốn gửi lại: --again).")
    if not letters:
        out.print("Không có thư nào để gửi.")
        return
    table = Table(title="Thư sẽ gửi")
    for heading in ("Đơn vị", "Loại", "Gửi tới", "Tiêu đề", "Gửi kèm"):
        table.add_column(heading, overflow="fold")
    for letter in letters:
        names = ", ".join(path.rpartition("/")[2] for path in letter.attachments)
        texts = (letter.unit, letter.kind.label, ", ".join(letter.to), letter.subject, names)
        table.add_row(*(plain(text) for text in texts))
    out.print(table)
    account = f", tài khoản {server.account}" if server.account else ""
    way = f"{server.host}:{server.port}, {_WAYS[server.security]}{account}"
    out.print(plain(f"Gửi từ {server.sender} qua {way}."), soft_wrap=True)


def show_delivery(delivery: Delivery) -> None:
    """What was sent, what was refused and why, what was not sent."""
    out = console()
    sent = [record for record in delivery.records if record.taken]
    out.print(f"Đã gửi {len(sent)} thư; đã ghi vào sổ theo dõi.")
    for record in delivery.records:
        for address, why in record.refused.items():
            out.print(
                plain(f"Không gửi được cho {record.unit} ({address}): máy chủ trả lời “{why}”."),
                soft_wrap=True,
            )
    if delivery.stopped:
        out.print(plain(delivery.stopped), soft_wrap=True)
        names = ", ".join(letter.unit for letter in delivery.unsent)
        out.print(f"Còn {len(delivery.unsent)} thư chưa gửi: {names}.", soft_wrap=True)
