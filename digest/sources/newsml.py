"""NewsML-G2 (IPTC): news items and messages of them, with NITF or XHTML inside.

Embargo, publication status and version are honoured; XInclude and catalogs are not followed, and
nothing remote is opened: a picture is an address.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from digest.errors import DataError
from digest.sources import Batch, Desk, Origin, _g2
from digest.sources._g2 import LANG, NAR
from digest.sources._g2pictures import Pictures, is_to_page
from digest.sources._guards import xml_tree
from digest.sources._metadata import byline, deck_of, section_of
from digest.sources._prose import joined, prose
from digest.sources._wire import take
from digest.text.clean import plain
from digest.text.languages import language_tag

if TYPE_CHECKING:
    from lxml.etree import _Element

SUFFIXES = (".xml",)
MEDIA = ("application/vnd.iptc.g2.newsitem+xml", "application/vnd.iptc.g2.newsmessage+xml")

MAX_ITEMS = 10_000

_THINGS = frozenset(f"cpnat:{kind}" for kind in ("geoArea", "person", "organisation", "poi", "event", "object"))
_MARKED_UP = re.compile(r"<(?:p|div|h[1-6]|ul|ol|blockquote)[\s>]", re.I)
_DECLARED = re.compile(rb"xmlns(?::[\w.-]+)?\s*=\s*[\"']https?://iptc\.org/std/nar/")  # a page may only name it


def claims(head: bytes) -> int:
    """Say how sure bytes that begin with *head* are NewsML-G2: the namespace tells."""
    return 3 if _DECLARED.search(head) else 0


def read(raw: bytes, origin: Origin) -> Batch:
    """Return the text items of a NewsML-G2 document as articles."""
    desk = Desk(origin)
    try:
        root = xml_tree(raw)
    except DataError as refusal:
        desk.refuse(refusal)
        return desk.batch()
    items = [root] if root.tag == f"{NAR}newsItem" else list(root.iter(f"{NAR}newsItem"))
    items = items[:MAX_ITEMS]
    pictures = Pictures(root, items)
    # Pictures last: one that a text has is not told as left out.
    for number, item in sorted(enumerate(items, 1), key=lambda one: _g2.kind(one[1]) == "picture"):
        try:
            _item(item, pictures, desk, f"item {number}")
        except DataError as refusal:
            desk.refuse(refusal, f"{origin.where}, item {number}")
    if not items:
        desk.leave_out("it has no news items")
    return desk.batch()


def _item(item: _Element, pictures: Pictures, desk: Desk, place: str) -> None:
    about, content, rights = (_g2.child(item, name) for name in ("itemMeta", "contentMeta", "rightsInfo"))
    if (kind := _g2.kind(item)) not in ("text", "composite"):
        if item.get("guid") not in pictures.taken:
            desk.leave_out(f"it is a {kind[:40]}, not a text", where=place)
        return
    image, terms = pictures.of(item, desk.origin.url)  # first: the words are read from changed markup
    language, body = _content(item)
    headline = _g2.first((content, "headline"), (content, "slugline"), (about, "title"))
    section, subjects = _subjects(content)
    fields: dict[str, object] = {
        "headline": headline,
        "text": body,
        "deck": _deck(_g2.words(content, "description"), body, headline),
        "published": _g2.first((about, "firstCreated"), (content, "contentCreated"), (about, "versionCreated")),
        "updated": _g2.words(about, "versionCreated"),
        "embargo": _embargo(about),
        "url": next((one.get("href") for one in _g2.children(about, "link") if is_to_page(one)), ""),
        "language": language_tag(_g2.attribute(content, "language", "tag") or language or item.get(LANG) or ""),
        "author": byline([_g2.words(content, "by")]) or list(_g2.names(content, "creator")),
        "located": next(_g2.names(content, "located"), "") or _place(_g2.words(content, "dateline")),
        "urgency": _g2.words(content, "urgency"),
        "section": section,
        "subjects": subjects,
        "usage": " · ".join(filter(None, (_g2.words(rights, "usageTerms"), terms and f"Picture: {terms}"))),
        "site": next(_g2.names(rights, "copyrightHolder"), "") or next(_g2.names(about, "provider"), ""),
        "image": image,
    }
    version = item.get("version") or ""
    number = int(version) if version.isdecimal() else ""
    take(
        desk,
        fields,
        identifier=item.get("guid") or "",
        status=_g2.code(about, "pubStatus"),
        version=number,
        place=place,
    )


def _subjects(content: _Element | None) -> tuple[str, list[str]]:
    """Return the section, which is the first subject that is no place, person or other thing, and all subjects."""
    found = [(_g2.name_of(one), one.get("type")) for one in _g2.children(content, "subject")]
    named = [(name, kind) for name, kind in found if len(name) > 1]  # "f" is a code
    return section_of(name for name, kind in named if kind not in _THINGS), [name for name, _ in named]


def _deck(words: str, body: str, headline: str) -> str:
    """Return the description as a deck; some agencies write their slug line and the headline once more there."""
    deck = deck_of(words, body)
    return "" if deck.endswith(headline) else deck


def _embargo(about: _Element | None) -> str:
    """Return when the embargo ends; an element without a moment says that nobody knows yet (NewsML-G2, embargoed)."""
    there = _g2.child(about, "embargoed") is not None
    return (_g2.words(about, "embargoed") or "until further notice") if there else ""


def _place(dateline: str) -> str:
    """Return a date line that is a place; many are a moment, or place and moment."""
    return "" if any(char.isdigit() for char in dateline) else dateline


def _content(item: _Element) -> tuple[str, str]:
    """Return the language and the words of the first rendition that has any."""
    for part in item.iterfind(f"{NAR}contentSet/*"):
        if part.tag == f"{NAR}inlineXML":
            text = joined(prose(_markup(part)).blocks)
        elif part.tag == f"{NAR}inlineData":
            text = plain("".join(map(str, part.itertext()))).strip()
            if _MARKED_UP.match(text) or "html" in (part.get("contenttype") or ""):  # some call it text/plain
                text = joined(prose(text).blocks)
        else:
            continue
        if text:
            return part.get(LANG) or "", text
    return "", ""


def _markup(part: _Element) -> str:
    """Return the markup inside an element without its namespaces; of NITF and XHTML only the body."""
    from lxml import etree

    body = next((e for e in part.iter() if isinstance(e.tag, str) and _local(e) in ("body.content", "body")), part)
    body = next((e for e in body.iter() if isinstance(e.tag, str) and _local(e) == "body.content"), body)
    for head in [e for e in body.iter() if isinstance(e.tag, str) and _local(e) == "header"]:
        if any(isinstance(e.tag, str) and _local(e) == "h1" for e in head.iter()):
            head.tag = "template"  # headline, key words and date stand there once more; what follows stays
    for node in body.iter():
        if isinstance(node.tag, str):
            node.tag = {"hl2": "h2", "bq": "blockquote", "media": "template"}.get(_local(node), _local(node))
    etree.cleanup_namespaces(body)
    text = plain(etree.tostring(body, encoding="unicode"))
    return re.sub(r"<(/?)body[^>]*>", r"<\1div>", text)


def _local(node: _Element) -> str:
    return str(node.tag).rpartition("}")[2]
