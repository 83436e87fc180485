"""What is said over an SMTP connection: answers in the form of RFC 5321, 4.2, and nothing else.

The standard library takes a line without a code for an answer with code -1 and reads a
reply without an end until the memory is full.  A check for "below 400" would then take
"hello" for a yes, and a message that nobody took for one that was sent.
"""

from __future__ import annotations

import re
import smtplib
from collections.abc import Mapping

_LINE = re.compile(rb"([2-5][0-9]{2})(?:([- ])([^\r\n]*))?\r?\n")
_LONGEST = 8192  # octets of a line; the RFC allows 512, real servers say more
_MOST = 200  # lines of one answer


class _Strict:
    """Reads answers strictly; anything else ends the connection, because both sides are then out of step."""

    def getreply(self: smtplib.SMTP) -> tuple[int, bytes]:  # type: ignore[misc]
        """Return code and words of an answer; `smtplib.SMTPServerDisconnected` says in words why there is none."""
        said: list[bytes] = []
        if self.sock is None:
            raise smtplib.SMTPServerDisconnected("the server hung up")
        lines = self.file = self.file or self.sock.makefile("rb")
        while len(said) < _MOST:
            try:
                line = lines.readline(_LONGEST + 1)
            except OSError as fault:
                self.close()
                raise smtplib.SMTPServerDisconnected(in_words(fault)) from fault
            found = _LINE.fullmatch(line)
            if not found:
                self.close()
                raise smtplib.SMTPServerDisconnected(_no_answer(line))
            said.append(found[3] or b"")
            if found[2] != b"-":
                return int(found[1]), b"\n".join(said)
        self.close()
        raise smtplib.SMTPServerDisconnected(f"the server's answer has no end: more than {_MOST} lines")


class Plain(_Strict, smtplib.SMTP):
    """A connection that begins in clear."""


class Secure(_Strict, smtplib.SMTP_SSL):
    """A connection that speaks TLS from the start."""


def in_words(fault: Exception) -> str:
    """Return why a connection is not there, without the system's numbers and brackets."""
    if isinstance(fault, TimeoutError):
        return "the server does not answer"
    if isinstance(fault, OSError) and fault.errno is not None and fault.strerror:
        return fault.strerror.lower()
    return _SAID.get(str(fault), str(fault))


_SAID: Mapping[str, str] = {
    "Server not connected": "the server hung up",
    "please run connect() first": "the server hung up",
}


def _no_answer(line: bytes) -> str:
    if not line:
        return "the server hung up"
    words = line[:60].decode("utf-8", "replace").strip()
    return f"that is no mail server's answer: {words!a}"
