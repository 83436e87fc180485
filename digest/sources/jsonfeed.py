"""JSON Feed 1.0 and 1.1 (jsonfeed.org): a feed without XML."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from html import escape

from digest.errors import DataError
from digest.sources import Batch, Desk, Origin, decode
from digest.sources._guards import json_value
from digest.sources._items import Channel, FeedItem, take

SUFFIXES = (".json", ".jsonfeed")
MEDIA = ("application/feed+json", "application/json")

MAX_ITEMS = 10_000
_VERSION = re.compile(rb'"version"\s*:\s*"https?:\\?/\\?/(?:www\.)?jsonfeed\.org', re.I)


def claims(head: bytes) -> int:
    """Say how sure bytes that begin with *head* are a JSON Feed: its version tells."""
    return 2 if head[:1] == b"{" and _VERSION.search(head) else 0


def read(raw: bytes, origin: Origin) -> Batch:
    """Return the items of a JSON Feed as articles, and links to the pages of those that are only summaries."""
    desk = Desk(origin)
    try:
        feed, twice = json_value(decode(raw))
        if not isinstance(feed, dict) or not isinstance(feed.get("items"), list):
            raise DataError("the file has no list of items", where="items", fix="see jsonfeed.org")
    except DataError as refusal:
        desk.refuse(refusal)
        return desk.batch()
    if twice:
        desk.warn(f"{', '.join(sorted(set(twice)))}: given twice; the last one counts", fix="take one out")
    channel = Channel(
        title=escape(_text(feed, "title"), quote=False),
        language=_text(feed, "language"),
        base=_text(feed, "home_page_url") or origin.url,
        authors=tuple(_names(feed)),
    )
    for number, one in enumerate(feed["items"][:MAX_ITEMS], 1):
        if isinstance(one, dict):
            take(desk, channel, _item(one), number)
        else:
            desk.refuse(DataError("the item is no object", where=f"item {number}", fix="write each item as {…}"))
    return desk.batch()


def _item(one: Mapping[str, object]) -> FeedItem:
    content = _text(one, "content_html")
    plain_words = _text(one, "content_text")
    if not content and plain_words:
        content = "".join(f"<p>{escape(part, quote=False)}</p>" for part in re.split(r"\n\s*\n", plain_words))
    pictures = [{"src": src} for name in ("image", "banner_image") if (src := _text(one, name))]
    tags = one.get("tags")
    return FeedItem(
        title=escape(_text(one, "title"), quote=False),
        url=_text(one, "url") or _text(one, "external_url"),
        guid=_text(one, "id"),
        summary=escape(_text(one, "summary"), quote=False),
        content=content,
        published=_text(one, "date_published"),
        updated=_text(one, "date_modified"),
        language=_text(one, "language"),
        authors=list(_names(one)),
        subjects=[tag for tag in tags if isinstance(tag, str)] if isinstance(tags, list) else [],
        pictures=[dict(one) for one in pictures],
        enclosures=[_text(a, "mime_type") for a in _tables(one.get("attachments"))],
    )


def _names(table: Mapping[str, object]) -> Iterator[str]:
    """Yield the names of `authors` (1.1) or `author` (1.0)."""
    given = table.get("authors") or [table.get("author")]
    for author in _tables(given):
        if name := _text(author, "name"):
            yield name


def _tables(value: object) -> Iterator[Mapping[str, object]]:
    if isinstance(value, Sequence) and not isinstance(value, str):
        yield from (one for one in value if isinstance(one, dict))


def _text(table: Mapping[str, object], name: str) -> str:
    value = table.get(name)
    return value if isinstance(value, str) else str(value) if isinstance(value, int | float) else ""
