"""Substack exports: posts.csv says what was published, when and for whom; posts/ holds the words.

Only posts for everybody are read; drafts, podcasts, threads and posts for payers are
left out.  The pages in the folder beside the table are read with it.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping
from html import escape

from digest.errors import DataError
from digest.sources import Batch, Desk, Origin, decode
from digest.sources._items import Channel, FeedItem, take
from digest.sources._parsing import parsed
from digest.text.clean import plain
from digest.text.slugs import slug

SUFFIXES = (".csv",)
BY_CONTENT = True
MEDIA = ()
BESIDE = "posts"  # the folder whose pages belong to the table

_OWN = re.compile(rb"(?:\xef\xbb\xbf)?\"?post_id\"?,\"?post_date\"?,\"?is_published\"?", re.I)
_NAME = re.compile(r"(\d+)(?:\.(.+))?\.html")  # exports of before 2020 have no name behind the number
_WALL = re.compile(r"<div[^>]*\bclass=\"paywall-jump\b", re.I)


def claims(head: bytes) -> int:
    """Say how sure bytes that begin with *head* are the table of an export: its columns tell."""
    return 3 if _OWN.match(head) else 0


def read(raw: bytes, origin: Origin, beside: Mapping[str, bytes] | None = None) -> Batch:
    """Return the published posts as articles; *beside* has the pages of the folder posts/ by name."""
    desk = Desk(origin)
    pages = {found[1]: page for name, page in (beside or {}).items() if (found := _NAME.fullmatch(name))}
    try:
        rows = list(csv.DictReader(f"{row}\n" for row in plain(decode(raw)).split("\n")))
    except (DataError, csv.Error) as fault:
        desk.refuse(
            fault
            if isinstance(fault, DataError)
            else DataError(
                f"the table is no CSV: {fault}", fix="export it again, and do not save it in another program"
            )
        )
        return desk.batch()
    for number, row in enumerate(rows, 1):
        _row(row, pages, desk, number)
    return desk.batch()


def _row(row: Mapping[str | None, object], pages: Mapping[str, bytes], desk: Desk, number: int) -> None:
    cells = {str(name): value if isinstance(value, str) else "" for name, value in row.items()}
    key, name = _key(cells.get("post_id", ""))
    title = cells.get("title", "")
    place = f"item {number}: {title[:80]}"
    if why := _not_wanted(cells):
        desk.leave_out(why, where=place)
        return
    page = pages.get(key)
    if page is None:
        fix = f"put the folder {BESIDE}/ of the export beside the table"
        desk.refuse(DataError(f"the page of the post is not there ({key}.….html)", where=place, fix=fix))
        return
    try:
        words = _for_all(decode(page), desk, place)
    except DataError as refusal:
        desk.refuse(refusal, f"{desk.origin.where}, {place}")
        return
    base = desk.origin.link.partition("{")[0]
    item = FeedItem(
        title=escape(title, quote=False),
        url=f"{base.rstrip('/')}/p/{slug(name)}" if base and name and "{" not in base else "",
        guid=key,
        guid_is_link=False,
        summary=escape(cells.get("subtitle", ""), quote=False),
        content=words,
        published=cells.get("post_date", ""),
    )
    take(desk, Channel(base=base), item, number)


def _for_all(words: str, desk: Desk, place: str) -> str:
    """Return what of a page everybody can read: not what is behind its paywall, nor what only some readers see."""
    wall = _WALL.search(words)
    kept, less = _without_blocks(words[: wall.start()] if wall else words)
    if wall or less:
        desk.leave_out("a part of it is not for everybody; the rest was read", where=place)
    return kept


def _without_blocks(words: str) -> tuple[str, bool]:
    """Return a page without the blocks that people who never subscribed do not see, and whether there were any."""
    if "data-dynamic-audiences" not in words:
        return words, False
    from lxml import html

    tree = parsed(words.encode())
    blocks = tree.xpath("//*[@data-dynamic-audiences]")
    hidden = [node for node in blocks if "non_sub" not in re.split(r"[\s,]+", node.get("data-dynamic-audiences", ""))]
    for node in hidden:
        node.drop_tree()
    made: str = html.tostring(tree, encoding="unicode")
    return made, bool(hidden)


def _key(raw: str) -> tuple[str, str]:
    """Part a post's id, ``1234.harbour-gates``, into its number and its name."""
    number, _, name = raw.partition(".")
    return number, name


def _not_wanted(cells: Mapping[str, str]) -> str:
    if cells.get("is_published", "").strip().casefold() not in ("true", "1"):
        return "it is a draft"
    if (kind := cells.get("type", "newsletter") or "newsletter") not in ("newsletter", "post"):
        return f"it is a {kind}, not a post"
    audience = cells.get("audience", "everyone") or "everyone"
    return "" if audience == "everyone" else f"it is not for everybody, but for {audience}"
