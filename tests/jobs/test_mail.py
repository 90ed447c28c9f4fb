"""Letters to the units through the real command line and a real mail server on this computer."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner, Result

from pipeline.cli import commands
from pipeline.commands.mail import PASSWORD_VARIABLE
from pipeline.domain.mail import MailServer, Security
from pipeline.files.campaign.ledger import EventKind, open_ledger
from tests.files.mail_server import (
    CERTIFICATE,
    PASSWORD,
    PostOffice,
    listening,
)
from tests.jobs.by_hand import CLUSTER, fill, form_of, records, thidua, thidua_json
from tests.jobs.by_hand import fields as answers
from tests.jobs.hand_cluster import CRITERIA, TARGETS, identity

UNITS = (
    {"code": "SNV", "name": "Sở Nội vụ", "email": "vp@snv.example.vn"},
    {"code": "STC", "name": "Sở Tài chính", "email": "vp@stc.example.vn; tdkt@stc.example.vn"},
    {"code": "STP", "name": "Sở Tư pháp", "email": "phòng hành chính"},
    {"code": "SYT", "name": "Sở Y tế", "email": "vp@syt.example.vn"},
)
"""SNV returns with errors; STC and SYT return nothing; STP has no usable address."""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("mail") / "cum"
    thidua("init", folder, "--year", "2025")
    settings = {
        **answers("cluster", CLUSTER),
        **records("units", UNITS),
        **records("targets", TARGETS),
        **records("criteria", CRITERIA),
    }
    fill(folder / "campaign.xlsx", folder / "campaign.xlsx", settings)
    thidua("distribute", "--campaign", folder)
    wrong = {**identity("Sở Nội vụ"), **answers("headcount", {"total": "khoảng 20"})}
    fill(form_of(folder, "SNV"), folder / "inbox" / "SNV.xlsx", wrong)
    return folder


@pytest.fixture
def folder(made: Path, tmp_path: Path) -> Path:
    copy = tmp_path / "cum"
    shutil.copytree(made, copy)
    return copy


@pytest.fixture
def trusted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(CERTIFICATE))
    monkeypatch.setenv(PASSWORD_VARIABLE, PASSWORD)


def name_server(folder: Path, server: MailServer) -> None:
    labels = {Security.STARTTLS: "STARTTLS", Security.SSL: "SSL/TLS", Security.NONE: "Không"}
    said = {
        "host": server.host,
        "port": server.port,
        "security": labels[server.security],
        "account": server.account or None,
        "sender": server.sender,
    }
    fill(folder / "campaign.xlsx", folder / "campaign.xlsx", answers("mail", said))


@contextmanager
def serving(
    folder: Path, office: PostOffice, security: Security = Security.NONE
) -> Iterator[PostOffice]:
    with listening(office, security) as server:
        name_server(folder, server)
        yield office


def run(folder: Path, *words: str, said: str = "") -> Result:
    arguments = [*words, "--campaign", str(folder)]
    return CliRunner().invoke(commands, arguments, input=said, catch_exceptions=False)


def outbox(folder: Path) -> list[str]:
    return sorted(path.name for path in (folder / "outbox").iterdir() if path.is_file())


def mails(folder: Path) -> list[tuple[str, str, tuple[str, ...]]]:
    with open_ledger(folder / "ledger.db") as ledger:
        return [(mail.unit, mail.kind.value, mail.taken) for mail in ledger.mails()]


def to_whom(office: PostOffice) -> list[tuple[str, ...]]:
    return [to for to, _ in office.taken]


def read(path: Path) -> EmailMessage:
    return message_from_bytes(path.read_bytes(), policy=default)


def attached(message: EmailMessage) -> list[str]:
    return [one.get_filename() or "" for one in message.iter_attachments()]


def body(message: EmailMessage) -> str:
    part = message.get_body()
    assert part is not None
    return str(part.get_content())


REMINDERS = [
    "nhac-nop_STC_so-tai-chinh.eml",
    "nhac-nop_STP_so-tu-phap.txt",
    "nhac-nop_SYT_so-y-te.eml",
    "nhac-sua_SNV_so-noi-vu.eml",
]


def test_reminders_are_written_for_whoever_owes_something(folder: Path) -> None:
    result = run(folder, "remind")
    assert result.exit_code == 0
    assert "Đã soạn 3 thư nháp" in result.output
    assert "1 đơn vị không có địa chỉ thư dùng được (STP)" in result.output
    assert outbox(folder) == REMINDERS
    asks = read(folder / "outbox" / "nhac-nop_STC_so-tai-chinh.eml")
    assert attached(asks) == [form_of(folder, "STC").name]
    assert "chưa nhận được báo cáo" in body(asks)
    wrong = read(folder / "outbox" / "nhac-sua_SNV_so-noi-vu.eml")
    assert attached(wrong) == ["SNV_so-noi-vu_lan-1.xlsx"]
    assert "“khoảng 20” không phải là số nguyên" in body(wrong)
    pasted = (folder / "outbox" / "nhac-nop_STP_so-tu-phap.txt").read_text(encoding="utf-8")
    assert "“phòng hành chính” không dùng được" in pasted
    assert mails(folder) == []


def test_a_unit_that_was_asked_is_waited_for_until_something_newer_comes(folder: Path) -> None:
    def snv() -> str:
        units = thidua_json("status", "--campaign", folder)["units"]
        return str(next(one["standing_label"] for one in units if one["unit"] == "SNV"))

    assert snv() == "Đã nộp, có lỗi"
    run(folder, "remind")
    assert snv() == "Chờ sửa lần 1"
    book = openpyxl.load_workbook(folder / "feedback" / "SNV_so-noi-vu_lan-1.xlsx")
    book.save(folder / "inbox" / "SNV sửa.xlsx")
    assert snv() == "Đã nộp, có lỗi"
    thidua("consolidate", "--campaign", folder, code=1)
    assert snv() == "Chờ sửa lần 2"
    page = (folder / "status.html").read_text(encoding="utf-8")
    assert "Chờ sửa lần 2" in page


def test_a_draft_that_is_no_longer_true_goes_and_a_persons_own_file_stays(folder: Path) -> None:
    run(folder, "remind")
    own = folder / "outbox" / "nhac-nop_ghi-chu.txt"
    own.write_text("của tôi", encoding="utf-8")
    wrong = {**identity("Sở Y tế"), **answers("headcount", {"total": "?"})}
    fill(form_of(folder, "SYT"), folder / "inbox" / "SYT.xlsx", wrong)
    run(folder, "remind")
    changed = {"nhac-nop_SYT_so-y-te.eml": "nhac-sua_SYT_so-y-te.eml"}
    assert outbox(folder) == sorted([*(changed.get(name, name) for name in REMINDERS), own.name])


def test_nothing_is_sent_without_saying_so_and_saying_yes(folder: Path) -> None:
    with serving(folder, PostOffice()) as office:
        run(folder, "remind", "--yes")
        assert office.taken == []
        result = run(folder, "remind", "--send", said="n\n")
        assert office.taken == []
        for said in ("vp@stc.example.vn", "Nhắc sửa", "KHÔNG mã hóa", "Không gửi thư nào."):
            assert said in result.output
        result = run(folder, "remind", "--send", said="y\n")
    assert result.exit_code == 0
    assert to_whom(office) == [
        ("vp@snv.example.vn",),
        ("vp@stc.example.vn", "tdkt@stc.example.vn"),
        ("vp@syt.example.vn",),
    ]
    _, message = office.taken[0]
    assert attached(message) == ["SNV_so-noi-vu_lan-1.xlsx"]
    assert message["X-Unsent"] is None
    assert message["Date"]


def test_the_same_reminder_is_sent_once_a_day_unless_asked_again(folder: Path) -> None:
    with serving(folder, PostOffice()) as office:
        run(folder, "remind", "--send", "--yes")
        assert outbox(folder) == ["nhac-nop_STP_so-tu-phap.txt"]
        assert len(list((folder / "outbox" / "da-gui").iterdir())) == 3
        result = run(folder, "remind", "--send", "--yes")
        assert result.exit_code == 0
        assert "3 thư đã gửi trong hôm nay" in result.output
        assert len(office.taken) == 3
        run(folder, "remind", "--send", "--yes", "--again")
    assert len(office.taken) == 6
    with open_ledger(folder / "ledger.db") as ledger:
        payload = dict(ledger.events(EventKind.MAIL)[0].payload)
    assert payload["subject"].startswith("Đề nghị sửa số liệu báo cáo")
    assert payload["attachments"] == ["feedback/SNV_so-noi-vu_lan-1.xlsx"]
    assert payload["message_id"].endswith("@sonoivu.example.vn>")
    assert mails(folder)[:3] == [
        ("SNV", "errors", ("vp@snv.example.vn",)),
        ("STC", "missing", ("vp@stc.example.vn", "tdkt@stc.example.vn")),
        ("SYT", "missing", ("vp@syt.example.vn",)),
    ]
    units = thidua_json("status", "--campaign", folder)["units"]
    assert [bool(one["reminded"]) for one in units] == [True, True, False, True]


def test_a_refused_address_is_told_recorded_and_tried_again(folder: Path) -> None:
    with serving(folder, PostOffice(refused=frozenset({"vp@stc.example.vn"}))) as office:
        result = run(folder, "remind", "--send", "--yes")
        assert result.exit_code == 1
        assert "Không gửi được cho STC (vp@stc.example.vn): máy chủ trả lời “550" in result.output
        assert ("STC", "missing", ("tdkt@stc.example.vn",)) in mails(folder)
        office.refused = frozenset()
        office.taken.clear()
        result = run(folder, "remind", "--send", "--yes")
    assert result.exit_code == 0
    assert to_whom(office) == [("vp@stc.example.vn",)]


def test_a_server_that_dies_midway_loses_nothing(folder: Path) -> None:
    with serving(folder, PostOffice(dies_after=1)) as office:
        result = run(folder, "remind", "--send", "--yes")
        assert result.exit_code == 2
        assert "Đã gửi 1 thư" in result.output
        assert "giữa chừng" in result.output
        assert "Còn 2 thư chưa gửi: STC, SYT." in result.output
        assert [unit for unit, *_ in mails(folder)] == ["SNV"]
        office.dies_after = None
        result = run(folder, "remind", "--send", "--yes")
    assert result.exit_code == 0
    assert [to[0] for to in to_whom(office)] == [
        "vp@snv.example.vn",
        "vp@stc.example.vn",
        "vp@syt.example.vn",
    ]


@pytest.mark.usefixtures("trusted")
def test_forms_go_out_through_a_secured_server(folder: Path) -> None:
    with serving(folder, PostOffice(), Security.STARTTLS) as office:
        result = run(folder, "distribute", "--send", "--yes")
    assert result.exit_code == 0, result.output
    assert [attached(message) for _, message in office.taken] == [
        [form_of(folder, code).name] for code in ("SNV", "STC", "SYT")
    ]
    assert [kind for _, kind, _ in mails(folder)] == ["form"] * 3


@pytest.mark.usefixtures("trusted")
def test_a_wrong_password_is_one_line_and_is_kept_nowhere(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(PASSWORD_VARIABLE)
    with serving(folder, PostOffice(), Security.STARTTLS) as office:
        result = run(folder, "remind", "--send", "--yes", said="bi-mat-sai\n")
    assert result.exit_code == 2
    assert "không chấp nhận tài khoản “tdkt” hoặc mật khẩu" in result.output
    assert office.taken == []
    assert mails(folder) == []
    assert "bi-mat-sai" not in result.output
    kept = [path for path in folder.rglob("*") if path.is_file()]
    assert [path for path in kept if b"bi-mat-sai" in path.read_bytes()] == []


def test_forms_are_put_into_drafts_only_when_asked(folder: Path) -> None:
    assert not (folder / "outbox").exists()
    result = run(folder, "distribute", "--mail")
    assert result.exit_code == 0
    assert outbox(folder) == [
        "gui-bieu-mau_SNV_so-noi-vu.eml",
        "gui-bieu-mau_STC_so-tai-chinh.eml",
        "gui-bieu-mau_STP_so-tu-phap.txt",
        "gui-bieu-mau_SYT_so-y-te.eml",
    ]


def test_sending_without_a_server_says_where_to_name_one(folder: Path) -> None:
    for command in ("remind", "distribute"):
        result = run(folder, command, "--send", "--yes")
        assert result.exit_code == 2
        assert "điền sheet “Thư điện tử”" in result.output
    assert not (folder / "outbox").exists()


def test_a_reminder_without_its_form_says_what_to_do(folder: Path) -> None:
    form_of(folder, "STC").unlink()
    result = run(folder, "remind")
    assert result.exit_code == 2
    assert "Chạy thidua distribute trước." in result.output
