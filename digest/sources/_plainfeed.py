"""Plain feeds read fast: RSS 2.0 and 1.0, and Atom, that are well-formed, in UTF-8, and without surprises.

The forgiving parser reads some two thousand items a second, since it is made for
whatever was ever called a feed.  Most feeds need nothing of that.  `plain_feed` takes
only what both read alike, item by item, and says None to all else.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from html import escape
from typing import TYPE_CHECKING

from digest.errors import DataError
from digest.sources._guards import xml_tree
from digest.sources._items import Channel, FeedItem

if TYPE_CHECKING:
    from lxml.etree import _Element

ATOM = "{http://www.w3.org/2005/Atom}"
RSS1 = "{http://purl.org/rss/1.0/}"
RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
DC = "{http://purl.org/dc/elements/1.1/}"
CONTENT = "{http://purl.org/rss/1.0/modules/content/}"
MEDIA = "{http://search.yahoo.com/mrss/}"
ITUNES = "{http://www.itunes.com/dtds/podcast-1.0.dtd}"
FEEDBURNER = "{http://rssnamespace.org/feedburner/ext/1.0}"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"

_DECLARED = re.compile(rb"<\?xml[^>]{0,200}encoding\s*=\s*[\"']([^\"']+)", re.I)
# Elements of other namespaces that the forgiving parser takes for these; those of the
# listed namespaces it does not.
_TELLING = frozenset(
    {
        "author", "body", "category", "content", "created", "creator", "date", "description", "encoded", "fullitem",
        "guid", "id", "issued", "language", "link", "modified", "name", "prodlink", "pubDate", "published", "source",
        "subject", "subtitle", "summary", "title", "updated", "xhtml",
    }
)  # fmt: skip
_ONCE = frozenset({"title", "description", "guid", "id", "pubDate", "link"})
_SILENT = frozenset(
    {
        "http://purl.org/rss/1.0/modules/slash/",
        "http://purl.org/rss/1.0/modules/syndication/",
        "http://wellformedweb.org/CommentAPI/",
        "http://purl.org/syndication/thread/1.0",
        "http://www.georss.org/georss",
    }
)
# C1 controls, as characters or references: a sign that somebody once took windows-1252 for something else.
_C1 = re.compile(rb"\xc2[\x80-\x9f]|&#(?:1[2-5]\d|[xX][89][\da-fA-F]);")
_MARKUP = re.compile(r"<|&[#\w]+;")

_Reader = Callable[[FeedItem, "_Element"], bool]


def plain_feed(raw: bytes) -> tuple[Channel, list[FeedItem]] | None:
    """Return the channel and items of a plain feed; None for what the forgiving parser should read.

    Raises `DataError` for what no parser should see: too large, too deep, entities.
    """
    declared = _DECLARED.search(raw[:400])
    if (declared and declared[1].lower() not in (b"utf-8", b"us-ascii")) or b"<!DOCTYPE" in raw:
        return None
    try:
        root = xml_tree(raw)
    except DataError as refusal:
        if "not XML" in refusal.what:
            return None
        raise
    if _has_surprises(raw, root):
        return None
    if root.tag == "rss":
        channel = root.find("channel")
        return None if channel is None else _rss(channel, channel.iterfind("item"), "")
    if root.tag == f"{RDF}RDF":
        channel = root.find(f"{RSS1}channel")
        return None if channel is None else _rss(channel, root.iterfind(f"{RSS1}item"), RSS1)
    return _atom(root) if root.tag == f"{ATOM}feed" else None


def _has_surprises(raw: bytes, root: _Element) -> bool:
    """Say whether anything but the items' own elements bears on how they are read."""
    if b"xml:" in raw and (b"xml:base" in raw or raw.count(b"xml:lang") > (LANG in root.attrib)):
        return True
    # A single byte is found thirty times as fast as two.
    return (b"\xc2" in raw or (b"#" in raw and b"&#" in raw)) and _C1.search(raw) is not None


def _rss(channel: _Element, found: object, space: str) -> tuple[Channel, list[FeedItem]] | None:
    items: list[FeedItem] = []
    for element in found:  # type: ignore[attr-defined]
        item = FeedItem()
        if not _fill(item, element, _RSS, space):
            return None
        items.append(item)
    if not items:
        return None  # none, or items that are called otherwise
    language = channel.findtext(f"{space}language") or channel.findtext(f"{DC}language") or ""
    title = channel.findtext(f"{space}title") or ""
    return Channel(title=title, language=language, base=(channel.findtext(f"{space}link") or "").strip()), items


def _atom(root: _Element) -> tuple[Channel, list[FeedItem]] | None:
    items: list[FeedItem] = []
    for element in root.iterfind(f"{ATOM}entry"):
        item = FeedItem(language=element.get(LANG) or "")
        if not _fill(item, element, _ATOM, ATOM):
            return None
        items.append(item)
    if not items:
        return None
    heading = root.find(f"{ATOM}title")
    title = _construct(heading) if heading is not None else ""
    if title is None:
        return None
    link = next(
        (e.get("href") or "" for e in root.iterfind(f"{ATOM}link") if e.get("rel", "alternate") == "alternate"), ""
    )
    authors = tuple(name for a in root.iterfind(f"{ATOM}author") if (name := a.findtext(f"{ATOM}name") or ""))
    return Channel(title=title, language=root.get(LANG) or "", base=link, authors=authors), items


