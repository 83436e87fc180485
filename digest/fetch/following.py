"""Which links of what was read are fetched next: the same rule for a fetch and for a build offline.

A source begins at one address or with the files of its folder.  Lists (OPML, sitemaps,
tables, files of addresses) lead to feeds and pages, a feed leads to its articles'
pages.  A page leads nowhere: nobody asked for a crawler.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from digest.sources import Batch, Link

MOST_DEPTH = 3  # OPML to feed to page; index to sitemap to page
MOST_PAGES = 100  # of one list: a sitemap may name 50,000
MOST_LISTS = 1_000  # feeds and sitemaps of one list


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """An address to fetch, and why: `kind` is start, feed, sitemap or page.

    `depth` is how many links lead there; `section` what the list says of it.  An address
    wanted `again` has the whole of what its feed gave in short.
    """

    url: str
    kind: str = "start"
    depth: int = 0
    title: str = ""
    section: str = ""
    again: bool = False


def follow(batch: Batch, of: Wanted, *, full: bool) -> list[Wanted]:
    """Return what *batch*, read at *of*, asks to fetch: lists in their order, then pages, newest first.

    A page that the batch already has in short is wanted only with *full*.
    """
    if of.kind == "page" or of.depth >= MOST_DEPTH or (of.kind == "start" and of.depth == 0 and _is_page(batch)):
        return []
    lists = [link for link in batch.links if link.kind in ("feed", "sitemap")]
    pages = [link for link in batch.links if link.kind == "page" and (full or not link.optional)]
    pages.sort(key=_age)
    return list(_wanted([*lists[:MOST_LISTS], *pages[:MOST_PAGES]], of))


def _is_page(batch: Batch) -> bool:
    """Say whether the batch is one page's article: the feeds it names are the site's, not the source's."""
    return len(batch.articles) == 1 and all(link.kind == "feed" for link in batch.links)


def _age(link: Link) -> float:
    return -(link.published or datetime.min.replace(tzinfo=UTC)).timestamp()


def _wanted(links: Iterable[Link], of: Wanted) -> Iterable[Wanted]:
    seen: set[str] = {of.url}
    for link in links:
        url = link.url.partition("#")[0]
        if url not in seen:
            seen.add(url)
            section = link.section or of.section
            yield Wanted(
                url=url, kind=link.kind, depth=of.depth + 1, title=link.title, section=section, again=link.optional
            )
