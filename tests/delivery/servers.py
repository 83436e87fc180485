"""The mail servers as tests talk to them."""

from __future__ import annotations

import imaplib
import time
from pathlib import Path


class Mailboxes:
    """Dovecot: LMTP in, IMAP out; any user exists."""

    def __init__(self, port: int, lmtp: int) -> None:
        self.port = port
        self.lmtp = lmtp

    def fetch(self, user: str, count: int = 1) -> list[bytes]:
        """Wait for *count* messages and fetch them the way a client does."""
        deadline = time.monotonic() + 30
        found: list[bytes] = []
        while time.monotonic() < deadline:
            with imaplib.IMAP4("127.0.0.1", self.port) as client:
                client.login(user, "secret")
                client.select("INBOX", readonly=True)
                numbers = client.search(None, "ALL")[1][0].split()
                if len(numbers) >= count:
                    found = [_message(client, number) for number in numbers]
                    break
            time.sleep(0.2)
        return found


def _message(client: imaplib.IMAP4, number: bytes) -> bytes:
    answer = client.fetch(number.decode(), "(BODY.PEEK[])")[1][0]
    assert isinstance(answer, tuple)
    return answer[1]


class Postfix:
    """A Postfix that takes everything and hands it to Dovecot."""

    def __init__(self, port: int, config: Path) -> None:
        self.port = port
        self.config = config
