"""The share sheet: one page that works from disk, with every post to copy, edit and open.

Nothing in it asks for anything from anywhere; its policy allows only the script
and the style it holds, by their hashes.  Counters use the networks' own ways to
count, as data.  Its pictures are put in last, as bytes: in a text beside one
Chinese letter each of their characters would take two bytes, beside one emoji four.
"""

from __future__ import annotations

import json
import re
from base64 import b64encode
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from io import BytesIO
from itertools import groupby
from typing import Any

from digest.edition.model import Edition, Item
from digest.networks import Draft, Network, same
from digest.posts import Post
from digest.posts.making import network
from digest.press import locales, themes
from digest.press.printing import printer
from digest.quotes.quote import Quote
from digest.settings import Settings
from digest.text.counting import Count
from digest.text.links import patterns
from digest.text.quotation import quotation_marks
from digest.workspace import Templates

MARK = "\ue000text\ue000"  # private use: in no post, so its place in a composer's address is certain
# Where a picture's bytes go, by its number.  In what somebody wrote JSON and HTML leave no such quotation marks.
_PLACE = re.compile('(?<="data": ")([0-9]+)(?=")')
_ROOM = 3 << 16  # bytes encoded at a time: a multiple of three, so that the pieces join to one text
SHAPES = ("square", "wide", "portrait", "story", *(f"slide-{n}" for n in range(1, 6)))
COLOURS = ("page", "paper", "tint", "ink", "muted", "accent", "on-accent", "line")
# Control edges, warnings and errors are no theme's business; measured at 4.5:1 (edges 3:1) on light and dark paper.
FIXED = {
    "light": {"control": "#7B8A85", "warn": "#8A5300", "bad": "#B3261E"},
    "dark": {"control": "#6B7B75", "warn": "#F0B45B", "bad": "#FF8A80"},
}
_GUESS = Count(unit="codepoints")  # for a guest network whose own function cannot run in a page
KINDS = {"edition": "edition", "story": "story", "thread": "thread", "quote": "quote"}
_UNSEEN = re.compile("[<\x7f-\x9f\u200b\u200e\u200f\u061c\u2028-\u202e\u2066-\u2069\ufeff\ufffe\uffff]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A picture on the sheet: a card (with shape and mode) or a story's own picture.

    `name` is the file it is saved as, `of` the id of the quote or story.
    """

    of: str
    name: str
    content: bytes
    alt: str
    width: int
    height: int
    shape: str = "picture"
    mode: str = ""

    def as_dict(self, place: int) -> dict[str, object]:
        """Return the picture as a group of the page's data holds it; its bytes stand beside, at its *place*."""
        kind = "image/png" if self.name.endswith(".png") else "image/jpeg"
        return {
            "shape": self.shape, "mode": self.mode, "name": self.name, "type": kind, "alt": self.alt,
            "width": self.width, "height": self.height, "at": str(place),
        }  # fmt: skip


@dataclass(slots=True, kw_only=True)
class _Group:
    """What one article of the page shows: a story, a quote, a thread or the edition, for all its networks."""

    id: str
    kind: str
    label: str
    title: str
    lang: str
    posts: list[dict[str, Any]]
    tabs: list[dict[str, str]]
    pictures: list[dict[str, object]] = field(default_factory=list)
    warned: str = ""
    source: str = ""

    @property
    def first(self) -> str:
        text: str = self.posts[0]["parts"][0]["text"]
        return text

    @property
    def pictured(self) -> bool:
        return bool(self.pictures)

    @property
    def cards(self) -> bool:
        return any(picture["mode"] for picture in self.pictures)

    @property
    def shapes(self) -> list[str]:
        shapes = {str(picture["shape"]) for picture in self.pictures}
        return [shape for shape in (*SHAPES, "picture") if shape in shapes]


def share_sheet(
    edition: Edition,
    posts: Sequence[Post],
    settings: Settings,
    templates: Templates,
    pictures: Sequence[Shown] = (),
) -> bytes:
    """Return ``share.html``: the posts of *edition* on one page, with *pictures* inside it, in UTF-8."""
    from markupsafe import Markup

    say = locales.load(templates, edition.newsletter.locale)
    words = _words(templates, say.language) | {"digits": say.digits}
    rules = {name: network(name, settings.social) for name in dict.fromkeys(post.network for post in posts)}
    groups = sorted(_groups(edition, posts, rules, pictures), key=lambda group: group.label != "day")
    style = palette(themes.load(templates, settings.email.theme), say) + templates.read("share/sheet.css")
    script = templates.read("share/counting.js") + templates.read("share/sheet.js")
    values = {
        "edition": edition,
        "words": words,
        "number": say.words("masthead.number", n=say.number(edition.number)) if edition.number else "",
        "date": say.date(edition.at),
        "language": say.language,
        "direction": say.direction,
        "groups": groups,
        "kinds": [kind for kind in ("quote", "story", "thread") if any(group.kind == kind for group in groups)],
        "networks": [{"id": name, "name": its.name} for name, its in rules.items()],
        "style": Markup(style),  # noqa: S704 - ours and the theme's checked values
        "script": Markup(script),  # noqa: S704 - a template file, not an article's text
        "data": Markup(_data(edition, groups, rules, words)),  # noqa: S704 - JSON without a less-than sign
        "style_hash": policy_hash(style),
        "script_hash": policy_hash(script),
    }
    return _filled(printer(templates)("share/sheet.html.j2", values), pictures)


def _filled(page: str, pictures: Sequence[Shown]) -> bytes:
    """Return *page* with the pictures at their places."""
    filled, done = BytesIO(), 0
    for place in _PLACE.finditer(page):
        filled.write(page[done : place.start(1)].encode())
        content = memoryview(pictures[int(place[1])].content)
        for start in range(0, len(content), _ROOM):
            filled.write(b64encode(content[start : start + _ROOM]))
        done = place.end(1)
    filled.write(page[done:].encode())
    return filled.getvalue()


def story_pictures(edition: Edition, images: Mapping[str, bytes]) -> list[Shown]:
    """Return the stories' own pictures that are files of the edition (*images*, by name)."""
    found = []
    for item in edition.items():
        if item.picture and item.picture.src in images:
            its = item.picture
            content = images[its.src]
            found.append(
                Shown(of=item.id, name=its.src, content=content, alt=its.alt, width=its.width, height=its.height)
            )
    return found


def _groups(
    edition: Edition, posts: Sequence[Post], rules: Mapping[str, Network], pictures: Sequence[Shown]
) -> Iterator[_Group]:
    items = {item.id: item for item in edition.items()}

    def theme(post: Post) -> tuple[str, str, str]:
        return post.kind, post.story, post.quote

    for number, (_, together) in enumerate(groupby(posts, key=theme)):
        same = list(together)
        first = same[0]
        item = items.get(first.story)
        of = first.quote or first.story or first.kind
        its = [one.as_dict(place) for place, one in enumerate(pictures) if one.of == of]
        by_network = {name: [post for post in same if post.network == name] for name in rules}
        yield _Group(
            id=f"post-{number}",
            kind=KINDS.get(first.kind, "story"),
            label=_label(edition, first, item),
            title=_title(edition, first, item),
            lang=first.lang,
            posts=[_tab(name, rules[name], parts) for name, parts in by_network.items() if parts],
            tabs=[{"id": name, "name": rules[name].name} for name, parts in by_network.items() if parts],
            pictures=its,
            warned=first.warning,
            source=_source(edition, first, item),
        )


def _tab(name: str, rules: Network, posts: Sequence[Post]) -> dict[str, Any]:
    return {"network": name, "parts": [_part(rules, post) for post in posts]}


def _part(rules: Network, post: Post) -> dict[str, Any]:
    """Return one text with its link and the composer's address, `MARK` where the text goes."""
    draft = Draft(text=MARK, link=post.link, title=post.headline, tags=post.tags, lang=post.lang)
    shown = rules.shown(post.link) if post.link else ""
    return {
        "id": post.id,
        "kind": post.kind,
        "story": post.story,
        "quote": post.quote,
        "image": post.image,
        "alt": post.alt,
        "wordings": [{"name": one.name, "text": one.text} for one in post.wordings],
        "text": post.text,
        "link": post.link,
        "limit": post.limit,
        "shown": shown if shown != post.link else "",
        "compose": _with_server(post.intent, rules.intent(draft)) if rules.intent and post.intent else "",
    }


def _with_server(built: str, marked: str) -> str:
    """Return the marked address on the server the builder used."""
    return built.partition("?")[0] + marked[len(marked.partition("?")[0]) :]


def _label(edition: Edition, post: Post, item: Item | None) -> str:
    if post.kind == "quote" and edition.quote and post.quote == edition.quote.id:
        return "day"
    if post.kind == "story" and item and item.place == "lead":
        return "lead"
    return KINDS.get(post.kind, "story")


def _title(edition: Edition, post: Post, item: Item | None) -> str:
    if item is None:
        return edition.newsletter.name
    quoted = _quoted(edition, post, item)
    return quoted.text.join(quotation_marks(post.lang)) if quoted else item.headline


def _source(edition: Edition, post: Post, item: Item | None) -> str:
    """Return where the quote of a group stands in its source, '' for what is no quote."""
    quoted = _quoted(edition, post, item) if item else None
    return quoted.link if quoted else ""


def _quoted(edition: Edition, post: Post, item: Item) -> Quote | None:
    quotes = (*((edition.quote,) if edition.quote else ()), *item.quotes, *item.shared)
    return next((quote for quote in quotes if quote.id == post.quote), None)


def _data(edition: Edition, groups: Sequence[_Group], rules: Mapping[str, Network], words: Mapping[str, Any]) -> str:
    places = dict.fromkeys(str(picture["at"]) for group in groups for picture in group.pictures)
    value = {
        "key": edition.key,
        "slot": edition.slot,
        "mark": MARK,
        "words": words,
        "patterns": patterns(),
        "networks": {name: rules_of(its) for name, its in rules.items()},
        "groups": [
            {"id": g.id, "kind": g.kind, "posts": g.posts, "pictures": g.pictures, "warned": g.warned} for g in groups
        ],
        "pictures": {place: {"data": place} for place in places},  # a story and its thread show the same one
    }
    # In a script element nothing but "<" could end it or begin a comment (HTML, 13.2.5.4);
    # the patterns name characters that must not stand raw in any file of an edition.
    return _UNSEEN.sub(lambda m: f"\\u{ord(m[0]):04x}", json.dumps(value, ensure_ascii=False))


def rules_of(its: Network) -> dict[str, object]:
    """Return a network's rules as a page needs them: every limit with its way to count."""
    caps = ((its.limit, its.unit, its.measure), *((cap.limit, cap.unit, cap.measure) for cap in its.also))
    return {
        "name": its.name,
        "fold": its.fold,
        "warns": its.warns,
        "needsImage": its.needs_image,
        "markup": its.escape is not same,
        "caps": [
            {"limit": limit, "unit": unit, "way": way.as_dict() if isinstance(way, Count) else _GUESS.as_dict()}
            for limit, unit, way in caps
        ],
    }


def palette(theme: themes.Theme, say: locales.Say) -> str:
    """Return a theme's colours and fonts as custom properties, light and dark."""
    fonts = theme.drawn(say.script, say.letters).font
    sheets = []
    for mode in ("light", "dark"):
        colours = {name: theme.colours(mode)[name] for name in COLOURS} | FIXED[mode]
        sheets.append(":root{" + "".join(f"--{name}:{value};" for name, value in colours.items()) + "}")
    base = f":root{{color-scheme:light dark;--head:{fonts.head};--text:{fonts.text}}}"
    return f"{base}{sheets[0]}@media (prefers-color-scheme:dark){{{sheets[1]}}}\n"


def _words(templates: Templates, language: str) -> dict[str, Any]:
    english, found = (locales.table(templates, tag, "sheet") for tag in ("en", language))
    nested = {table: {**english[table], **found.get(table, {})} for table in ("kinds", "units")}
    return {**english, **found, **nested}


def policy_hash(text: str) -> str:
    """Return what a policy names a style or script by."""
    return b64encode(sha256(text.encode()).digest()).decode()
