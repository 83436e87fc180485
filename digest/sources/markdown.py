"""Markdown with front matter: the posts of Hugo, Zola, Jekyll, Hexo, Astro, other generators, or a plain folder.

Front matter is TOML, YAML or JSON.  Its names differ from generator to generator and mean
the same; the generators' own rules hold: a date in the file's name (Jekyll), `publishDate`
before `date` (Hugo), `draft` and ``published: false``, `slug` and `permalink`.  Values are
read from the page's text, by CommonMark with tables, footnotes and strike-through.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from html import unescape
from typing import Any
from urllib.parse import quote

from digest.errors import DataError
from digest.sources import Batch, Desk, Origin
from digest.sources._charset import text_of_notes
from digest.sources._commonmark import parser, see_that_it_is_flat
from digest.sources._elements import PictureElement
from digest.sources._fields import DATED_NAME, FIELDS, link_of, misspelt
from digest.sources._metadata import (
    HIGHLIGHTS,
    TAKEAWAYS,
    byline,
    deck_of,
    first,
    image_of,
    joined_url,
    names_in,
    points_of,
    section_of,
    text_of,
)
from digest.sources._prose import Prose, ProseBlock, joined, prose, sections
from digest.sources._shortcodes import without_calls
from digest.text.clean import plain
from digest.text.dates import read_date
from digest.text.frontmatter import split_front_matter, split_headers

SUFFIXES = (".md", ".markdown", ".mdown", ".mkd", ".mdx", ".qmd")
ALSO = (".html", ".htm")  # generators put front matter before HTML, too
MEDIA = ("text/markdown", "text/x-markdown")


_TITLES = ("title", "headline")
_DECKS = ("deck", "subtitle", "subheading", "lede", "standfirst", "description", "summary", "excerpt", "tagline")
_DATES = ("publishdate", "pubdate", "published_at", "published", "date", "datepublished", "created", "created_at")
_CHANGES = ("lastmod", "updated", "modified", "last_modified_at", "updateddate", "updated_at", "dateupdated")
_AUTHORS = ("authors", "author", "byline", "by")
_SECTIONS = ("section", "category", "categories")
_SUBJECTS = ("categories", "category", "tags", "tag", "topics", "keywords")
_ADDRESSES = ("canonical_url", "canonicalurl", "canonical", "source_url", "original_url", "url", "permalink", "link")
_IMAGES = (
    "image", "cover", "cover_image", "coverimage", "featured_image", "featuredimage", "primary_image", "hero_image",
    "heroimage", "hero", "thumbnail", "og_image", "banner", "teaser", "images", "header", "feature_image",
)  # fmt: skip
_CAPTIONS = ("caption", "image_caption", "image_figcaption")
_CREDITS = ("credit", "attribution", "image_credit", "image_attribution", "photo_credit")
_KNOWN = frozenset((
    *FIELDS, *_TITLES, *_DECKS, *_DATES, *_CHANGES, *_AUTHORS, *_SECTIONS, *_SUBJECTS, *_ADDRESSES, *_IMAGES,
    *_CAPTIONS, *_CREDITS,
    "lang", "locale", "draft", "slug", "path", "weight", "layout", "type", "aliases", "series",
))  # fmt: skip
_APART = ("taxonomies", "extra", "params")  # where Zola and Hugo have what is not theirs
_HOUSE = frozenset({"readme", "license", "licence", "contributing", "changelog", "code_of_conduct", "security"})
_DATED_PATH = re.compile(r"(?:^|/)(\d{4})/(\d\d)/(\d\d)/")
_PATH = re.compile(r"/?[\w%-]+(?:/[\w%-]+)*/?")
_INLINE_PICTURE = re.compile(r"!\[[^\[\]]*\]\([^()\s]*(?:\s[^()]*)?\)")
_LINK = re.compile(r"\[([^\[\]]+)\]\((?:https?:|/|#)[^()\s]*(?:\s[^()]*)?\)")


def claims(head: bytes) -> int:
    """Say how sure bytes that begin with *head* are Markdown: never more than perhaps."""
    return 1 if re.match(rb"(?:\xef\xbb\xbf)?(?:---|\+\+\+)[ \t]*\r?\n|#{1,6} ", head) else 0


def read(raw: bytes, origin: Origin) -> Batch:
    """Return the article of a Markdown file, or none and the notice that says why."""
    desk = Desk(origin)
    try:
        _read(raw, origin, desk)
    except DataError as refusal:
        desk.refuse(refusal)
    return desk.batch()


def _read(raw: bytes, origin: Origin, desk: Desk) -> None:
    raw_text, fault = text_of_notes(raw)
    if fault:
        desk.warn(fault, fix="save it as UTF-8")
    whole = plain(raw_text)
    fields, page, first_line = _apart(whole)
    if why := _not_wanted(fields, origin):
        desk.leave_out(why)
        return
    _see_slips(fields, whole.split("\n", first_line)[:first_line], desk)
    found = _body(page, html=origin.name.casefold().endswith(ALSO))
    blocks, points = sections(found.blocks, HIGHLIGHTS | TAKEAWAYS)
    if not found.blocks and not found.pictures and not first(fields, (*_TITLES, *_DECKS)):
        raise DataError("it has neither a title nor a text", fix="write them, or remove the file")
    headline, blocks = _headline(fields, blocks, origin)
    text = joined(blocks)
    published = _date(fields, origin)
    origin = desk.origin = _in_categories(origin, fields)
    address, name = _address(fields, origin), _name(fields, origin)
    linked = address or link_of(origin, name, published if isinstance(published, datetime) else None)
    made: dict[str, object] = {
        "id": text_of(fields.get("id")),
        "headline": headline,
        "deck": deck_of(inline(first(fields, _DECKS)), text),
        "text": text,
        "published": published,
        "updated": _moment(fields, _CHANGES, origin),
        "url": address,
        "site": text_of(fields.get("site")),
        "language": first(fields, ("language", "lang", "locale")),
        "author": byline(names_in(next((fields[name] for name in _AUTHORS if fields.get(name)), ""))),
        "section": section_of(name for key in _SECTIONS for name in names_in(fields.get(key))),
        "subjects": [name for key in _SUBJECTS for name in names_in(_split(fields.get(key)))],
        "image": _image(fields, found.pictures, linked, desk),
        "closing": text_of(fields.get("closing")),
        **points_of(points),
    }
    desk.admit({key: value for key, value in made.items() if value not in ("", None, [])}, name=name)


def _apart(whole: str) -> tuple[dict[str, object], str, int]:
    """Return the fields before a page by one spelling, the page, and the line where it begins.

    Fields that generators ask to be put apart stand beside the others.
    """
    table, page, first_line = split_front_matter(whole, json=True)
    if first_line == 1:
        table, page, first_line = split_headers(whole)
    fields = _spelt_alike(table)
    for group in _APART:
        if isinstance(inner := fields.get(group), Mapping):
            told = _spelt_alike(inner)
            fields |= {name: value for name, value in told.items() if name in _KNOWN and not fields.get(name)}
    return fields, page, first_line


def _spelt_alike(table: Mapping[str, object]) -> dict[str, object]:
    return {str(name).casefold().replace("-", "_"): value for name, value in table.items()}


def _see_slips(fields: Mapping[str, object], front: Sequence[str], desk: Desk) -> None:
    """Warn of a misspelt key: its value would be lost without a word."""
    for name in fields:
        if meant := misspelt(name, _KNOWN):
            begins = ((n, row.lstrip(" \t\"'").casefold().replace("-", "_")) for n, row in enumerate(front, 1))
            number = next((n for n, row in begins if row.startswith(name)), 1)
            desk.warn(
                f"there is no field {name!r}; it was ignored", where=f"line {number}", fix=f"did you mean {meant}?"
            )


def _not_wanted(fields: Mapping[str, object], origin: Origin) -> str:
    """Return why the site itself would not publish a page, '' when it would."""
    stem = origin.stem.casefold()
    if _true(fields.get("draft")) or str(fields.get("status", "")).casefold() == "draft" or "/_drafts/" in origin.where:
        return "it is a draft"
    if str(fields.get("published", "")).casefold() == "false" or str(fields.get("publish", "")).casefold() == "false":
        return "it says that it is not published"
    if stem == "_index" or (stem in _HOUSE and not fields):
        return "it is a page about the site or folder, not an article"
    return ""


def _true(value: object) -> bool:
    return value is True or (isinstance(value, str) and value.casefold() in ("true", "yes", "on"))


def _headline(
    fields: Mapping[str, object], blocks: list[ProseBlock], origin: Origin
) -> tuple[object, list[ProseBlock]]:
    """Return the title, else the first heading, else the file's name; and the body without a copy of it."""
    given = next((fields[name] for name in _TITLES if fields.get(name)), None)
    title = text_of(given) or given
    top = blocks[0] if blocks and blocks[0].kind == "heading" else None
    if top is not None and top.level == 1 and (not title or top.text.casefold() == str(title).casefold()):
        return title or top.text, blocks[1:]
    return title or _name_as_title(origin.stem), blocks


