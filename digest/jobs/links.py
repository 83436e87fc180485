"""``digest check --links``: dead, moved, slow and soft-404 links, before anybody clicks them."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Mapping
from datetime import datetime
from hashlib import sha256
from html.parser import HTMLParser
from urllib.parse import urlsplit

from digest import networks, shelf
from digest.check import Finding
from digest.edition.model import edition_from
from digest.errors import FetchError, UnaskedError
from digest.fetch.decoding import text_of
from digest.fetch.pages import missing, visible
from digest.fetch.visits import Response, Visitor
from digest.fetch.wire import Resolve
from digest.jobs.fetch import online
from digest.networks import Draft, Network
from digest.settings import FetchSettings

SLOW = 5.0  # seconds after which a reader has gone
LOOKED_IN = ("email.html", "web.html")

# What a site answers to robots it does not know; a reader may well see the page.
_NOT_FOR_US = (401, 403, 405, 406, 407, 429, 451)


def check_links(
    files: Mapping[str, bytes], settings: FetchSettings, *, now: datetime, resolve: Resolve | None = None
) -> list[Finding]:
    """Visit every web link of an edition's pages, or of any HTML files, each once.

    A dead link is an error, a moved, slow or doubtful one a warning.  Unsubscribe links
    are not visited, as a visit could unsubscribe somebody; nor are links that open a
    network's composer.
    """
    leaving, composers = set(_leaving(files)), set(_composers())
    found = {url: at for url, at in links(files).items() if url not in leaving and _section(url) not in composers}

    async def run(visitor: Visitor) -> list[list[Finding]]:
        look = _Look(visitor, settings.at_once)
        return await asyncio.gather(*(look.at(url, where) for url, where in found.items()))

    told = online(settings, run, now=now, resolve=resolve) if found else []
    return [finding for several in told for finding in several]


def links(files: Mapping[str, bytes]) -> dict[str, str]:
    """Return the web addresses that HTML files link to, without their fragments, and the first file that does."""
    pages = [name for name in files if name.endswith((".html", ".htm"))]
    names = [name for name in LOOKED_IN if name in files] or pages
    found: dict[str, str] = {}
    for name in names:
        page = _Links()
        page.feed(files[name].decode("utf-8", "replace"))
        page.close()
        for url in page.found:
            found.setdefault(url, name)
    return found


def _leaving(files: Mapping[str, bytes]) -> tuple[str, ...]:
    """Return the addresses by which a reader leaves the list."""
    try:
        return edition_from(files["edition.json"].decode()).newsletter.unsubscribe
    except (KeyError, ValueError):
        return ()


def _composers() -> Iterator[str]:
    """Yield where each network's composer is."""
    draft = Draft(text="words", link="https://post.example/")
    for name in shelf.names(networks):
        its: Network = shelf.take(networks, name).NETWORK
        if its.intent:
            yield _section(its.intent(draft))


def _section(url: str) -> str:
    """Return the host and the first part of the path: what a network's composers have in common."""
    parts = urlsplit(url)
    return f"{parts.netloc}/{parts.path.lstrip('/').partition('/')[0]}"


class _Look:
    """Visits links; asks each host once for an address that cannot exist, to know its soft 404."""

    def __init__(self, visitor: Visitor, at_once: int) -> None:
        self._visitor = visitor
        self._at_once = asyncio.Semaphore(at_once)
        self._nowhere: dict[str, asyncio.Task[str]] = {}

    async def at(self, url: str, where: str) -> list[Finding]:
        async with self._at_once:
            try:
                answer = await self._visitor.visit(url)
            except FetchError as fault:
                return [_dead(fault, url, where)]
            why = missing(url, answer.final, _words(answer), await self._shown_for_nothing(answer.final))
        return list(_of(answer, why, where))

    async def _shown_for_nothing(self, url: str) -> str:
        host = f"{urlsplit(url).scheme}://{urlsplit(url).netloc}"
        if host not in self._nowhere:
            self._nowhere[host] = asyncio.create_task(self._ask(host))
        return await self._nowhere[host]

    async def _ask(self, host: str) -> str:
        """Return the words at an address that nobody has, '' when the host says so."""
        try:
            return _words(await self._visitor.visit(f"{host}/{sha256(host.encode()).hexdigest()[:24]}"))
        except FetchError:
            return ""


def _words(answer: Response) -> str:
    return visible(text_of(answer.body, answer.media_type))


def _dead(fault: FetchError, url: str, where: str) -> Finding:
    place = f"{where}: {url}"
    if fault.status in _NOT_FOR_US or isinstance(fault, UnaskedError):
        fix = "open it in a browser"
        return Finding(rule="link-unchecked", severity="warning", what=fault.what, where=place, fix=fix)
    fix = "correct the address, or leave the link out"
    return Finding(rule="dead-link", severity="error", what=fault.what, where=place, fix=fix)


def _of(answer: Response, why: str, where: str) -> list[Finding]:
    """Return the warnings about a link that answers."""
    place = f"{where}: {answer.url}"
    told = [
        ("soft-404", why, "open it in a browser"),
        ("moved-link", f"it has moved for good to {answer.moved}" if answer.moved else "", "use the new address"),
        ("slow-link", f"it took {answer.seconds:.1f} seconds" if answer.seconds > SLOW else "", "try it again"),
    ]
    return [Finding(rule=rule, severity="warning", what=what, where=place, fix=fix) for rule, what, fix in told if what]


class _Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        href = (dict(attrs).get("href") or "") if tag in ("a", "area") else ""
        url = href.strip().partition("#")[0]
        if url.startswith(("http://", "https://")):
            self.found.append(url)
