"""One article's fields, loosely typed as a file gives them, made into an `Article`."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from digest.articles import Article, Image, Person, Risk, Takeaway
from digest.errors import DataError, Notice, nearest
from digest.sources._caps import CAPS, trimmed
from digest.text.clean import blank, line, plain
from digest.text.dates import read_date
from digest.text.focus import focus_of
from digest.text.languages import language_tag
from digest.text.slugs import is_safe_name, readable_name, slug
from digest.text.urls import safe_image_url, safe_url

if TYPE_CHECKING:
    from digest.sources import Origin

MAX_TEXT = 2_000_000  # characters of one article; a long read has 60,000
MAX_ITEMS = 1_000  # takeaways, highlights, subjects … of one article

PAGE_HEADINGS = frozenset({"key takeaways", "highlights", "related news", "enjoyed this? let your friends know!"})

DATED_NAME = re.compile(r"(\d{4})-(\d\d)-(\d\d)[-_ ](.+)")  # of a file: year, month, day, and its name without them
# What a source may say of an article; those that begin `image_` stand beside `image`.
FIELDS = frozenset(
    {
        "id", "url", "site", "headline", "deck", "standfirst", "source_headline", "text", "published", "language",
        "section", "author", "image", "image_alt", "image_caption",
        "image_credit", "image_focus", "people", "takeaways", "analysis", "highlights",
        "risk", "closing", "related", "subjects", "updated", "embargo", "version", "urgency", "located", "usage",
    }
)  # fmt: skip
# Other tools' names for them, told when one is met: nothing is guessed.
_ELSEWHERE = {
    "title": "headline", "date": "published", "pubdate": "published", "summary": "deck", "subtitle": "deck",
    "description": "deck", "tags": "subjects", "category": "section", "categories": "section", "lang": "language",
    "authors": "author", "byline": "author", "by": "author", "link": "url", "permalink": "url", "source": "site",
    "alt": "image_alt", "body": "text", "content": "text", "picture": "image",
}  # fmt: skip

# Keys of site generators and editors that look like one of ours and are not.
_OTHER_TOOLS = frozenset({"publish", "unpublished", "links", "dates", "url_path", "sources"})
SLIP = 0.82  # likeness of a misspelt name

_BULLETS = "-–—•*·‣▪◦ \t"  # what a highlight may begin with on a page


def admit(
    fields: Mapping[str, object], origin: Origin, *, captured: bool = True, name: str = ""
) -> tuple[Article, list[Notice]]:
    """Make an article from loosely typed fields, named like those of `Article`.

    *name* is what its file calls it: an article without an id is called so, else by its
    headline, and one without an address is linked so where the source has a pattern.
    A field that is not usable is left out with a notice; a missing headline, or
    a text beyond `MAX_TEXT`, raises `DataError`.  A text that was *captured* from a
    page is searched for headings of the page that should not be in it.
    """
    reading = _Fields(fields, origin)
    headline = reading.line("headline", required=True)
    text = reading.body(captured=captured)
    given, url = reading.line("id"), reading.url()
    published = reading.moment("published")
    own = name or (given if is_safe_name(given) else readable_name(headline))
    made = {"url": link_of(origin, own, published)} if not url and not fields.get("url") else {}
    article = Article(
        id=given or name or readable_name(headline),
        headline=headline,
        text=text,
        url=url or made.get("url", ""),
        published=published,
        where=origin.where,
        made=frozenset((*(key for key, value in made.items() if value), *(() if given else ("id",)))),
        authors=reading.authors() if "author" in fields else (),
        **reading.further(),
    )
    return article, reading.notices


def strange_field(name: str) -> tuple[str, str]:
    """Return what is said of a field that no article has, and the field that was meant."""
    meant = _ELSEWHERE.get(name.casefold()) or nearest(name, sorted(FIELDS))
    fix = f"did you mean {meant}?" if meant else f"the fields are {', '.join(sorted(FIELDS))}"
    return f"there is no field {name!r}; it was ignored", fix


@lru_cache(maxsize=1_000)  # a site has the same keys on every page
def misspelt(name: str, known: frozenset[str]) -> str:
    """Return which of the *known* names a stranger is misspelt for, '' where it is just another tool's own.

    Pages of site generators have keys of any theme, so only a slip of the keyboard counts.
    """
    if name in known or name in _OTHER_TOOLS or name.endswith("_by"):
        return ""
    from difflib import SequenceMatcher  # few files have a key that nobody knows

    near = nearest(name, sorted(known))
    slip = SequenceMatcher(None, name, near).ratio() > SLIP or sorted(name) == sorted(near)
    return near if near and slip else ""


def link_of(origin: Origin, name: str, published: datetime | None = None) -> str:
    """Return the address that the source's link pattern gives an article, '' where it gives none.

    ``{slug}`` is its name as a safe name, ``{file}`` the same with the date that its file's
    name begins with; ``{year}``, ``{month}`` and ``{day}`` are those of its date, and
    without a date a pattern that asks for them gives nothing.
    """
    pattern = origin.link
    if not pattern:
        return ""
    parts = {"{year}": "%Y", "{month}": "%m", "{day}": "%d"}
    if any(part in pattern for part in parts):
        if published is None:
            return ""
        for part, form in parts.items():
            pattern = pattern.replace(part, published.strftime(form))
    pattern = pattern.replace("{slug}", _in_address(name) or slug(name))
    pattern = pattern.replace("{file}", _in_address(_file_name(origin, name)) or "{file}")
    return "" if "{" in pattern else safe_url(pattern)


def _file_name(origin: Origin, name: str) -> str:
    """Return the file's own name where *name* is the file's less its date."""
    dated = DATED_NAME.fullmatch(origin.stem)
    return origin.stem if dated and dated[4] == name else name


def _in_address(name: str) -> str:
    """Return a name as generators write it in addresses, '' for one with other marks than hyphens."""
    plain = name.lower().replace(" ", "-")
    return plain if re.fullmatch(r"[\w-]+", plain) else ""


class _Fields:
    """Reads one article's fields by kind; keeps a notice for each that is left out."""

    def __init__(self, fields: Mapping[str, object], origin: Origin) -> None:
        self.fields = fields
        self.origin = origin
        self.notices: list[Notice] = []

    def further(self) -> dict[str, Any]:
        """Return the fields an article may lack, of those that are given: most lines of a long file have none."""
        if _FURTHER.keys().isdisjoint(self.fields):
            return {}
        return {name: read(self) for name, read in _FURTHER.items() if name in self.fields}

    def drop(self, name: str, why: str, fix: str = "correct it in the source, or take it out there") -> None:
        self.notices.append(Notice(what=f"{name} left out: {why}", where=f"{self.origin.where}: {name}", fix=fix))

    def text(self, name: str) -> str:
        raw = self.fields.get(name)
        if raw is None or raw == "":
            return ""
        if not isinstance(raw, str):
            self.drop(name, f"it is not a text but {type(raw).__name__}")
            return ""
        if len(raw) > MAX_TEXT:
            raise DataError(
                f"{name} is longer than {MAX_TEXT:,} characters", where=name, fix="shorten it, or part it in several"
            )
        return raw

    def line(self, name: str, *, required: bool = False) -> str:
        raw = self.fields.get(name)
        if required and not (isinstance(raw, str) and not blank(raw)):
            what = "the headline is missing or empty" if raw in (None, "") else "the headline is no readable text"
            raise DataError(what, where=name, fix=f"give the article a {name}")
        text = line(self.text(name))
        return self.cap(name, text) if text and (text.isascii() or not blank(text)) else ""

    def cap(self, name: str, text: str) -> str:
        """Return *text* at the length that the field *name* may have; say so when it was longer."""
        short = trimmed(name, text)
        if short is not text:
            what = f"{name} trimmed to {len(short):,} of {len(text):,} characters: its place holds {CAPS[name]:,}"
            self.notices.append(Notice(what=what, where=f"{self.origin.where}: {name}", fix="shorten it in the source"))
        return short

    def paragraphs(self, name: str) -> str:
        text = plain(self.text(name)).strip()
        return "" if blank(text) else text

    def body(self, *, captured: bool) -> str:
        # The body's characters stay where the sender has them: no strip, no NFC.
        text = plain(self.text("text"))
        if captured and text and any(row.strip().casefold() in PAGE_HEADINGS for row in text.split("\n")):
            what = "the text holds a line that is a heading of the page (such as Key Takeaways)"
            self.notices.append(Notice(what=what, where=f"{self.origin.where}: body (text)", fix="check the capture"))
        return text

    def url(self) -> str:
        raw = self.text("url")
        url = safe_url(raw.strip(" ")) if raw else ""
        if raw and not url:
            self.drop("url", "it is no http, https or mailto address", "correct it; until then nothing links")
        return url

    def moment(self, name: str) -> datetime | None:
        raw = self.fields.get(name)
        moment = read_date(raw, self.origin.zone) if raw not in (None, "") else None
        if raw not in (None, "") and moment is None:
            fix = "write it like 2026-08-10T06:00:00+02:00"
            # Only a plain value is shown: nested aliases of YAML would grow without end.
            shown = f"{str(raw)[:60]!r} " if isinstance(raw, str | int | float) else ""
            self.drop(name, f"the date {shown}is not clear", fix)
        return moment

    def embargo(self) -> datetime | None:
        """Return when the embargo ends; `DataError` for one that names no moment: to drop it would break it."""
        raw = self.fields["embargo"]
        moment = read_date(raw, self.origin.zone)
        if moment is None and raw not in (None, ""):
            what = f"its embargo ({str(raw)[:60]!r}) names no moment, so that it is in no edition"
            raise DataError(what, where="embargo", fix="write when it ends, like 2026-08-10T06:00:00+02:00")
        return moment

    def image(self) -> Image | None:
        return self._picture(self.fields.get("image"))

    def people(self) -> Iterable[Person]:
        for raw in self._list("people"):
            table = raw if isinstance(raw, Mapping) else {}
            name, image = self.words("people", table.get("name")), table.get("image")
            if not name or not image:
                self.drop("people", "one has no name or no image", 'write {"name": …, "image": …}')
            elif picture := self._picture({"alt": name, **(image if isinstance(image, Mapping) else {"src": image})}):
                yield Person(name=name, image=picture)

    def _picture(self, raw: object) -> Image | None:
        table = raw if isinstance(raw, Mapping) else {"src": raw}
        source = table.get("src") or table.get("url") or table.get("path")
        if not source:
            return None
        url = safe_image_url(source) if isinstance(source, str) else ""
        if isinstance(source, str) and (url or _is_beside(source)):
            return Image(
                url=url,
                path="" if url else source,
                alt=self.told("alt", "image_alt", table),
                caption=self.told("caption", "caption", table),
                credit=self.told("credit", "credit", table),
                width=_size(table.get("width")),
                height=_size(table.get("height")),
                focus=self.focus(table.get("focus") or self.fields.get("image_focus")),
            )
        if isinstance(source, str) and source.startswith("/") and not source.startswith("//"):
            fix = 'set link = "https://your.site/{slug}" in its [[source]]'
            self.drop("image", "it is a path of a site, and nothing says which", fix)
            return None
        fix = "give an https address, or put the picture beside the article"
        self.drop("image", "it is neither an https address nor a file beside the article (image_url)", fix)
        return None

    def told(self, key: str, name: str, table: Mapping[str, object]) -> str:
        """Return what a picture's own table says under *key*, else the field beside it."""
        return self.words(name, table.get(key)) or self.words(name, self.fields.get(f"image_{key}"))

    def focus(self, raw: object) -> tuple[float, float] | None:
        """Return what a crop keeps in its middle, from words or shares as CSS writes them: "left top", "50% 20%"."""
        if raw in (None, ""):
            return None
        found = focus_of(str(raw))
        if found is None:
            self.drop("image_focus", f"{str(raw)[:40]!r} names no place", 'write it like "50% 20%" or "left top"')
        return found

    def takeaways(self) -> Iterable[Takeaway]:
        for raw in self._list("takeaways"):
            table = raw if isinstance(raw, Mapping) else {"text": raw}
            words, note = table.get("text"), table.get("note", "")
            if not isinstance(words, str) or blank(words):
                self.drop("takeaways", "one has no text")
                continue
            yield Takeaway(text=self.words("takeaways", words), note=self.words("note", note))

    def lines(self, name: str, *, bullets: bool = False) -> Iterable[str]:
        for raw in self._list(name):
            text = line(raw) if isinstance(raw, str) else ""
            if bullets:
                text = text.lstrip(_BULLETS)
            if not text or blank(text):
                self.drop(name.removesuffix("s"), "it is empty")
            else:
                yield self.cap(name, text)

    def risk(self) -> Risk | None:
        raw = self.fields.get("risk")
        table = raw if isinstance(raw, Mapping) else {"text": raw}
        words, heading = table.get("text"), table.get("heading", "")
        if not isinstance(words, str) or blank(words):
            if raw:
                self.drop("risk", "it has no text")
            return None
        return Risk(heading=self.words("risk.heading", heading), text=self.words("risk", words))

    def words(self, name: str, raw: object) -> str:
        """Return a part of a field as one line at the length it may have; '' when it is no text."""
        return self.cap(name, line(raw)) if isinstance(raw, str) else ""

    def number(self, name: str, least: int, most: int) -> int:
        raw = self.fields.get(name)
        if raw in (None, ""):
            return 0
        shown = str(raw)[:40] if isinstance(raw, str | int | float) else type(raw).__name__
        try:
            value = int(shown)
        except ValueError:
            value = least - 1
        if isinstance(raw, bool) or not least <= value <= most:
            self.drop(name, f"{shown!r} is no whole number from {least} to {most}")
            return 0
        return value

    def author(self) -> str:
        return self.cap("author", ", ".join(self.names())) or self.line("author")

    def authors(self) -> tuple[str, ...]:
        """Return the names that the byline joins where the source tells them apart, else ()."""
        names = self.names()
        return names if len(names) > 1 and len(", ".join(names)) <= CAPS["author"] else ()

    def names(self) -> tuple[str, ...]:
        given = self.fields["author"]
        told = (line(one) for one in given if isinstance(one, str)) if isinstance(given, list | tuple) else ()
        return tuple(dict.fromkeys(name for name in told if not blank(name)))

    def language(self) -> str:
        """Return a language tag and nothing else: it stands in attributes, where a tool evaluates its own tags."""
        given = self.line("language")
        tag = language_tag(given)
        if given and not tag:
            self.drop("language", f"{given[:40]!r} is no language tag", "write it like en or de-AT")
        return tag

    def _list(self, name: str) -> Sequence[object]:
        raw = self.fields.get(name)
        if raw is None or raw == "":
            return ()
        if isinstance(raw, str):
            return (raw,)
        if not isinstance(raw, Sequence):
            self.drop(name, "it is not a list")
            return ()
        if len(raw) > MAX_ITEMS:
            self.drop(name, f"all but the first: an article has at most {MAX_ITEMS:,}, not {len(raw):,}", "give fewer")
        return raw[:MAX_ITEMS]


