"""One way out: a session with an SMTP server.

No message is sent again once its last line was handed over: a server that answers
late, or hangs up instead, may have taken it all the same.
"""

from __future__ import annotations

import re
import smtplib
import socket
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass

from digest.deliver.answers import Answer, about, reply
from digest.deliver.dialogue import Plain, Secure, in_words
from digest.deliver.servers import Server
from digest.errors import BusyError, DigestError, SettingsError

Send = Callable[[str, str, bytes], Answer]
_LINE_START_DOT = re.compile(rb"^\.", re.MULTILINE)
_BLOCK = 1 << 16  # octets handed to the connection at once; each has its own time limit
# A name that does not exist, as against a resolver that is not there just now.
_NO_SUCH_HOST = {socket.EAI_NONAME, getattr(socket, "EAI_NODATA", socket.EAI_NONAME)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Patience:
    """How long to wait, in seconds, for each step (RFC 5321, 4.5.3.2: at least so long).

    A server that checks a message takes its time after the last line; a client that
    gives up sooner sends it twice.
    """

    greeting: float = 300.0
    command: float = 300.0
    data_start: float = 120.0
    data_block: float = 180.0
    data_end: float = 600.0


@contextmanager
def smtp(to: Server, patience: Patience | None = None) -> Iterator[Send]:
    """Open a session and give the function that sends one message to one recipient.

    TLS with a verified certificate, or the loopback; nothing else.  A connection
    that the server closes between two messages is opened again once.  Raises
    `BusyError` (75) for what time cures, `SettingsError` (78) for what it does not:
    no such host, no TLS, no AUTH, a name, password or sender that is not taken.
    """
    session = _Session(to, patience or Patience())
    session.open()
    try:
        yield session.send
    finally:
        session.close()


class _Session:
    """One connection, opened again when the server drops it."""

    def __init__(self, to: Server, patience: Patience) -> None:
        self._to = to
        self._patience = patience
        self._link: smtplib.SMTP | None = None

    def open(self) -> smtplib.SMTP:
        with _explained(self._to):
            self._link = self._connected()
        return self._link

    def send(self, sender: str, recipient: str, message: bytes) -> Answer:
        """Send one message; temporary trouble is an answer, not an error."""
        for last in (False, True):
            link = self._link or self.open()
            try:
                refused = self._envelope(link, sender, recipient, len(message))
                return refused or self._content(link, message)
            except smtplib.SMTPServerDisconnected as fault:
                # Before the message: it may simply have been idle for too long.
                self._drop()
                if last:
                    return Answer("deferred", in_words(fault))
        raise AssertionError("the second time always answers")

    def close(self) -> None:
        if self._link:
            with suppress(smtplib.SMTPException, OSError):
                self._link.quit()
        self._drop()

    def _connected(self) -> smtplib.SMTP:
        to, wait = self._to, self._patience
        if to.implicit_tls:
            link: smtplib.SMTP = Secure(to.host, to.port, timeout=wait.greeting, context=_tls())
        else:
            link = Plain(to.host, to.port, timeout=wait.greeting)
        try:
            self._introduce(link)
        except BaseException:
            link.close()  # nobody else has it: the server would wait for its next command
            raise
        return link

    def _introduce(self, link: smtplib.SMTP) -> None:
        to = self._to
        _wait(link, self._patience.command)
        link.ehlo_or_helo_if_needed()
        if not to.implicit_tls and not to.loopback:
            if not link.has_extn("starttls"):
                raise _locked_out(to, "the server offers no TLS, and this is not the loopback")
            link.starttls(context=_tls())
            link.ehlo()
        if to.user:
            link.login(to.user, to.password)

    def _envelope(self, link: smtplib.SMTP, sender: str, recipient: str, size: int) -> Answer | None:
        """Name sender and recipient; return the answer when one of them is not taken."""
        _wait(link, self._patience.command)
        code, words = link.mail(sender, [f"size={size}"] if link.has_extn("size") else [])
        if code // 100 != 2:
            return self._not_taken(link, code, words, sender)
        code, words = link.rcpt(recipient)
        return None if code // 100 == 2 else self._not_taken(link, code, words)

    def _content(self, link: smtplib.SMTP, message: bytes) -> Answer:
        """Hand the message over.  From here on nothing is tried again."""
        wait, asked = self._patience, False
        try:
            _wait(link, wait.data_start)
            code, words = link.docmd("DATA")
            if code // 100 != 3:
                return self._not_taken(link, code, words)
            _wait(link, wait.data_block)
            content = _LINE_START_DOT.sub(b"..", message if message.endswith(b"\r\n") else message + b"\r\n")
            for start in range(0, len(content), _BLOCK):
                link.send(content[start : start + _BLOCK])
            _wait(link, wait.data_end)
            asked = True
            link.send(b".\r\n")
            code, words = link.getreply()
        except (smtplib.SMTPException, OSError) as fault:
            self._drop()
            # Without its last line nothing was sent; with it, only the server knows.
            said = in_words(fault)
            return Answer("unsure", f"no answer to the message: {said}") if asked else Answer("deferred", said)
        if code // 100 == 3:  # neither yes nor no
            self._drop()
            return Answer("unsure", f"no answer to the message: {reply(code, words).said}")
        return reply(code, words) if code // 100 == 2 else self._not_taken(link, code, words)

    def _not_taken(self, link: smtplib.SMTP, code: int, words: bytes, sender: str = "") -> Answer:
        answer = reply(code, words)
        if code < 400:  # a yes to another question than the one that was asked: both sides are out of step
            self._drop()
            return Answer("deferred", f"not what was asked for: {answer.said}")
        if sender and code >= 500 and about(answer.said) not in {"quota", "policy"}:
            raise _locked_out(self._to, f"the server refuses the sender {sender}: {answer.said}", "--sender ADDRESS")
        if code == 421:  # it closes the connection
            self._drop()
        else:
            _wait(link, self._patience.command)
            with suppress(smtplib.SMTPException, OSError):
                link.rset()
        return answer

    def _drop(self) -> None:
        if self._link:
            self._link.close()
        self._link = None


@contextmanager
def _explained(to: Server) -> Iterator[None]:
    """Turn faults into errors: `BusyError` (75) for what passes, `SettingsError` (78) for what somebody must change."""
    try:
        yield
    except smtplib.SMTPAuthenticationError as fault:
        if fault.smtp_code < 500:
            raise _later(to, f"cannot log in now: {_said(fault)}") from fault
        raise _locked_out(to, f"the server does not take name and password: {_said(fault)}") from fault
    except smtplib.SMTPNotSupportedError as fault:
        raise _locked_out(to, f"the server does not offer it: {fault}") from fault
    except smtplib.SMTPResponseException as fault:
        passes = fault.smtp_code < 500 or about(_said(fault)) == "quota"
        raise (_later if passes else _locked_out)(to, f"no session: {_said(fault)}") from fault
    except (ssl.SSLEOFError, ssl.SSLZeroReturnError) as fault:
        raise _later(to, "the server hung up") from fault
    except ssl.SSLError as fault:
        raise _locked_out(to, f"no trusted TLS: {fault.reason or fault}") from fault
    except (socket.gaierror, UnicodeError) as fault:
        if isinstance(fault, socket.gaierror) and fault.errno not in _NO_SUCH_HOST:
            raise _later(to, f"the name cannot be looked up now: {fault.strerror}") from fault
        raise _locked_out(to, "there is no such host", "look at the host in --smtp") from fault
    except (smtplib.SMTPException, OSError) as fault:
        raise _later(to, f"no connection: {in_words(fault)}") from fault


def _wait(link: smtplib.SMTP, seconds: float) -> None:
    if link.sock:
        link.sock.settimeout(seconds)


def _said(fault: smtplib.SMTPResponseException) -> str:
    return reply(fault.smtp_code, fault.smtp_error).said


def _later(to: Server, what: str) -> DigestError:
    return BusyError(what, where=to.shown, fix="try again later")


def _locked_out(to: Server, what: str, fix: str = "look at --smtp, the password and the certificate") -> DigestError:
    return SettingsError([DigestError(what, where=to.shown, fix=fix)])


def _tls() -> ssl.SSLContext:
    made = ssl.create_default_context()
    made.minimum_version = ssl.TLSVersion.TLSv1_2
    return made
