"""All files of a site that belong to no one edition: lists, search, feeds, maps, icons, style and scripts.

Each has a mark; the one of the last run tells whether it has to be made again.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from hashlib import sha256

from digest.press import links
from digest.press.feeds import LATEST, Entry, content_of, feeds
from digest.site import facts, search, sitemaps
from digest.site.folder import SiteFolder
from digest.site.icons import icons
from digest.site.lists import Lists, PlannedPage
from digest.site.pages import PagePrinter
from digest.site.record import EditionRecord

SCRIPTS = ("site.js", "search.js")


class Rest:
    """Writes what is new of it.  *shown* are the editions, the newest first, *known* the marks of the last run."""

    def __init__(
        self, printer: PagePrinter, shown: Sequence[EditionRecord], folder: SiteFolder, known: Mapping[str, str]
    ) -> None:
        self.printer = printer
        self.news = printer.settings.newsletter
        self.home = facts.home_of(self.news)
        self.shown = shown
        self.folder = folder
        self.known = known
        self.marks: dict[str, str] = {}
        told = "\n".join(f"{one.key} {one.mark} {one.around}" for one in shown)
        self.all = sha256(told.encode()).hexdigest()[:16]

    def written(self) -> dict[str, str]:
        """Write all files that are new or different; return the marks of all by name."""
        self._group("style", self.printer.stamp, self._fixed)
        lists = Lists(self.shown, self.news, self.printer.say)
        for planned in lists.planned():
            self._page(planned)
        self._search(lists)
        self._group("maps", self.all, self._maps)
        self._links()
        return self.marks

    def _page(self, planned: PlannedPage) -> None:
        self.marks[planned.name] = planned.mark
        if self._stands(planned.name, planned.mark):
            return
        values = {"page": planned.page, "root": planned.root, **planned.values}
        self.folder.put(planned.name, self.printer.page(planned.template, values).encode())

    def _group(self, name: str, mark: str, make: Callable[[], Mapping[str, bytes]]) -> None:
        """Write files that are made together; their marks begin with the group's name."""
        marked = f"{name} {mark}"
        before = [file for file, known in self.known.items() if known == marked]
        if before and all(map(self.folder.has, before)):
            self.marks |= dict.fromkeys(before, marked)
            return
        for file, content in make().items():
            self.folder.put(file, content)
            self.marks[file] = marked

    def _stands(self, name: str, mark: str) -> bool:
        return self.known.get(name) == mark and self.folder.has(name)

    def _fixed(self) -> dict[str, bytes]:
        """Return what changes with the templates and settings alone."""
        theme = self.printer.theme
        templates = self.printer.templates
        scripts = {name: templates.read(f"site/{name}").encode() for name in SCRIPTS}
        scripts["search/search.js"] = scripts.pop("search.js")
        head = str(theme.values["font"]["head"])
        return {
            "site.css": self.printer.style().encode(),
            "robots.txt": sitemaps.robots(self.home),
            **scripts,
            **icons(self.news.name, theme.colours("light"), head),
        }

    def _search(self, lists: Lists) -> None:
        """Write the parts of the index that have something new, and the page that knows them all."""
        known: list[Mapping[str, object]] = []
        for number, part in enumerate(search.parts(list(documents(self.shown, self.news.locale)))):
            mark = sha256(f"{search.FORM} {part}".encode()).hexdigest()[:16]
            self._group(f"search-{number}", mark, partial(_indexed, part, number, mark))
            known.append(json.loads((self.folder.root / _facts_of(number)).read_bytes()))
        version = sha256(repr(known).encode()).hexdigest()[:10]
        self._page(lists.search({"chunk": search.CHUNK, "part": search.PART, "parts": known}, version))

    def _links(self) -> None:
        """Write the page that profiles lead to: that of the newest edition that has one, at an address that stays."""
        newest = next((one for one in self.shown if links.FILE in one.files), None)
        if newest:
            slot = newest.slot
            page = (self.folder.root / slot / links.FILE).read_text("utf-8")
            made = {links.FILE: links.from_above(page, slot).encode()}
            self._group("links", f"{newest.key} {newest.mark}", lambda: made)

    def _maps(self) -> dict[str, bytes]:
        """Return feeds and sitemaps; nothing where the site has no address."""
        if not self.home:
            return {}
        places = list(self._places())
        language = sitemaps.news_language(self.news.locale)
        return {
            **feeds(self.news, [self._entry(one) for one in self.shown[:LATEST]]),
            **sitemaps.sitemaps(places, self.home),
            "sitemap-news.xml": sitemaps.news_sitemap(places, self.news.name, language),
        }

    def _entry(self, one: EditionRecord) -> Entry:
        address = f"{self.home}{one.slot}/"
        page = (self.folder.root / one.slot / "index.html").read_text("utf-8")
        return Entry(
            address=address,
            title=one.title,
            summary=one.preheader,
            at=one.at,
            changed=one.changed,
            content=content_of(page, address),
            picture=one.picture,
            sections=tuple(dict.fromkeys(story.kicker for story in one.stories if story.kicker)),
        )

    def _places(self) -> Iterator[sitemaps.SitemapEntry]:
        yield sitemaps.SitemapEntry(address=self.home, changed=self.shown[0].at if self.shown else None)
        for one in self.shown:
            changed = one.changed or one.at
            address = f"{self.home}{one.slot}/"
            yield sitemaps.SitemapEntry(address=address, changed=changed, published=one.at, title=one.title)
            for story in one.stories:
                if story.slug:
                    yield sitemaps.SitemapEntry(
                        address=f"{address}{story.slug}/", changed=changed, published=one.at, title=story.headline
                    )
        for name in sorted(self.marks):
            if name.startswith(("archive/", "topics/", "quotes/")):
                yield sitemaps.SitemapEntry(address=self.home + name.removesuffix("index.html"))


def _facts_of(number: int) -> str:
    return f"search/part-{number}.json"


def _indexed(part: Sequence[search.Document], number: int, mark: str) -> dict[str, bytes]:
    """Return the files of a part, and one of what the search page must know of it in this run and later ones."""
    made = search.index(part, number)
    facts = {**made.facts, "version": mark[:10]}
    return {**made.files, _facts_of(number): json.dumps(facts, ensure_ascii=False).encode()}


def documents(shown: Sequence[EditionRecord], locale: str) -> Iterator[search.Document]:
    """Yield what search finds, the oldest first: each story, with the words of its quotes."""
    for one in reversed(shown):
        day = one.at.date().isoformat()
        for story in one.stories:
            foreign = story.language not in ("", locale)
            yield search.Document(
                address=f"{one.slot}/{story.slug}/" if story.slug else f"{one.slot}/",
                headline=story.headline,
                day=day,
                deck=story.deck,
                topic=story.kicker,
                language=story.language if foreign else "",
                direction=story.direction if foreign else "",
                words=story.words,
            )
