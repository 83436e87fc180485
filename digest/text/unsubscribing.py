"""An unsubscribe address as a header carries it: ASCII, with places for each recipient's own words."""

from __future__ import annotations

import re
from urllib.parse import quote

from digest.text.urls import safe_url

RECIPIENT, TOKEN = "{recipient}", "{token}"
LONGEST = 640  # characters: with a recipient's address in it, it still fits one line of a header (998)
_PLACES = (RECIPIENT, TOKEN)
_STAND_INS = ("0recipient0", "0token0")
# What no header carries, what its list of addresses is made of (RFC 2369), and a percent sign that is none.
_BEYOND = re.compile(r"[^\x21-\x7e]+|[<>,\"]+|%(?![0-9A-Fa-f]{2})")


def unsubscribe_address(raw: str) -> str:
    """Return *raw* with its host by IDNA and the rest in percent signs; '' when it cannot be used.

    Only https and mailto.  A place may stand after the host of an https address, and
    anywhere in a mailto.
    """
    plain = raw
    for place, stand_in in zip(_PLACES, _STAND_INS, strict=True):
        if stand_in in plain:
            return ""
        plain = plain.replace(place, stand_in)
    scheme, _, rest = plain.partition(":")
    if scheme.lower() == "mailto":
        found = safe_url(f"mailto:{_mailto(rest)}")
    elif scheme.lower() == "https":
        found = safe_url(_BEYOND.sub(lambda beyond: quote(beyond[0]), safe_url(plain)))
        if any(stand_in in found.partition("://")[2].partition("/")[0] for stand_in in _STAND_INS):
            return ""
    else:
        return ""
    for place, stand_in in zip(_PLACES, _STAND_INS, strict=True):
        found = found.replace(stand_in, place)
    return found if found.isascii() and len(found) <= LONGEST else ""


def _mailto(rest: str) -> str:
    """Return an address and its fields in ASCII (RFC 6068, 2)."""
    import idna

    mailbox, mark, fields = rest.partition("?")
    local, at, domain = mailbox.rpartition("@")
    if not domain.isascii():
        try:
            domain = idna.encode(domain, uts46=True).decode()
        except (idna.IDNAError, UnicodeError):
            return ""
    return _BEYOND.sub(lambda beyond: quote(beyond[0]), f"{local}{at}{domain}{mark}{fields}")
