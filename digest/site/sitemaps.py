"""Maps for search engines: ``sitemap.xml``, its parts where it is large, ``sitemap-news.xml``, ``robots.txt``.

Rules: sitemaps.org (at most 50,000 addresses a file), Google's news sitemaps (articles of
the last two days, at most 1,000).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from xml.sax.saxutils import escape

MOST = 50_000
NEWS_MOST = 1000
NEWS_DAYS = 2
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_SPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
_NEWS = "http://www.google.com/schemas/sitemap-news/0.9"


@dataclass(frozen=True, slots=True, kw_only=True)
class SitemapEntry:
    """One address of the site: when it last changed, None where nobody knows, and of an article when and what."""

    address: str
    changed: datetime | None = None
    published: datetime | None = None
    title: str = ""


def sitemaps(places: Sequence[SitemapEntry], home: str) -> dict[str, bytes]:
    """Return the map by file name: one file, or an index and its parts."""
    if len(places) <= MOST:
        return {"sitemap.xml": _map(places)}
    parts = [places[at : at + MOST] for at in range(0, len(places), MOST)]
    names = [f"sitemap-{number}.xml" for number in range(1, len(parts) + 1)]
    rows = "".join(f"<sitemap><loc>{escape(home + name)}</loc></sitemap>\n" for name in names)
    index = f'{_HEAD}<sitemapindex xmlns="{_SPACE}">\n{rows}</sitemapindex>\n'
    return {"sitemap.xml": index.encode()} | {name: _map(part) for name, part in zip(names, parts, strict=True)}


def news_sitemap(places: Sequence[SitemapEntry], name: str, language: str) -> bytes:
    """Return the map of what was published in the two days up to the newest article."""
    articles = [(place, place.published) for place in places if place.published]
    newest = max((at for _, at in articles), default=None)
    rows = "".join(
        f"<url><loc>{escape(place.address)}</loc><news:news><news:publication><news:name>{escape(name)}</news:name>"
        f"<news:language>{escape(language)}</news:language></news:publication>"
        f"<news:publication_date>{at.isoformat()}</news:publication_date>"
        f"<news:title>{escape(place.title)}</news:title></news:news></url>\n"
        for place, at in articles[:NEWS_MOST]
        if newest and at > newest - timedelta(days=NEWS_DAYS)
    )
    return f'{_HEAD}<urlset xmlns="{_SPACE}" xmlns:news="{_NEWS}">\n{rows}</urlset>\n'.encode()


def robots(home: str) -> bytes:
    """Return ``robots.txt``: everything is open, and here are the maps."""
    maps = f"\nSitemap: {home}sitemap.xml\nSitemap: {home}sitemap-news.xml\n" if home else ""
    return f"User-agent: *\nAllow: /\n{maps}".encode()


def news_language(tag: str) -> str:
    """Return a language as news sitemaps write it: two letters, but zh-cn and zh-tw."""
    short = tag.replace("_", "-").lower()
    if short.startswith("zh"):
        return "zh-tw" if any(part in short for part in ("hant", "tw", "hk")) else "zh-cn"
    return short.partition("-")[0]


def _map(places: Sequence[SitemapEntry]) -> bytes:
    rows = "".join(
        f"<url><loc>{escape(place.address)}</loc>"
        + (f"<lastmod>{place.changed.isoformat()}</lastmod>" if place.changed else "")
        + "</url>\n"
        for place in places
    )
    return f'{_HEAD}<urlset xmlns="{_SPACE}">\n{rows}</urlset>\n'.encode()
