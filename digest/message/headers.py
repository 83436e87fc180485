"""Write header fields that every mail program reads back as they were meant.

The standard library's serialiser damages real headers: an unsubscribe address
of 76 characters becomes an encoded word, a display name with a comma loses its
quotes, a NUL passes.  A message of ours has few kinds of field, so each is
written here by its own rule (RFC 5322, 2047, 2919, 2369, 8058) and the tests
parse every one of them back with the standard library.
"""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterable
from datetime import datetime

from digest.errors import DigestError, SettingsError
from digest.text import defusing
from digest.text.clean import line
from digest.text.graphemes import clusters

WIDTH = 76  # octets a line, RFC 2047's limit for lines with encoded words
_WORD = 75  # octets an encoded word, RFC 2047
_HARD = 998  # octets a line, RFC 5322
_LONGEST = 254  # octets of an address, RFC 5321 by its erratum 1690
_ATOMS = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~ -]+")
_ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*")
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def text_field(name: str, value: str) -> bytes:
    """Write an unstructured field such as Subject; controls go, white space folds."""
    return _folded(name, _text_words(defusing.plain(line(value)), taken=len(name) + 2))


def address_field(name: str, value: str) -> bytes:
    """Write a field of one mailbox, ``Name <local@domain>`` or ``local@domain``."""
    shown, address = mailbox(value, where=name)
    return _folded(name, [*_phrase(shown, taken=len(name) + 2), f"<{address}>"] if shown else [address])


def mailbox(value: str, *, where: str) -> tuple[str, str]:
    """Split a mailbox into its display name and address, its domain in ASCII.

    Raises `SettingsError` when the address is none that every server takes.
    """
    clean = line(value)
    shown, bracket, rest = clean.rpartition("<")
    address = rest.removesuffix(">").strip() if bracket else clean
    shown = shown.strip() if bracket else ""
    if len(shown) > 1 and shown[0] == shown[-1] == '"':
        shown = re.sub(r"\\(.)", r"\1", shown[1:-1])
    local, at, domain = address.rpartition("@")
    address = f"{local}{at}{_ascii_domain(domain)}"
    if not is_address(address):
        fault = DigestError(
            f"not a mail address: {address!a}",
            where=where,
            fix='write it as "The Daily Take <digest@example.org>"',
        )
        raise SettingsError([fault])
    return shown, address


def is_address(text: str) -> bool:
    """Say whether *text* is a bare address in ASCII that every server takes."""
    return len(text) <= _LONGEST and bool(_ADDRESS.fullmatch(text))


def list_id_field(shown: str, list_id: str) -> bytes:
    """Write List-Id (RFC 2919): a phrase and the list's own name in angle brackets."""
    return _folded("List-Id", [*_phrase(line(shown), taken=len("List-Id: ")), f"<{line(list_id).strip('<>')}>"])


def urls_field(name: str, urls: Iterable[str]) -> bytes:
    """Write a list of addresses such as List-Unsubscribe (RFC 2369), one a line, never cut.

    An address longer than a line may be is left out: folding would break it.
    """
    kept = [f"<{url}>" for url in urls if len(url) < _HARD - len(name) - 8 and url.isascii()]
    return f"{name}: {(',' + chr(13) + chr(10) + ' ').join(kept)}\r\n".encode() if kept else b""


def date_field(at: datetime) -> bytes:
    """Write Date (RFC 5322, 3.3) from a moment with a zone, in English whatever the locale."""
    offset = at.strftime("%z")[:5]
    stamp = f"{_DAYS[at.weekday()]}, {at.day} {_MONTHS[at.month - 1]} {at.year:04} {at:%H:%M:%S} {offset}"
    return f"Date: {stamp}\r\n".encode()


def plain_field(name: str, value: str) -> bytes:
    """Write a field whose value is ours: ASCII tokens, one line."""
    return f"{name}: {value}\r\n".encode("ascii")


def _folded(name: str, words: list[str]) -> bytes:
    lines = [f"{name}:"]
    for word in words:
        if len(lines[-1]) + 1 + len(word) > WIDTH and lines[-1] != f"{name}:":
            lines.append("")
        lines[-1] += f" {word}"
    return ("\r\n".join(lines) + "\r\n").encode("ascii")


def _text_words(value: str, *, taken: int) -> list[str]:
    # "=?" in plain text would be taken for the start of an encoded word, and a
    # word longer than a line cannot be folded.
    words = value.split(" ")
    if value.isascii() and "=?" not in value and all(len(w) < WIDTH * 2 for w in words):
        return words
    return encoded_words(value, taken=taken)


def _phrase(shown: str, *, taken: int) -> list[str]:
    if not shown:
        return []
    if _ATOMS.fullmatch(shown) and "=?" not in shown:
        return shown.split(" ")
    if shown.isascii() and "=?" not in shown:
        quoted = shown.replace("\\", "\\\\").replace('"', '\\"')
        return [f'"{quoted}"']
    return encoded_words(shown, taken=taken)


def encoded_words(value: str, *, taken: int = 0) -> list[str]:
    """Return *value* as RFC 2047 encoded words of at most 75 octets, the first shorter by *taken*.

    Words are parted between characters as a reader sees them (a flag, a letter
    with its accents); only a cluster too long for a word is cut between code
    points.  White space between encoded words is dropped by readers, so the
    parts join without a seam.
    """
    full = (_WORD - len("=?utf-8?b??=")) // 4 * 3
    room = (_WORD - taken - len("=?utf-8?b??=")) // 4 * 3
    if len(whole := value.encode()) <= room:
        return [f"=?utf-8?b?{b64encode(whole).decode()}?="] if whole else []
    parts: list[bytes] = [b""]
    for cluster in clusters(value):
        for piece in [cluster] if len(cluster.encode()) <= full else cluster:
            octets = piece.encode()
            if len(parts[-1]) + len(octets) > room:
                parts.append(b"")
                room = full
            parts[-1] += octets
    return [f"=?utf-8?b?{b64encode(part).decode()}?=" for part in parts if part]


def _ascii_domain(domain: str) -> str:
    if domain.isascii():
        return domain
    import idna

    try:
        return idna.encode(domain, uts46=True).decode()
    except (idna.IDNAError, UnicodeError):
        return domain
