"""HTML pages: an article's own statements about itself, and its words without the page around them.

The words are found by trafilatura; block quotations, pull quotes and <q> are kept as such,
hidden elements, cookie banners and calls to subscribe are not.  A page that is not an
article but names feeds gives their addresses.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from digest.errors import DataError
from digest.sources import Batch, Desk, Link, Origin
from digest.sources._charset import text_of_page
from digest.sources._elements import caption_of, is_hidden, picture_of
from digest.sources._metadata import HIGHLIGHTS, TAKEAWAYS, byline, deck_of, image_of, points_of, section_of
from digest.sources._pagefacts import Facts, facts_of
from digest.sources._parsing import parsed
from digest.sources._prose import Prose, ProseBlock, joined, prose_of, sections

if TYPE_CHECKING:
    from lxml.html import HtmlElement

SUFFIXES = (".html", ".htm", ".xhtml")
MEDIA = ("text/html", "application/xhtml+xml")

MAX_PAGE = 20_000_000  # bytes; the largest of 181 news pages has 1.6 million
COMMON_FEEDS = ("feed", "feed.xml", "rss.xml", "atom.xml", "index.xml", "feed.json")  # worth trying on a host
SHORT = 80  # characters: less is no extraction

_START = re.compile(rb"<!doctype\s+html|<html[\s>]", re.I)
_PULL = re.compile(r"(?:^|[\s_-])pull-?quote", re.I)
_DASH = re.compile(r"\s*[—–―~-]")
_CALLS = re.compile(
    r"(?:we|this (?:site|website)) uses? cookies.*|(?:accept|manage) (?:all )?cookies.*|(?:already a )?subscriber\?.*"
    r"|(?:subscribe|sign in|log in|register) (?:now |here )?to (?:continue|read|keep reading).*|advertisement|anzeige"
    r"|(?:you have reached|this article is for) (?:your|our|subscribers).*|sign up (?:for|to) .{0,60}newsletter.*"
    r"|share (?:this|on) .{0,40}|story continues below.*|diese website verwendet cookies.*"
    r"|nous utilisons des cookies.*",
    re.I,
)
_TAGS = {"head": "h2", "list": "ul", "item": "li", "quote": "blockquote", "lb": "br", "hi": "em", "ref": "a",
         "row": "tr", "cell": "td", "graphic": "img", "del": "span"}  # fmt: skip


def claims(head: bytes) -> int:
    """Say how sure bytes that begin with *head* are a page: doctype or root element tell."""
    return 2 if _START.search(head[:1_500]) else 0


def read(raw: bytes, origin: Origin) -> Batch:
    """Return the article of a page, and the feeds that the page names."""
    desk = Desk(origin)
    try:
        if len(raw) > MAX_PAGE:
            raise DataError(f"the page is larger than {MAX_PAGE:,} bytes", fix="save only its article")
        text, fault = text_of_page(raw, origin.media_type)
        if fault:
            desk.warn(fault, fix="save it as UTF-8, or correct its charset")
        page(text, desk)
    except DataError as refusal:
        desk.refuse(refusal)
    return desk.batch()


def page(text: str, desk: Desk) -> None:
    """Add the article of a page, whose text is decoded, to *desk*."""
    tree = parsed(text.replace("\0", "").encode())
    facts = facts_of(tree, desk.origin.url)
    desk.links += [Link(url=url, kind="feed", title=title) for url, title in facts.feeds]
    if facts.amp and facts.url and facts.url != desk.origin.url:
        desk.links.append(Link(url=facts.url, kind="page", title=facts.headline, optional=True))
    image = _told(facts.image, tree, desk.origin.url) if facts.image else None  # before its figures are taken apart
    found = words_of(tree)
    blocks = _without_head(found.blocks, facts)
    if not blocks and not facts.headline:
        desk.leave_out("the page has no article", fix="give the address of an article, or of a feed")
        return
    blocks, points = sections(blocks, HIGHLIGHTS | TAKEAWAYS)
    body = joined(blocks)
    if facts.paid and len(body) < 1_500:
        desk.leave_out("most of the article is only for subscribers; what the page shows was read")
    image = image or next((image_of(one, desk.origin.url) for one in found.pictures), None)
    fields: dict[str, object] = {
        "headline": facts.headline or desk.origin.stem,
        "deck": deck_of(facts.deck, body),
        "text": body,
        "url": facts.url,
        "site": facts.site,
        "published": facts.published,
        "updated": facts.updated if facts.updated != facts.published else "",
        "language": facts.language,
        "section": section_of([facts.section]),
        "author": byline(facts.authors),
        "subjects": facts.subjects,
        "image": image,
        "people": facts.people,
        **points_of(points),
    }
    desk.admit({name: value for name, value in fields.items() if value not in ("", None, [])})


def _told(image: dict[str, object], tree: HtmlElement, base: str) -> dict[str, object]:
    """Return the picture that a page names, with what stands below it where the page shows it."""
    name = _file(str(image["src"]))
    for node in tree.iter("img") if name else ():
        shown = picture_of(node)
        if shown is None or _file(shown.src) != name:
            continue
        figure = next(node.iterancestors("figure"), None)
        below = figure.find(".//figcaption") if figure is not None else None
        if below is not None:
            caption, credit = caption_of(below)
            shown = replace(shown, caption=caption, credit=credit)
        own = image_of(shown, base)
        return {key: value or own.get(key, "") for key, value in image.items()}
    return image


def _file(address: str) -> str:
    return address.partition("?")[0].rpartition("/")[2]


def words_of(tree: HtmlElement) -> Prose:
    """Return the words of a page's article, and its pictures; *tree* is changed on the way."""
    _prepare(tree)
    found = _extracted(tree)
    if found is None or len(found.text) < SHORT:
        place = next((node for tag in ("article", "main", "body") for node in tree.iter(tag)), tree)
        found = prose_of(place)
    return Prose(tuple(block for block in found.blocks if not _CALLS.fullmatch(block.text)), found.pictures)


