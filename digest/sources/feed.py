"""Feeds: RSS 0.9x to 2.0, RSS 1.0 and Atom, good or bad.

A plain feed is read in one pass; any other by feedparser, which forgives what writers of
feeds have been doing for twenty-five years.  Both give the same items.  A feed that
breaks off loses its last item, which may be half.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from html import escape
from typing import Any

from digest.errors import DataError
from digest.sources import Batch, Desk, Origin
from digest.sources._guards import check_entities, check_tags
from digest.sources._items import Channel, FeedItem, take
from digest.sources._plainfeed import plain_feed

SUFFIXES = (".rss", ".atom", ".rdf", ".xml")
MEDIA = ("application/rss+xml", "application/atom+xml", "application/rdf+xml", "application/xml", "text/xml")

MAX_FORGIVEN = 20_000_000  # bytes of a feed that is not plain; the forgiving parser needs 30 s for so many
MAX_ITEMS = 10_000  # of one feed

# Half a surrogate pair is no character: the library writes it out as UTF-8, which has none for it.
_HALVES = re.compile(
    rb"&#(?:0*5(?:529[6-9]|5[3-9]\d\d|6\d{3}|7[0-2]\d\d|73[0-3]\d|734[0-3])|[xX]0*[dD][89a-fA-F][0-9a-fA-F]{2});"
)
MAX_OPEN = 50  # comments: for each that is open, the rest is searched for its end
MAX_PROLOGUE = 4_096  # bytes before the first element

_FIRST_TAG = re.compile(rb"<\x00{0,3}[A-Za-z]")
_ROOT = re.compile(rb"<(?:rss|feed|(?:\w+:)?RDF)[\s>]", re.I)
_END = re.compile(rb"</(?:rss|feed|(?:\w+:)?RDF|channel)\s*>\s*(?:<!--[^>]{0,500}-->\s*)*$", re.I)
_ENCODING = re.compile(r"declared as ([\w-]+), but parsed as ([\w-]+)")


def claims(head: bytes) -> int:
    """Say how sure bytes that begin with *head* are a feed: its root element tells."""
    return 2 if _ROOT.search(head[:4_000]) and b"<html" not in head[:2_000].lower() else 0


def read(raw: bytes, origin: Origin) -> Batch:
    """Return the items of a feed as articles, and links to the pages of those that are only summaries."""
    desk = Desk(origin)
    try:
        channel, items = plain_feed(raw) or _forgiven(raw, desk)
    except DataError as refusal:
        desk.refuse(refusal)
        return desk.batch()
    if len(items) > MAX_ITEMS:
        desk.warn(f"a feed has at most {MAX_ITEMS:,} items; the rest of {len(items):,} was not read", fix="part it")
    for number, item in enumerate(items[:MAX_ITEMS], 1):
        take(desk, channel, item, number)
    if not items:
        desk.leave_out("the feed has no items")
    return desk.batch()


def _forgiven(raw: bytes, desk: Desk) -> tuple[Channel, list[FeedItem]]:
    """Return what feedparser reads, with a notice for what it had to forgive."""
    import feedparser  # a tenth of a second that only a feed which is not plain pays

    if len(raw) > MAX_FORGIVEN:
        raise DataError(f"a feed with faults is larger than {MAX_FORGIVEN:,} bytes", fix="correct or split it")
    raw = _tame(raw)
    headers = {"content-type": desk.origin.media_type} if desk.origin.media_type else {}
    if desk.origin.url:
        headers["content-location"] = desk.origin.url
    try:
        found = feedparser.parse(raw, response_headers=headers)
    except Exception as fault:  # it promises to raise nothing; a file that makes it is no feed
        raise DataError(f"the feed cannot be read ({type(fault).__name__})", fix="correct it") from fault
    entries = list(found.entries)
    if found.bozo:
        entries = _whole(raw, entries, desk)
        _tell(found, desk)
    if not entries and not found.feed:
        raise DataError("it is no feed: neither items nor a title", fix="check the address or the file")
    feed = found.feed
    authors = tuple(name for one in feed.get("authors", ()) if (name := str(one.get("name", ""))))
    base = _absolute(desk.origin.url) or _absolute(str(feed.get("link", "")))
    channel = Channel(title=_html(feed, "title"), language=str(feed.get("language", "")), base=base, authors=authors)
    return channel, [_item(entry) for entry in entries]


def _tame(raw: bytes) -> bytes:
    """Return a feed that the forgiving parser reads in linear time; `DataError` for one that it would not.

    Its patterns for the declaration and for entities try every split of what stands
    before the first element, so that must be short, and the declaration a line of its own.
    """
    check_entities(raw)
    check_tags(raw)
    first = _FIRST_TAG.search(raw)
    if first is None or first.start() > MAX_PROLOGUE:
        raise DataError(f"its first element begins after more than {MAX_PROLOGUE:,} bytes", fix="correct it")
    for opened, closed in ((b"<!--", b"-->"), (b"&lt;!--", b"--&gt;")):
        if raw.count(opened) > raw.count(closed) + MAX_OPEN:
            raise DataError(f"more than {MAX_OPEN} comments are opened and not closed", fix="correct it")
    raw = _HALVES.sub(b"&#xFFFD;", raw)
    declared = raw.find(b"?>", 0, MAX_PROLOGUE)
    if raw.lstrip().startswith(b"<?") and declared < 0:
        raise DataError(f"its XML declaration is longer than {MAX_PROLOGUE:,} bytes", fix="correct it")
    return raw if declared < 0 else raw[: declared + 2] + b"\n" + raw[declared + 2 :]


def _whole(raw: bytes, entries: list[Any], desk: Desk) -> list[Any]:
    """Return the entries without the last one when the file breaks off: that one may be half."""
    if not entries or _END.search(raw[-4_000:]):
        return entries
    desk.warn("the feed breaks off; its last item was left out", fix="fetch it again")
    return entries[:-1]


def _tell(found: Mapping[str, Any], desk: Desk) -> None:
    fault = found.get("bozo_exception")
    said = str(fault)
    if encoding := _ENCODING.search(said):
        desk.warn(f"the feed says that it is {encoding[1]}, but it is {encoding[2]}", fix="tell its editor")
    elif "not an XML media type" not in said and "no headers" not in said:
        row = getattr(fault, "getLineNumber", lambda: 0)() or 0
        place = f"line {row}" if row else ""
        desk.warn("the feed is not well-formed; it was read as well as possible", where=place, fix="tell its editor")


def _item(entry: Mapping[str, Any]) -> FeedItem:
    content: Mapping[str, Any] = next((one for one in entry.get("content", ()) if one.get("value")), {})
    enclosures = [one for one in entry.get("enclosures", ()) if one.get("href")]
    pictures = [*_media(entry), *({"src": one["href"]} for one in enclosures if _kind(one) == "image")]
    return FeedItem(
        title=_html(entry, "title"),
        url=str(entry.get("feedburner_origlink") or entry.get("link") or ""),
        guid=str(entry.get("id", "")),
        guid_is_link=bool(entry.get("guidislink", True)),
        summary=_html(entry, "summary"),
        content=_as_html(content),
        published=_own(entry, "published") or _own(entry, "created") or _own(entry, "updated"),
        updated=_own(entry, "updated"),
        language=str(content.get("language") or entry.get("language") or ""),
        authors=[name for one in entry.get("authors", ()) if (name := str(one.get("name", "")))],
        subjects=[str(one.get("label") or one.get("term") or "") for one in entry.get("tags", ())],
        pictures=list(pictures),
        enclosures=[str(one.get("type", "")) for one in enclosures if _kind(one) != "image"],
    )


def _own(entry: Mapping[str, Any], name: str) -> str:
    """Return what an entry says under exactly this name: the library would give another's for it."""
    return str(dict.get(entry, name, "") or "") if isinstance(entry, dict) else ""