def _name_as_title(stem: str) -> str:
    dated = DATED_NAME.fullmatch(stem)
    words = (dated[4] if dated else stem).replace("_", " ")
    words = words if " " in words else words.replace("-", " ")
    return words[:1].upper() + words[1:]


def _date(fields: Mapping[str, object], origin: Origin) -> object:
    """Return the date of publication: what the page says, else its file's name or address, else its last change."""
    for name in _DATES:
        value = fields.get(name)
        if value not in (None, "") and str(value).casefold() not in ("true", "false"):
            return read_date(value, origin.zone) or value  # what is no date is refused by name
    paths = (str(fields.get(name, "")) for name in ("path", "permalink", "url", "slug"))
    if dated := DATED_NAME.fullmatch(origin.stem) or next(filter(None, map(_DATED_PATH.search, paths)), None):
        return read_date("-".join(dated.groups()[:3]), origin.zone)
    return _moment(fields, _CHANGES, origin)


def _moment(fields: Mapping[str, object], names: Sequence[str], origin: Origin) -> datetime | None:
    return next((moment for name in names if (moment := read_date(fields.get(name) or "", origin.zone))), None)


def _address(fields: Mapping[str, object], origin: Origin) -> str:
    """Return the page's own address: a whole one if it names one, '' where only the link pattern gives one."""
    for name in _ADDRESSES:
        value = fields.get(name)
        if isinstance(value, str) and re.match(r"[a-zA-Z][a-zA-Z0-9+.-]*:", value.strip()):
            return value
    base = origin.url or (origin.link if "{" not in origin.link.partition("://")[2].partition("/")[0] else "")
    path = next((v for n in ("permalink", "url") if isinstance(v := fields.get(n), str) and v.startswith("/")), "")
    own = fields.get("path")
    if not path and isinstance(own, str) and _PATH.fullmatch(own):
        path = f"/{own.strip('/')}/"  # a folder, as Zola's addresses are
    if base and path and ":" not in path:
        return joined_url(base, path)
    return ""


