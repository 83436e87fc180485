"""Items of a feed, whatever its syntax: one loosely typed item in, one article out."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from digest.errors import DataError
from digest.sources import Desk, Link
from digest.sources._elements import PictureElement
from digest.sources._metadata import byline, deck_of, image_of, joined_url, section_of, text_of
from digest.sources._prose import Prose, ProseBlock, joined, prose
from digest.text.clean import plain
from digest.text.languages import language_tag
from digest.text.urls import safe_url, untracked

FULL = 1_200  # characters: an item's own description that is longer is taken for the article

_FIRST_SENTENCE = re.compile(r".{1,110}?[.!?。！？](?=\s|$)|.{1,100}(?=\s|$)", re.S)
# WordPress says so below each item of its feeds, in the language of the blog.
_APPEARED = re.compile(
    r"(?:The post|Der Beitrag|L[’']article|La entrada|L[’']articolo|O post|Het bericht|Artykuł|Inlägget|Сообщение"
    r"|Запись) .{1,300} (?:appeared first on|first appeared on|erschien zuerst auf|est apparu en premier sur"
    r"|se publicó primero en|aparece primero en|proviene da|apareceu primeiro em|verscheen eerst op"
    r"|pochodzi z serwisu|dök först upp på|появились? сначала на|впервые появилась) .{1,200}\.?"
)
_MORE = re.compile(r"(?:Continue reading|Read more|Weiterlesen|Lire la suite|Leer más|Leggi tutto)\b.{0,200}", re.I)
_MAILBOX = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_SPOKEN = ("audio/", "video/")


@dataclass(frozen=True, slots=True, kw_only=True)
class Channel:
    """What a feed says of all its items; `base` is the address that relative links start at."""

    title: str = ""
    language: str = ""
    base: str = ""
    authors: tuple[str, ...] = ()


@dataclass(slots=True, kw_only=True)
class FeedItem:
    """One item as its feed has it: `summary` and `content` are HTML, all else is text or raw."""

    title: str = ""
    url: str = ""
    guid: str = ""
    guid_is_link: bool = True
    summary: str = ""
    content: str = ""
    published: str = ""
    updated: str = ""
    language: str = ""
    authors: list[str] = field(default_factory=list)
    subjects: list[str] = field(default_factory=list)
    pictures: list[dict[str, object]] = field(default_factory=list)
    enclosures: list[str] = field(default_factory=list)


def take(desk: Desk, channel: Channel, item: FeedItem, number: int) -> None:
    """Add an item as an article, or say why it is none; number it from 1."""
    where = f"item {number}"
    try:
        _take(desk, channel, item, where)
    except DataError as refusal:  # markup that is nested without end: one item must not cost the others
        desk.refuse(refusal, f"{desk.origin.where}, {where}")


def _take(desk: Desk, channel: Channel, item: FeedItem, where: str) -> None:
    if any(kind.startswith(_SPOKEN) for kind in item.enclosures):
        desk.leave_out("it is a podcast or film", where=f"{where}: {text_of(item.title)[:80]}")
        return
    whole, short = _longer_first(_words(item.content), _words(item.summary))
    body = _body(whole)
    url = _address(item, channel)
    title = text_of(item.title) or _first_words(body)
    subjects = [text for one in item.subjects if (text := text_of(one))]
    fields: dict[str, object] = {
        "headline": title,
        "text": body,
        "deck": deck_of(" ".join(_own(short)), body) if short else "",
        "url": url,
        "published": item.published,
        "updated": item.updated if item.updated != item.published else "",
        "language": language_tag(item.language or channel.language),
        "author": byline(_names(item.authors or channel.authors)),
        "section": section_of(subjects),
        "subjects": subjects,
        "site": text_of(channel.title),
        "image": _image(item, whole, short, channel.base),
    }
    article = desk.admit({name: value for name, value in fields.items() if value not in ("", None, [])}, place=where)
    if article is not None and article.url and not item.content and len(body) < FULL:
        link = Link(url=article.url, kind="page", title=title, published=article.published, optional=True)
        desk.links.append(link)


def _words(markup: str) -> Prose | None:
    return prose(plain(markup)) if markup and not markup.isspace() else None


def _longer_first(content: Prose | None, summary: Prose | None) -> tuple[Prose | None, Prose | None]:
    """Return body and summary: some feeds have a teaser for content and the whole text for a summary."""
    if content is None:
        return summary, None
    return (summary, content) if summary and len(content.text) < len(summary.text) else (content, summary)


def _body(found: Prose | None) -> str:
    """Return the words without the lines that a blog's software adds below them."""
    blocks: list[ProseBlock] = list(found.blocks) if found else []
    while blocks and (_APPEARED.fullmatch(blocks[-1].text) or _MORE.fullmatch(blocks[-1].text)):
        blocks.pop()
    return joined(blocks)


def _own(found: Prose) -> Iterable[str]:
    return (block.text for block in found.blocks if not _APPEARED.fullmatch(block.text))


def _first_words(body: str) -> str:
    """Return the first sentence of an item that has no title, as microblogs write."""
    found = _FIRST_SENTENCE.match(body.removeprefix("> ").partition("\n")[0])
    return found[0] if found else ""


def _address(item: FeedItem, channel: Channel) -> str:
    for raw in (item.url, item.guid if item.guid_is_link and "://" in item.guid else ""):
        if raw:
            url = joined_url(channel.base, raw) if ":" not in raw.partition("/")[0] else raw.strip()
            return untracked(url) if safe_url(url) else url
    return ""


def _names(raw: Iterable[str]) -> Iterable[str]:
    """Yield names without the mail addresses that RSS 2.0 wants beside them."""
    for one in raw:
        name = text_of(_MAILBOX.sub("", one)).strip("()<> ,")
        if name:
            yield name


def _image(item: FeedItem, whole: Prose | None, short: Prose | None, base: str) -> object:
    if item.pictures:
        best = max(item.pictures, key=lambda one: _pixels(one.get("width")))
        return {**best, "src": joined_url(base, str(best.get("src", "")))}
    for found in (whole, short):
        for picture in found.pictures if found else ():
            if usable(picture):
                return image_of(picture, base)
    return None


def usable(picture: PictureElement) -> bool:
    """Say whether a picture of a text can stand for it: no counter, no face of four lines' height, no drawing."""
    small = 0 < picture.width < 100 or 0 < picture.height < 60
    return not small and not picture.src.partition("?")[0].casefold().endswith((".gif", ".svg"))


def _pixels(raw: object) -> int:
    text = str(raw or "")
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 6 else 0
