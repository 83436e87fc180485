"""What a source's snapshots hold, read without a network: the same links as a fetch follows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta, tzinfo
from urllib.parse import unquote, urlsplit

from digest.errors import Notice
from digest.fetch.following import Wanted, follow
from digest.fetch.snapshots import Snapshot, Snapshots
from digest.sources import Batch, Origin
from digest.text.ages import age

STALE = timedelta(days=2)  # a snapshot so old at an edition's moment is told: perhaps nobody fetches any more

Read = Callable[[bytes, Origin], Batch]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stored:
    """One address of a source: its record (None when it was never fetched), and what its bytes gave."""

    wanted: Wanted
    snapshot: Snapshot | None = None
    batch: Batch = field(default_factory=Batch)

    def notice(self, at: datetime | None = None) -> Notice | None:
        """Return what a reader should know: not fetched yet, or not lately, seen from the moment *at*."""
        if self.snapshot is None:
            return Notice(what="not fetched yet", where=self.wanted.url, fix="digest fetch")
        if failed := warning(self.wanted, self.snapshot):
            return failed
        if at is None or self.snapshot.checked is None or at - self.snapshot.checked < STALE:
            return None
        what = f"last fetched {age(at - self.snapshot.checked)} before this edition"
        return Notice(what=what, where=self.wanted.url, fix="digest fetch; does cron still run it?")


def warning(wanted: Wanted, snapshot: Snapshot) -> Notice | None:
    """Return what a reader should know of an address whose last fetch failed, else None."""
    found = snapshot.warning()
    if found is None or snapshot.failure is None:
        return found
    # Nobody wrote it into the settings: there is nothing to correct or remove there.
    if wanted.again:
        return replace(found, fix="what its feed says of it is used")
    if wanted.depth and snapshot.failure.status in (404, 410):
        return replace(found, fix="take it out of the list that names it")
    return found


def stored(
    starts: Iterable[Wanted], snapshots: Snapshots, read: Read, *, full: bool, zone: tzinfo, link: str = ""
) -> Iterator[Stored]:
    """Yield every address of a source, in the order in which its lists name them, each once."""
    waiting, seen = list(starts), set[str]()
    while waiting:
        wanted = waiting.pop(0)
        if wanted.url in seen:
            continue
        seen.add(wanted.url)
        if (found := snapshots.load(wanted.url)) is None:
            yield Stored(wanted=wanted, snapshot=snapshots.find(wanted.url))
            continue
        snapshot, raw = found
        batch = in_section(read(raw, origin(snapshot, zone, link)), wanted.section)
        yield Stored(wanted=wanted, snapshot=snapshot, batch=batch)
        waiting += follow(batch, wanted, full=full)


def origin(snapshot: Snapshot, zone: tzinfo, link: str = "") -> Origin:
    """Return where a snapshot's bytes come from, for the formats."""
    found = origin_at(snapshot.final or snapshot.url, snapshot.media_type, zone)
    return replace(found, where=snapshot.url, link=link)


def origin_at(url: str, media_type: str, zone: tzinfo) -> Origin:
    """Return where the bytes at *url* come from; what looks like a file's name in it counts as one."""
    name = unquote(urlsplit(url).path).rpartition("/")[2]
    stem = name.rpartition(".")[0] or name
    return Origin(where=url, stem=stem, name=name, zone=zone, url=url, media_type=media_type)


def in_section(batch: Batch, section: str) -> Batch:
    """Return *batch* with the list's section for the articles that have none of their own."""
    if not section:
        return batch
    articles = tuple(one if one.section else replace(one, section=section) for one in batch.articles)
    return replace(batch, articles=articles)
