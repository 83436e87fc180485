"""The ways out: an SMTP server, or the system's ``sendmail``."""

from __future__ import annotations

import smtplib
import ssl
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from ipaddress import ip_address
from urllib.parse import unquote, urlsplit

from digest.errors import BusyError, DigestError, SettingsError, UsageError

_PORTS = {"smtp": 587, "smtps": 465}
_TIMEOUT = 60.0


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of one message: `state` is sent, refused (for good) or deferred; `said` the server's words."""

    state: str
    said: str


Send = Callable[[str, str, bytes], Answer]


@dataclass(frozen=True, slots=True, kw_only=True)
class Server:
    """An SMTP server.  `password` is never shown, not even by repr."""

    host: str
    port: int
    implicit_tls: bool = False
    user: str = ""
    password: str = field(default="", repr=False)

    @property
    def loopback(self) -> bool:
        """Say whether the server is this very machine: the only one that may be spoken to in clear."""
        if self.host == "localhost":
            return True
        try:
            return ip_address(self.host).is_loopback
        except ValueError:
            return False

    @property
    def shown(self) -> str:
        """The server as messages name it."""
        return f"{self.host}:{self.port}"


def server(url: str, password: str) -> Server:
    """Read ``smtp://user@host:587`` or ``smtps://host``; `UsageError` for anything else.

    A password in the address is refused: everybody on the machine can read a
    command line.
    """
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as fault:
        raise UsageError(f"not an address of a server: {fault}", where="--smtp", fix="smtp://host:587") from fault
    if parts.scheme not in _PORTS or not parts.hostname:
        raise UsageError("not an address of a server", where="--smtp", fix="smtp://user@host:587 or smtps://user@host")
    if parts.password is not None:
        fix = "put it into DIGEST_SMTP_PASSWORD or a file of mode 600 (--password-file)"
        raise UsageError("a password on the command line can be read by everybody", where="--smtp", fix=fix)
    return Server(
        host=parts.hostname,
        port=port or _PORTS[parts.scheme],
        implicit_tls=parts.scheme == "smtps",
        user=unquote(parts.username or ""),
        password=password,
    )


@contextmanager
def smtp(to: Server) -> Iterator[Send]:
    """Open a session and give the function that sends one message to one recipient.

    TLS with a verified certificate, or the loopback; nothing else.  A connection
    the server closes is opened again once.  Raises `BusyError` (75) when the
    server cannot be reached, `SettingsError` (78) when it does not let us in.
    """
    session = _Session(to)
    session.open()
    try:
        yield session.send
    finally:
        session.close()


@contextmanager
def sendmail(command: str) -> Iterator[Send]:
    """Give a function that hands messages to the system's mail program, one call a recipient."""

    def send(sender: str, recipient: str, message: bytes) -> Answer:
        # -i: a lone "." does not end the message.  Programs of this kind expect LF.
        lines = message.replace(b"\r\n", b"\n")
        try:
            done = subprocess.run(  # noqa: S603 - no shell; addresses were checked and stand behind "--"
                [command, "-i", "-f", sender, "--", recipient], input=lines, capture_output=True, check=False
            )
        except OSError as fault:
            raise SettingsError(
                [DigestError(f"cannot run it: {fault.strerror}", where=command, fix="--sendmail PATH")]
            ) from fault
        said = done.stderr.decode("utf-8", "replace").strip().replace("\n", " ") or f"exit {done.returncode}"
        # sysexits.h: 65 to 68 are about this recipient or message, the rest may pass.
        state = "sent" if not done.returncode else "refused" if done.returncode in {64, 65, 67, 68} else "deferred"
        return Answer(state, "queued" if state == "sent" else said)

    yield send


class _Session:
    """One connection, opened again when the server drops it."""

    def __init__(self, to: Server) -> None:
        self._to = to
        self._link: smtplib.SMTP | None = None

    def open(self) -> smtplib.SMTP:
        to = self._to
        try:
            if to.implicit_tls:
                link: smtplib.SMTP = smtplib.SMTP_SSL(to.host, to.port, timeout=_TIMEOUT, context=_tls())
            else:
                link = smtplib.SMTP(to.host, to.port, timeout=_TIMEOUT)
                self._secure(link)
            if to.user:
                link.login(to.user, to.password)
        except smtplib.SMTPAuthenticationError as fault:
            raise _locked_out(to, f"the server does not take name and password: {_said(fault)}") from fault
        except ssl.SSLError as fault:
            raise _locked_out(to, f"no trusted TLS: {fault.reason or fault}") from fault
        except (smtplib.SMTPException, OSError) as fault:
            raise BusyError(f"no connection: {fault}", where=to.shown, fix="try again later") from fault
        self._link = link
        return link

    def _secure(self, link: smtplib.SMTP) -> None:
        link.ehlo()
        if link.has_extn("starttls") and not self._to.loopback:
            link.starttls(context=_tls())
            link.ehlo()
        elif not self._to.loopback:
            raise _locked_out(self._to, "the server offers no TLS, and this is not the loopback")

    def send(self, sender: str, recipient: str, message: bytes) -> Answer:
        """Send one message; temporary trouble is an answer, not an error."""
        for again in (True, False):
            link = self._link or self.open()
            try:
                link.sendmail(sender, [recipient], message)
                return Answer("sent", "250 OK")
            except smtplib.SMTPServerDisconnected as fault:
                self._link = None
                if not again:
                    return Answer("deferred", str(fault))
            except smtplib.SMTPSenderRefused as fault:
                if fault.smtp_code >= 500:
                    raise _locked_out(self._to, f"the server refuses the sender {sender}: {_said(fault)}") from fault
                return Answer("deferred", _said(fault))
            except smtplib.SMTPRecipientsRefused as fault:
                code, words = fault.recipients[recipient]
                return _answer(code, words)
            except smtplib.SMTPResponseException as fault:
                return _answer(fault.smtp_code, fault.smtp_error)
        return Answer("deferred", "no answer")

    def close(self) -> None:
        if self._link:
            with suppress(smtplib.SMTPException, OSError):
                self._link.quit()


def _answer(code: int, words: bytes | str) -> Answer:
    text = words.decode("utf-8", "replace") if isinstance(words, bytes) else words
    return Answer("refused" if code >= 500 else "deferred", f"{code} {text}".replace("\n", " "))


def _said(fault: smtplib.SMTPResponseException) -> str:
    words = fault.smtp_error
    return f"{fault.smtp_code} {words.decode('utf-8', 'replace') if isinstance(words, bytes) else words}"


def _locked_out(to: Server, what: str) -> SettingsError:
    return SettingsError([DigestError(what, where=to.shown, fix="look at --smtp, the password and the certificate")])


def _tls() -> ssl.SSLContext:
    made = ssl.create_default_context()
    made.minimum_version = ssl.TLSVersion.TLSv1_2
    return made
