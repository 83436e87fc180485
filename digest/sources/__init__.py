"""Formats that articles come in: one file each, bytes in, articles out.

A format module has `SUFFIXES`, the file endings it reads; `MEDIA`, the media types;
``claims(head: bytes) -> int``, how sure it is that bytes which begin so are its own (0 no,
1 perhaps, 2 surely, 3 surely and more special than another that would claim them too);
and ``read(raw: bytes, origin: Origin) -> Batch``.  With `BY_CONTENT` its endings are everybody's,
and a file that it does not claim is none of its own; `ALSO` are endings of others, of which
it takes the files that it claims.  It takes the file apart and hands each
article's fields to a `Desk`, which keeps what is usable, drops a bad field with a notice,
and refuses an article that has no headline.  `read` raises nothing: a file that cannot be
read it gives to `Desk.refuse`.  All of it is pure.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, tzinfo
from typing import Literal

from digest.articles import Article
from digest.errors import DataError, Notice
from digest.sources._fields import FIELDS, MAX_TEXT, PAGE_HEADINGS, admit, strange_field

__all__ = ["FIELDS", "MAX_TEXT", "PAGE_HEADINGS", "Batch", "Desk", "Link", "Origin", "Retraction", "admit", "decode"]

VERSION = 4  # of what is read out of the same bytes; a cache of batches begins anew with each


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Where bytes come from: `where` for messages, the file's `stem` and whole `name`, its zone.

    `link` is a pattern for articles that have no address of their own and may hold
    ``{slug}``.  `url` is the address the bytes came from, after all redirects, and
    `media_type` what the server declared them to be, with its charset; '' for a file.
    """

    where: str
    stem: str
    zone: tzinfo
    link: str = ""
    name: str = ""
    url: str = ""
    media_type: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """Something to fetch: a feed, a page, a sitemap.

    An `optional` one leads to the whole of what the batch already holds in short.
    """

    url: str
    kind: Literal["feed", "page", "sitemap"]
    title: str = ""
    section: str = ""
    published: datetime | None = None
    where: str = ""
    optional: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Retraction:
    """What its sender has withdrawn: the article's id, the version that withdraws it, and why."""

    id: str
    version: int = 0
    where: str = ""
    why: str = ""


@dataclass(frozen=True, slots=True)
class Batch:
    """What one file gave.

    `notices` are what was skipped or changed on the way; `left_out` is what the source
    itself does not want to be read, such as a draft: nothing is wrong with it.
    """

    articles: tuple[Article, ...] = ()
    notices: tuple[Notice, ...] = ()
    left_out: tuple[Notice, ...] = ()
    links: tuple[Link, ...] = ()
    retractions: tuple[Retraction, ...] = ()


@dataclass(slots=True)
class Desk:
    """The reading of one file: collects articles, notices and links in order.

    What was *captured* from a page is searched for headings of that page.
    """

    origin: Origin
    captured: bool = False
    articles: list[Article] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)
    left_out: list[Notice] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    retractions: list[Retraction] = field(default_factory=list)

    def admit(
        self, fields: Mapping[str, object], *, line_number: int = 0, place: str = "", name: str = ""
    ) -> Article | None:
        """Add the article that *fields* describe, or a notice that says why not; return it.

        *place* says where in the file it stands ("item 3", "row 12"), *name* what its file
        calls it, where the file holds nothing else.
        """
        place = f"line {line_number}" if line_number else place
        where = f"{self.origin.where}, {place}" if place else self.origin.where
        try:
            article, notices = admit(fields, replace_where(self.origin, where), captured=self.captured, name=name)
        except DataError as refusal:
            self.refuse(refusal, where)
            return None
        self.articles.append(article)
        self.notices += notices
        return article

    def refuse(self, error: DataError, where: str = "") -> None:
        """Note an article, or the whole file, as skipped."""
        place = ", ".join(p for p in (where or self.origin.where, error.where) if p)
        self.notices.append(Notice(what=f"skipped: {error.what}", where=place, fix=error.fix))

    def warn(self, what: str, *, where: str = "", fix: str = "") -> None:
        """Note something worth a look; *where* is a place in the file."""
        place = ", ".join(p for p in (self.origin.where, where) if p)
        self.notices.append(Notice(what=what, where=place, fix=fix))

    def see_field(self, name: str, where: str) -> None:
        """Warn of a field that no article has, with the one that was meant: a misspelt one is lost unseen."""
        if name not in FIELDS:
            what, fix = strange_field(name)
            self.warn(what, where=where, fix=fix)

    def leave_out(self, why: str, *, where: str = "", fix: str = "") -> None:
        """Note something that its own source does not want to be read."""
        place = ", ".join(p for p in (self.origin.where, where) if p)
        self.left_out.append(Notice(what=f"left out: {why}", where=place, fix=fix))

    def batch(self) -> Batch:
        """Return what was collected."""
        return Batch(
            tuple(self.articles),
            tuple(self.notices),
            tuple(self.left_out),
            tuple(self.links),
            tuple(self.retractions),
        )


def replace_where(origin: Origin, where: str) -> Origin:
    """Return *origin* with a closer place, such as a line of its file."""
    return origin if where == origin.where else replace(origin, where=where)


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
