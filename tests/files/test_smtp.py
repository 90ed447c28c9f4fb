from __future__ import annotations

import socket
from dataclasses import replace
from email.message import EmailMessage
from email.policy import SMTP

import pytest

from pipeline.domain.errors import MailError
from pipeline.domain.mail import MailServer, Security
from pipeline.files.mail.smtp import Outcome, connected
from tests.files.mail_server import CERTIFICATE, PASSWORD, SENDER, PostOffice, listening


def a_message(subject: str = "Nhắc nộp báo cáo") -> EmailMessage:
    message = EmailMessage(policy=SMTP)
    message["From"], message["To"], message["Subject"] = SENDER, "stc@example.vn", subject
    message.set_content("Kính gửi: Sở Tài chính\n")
    return message


def why_not(server: MailServer, password: str = PASSWORD) -> str:
    with pytest.raises(MailError) as caught, connected(server, password) as mailer:
        mailer.send(a_message(), ("stc@example.vn",))
    line = str(caught.value)
    assert "\n" not in line
    return line


@pytest.fixture
def trusted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(CERTIFICATE))


def test_a_message_arrives_as_it_was_written() -> None:
    office = PostOffice()
    with listening(office) as server, connected(server, "") as mailer:
        outcome = mailer.send(a_message(), ("stc@example.vn",))
    assert outcome == Outcome(("stc@example.vn",))
    ((to, message),) = office.taken
    assert to == ("stc@example.vn",)
    assert message["Subject"] == "Nhắc nộp báo cáo"
    body = message.get_body()
    assert body is not None
    assert "Sở Tài chính" in body.get_content()


@pytest.mark.usefixtures("trusted")
@pytest.mark.parametrize("security", [Security.STARTTLS, Security.SSL])
def test_the_way_is_secured_and_the_account_let_in(security: Security) -> None:
    office = PostOffice()
    with listening(office, security) as server, connected(server, PASSWORD) as mailer:
        mailer.send(a_message(), ("stc@example.vn",))
    assert len(office.taken) == 1


@pytest.mark.usefixtures("trusted")
def test_a_wrong_password_is_told_and_nothing_is_sent() -> None:
    office = PostOffice()
    with listening(office, Security.STARTTLS) as server:
        assert "không chấp nhận tài khoản “tdkt” hoặc mật khẩu" in why_not(server, "sai")
    assert office.taken == []


@pytest.mark.usefixtures("trusted")
def test_a_password_typed_with_the_vietnamese_keyboard_on_is_told() -> None:
    with listening(PostOffice(), Security.STARTTLS) as server:
        assert "bộ gõ tiếng Việt" in why_not(server, "mật khẩu")


def test_a_server_that_nobody_vouches_for_gets_no_password() -> None:
    with listening(PostOffice(), Security.STARTTLS) as server:
        assert "chứng thư của máy chủ không được tin cậy" in why_not(server)
    with listening(PostOffice(), Security.SSL) as server:
        assert "chứng thư của máy chủ không được tin cậy" in why_not(server)


def test_a_server_without_the_chosen_security_is_told() -> None:
    with listening(PostOffice()) as server:
        assert "không có STARTTLS" in why_not(replace(server, security=Security.STARTTLS))
        assert "Xem lại cổng và bảo mật" in why_not(replace(server, security=Security.SSL))


def test_a_server_that_wants_no_account_says_so() -> None:
    with listening(PostOffice()) as server:
        assert "không cho đăng nhập" in why_not(replace(server, account="tdkt"))


def test_no_server_at_all_is_told() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    gone = MailServer("127.0.0.1", port, Security.NONE, "", SENDER)
    assert "Không kết nối được máy chủ gửi thư 127.0.0.1" in why_not(gone)
    assert "Không kết nối được" in why_not(replace(gone, host="máy chủ thư"))


def test_one_refused_address_does_not_keep_the_letter_from_the_other() -> None:
    office = PostOffice(refused=frozenset({"cu@example.vn"}))
    with listening(office) as server, connected(server, "") as mailer:
        outcome = mailer.send(a_message(), ("cu@example.vn", "stc@example.vn"))
        nobody = mailer.send(a_message(), ("cu@example.vn",))
        after = mailer.send(a_message(), ("stp@example.vn",))
    assert outcome.taken == ("stc@example.vn",)
    assert outcome.refused == {"cu@example.vn": "550 5.1.1 No such user here"}
    assert (nobody.taken, list(nobody.refused)) == ((), ["cu@example.vn"])
    assert after.taken == ("stp@example.vn",)


def test_a_letter_refused_as_a_whole_concerns_that_letter_only() -> None:
    office = PostOffice(full_for=frozenset({"stc@example.vn"}))
    with listening(office) as server, connected(server, "") as mailer:
        outcome = mailer.send(a_message(), ("stc@example.vn",))
        after = mailer.send(a_message(), ("stp@example.vn",))
    assert outcome.refused == {"stc@example.vn": "552 5.2.2 Mailbox full"}
    assert after.taken == ("stp@example.vn",)


def test_a_server_that_dies_midway_is_told() -> None:
    office = PostOffice(dies_after=1)
    with listening(office) as server, connected(server, "") as mailer:
        mailer.send(a_message(), ("stc@example.vn",))
        with pytest.raises(MailError, match="giữa chừng"):
            mailer.send(a_message(), ("stp@example.vn",))
    assert [to for to, _ in office.taken] == [("stc@example.vn",)]
