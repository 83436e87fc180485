"""The edition: the finished content of one slot, nothing drawn yet.

It is one immutable value.  Every rendition (email, text, web, posts, cards) is
made from it alone, and ``edition.json`` is it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields
from datetime import datetime, timedelta
from typing import Any

from msgspec import MsgspecError, to_builtins
from msgspec.json import decode
from msgspec.json import format as format_json

from digest.quotes.quote import Extract, Quote
from digest.text.reading import reading_minutes


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A picture as shown: `src` is an https address or a file of the edition.

    Width and height are those of the file in pixels; of a picture that is elsewhere those
    that its source states, 0 when it states none.  `alt` is for those who do not see it, `caption`
    and `credit` stand below it, '' when its source has none.
    """

    src: str
    alt: str
    width: int = 0
    height: int = 0
    caption: str = ""
    credit: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Watch:
    """The risk note as the edition prints it: "What to watch"."""

    heading: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Also:
    """Another article that tells a story; `url` is '' when its page has none (then nothing links)."""

    id: str
    headline: str
    url: str = ""
    site: str = ""
    language: str = ""
    direction: str = "ltr"


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One story as this edition prints it.

    `place` is lead, story or brief.  `kicker` is its section or the editor's
    word, `url` is '' when the page has none (then nothing links).  `slug` is its
    anchor and file name, unique in the edition.  `minutes` is reading time,
    at least 1.  `deck_from` is ``text`` where the page has no deck and the first sentence of
    its body stands for one, to the letter.  `members` are the ids of all articles that tell it, the lead's
    first; `also` are those beside the lead that readers are led to.  `shared` are quotes that an editor sends out as
    posts though the edition does not show them, `question` and `figure` sentences a post may
    open with.  `author` is the byline as its source or an editor wrote it; where a source tells
    several names apart, `authors` has them.  `original_headline`
    is set when an editor wrote another one.  The quotes of one that is not
    `shareable` never leave the edition without its risk note.
    """

    id: str
    slug: str
    place: str
    kicker: str
    headline: str
    url: str = ""
    deck: str = ""
    deck_from: str = ""
    standfirst: str = ""
    source_headline: str = ""
    original_headline: str = ""
    original_deck: str = ""
    site: str = ""
    author: str = ""
    authors: tuple[str, ...] = ()
    published: datetime | None = None
    language: str = ""
    direction: str = "ltr"
    minutes: int = 1
    picture: Picture | None = None
    quotes: tuple[Quote, ...] = ()
    shared: tuple[Quote, ...] = ()
    question: Extract | None = None
    figure: Extract | None = None
    highlights: tuple[Extract, ...] = ()
    why: tuple[Extract, ...] = ()
    watch: Watch | None = None
    closing: str = ""
    note: str = ""
    update: bool = False
    shareable: bool = True
    members: tuple[str, ...] = ()
    also: tuple[Also, ...] = ()
    reason: str = ""
    score: float = 0.0
    terms: Mapping[str, float] = field(default_factory=dict)

    def source_of(self, words: Quote) -> Item | Also:
        """Return whose words they are: another article that readers are led to, else the story's own."""
        return next((one for one in self.also if one.id == words.article), self)


