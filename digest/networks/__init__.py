"""What a network allows, and how it counts: one file each.

A network's file says ``NETWORK = Network(...)`` and, at most, a few functions: how
it counts, what it would link or ping, how its markup is escaped, where its
composer is.  A new network is that file and its test.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from urllib.parse import quote, urlencode

from digest.text.fitting import Measure, Ruler, Span, fits
from digest.text.links import find_addresses, find_links
from digest.text.tags import find_handles, find_hashtags, find_signed, loose_hashtags

DEFUSER = "\u2060"  # word joiner: seen by no reader, splits what a network would link or ping

Finder = Callable[[str], Iterable[Span]]


def same(text: str) -> str:
    """Return *text*: a network without markup."""
    return text


def nothing(text: str) -> Iterable[Span]:
    """Find nothing: a network that does not link, tag or ping by itself."""
    return ()


@lru_cache(maxsize=256)  # every network looks at the same few words
def web_links(text: str) -> tuple[Span, ...]:
    """Find addresses: without a scheme by IANA's list of domains, with one wherever they lead.

    Most networks link ``https://intranet/x`` too, and some ``tg://`` and its like.
    """
    found = sorted((link.start, link.end) for link in find_links(text, list_name="iana"))
    # Spans do not overlap, so only the last one that begins before an address ends can reach into it.
    last = ((start, bisect_left(found, (end, 0)) - 1, end) for start, end in find_addresses(text))
    more = [(start, end) for start, at, end in last if at < 0 or found[at][1] <= start]
    return tuple(sorted([*found, *more]))


@dataclass(frozen=True, slots=True, kw_only=True)
class Cap:
    """A second limit beside a network's first: *limit* units as *measure* counts them.

    `things` says that it counts things in the text, such as links, not its length.
    """

    limit: int
    unit: str
    measure: Measure
    things: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """How a network's feed shows a post, for a preview; no vendor promises any of it, so nothing depends on it.

    `card` is what it makes of a link: ``wide`` (the picture above its title), ``over``
    (the title on the picture), ``bar`` (an inset with a bar before it), ``side`` (a small picture beside the title),
    '' for nothing.  A post's own picture is cropped to an aspect ratio (width by height)
    between `narrow` and `broad`.  After `lines` lines "more" hides the rest, 0 for never;
    after `link` characters a shown address is cut, without its scheme, 0 for never.
    `bold` and `slanted` are the marks that it reads.
    `bio` says that no link in a text can be pressed, so that it stands in the profile.
    """

    card: str = "wide"
    narrow: float = 0.5
    broad: float = 2.0
    lines: int = 0
    link: int = 0
    bold: str = ""
    slanted: str = ""
    bio: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Facet:
    """A stretch of a post that is a link or a tag, in the network's own offsets, end exclusive."""

    start: int
    end: int
    kind: str
    value: str

    def as_dict(self) -> dict[str, object]:
        """Return the facet as ``posts.jsonl`` holds it."""
        return {"start": self.start, "end": self.end, "kind": self.kind, "value": self.value}


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A post's parts as its network's functions see them: the text, its link, a title, tags without #.

    `server` is the configured one, for networks of many servers; `image` is a
    file of the edition or an https address.
    """

    text: str
    link: str = ""
    title: str = ""
    deck: str = ""
    tags: tuple[str, ...] = ()
    lang: str = ""
    image: str = ""
    alt: str = ""
    warning: str = ""
    visibility: str = "public"
    server: str = ""

    @property
    def body(self) -> str:
        """The text without its link, for a network that takes the link in a field of its own."""
        return "\n\n".join(part for part in self.text.split("\n\n") if part != self.link) if self.link else self.text


@dataclass(frozen=True, slots=True, kw_only=True)
class Network:
    """The rules of one network.

    `limit` counts `unit` as `measure` does; `also` holds further limits that bind at
    the same time, `repair` takes away what the network refuses at any length.
    `mentions`, `hashtags` and `links` find what the network would turn into one in
    plain text; such spans in an article's words are defused, and no cut falls into
    one. `escape` makes text literal where the network reads markup in what is pasted,
    `unescape` is its way back. `facets` gives spans in the network's own offsets.
    `intent` is the address of its composer ('' when there is none), `api` the payload
    or text for a program where that differs from what is pasted. `fold` is where
    "more" hides the rest, `tags` the number of hashtags it takes, 0 where hashtags are of no use.
    `shown` shortens a link that a facet carries. `needs_image`, `alt_limit` (in
    characters) and `caption` (the limit of a text under one) are about pictures;
    `warns` says that a content warning has a field of its own, which counts.
    `look` is how the feed shows it.
    """

    name: str
    limit: int
    unit: str
    measure: Measure
    source: str
    checked: str = "2026-11"
    also: tuple[Cap, ...] = ()
    repair: Callable[[str], str] = same
    mentions: Finder = nothing
    hashtags: Finder = nothing
    links: Finder = nothing
    keep: Finder = nothing
    escape: Callable[[str], str] = same
    unescape: Callable[[str], str] = same
    facets: Callable[[Draft], Sequence[Facet]] | None = None
    intent: Callable[[Draft], str] | None = None
    api: Callable[[Draft], object] | None = None
    shown: Callable[[str], str] = same
    threads: bool = False
    warns: bool = False
    fold: int = 0
    tags: int = 2
    images: int = 4
    alt_limit: int = 1000
    needs_image: bool = False
    caption: int = 0
    look: Look = Look()

    def pictured(self) -> Network:
        """Return the rules for a text that stands under a picture."""
        return replace(self, limit=min(self.limit, self.caption)) if self.caption else self

    def rulers(self) -> tuple[Ruler, ...]:
        """Return every limit of the network, the first one first."""
        caps = (Ruler(cap.measure, cap.limit, cap.things) for cap in self.also)
        return (Ruler(self.measure, self.limit), *caps)

    def takes(self, text: str) -> bool:
        """Say whether *text* is within every limit and holds nothing that is refused."""
        return fits(text, self.rulers()) and self.repair(text) == text

    def unbreakable(self, text: str) -> list[Span]:
        """Return the spans of *text* that no cut may fall into.

        A link, a tag or a name of any network: half of one helps nobody on another either.
        """
        anywhere = (*web_links(text), *find_signed(text), *find_handles(text))
        own = (*self.links(text), *self.hashtags(text), *self.mentions(text), *self.keep(text))
        return sorted({(start, end) for start, end in (*anywhere, *own)})


def defuse(network: Network, text: str, *, mentions: bool = True) -> tuple[str, tuple[str, ...]]:
    """Return *text* so that *network* links, tags and pings nothing in it, and what was defused.

    A word joiner goes after the sign of a tag or mention and after every full
    stop (and the scheme) of an address; no visible character changes.  With
    *mentions* false, mentions stay alive.
    """
    found = [(span, "link") for span in network.links(text)]
    # A post is copied from one network to the next: what is a tag or a name on any of them is taken for one.
    found += [(span, "tag") for span in {*network.hashtags(text), *find_hashtags(text), *loose_hashtags(text)}]
    found += [(span, "mention") for span in {*network.mentions(text), *find_handles(text)}] if mentions else []
    places: set[int] = set()
    for (start, end), kind in found:
        places |= _link_places(text, start, end) if kind == "link" else {start + 1}
    if not places:
        return text, ()
    parts = []
    last = 0
    for place in sorted(places):
        parts.append(text[last:place])
        last = place
    words = tuple(dict.fromkeys(text[start:end] for (start, end), _ in sorted(found)))
    return DEFUSER.join([*parts, text[last:]]), words


def query(base: str, fields: Mapping[str, str]) -> str:
    """Return *base* with the fields that are not empty as its query, spaces as ``%20``."""
    return f"{base}?{urlencode({k: v for k, v in fields.items() if v}, quote_via=quote, safe='')}"


def _link_places(text: str, start: int, end: int) -> set[int]:
    inside = text[start:end]
    host = inside.partition("://")[2] or inside
    offset = start + len(inside) - len(host)
    host = host.partition("/")[0]
    places = {offset + at + 1 for at, char in enumerate(host) if char == "."}
    return places | ({offset - 2} if offset > start else set())
