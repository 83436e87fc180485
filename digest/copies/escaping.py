"""A recipient's words as bytes of a message, one function a place.

Every function gives bytes that can stand where they are put whatever the value is, and
need not know what stands around them: in quoted-printable a value begins a line and
ends with a soft break, in a header it is encoded words on lines of their own.
"""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Callable
from html import escape
from urllib.parse import quote_from_bytes

from digest.message.headers import encoded_words
from digest.text.urls import safe_url

Escape = Callable[[str], bytes]
SOFT = b"=\r\n"
_ROOM = 72  # octets of a value a line: 76 less the soft break, and two for a guarded "From "
# What most names are made of, and no escaping changes: a tenth of the time.
_SIMPLE = re.compile(r"(?!From )[A-Za-z0-9 .,:;()!?_/+-]{1,72}")
_PRINTABLE = re.compile(rb"[ -~]+")  # of these the equals sign alone is encoded
_PLAIN = frozenset(range(0x20, 0x7F)) - {0x3D}
_OCTETS = tuple(bytes([o]) if o in _PLAIN else b"=%02X" % o for o in range(256))
_PERCENT = tuple(quote_from_bytes(bytes([o]), safe="").encode() for o in range(256))
_WORD = 45  # octets of a value in one encoded word of 75


class Rejected(Exception):
    """This recipient gets no message; the words say why."""


def text(value: str) -> bytes:
    """Escape for a text part: quoted-printable."""
    if _SIMPLE.fullmatch(value):
        return value.encode("ascii") + SOFT
    return quoted(value.encode())


def html(value: str) -> bytes:
    """Escape for text and quoted attributes of HTML, in quoted-printable."""
    if _SIMPLE.fullmatch(value):
        return value.encode("ascii") + SOFT
    return quoted(escape(value).encode())


def url_part(value: str) -> bytes:
    """Escape for a place inside an address: percent signs (RFC 3986), in quoted-printable."""
    return quoted(b"".join(map(_PERCENT.__getitem__, value.encode())))


def url(value: str) -> bytes:
    """Escape a value that is a whole address of a link; `Rejected` when it is none that a reader may be led to."""
    found = safe_url(value)
    if not found:
        raise Rejected("is no https, http or mailto address")
    return quoted(escape(found).encode())


def header(value: str) -> bytes:
    """Escape for an unstructured header field: encoded words (RFC 2047), each on a line of its own."""
    octets = value.encode()
    if len(octets) <= _WORD:
        return b"\r\n =?utf-8?b?" + b64encode(octets) + b"?="
    return b"".join(b"\r\n " + word.encode() for word in encoded_words(value))


def subject(value: str) -> bytes:
    """Escape for the beginning of a subject: the first encoded word stands in the field's own line."""
    words = encoded_words(value, taken=len("Subject: "))
    return b" " + "\r\n ".join(words).encode() if words else b""


PLACES: dict[str, Escape] = {
    "text": text,
    "html": html,
    "url": url,
    "url-part": url_part,
    "header": header,
    "subject": subject,
}


def quoted(octets: bytes) -> bytes:
    """Encode *octets* (RFC 2045, 6.7) for a place at the beginning of a line, with a soft break at the end."""
    if not octets:
        return b""
    plain = _PRINTABLE.fullmatch(octets)
    line = octets.replace(b"=", b"=3D") if plain else b"".join(map(_OCTETS.__getitem__, octets))
    if len(line) <= _ROOM:
        return _guarded(line) + SOFT
    out = []
    while line:
        cut = _ROOM
        while len(line) > cut and (line[cut - 1 : cut] == b"=" or line[cut - 2 : cut - 1] == b"="):
            cut -= 1
        out.append(_guarded(line[:cut]))
        line = line[cut:]
    return SOFT.join([*out, b""])


def _guarded(line: bytes) -> bytes:
    # An mbox writer changes a line that begins so.
    return b"=46" + line[1:] if line.startswith(b"From ") else line
