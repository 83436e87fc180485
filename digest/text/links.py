"""Web addresses in running text, found the way a network would link them.

The rules are those of twitter-text 3.1 (conformance/extract.yml, 91 cases), the
strictest that are published: an address may lack its scheme, and then its host
must be ASCII and end in a real top-level domain; a closing bracket belongs to the
path only when it was opened there; a full stop at the end does not.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from digest.shelf import data

MAX_LENGTH = 4096
LONGEST_TOP = 24  # characters; no top-level domain is longer
PUNYCODE = "xn--"
MAX_LABEL = 63
MAX_TCO_SLUG = 40

_SPACES = "\t-\r \x85\xa0\u1680\u180e\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
_INVALID = "\ufffe\ufeff\uffff"
_MARKS = "\u202a-\u202e\u061c\u200e\u200f\u2066-\u2069"
_PUNCTUATION = r"!'#%&()*+,\\\-./:;<=>?@\[\]\^_{|}~$"
_LATIN = "À-ÖØ-öø-ÿĀ-ɏɓɔɖɗəɛɣɨɯɲʉʋʻ\u0300-\u036fḀ-ỿ"
_HOST = f"[^{_PUNCTUATION}{_SPACES}{_INVALID}{_MARKS}]"
_PATH = rf"[a-zЀ-ӿ0-9!*';:=+,.$/%#\[\]\-\u2013_~@|&{_LATIN}]"
_PARENS = rf"\((?:{_PATH}+|{_PATH}*\({_PATH}+\){_PATH}*)\)"
_PATH_END = rf"(?:[+\-a-zЀ-ӿ0-9=_#/{_LATIN}]|{_PARENS})"
_QUERY = r"[a-z0-9!?*'@();:&=+$/%#\[\]\-_.,~|]"
_QUERY_END = r"[a-z0-9\-_&=#/]"
_TCO = rf"https?://t\.co/([a-z0-9]+)(?:\?{_QUERY}*{_QUERY_END})?"
_TOP = r"(?:TOPS(?=[^0-9a-zA-Z@+\-]|$)|xn--[-0-9a-z]+)"

_SCHEMED = re.compile(r"(?<![A-Za-z0-9+.\-])[A-Za-z][A-Za-z0-9+.\-]{1,15}://[^\s<>\"“”„«»「」\u2060]+")
_AFTER = ".,;:!?'’…。、，！？*_~|`"
_PAIRS = {")": "(", "]": "[", "}": "{"}

_LABELS = re.compile(r"[.．。｡]([^\W_](?:[^\W_]|-)+)")
_GOES_ON = re.compile(r"[0-9a-zA-Z-]")  # no top-level domain ends before one: none is in "digest.toml"


@dataclass(frozen=True, slots=True)
class LinkSpan:
    """One address: its span in code points, its text, and whether it lacks a scheme."""

    start: int
    end: int
    url: str
    bare: bool


@lru_cache(maxsize=256)  # every network looks at the same few words
def find_links(text: str, *, list_name: str = "twitter-text") -> tuple[LinkSpan, ...]:
    """Find the addresses in *text* in order; none overlaps another.

    *list_name* is the list of top-level domains in ``data/tlds/`` that makes a
    host without a scheme a link.  Cost: about 2 µs a character with a full stop
    in it, else next to nothing.
    """
    if "." not in text or not (tops := _tops_in(text, list_name)):
        return ()
    found: list[LinkSpan] = []
    for match in _address(tops).finditer(text):
        if not _is_host(match["host"], match["url"], match["scheme"], tops):
            continue
        if match["scheme"]:
            found += _with_scheme(match)
        elif match["before"] not in ("-", "_", ".", "/"):
            found += _without_scheme(match, tops)
    return tuple(found)


@lru_cache(maxsize=1024)  # a story's link is the same on every network
def whole_link(url: str) -> str:
    """Return *url* spelt so that a network links all of it: what would end the link stands as ``%2E`` and its like.

    A full stop at the end, a bracket without its partner and letters of another script
    mean the same in percent signs (RFC 3986, 2.1) and end no link by twitter-text's
    rules, which Mastodon shares.  What no spelling helps comes back as it was.
    """
    head, slashes, rest = url.partition("://")
    host, slash, path = rest.partition("/")
    if not slash:
        return url
    before = "https://example.org/"  # any host that is one: whether theirs is, decides no spelling of the path
    spelt = before + _ascii(path)
    for _ in range(len(spelt)):
        end = max((link.end for link in find_links(spelt) if link.start == 0), default=len(before))
        if end == len(spelt):
            return f"{head}{slashes}{host}/{spelt.removeprefix(before)}"
        spelt = f"{spelt[:end]}%{ord(spelt[end]):02X}{spelt[end + 1 :]}"
    return url


def _ascii(path: str) -> str:
    return "".join(c if c.isascii() else "".join(f"%{byte:02X}" for byte in c.encode()) for c in path)


def find_addresses(text: str) -> list[tuple[int, int]]:
    """Find everything with a scheme and ``://``, real domain or not, as spans.

    Punctuation at its end is the sentence's, and so is a closing bracket that was
    opened before it.
    """
    found = []
    for match in _SCHEMED.finditer(text) if "://" in text else ():
        end = _end(match[0])
        if not match[0].endswith("://", 0, end):
            found.append((match.start(), match.start() + end))
    return found


def _end(address: str) -> int:
    """Return where *address* ends without the sentence's marks and brackets that were not opened in it."""
    counts = Counter(address)
    end = len(address)
    while (last := address[end - 1]) in _AFTER or counts[last] > counts[_PAIRS.get(last, last)]:
        counts[last] -= 1
        end -= 1
    return end


