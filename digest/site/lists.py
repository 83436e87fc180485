"""Which pages a site has besides its editions: the front, months, topics, quotes, search, and one for what is missing.

Each is planned as a value: its file, its template, what stands on it, and a mark of that,
so that a page is printed only when something on it is new.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from itertools import groupby
from operator import attrgetter
from typing import TypeVar

from digest.press.locales import Say
from digest.settings import NewsletterSettings
from digest.site import facts
from digest.site.pages import PageHead
from digest.site.record import EditionRecord, QuoteRecord, StoryRecord

R = TypeVar("R", bound="EditionRecord | ListRow")
MISSING = "404.html"
A_PAGE = 30  # editions, stories or quotes
FEWEST = 16  # on the first page of several: what is new joins it, until it has a page too many
FRONT_STORIES = 5  # headlines of the newest edition on the front page


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedPage:
    """One page to print: `name` is its file, `values` what its template asks for beside `page` and `root`."""

    name: str
    template: str
    page: PageHead
    mark: str
    values: Mapping[str, object] = field(default_factory=dict)
    home: str = ""

    @property
    def root(self) -> str:
        """The way up to the front page, relative to this one; the page for what is missing stands at any depth."""
        return self.home if self.name == MISSING else "../" * self.name.count("/")


@dataclass(frozen=True, slots=True, kw_only=True)
class Turning:
    """Where a reader of a long list is: `number` is 0 on the first page, on one that is full its own for ever, from 1
    for the oldest; `newer` and `older` are folders below the front page ('' is the front page itself), None where
    there is no further page.  `since` and `until` are the days that it spans."""

    number: int = 0
    since: datetime | None = None
    until: datetime | None = None
    newer: str | None = None
    older: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ListRow:
    """A story, or a quote, in a list, with the edition it stands in."""

    edition: EditionRecord
    story: StoryRecord | None = None
    said: QuoteRecord | None = None

    @property
    def at(self) -> datetime:
        """When its edition is dated."""
        return self.edition.at


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """A topic: its file name, what the newest story calls it, its stories, the newest first."""

    slug: str
    name: str
    rows: tuple[ListRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Month:
    """A month: its name in addresses (``2026-08``), a day in it, its editions, the newest first."""

    name: str
    at: datetime
    editions: tuple[EditionRecord, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Shown:
    """What a page shows: `mark` is new when anything of it is, `of` the edition whose picture link previews show."""

    mark: object
    values: Mapping[str, object] = field(default_factory=dict)
    turning: Turning | None = None
    hidden: bool = False
    facts: Mapping[str, object] = field(default_factory=dict)
    of: EditionRecord | None = None


class Lists:
    """Plans the lists of a site.  *editions* are those to show, the newest first."""

    def __init__(self, editions: Sequence[EditionRecord], news: NewsletterSettings, say: Say) -> None:
        self.editions = tuple(editions)
        self.news = news
        self.say = say
        self.home = facts.home_of(news)

    def planned(self) -> Iterator[PlannedPage]:
        """Yield every page but the search page."""
        yield from self.fronts()
        yield from self.months()
        yield from self.topics()
        yield from self.quotes()
        yield self._plan(MISSING, "missing", self.say.words("site.missing"), _Shown(mark=(), hidden=True))

    def fronts(self) -> Iterator[PlannedPage]:
        """Yield the front page and those that go on from it."""
        for turning, rows in paged(self.editions, "page/"):
            name = f"page/{turning.number}/index.html" if turning.number else "index.html"
            if turning.number:
                values: dict[str, object] = {"newest": None, "months": months(rows)}
                yield self._plan(name, "front", "", _Shown(mark=_keys(rows), turning=turning, values=values))
                continue
            newest = rows[0] if rows else None
            values = _front(newest) | {"months": months(rows[1:])}
            told = facts.front_facts(self.news)
            shown = _Shown(mark=_keys(rows), turning=turning, values=values, facts=told, of=newest, hidden=not rows)
            yield self._plan(name, "front", "", shown)

    def months(self) -> Iterator[PlannedPage]:
        """Yield the archive by months, and a page for each."""
        found = months(self.editions)
        years = [(name, tuple(group)) for name, group in groupby(found, key=lambda month: self.say.year(month.at))]
        mark = [(month.name, len(month.editions)) for month in found]
        title = self.say.words("site.archive")
        yield self._plan("archive/index.html", "archive", title, _Shown(mark=mark, values={"years": years}))
        for month in found:
            folder = f"archive/{month.name}/"
            for turning, rows in paged(month.editions, folder, first=folder):
                shown = _Shown(mark=_keys(rows), turning=turning, values={"editions": rows})
                yield self._plan(_file(folder, turning), "month", self.say.month(month.at), shown)

    def topics(self) -> Iterator[PlannedPage]:
        """Yield the list of topics, and the stories of each."""
        found = topics(self.editions)
        mark = [(topic.slug, topic.name, len(topic.rows)) for topic in found]
        title = self.say.words("site.topics")
        yield self._plan("topics/index.html", "topics", title, _Shown(mark=mark, values={"topics": found}))
        for topic in found:
            folder = f"topics/{topic.slug}/"
            for turning, rows in paged(topic.rows, folder, first=folder):
                keys = [(row.edition.key, row.story.slug) for row in rows if row.story]
                count = 0 if turning.number else len(topic.rows)  # on a page that is full it would grow old
                values = {"count": count, "rows": rows}
                shown = _Shown(mark=(topic.name, count, keys), turning=turning, values=values)
                yield self._plan(_file(folder, turning), "topic", topic.name, shown)

    def quotes(self) -> Iterator[PlannedPage]:
        """Yield the pages of quotes, the newest first."""
        rows = tuple(once(self.editions))
        title = self.say.words("site.quotes")
        for turning, part in paged(rows, "quotes/", first="quotes/"):
            said = [row.said for row in part if row.said]
            mark = [(row.edition.key, row.said.text, row.said.role) for row in part if row.said]
            told = facts.quotes_facts(self.news, said)
            shown = _Shown(mark=mark, turning=turning, values={"rows": part}, facts=told)
            yield self._plan(_file("quotes/", turning), "quotes", title, shown)

    def search(self, found: Mapping[str, object], version: str) -> PlannedPage:
        """Return the search page; *found* is what it must know of the index, *version* names that."""
        site = self.say.strings["site"]
        marked = self.say.words("quote.open") + "{words}" + self.say.words("quote.shut")
        asked = {
            "index": found,
            "version": version,
            "nothing": site["nothing"].replace("{words}", marked),
            "found": site["found"],
            "language": self.say.language,
            "digits": self.say.digits,
        }
        shown = _Shown(mark=version, values={"asked": asked}, hidden=True)
        return self._plan("search/index.html", "search", self.say.words("site.search"), shown)

    def _plan(self, name: str, template: str, title: str, shown: _Shown) -> PlannedPage:
        folder = name.removesuffix("index.html")
        turning = shown.turning
        values = {"title": title, "turning": turning, **shown.values}
        newer, older = _turned(turning, "../" * name.count("/"))
        page = PageHead(
            title=f"{title} | {self.news.name}" if title else self.news.name,
            description=self._description(title, turning),
            address=f"{self.home}{folder}" if self.home and name != MISSING else "",
            hidden=shown.hidden,
            facts=shown.facts,
            newer=newer,
            older=older,
            picture=picture_of(shown.of, self.home) if shown.of and self.home else "",
            picture_alt=shown.of.title if shown.of else "",
        )
        turned = (turning.newer, turning.older) if turning else ()
        mark = sha256(repr((shown.mark, turned)).encode()).hexdigest()[:16]
        return PlannedPage(
            name=name, template=f"site/{template}.html.j2", page=page, values=values, mark=mark, home=self.home
        )

    def _description(self, title: str, turning: Turning | None) -> str:
        if self.editions and not title and turning and not turning.number:
            return self.editions[0].preheader or self.editions[0].title
        parts = [self.news.name, title]
        if turning and turning.number and turning.since and turning.until:
            parts.append(self.say.span(turning.since, turning.until))
        return ": ".join(filter(None, parts))


def _front(newest: EditionRecord | None) -> dict[str, object]:
    """Return what the front page shows of the newest edition, None where every one was withdrawn."""
    if newest is None:
        return {"newest": None}
    return {
        "newest": newest,
        "deck": (newest.stories[0].deck if newest.stories else "") or newest.preheader,
        "stories": [story for story in newest.stories[1:] if story.slug][:FRONT_STORIES],
        "said": next((said for said in newest.quotes if said.day), None),
    }


def _file(folder: str, turning: Turning) -> str:
    return f"{folder}{f'{turning.number}/' if turning.number else ''}index.html"


def picture_of(edition: EditionRecord, home: str) -> str:
    """Return the whole address of the picture that link previews show for an edition, '' without one."""
    if edition.card:
        return f"{home}{edition.slot}/{edition.card}"
    if edition.picture is None:
        return ""
    src = edition.picture.src
    return src if ":" in src else f"{home}{edition.slot}/{src}"


def months(editions: Sequence[EditionRecord]) -> tuple[Month, ...]:
    """Return the months that *editions* came in, the newest first."""
    found: dict[str, list[EditionRecord]] = defaultdict(list)
    for edition in editions:
        found[edition.at.strftime("%Y-%m")].append(edition)
    return tuple(Month(name=name, at=rows[0].at, editions=tuple(rows)) for name, rows in found.items())


def topics(editions: Sequence[EditionRecord]) -> tuple[Topic, ...]:
    """Return the topics of the stories of *editions*, those with most stories first."""
    found: dict[str, list[ListRow]] = defaultdict(list)
    for edition in editions:
        for story in edition.stories:
            if story.slug and story.topic:
                found[story.topic].append(ListRow(edition=edition, story=story))
    made = [Topic(slug=slug, name=_name(rows), rows=tuple(rows)) for slug, rows in found.items()]
    return tuple(sorted(sorted(made, key=attrgetter("name")), key=lambda topic: -len(topic.rows)))


def once(editions: Sequence[EditionRecord]) -> Iterator[ListRow]:
    """Yield the quotes of *editions*, the newest first; one that several have stands where it was told first."""
    first = {said.text: one.key for one in editions for said in one.quotes}  # the oldest comes last
    for one in editions:
        for said in one.quotes:
            if first.get(said.text) == one.key:
                del first[said.text]
                yield ListRow(edition=one, said=said)


def paged(rows: Sequence[R], folder: str, first: str = "") -> Iterator[tuple[Turning, Sequence[R]]]:
    """Yield the parts of a long list, the newest first; the first stands in *first*, the others in ``<folder>N/``.

    A page that is full is counted from the oldest and never changes: a new row joins
    the first page, which has `FEWEST` rows at least and is split when it has a page more.
    """
    full = max(0, (len(rows) - FEWEST) // A_PAGE)

    def at(number: int) -> str | None:
        if not 1 <= number <= full:
            return first if number > full else None
        return f"{folder}{number}/"

    for number in range(full + 1, 0, -1):
        end = len(rows) - (number - 1) * A_PAGE
        part = rows[0 if number > full else end - A_PAGE : end]
        turning = Turning(
            number=0 if number > full else number,
            since=part[-1].at if part else None,
            until=part[0].at if part else None,
            newer=at(number + 1) if number <= full else None,
            older=at(number - 1),
        )
        yield turning, part


def _turned(turning: Turning | None, root: str) -> tuple[str, str]:
    """Return the addresses of the newer and the older page of a list, '' for none."""
    folders = (turning.newer, turning.older) if turning else (None, None)
    newer, older = ("" if folder is None else f"{root}{folder}" or "./" for folder in folders)
    return newer, older


def _name(rows: Sequence[ListRow]) -> str:
    return rows[0].story.kicker if rows[0].story else ""


def _keys(rows: Sequence[EditionRecord]) -> list[str]:
    return [row.key for row in rows]
