"""When posts go out: by network, spaced, within each day's number, never in quiet hours or in the past.

What other editions have taken is passed in, so that two days' files never use the same
minute of a network.  Distances are hours of real time, counted in UTC: within one zone
Python subtracts what the clocks show, which is wrong when they change.
"""

from __future__ import annotations

from bisect import bisect, insort
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta, tzinfo

from digest.errors import UsageError
from digest.settings import DAYS, PlanSettings

HORIZON = 60  # days; a plan that needs more has too few times
EVERY = "every"
_MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """What needs a moment: a post, or a thread as one.

    `when` is the moment an editor chose, ISO 8601 ('' for none; without an offset in
    the plan's zone), `kept` one that was planned before and holds while it lies ahead.
    """

    id: str
    network: str
    story: str = ""
    when: str = ""
    kept: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenMoment:
    """A moment that another edition has for a network, and the story it tells then."""

    network: str
    at: datetime
    story: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """When a post goes out, in the plan's zone; `by_hand` says that an editor chose it.

    `missed` says that the chosen moment had passed, so that the plan chose another.
    """

    at: datetime
    by_hand: bool = False
    missed: bool = False


def plan(
    due: Sequence[Due], settings: PlanSettings, *, begin: datetime, taken: Iterable[TakenMoment] = ()
) -> dict[str, Moment]:
    """Return a moment for each of *due*, by id, none before *begin*, whose zone is the plan's.

    What an editor set comes first: the others keep their distance from it.  Raises
    `UsageError` when there are too few times.
    """
    zone = begin.tzinfo or UTC
    calendars = {name: _Calendar(name, begin, settings) for name in dict.fromkeys(one.network for one in due)}
    for other in taken:
        if other.network in calendars:
            calendars[other.network].hold(other.at, other.story)
    found: dict[str, Moment] = {}
    missed: set[str] = set()
    for one in due:
        wanted = _by_hand(one.when, zone) if one.when else one.kept
        if wanted is None or one.id in found:
            continue
        if wanted < begin:
            missed |= {one.id} if one.when else set()
            continue
        calendars[one.network].hold(wanted, one.story)
        found[one.id] = Moment(at=wanted.astimezone(zone), by_hand=bool(one.when))
    for one in due:
        if one.id not in found:
            moment = calendars[one.network].take(one.story)
            found[one.id] = Moment(at=moment.astimezone(zone), missed=one.id in missed)
    return found


def times_of(network: str, day: datetime, settings: PlanSettings) -> Sequence[str]:
    """Return a network's times on a day: its own for that weekday, those of the weekday, its own, the default."""
    weekday = DAYS[day.weekday()]
    for name in (f"{network}.{weekday}", weekday):
        if name in settings.on:
            return settings.on[name]
    return settings.at.get(network, settings.default)


def is_quiet(clock: str, quiet: Iterable[str]) -> bool:
    """Say whether a time lies in one of the spans *quiet*, such as ``22:00-07:00``; its end is no part of it."""
    at = time.fromisoformat(clock)
    for span in quiet:
        start, end = (time.fromisoformat(part.strip()) for part in span.split("-"))
        if start <= at < end if start <= end else at >= start or at < end:
            return True
    return False


def _by_hand(when: str, zone: tzinfo) -> datetime:
    """Return the moment an editor chose; without an offset it is meant in the plan's zone."""
    moment = datetime.fromisoformat(when)
    return moment if moment.tzinfo else moment.replace(tzinfo=zone)


class _Calendar:
    """The free moments of one network, in UTC."""

    def __init__(self, network: str, begin: datetime, settings: PlanSettings) -> None:
        self._coming = _moments(network, begin, settings)
        self._open: list[datetime] = []  # passed over by a story that rested, still free
        self._taken: list[datetime] = []  # sorted
        self._told: dict[str, list[datetime]] = {}  # by story, sorted
        self._spacing = max(settings.spacing, _MINUTE)
        self._rest = settings.same_story
        self._zone = begin.tzinfo
        self._most = settings.per_day.get(network, settings.per_day.get(EVERY, 0))
        self._days: Counter[str] = Counter()

    def take(self, story: str) -> datetime:
        """Return the first moment that is free for *story*, and take it; `UsageError` when there is none."""
        told = self._told.setdefault(story, []) if story else []
        for number, moment in enumerate(self._open):
            if _clear(told, moment, self._rest) and not self._full(moment):
                del self._open[number]
                return self._mark(moment, told)
        for moment in self._coming:
            if not _clear(self._taken, moment, self._spacing) or self._full(moment):
                continue
            if _clear(told, moment, self._rest):
                return self._mark(moment, told)
            self._open.append(moment)
        fix = "name more times, raise per_day, or shorten spacing and same_story"
        raise UsageError(f"the plan has no room for all posts within {HORIZON} days", where="social.plan", fix=fix)

    def hold(self, moment: datetime, story: str) -> None:
        """Take a moment that somebody chose, however close to others it is."""
        self._mark(moment.astimezone(UTC), self._told.setdefault(story, []) if story else [])

    def _full(self, moment: datetime) -> bool:
        return bool(self._most) and self._days[self._day(moment)] >= self._most

    def _day(self, moment: datetime) -> str:
        return moment.astimezone(self._zone).date().isoformat()

    def _mark(self, moment: datetime, told: list[datetime]) -> datetime:
        insort(self._taken, moment)
        insort(told, moment)
        self._days[self._day(moment)] += 1
        self._open = [other for other in self._open if abs(other - moment) >= self._spacing]
        return moment


def _clear(taken: Sequence[datetime], moment: datetime, apart: timedelta) -> bool:
    """Say whether *moment* keeps its distance from those of a sorted list: its two neighbours tell."""
    at = bisect(taken, moment)
    return all(abs(moment - other) >= apart for other in taken[max(0, at - 1) : at + 1])


def _moments(network: str, begin: datetime, settings: PlanSettings) -> Iterator[datetime]:
    """Yield the plan's moments in UTC, in order.

    An hour that the clock skips is the next, one that it repeats the first.
    """
    start = begin.astimezone(UTC)
    for number in range(HORIZON):
        day = begin + timedelta(days=number)
        clock = (text for text in times_of(network, day, settings) if not is_quiet(text, settings.quiet))
        at = (datetime.combine(day.date(), time.fromisoformat(text), begin.tzinfo).astimezone(UTC) for text in clock)
        yield from sorted({moment for moment in at if moment >= start})


def story_moments(moments: Mapping[str, Moment], due: Iterable[Due]) -> list[TakenMoment]:
    """Return what a plan takes from others."""
    return [
        TakenMoment(network=one.network, at=moments[one.id].at, story=one.story) for one in due if one.id in moments
    ]
