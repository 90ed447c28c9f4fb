"""Send messages through the mail server; every way it may fail is one Vietnamese line."""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import Message

from pipeline.domain.errors import MailError
from pipeline.domain.mail import MailServer, Security

TIMEOUT = 30
"""Seconds to wait for any answer of the server."""

LONGEST_REPLY = 200

_OUR_NAME = "[127.0.0.1]"
"""How we greet: the computer's own name may hold letters that the protocol does not know."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """For whom the server took a message, and whom it refused with what words."""

    taken: tuple[str, ...]
    refused: Mapping[str, str] = field(default_factory=dict)


class Mailer:
    """An open way to a mail server; use it through ``connected``."""

    def __init__(self, client: smtplib.SMTP, server: MailServer) -> None:
        self._client = client
        self._server = server

    def send(self, message: Message, to: tuple[str, ...]) -> Outcome:
        """Send one message; what the server refuses about this one alone is in the outcome.

        Raises:
            MailError: The server takes no message any more.
        """
        try:
            refused = self._client.send_message(message, self._server.sender, to)
        except smtplib.SMTPRecipientsRefused as problem:
            refused = problem.recipients
        except smtplib.SMTPSenderRefused as problem:
            raise MailError(
                f"Máy chủ gửi thư không nhận địa chỉ gửi “{self._server.sender}”"
                f" ({_reply(problem.smtp_code, problem.smtp_error)}). Sửa ở sheet “Thư điện tử”"
                " của campaign.xlsx."
            ) from problem
        except smtplib.SMTPDataError as problem:
            why = _reply(problem.smtp_code, problem.smtp_error)
            return Outcome((), dict.fromkeys(to, why))
        except OSError as problem:
            # SMTPException is an OSError; what is left of both means the way is broken.
            raise MailError(
                f"Mất kết nối với máy chủ gửi thư {self._server.host} giữa chừng."
                " Kiểm tra mạng rồi chạy lại; thư đã gửi không bị gửi lại."
            ) from problem
        reasons = {address: _reply(code, words) for address, (code, words) in refused.items()}
        return Outcome(tuple(address for address in to if address not in reasons), reasons)


@contextmanager
def connected(server: MailServer, password: str) -> Iterator[Mailer]:
    """Connect, secure the way, log in; say good-bye at the end.

    Raises:
        MailError: One of these failed.
    """
    client = _reached(server)
    try:
        _secured(client, server)
        _logged_in(client, server, password)
        yield Mailer(client, server)
    finally:
        _say_goodbye(client)


def _reached(server: MailServer) -> smtplib.SMTP:
    place = f"{server.host}:{server.port}"
    try:
        if server.security is Security.SSL:
            return smtplib.SMTP_SSL(
                server.host,
                server.port,
                _OUR_NAME,
                timeout=TIMEOUT,
                context=ssl.create_default_context(),
            )
        return smtplib.SMTP(server.host, server.port, _OUR_NAME, timeout=TIMEOUT)
    except ssl.SSLError as problem:
        raise MailError(_insecure(server, problem)) from problem
    except (OSError, UnicodeError) as problem:
        raise MailError(
            f"Không kết nối được máy chủ gửi thư {place} ({_why_unreachable(problem)})."
            " Kiểm tra mạng, tên máy chủ và cổng ở sheet “Thư điện tử” của campaign.xlsx."
        ) from problem


def _secured(client: smtplib.SMTP, server: MailServer) -> None:
    if server.security is not Security.STARTTLS:
        return
    try:
        client.starttls(context=ssl.create_default_context())
    except smtplib.SMTPNotSupportedError as problem:
        raise MailError(
            f"Máy chủ gửi thư {server.host} không có STARTTLS ở cổng {server.port}. Chọn SSL/TLS"
            " hoặc Không ở mục Bảo mật của sheet “Thư điện tử” trong campaign.xlsx."
        ) from problem
    except OSError as problem:
        raise MailError(_insecure(server, problem)) from problem


def _logged_in(client: smtplib.SMTP, server: MailServer, password: str) -> None:
    if not server.account:
        return
    try:
        client.login(server.account, password)
    except UnicodeEncodeError as problem:
        raise MailError(
            "Tài khoản hoặc mật khẩu thư có chữ có dấu nên không đăng nhập được. Kiểm tra bộ gõ"
            " tiếng Việt rồi nhập lại."
        ) from problem
    except smtplib.SMTPAuthenticationError as problem:
        raise MailError(
            f"Máy chủ gửi thư không chấp nhận tài khoản “{server.account}” hoặc mật khẩu"
            f" ({_reply(problem.smtp_code, problem.smtp_error)}). Kiểm tra rồi chạy lại."
        ) from problem
    except smtplib.SMTPNotSupportedError as problem:
        raise MailError(
            f"Máy chủ gửi thư {server.host} không cho đăng nhập ở cổng {server.port}. Xem lại cổng,"
            " bảo mật, hoặc để trống tài khoản ở sheet “Thư điện tử” của campaign.xlsx."
        ) from problem
    except OSError as problem:
        raise MailError(
            f"Mất kết nối với máy chủ gửi thư {server.host} khi đăng nhập. Chạy lại sau."
        ) from problem


def _say_goodbye(client: smtplib.SMTP) -> None:
    try:
        client.quit()
    except OSError:
        # It is gone already; what was sent is sent.
        client.close()


def _insecure(server: MailServer, problem: OSError) -> str:
    reason = "chứng thư của máy chủ không được tin cậy"
    if not isinstance(problem, ssl.SSLCertVerificationError):
        reason = "máy chủ không dùng kiểu bảo mật này ở cổng này"
    return (
        f"Không lập được kết nối bảo mật với máy chủ gửi thư {server.host}:{server.port}:"
        f" {reason}. Xem lại cổng và bảo mật ở sheet “Thư điện tử” của campaign.xlsx."
    )


def _why_unreachable(problem: OSError | UnicodeError) -> str:
    match problem:
        case TimeoutError():
            return f"không trả lời sau {TIMEOUT} giây"
        case ConnectionRefusedError():
            return "máy chủ từ chối kết nối"
        case smtplib.SMTPException():
            return "máy chủ trả lời không đúng cách của máy chủ gửi thư"
        case _:
            return "không tìm thấy hoặc không tới được máy chủ"


def _reply(code: int, words: bytes | str) -> str:
    """What the server said, short and on one line."""
    text = words.decode("utf-8", "replace") if isinstance(words, bytes) else words
    return f"{code} {' '.join(text.split())}"[:LONGEST_REPLY].rstrip()
