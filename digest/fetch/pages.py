"""What a page shows, whatever it is; and whether it is an error page sent as if it were a page."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from html.parser import HTMLParser
from urllib.parse import urlsplit

from digest.text.dates import read_date

ALIKE = 0.9  # of the words of two pages

_SILENT = frozenset({"script", "style", "template", "noscript", "head"})
_INLINE = frozenset(
    {"a", "abbr", "b", "bdi", "bdo", "cite", "code", "data", "del", "dfn", "em", "i", "ins", "kbd", "mark", "q", "s"}
    | {"samp", "small", "span", "strong", "sub", "sup", "time", "u", "var", "wbr", "font"}
)
_PAGE = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html)", re.IGNORECASE | re.DOTALL)
_FEED = re.compile(rb"<(?:rss|feed|rdf:RDF|opml|urlset|sitemapindex)[\s>]")
_CORRECTION = re.compile(r'"correction"\s*:\s*[\["{]')
_MODIFIED = re.compile(r'"dateModified"\s*:\s*"([^"]{4,40})"')
_WORD = re.compile(r"\w+")


def is_page(raw: bytes, media_type: str) -> bool:
    """Say whether bytes are an HTML page; a feed is none though it is often served as one."""
    head = raw[:1024]
    declared = media_type.partition(";")[0].strip().lower() in ("text/html", "application/xhtml+xml")
    return bool(_PAGE.match(head) or declared) and not _FEED.search(head)


def visible(html: str) -> str:
    """Return the words of a page in their order, a line for each block; scripts and styles are no words."""
    page = _Words()
    page.feed(html)
    page.close()
    lines = ("".join(page.found)).split("\n")
    return "\n".join(line for line in (" ".join(line.split()) for line in lines) if line)


def missing(asked: str, final: str, page: str, nowhere: str) -> str:
    """Return why the page that came for *asked* is none, '' when it is one.

    *final* is where the redirects ended, *page* its words; *nowhere* are the words that
    the same host shows for an address it cannot have, '' when it says 404 there.
    """
    if urlsplit(final).path in ("", "/") and urlsplit(asked).path not in ("", "/"):
        return "it leads to the front page"
    if nowhere and alike(page, nowhere) >= ALIKE:
        return "it shows what the site shows for addresses that do not exist"
    return ""


def alike(one: str, two: str) -> float:
    """Return the share of words that two texts have in common, from 0 to 1."""
    a, b = set(_WORD.findall(one.casefold())), set(_WORD.findall(two.casefold()))
    return len(a & b) / len(a | b) if a | b else 1.0


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _SILENT:
            self._silent += 1
        elif tag == "body":
            self._silent = 0  # a head that was never closed ends here
        if tag not in _INLINE:
            self.found.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in _SILENT and self._silent:
            self._silent -= 1
        elif tag not in _INLINE:
            self.found.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.found.append(data.replace("\n", " "))


def corrected_since(html: str, moment: datetime) -> datetime | None:
    """Return when a page was modified, where that is after *moment* and it says that it was corrected; else None.

    Both are read from the page's JSON-LD: schema.org's ``correction`` and ``dateModified``.
    """
    if not _CORRECTION.search(html):
        return None
    dates = (read_date(found, UTC) for found in _MODIFIED.findall(html))
    return max((date for date in dates if date and date > moment), default=None)
