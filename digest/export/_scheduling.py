"""What files for schedulers share: the posting plan, public picture addresses, safe cells.

A shared note of this folder, not an entry.
"""

from __future__ import annotations

import csv
from bisect import bisect, insort
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from itertools import groupby
from typing import Any
from zoneinfo import ZoneInfo

from digest.errors import UsageError
from digest.settings import PlanSettings
from digest.text.clean import plain

HORIZON = 60  # days; a plan that needs more has too few times
_FORMULA = frozenset("=+-@\t\r＝＋－＠")
_INVISIBLE = " \t\r\n\u00a0\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """Posts with their times, as an exporter gets them.

    `posts` are lines of ``posts.jsonl`` in running order; `at` is the edition's
    moment, `zone` the plan's time zone, `images` the address of the
    folder with the edition's pictures, with its slash ('' when there is none), `header` asks for a first row of names
    where a form is told with and without.
    """

    key: str
    newsletter: str
    at: datetime
    zone: str
    posts: tuple[Mapping[str, Any], ...]
    plan: PlanSettings
    images: str = ""
    header: bool = False

    def scheduled(self) -> list[tuple[Mapping[str, Any], datetime]]:
        """Return every post with its time: by network, spaced, never two of one story too close."""
        return list(_planned(self.posts, self.at.astimezone(ZoneInfo(self.zone)), self.plan))

    def by_network(self) -> Iterator[tuple[str, list[tuple[Mapping[str, Any], datetime]]]]:
        """Yield the single posts of each network with their times; a file of rows holds no threads."""
        rows = [(post, when) for post, when in self.scheduled() if post["thread"]["of"] == 1]
        rows.sort(key=lambda row: str(row[0]["network"]))
        for network, its in groupby(rows, key=lambda row: str(row[0]["network"])):
            yield network, sorted(its, key=lambda row: row[1])

    def image(self, post: Mapping[str, Any]) -> str:
        """Return the public address of a post's picture; '' when it has none."""
        name = str(post.get("image", ""))
        if not name or name.startswith("https://"):
            return name
        return f"{self.images}{name}" if self.images else ""


