"""Ghost exports (JSON): published posts for everybody, their authors, tags and pictures."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import escape

from digest.errors import DataError
from digest.sources import Batch, Desk, Origin, decode
from digest.sources._commonmark import html_of_markdown
from digest.sources._documents import html_of
from digest.sources._guards import json_value
from digest.sources._items import Channel, FeedItem, take
from digest.sources._metadata import text_of

SUFFIXES = (".json",)
MEDIA = ()

MAX_FILE = 400_000_000  # bytes

_OWN = "__GHOST_URL__"
# Since 0.4 all is in a list "db"; before, and in files written for its importer, the two tables stand alone.
_START = re.compile(rb"\{\s*\"(?:db\"\s*:\s*\[|meta\"\s*:\s*\{\s*\"(?:exported_on|version)\"\s*:)")
# Cards that ask something of the reader, or lead elsewhere; a callout or a toggle has words of the article.
_CARDS = re.compile(
    r"<(div|figure|aside)[^>]*\bkg-(?:bookmark|button|cta|signup|email|product|header|nft|audio|video|file)[\w-]*card[^>]*>",
    re.I,
)
_TABLE = Mapping[str, object]


def claims(head: bytes) -> int:
    """Say how sure bytes that begin with *head* are a Ghost export: its first members tell."""
    return 3 if _START.match(head) else 0


def read(raw: bytes, origin: Origin) -> Batch:
    """Return the published posts of an export as articles; those for members only are left out."""
    desk = Desk(origin)
    try:
        value, _ = json_value(decode(raw, limit=MAX_FILE))
        data = _data(value)
    except DataError as refusal:
        desk.refuse(refusal)
        return desk.batch()
    channel = _channel(data, origin)
    beside = _Beside(data)
    for number, post in enumerate(_rows(data, "posts"), 1):
        if not _wanted(post, desk, number):
            continue
        try:
            take(desk, channel, _item(post, beside, channel.base), number)
        except DataError as refusal:  # a document of the editor that cannot be read: one post, not all
            desk.refuse(refusal, f"{desk.origin.where}, item {number}")
    return desk.batch()


class _Beside:
    """The tables beside the posts, looked through once, by the post that their rows are about."""

    def __init__(self, data: _TABLE) -> None:
        self._meta = {_text(row, "post_id"): row for row in reversed(_rows(data, "posts_meta"))}
        self._users = _names(data, "users")
        self._authors = _joined(data, "posts_authors", "author_id", self._users)
        self._tags = _joined(data, "posts_tags", "tag_id", _names(data, "tags"))

    def meta(self, post: str) -> _TABLE:
        """Return what else is known of a post."""
        return self._meta.get(post, {})

    def authors(self, post: str, first: str) -> list[str]:
        """Return the names of a post's authors, in their order; *first* is its only one in exports of before 1.22."""
        return self._authors.get(post) or [name for name in [self._users.get(first, "")] if name]

    def tags(self, post: str) -> list[str]:
        """Return the names of a post's tags, in their order; hidden ones (#…) are none."""
        return self._tags.get(post, [])


def _data(value: object) -> _TABLE:
    whole = value if isinstance(value, dict) else {}
    first = whole.get("db", [whole])
    table = first[0].get("data") if isinstance(first, list) and first and isinstance(first[0], dict) else None
    if not isinstance(table, dict):
        raise DataError("the export has no data", where="db", fix="export it again (Settings, Labs, Export)")
    return table


def _channel(data: _TABLE, origin: Origin) -> Channel:
    settings = {_text(row, "key"): _text(row, "value") for row in _rows(data, "settings")}
    base = settings.get("url") or origin.link.partition("{")[0]
    return Channel(
        title=settings.get("title", ""), language=settings.get("locale") or settings.get("lang", ""), base=base
    )


def _wanted(post: _TABLE, desk: Desk, number: int) -> bool:
    place = f"item {number}: {_text(post, 'title')[:80]}"
    if _text(post, "type") == "page" or post.get("page") in (True, 1):
        desk.leave_out("it is a page, not a post", where=place)
    elif (status := _text(post, "status") or "published") != "published":
        desk.leave_out(f"its status is {status}", where=place)
    elif (visible := _text(post, "visibility") or "public") != "public":
        desk.leave_out(f"it is not for everybody, but for {visible}", where=place)
    else:
        return True
    return False


def _item(post: _TABLE, beside: _Beside, base: str) -> FeedItem:
    key = _text(post, "id")
    more = beside.meta(key)
    picture: dict[str, object] = {
        "src": _own(_text(post, "feature_image") or _text(post, "image"), base),
        "alt": _text(more, "feature_image_alt"),
        "caption": text_of(_text(more, "feature_image_caption")),
    }
    path = _text(post, "slug")
    return FeedItem(
        title=escape(_text(post, "title"), quote=False),
        url=_text(post, "canonical_url") or (f"{base.rstrip('/')}/{path}/" if base and path else ""),
        guid=_text(post, "uuid") or key,
        guid_is_link=False,
        summary=escape(_text(post, "custom_excerpt"), quote=False),
        content=_without_cards(_own(_words(post), base)),
        published=_text(post, "published_at"),
        updated=_text(post, "updated_at"),
        authors=beside.authors(key, _text(post, "author_id")),
        subjects=beside.tags(key),
        pictures=[picture] if picture["src"] else [],
    )


def _words(post: _TABLE) -> str:
    """Return the HTML of a post; where it was never made, that of what its editor kept of it."""
    return (
        _text(post, "html")
        or html_of(_text(post, "lexical"), _text(post, "mobiledoc"))
        or html_of_markdown(_text(post, "markdown"))
        or escape(_text(post, "plaintext"), quote=False)
    )


def _names(data: _TABLE, table: str) -> dict[str, str]:
    return {_text(row, "id"): _text(row, "name") for row in _rows(data, table)}


def _joined(data: _TABLE, links: str, field: str, names: Mapping[str, str]) -> dict[str, list[str]]:
    """Return the names that each post has by way of a table of links, in their order; hidden tags (#…) are none."""
    found: dict[str, list[str]] = {}
    for row in sorted(_rows(data, links), key=_order):
        name = names.get(_text(row, field), "")
        if name and not name.startswith("#"):
            found.setdefault(_text(row, "post_id"), []).append(name)
    return found


def _order(row: _TABLE) -> int:
    value = row.get("sort_order")
    return value if isinstance(value, int) else 0


def _without_cards(markup: str) -> str:
    """Return a post without cards that are no text; *markup* is only looked at, the parser does the rest."""
    return _CARDS.sub(lambda found: f'<{found[1]} hidden class="card">', markup)


def _own(text: str, base: str) -> str:
    return text.replace(_OWN, base.rstrip("/"))


def _rows(data: _TABLE, name: str) -> list[_TABLE]:
    rows = data.get(name)
    return [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []


def _text(row: _TABLE, name: str) -> str:
    value = row.get(name)
    return (
        value
        if isinstance(value, str)
        else str(value)
        if isinstance(value, int) and not isinstance(value, bool)
        else ""
    )
