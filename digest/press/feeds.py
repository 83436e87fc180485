"""Feeds of editions: RSS 2.0 with the content and its picture, Atom, JSON Feed.

RSS is the form that sending services pull (``content:encoded``, ``media:content``
of the RSS modules); Atom is RFC 4287, JSON Feed is version 1.1 (jsonfeed.org).
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime
from typing import Protocol
from urllib.parse import urljoin
from xml.sax.saxutils import escape, quoteattr

from digest.edition.model import Picture

LATEST = 20
_MAIN = re.compile(r"<main\b[^>]*>(.*)</main>", re.S)
_RELATIVE = re.compile(r'(\s(?:src|href)=")(?![a-z][a-z0-9+.-]*:|//)([^"]*)"', re.I)
_PERMALINK = re.compile(r' ?<a class="permalink"[^>]*>#</a>')
_TYPES = {"png": "image/png", "jpg": "image/jpeg", "gif": "image/gif", "webp": "image/webp"}


class Named(Protocol):
    """What a feed says of the newsletter: its name, its locale, where it stands."""

    @property
    def name(self) -> str: ...  # noqa: D102
    @property
    def locale(self) -> str: ...  # noqa: D102
    @property
    def web(self) -> str: ...  # noqa: D102


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One edition in a feed: its address, its words, its content as HTML with absolute addresses.

    `changed` is when it was corrected, None when it never was.
    """

    address: str
    title: str
    summary: str
    at: datetime
    content: str
    picture: Picture | None = None
    sections: tuple[str, ...] = ()
    changed: datetime | None = None

    @property
    def picture_address(self) -> str:
        """The picture's own address, '' for none."""
        if self.picture is None:
            return ""
        return self.picture.src if ":" in self.picture.src else f"{self.address}{self.picture.src}"


def content_of(page: str, address: str) -> str:
    """Return what stands in the middle of a web page, for a feed: addresses are whole, signs for links are left out."""
    main = _MAIN.search(page)
    text = _PERMALINK.sub("", main[1] if main else page)
    return _RELATIVE.sub(lambda m: f'{m[1]}{urljoin(address, m[2])}"', text).strip()


def feeds(news: Named, entries: Sequence[Entry]) -> dict[str, bytes]:
    """Return the three feeds by file name; *entries* are the newest first."""
    latest = entries[:LATEST]
    texts = {"feed.xml": rss(news, latest), "atom.xml": atom(news, latest), "feed.json": json_feed(news, latest)}
    return {name: text.encode() for name, text in texts.items()}


def rss(news: Named, entries: Sequence[Entry]) -> str:
    """Return RSS 2.0."""
    home = news.web.rstrip("/")
    head = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"'
        ' xmlns:media="http://search.yahoo.com/mrss/" xmlns:atom="http://www.w3.org/2005/Atom">',
        "<channel>",
        *_elements(title=news.name, link=f"{home}/", description=news.name, language=news.locale),
        f'<atom:link href={quoteattr(f"{home}/feed.xml")} rel="self" type="application/rss+xml"/>',
        f"<lastBuildDate>{format_datetime(_latest(entries))}</lastBuildDate>" if entries else "",
    ]
    return "\n".join([*filter(None, head), *(_rss_item(entry) for entry in entries), "</channel>", "</rss>", ""])


def atom(news: Named, entries: Sequence[Entry]) -> str:
    """Return Atom."""
    home = news.web.rstrip("/")
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang={quoteattr(news.locale)}>',
        *_elements(
            title=news.name, id=f"{home}/", updated=_utc(_latest(entries)) if entries else "1970-01-01T00:00:00Z"
        ),
        f"<author>{''.join(_elements(name=news.name))}</author>",
        f"<link href={quoteattr(f'{home}/')}/>",
        f'<link rel="self" href={quoteattr(f"{home}/atom.xml")}/>',
    ]
    for entry in entries:
        lines += [
            "<entry>",
            *_elements(
                title=entry.title, id=entry.address, published=_utc(entry.at), updated=_utc(entry.changed or entry.at)
            ),
            f"<link href={quoteattr(entry.address)}/>",
            *_elements(summary=entry.summary),
            f'<content type="html">{escape(entry.content)}</content>',
            "</entry>",
        ]
    return "\n".join([*lines, "</feed>", ""])


def json_feed(news: Named, entries: Sequence[Entry]) -> str:
    """Return JSON Feed 1.1."""
    home = news.web.rstrip("/")
    items = [
        {
            "id": entry.address,
            "url": entry.address,
            "title": entry.title,
            "summary": entry.summary,
            "content_html": entry.content,
            "date_published": entry.at.isoformat(),
            "tags": list(entry.sections),
        }
        | ({"image": entry.picture_address} if entry.picture else {})
        | ({"date_modified": entry.changed.isoformat()} if entry.changed else {})
        for entry in entries
    ]
    told = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": news.name,
        "home_page_url": f"{home}/",
        "feed_url": f"{home}/feed.json",
        "language": news.locale,
        "items": items,
    }
    return json.dumps(told, ensure_ascii=False, indent=1) + "\n"


def _rss_item(entry: Entry) -> str:
    lines = [
        "<item>",
        *_elements(title=entry.title, link=entry.address),
        f'<guid isPermaLink="true">{escape(entry.address)}</guid>',
        f"<pubDate>{format_datetime(entry.at)}</pubDate>",
        *_elements(description=entry.summary),
        *(f"<category>{escape(section)}</category>" for section in entry.sections),
        f"<content:encoded>{escape(entry.content)}</content:encoded>",
    ]
    if entry.picture:
        kind = _TYPES.get(entry.picture.src.rsplit(".", 1)[-1].lower(), "image/jpeg")
        size = f' width="{entry.picture.width}" height="{entry.picture.height}"' if entry.picture.width else ""
        lines.append(
            f'<media:content url={quoteattr(entry.picture_address)} medium="image" type="{kind}"{size}>'
            f"<media:description>{escape(entry.picture.alt)}</media:description></media:content>"
        )
    return "\n".join([*lines, "</item>"])


def _elements(**values: str) -> list[str]:
    return [f"<{name}>{escape(value)}</{name}>" for name, value in values.items() if value]


def _latest(entries: Sequence[Entry]) -> datetime:
    return max(entry.changed or entry.at for entry in entries)


def _utc(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
