"""Web addresses in running text, found the way a network would link them.

The rules are those of twitter-text 3.1 (conformance/extract.yml, 91 cases), the
strictest that are published: an address may lack its scheme, and then its host
must be ASCII and end in a real top-level domain; a closing bracket belongs to the
path only when it was opened there; a full stop at the end does not.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from digest.shelf import data

MAX_LENGTH = 4096
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
_TOP = r"(?:\L<tops>(?=[^0-9a-zA-Z@+\-]|$)|xn--[-0-9a-z]+)"


@dataclass(frozen=True, slots=True)
class Link:
    """One address: its span in code points, its text, and whether it lacks a scheme."""

    start: int
    end: int
    url: str
    bare: bool


def find_links(text: str, *, list_name: str = "twitter-text") -> list[Link]:
    """Find the addresses in *text* in order; none overlaps another.

    *list_name* is the list of top-level domains in ``data/tlds/`` that makes a
    host without a scheme a link.  Cost: about 2 µs a character with a full stop
    in it, else next to nothing.
    """
    if "." not in text:
        return []
    found: list[Link] = []
    for match in _address(list_name).finditer(text):
        if not _is_host(match["host"], match["url"], match["scheme"], list_name):
            continue
        if match["scheme"]:
            found += _with_scheme(match)
        elif match["before"] not in ("-", "_", ".", "/"):
            found += _without_scheme(match, list_name)
    return found


def _with_scheme(match: Any) -> list[Link]:
    start, end, url = match.start("url"), match.end("url"), match["url"]
    if tco := _tco().match(url):
        if len(tco[1]) > MAX_TCO_SLUG:
            return []
        url, end = tco[0], start + len(tco[0])
    return [Link(start, end, url, False)]


def _without_scheme(match: Any, list_name: str) -> list[Link]:
    at = match.start("host")
    hosts = [(at + m.start(), at + m.end()) for m in _ascii_host(list_name).finditer(match["host"])]
    if hosts and match["path"]:
        hosts[-1] = (hosts[-1][0], match.end("url"))
    return [Link(a, b, match.string[a:b], True) for a, b in hosts]


def _is_host(host: str, url: str, scheme: str | None, list_name: str) -> bool:
    # Punycode cannot hold characters beyond ASCII.
    if host.startswith("xn--") and not _ascii_host(list_name).search(host):
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


@cache
def _address(list_name: str) -> Any:
    import regex

    pattern = (
        rf"(?P<before>[^A-Za-z0-9@＠$#＃{_INVALID}]|[{_MARKS}]|^)"
        r"(?P<url>(?P<scheme>https?://)?"
        rf"(?P<host>(?:(?:{_HOST}(?:[_\-]|{_HOST})*)?{_HOST}\.)*(?:(?:{_HOST}(?:-|{_HOST})*)?{_HOST}\.){_TOP})"
        r"(?::[0-9]+)?"
        rf"(?P<path>/(?:{_PATH}*(?:{_PARENS}{_PATH}*)*{_PATH_END}|@{_PATH}+/)*)?"
        rf"(?:\?{_QUERY}*{_QUERY_END})?)"
    )
    return regex.compile(pattern, regex.IGNORECASE, tops=top_domains(list_name))


@cache
def _ascii_host(list_name: str) -> Any:
    import regex

    return regex.compile(rf"(?:[\-a-z0-9{_LATIN}]+\.)+{_TOP}", regex.IGNORECASE, tops=top_domains(list_name))


@cache
def _tco() -> Any:
    import regex

    return regex.compile(rf"https?://t\.co/([a-z0-9]+)(?:\?{_QUERY}*{_QUERY_END})?", regex.IGNORECASE)
