"""A real mail server on this computer for tests: it takes, refuses, or dies as it is told."""

from __future__ import annotations

import socket
import ssl
from asyncio import WriteTransport
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from pipeline.domain.mail import MailServer, Security

HOST = "127.0.0.1"
CERTIFICATE = Path(__file__).with_name("mail_server_for_tests.pem")
"""Key and self-signed certificate, of no use anywhere else."""

ACCOUNT, PASSWORD = "tdkt", "mat-khau-dung"
SENDER = "tdkt@sonoivu.example.vn"


@dataclass
class PostOffice:
    """What a server does with letters, and those it took.

    Attributes:
        refused: Addresses it does not know.
        dies_after: How many letters it takes before the line goes dead; ``None`` for never.
        full_for: Addresses whose letters are refused once they were read.
    """

    refused: frozenset[str] = frozenset()
    dies_after: int | None = None
    full_for: frozenset[str] = frozenset()
    taken: list[tuple[tuple[str, ...], EmailMessage]] = field(default_factory=list)

    async def handle_RCPT(  # noqa: N802 - named by aiosmtpd
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: Any
    ) -> str:
        if address in self.refused:
            return "550 5.1.1 No such user here"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        if self.full_for.intersection(envelope.rcpt_tos):
            return "552 5.2.2 Mailbox full"
        if len(self.taken) == self.dies_after:
            assert isinstance(server.transport, WriteTransport)
            server.transport.abort()
            return "421 Going down"
        assert isinstance(envelope.content, bytes)
        message = message_from_bytes(envelope.content, policy=default)
        self.taken.append((tuple(envelope.rcpt_tos), message))
        return "250 OK"


@contextmanager
def listening(office: PostOffice, security: Security = Security.NONE) -> Iterator[MailServer]:
    """Run the server; with STARTTLS or SSL it wants the account and its password."""
    tls = None
    if security is not Security.NONE:
        tls = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        tls.load_cert_chain(CERTIFICATE)
    protocol: dict[str, Any] = {"server_hostname": "localhost"}
    if security is not Security.NONE:
        protocol |= {"authenticator": _authenticate, "auth_require_tls": False}
    if security is Security.STARTTLS:
        protocol |= {"tls_context": tls, "require_starttls": True}
        protocol |= {"auth_required": True, "auth_require_tls": True}
    with socket.socket() as free:
        free.bind((HOST, 0))
        port = free.getsockname()[1]
    controller = Controller(
        office,
        hostname=HOST,
        port=port,
        ssl_context=tls if security is Security.SSL else None,
        **protocol,
    )
    controller.start()
    try:
        account = "" if security is Security.NONE else ACCOUNT
        yield MailServer(HOST, port, security, account, SENDER)
    finally:
        controller.stop()


def _authenticate(
    server: SMTP, session: Session, envelope: Envelope, mechanism: str, said: Any
) -> AuthResult:
    known = isinstance(said, LoginPassword)
    right = known and (said.login, said.password) == (ACCOUNT.encode(), PASSWORD.encode())
    return AuthResult(success=right, handled=False)
