"""An SMTP server as the command line names it, and its password, which is never shown."""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass, field
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import unquote, urlsplit

from digest.errors import DigestError, SettingsError, UsageError, in_words

_PORTS = {"smtp": 587, "smtps": 465}
_LONGEST = 4096  # octets of a password file that are looked at


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
    command line.  One with characters beyond ASCII is a `SettingsError`.
    """
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        # The standard library's words would repeat the address, and a password may be in it.
        raise UsageError("not an address of a server", where="--smtp", fix="smtp://user@host:587") from None
    if parts.password is not None:
        fix = "put it into DIGEST_SMTP_PASSWORD or a file of mode 600 (--password-file)"
        raise UsageError("a password on the command line can be read by everybody", where="--smtp", fix=fix)
    if parts.scheme not in _PORTS or not parts.hostname:
        raise UsageError("not an address of a server", where="--smtp", fix="smtp://user@host:587 or smtps://user@host")
    user = unquote(parts.username or "")
    for what, value in (("name", user), ("password", password)):
        if not value.isascii() or not value.isprintable():
            _refuse(f"the {what} holds characters that SMTP has no agreed form for", "use printable ASCII characters")
    return Server(
        host=parts.hostname,
        port=port or _PORTS[parts.scheme],
        implicit_tls=parts.scheme == "smtps",
        user=user,
        password=password,
    )


def read_password(given: str, file: Path | None) -> str:
    """Return the password in *file*, its first line, or else *given*.

    A file that others may read is refused, the way ssh does, and so is one that is no
    text (`SettingsError`); one that cannot be read is a `UsageError`.
    """
    if file is None:
        return given
    try:
        fd = os.open(file, os.O_RDONLY | os.O_NONBLOCK)
    except OSError as fault:
        raise UsageError(f"cannot read the password: {in_words(fault)}", where=str(file), fix="chmod 600") from fault
    try:
        found = os.fstat(fd)
        if not stat.S_ISREG(found.st_mode):
            raise UsageError("the password is no file", where=str(file), fix="name a file that holds it in one line")
        if found.st_mode & (stat.S_IRWXG | stat.S_IRWXO):
            raise UsageError("others may read this password", where=str(file), fix=f"chmod 600 {file}")
        first = os.read(fd, _LONGEST).removeprefix(b"\xef\xbb\xbf").partition(b"\n")[0].rstrip(b"\r")
    finally:
        os.close(fd)
    if not first.isascii() or not first.decode("ascii").isprintable():
        _refuse("the password file holds no line of printable ASCII", "write the password as its first line", str(file))
    return first.decode("ascii")


def _refuse(what: str, fix: str, where: str = "--smtp") -> None:
    raise SettingsError([DigestError(what, where=where, fix=fix)])