def _tops_in(text: str, list_name: str) -> tuple[str, ...]:
    """Return the top-level domains that *text* could hold, the longest first.

    A pattern of all 1,500 takes 90 ms to compile; nearly every text needs none,
    the rest two or three.
    """
    tops = top_domains(list_name)
    labels = {label[:LONGEST_TOP] for label in _LABELS.findall(text)}
    ends = {label[:n].lower() for label in labels for n in range(2, len(label) + 1) if not _GOES_ON.match(label, n)}
    found = ends & tops | {PUNYCODE for label in labels if label.lower().startswith(PUNYCODE)}
    return tuple(sorted(found, key=lambda top: (-len(top), top)))


def _with_scheme(match: Any) -> list[LinkSpan]:
    start, end, url = match.start("url"), match.end("url"), match["url"]
    if tco := _tco().match(url):
        if len(tco[1]) > MAX_TCO_SLUG:
            return []
        url, end = tco[0], start + len(tco[0])
    return [LinkSpan(start, end, url, False)]


def _without_scheme(match: Any, tops: tuple[str, ...]) -> list[LinkSpan]:
    at = match.start("host")
    hosts = [(at + m.start(), at + m.end()) for m in _ascii_host(tops).finditer(match["host"])]
    if hosts and match["path"]:
        hosts[-1] = (hosts[-1][0], match.end("url"))
    return [LinkSpan(a, b, match.string[a:b], True) for a, b in hosts]


def _is_host(host: str, url: str, scheme: str | None, tops: tuple[str, ...]) -> bool:
    # Punycode cannot hold characters beyond ASCII.
    if host.startswith("xn--") and not _ascii_host(tops).search(host):
        return False
    if len(url) + (0 if scheme else len("https://")) > MAX_LENGTH:
        return False
    return all(0 < _ascii_length(label) <= MAX_LABEL for label in host.split("."))


def _ascii_length(label: str) -> int:
    return len(label) if label.isascii() else len("xn--") + len(label.encode("punycode"))


@cache
def top_domains(list_name: str) -> frozenset[str]:
    """Return the top-level domains of one list in ``data/tlds/``, lower case."""
    lines = data(f"tlds/{list_name}.txt").decode().splitlines()
    return frozenset(line for line in lines if line and line[0] != "#")


def patterns(list_name: str = "twitter-text") -> dict[str, str]:
    """Return the patterns as a browser's script reads them: address, host and tco (flags ``giu``)."""
    tops = "(?:" + "|".join(sorted(top_domains(list_name))) + ")"
    return {"address": _address_source(tops), "host": _host_source(tops), "tco": _TCO}


def _address_source(tops: str) -> str:
    top = _TOP.replace("TOPS", tops)
    return (
        rf"(?<before>[^A-Za-z0-9@＠$#＃{_INVALID}]|[{_MARKS}]|^)"
        r"(?<url>(?<scheme>https?://)?"
        rf"(?<host>(?:(?:{_HOST}(?:[_\-]|{_HOST})*)?{_HOST}\.)*(?:(?:{_HOST}(?:-|{_HOST})*)?{_HOST}\.){top})"
        r"(?::[0-9]+)?"
        rf"(?<path>/(?:{_PATH}*(?:{_PARENS}{_PATH}*)*{_PATH_END}|@{_PATH}+/)*)?"
        rf"(?:\?{_QUERY}*{_QUERY_END})?)"
    )


def _host_source(tops: str) -> str:
    return rf"(?:[\-a-z0-9{_LATIN}]+\.)+" + _TOP.replace("TOPS", tops)


@lru_cache(maxsize=64)
def _address(tops: tuple[str, ...]) -> Any:
    import regex

    return regex.compile(_address_source(f"(?:{'|'.join(tops)})"), regex.IGNORECASE)


@lru_cache(maxsize=64)
def _ascii_host(tops: tuple[str, ...]) -> Any:
    import regex

    return regex.compile(_host_source(f"(?:{'|'.join(tops)})"), regex.IGNORECASE)


@cache
def _tco() -> Any:
    import regex

    return regex.compile(_TCO, regex.IGNORECASE)
