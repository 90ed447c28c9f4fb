"""The mail server that ``campaign.xlsx`` names (sheet “Thư điện tử”); none in most campaigns."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from pipeline.domain.form import VALUE, FormSpec
from pipeline.domain.mail import MailServer, Security, is_address
from pipeline.domain.submission import Submission, Value
from pipeline.steps.settings.settings_lines import Answers

MAIL: Final = "mail"
"""Block of ``campaign.xlsx``; also the key of its sheet."""


def read_mail_server(answers: Answers) -> MailServer | None:
    """The server; ``None`` when the sheet is blank or absent. What is wrong is noted."""
    if MAIL not in answers.submission.tables:
        return None
    line = answers.fields(MAIL)
    host, sender, account = line.text("host"), line.text("sender"), line.text("account")
    if not (host or sender or account):
        return None
    if not host or " " in host:
        line.refuse("host", "chưa điền tên máy chủ gửi thư. Điền tên, hoặc để trống cả sheet này.")
    if not is_address(sender):
        line.refuse("sender", f"địa chỉ gửi “{sender}” không hợp lệ. Ghi dạng ten@donvi.gov.vn.")
    security = Security(line.text("security") or Security.STARTTLS)
    port = line.count("port") or security.usual_port
    return MailServer(host, port, security, account, sender)


def without_absent_mail(form: FormSpec, settings: Submission) -> FormSpec:
    """The form ``campaign`` without the sheet when a workbook, made before it was, has none."""
    if MAIL in settings.tables:
        return form
    return replace(form, sheets=tuple(sheet for sheet in form.sheets if sheet.key != MAIL))


def mail_values(server: MailServer | None) -> Mapping[tuple[str, str, str], Value]:
    """The answers of the sheet for a known server, to carry it into the next campaign."""
    if server is None:
        return {}
    answers: dict[str, Value] = {
        "host": server.host,
        "port": server.port,
        "security": server.security.value,
        "account": server.account,
        "sender": server.sender,
    }
    return {(MAIL, key, VALUE): value for key, value in answers.items() if value != ""}
