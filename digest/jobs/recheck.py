"""``digest recheck``: do the quotes of published editions still stand in their sources?

The sources are fetched again and compared with the text that the edition keeps of each.
"""

from __future__ import annotations

import asyncio
import json
import shlex
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from digest.edition.model import Edition, Item, edition_from
from digest.errors import DataError, FetchError, UsageError
from digest.fetch.decoding import text_of
from digest.fetch.pages import corrected_since, visible
from digest.fetch.visits import Visitor
from digest.fetch.wire import Resolve
from digest.jobs.fetch import online
from digest.jobs.segments import segments_named
from digest.jobs.site import newest
from digest.outbox.keys import made_for
from digest.outbox.read import read
from digest.quotes.proof.selectors import source_texts
from digest.quotes.proof.standing import standing
from digest.quotes.quote import Quote
from digest.workspace import Workspace

GONE = (404, 410, 451)  # what a page that was taken down answers

State = Literal["stands", "changed", "gone", "page gone", "page corrected", "not reached"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rechecked:
    """What became of one quote of an edition.

    `state`: it stands; its words changed or are gone; its page is gone, or says that it
    was corrected since; or the page could not be reached this time.  `now` and `diff` are
    the nearest wording and a word diff, `why` what the network said.
    """

    key: str
    slot: str
    headline: str
    url: str
    quote: str
    state: State
    now: str = ""
    diff: str = ""
    why: str = ""

    @property
    def changed(self) -> bool:
        """Whether an editor must look at it."""
        return self.state not in ("stands", "not reached")


@dataclass(frozen=True, slots=True)
class _Asked:
    """One quote to look for: its edition, its story, the stored text and the address it came from."""

    key: str
    edition: Edition
    item: Item
    quote: Quote
    witness: str
    url: str


def recheck(
    workspace: Workspace,
    key: str = "",
    *,
    days: int = 14,
    segments: str = "",
    now: datetime,
    resolve: Resolve | None = None,
) -> list[Rechecked]:
    """Look again for every quote of the edition *key*, or of those of the last *days*.

    *segments* (``all``, or names) are those whose editions are meant, not the newsletter's.
    Of a corrected edition the last form counts; a quote whose article has no address is
    left out.  Raises `UsageError` when there is no such edition, `FetchError` when no
    page could be reached at all.
    """
    editions = [_one(workspace, key)] if key else _latest(workspace, segments, now - timedelta(days=days), days)
    asked = [one for name, edition in editions for one in _quotes(workspace, name, edition)]
    pages = _pages(workspace, sorted({one.url for one in asked}), now=now, resolve=resolve)
    faults = [page for page in pages.values() if isinstance(page, FetchError)]
    if faults and len(faults) == len(pages) and not any(fault.status in GONE for fault in faults):
        raise faults[0]
    return [_judged(one, pages[one.url]) for one in asked]


def correction(rows: Iterable[Rechecked], options: Sequence[str] = ()) -> list[str]:
    """Return the commands that make the corrections, one an edition, oldest first.

    *options* are those of this run that say which workspace and outbox are meant.
    """
    stories: dict[tuple[str, str], list[str]] = {}
    for row in rows:
        if row.changed and row.headline not in stories.setdefault((row.slot, made_for(row.key)), []):
            stories[row.slot, made_for(row.key)].append(row.headline)
    return [
        shlex.join(
            [
                *("digest", "build", *options, "--slot", slot),
                *(("--segments", segment) if segment else ()),
                *("--revise", _reason(heads)),
            ]
        )
        for (slot, segment), heads in sorted(stories.items())
    ]


def _reason(headlines: Sequence[str]) -> str:
    told = "; ".join(headlines)
    return f"A quote in “{told}” was corrected" if len(headlines) == 1 else f"Quotes were corrected in: {told}"


def _one(workspace: Workspace, key: str) -> tuple[str, Edition]:
    try:
        return key, edition_from(read(workspace.outbox, key, "edition.json").decode())
    except ValueError as fault:
        raise DataError(f"{key} is no edition that can be read: {fault}", where=str(workspace.outbox)) from fault


def _latest(workspace: Workspace, segments: str, since: datetime, days: int) -> list[tuple[str, Edition]]:
    named = segments_named(workspace.settings, segments) if segments else []
    views = [workspace.of(one.name) for one in named] or [workspace]
    found = [(key, edition) for view in views for key, edition in newest(view) if edition.at >= since]
    if not found:
        what = f"there is no edition of the last {days} days"
        raise UsageError(what, where=str(workspace.outbox), fix="--days N looks further back; or name an edition")
    return found


def _quotes(workspace: Workspace, key: str, edition: Edition) -> Iterator[_Asked]:
    records = [json.loads(line) for line in read(workspace.outbox, key, "sources.jsonl").decode().splitlines()]
    texts = source_texts(records)
    addresses = {str(record["id"]): str(record.get("url", "")) for record in records}
    seen: set[str] = set()
    for item in edition.items():
        of_day = (edition.quote,) if edition.quote and edition.quote_item == item.id else ()
        for quote in (*of_day, *item.quotes, *item.shared):
            url = addresses.get(quote.article, "")
            if quote.id not in seen and url.startswith(("http://", "https://")):
                seen.add(quote.id)
                yield _Asked(key, edition, item, quote, texts[quote.article], url.partition("#")[0])


def _pages(
    workspace: Workspace, urls: Sequence[str], *, now: datetime, resolve: Resolve | None
) -> dict[str, str | FetchError]:
    """Return the pages of *urls* as text, or why there is none."""

    async def run(visitor: Visitor) -> list[str | FetchError]:
        at_once = asyncio.Semaphore(workspace.settings.fetch.at_once)

        async def page(url: str) -> str | FetchError:
            async with at_once:
                try:
                    answer = await visitor.visit(url)
                except FetchError as fault:
                    return fault
                return text_of(answer.body, answer.media_type)

        return await asyncio.gather(*map(page, urls))

    return dict(zip(urls, online(workspace.settings.fetch, run, now=now, resolve=resolve), strict=True))


def _judged(one: _Asked, page: str | FetchError) -> Rechecked:
    facts = {"key": one.key, "slot": one.edition.slot, "headline": one.item.headline, "url": one.url}
    facts["quote"] = one.quote.text
    if isinstance(page, FetchError):
        return Rechecked(**facts, state="page gone" if page.status in GONE else "not reached", why=page.what)
    words = standing(one.quote, one.witness, visible(page))
    if words.state == "stands" and (moment := corrected_since(page, one.edition.at)):
        why = f"the page says it was corrected on {moment:%Y-%m-%d %H:%M}"
        return Rechecked(**facts, state="page corrected", why=why)
    return Rechecked(**facts, state=words.state, now=words.now, diff=words.diff)
