"""``digest fetch``: what the sources have now, kept for the build.

This job, `recheck`, `check --links` and looking for sources are all that opens the network.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Collection, Coroutine, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from digest import __version__
from digest.errors import FetchError, Notice, UsageError
from digest.fetch.following import Wanted
from digest.fetch.runs import FetchOutcome, FetchRun, Progress, Start
from digest.fetch.snapshots import Snapshots
from digest.fetch.stored import origin, warning
from digest.fetch.visits import Manners, Visitor
from digest.fetch.wire import Limits, Resolve, Wire
from digest.intake.joining import Joining
from digest.line.sources import read_source
from digest.settings import FetchSettings, SourceSettings
from digest.sources import Batch
from digest.sources._recognise import read
from digest.workspace import Workspace

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """What a run did: the outcome of every address, and how many old snapshots were removed."""

    outcomes: tuple[FetchOutcome, ...]
    removed: int = 0

    @property
    def failed(self) -> tuple[FetchOutcome, ...]:
        """The sources that gave nothing this time; a page that a feed links to does not count."""
        return tuple(one for one in self.outcomes if one.status == "failed" and not one.wanted.again)

    @property
    def articles(self) -> int:
        """How many articles there are now; a page that completes a feed's article is not counted again."""
        return sum(one.articles for one in self.outcomes if not one.wanted.again)

    def notices(self) -> list[Notice]:
        """Return what somebody should look at: what failed, and what moved for good."""
        found = [notice for one in self.outcomes if (notice := warning(one.wanted, one.snapshot))]
        for one in self.outcomes:
            if one.snapshot.moved and one.wanted.kind == "start":
                what = f"it has moved for good to {one.snapshot.moved}"
                found.append(Notice(what=what, where=one.wanted.url, fix="write the new address into digest.toml"))
        return found


def fetch(
    workspace: Workspace,
    *,
    now: datetime,
    told: Progress,
    force: bool = False,
    only: Collection[SourceSettings] = (),
    resolve: Resolve | None = None,
) -> Fetched:
    """Fetch every address that the sources name, or those of *only*, and what follows from it.

    *told* is called as each one ends; *force* also asks for what is still fresh.
    Raises `UsageError` when no source has an address, `BusyError` while another run
    is fetching, and `FetchError` when there is nothing to build from: all failed, and
    nothing was fetched before.
    """
    starts = _starts(workspace, only or workspace.settings.source)
    if not starts:
        fix = 'add one: digest add https://…, or in digest.toml: [[source]] url = "https://…"'
        raise UsageError("no source has an address to fetch", where=f"{workspace.settings.path}: source", fix=fix)
    snapshots = Snapshots(workspace.snapshots)

    async def run(visitor: Visitor) -> list[FetchOutcome]:
        reading = _reader(workspace)
        at_once = workspace.settings.fetch.at_once
        return await FetchRun(visitor, snapshots, reading, told, now=now, force=force, at_once=at_once).all(starts)

    with snapshots.locked():
        outcomes = online(workspace.settings.fetch, run, now=now, resolve=resolve)
        removed = 0 if only else snapshots.tidy({one.wanted.url for one in outcomes}, now)
    if not any(one.usable for one in outcomes):
        first = outcomes[0]
        failure = first.snapshot.failure
        what = f"nothing could be fetched: {failure.what}" if failure else "nothing could be fetched"
        raise FetchError(what, where=first.wanted.url, fix=failure.fix if failure else "")
    return Fetched(outcomes=tuple(outcomes), removed=removed)


def online(
    settings: FetchSettings,
    work: Callable[[Visitor], Coroutine[Any, Any, T]],
    *,
    now: datetime,
    resolve: Resolve | None = None,
) -> T:
    """Do *work* with a visitor that behaves as *settings* say, and return its result."""
    manners = Manners(agent="digest", tries=settings.tries, per_host=settings.per_host, pause=settings.pause)
    limits = Limits(total=settings.timeout, size=settings.max_mb * 1_000_000)

    async def run() -> T:
        wire = Wire(agent=agent(settings.contact), allowed=settings.allow_hosts, limits=limits, resolve=resolve)
        async with wire:
            return await work(Visitor(wire, manners, now))

    try:
        return asyncio.run(run())
    except BaseExceptionGroup as many:
        raise _first(many) from many


def agent(contact: str) -> str:
    """Return what digest calls itself to a server, with an address for its operator where there is one."""
    clean = "".join(char for char in contact if " " < char < "\x7f" and char not in "()")
    return f"digest/{__version__}" + (f" (+{clean})" if clean else "")


def _starts(workspace: Workspace, sources: Iterable[SourceSettings]) -> list[Start]:
    """Return where each source begins: its address, or what the lists in its files name."""
    starts = []
    for source in sources:
        if source.url:
            starts.append(Start(wanted=Wanted(url=source.url), full=source.full))
        else:
            # What was fetched before is followed by the run; here only the files' own links count.
            found = read_source(workspace, source, Joining())
            starts += [Start(wanted=one.wanted, full=source.full) for one in found if one.wanted.depth <= 1]
    return starts


def _reader(workspace: Workspace) -> Callable[..., Batch]:
    zone = ZoneInfo(workspace.settings.schedule.zone)
    return lambda raw, snapshot, wanted: read(raw, origin(snapshot, zone))


def _first(many: BaseExceptionGroup[BaseException]) -> BaseException:
    """Return the first error of several tasks: the others only stopped with it."""
    errors: Sequence[BaseException] = many.exceptions
    return _first(errors[0]) if isinstance(errors[0], BaseExceptionGroup) else errors[0]
