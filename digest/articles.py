"""An article and its parts: one thing to read, as its source gave it.

Everything quoted from an article is proved against its *source text*: one
string that holds every part, the body first, so that an offset into the body is
the same number in both.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256


@dataclass(frozen=True, slots=True, kw_only=True)
class Takeaway:
    """A quoted line and a remark about it; the remark is never a speaker."""

    text: str
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Risk:
    """What could go wrong, as the page says it: a heading and a note."""

    heading: str = ""
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Image:
    """A picture: an https address, or a file beside the source (`path`).

    `path` is relative to the source file's folder and stays inside it; exactly
    one of `url` and `path` is set.  What the source does not say is ''; `width` and
    `height` are pixels as the source states them, 0 when it does not.  `focus` is what a
    crop keeps in its middle: shares of width and height from the top left, 0 to 1.
    """

    url: str = ""
    path: str = ""
    alt: str = ""
    caption: str = ""
    credit: str = ""
    width: int = 0
    height: int = 0
    focus: tuple[float, float] | None = None

    def __post_init__(self) -> None:
        if bool(self.url) == bool(self.path):
            raise ValueError("an image has either an address or a path")


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody whose portrait the source shows, by the name that it gives them."""

    name: str
    image: Image


@dataclass(frozen=True, slots=True)
class Part:
    """One stretch of the source text: its name and its span in code points."""

    name: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One thing to read, as its source gave it; never changed afterwards.

    `text` is the body: clean text whose paragraphs are parted by line feeds (one
    blank line, unless the source said otherwise); its characters are those of
    the source, so offsets agree with whoever counted there.  All one-line fields
    are clean, NFC and trimmed; a missing one is ''.  `published` has a zone or
    is None: no date is ever invented.  `where` names file and line for messages,
    `made` which of id and url no source gave: they are made of the file's name or the
    headline.  `author` is the byline; where a source tells several names apart, `authors` has them.

    An agency's article may be under `embargo`: no edition before that moment has it.
    Of two with one id the higher `version` counts, then the later.  `subjects` are the
    source's own tags, `located` is where the report was written, `urgency` runs from 1
    (highest) to 9, 0 when nobody said, `usage` holds the terms of use.  `quoting` is which
    quotes its source's settings let be taken: all, marked or none.
    """

    id: str
    headline: str
    text: str
    url: str = ""
    site: str = ""
    deck: str = ""
    standfirst: str = ""
    source_headline: str = ""
    published: datetime | None = None
    language: str = ""
    section: str = ""
    author: str = ""
    authors: tuple[str, ...] = ()
    image: Image | None = None
    people: tuple[Person, ...] = ()
    takeaways: tuple[Takeaway, ...] = ()
    analysis: str = ""
    highlights: tuple[str, ...] = ()
    risk: Risk | None = None
    closing: str = ""
    related: tuple[str, ...] = ()
    subjects: tuple[str, ...] = ()
    updated: datetime | None = None
    embargo: datetime | None = None
    version: int = 0
    urgency: int = 0
    located: str = ""
    usage: str = ""
    where: str = field(default="", compare=False)
    quoting: str = "all"
    made: frozenset[str] = field(default=frozenset(), compare=False)

    def __post_init__(self) -> None:
        if not self.headline:
            raise ValueError(f"{self.id}: an article needs a headline")
        for name in ("published", "updated", "embargo"):
            moment = getattr(self, name)
            if moment is not None and moment.tzinfo is None:
                raise ValueError(f"{self.id}: {name} needs a time zone")

    @property
    def source_text(self) -> str:
        """The stored text that every quote and highlight is proved against.

        The body, then every other part that has words, each parted by one blank
        line, in the order of `parts`.
        """
        return "\n\n".join(text for _, text in self._spoken())

    @property
    def sha256(self) -> str:
        """The SHA-256 of the source text in UTF-8, as 64 hex digits."""
        return sha256(self.source_text.encode()).hexdigest()

    def parts(self) -> Iterator[Part]:
        """Yield the parts of the source text with their spans, the body first.

        Names: text, headline, deck, standfirst, source_headline, takeaway, note,
        analysis, highlight, risk_heading, risk, closing, related.
        """
        start = 0
        for name, text in self._spoken():
            yield Part(name, start, start + len(text))
            start += len(text) + 2

    def _spoken(self) -> Iterator[tuple[str, str]]:
        yield "text", self.text
        rest: list[tuple[str, str]] = [
            ("headline", self.headline),
            ("deck", self.deck),
            ("standfirst", self.standfirst),
            ("source_headline", self.source_headline),
        ]
        for takeaway in self.takeaways:
            rest += [("takeaway", takeaway.text), ("note", takeaway.note)]
        rest.append(("analysis", self.analysis))
        rest += [("highlight", text) for text in self.highlights]
        if self.risk:
            rest += [("risk_heading", self.risk.heading), ("risk", self.risk.text)]
        rest.append(("closing", self.closing))
        rest += [("related", text) for text in self.related]
        yield from ((name, text) for name, text in rest if text)
