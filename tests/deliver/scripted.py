"""A mail server that says what it is told to, phase by phase, and notes which messages it took whole."""

from __future__ import annotations

import socket
import struct
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from typing import BinaryIO

PHASES = {
    "greeting": b"220 ready\r\n",
    "ehlo": b"250-here\r\n250-SIZE 99999999\r\n250 8BITMIME\r\n",
    "mail": b"250 2.1.0 ok\r\n",
    "rcpt": b"250 2.1.5 ok\r\n",
    "data": b"354 go on\r\n",
    "end": b"250 2.0.0 queued\r\n",
    "rset": b"250 ok\r\n",
    "quit": b"221 bye\r\n",
}
HANG_UP, RESET, ENDLESS = b"(hang up)", b"(reset)", b"(endless)"
_BY_WORD = {b"EHLO": "ehlo", b"HELO": "ehlo", b"MAIL": "mail", b"RCPT": "rcpt", b"RSET": "rset"}


class Scripted:
    """The server; `whole` holds the recipient of each message that came with its last line."""

    def __init__(self, says: Mapping[str, bytes]) -> None:
        self.says = says
        self.whole: list[str] = []
        self.begun = 0
        self._listens = socket.create_server(("127.0.0.1", 0))
        self.port = self._listens.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def close(self) -> None:
        self._listens.close()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                link, _ = self._listens.accept()
                threading.Thread(target=self._talk, args=(link,), daemon=True).start()

    def _answers(self, link: socket.socket, phase: str) -> bool:
        """Say this phase's line; False when that ends the connection."""
        line = self.says.get(phase, PHASES[phase])
        if line == RESET:
            link.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        if line in {HANG_UP, RESET}:
            link.close()
            return False
        while line == ENDLESS:
            link.sendall(b"250-and\r\n" * 100)
        link.sendall(line)
        if not line.endswith(b"\n"):
            link.shutdown(socket.SHUT_RDWR)
        return line.endswith(b"\n")

    def _talk(self, link: socket.socket) -> None:
        # The file keeps the connection open as long as it is: both have to go.
        with suppress(OSError), link, link.makefile("rb") as lines:
            if self._answers(link, "greeting"):
                self._commands(link, lines)

    def _commands(self, link: socket.socket, lines: BinaryIO) -> None:
        to = ""
        while line := lines.readline():
            word = line[:4].upper()
            if word == b"RCPT":
                to = line[8:].strip(b"<>\r\n").decode()
            if word == b"DATA":
                self.begun += 1
                if not self._answers(link, "data"):
                    return
                if self.says.get("data", b"3")[:1] != b"3":
                    continue
                if not _whole(lines):
                    return
                self.whole.append(to)
                if not self._answers(link, "end"):
                    return
            elif not self._answers(link, _BY_WORD.get(word, "quit")) or word == b"QUIT":
                return


@contextmanager
def scripted(**says: bytes) -> Iterator[Scripted]:
    """Run a server that gives *says* in these phases and what is right in the others."""
    made = Scripted(says)
    try:
        yield made
    finally:
        made.close()


def _whole(lines: BinaryIO) -> bool:
    while line := lines.readline():
        if line == b".\r\n":
            return True
    return False
