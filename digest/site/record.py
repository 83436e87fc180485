"""What a site remembers of itself: per edition what its lists need, and which files are its.

It lies in the site (``.digest/site.json``) and holds nothing that the pages do not show.
With it a run reads no edition twice, and an edition that gc removed from the outbox stays
in the archive.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from msgspec import MsgspecError
from msgspec.json import decode, encode

from digest.edition.model import Edition, Item, Picture
from digest.quotes.quote import Quote
from digest.quotes.select.strength import SHARE_READY
from digest.text.slugs import headline_slug

FILE = ".digest/site.json"
FORM = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryRecord:
    """One story as lists show it; `slug` is '' for one that has no page of its own, `words` is what search reads."""

    slug: str
    headline: str
    deck: str = ""
    kicker: str = ""
    language: str = ""
    direction: str = "ltr"
    picture: Picture | None = None
    words: str = ""

    @property
    def topic(self) -> str:
        """The file name of its topic, '' without one."""
        return headline_slug(self.kicker) if self.kicker else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class QuoteRecord:
    """One quote as the page of quotes shows it: its words, who said them (`credit` is `role` and `person` as one
    line), the story they stand in (by slug)."""

    text: str
    credit: str = ""
    person: str = ""
    role: str = ""
    note: str = ""
    link: str = ""
    slug: str = ""
    headline: str = ""
    language: str = ""
    direction: str = "ltr"
    day: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionRecord:
    """One edition of the site.

    `mark` changes when the outbox has another one of this key, `around` is what its page says of the editions
    before and after, `card` is the file that link previews show (`drawn` tells of what, where the site drew it),
    `files` are its own, below its folder.
    A withdrawn one has neither stories nor quotes: its page says that it was withdrawn.
    """

    key: str
    slot: str
    at: datetime
    mark: str = ""
    number: int = 0
    title: str = ""
    preheader: str = ""
    revision: str = ""
    changed: datetime | None = None
    withdrawn: bool = False
    around: str = ""
    picture: Picture | None = None
    card: str = ""
    drawn: str = ""
    stories: tuple[StoryRecord, ...] = ()
    quotes: tuple[QuoteRecord, ...] = ()
    files: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """The whole of it: `stamp` says with what it was printed, `slots` gives each key's slot ('' for another
    newsletter's), `pages` the mark of each page that is no edition's."""

    form: int = FORM
    newsletter: str = ""
    stamp: str = ""
    editions: Mapping[str, EditionRecord] = field(default_factory=dict)
    slots: Mapping[str, str] = field(default_factory=dict)
    pages: Mapping[str, str] = field(default_factory=dict)


def load(folder: Path) -> Record:
    """Return the record of the site in *folder*; an empty one where there is none that can be read."""
    try:
        found = decode((folder / FILE).read_bytes(), type=Record)
    except (OSError, MsgspecError):
        return Record()
    return found if found.form == FORM else Record()


def dump(record: Record) -> bytes:
    """Return the record as it is kept."""
    return encode(record)


def edition_record(edition: Edition, mark: str) -> EditionRecord:
    """Return the record of *edition*: what the site's lists need of it."""
    picture = edition.lead.picture if edition.lead else None
    return EditionRecord(
        key=edition.key,
        slot=edition.slot,
        at=edition.at,
        mark=mark,
        number=edition.number,
        title=edition.title,
        preheader=edition.preheader,
        revision=edition.revision,
        changed=edition.dated if edition.revision else None,
        picture=picture,
        stories=tuple(_story(item) for item in edition.items()),
        quotes=tuple(_said(edition)),
    )


def with_page(item: Item) -> bool:
    """Say whether a story has a page of its own: one that is a line in brief has nothing to show there."""
    return item.place != "brief"


def _story(item: Item) -> StoryRecord:
    said = [quote.text for quote in item.quotes] if item.shareable else []
    words = [item.standfirst, *(one.text for one in item.highlights), *said, item.site, item.author]
    return StoryRecord(
        slug=item.slug if with_page(item) else "",
        headline=item.headline,
        deck=item.deck if with_page(item) else "",
        kicker=item.kicker,
        language=item.language,
        direction=item.direction,
        picture=item.picture if with_page(item) else None,
        words=" ".join(filter(None, words)) if with_page(item) else "",
    )


def _said(edition: Edition) -> Iterator[QuoteRecord]:
    """Yield the quote of the day and every further one that may be shared and has a speaker, each once."""
    seen = set()
    for item, quote in _quotes(edition):
        if quote.text in seen:
            continue
        seen.add(quote.text)
        yield QuoteRecord(
            text=quote.text,
            credit=quote.credit,
            person=quote.person if quote.credit else "",
            role=quote.role,
            note=quote.note,
            link=quote.link,
            slug=item.slug if with_page(item) else "",
            headline=item.headline,
            language=item.language,
            direction=item.direction,
            day=edition.quote is not None and edition.quote.id == quote.id,
        )


def _quotes(edition: Edition) -> Iterator[tuple[Item, Quote]]:
    for item in edition.items():
        if edition.quote and edition.quote_item == item.id and item.shareable:
            yield item, edition.quote
    for item in edition.items():
        if item.shareable and with_page(item):
            yield from ((item, quote) for quote in item.quotes if quote.speaker and quote.score >= SHARE_READY)
