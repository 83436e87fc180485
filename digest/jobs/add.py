"""``digest add`` and ``digest init --from``: what somebody already has becomes a source.

An address is looked at over the network, a folder or file where it lies.  Settings are
written with their comments kept.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import tomlkit
from tomlkit.items import AoT, Table

from digest import whole
from digest.articles import Article
from digest.config import read_settings
from digest.errors import DataError, FetchError, Notice, UsageError
from digest.fetch.decoding import text_of
from digest.fetch.pages import is_page
from digest.fetch.scouting import Scout, Scouted, commonest
from digest.fetch.stored import origin_at
from digest.fetch.visits import Response, Visitor
from digest.fetch.wire import Resolve
from digest.intake.files import read_files
from digest.intake.generators import Site, site_around
from digest.intake.joining import Joining, summed
from digest.jobs.fetch import online
from digest.settings import FetchSettings, SourceSettings
from digest.sources import Batch, Origin
from digest.sources._recognise import read, recognise
from digest.text.urls import host
from digest.workspace import SETTINGS_FILE, Workspace

_WEB = re.compile(r"https?://", re.IGNORECASE)
_BARE = re.compile(r"(?!\.)(?:[\w-]+\.)+[a-z]{2,24}(?:[:/?#]\S*)?", re.IGNORECASE)

_TONGUE = re.compile(r"[a-z]{2}(?:-[A-Za-z]{2,4})?")  # a folder of one language's articles

# Words of a path that say how articles are made or kept, not whose they are.
_MAKERS = frozenset({
    "hugo", "jekyll", "eleventy", "11ty", "astro", "obsidian", "wordpress", "ghost", "substack", "medium", "content",
    "contents", "posts", "articles", "blog", "src", "source", "docs", "pages", "sites", "website", "www", "export",
    "exports", "import", "data", "markdown", "md", "html", "xml", "rss", "feed", "feeds", "json", "jsonl", "csv",
    "opml", "subscriptions", "master", "main", "tmp", "temp", "home", "root", "users", "desktop", "downloads",
    "documents",
})  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundSources:
    """What a target turned out to be: the sources to write, and what was learnt of the site.

    `dates` are those of the articles that it has now, `undated` how many have none.
    """

    sources: tuple[SourceSettings, ...]
    what: str
    name: str = ""
    language: str = ""
    zone: str = ""
    dates: tuple[datetime, ...] = ()
    undated: int = 0
    notices: tuple[Notice, ...] = ()


def find(
    target: str, *, root: Path, here: Path, settings: FetchSettings, now: datetime, resolve: Resolve | None = None
) -> FoundSources:
    """Return what *target* is: an address, or a folder or file (relative to *here*).

    Paths are written relative to the workspace *root* where they lie in it.  Raises
    `UsageError`, `DataError` or `FetchError` that says what to do instead.
    """
    path = here / target
    if _WEB.match(target) or (not path.exists() and _BARE.fullmatch(target)):
        scheme, _, rest = target.partition("://")
        url = f"{scheme.lower()}://{rest}" if rest and _WEB.match(target) else f"https://{target}"
        return _address(url, settings=settings, now=now, resolve=resolve)
    if not path.exists():
        fix = "give an address that begins with https://, or a folder or file that is there"
        raise UsageError(f"no such file or folder: {target}", where=str(here), fix=fix)
    return _files(path.resolve(), root=root)


def add(workspace: Workspace, found: FoundSources, allowed: Collection[str] = ()) -> list[SourceSettings]:
    """Write the sources of *found* into ``digest.toml``, and return those that were not there yet."""
    path = workspace.root / SETTINGS_FILE
    document = tomlkit.parse(path.read_text("utf-8"))
    known = {(source.path, source.url) for source in workspace.settings.source}
    new = [source for source in found.sources if (source.path, source.url) not in known]
    if not new:
        return []
    written = document.get("source")
    if not isinstance(written, AoT):
        # Without [[source]] the folder "seeds" counts; once something is written, only that does.
        written = AoT([])
        for source in workspace.settings.source:
            if (workspace.root / source.path).exists():
                written.append(source_table(source))
        document["source"] = written
    for source in new:
        table = source_table(source)
        table.add(tomlkit.nl())
        written.append(table)
    write_allowed(document, allowed)
    text = tomlkit.dumps(document)
    read_settings(text)  # what is written is read before anybody else does
    whole.write(path, text.encode())
    return new


def write_allowed(document: tomlkit.TOMLDocument, allowed: Collection[str]) -> None:
    """Add hosts inside a network to ``fetch.allow_hosts`` of a settings document."""
    if not allowed:
        return
    table = document.setdefault("fetch", tomlkit.table())
    hosts = table.setdefault("allow_hosts", [])
    hosts.extend(host for host in allowed if host not in hosts)


def source_table(source: SourceSettings) -> Table:
    """Return a source as it stands in ``digest.toml``: what differs from the defaults."""
    table = tomlkit.table()
    for name in ("url", "path", "outside", "link", "language"):
        if value := getattr(source, name):
            table.add(name, value)
    return table


def _address(url: str, *, settings: FetchSettings, now: datetime, resolve: Resolve | None) -> FoundSources:
    async def scout(visitor: Visitor) -> Scouted:
        return await Scout(visitor=visitor, kind=_kind, read=_read, text=_text).look_at(url)

    try:
        seen = online(settings, scout, now=now, resolve=resolve)
    except FetchError as fault:
        if "allow_hosts" in fault.fix:
            fault.fix = f"if that is meant: --allow-host {fault.fix.split(chr(34))[1]}"
        raise
    return FoundSources(
        sources=tuple(SourceSettings(url=one) for one in seen.urls),
        what="an address" if len(seen.urls) == 1 else f"{len(seen.urls)} addresses",
        name=seen.name,
        language=seen.language,
        dates=seen.dates,
        notices=seen.notices,
    )


def _files(path: Path, *, root: Path) -> FoundSources:
    site = site_around(path) if path.is_dir() else Site(content=path)
    inside = site.content.is_relative_to(root)
    # Who types a path means it; one that comes along in settings is asked about.
    place = str(site.content.relative_to(root) if inside else site.content)
    source = SourceSettings(path=place, outside=not inside, link=site.link)
    joining = Joining()
    links = read_files(source, joining, root=root, zone=ZoneInfo("UTC"))
    articles = [taken.article for taken in joining.articles().values()]
    if not articles and not links:
        raise _nothing(path, [*joining.notices, *joining.left_out])
    what = f"posts of {site.generator}" if site.generator else "a folder" if path.is_dir() else "a file"
    return FoundSources(
        sources=(source,),
        what=what + _addressed(articles),
        name=site.name or name_of(path, [article.site for article in articles], site.base),
        language=site.language or commonest([article.language for article in articles]),
        zone=site.zone,
        dates=tuple(article.published for article in articles if article.published),
        undated=sum(article.published is None for article in articles),
        notices=summed([*joining.notices, *_unlinked(articles, source)]),
    )


def _addressed(articles: Sequence[Article]) -> str:
    """Return an example of the addresses made by the generator's rules, for a user to see whether it is right."""
    newest = max(
        (one for one in articles if "url" in one.made), key=lambda one: (str(one.published), one.id), default=None
    )
    return f", addresses such as {newest.url}" if newest else ""