def rows_as_csv(rows: Iterable[Sequence[str]]) -> str:
    """Return *rows* as CSV for spreadsheets and importers: all quoted, CRLF, a byte order mark, no formula."""
    out: list[str] = []
    # csv wants a file; a list with a write method is all it uses.
    writer = csv.writer(_Lines(out), quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerows([guarded(cell) for cell in row] for row in rows)
    return "\ufeff" + "".join(out)


def guarded(cell: str) -> str:
    """Return *cell* after an apostrophe when a spreadsheet would take it for a formula.

    Looked at is the first character that is seen, in its usual and its full-width
    form; a true minus sign (U+2212) is none.
    """
    first = cell.lstrip(_INVISIBLE)[:1]
    return f"'{cell}" if first in _FORMULA and first else cell


def together(posts: Iterable[tuple[Mapping[str, Any], datetime]]) -> Iterator[list[tuple[Mapping[str, Any], datetime]]]:
    """Yield single posts alone and the parts of a thread together, in order."""
    for _, parts in groupby(posts, key=lambda row: thread_of(row[0])):
        yield list(parts)


def thread_of(post: Mapping[str, Any]) -> str:
    """Return the name that the parts of one thread have in common."""
    name = str(post["id"])
    return name.rpartition(".")[0] if post["thread"]["of"] > 1 else name


def worded(post: Mapping[str, Any]) -> str:
    """Return a post's text with its whole link, for a tool that knows no facets.

    On Bluesky a link may be shown short, and is one by its facet alone; its clients
    shorten a whole one by themselves.
    """
    text, link = str(post["text"]), str(post["link"])
    if not link or link in text:
        return text
    raw = text.encode()  # such a facet counts bytes
    for facet in post["facets"]:
        if facet["kind"] == "link" and facet["value"] == link:
            return (raw[: facet["start"]] + link.encode() + raw[facet["end"] :]).decode()
    return text


def readable(post: Mapping[str, Any]) -> str:
    """Return a post's words without the marks that only keep networks from linking."""
    return plain(worded(post))


class _Lines:
    def __init__(self, out: list[str]) -> None:
        self.write = out.append


def _planned(
    posts: Sequence[Mapping[str, Any]], begin: datetime, plan: PlanSettings
) -> Iterator[tuple[Mapping[str, Any], datetime]]:
    networks = dict.fromkeys(str(post["network"]) for post in posts)
    calendars = {name: _Calendar(_moments(begin, plan.at.get(name, plan.default)), plan) for name in networks}
    known: dict[str, datetime] = {}
    for post in posts:  # what an editor set comes first: the others keep their distance from it
        if post.get("when") and thread_of(post) not in known:
            known[thread_of(post)] = calendars[str(post["network"])].hold(_set_by_hand(post, begin), str(post["story"]))
    for post in posts:
        name = thread_of(post)
        if name not in known:
            known[name] = calendars[str(post["network"])].take(str(post["story"])).astimezone(begin.tzinfo)
        yield post, known[name]


def _set_by_hand(post: Mapping[str, Any], begin: datetime) -> datetime:
    """Return the moment an editor chose, in the plan's zone; without an offset it is meant there."""
    moment = datetime.fromisoformat(str(post["when"]))
    return moment.astimezone(begin.tzinfo) if moment.tzinfo else moment.replace(tzinfo=begin.tzinfo)


class _Calendar:
    """The free moments of one network, in UTC: in one zone Python would subtract what the clocks show."""

    def __init__(self, moments: Iterator[datetime], plan: PlanSettings) -> None:
        self._coming = moments
        self._open: list[datetime] = []  # passed over by a story that rested, still free
        self._taken: list[datetime] = []  # sorted
        self._told: dict[str, list[datetime]] = {}  # by story, sorted
        self._spacing = max(plan.spacing, timedelta(minutes=1))
        self._rest = plan.same_story

    def take(self, story: str) -> datetime:
        """Return the first moment that is free for *story*, and take it; `UsageError` when there is none."""
        told = self._told.setdefault(story, []) if story else []
        for number, moment in enumerate(self._open):
            if _clear(told, moment, self._rest):
                del self._open[number]
                return self._mark(moment, told)
        for moment in self._coming:
            if not _clear(self._taken, moment, self._spacing):
                continue
            if _clear(told, moment, self._rest):
                return self._mark(moment, told)
            self._open.append(moment)
        fix = "name more times, or shorten spacing and same_story"
        raise UsageError(f"the plan has no room for all posts within {HORIZON} days", where="social.plan", fix=fix)

    def hold(self, moment: datetime, story: str) -> datetime:
        """Take a moment that an editor chose, whatever is near it, and return it."""
        self._mark(moment.astimezone(UTC), self._told.setdefault(story, []) if story else [])
        return moment

    def _mark(self, moment: datetime, told: list[datetime]) -> datetime:
        insort(self._taken, moment)
        insort(told, moment)
        self._open = [other for other in self._open if abs(other - moment) >= self._spacing]
        return moment


def _clear(taken: Sequence[datetime], moment: datetime, apart: timedelta) -> bool:
    """Say whether *moment* keeps its distance from those of a sorted list: its two neighbours tell."""
    at = bisect(taken, moment)
    return all(abs(moment - other) >= apart for other in taken[max(0, at - 1) : at + 1])


def _moments(begin: datetime, clock: Sequence[str]) -> Iterator[datetime]:
    """Yield the plan's moments in UTC, in order.

    An hour that the clock skips is the next, one that it repeats the first.
    """
    start = begin.astimezone(UTC)
    for day in range(HORIZON):
        date = begin.date() + timedelta(days=day)
        at = (datetime.combine(date, time.fromisoformat(text), begin.tzinfo).astimezone(UTC) for text in clock)
        yield from sorted({moment for moment in at if moment >= start})
