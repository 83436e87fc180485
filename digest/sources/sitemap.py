"""Sitemaps, news sitemaps, and indexes of them: what pages a site has (sitemaps.org)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from digest.errors import DataError
from digest.sources import Batch, Desk, Link, Origin
from digest.sources._guards import xml_tree
from digest.sources._metadata import text_of
from digest.text.dates import read_date
from digest.text.urls import safe_url

if TYPE_CHECKING:
    from lxml.etree import _Element

SUFFIXES = ()
MEDIA = ()

MAX_LINKS = 50_000  # of one sitemap, by its own specification
NEWS = "{http://www.google.com/schemas/sitemap-news/0.9}"


def claims(head: bytes) -> int:
    """Say how sure bytes that begin with *head* are a sitemap: the root element tells."""
    return 3 if re.search(rb"<(?:\w+:)?(?:urlset|sitemapindex)[\s>]", head[:2_000]) else 0


def read(raw: bytes, origin: Origin) -> Batch:
    """Return a sitemap's pages as links to fetch, with title and date where it is one of news."""
    desk = Desk(origin)
    try:
        root = xml_tree(raw)
    except DataError as refusal:
        desk.refuse(refusal)
        return desk.batch()
    for node in root:
        if not isinstance(node.tag, str):
            continue
        if len(desk.links) >= MAX_LINKS:
            desk.warn(f"a sitemap has at most {MAX_LINKS:,} addresses; the rest was not read", fix="part it")
            break
        if link := _link(node, origin):
            desk.links.append(link)
        else:
            desk.warn(
                "skipped: an entry has no http or https address",
                where=f"line {node.sourceline}",
                fix="correct its <loc>",
            )
    return desk.batch()


def _link(node: _Element, origin: Origin) -> Link | None:
    parts = {child.tag.rpartition("}")[2]: child for child in node if isinstance(child.tag, str)}
    place = parts.get("loc")
    url = safe_url((place.text or "").strip()) if place is not None else ""
    if not url:
        return None
    changed = (parts["lastmod"].text or "") if "lastmod" in parts else ""
    news = node.find(f"{NEWS}news")
    dated = (news.findtext(f"{NEWS}publication_date") or "") if news is not None else ""
    return Link(
        url=url,
        kind="sitemap" if node.tag.endswith("}sitemap") or node.tag == "sitemap" else "page",
        title=text_of((news.findtext(f"{NEWS}title") or "") if news is not None else ""),
        published=read_date(dated or changed, origin.zone),
        where=f"{origin.where}, line {node.sourceline}",
    )