def _unlinked(articles: Sequence[Article], source: SourceSettings) -> list[Notice]:
    """Return one warning for a source none of whose articles has an address: its editions would link nowhere."""
    if not articles or any(article.url for article in articles):
        return []
    what = "none of the articles has an address, so no headline of an edition leads anywhere"
    fix = 'set link = "https://your.site/{slug}" in its [[source]], or write url: … in each'
    return [Notice(what=what, where=source.path, fix=fix)]


def _nothing(path: Path, notices: Sequence[Notice]) -> DataError:
    """Return the error for a folder or file that gives nothing: the first of what is wrong with it."""
    first = next(iter(notices), Notice(what="there is nothing that can be read", where=str(path)))
    fix = first.fix or "Markdown, feeds, pages, exports and lists are read: docs/articles.md"
    return DataError(re.sub("^(skipped|left out): ", "", first.what), where=first.where or str(path), fix=fix)


def name_of(path: Path, sites: Sequence[str], base: str = "") -> str:
    """Return what a folder or file is called where nothing tells the newsletter's name.

    What most of its articles name as their *sites*, else the host of the site's address *base*, else the
    words of the path without those that say only how it was made: ``hugo-harbour-post`` is Harbour Post,
    ``news/content/posts`` News.
    """
    if named := commonest(list(sites)) or host(base).removeprefix("www."):
        return named
    for place in (path if path.is_dir() else path.with_suffix(""), *path.parents):
        if _TONGUE.fullmatch(place.name):
            continue
        words = [word for word in re.split(r"[-_.\s]+", place.name) if word and word.casefold() not in _MAKERS]
        if any(letter.isalpha() for word in words for letter in word):
            return " ".join(word.capitalize() if word.islower() else word for word in words)
    return path.name


def _origin(answer: Response) -> Origin:
    return origin_at(answer.final, answer.media_type, ZoneInfo("UTC"))


def _kind(answer: Response) -> str:
    page = is_page(answer.body, answer.media_type)
    return "html" if page else recognise(answer.body, _origin(answer).name, answer.media_type)


def _read(answer: Response) -> Batch:
    return read(answer.body, _origin(answer))


def _text(answer: Response) -> str:
    return text_of(answer.body, answer.media_type)
