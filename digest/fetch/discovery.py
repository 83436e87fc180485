"""What a site's page says of the site: its feeds, its name, its language.

Feeds stand in ``<link rel="alternate">`` (WHATWG HTML, 4.6.7.2); where a page names none,
links in its text that look like feeds count, and after them the places where the common
systems keep theirs.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

from digest.text.clean import line
from digest.text.urls import safe_url

PLACES = ("feed", "feed.xml", "rss.xml", "atom.xml", "index.xml", "rss", "feed.json", "blog/feed", "blog/index.xml")
MOST_FEEDS = 5  # of one page; a portal names hundreds

_TYPES = ("application/rss+xml", "application/atom+xml", "application/feed+json", "application/rdf+xml")
_COMMENTS = re.compile(r"\b(comments?|kommentare?|commentaires?|comentarios?)\b", re.IGNORECASE)
_LOOKS = re.compile(r"(^|/)(feed|rss|atom)(/|\.xml|\.json|$)|\.(rss|atom)$|/index\.xml$", re.IGNORECASE)
_KINDS = re.compile(r"\b(rss|atom|json|feed|2\.0|1\.0|1\.1)\b|[()»«›|·-]", re.IGNORECASE)
_PARTS = re.compile(r"\s+[|–—·»-]\s+|\s*::\s*")


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed that a page names, with the title it gives it."""

    url: str
    title: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Home:
    """What a page says of its site; '' and () where it says nothing.  `language` is as declared ("de-AT")."""

    name: str = ""
    title: str = ""
    language: str = ""
    feeds: tuple[Feed, ...] = ()


def look(html: str, url: str) -> Home:
    """Return what the page at *url* says; any text is read, broken markup too.

    Feeds of comments are left out, and of one feed in several formats the first is
    taken; at most `MOST_FEEDS` remain.
    """
    page = _Page(url)
    page.feed(html)
    page.close()
    feeds = tuple(_one_each(page.named or page.linked))[:MOST_FEEDS]
    title = line(_first_part(page.title))
    name = line(page.site) or (title if urlsplit(url).path in ("", "/") else "")
    return Home(name=name, title=title, language=page.language.strip(), feeds=feeds)


def places(url: str) -> list[str]:
    """Return where a site usually keeps a feed: beside the page first, then at its root."""
    root = f"{urlsplit(url).scheme}://{urlsplit(url).netloc}/"
    beside = url.partition("?")[0].partition("#")[0].rstrip("/") + "/"
    return list(dict.fromkeys(urljoin(base, place) for base in (beside, root) for place in PLACES))


def _one_each(feeds: Iterable[Feed]) -> Iterator[Feed]:
    """Yield one feed of each title, which is where RSS and Atom of the same thing differ only in that word."""
    seen: set[str] = set()
    for feed in feeds:
        title = " ".join(_KINDS.sub(" ", feed.title).casefold().split())
        if _COMMENTS.search(feed.title) or _COMMENTS.search(urlsplit(feed.url).path):
            continue
        if feed.url not in seen and title not in seen:
            seen |= {feed.url, title}
            yield feed


def _first_part(title: str) -> str:
    return _PARTS.split(title.strip())[0] if title else ""


@dataclass
class _Page(HTMLParser):
    """Collects what `look` asks for."""

    url: str
    title: str = ""
    site: str = ""
    language: str = ""
    named: list[Feed] = field(default_factory=list)
    linked: list[Feed] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._in_title = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "html":
            self.language = self.language or given.get("lang", "")
        elif tag == "base" and given.get("href"):
            self.url = urljoin(self.url, given["href"])
        elif tag == "meta" and given.get("property", given.get("name", "")) in ("og:site_name", "application-name"):
            self.site = self.site or given.get("content", "")
        elif tag == "title":
            self._in_title = not self.title
        elif tag == "link" and _names_a_feed(given):
            self._add(self.named, given)
        elif tag == "a" and _LOOKS.search(_path(given)):
            self._add(self.linked, given)

    def handle_endtag(self, tag: str) -> None:
        if tag == "title":
            self._in_title = False

    def handle_data(self, data: str) -> None:
        if self._in_title:
            self.title += data

    def _add(self, feeds: list[Feed], given: dict[str, str]) -> None:
        try:
            url = safe_url(urljoin(self.url, given.get("href", "").strip()))
        except ValueError:  # "http://[" is no address at all
            return
        if url.startswith(("http://", "https://")):
            feeds.append(Feed(url, line(given.get("title", ""))))


def _names_a_feed(given: dict[str, str]) -> bool:
    kind = given.get("type", "").partition(";")[0].strip().lower()
    return "alternate" in given.get("rel", "").lower().split() and kind in _TYPES


def _path(given: dict[str, str]) -> str:
    try:
        return urlsplit(given.get("href", "")).path
    except ValueError:  # "http://[" is no address at all
        return ""
