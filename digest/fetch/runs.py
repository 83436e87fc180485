"""A run: every address that the sources want, many at once, each asked for once.

What comes is kept and read for links at once and then let go, so that memory holds
the few answers under way and not the hundreds of a morning.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Literal

from digest.errors import FetchError
from digest.fetch.following import Wanted, follow
from digest.fetch.headers import fresh_until
from digest.fetch.pages import is_page
from digest.fetch.snapshots import Failure, Snapshot, Snapshots
from digest.fetch.visits import Response, Visitor
from digest.sources import Batch

PAGE_FRESH = timedelta(hours=12)  # an article's page is not asked for again with every run of a day

Status = Literal["new", "same", "fresh", "waiting", "failed"]
Read = Callable[[bytes, Snapshot, Wanted], Batch]


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchOutcome:
    """What became of one address.

    `status`: new bytes, the same as before, still fresh and not asked for, waiting because
    the server asked to, or failed.  `articles` counts what its snapshot holds now.
    """

    wanted: Wanted
    status: Status
    snapshot: Snapshot
    articles: int = 0
    seconds: float = 0.0

    @property
    def usable(self) -> bool:
        """Whether there is a snapshot, new or old, to build from."""
        return bool(self.snapshot.file)


@dataclass(frozen=True, slots=True, kw_only=True)
class Start:
    """Where one source begins, and whether its articles' pages are wanted whole."""

    wanted: Wanted
    full: bool = False


Progress = Callable[[FetchOutcome, int], None]  # what became of an address, and how many are under way


class FetchRun:
    """One `digest fetch`: *now* is when it began, *force* asks although answers are fresh."""

    def __init__(
        self,
        visitor: Visitor,
        snapshots: Snapshots,
        read: Read,
        told: Progress,
        *,
        now: datetime,
        force: bool = False,
        at_once: int = 16,
    ) -> None:
        self._visitor = visitor
        self._snapshots = snapshots
        self._read = read
        self._told = told
        self._now = now
        self._force = force
        self._asked: dict[str, asyncio.Task[tuple[FetchOutcome, Batch]]] = {}
        self._left = 0
        self._at_once = asyncio.Semaphore(at_once)

    async def all(self, starts: Sequence[Start]) -> list[FetchOutcome]:
        """Fetch every start and what follows from it; return the outcomes, each address once, in order."""
        async with asyncio.TaskGroup() as group:
            for start in starts:
                group.create_task(self._source(start.wanted, start.full))
        return [task.result()[0] for task in self._asked.values()]

    async def _source(self, wanted: Wanted, full: bool) -> None:
        task = self._asked.get(wanted.url)
        if task is None:
            self._left += 1
            task = self._asked[wanted.url] = asyncio.create_task(self._address(wanted))
        _, batch = await task
        async with asyncio.TaskGroup() as group:
            for link in follow(batch, wanted, full=full):
                group.create_task(self._source(link, full))

    async def _address(self, wanted: Wanted) -> tuple[FetchOutcome, Batch]:
        async with self._at_once:
            outcome = await self._fetched(wanted)
            raw = self._snapshots.body(outcome.snapshot)
            batch = self._read(raw, outcome.snapshot, wanted) if raw is not None else Batch()
        outcome = replace(outcome, articles=len(batch.articles))
        self._left -= 1
        self._told(outcome, self._left)
        return outcome, replace(batch, articles=(), notices=())

    async def _fetched(self, wanted: Wanted) -> FetchOutcome:
        found = self._snapshots.load(wanted.url)
        known = found[0] if found else self._snapshots.find(wanted.url) or Snapshot(url=wanted.url)
        known = known if found else replace(known, file="", etag="", last_modified="")
        if status := self._rest(known):
            return FetchOutcome(wanted=wanted, status=status, snapshot=known)
        try:
            answer = await self._visitor.visit(wanted.url, _conditions(known))
            self._check(answer, known)
        except FetchError as fault:
            return FetchOutcome(
                wanted=wanted, status="failed", snapshot=self._snapshots.keep(self._failed(known, fault))
            )
        return self._kept(wanted, known, answer)

    def _rest(self, known: Snapshot) -> Status | None:
        """Say why an address is not asked for now, None when it is."""
        if known.wait and known.wait > self._now:
            return "waiting"  # also with force: the server said so
        if known.file and known.fresh and known.fresh > self._now and not self._force:
            return "fresh"
        return None

    def _check(self, answer: Response, known: Snapshot) -> None:
        if answer.status == 304 and not known.file:
            raise FetchError(
                "the server says nothing is new, and nothing was asked",
                where=known.url,
                status=304,
                fix="fetch it again; if that does not help, tell the site",
            )
        if answer.status != 304 and not answer.body.strip():
            raise FetchError("the answer is empty", where=known.url, fix="try again later", status=answer.status)
        before = self._snapshots.body(known) or b""
        if answer.body and before and is_page(answer.body, answer.media_type) and not is_page(before, known.media_type):
            what = "a page came where a feed was"
            raise FetchError(what, where=known.url, fix="open it in a browser; the feed may have moved")

    def _kept(self, wanted: Wanted, known: Snapshot, answer: Response) -> FetchOutcome:
        fresh = fresh_until(answer.headers, self._now)
        if wanted.kind == "page":
            fresh = max(fresh, self._now + PAGE_FRESH)
        seen = replace(
            known,
            final=answer.final,
            moved=answer.moved,
            checked=self._now,
            fresh=fresh,
            wait=None,
            failure=None,
            etag=answer.headers.get("etag", known.etag if answer.status == 304 else ""),
            last_modified=answer.headers.get("last-modified", known.last_modified if answer.status == 304 else ""),
        )
        if answer.status == 304 or self._snapshots.holds(known, answer.body):
            return FetchOutcome(
                wanted=wanted, status="same", snapshot=self._snapshots.keep(seen), seconds=answer.seconds
            )
        new = replace(seen, media_type=answer.media_type, fetched=self._now)
        kept = self._snapshots.keep(new, answer.body)
        return FetchOutcome(wanted=wanted, status="new", snapshot=kept, seconds=answer.seconds)

    def _failed(self, known: Snapshot, fault: FetchError) -> Snapshot:
        before = known.failure
        failure = Failure(
            at=self._now,
            what=fault.what,
            fix=fault.fix,
            status=fault.status,
            times=before.times + 1 if before else 1,
            since=before.since if before else self._now,
        )
        wait = self._now + timedelta(seconds=fault.wait) if fault.wait else None
        return replace(known, failure=failure, wait=wait)


def _conditions(known: Snapshot) -> dict[str, str]:
    """Return the headers that let a server answer "not modified" (RFC 9110, 13.1)."""
    if not known.file:
        return {}
    said = {"If-None-Match": known.etag, "If-Modified-Since": known.last_modified}
    return {name: value for name, value in said.items() if value}