def _fill(item: FeedItem, element: _Element, readers: Mapping[str, _Reader], space: str) -> bool:
    """Read the children of one item; False when any of them is not plain."""
    seen = set()
    for child in element:
        tag = child.tag
        name = tag[len(space) :] if space and tag.startswith(space) else tag
        reader = readers.get(name)
        if reader is None:
            if _may_tell(tag):
                return False
            continue
        if name in _ONCE:
            if name in seen and (name != "link" or space != ATOM):
                return False  # which of the two counts is for the other parser to know
            seen.add(name)
        if not reader(item, child):
            return False
    return bool(item.url or item.guid or space != RSS1)


def _may_tell(tag: str) -> bool:
    """Say whether an element that no reader knows could be one of those by another name."""
    space, _, name = tag[1:].rpartition("}") if tag[0] == "{" else ("", "", tag)
    return name in _TELLING and space not in _SILENT


def _set(field: str) -> _Reader:
    def read(item: FeedItem, element: _Element) -> bool:
        if len(element):
            return False
        if not getattr(item, field):
            setattr(item, field, (element.text or "").strip())
        return True

    return read


def _add(field: str) -> _Reader:
    def read(item: FeedItem, element: _Element) -> bool:
        if text := (element.text or "").strip():
            getattr(item, field).append(text)
        return not len(element)

    return read


def _title(item: FeedItem, element: _Element) -> bool:
    text = (element.text or "").strip()
    item.title = text
    return not len(element) and not element.attrib and not _MARKUP.search(text)


def _origin_link(item: FeedItem, element: _Element) -> bool:
    item.url = (element.text or "").strip() or item.url
    return True


def _guid(item: FeedItem, element: _Element) -> bool:
    item.guid = (element.text or "").strip()
    item.guid_is_link = element.get("isPermaLink", "true") != "false"
    return not len(element)


def _enclosure(item: FeedItem, element: _Element) -> bool:
    kind, url = element.get("type") or "", element.get("url") or ""
    if kind.startswith("image/"):
        item.pictures.append({"src": url})
    else:
        item.enclosures.append(kind)
    return True


def _media(item: FeedItem, element: _Element) -> bool:
    for one in element.iter(f"{MEDIA}content", f"{MEDIA}thumbnail"):
        kind = one.get("medium") or (one.get("type") or "image").partition("/")[0]
        url = one.get("url") or ""
        if kind == "image" and url:
            about = {
                name: _said(one, tag) or (_said(element, tag) if one is not element else "") for name, tag in _ABOUT
            }
            item.pictures.append({"src": url, "width": one.get("width"), "height": one.get("height"), **about})
    return True


def _said(element: _Element, tag: str) -> str:
    return (element.findtext(f"{MEDIA}{tag}") or "").strip()


_ABOUT = (("credit", "credit"), ("caption", "description"), ("alt", "title"))


def _person(item: FeedItem, element: _Element) -> bool:
    if name := (element.findtext(f"{ATOM}name") or "").strip():
        item.authors.append(name)
    return True


def _category(item: FeedItem, element: _Element) -> bool:
    if term := (element.get("label") or element.get("term") or "").strip():
        item.subjects.append(term)
    return True


def _link(item: FeedItem, element: _Element) -> bool:
    rel, kind, href = element.get("rel", "alternate"), element.get("type") or "", (element.get("href") or "").strip()
    if not href:
        return False
    if rel == "alternate" and not item.url:
        item.url = href
    elif rel == "enclosure" and kind.startswith("image/"):
        item.pictures.append({"src": href})
    elif rel == "enclosure":
        item.enclosures.append(kind)
    return True


def _construct(element: _Element) -> str | None:
    """Return an Atom text as HTML; None for one whose markup is its own."""
    if len(element):
        return None
    kind, text = element.get("type") or "text", (element.text or "").strip()
    return escape(text, quote=False) if kind == "text" else text if kind == "html" else None


def _text_into(field: str) -> _Reader:
    def read(item: FeedItem, element: _Element) -> bool:
        words = _construct(element) if element.get("src") is None else None
        if words is None or getattr(item, field):
            return False
        setattr(item, field, words)
        return True

    return read


_SHARED: dict[str, _Reader] = {
    f"{DC}creator": _add("authors"),
    f"{DC}date": _set("published"),
    f"{DC}subject": _add("subjects"),
    f"{CONTENT}encoded": _set("content"),
    f"{MEDIA}content": _media,
    f"{MEDIA}thumbnail": _media,
    f"{MEDIA}group": _media,
    f"{FEEDBURNER}origLink": _origin_link,
}
_RSS: dict[str, _Reader] = {
    **_SHARED,
    "title": _title,
    "link": _set("url"),
    "guid": _guid,
    "description": _set("summary"),
    "pubDate": _set("published"),
    "author": _add("authors"),
    "category": _add("subjects"),
    "enclosure": _enclosure,
}
_ATOM: dict[str, _Reader] = {
    **_SHARED,
    "title": _text_into("title"),
    "id": _set("guid"),
    "link": _link,
    "summary": _text_into("summary"),
    "content": _text_into("content"),
    "published": _set("published"),
    "updated": _set("updated"),
    "author": _person,
    "category": _category,
}
