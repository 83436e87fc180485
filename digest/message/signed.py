"""Signed one-click addresses: who leaves, and the proof that we wrote the address.

A signed token is the recipient's address in base64url, a full stop, and the token of
`digest.message.personal.token`: whoever knows the key can tell, from the token alone,
who wants to leave which list (RFC 8058, 3.1; RFC 2104; RFC 4648, 5).
"""

from __future__ import annotations

import hmac
from base64 import urlsafe_b64decode, urlsafe_b64encode
from urllib.parse import parse_qsl, urlsplit

from digest.message.personal import token

SIGNED = "{signed}"


def signed_token(key: bytes, recipient: str, list_id: str) -> str:
    """Return the token that names its recipient, safe in an address."""
    who = urlsafe_b64encode(recipient.encode()).rstrip(b"=").decode("ascii")
    return f"{who}.{token(key, recipient, list_id)}"


def with_signature(url: str) -> str:
    """Return *url* with a parameter at its end, in which `SIGNED` keeps the place for a token."""
    plain, mark, fragment = url.partition("#")
    joint = "&" if "?" in plain else "?"
    return f"{plain}{joint}signed={SIGNED}{mark}{fragment}"


def verify(given: str, key: bytes, list_id: str, recipient: str = "") -> str:
    """Return the address that a token, or an address with one in it, belongs to; '' when it is not genuine.

    A token without the address in it needs *recipient*.
    """
    for found in _tokens(given):
        who, dot, proof = found.partition(".")
        address = _decoded(who) if dot else recipient
        made = token(key, address, list_id)
        if address and hmac.compare_digest(made.encode(), (proof if dot else who).encode("utf-8", "replace")):
            return address
    return ""


def _tokens(given: str) -> list[str]:
    """Return what may be the token: the text itself, or every value in an address's query."""
    if "://" not in given:
        return [given]
    return [value for _, value in parse_qsl(urlsplit(given).query)]


def _decoded(who: str) -> str:
    try:
        return urlsafe_b64decode(who + "=" * (-len(who) % 4)).decode()
    except ValueError:
        return ""
