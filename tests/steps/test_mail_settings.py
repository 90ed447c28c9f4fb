from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.domain.mail import MailServer, Security
from pipeline.domain.submission import Value
from pipeline.files.templates.settings import load_catalogue
from pipeline.steps.settings.campaign_settings import read_campaign
from pipeline.steps.settings.campaign_values import carried_values
from pipeline.steps.settings.mail_settings import MAIL, mail_values, without_absent_mail
from tests.builders import a_campaign, a_period
from tests.steps.settings_answers import answered, campaign_from, fresh, refusals, the_form

SERVER = MailServer("mail.example.vn", 587, Security.STARTTLS, "tdkt", "tdkt@example.vn")


def mail(**answers: Value) -> dict[tuple[str, str, str], Value]:
    return {(MAIL, key, "value"): value for key, value in answers.items()}


def test_a_blank_sheet_names_no_server() -> None:
    assert campaign_from(fresh()).mail_server is None


@pytest.mark.parametrize(
    ("security", "port"), [(None, 587), ("starttls", 587), ("ssl", 465), ("none", 25)]
)
def test_the_usual_port_follows_from_the_security(security: str | None, port: int) -> None:
    answers = mail(host="mail.example.vn", sender="tdkt@example.vn", security=security)
    server = campaign_from({**fresh(), **answers}).mail_server
    assert server is not None
    assert (server.port, server.account) == (port, "")


def test_everything_given_is_kept() -> None:
    answers = mail_values(replace(SERVER, port=2525))
    assert campaign_from({**fresh(), **answers}).mail_server == replace(SERVER, port=2525)


def test_what_is_wrong_is_told_with_its_cell() -> None:
    (no_host,) = refusals(mail(sender="tdkt@example.vn"))
    assert "sheet “Thư điện tử”, ô " in no_host
    assert "chưa điền tên máy chủ" in no_host
    (bad,) = refusals(mail(host="mail.example.vn", sender="tdkt"))
    assert "địa chỉ gửi “tdkt” không hợp lệ" in bad


def test_a_workbook_made_before_the_sheet_existed_is_not_wrong() -> None:
    form = the_form()
    whole = answered(fresh(), form)
    tables = {key: table for key, table in whole.tables.items() if key != MAIL}
    old = replace(whole, tables=tables)
    older_form = without_absent_mail(form, old)
    assert MAIL not in [block.key for _, block in older_form.blocks]
    assert read_campaign(old, older_form, load_catalogue(a_period(2025))).mail_server is None
    assert without_absent_mail(form, whole) == form


def test_the_next_campaign_sends_through_the_same_server() -> None:
    carried = carried_values(
        a_campaign(mail_server=SERVER),
        campaign_id="x",
        year=2026,
        catalogue=load_catalogue(a_period(2026)),
        movements=(),
    )
    assert mail_values(SERVER).items() <= carried.items()
