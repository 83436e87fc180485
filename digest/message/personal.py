"""Fill in what a message says to one recipient alone: their unsubscribe address.

RFC 8058, 3.1: the one-click address must tell the list whom it is to take off, so
it has to differ from message to message.  The published message stays as it is: its
List-Unsubscribe holds ``{recipient}`` or ``{token}`` where each recipient's own
words go, and the same address may stand in the text.  Sign (DKIM) what comes out
of here, never what goes in.
"""

from __future__ import annotations

import hmac
import re
from base64 import urlsafe_b64encode
from collections.abc import Callable
from dataclasses import dataclass, field
from html import escape
from quopri import decodestring
from urllib.parse import quote

from digest.errors import DigestError, SettingsError
from digest.message.headers import urls_field
from digest.message.parts import html_part, text_part
from digest.message.readdress import field_of, with_field, without_field
from digest.text.unsubscribing import RECIPIENT, TOKEN

_FENCE = re.compile(rb"((?:\r\n|\A)--=_[0-9a-f]{40}(?:--)?\r\n)")
_ADDRESSES = re.compile(r"<([^<>]*)>")
LEAST_KEY = 16  # octets; a shorter key can be tried out
_LIST, _ONE_CLICK = "List-Unsubscribe", "List-Unsubscribe-Post"


@dataclass(frozen=True, slots=True, kw_only=True)
class Personal:
    """A message with places for its recipient's own words.

    `templates` are the unsubscribe addresses that hold such places, `list_id` the
    list's name, `key` what tokens are made with.
    """

    message: bytes
    templates: tuple[str, ...]
    list_id: str = ""
    key: bytes = field(default=b"", repr=False)

    def to(self, recipient: str) -> bytes:
        """Return the message to one recipient; without places it is the very same bytes."""
        if not self.templates:
            return self.message
        filled = {template: self._filled(template, recipient) for template in self.templates}
        head, blank, body = self._listed(lambda url: filled.get(url, url)).partition(b"\r\n\r\n")
        parts = (part if n % 2 else _part(part, filled) for n, part in enumerate(_FENCE.split(body)))
        return b"".join([head, blank, *parts])

    def to_a_list(self) -> bytes:
        """Return the message to a list address, without the addresses that would take the list off itself."""
        return self._listed(lambda url: "" if url in self.templates else url) if self.templates else self.message

    def _filled(self, template: str, recipient: str) -> str:
        own = template.replace(RECIPIENT, quote(recipient, safe=""))
        return own.replace(TOKEN, token(self.key, recipient, self.list_id)) if TOKEN in own else own

    def _listed(self, change: Callable[[str], str]) -> bytes:
        kept = [made for url in urls_of(self.message) if (made := change(url))]
        message = self.message
        if not any(url.startswith("https:") for url in kept):
            message = without_field(message, _ONE_CLICK)
        return with_field(message, _LIST, urls_field(_LIST, kept)) if kept else without_field(message, _LIST)


def personal(message: bytes, key: str = "") -> Personal:
    """Look for places in *message*; `SettingsError` when a token is wanted and *key* cannot make one."""
    templates = tuple(url for url in urls_of(message) if RECIPIENT in url or TOKEN in url)
    secret = key.encode("utf-8", "surrogateescape")
    if any(TOKEN in url for url in templates) and len(secret) < LEAST_KEY:
        size = f"{len(secret)} octets, of at least {LEAST_KEY}" if secret else "no value"
        fault = DigestError(
            f"the unsubscribe address wants a token, and the key for it has {size}",
            where="DIGEST_UNSUBSCRIBE_KEY",
            fix="openssl rand -hex 32 makes one; the page that takes the click needs the same",
        )
        raise SettingsError([fault])
    ids = _ADDRESSES.findall(field_of(message, "List-Id"))
    return Personal(message=message, templates=templates, list_id=ids[-1] if ids else "", key=secret)


def token(key: bytes, recipient: str, list_id: str) -> str:
    """Return the token of a recipient on a list, safe in an address: HMAC-SHA256 in base64url, 43 characters.

    What is signed is the address in small letters, a NUL and the list's id (RFC 2104, 4648 section 5).
    """
    signed = f"{recipient.lower()}\0{list_id}".encode()
    return urlsafe_b64encode(hmac.digest(key, signed, "sha256"))[:-1].decode("ascii")  # 32 octets leave one "="


def urls_of(message: bytes) -> list[str]:
    """Return the addresses in a message's List-Unsubscribe."""
    return _ADDRESSES.findall(field_of(message, _LIST))


def _part(part: bytes, filled: dict[str, str]) -> bytes:
    """Fill in one part, with its headers; a part without a place stays byte for byte."""
    head, blank, body = part.partition(b"\r\n\r\n")
    kind = head.lower()
    if not blank or not kind.startswith(b"content-type: text/"):
        return part
    if b"quoted-printable" in kind:
        body = decodestring(body)
    text = body.decode("utf-8")
    is_html = kind.startswith(b"content-type: text/html")
    made = text
    for template, own in filled.items():
        made = made.replace(escape(template), escape(own)) if is_html else made
        made = made.replace(template, own)
    if made == text:
        return part
    made = made.replace("\r\n", "\n")
    return (html_part if is_html else text_part)(made)
