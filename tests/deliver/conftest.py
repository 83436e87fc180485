"""A real SMTP server in the test's own process, on a free port of the loopback."""

from __future__ import annotations

import shutil
import socket
import subprocess
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest

from digest.outbox.publish import publish

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
    """What the server took; it refuses `bad` for good and asks to wait for `slow`."""

    def __init__(self) -> None:
        self.mails: list[SimpleNamespace] = []

    async def handle_RCPT(self, server, session, envelope, address, options):
        if address.startswith("bad"):
            return "550 5.1.1 no such mailbox"
        if address.startswith("slow"):
            return "451 4.7.1 try again later"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        self.mails.append(SimpleNamespace(to=envelope.rcpt_tos, sender=envelope.mail_from, content=envelope.content))
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
def tls_server(tmp_path: Path) -> Iterator[SimpleNamespace]:
    """The same behind TLS, with a certificate for localhost that nobody knows."""
    import ssl

    from aiosmtpd.controller import Controller

    class Behind(Controller):
        def _trigger_server(self) -> None:
            trusting = ssl._create_unverified_context()
            with trusting.wrap_socket(socket.create_connection((self.hostname, self.port))) as link:
                link.recv(64)

    if shutil.which("openssl") is None:
        pytest.skip("openssl makes the certificate")
    certificate, secret = tmp_path / "cert.pem", tmp_path / "key.pem"
    subprocess.run(
        f"openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=localhost -addext subjectAltName=DNS:localhost "
        f"-keyout {secret} -out {certificate}".split(),
        check=True,
        capture_output=True,
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, secret)
    inbox = Inbox()
    port = free_port()
    controller = Behind(inbox, hostname="127.0.0.1", port=port, ssl_context=context)
    controller.start()
    yield SimpleNamespace(inbox=inbox, port=port, certificate=certificate)
    controller.stop()


@pytest.fixture
def outbox(tmp_path: Path) -> Path:
    publish(tmp_path / "outbox", "daily-2026-08-10", {"message.eml": MESSAGE}, FACTS)
    return tmp_path / "outbox"