@dataclass(frozen=True, slots=True, kw_only=True)
class BriefLine:
    """One line of "In brief": a headline, its link if it has one, and how many more say the same.

    Of a picked story `item` is its id, `also` the other articles that tell it, and
    `update` says that it goes on from an earlier edition.
    """

    headline: str
    url: str = ""
    more: int = 0
    language: str = ""
    direction: str = "ltr"
    item: str = ""
    update: bool = False
    also: tuple[Also, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Sponsor:
    """Advertising, marked as such wherever it is shown; never in a post.

    `label` says how it is marked (sponsored, advertisement), `url` is '' when
    nothing links, `direction` is that of its text.
    """

    name: str
    text: str
    url: str = ""
    label: str = "sponsored"
    picture: Picture | None = None
    direction: str = "ltr"


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """One correction of an edition: why, and the headlines of the stories it is about."""

    reason: str
    stories: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Newsletter:
    """What every rendition says about the newsletter; from ``digest.toml``.

    `sender` is the From header's mailbox, `address` the postal address, `web`
    the folder where web versions will stand ('' when nowhere).  `precedence`,
    `auto_submitted` and `feedback_id` are further headers, '' and False for none.
    `editor` signs the note, `subscribe` is where others sign up, `accounts` goes from a
    network's name to the newsletter's address there.
    """

    id: str
    name: str
    locale: str = "en"
    direction: str = "ltr"
    sender: str = ""
    to: str = ""
    reply_to: str = ""
    list_id: str = ""
    address: str = ""
    unsubscribe: tuple[str, ...] = ()
    web: str = ""
    precedence: str = ""
    auto_submitted: bool = False
    feedback_id: str = ""
    editor: str = ""
    subscribe: str = ""
    accounts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """The finished content of one slot.

    `key` names it in the outbox, `slot` is the scheduled moment's name
    (``2026-08-10``), `at` that moment with its zone, `number` counts slots since
    the first edition, from 1.  `quote` is the quote of the day and belongs to
    the item with id `quote_item`.  `lead` is None only in an
    edition published empty on purpose.  `revision` is the reason of a correction,
    `corrections` are all that led to this form, the oldest first, `note` the editor's
    own words at the top.  `portrait` shows who says the quote of the day, where the source does.
    `card` is the edition as a picture, where cards are wanted.
    `subject_variants` are further subjects for a sender that
    tries several on a part of its readers.
    """

    key: str
    slot: str
    at: datetime
    number: int
    newsletter: Newsletter
    subject: str
    preheader: str
    lead: Item | None
    stories: tuple[Item, ...] = ()
    briefs: tuple[Item, ...] = ()
    in_brief: tuple[BriefLine, ...] = ()
    quote: Quote | None = None
    quote_item: str = ""
    closing: str = ""
    sources: tuple[str, ...] = ()
    revision: str = ""
    note: str = ""
    subject_variants: tuple[str, ...] = ()
    sponsor: Sponsor | None = None
    card: Picture | None = None
    corrections: tuple[Correction, ...] = ()
    portrait: Picture | None = None

    def items(self) -> Iterator[Item]:
        """Yield every picked story in order: the lead, the stories, those in brief."""
        if self.lead:
            yield self.lead
        yield from self.stories
        yield from self.briefs

    def item(self, id: str) -> Item:
        """Return the item called *id*; `KeyError` when the edition has none."""
        for item in self.items():
            if item.id == id:
                return item
        raise KeyError(id)

    @property
    def told_corrections(self) -> tuple[Correction, ...]:
        """What the notice of a correction tells, the newest first."""
        return self.corrections[::-1] or ((Correction(reason=self.revision),) if self.revision else ())

    @property
    def dated(self) -> datetime:
        """When this form is dated: a correction a minute after the form before it, on any machine and any day.

        Mail programs show the newest first, and must not take it for the same message.
        """
        return self.at + timedelta(minutes=len(self.corrections))

    @property
    def title(self) -> str:
        """What the document is called: its subject, else the newsletter's name."""
        return self.subject or self.newsletter.name

    @property
    def web_address(self) -> str:
        """Where the web version stands, '' when nowhere.

        By slot, not by key: a correction takes the place of what it corrects.
        """
        return folder_of(self.newsletter.web, self.slot)

    @property
    def minutes(self) -> int:
        """Reading time of the email itself, in whole minutes, at least 1; `Item.minutes` are those of its source."""
        parts = [self.note, self.closing, *(text for item in self.items() for text in shown_words(item))]
        parts += [line.headline for line in self.in_brief if not line.item]
        parts += [self.quote.text] if self.quote else []
        return reading_minutes("\n".join(parts))


def shown_words(item: Item) -> Iterator[str]:
    """Yield what the email prints of a story: the lead whole, of a further story its deck, of one in brief a line."""
    yield item.headline
    if item.place == "brief":
        return
    yield from (item.deck, item.note)
    if item.place == "lead":
        yield from (extract.text for extract in (*item.highlights, *item.why))
        yield from (item.watch.heading, item.watch.text) if item.watch else ()


def folder_of(web: str, slot: str) -> str:
    """Return the address of a slot's folder below *web*, as ``digest site`` lays it out; '' when *web* is."""
    return f"{web.rstrip('/')}/{slot}/" if web else ""


SCHEMA = "digest/edition/1"


@dataclass(frozen=True, slots=True)
class _Schema:
    schema: str = ""


def edition_json(edition: Edition) -> str:
    """Return *edition* as canonical JSON: sorted keys, UTF-8, one line feed at the end."""
    told = {spec.name: getattr(edition, spec.name) for spec in fields(edition)}
    return _canonical({"schema": SCHEMA, **told}, indent=1)


def canonical_line(record: Mapping[str, object]) -> str:
    """Return *record* as one line of JSON lines: sorted keys, UTF-8, a line feed."""
    return _canonical(record)


def _canonical(record: object, indent: int | None = None) -> str:
    # msgspec would write a moment in UTC with Z; ours keep their offset.
    plain = to_builtins(record, builtin_types=(datetime,))
    text = json.dumps(plain, default=datetime.isoformat, ensure_ascii=False, sort_keys=True)
    # The standard library indents in Python, and takes ten times as long for it.
    return (format_json(text, indent=indent) if indent else text) + "\n"


def as_plain(value: object) -> Any:
    """Return *value* with dataclasses as tables, tuples as lists, moments as ISO 8601."""
    return json.loads(json.dumps(to_builtins(value, builtin_types=(datetime,)), default=datetime.isoformat))


def edition_from(text: str) -> Edition:
    """Return the edition that `edition_json` wrote; `ValueError` says what of *text* is none, and where.

    Fields that a later version added are passed over.
    """
    try:
        if decode(text, type=_Schema).schema != SCHEMA:
            raise ValueError(f"not an edition of the form {SCHEMA}")
        return decode(text, type=Edition)
    except MsgspecError as fault:
        raise ValueError(f"not a whole edition: {fault}") from fault