def _html(table: Mapping[str, Any], name: str) -> str:
    """Return a text construct as HTML, whatever type it has."""
    return _as_html(table.get(f"{name}_detail") or {"value": table.get(name, "")})


def _as_html(detail: Mapping[str, Any]) -> str:
    value = str(detail.get("value") or "")
    return escape(value, quote=False) if detail.get("type") == "text/plain" else value


def _media(entry: Mapping[str, Any]) -> Iterator[dict[str, object]]:
    found: Sequence[Mapping[str, Any]] = [*entry.get("media_content", ()), *entry.get("media_thumbnail", ())]
    pictures = [one for one in found if one.get("url") and _medium(one) == "image"]
    makers = [str(one.get("content") or "").strip() for one in entry.get("media_credit", ())]
    # The library keeps credits apart from what they are of: one picture and one name belong together.
    credit = makers[0] if len(makers) == len(pictures) == 1 else ""
    for one in pictures:
        yield {"src": one["url"], "width": one.get("width"), "height": one.get("height"), "credit": credit}


def _medium(one: Mapping[str, Any]) -> str:
    return str(one.get("medium") or str(one.get("type") or "image").partition("/")[0])


def _kind(enclosure: Mapping[str, Any]) -> str:
    return str(enclosure.get("type", "")).partition("/")[0]


def _absolute(url: str) -> str:
    return url if url.startswith(("http://", "https://")) else ""
