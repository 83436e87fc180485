"""A real SMTP server in the test's own process, on a free port of the loopback."""

from __future__ import annotations

import asyncio
import shutil
import socket
import ssl
import subprocess
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest

from digest.outbox.publish import publish

if TYPE_CHECKING:  # aiosmtpd is loaded only where a server runs
    from aiosmtpd.smtp import SMTP, AuthResult, Envelope, Session

MESSAGE = (
    b"From: The Daily Take <digest@example.org>\r\nTo: readers@example.org\r\nSubject: Harbour reopens\r\n"
    b"Message-ID: <1@example.org>\r\nMIME-Version: 1.0\r\nContent-Type: text/plain\r\n\r\nhello\r\n..dots\r\n"
)
FACTS = {
    "message": {
        "from": "The Daily Take <digest@example.org>",
        "subject": "Harbour reopens",
        "message_id": "<1@example.org>",
    }
}


class Inbox:
    """What the server took; it refuses `bad` for good and asks to wait for `slow`.

    A test may set more answers: to RCPT by the address's beginning (`says`), and to
    DATA (`after`), where a number of seconds means so late and "hang up" means that
    the message was taken and the connection closed without a word.
    """

    def __init__(self) -> None:
        self.mails: list[SimpleNamespace] = []
        self.says: dict[str, str] = {}
        self.after: dict[str, str | float] = {}

    async def handle_MAIL(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        for begin, answer in self.says.items():
            if begin.startswith("MAIL"):
                return answer
        envelope.mail_from = address
        envelope.mail_options.extend(options)
        return "250 OK"

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if address.startswith("bad"):
            return "550 5.1.1 no such mailbox"
        if address.startswith("slow"):
            return "451 4.7.1 try again later"
        for begin, answer in self.says.items():
            if address.startswith(begin):
                return answer
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        self.mails.append(SimpleNamespace(to=envelope.rcpt_tos, sender=envelope.mail_from, content=envelope.content))
        for begin, answer in self.after.items():
            if envelope.rcpt_tos[0].startswith(begin):
                if isinstance(answer, float):
                    await asyncio.sleep(answer)
                elif answer == "hang up":
                    assert isinstance(server.transport, asyncio.Transport)
                    server.transport.abort()
                else:
                    self.mails.pop()
                    return answer
        return "250 2.0.0 queued"

    def to(self) -> list[str]:
        return [address for mail in self.mails for address in mail.to]


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@pytest.fixture
def server() -> Iterator[SimpleNamespace]:
    from aiosmtpd.controller import Controller

    inbox = Inbox()
    port = free_port()
    controller = Controller(inbox, hostname="127.0.0.1", port=port)
    controller.start()
    yield SimpleNamespace(inbox=inbox, url=f"smtp://127.0.0.1:{port}", port=port)
    controller.stop()


@pytest.fixture
def certificate(tmp_path: Path) -> tuple[Path, Path]:
    """A certificate for localhost that nobody knows, and its key."""
    if shutil.which("openssl") is None:
        pytest.skip("openssl makes the certificate")
    made, secret = tmp_path / "cert.pem", tmp_path / "key.pem"
    subprocess.run(
        f"openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=localhost -addext subjectAltName=DNS:localhost "
        f"-keyout {secret} -out {made}".split(),
        check=True,
        capture_output=True,
    )
    return made, secret


def tls_context(certificate: tuple[Path, Path]) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*certificate)
    return context


@pytest.fixture
def tls_server(certificate: tuple[Path, Path]) -> Iterator[SimpleNamespace]:
    """A server behind TLS from the first octet."""
    from aiosmtpd.controller import Controller

    class Behind(Controller):
        def _trigger_server(self) -> None:
            trusting = ssl._create_unverified_context()
            with trusting.wrap_socket(socket.create_connection((self.hostname, self.port))) as link:
                link.recv(64)

    inbox = Inbox()
    port = free_port()
    controller = Behind(inbox, hostname="127.0.0.1", port=port, ssl_context=tls_context(certificate))
    controller.start()
    yield SimpleNamespace(inbox=inbox, port=port, certificate=certificate[0])
    controller.stop()


@pytest.fixture
def strict_server(certificate: tuple[Path, Path]) -> Iterator[SimpleNamespace]:
    """A server that takes nothing before STARTTLS, and only from `ann` with the password `secret`."""
    from aiosmtpd.controller import Controller
    from aiosmtpd.smtp import AuthResult, LoginPassword

    def known(server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: object) -> AuthResult:
        fine = isinstance(data, LoginPassword) and (data.login, data.password) == (b"ann", b"secret")
        return AuthResult(success=fine, handled=False)

    inbox = Inbox()
    port = free_port()
    controller = Controller(
        inbox,
        hostname="127.0.0.1",
        port=port,
        tls_context=tls_context(certificate),
        require_starttls=True,
        authenticator=known,
        auth_required=True,
    )
    controller.start()
    yield SimpleNamespace(inbox=inbox, port=port, certificate=certificate[0])
    controller.stop()


@pytest.fixture
def outbox(tmp_path: Path) -> Path:
    publish(tmp_path / "outbox", "daily-2026-08-10", {"message.eml": MESSAGE}, FACTS)
    return tmp_path / "outbox"