def _in_categories(origin: Origin, fields: Mapping[str, object]) -> Origin:
    """Return *origin* with the page's categories in its link pattern, as Jekyll has them: in small letters."""
    if "{categories}" not in origin.link:
        return origin
    told = (fields.get(name) for name in ("category", "categories"))
    words = [word.lower() for one in told for word in (one.split() if isinstance(one, str) else names_in(one))]
    folders = "".join(f"{quote(word)}/" for word in dict.fromkeys(words))
    return replace(origin, link=origin.link.replace("{categories}/", folders))


def _name(fields: Mapping[str, object], origin: Origin) -> str:
    """Return what the page is called: its slug, else its file's name without the date."""
    dated = DATED_NAME.fullmatch(origin.stem)
    return text_of(fields.get("slug")) or (dated[4] if dated else origin.stem)


def _split(value: object) -> object:
    """Part "one, two" where a list was meant."""
    return [part for part in value.split(",") if part.strip()] if isinstance(value, str) else value


def _image(fields: Mapping[str, object], pictures: Sequence[PictureElement], address: str, desk: Desk) -> object:
    """Return the picture that the page names, else the first in its text."""
    for name in _IMAGES:
        value = fields.get(name)
        table = _first_table(value)
        if source := _source_in(table):
            words = {
                "alt": first({**fields, **table}, ("alt", "image_alt", f"{name}_alt", "imagealt", "alttext")),
                "caption": first({**fields, **table}, _CAPTIONS),
                "credit": first({**fields, **table}, _CREDITS),
                "width": table.get("width"),
                "height": table.get("height"),
                "focus": first({**fields, **table}, ("focus", "image_focus", "focal_point")),
            }
            if (
                "." in source.rpartition("/")[2] or "://" in source
            ):  # else the name of a picture in the site's own store
                return {"src": _placed(source, address), **words}
    for picture in pictures:
        if not picture.src.casefold().endswith((".svg", ".gif")):
            return image_of(replace(picture, src=_placed(picture.src, address)), "")
    return None


def _first_table(value: object) -> dict[str, Any]:
    if isinstance(value, Sequence) and not isinstance(value, str) and value:
        value = value[0]
    return {str(k).casefold(): v for k, v in value.items()} if isinstance(value, Mapping) else {"src": value}


def _source_in(table: Mapping[str, Any]) -> str:
    names = ("src", "image", "url", "path", "feature", "teaser", "overlay_image", "relative")
    return next((str(table[name]).strip() for name in names if isinstance(table.get(name), str) and table[name]), "")


def _placed(source: str, address: str) -> str:
    """Return a picture's address: joined to the page's where that is known, else as the file has it."""
    source = source.removeprefix("./")
    if address and (source.startswith("/") or "://" in source):
        return joined_url(address, source)
    return source


def _body(page: str, *, html: bool = False) -> Prose:
    """Return the words of a page in Markdown, or in HTML, where indented lines are no code; and its pictures."""
    see_that_it_is_flat(page)
    text, pictures = without_calls(page)
    see_that_it_is_flat(text)
    found = prose(text if html else parser().render(text))
    return Prose(tuple(_without_markdown(block) for block in found.blocks), (*pictures, *found.pictures))


def _without_markdown(block: ProseBlock) -> ProseBlock:
    """Take links and pictures out of a block that stands in HTML, where no parser reads Markdown."""
    if "](" not in block.text:
        return block
    return replace(block, text=_LINK.sub(r"\1", _INLINE_PICTURE.sub("", block.text)))


def inline(text: str) -> str:
    """Return one line of Markdown as words."""
    return " ".join(block.text for block in prose(parser().renderInline(unescape(text))).blocks)
