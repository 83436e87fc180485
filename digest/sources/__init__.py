"""Formats that articles come in: one file each, bytes in, articles out.

A format module has `SUFFIXES`, the file endings it reads, and
``read(raw: bytes, origin: Origin) -> Batch``.  It takes the file apart and hands
each article's fields to `admit`, which keeps what is usable, drops a bad field
with a notice, and refuses an article that has no headline.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, tzinfo
from hashlib import sha256
from typing import Any

from digest.articles import Article, Image, Risk, Takeaway
from digest.errors import DataError, Notice
from digest.text.clean import blank, line, plain
from digest.text.dates import read_date
from digest.text.slugs import slug
from digest.text.urls import safe_image_url, safe_url

MAX_TEXT = 2_000_000  # characters of one article; a long read has 60,000

PAGE_HEADINGS = frozenset({"key takeaways", "highlights", "related news", "enjoyed this? let your friends know!"})

_BULLETS = "-–—•*·‣▪◦ \t"  # what a highlight may begin with on a page


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Where bytes come from: the file's name for messages, its stem, how to link, its zone.

    `link` may hold ``{slug}``; it serves captures that have no address of their own.
    """

    where: str
    stem: str
    zone: tzinfo
    link: str = ""


@dataclass(frozen=True, slots=True)
class Batch:
    """What one file gave: its articles, and what was left out or changed on the way."""

    articles: tuple[Article, ...] = ()
    notices: tuple[Notice, ...] = ()


@dataclass(slots=True)
class Desk:
    """The reading of one file: collects articles and notices in order."""

    origin: Origin
    articles: list[Article] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)

    def admit(self, fields: Mapping[str, object], *, line_number: int = 0) -> None:
        """Add the article that *fields* describe, or a notice that says why not."""
        where = f"{self.origin.where}, line {line_number}" if line_number else self.origin.where
        try:
            article, notices = admit(fields, replace_where(self.origin, where))
        except DataError as refusal:
            self.refuse(refusal, where)
            return
        self.articles.append(article)
        self.notices += notices

    def refuse(self, error: DataError, where: str = "") -> None:
        """Note an article, or the whole file, as skipped."""
        place = ", ".join(p for p in (where or self.origin.where, error.where) if p)
        self.notices.append(Notice(what=f"skipped: {error.what}", where=place, fix=error.fix))

    def batch(self) -> Batch:
        """Return what was collected."""
        return Batch(tuple(self.articles), tuple(self.notices))


def replace_where(origin: Origin, where: str) -> Origin:
    """Return *origin* with a closer place, such as a line of its file."""
    if where == origin.where:
        return origin
    return Origin(where=where, stem=origin.stem, zone=origin.zone, link=origin.link)


