"""What an editor changed about a picked story."""

from __future__ import annotations

from dataclasses import dataclass

from digest.quotes.quote import Quote


@dataclass(frozen=True, slots=True, kw_only=True)
class SponsorWish:
    """The sponsor as the running order names it; `picture` is an https address or a file's path.

    `label` says how it is marked: ``sponsored`` or ``advertisement``.  `where` is
    file and line of the table.
    """

    name: str
    text: str
    url: str = ""
    label: str = "sponsored"
    picture: str = ""
    alt: str = ""
    where: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PostWish:
    """What an editor wants of some posts: other words (`text`), one of the wordings on offer (`wording`), other
    words for who cannot see the picture (`alt`), a time (`when`), that they do not go out (`skip`), or that
    they may (`approved`).

    `networks` are names, () for all; `story` is a story's id, '' for the edition's
    post, `quote` a quote's id where its posts are meant.  `kind` is story, quote,
    thread or edition.  `when` is ISO 8601; without an offset it is meant in the zone of
    the posting plan.  `approved` is '' for not, ``yes``, or the mark of the one text that was
    approved.  With `markup` the text holds the network's own marks (bold on Discord) and stays as it
    is.  `words` are the quote meant: it goes out even where the edition does not show it.
    `where` is file and line of the table.
    """

    kind: str
    networks: tuple[str, ...] = ()
    story: str = ""
    quote: str = ""
    text: str = ""
    wording: str = ""
    markup: bool = False
    alt: str = ""
    skip: bool = False
    approved: str = ""
    when: str = ""
    words: Quote | None = None
    where: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Edits:
    """The editor's words and choices for one story; '' and None leave the machine's.

    `quotes` are ids, in order, of any article that tells the story; `highlights` are
    sentences of the lead, verbatim.  `byline` is '' for none; `update` says whether
    readers are told that it goes on from an earlier edition.  `hidden` are ids of
    articles that are not to be named beside the lead, `related` the related
    headlines to show.  `where` is file and line of the story in the running order.
    """

    headline: str = ""
    deck: str = ""
    kicker: str = ""
    note: str = ""
    byline: str | None = None
    update: bool | None = None
    quotes: tuple[str, ...] | None = None
    highlights: tuple[str, ...] | None = None
    hidden: frozenset[str] = frozenset()
    related: tuple[str, ...] | None = None
    where: str = ""
