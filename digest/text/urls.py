"""Addresses that may stand in an edition: http, https and mailto, nothing else.

The rules are those of the URL Standard (url.spec.whatwg.org) where a browser
would be lenient in a dangerous way: tabs, backslashes, user info and ports out
of range are refused, hosts become ASCII (RFC 5891, UTS 46), so that a look-alike
host is seen for what it is.
"""

from __future__ import annotations

import re
from functools import cache
from urllib.parse import parse_qsl, unquote_to_bytes, urlencode, urlsplit, urlunsplit

from digest import shelf

MAX_URL = 2048  # what every mail client and browser still opens

_FORBIDDEN = re.compile(
    r"""[\x00-\x20\x7f-\xa0"<>\\^`{|}\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3000\ufeff\ufff0-\uffff]"""
)
# What mailing services replace in a whole message: %recipient.email%, [[name]], [%tag%].
# Two octets in percent signs look alike: in "%D0%BA%D1" there is no tag called BA.
_MERGE_TAG = re.compile(r"%(?![0-9A-Fa-f]{2}[A-Za-z_.]*%[0-9A-Fa-f]{2})[A-Za-z_][A-Za-z_.]*%|%%|\[\[|\[%")
# Nearly every address is this plain; taking it apart would take twenty times as long.
_PLAIN = re.compile(
    r"https?://[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\.[a-z][a-z0-9-]{0,61}[a-z0-9])+(?:/[A-Za-z0-9/._~!$&'()*+,;=:@?#-]*)?"
)
_MAILBOX = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+")
_LABEL = re.compile(r"(?!-)[a-z0-9_-]{1,63}(?<!-)", re.IGNORECASE)
_NUMERIC = re.compile(r"(0x[0-9a-f]*|[0-9]+)(\.(0x[0-9a-f]*|[0-9]+))*\.?", re.IGNORECASE)


def safe_url(raw: str) -> str:
    """Return *raw* when it may be linked, its host in ASCII; otherwise ''.

    A well-formed address with an ASCII host comes back unchanged, character for
    character.
    """
    if len(raw) < 254 and _PLAIN.fullmatch(raw):
        return raw
    if not raw or len(raw) > MAX_URL or _FORBIDDEN.search(raw) or _MERGE_TAG.search(raw):
        return ""
    scheme = raw.partition(":")[0].lower()
    if scheme == "mailto":
        return _safe_mailto(raw)
    return _safe_web(raw) if scheme in {"http", "https"} else ""


def safe_image_url(raw: str) -> str:
    """Return *raw* when a picture may be fetched from it: https, and no bare address.

    A numeric host is how pages reach machines that have no name; a mail client
    would refuse the picture or ask the reader.
    """
    url = safe_url(raw)
    return url if url.startswith("https://") and not _is_numeric(urlsplit(url).hostname or "") else ""


def host(url: str) -> str:
    """Return the host of an address that `safe_url` accepted, in ASCII."""
    return (urlsplit(url).hostname or "") if url else ""


def canonical_url(url: str) -> str:
    """Return the address an article is known by: no scheme, ``www.``, fragment, tracking or last slash.

    What follows readers is listed in ``digest/data/tracking.txt``.
    """
    parts = urlsplit(url)
    query = [(name, value) for name, value in parse_qsl(parts.query) if not _tracking().fullmatch(name)]
    name = (parts.hostname or "").removeprefix("www.")
    port = f":{parts.port}" if parts.port not in (None, 80, 443) else ""
    return urlunsplit(("", name + port, parts.path.rstrip("/"), urlencode(sorted(query)), "")).removeprefix("//")


def untracked(url: str) -> str:
    """Return an address without the parameters that follow readers; all else stays to the letter."""
    base, mark, rest = url.partition("?")
    if not mark:
        return url
    query, hash_mark, fragment = rest.partition("#")
    kept = "&".join(part for part in query.split("&") if not _tracking().fullmatch(part.partition("=")[0]))
    return base + ("?" + kept if kept else "") + hash_mark + fragment


@cache
def _tracking() -> re.Pattern[str]:
    rows = (row.partition("#")[0].strip() for row in shelf.data("tracking.txt").decode().splitlines())
    return re.compile("|".join(re.escape(row).replace(r"\*", r"\w*") for row in rows if row), re.IGNORECASE)


def _safe_web(raw: str) -> str:
    try:
        parts = urlsplit(raw)
        port = parts.port
        name = parts.hostname
    except ValueError:
        return ""
    if not name or parts.username is not None or not raw[len(parts.scheme) :].startswith("://"):
        return ""
    ascii_name = _ascii_host(name)
    if not ascii_name:
        return ""
    if ascii_name == name.lower():
        return raw
    tail = raw.split("://", 1)[1][len(parts.netloc) :]
    return f"{parts.scheme}://{ascii_name}{f':{port}' if port is not None else ''}{tail}"


def _ascii_host(name: str) -> str:
    if ":" in name:
        return f"[{name}]" if _is_numeric(name) else ""
    if name.isascii():
        ascii_name = name.lower()
    else:
        import idna  # the UTS 46 tables cost time: only for a host that needs them

        try:
            ascii_name = idna.encode(name, uts46=True).decode()
        except (idna.IDNAError, UnicodeError):
            return ""
    labels = ascii_name.removesuffix(".").split(".")
    fine = len(ascii_name) <= 253 and all(_LABEL.fullmatch(label) for label in labels)
    return ascii_name if fine else ""


def _is_numeric(name: str) -> bool:
    if _NUMERIC.fullmatch(name):
        return True
    if ":" not in name:
        return False
    from ipaddress import ip_address  # only a v6 address is left to ask about

    try:
        ip_address(name)
    except ValueError:
        return False
    return True


def _safe_mailto(raw: str) -> str:
    address, _, query = raw[len("mailto:") :].partition("?")
    # %0d%0a in a mailto becomes a header line in some clients (RFC 6068, 7).
    if re.search(rb"[\x00-\x1f\x7f]", unquote_to_bytes(raw)):
        return ""
    fields = {part.partition("=")[0].lower() for part in query.split("&") if part}
    return raw if _MAILBOX.fullmatch(address) and fields <= {"subject", "body"} else ""