def decode(raw: bytes, *, limit: int = 4 * MAX_TEXT) -> str:
    """Return the text of a UTF-8 file (or UTF-16 with its mark); `DataError` else."""
    if len(raw) > limit:
        raise DataError(f"the file is larger than {limit:,} bytes", fix="split it")
    codec = "utf-16" if raw[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        return raw.decode(codec)
    except UnicodeDecodeError as fault:
        row = raw.count(b"\n", 0, fault.start) + 1
        raise DataError(f"the file is not {codec[:5].upper()}", where=f"line {row}", fix="save it as UTF-8") from fault


def admit(fields: Mapping[str, object], origin: Origin) -> tuple[Article, list[Notice]]:
    """Make an article from loosely typed fields, named like those of `Article`.

    A field that is not usable is left out with a notice; a missing headline, or
    a text beyond `MAX_TEXT`, raises `DataError`.
    """
    reading = _Fields(fields, origin)
    headline = reading.line("headline", required=True)
    text = reading.body()
    url = reading.url()
    published = reading.date()
    article = Article(
        id=reading.line("id") or _id(url, headline, text),
        headline=headline,
        text=text,
        url=url,
        published=published,
        where=origin.where,
        **reading.further(),
    )
    return article, reading.notices


def _id(url: str, headline: str, text: str) -> str:
    return f"a-{sha256((url or headline + text).encode()).hexdigest()[:12]}"


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

    def drop(self, name: str, why: str, fix: str = "") -> None:
        self.notices.append(Notice(what=f"{name} left out: {why}", where=f"{self.origin.where}: {name}", fix=fix))

    def text(self, name: str) -> str:
        raw = self.fields.get(name)
        if raw is None or raw == "":
            return ""
        if not isinstance(raw, str):
            self.drop(name, f"it is not a text but {type(raw).__name__}")
            return ""
        if len(raw) > MAX_TEXT:
            raise DataError(f"{name} is longer than {MAX_TEXT:,} characters", where=name)
        return raw

    def line(self, name: str, *, required: bool = False) -> str:
        raw = self.fields.get(name)
        if required and not (isinstance(raw, str) and not blank(raw)):
            what = "the headline is missing or empty" if raw in (None, "") else "the headline is no readable text"
            raise DataError(what, where=name, fix=f"give the article a {name}")
        text = line(self.text(name))
        return text if text and (text.isascii() or not blank(text)) else ""

    def paragraphs(self, name: str) -> str:
        text = plain(self.text(name)).strip()
        return "" if blank(text) else text

    def body(self) -> str:
        # The body's characters stay where the sender has them: no strip, no NFC.
        text = plain(self.text("text"))
        if text and any(row.strip().casefold() in PAGE_HEADINGS for row in text.split("\n")):
            what = "the text holds a line that is a heading of the page (such as Key Takeaways)"
            self.notices.append(Notice(what=what, where=f"{self.origin.where}: body (text)", fix="check the capture"))
        return text

    def url(self) -> str:
        raw = self.text("url")
        url = safe_url(raw.strip(" ")) if raw else ""
        if raw and not url:
            self.drop("url", "it is no http, https or mailto address", "correct it; until then nothing links")
        if not url and not raw and self.origin.link:
            url = safe_url(self.origin.link.replace("{slug}", slug(self.origin.stem)))
        return url

    def date(self) -> datetime | None:
        raw = self.fields.get("published")
        moment = read_date(raw, self.origin.zone) if raw not in (None, "") else None
        if raw not in (None, "") and moment is None:
            fix = "write it like 2026-08-10T06:00:00+02:00"
            self.drop("published", f"the date {str(raw)[:60]!r} is not clear", fix)
        return moment

    def image(self) -> Image | None:
        raw = self.fields.get("image")
        table = raw if isinstance(raw, Mapping) else {"src": raw}
        source = table.get("src") or table.get("url") or table.get("path")
        if not source:
            return None
        alt = table.get("alt") or self.fields.get("image_alt")
        words = line(alt) if isinstance(alt, str) else ""
        if isinstance(source, str):
            if url := safe_image_url(source):
                return Image(url=url, alt=words)
            if _is_beside(source):
                return Image(path=source, alt=words)
        self.drop("image", "it is neither an https address nor a file beside the article (image_url)")
        return None

    def takeaways(self) -> Iterable[Takeaway]:
        for raw in self._list("takeaways"):
            table = raw if isinstance(raw, Mapping) else {"text": raw}
            words, note = table.get("text"), table.get("note", "")
            if not isinstance(words, str) or blank(words):
                self.drop("takeaways", "one has no text")
                continue
            yield Takeaway(text=line(words), note=line(note) if isinstance(note, str) else "")

    def lines(self, name: str, *, bullets: bool = False) -> Iterable[str]:
        for raw in self._list(name):
            text = line(raw) if isinstance(raw, str) else ""
            if bullets:
                text = text.lstrip(_BULLETS)
            if not text or blank(text):
                self.drop(name.removesuffix("s"), "it is empty")
            else:
                yield text

    def risk(self) -> Risk | None:
        raw = self.fields.get("risk")
        table = raw if isinstance(raw, Mapping) else {"text": raw}
        words, heading = table.get("text"), table.get("heading", "")
        if not isinstance(words, str) or blank(words):
            if raw:
                self.drop("risk", "it has no text")
            return None
        return Risk(heading=line(heading) if isinstance(heading, str) else "", text=line(words))

    def _list(self, name: str) -> Sequence[object]:
        raw = self.fields.get(name)
        if raw is None or raw == "":
            return ()
        if isinstance(raw, str):
            return (raw,)
        if not isinstance(raw, Sequence):
            self.drop(name, "it is not a list")
            return ()
        return raw


def _one_line(name: str) -> Callable[[_Fields], str]:
    return lambda reading: reading.line(name)


# How each field that an article may lack is read; those that are not there cost nothing.
_FURTHER: Mapping[str, Callable[[_Fields], Any]] = {
    "image": _Fields.image,
    "takeaways": lambda reading: tuple(reading.takeaways()),
    "analysis": lambda reading: reading.paragraphs("analysis"),
    "highlights": lambda reading: tuple(reading.lines("highlights", bullets=True)),
    "risk": _Fields.risk,
    "related": lambda reading: tuple(reading.lines("related")),
} | {
    name: _one_line(name)
    for name in ("site", "deck", "standfirst", "source_headline", "language", "section", "author", "closing")
}


def _is_beside(name: str) -> bool:
    parts = name.split("/")
    clean = name == plain(name) and "\\" not in name and ":" not in name
    return clean and not name.startswith("/") and all(p not in ("", ".", "..") for p in parts) and len(name) <= 200
