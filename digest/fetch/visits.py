"""One address, politely: redirects, robots.txt, pauses, retries.

Many visits run at once; each host gets few of them at a time, and a pause between
two.  A visit gives an `Response` or raises `FetchError`; it keeps nothing.
"""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from urllib.parse import urljoin, urlsplit

from digest.errors import FetchError, UnaskedError
from digest.fetch import robots
from digest.fetch.headers import retry_after
from digest.fetch.wire import Hop, Wire
from digest.text.urls import safe_url

MOST_HOPS = 10
PERMANENT = (301, 308)
LONGEST_WAIT = 30.0  # seconds that a run waits because a server asks it to; longer waits are the next run's

_PASSING = (408, 425, 429, 500, 502, 503, 504)  # what another try may cure


@dataclass(frozen=True, slots=True, kw_only=True)
class Manners:
    """How a run behaves: tries of one address, requests at a time on one host, seconds between two of them.

    `backoff` is how long the first retry waits; each further one waits twice as long.
    """

    agent: str = "digest"
    tries: int = 3
    per_host: int = 2
    pause: float = 0.5
    backoff: float = 1.0
    robots: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Response:
    """What an address gave in the end: status 200 with a body, or 304 without.

    `final` is where the redirects ended, `moved` the new address when every
    redirect said "for good"; `seconds` is how long the last try took.
    """

    url: str
    final: str
    status: int
    headers: Mapping[str, str]
    body: bytes = b""
    moved: str = ""
    seconds: float = 0.0

    @property
    def media_type(self) -> str:
        """The Content-Type as the server declared it, with its charset."""
        return self.headers.get("content-type", "")


@dataclass(slots=True)
class _Host:
    """One host's turn-taking: a few at a time, none before `free` on the loop's clock."""

    turns: asyncio.Semaphore
    free: float = 0.0
    rules: dict[str, asyncio.Task[robots.Rules]] = field(default_factory=dict)


class Visitor:
    """Visits addresses over one `Wire`; *now* is when the run began."""

    def __init__(self, wire: Wire, manners: Manners, now: datetime) -> None:
        self._wire = wire
        self._manners = manners
        self._now = now
        self._hosts: dict[str, _Host] = defaultdict(lambda: _Host(asyncio.Semaphore(manners.per_host)))

    async def visit(self, url: str, headers: Mapping[str, str] | None = None) -> Response:
        """Return what *url* gives; *headers* are sent along, such as If-None-Match.

        Raises `FetchError` that names *url* when every try failed.
        """
        manners = self._manners
        for number in range(1, manners.tries + 1):
            try:
                return await self._once(url, headers or {})
            except FetchError as fault:
                fault.where = url
                wait = max(manners.backoff * 2 ** (number - 1), fault.wait)
                if fault.final or number == manners.tries or wait > LONGEST_WAIT:
                    raise
                await asyncio.sleep(wait)
        raise AssertionError("a run tries at least once")

    async def _once(self, url: str, headers: Mapping[str, str]) -> Response:
        clock = asyncio.get_running_loop().time
        here, permanent, begun = _web(url), True, clock()
        for _ in range(MOST_HOPS):
            hop = await self._polite(here, headers)
            if not hop.location:
                moved = here if permanent and here != _web(url) else ""
                return self._answer(url, hop, moved, clock() - begun)
            permanent = permanent and hop.status in PERMANENT
            here = _next(here, hop.location)
        raise FetchError(f"it redirects more than {MOST_HOPS} times", fix="open it in a browser", final=True)

    async def _polite(self, url: str, headers: Mapping[str, str]) -> Hop:
        host = self._hosts[urlsplit(url).netloc]
        rules = await self._rules(url, host)
        if not rules.allows(url, self._manners.agent):
            what = "its robots.txt answers with an error" if rules.closed else "its robots.txt asks robots to stay away"
            raise UnaskedError(what, fix="ask the site, or take another address of it")
        async with self._turn(host, rules.delay(self._manners.agent)):
            return await self._wire.get(url, headers)

    @asynccontextmanager
    async def _turn(self, host: _Host, delay: float = 0.0) -> AsyncIterator[None]:
        clock = asyncio.get_running_loop().time
        async with host.turns:
            start = max(host.free, clock())
            host.free = start + max(self._manners.pause, delay)
            await asyncio.sleep(start - clock())
            yield

    async def _rules(self, url: str, host: _Host) -> robots.Rules:
        """Return the site's rules, asked for once a run however many visits wait for them."""
        if not self._manners.robots:
            return robots.Rules()
        where = robots.address(url)
        if where not in host.rules:
            host.rules[where] = asyncio.create_task(self._ask_robots(where, host))
        try:
            return await asyncio.shield(host.rules[where])
        except FetchError as fault:
            host.rules.pop(where, None)  # the next try asks again
            raise FetchError(fault.what, fix=fault.fix, wait=fault.wait) from fault

    async def _ask_robots(self, where: str, host: _Host) -> robots.Rules:
        here = where
        for _ in range(MOST_HOPS):
            try:
                async with self._turn(host):
                    hop = await self._wire.get(here)
            except FetchError as fault:
                if not fault.final:
                    raise
                # An address that must not be reached says so when the page itself is asked for;
                # of rules that cannot be read, none hold.
                return robots.Rules()
            if not hop.location:
                return robots.rules_of(hop.status, hop.body)
            here = _next(here, hop.location)
        return robots.Rules()

    def _answer(self, url: str, hop: Hop, moved: str, seconds: float) -> Response:
        if hop.status in (200, 203, 304):
            found = {"url": url, "final": hop.url, "moved": moved}
            return Response(**found, status=hop.status, headers=hop.headers, body=hop.body, seconds=seconds)
        wait = retry_after(hop.headers, self._now)
        raise FetchError(
            f"the server answers {hop.status}{_MEANING.get(hop.status, '')}",
            fix=_FIX.get(hop.status, "open it in a browser; try again later"),
            status=hop.status,
            final=hop.status not in _PASSING,
            wait=wait.total_seconds() if wait else 0.0,
        )


_MEANING = {
    401: " (it wants a password)",
    403: " (it refuses)",
    404: " (there is nothing)",
    410: " (gone for good)",
    429: " (too many requests)",
    451: " (withheld for legal reasons)",
}
_FIX = {
    401: "digest sends no passwords: ask the site for an open address",
    404: "check the address; the site's page may name another feed: digest add takes the page, too",
    410: "remove the source: the site has given it up",
    429: "fetch less often, or raise fetch.pause",
}


def _next(here: str, location: str) -> str:
    """Return where a redirect leads; `FetchError` when that is no web address."""
    return _web(urljoin(here, location), "it redirects to ")


def _web(url: str, how: str = "") -> str:
    """Return *url* without its fragment and with its host in ASCII; `FetchError` when it is no web address."""
    scheme, mark, rest = url.partition("#")[0].partition(":")
    there = f"{scheme.lower()}{mark}{rest}"
    fine = safe_url(there.replace(" ", "%20"))
    if not fine.startswith(("http://", "https://")):
        what = f"{how}{there[:80]!r}, which is no web address" if how else "it is no web address"
        raise FetchError(what, fix="open it in a browser", final=True)
    return fine
