"""NewsML-G2 (IPTC): news items and messages of them, with NITF or XHTML inside.

Embargo, publication status and version are honoured; XInclude, remote content and
catalogs are not followed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from digest.errors import DataError
from digest.sources import Batch, Desk, Origin
from digest.sources._guards import xml_tree
from digest.sources._metadata import deck_of, section_of, text_of
from digest.sources._prose import joined, prose
from digest.sources._wire import take
from digest.text.clean import plain
from digest.text.languages import language_tag

if TYPE_CHECKING:
    from lxml.etree import _Element

SUFFIXES = (".xml",)
MEDIA = ("application/vnd.iptc.g2.newsitem+xml", "application/vnd.iptc.g2.newsmessage+xml")

NAR = "{http://iptc.org/std/nar/2006-10-01/}"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
MAX_ITEMS = 10_000

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
    for number, item in enumerate(items[:MAX_ITEMS], 1):
        try:
            _item(item, desk, f"item {number}")
        except DataError as refusal:
            desk.refuse(refusal, f"{origin.where}, item {number}")
    if not items:
        desk.leave_out("it has no news items")
    return desk.batch()


def _item(item: _Element, desk: Desk, place: str) -> None:
    about, content = item.find(f"{NAR}itemMeta"), item.find(f"{NAR}contentMeta")
    kind = _code(about, "itemClass").rpartition(":")[2] or "text"
    if kind not in ("text", "composite"):
        desk.leave_out(f"it is a {kind[:40]}, not a text", where=place)
        return
    language, body = _content(item)
    subjects = list(_names(content, "subject"))
    fields: dict[str, object] = {
        "headline": _first((content, "headline"), (content, "slugline"), (about, "title")),
        "text": body,
        "deck": deck_of(_words(content, "description"), body),
        "published": _first((about, "firstCreated"), (content, "contentCreated"), (about, "versionCreated")),
        "updated": _words(about, "versionCreated"),
        "embargo": _embargo(about),
        "url": next((one for one in _links(about) if "://" in one), ""),
        "language": language_tag(_attribute(content, "language", "tag") or language or item.get(LANG) or ""),
        "author": _words(content, "by") or list(_names(content, "creator")),
        "located": next(_names(content, "located"), "") or _words(content, "dateline"),
        "urgency": _words(content, "urgency"),
        "section": section_of(subjects),
        "subjects": subjects,
        "usage": _words(item.find(f"{NAR}rightsInfo"), "usageTerms"),
        "site": next(_names(item.find(f"{NAR}rightsInfo"), "copyrightHolder"), "")
        or next(_names(about, "provider"), ""),
    }
    version = item.get("version") or ""
    number = int(version) if version.isdecimal() else ""
    take(desk, fields, identifier=item.get("guid") or "", status=_code(about, "pubStatus"), version=number, place=place)


def _embargo(about: _Element | None) -> str:
    """Return when the embargo ends; an element without a moment says that nobody knows yet (NewsML-G2, embargoed)."""
    there = about is not None and about.find(f"{NAR}embargoed") is not None
    return (_words(about, "embargoed") or "until further notice") if there else ""


def _first(*places: tuple[_Element | None, str]) -> str:
    """Return the words of the first of several elements that has any."""
    return next((words for parent, name in places if (words := _words(parent, name))), "")


def _content(item: _Element) -> tuple[str, str]:
    """Return the language and the words of the first rendition that has any."""
    for part in item.iterfind(f"{NAR}contentSet/*"):
        if part.tag == f"{NAR}inlineXML":
            text = joined(prose(_markup(part)).blocks)
        elif part.tag == f"{NAR}inlineData":
            text = plain("".join(map(str, part.itertext()))).strip()
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
    for node in body.iter():
        if isinstance(node.tag, str):
            node.tag = {"hl2": "h2", "bq": "blockquote", "media": "template"}.get(_local(node), _local(node))
    etree.cleanup_namespaces(body)
    text = plain(etree.tostring(body, encoding="unicode"))
    return re.sub(r"<(/?)body[^>]*>", r"<\1div>", text)


def _local(node: _Element) -> str:
    return str(node.tag).rpartition("}")[2]


def _words(parent: _Element | None, name: str) -> str:
    node = parent.find(f"{NAR}{name}") if parent is not None else None
    return text_of("".join(map(str, node.itertext())).replace("<", "&lt;")) if node is not None else ""


def _names(parent: _Element | None, name: str) -> Iterator[str]:
    """Yield the names of the elements called *name*, or their literals."""
    for node in parent.iterfind(f"{NAR}{name}") if parent is not None else ():
        given = node.findtext(f"{NAR}name") or node.get("literal") or (node.text or "")
        if words := text_of(given):
            yield words


def _code(parent: _Element | None, name: str) -> str:
    return _attribute(parent, name, "qcode")


def _attribute(parent: _Element | None, name: str, attribute: str) -> str:
    node = parent.find(f"{NAR}{name}") if parent is not None else None
    return (node.get(attribute) or "") if node is not None else ""


def _links(parent: _Element | None) -> Iterator[str]:
    for node in parent.iterfind(f"{NAR}link") if parent is not None else ():
        yield node.get("href") or ""