def _one_line(name: str) -> Callable[[_Fields], str]:
    return lambda reading: reading.line(name)


# How each field that an article may lack is read; those that are not there cost nothing.
_FURTHER: Mapping[str, Callable[[_Fields], Any]] = {
    "image": _Fields.image,
    "people": lambda reading: tuple(reading.people()),
    "takeaways": lambda reading: tuple(reading.takeaways()),
    "analysis": lambda reading: reading.paragraphs("analysis"),
    "highlights": lambda reading: tuple(reading.lines("highlights", bullets=True)),
    "risk": _Fields.risk,
    "related": lambda reading: tuple(reading.lines("related")),
    "subjects": lambda reading: tuple(dict.fromkeys(reading.lines("subjects"))),
    "updated": lambda reading: reading.moment("updated"),
    "embargo": _Fields.embargo,
    "version": lambda reading: reading.number("version", 0, 10**12),
    "urgency": lambda reading: reading.number("urgency", 1, 9),
    "language": _Fields.language,
    "author": _Fields.author,
} | {
    name: _one_line(name)
    for name in (
        "site",
        "deck",
        "standfirst",
        "source_headline",
        "section",
        "closing",
        "located",
        "usage",
    )
}


def _is_beside(name: str) -> bool:
    parts = name.split("/")
    clean = name == plain(name) and "\\" not in name and ":" not in name
    return clean and not name.startswith("/") and all(p not in ("", ".", "..") for p in parts) and len(name) <= 200


def _size(raw: object) -> int:
    text = str(raw) if isinstance(raw, str | int) else ""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 6 else 0
