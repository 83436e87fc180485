"""Medium exports: a page for each post, marked up as an h-entry (microformats.org)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from digest.errors import DataError
from digest.sources import Batch, Desk, Origin, decode
from digest.sources._metadata import byline, deck_of, image_of, section_of, text_of
from digest.sources._parsing import parsed
from digest.sources._prose import Prose, joined, prose_of
from digest.text.clean import plain
from digest.text.urls import untracked

if TYPE_CHECKING:
    from lxml.html import HtmlElement

SUFFIXES = (".html",)
BY_CONTENT = True  # so does every page end: only what it holds tells
MEDIA = ()

_OWN = re.compile(rb"<article[^>]*class=\"[^\"]*h-entry", re.I)
_ACCOUNT = re.compile(rb"<section[^>]*class=\"h-card\"[^>]*>\s*<h\d[^>]*class=\"p-name\"", re.I)


def claims(head: bytes) -> int:
    """Say how sure bytes that begin with *head* are a post from Medium: h-entry and its own fields tell."""
    return 3 if (_OWN.search(head) and b"p-name" in head and b"data-field=" in head) or _ACCOUNT.search(head) else 0


def read(raw: bytes, origin: Origin) -> Batch:
    """Return the post as an article; one that was never published is left out."""
    desk = Desk(origin)
    if _ACCOUNT.search(raw) and not _OWN.search(raw):
        desk.leave_out("it is about the account and its owner, not a post")
        return desk.batch()
    try:
        tree = parsed(plain(decode(raw)).encode())
    except DataError as refusal:
        desk.refuse(refusal)
        return desk.batch()
    moment = next((node.get("datetime") or "" for node in tree.iter("time") if "dt-published" in _classes(node)), "")
    address = _link(tree, "p-canonical") or _link(tree, "u-url")
    body, title = _words(tree), _field(tree, "p-name")
    if origin.stem.startswith("draft_") or not (moment or address):
        desk.leave_out("it is a draft")
    elif [block.text for block in body.blocks] == [title]:
        desk.leave_out("it is a response to somebody's post")
    else:
        fields = {"headline": title, "published": moment, "url": untracked(address), **_told(tree, body, title)}
        desk.admit({name: value for name, value in fields.items() if value not in ("", None, [])})
    return desk.batch()


def _told(tree: HtmlElement, body: Prose, title: str) -> dict[str, object]:
    """Return what a post says beside its title, date and address."""
    pictures = [one for one in body.pictures if one.src]
    blocks = [block for block in body.blocks if block.text != title]
    deck = _field(tree, "p-summary")
    if blocks and blocks[0].text == deck:
        blocks = blocks[1:]
    text = joined(blocks)
    tags = [text_of(node.text_content()) for node in tree.iter("a") if "p-tag" in _classes(node)]  # until 2019
    return {
        "deck": deck_of(deck, text),
        "text": text,
        "author": byline([_field(tree, "p-author")]),
        "section": section_of(tags),
        "subjects": tags,
        "image": image_of(pictures[0], "") if pictures else None,
    }


def _words(tree: HtmlElement) -> Prose:
    return next((prose_of(node) for node in tree.iter("section") if "e-content" in node.get("class", "")), Prose(()))


def _field(tree: HtmlElement, name: str) -> str:
    return next((text_of(node.text_content()) for node in tree.iter() if name in _classes(node)), "")


def _link(tree: HtmlElement, name: str) -> str:
    return next((node.get("href") or "" for node in tree.iter("a") if name in _classes(node)), "")


def _classes(node: HtmlElement) -> list[str]:
    return node.get("class", "").split() if isinstance(node.tag, str) else []