def _prepare(tree: HtmlElement) -> None:
    """Take out what no reader sees; give quotations the one form that the extraction keeps."""
    from lxml import etree

    # Each is copied several times otherwise, and a page may have half a megabyte of scripts; those of JSON-LD are read.
    etree.strip_elements(tree, *_WORDLESS, with_tail=False)
    for node in list(tree.iter("script")):
        if "ld+json" not in node.get("type", ""):
            node.drop_tree()
    for node in [one for one in tree.iter() if one.get("style") or one.get("hidden") is not None]:
        if node.tag not in ("body", "html") and node.getparent() is not None and is_hidden(node):
            node.drop_tree()
    for node in list(tree.iter("q", "blockquote", *_PULLED)):
        if node.tag == "q":
            _with_marks(node)
        elif node.tag == "blockquote" or _PULL.search(f"{node.get('class', '')} {node.get('id', '')}"):
            _as_quotation(node)


# None holds words of an article.
_WORDLESS = (
    "style", "svg", "nav", "button", "select", "input", "textarea", "iframe", "noscript", "link", "template", "dialog",
    "datalist", "canvas", "video", "audio", "object", "embed", "map", "meta", "title", "source",
)  # fmt: skip
_PULLED = ("aside", "figure", "div", "p")  # what a pull quote may be


def _with_marks(node: HtmlElement) -> None:
    """Write out the quotation marks that a browser shows around <q>."""
    node.text = f"“{node.text or ''}"
    if len(node):
        node[-1].tail = f"{node[-1].tail or ''}”"
    else:
        node.text += "”"
    node.drop_tag()


def _as_quotation(node: HtmlElement) -> None:
    parent = node.getparent()
    if node.tag != "blockquote":
        node.tag = "div" if next(node.iter("blockquote"), None) is not None else "blockquote"
    for child in [*node.iter("cite", "footer", "figcaption")]:
        _as_credit(child)
    if parent is not None and parent.tag == "figure":
        parent.tag = "div"
        for child in parent.iterchildren("figcaption"):
            _as_credit(child)
            if node.tag == "blockquote":
                node.append(child)


def _as_credit(node: HtmlElement) -> None:
    """Make who said it a paragraph that begins with a dash."""
    words = " ".join(node.text_content().split())
    if not words or (node.tag == "cite" and node.getparent().tag not in ("blockquote", "footer", "figcaption", "p")):
        return
    if node.tag == "cite" and node.getparent().tag == "p" and _has_other_words(node):
        return  # the title of a work inside the quotation
    for child in list(node):
        child.drop_tree()
    node.tag, node.text = "p", words if _DASH.match(words) else f"— {words}"


def _has_other_words(node: HtmlElement) -> bool:
    whole = " ".join(node.getparent().text_content().split())
    return len(whole.strip("—–―-~ ")) > len(" ".join(node.text_content().split())) + 3


def _extracted(tree: HtmlElement) -> Prose | None:
    """Return what trafilatura takes for the article; None when it finds none."""
    try:
        found = _trafilatura()(tree, output_format="xml", fast=True, include_comments=False, include_tables=False)
    except Exception:  # its many rules meet pages that nobody thought of; the page is then read whole
        return None
    body = getattr(found, "body", None)
    if body is None:
        return None
    for node in body.iter():
        if isinstance(node.tag, str):
            if node.tag == "list" and str(node.get("rend", "")).startswith("ol"):
                node.tag = "ol"
            node.tag = _TAGS.get(node.tag, node.tag)
    return prose_of(body)


@cache
def _trafilatura():  # type: ignore[no-untyped-def]
    import logging

    from trafilatura import bare_extraction  # a third of a second that only pages pay

    logging.getLogger("trafilatura").addHandler(logging.NullHandler())  # its warnings are not for readers
    return bare_extraction


def _without_head(blocks: Sequence[ProseBlock], facts: Facts) -> list[ProseBlock]:
    """Return the blocks without the headline and the deck, which stand above the text."""
    kept = list(blocks)
    for _ in range(2):
        if kept and kept[0].text.casefold() in (facts.headline.casefold(), facts.deck.casefold()):
            kept.pop(0)
    return kept
