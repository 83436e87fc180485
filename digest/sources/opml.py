"""OPML: the list of feeds that a feed reader exports; its folders become sections."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from digest.errors import DataError
from digest.sources import Batch, Desk, Link, Origin
from digest.sources._guards import xml_tree
from digest.sources._metadata import section_of, text_of
from digest.text.urls import safe_url

if TYPE_CHECKING:
    from lxml.etree import _Element

SUFFIXES = (".opml",)
MEDIA = ("text/x-opml", "text/x-opml+xml", "application/xml+opml")

MAX_LINKS = 10_000


def claims(head: bytes) -> int:
    """Say how sure bytes that begin with *head* are OPML: the root element tells."""
    return 3 if re.search(rb"<opml[\s>]", head[:2_000], re.I) else 0


def read(raw: bytes, origin: Origin) -> Batch:
    """Return the feeds of an outline as links to fetch, each with its folder as section."""
    desk = Desk(origin)
    try:
        root = xml_tree(raw)
        body = root.find("body")
        if body is None:
            raise DataError("the outline has no body", fix="export it again")
        _outlines(body, [], desk)
    except DataError as refusal:
        desk.refuse(refusal)
    return desk.batch()


def _named(node: _Element, *names: str) -> str:
    return next((given.strip() for name in names if (given := node.get(name))), "")


def _outlines(parent: _Element, folders: list[str], desk: Desk) -> None:
    for node in parent.iterchildren("outline"):
        title = text_of(_named(node, "title", "text"))
        address = _named(node, "xmlUrl", "xmlurl")
        page = _named(node, "url", "htmlUrl") if not address and not len(node) else ""
        place = f"line {node.sourceline}"
        if len(desk.links) >= MAX_LINKS:
            desk.warn(f"an outline has at most {MAX_LINKS:,} feeds; the rest was not read", fix="part it")
            return
        if url := safe_url(address or page):
            kind = "feed" if address else "page"
            where = f"{desk.origin.where}, {place}"
            desk.links.append(Link(url=url, kind=kind, title=title, section=section_of(folders), where=where))  # type: ignore[arg-type]
        elif address or page:
            desk.warn(f"skipped: {title or 'a feed'} has no http or https address", where=place, fix="correct it")
        _outlines(node, [*folders, title] if title and not address else folders, desk)
