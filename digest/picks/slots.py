"""Slots: the scheduled moments editions are for, and which articles belong to one.

A slot is a wall-clock time in the newsletter's zone.  Where daylight saving
makes that time not exist, or exist twice, it is read as RFC 5545 (3.3.5) reads
it: in a gap with the offset before it, in an overlap the first of the two.  All
arithmetic is done in UTC, because `datetime` compares two values of one zone by
their wall clocks.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from digest.errors import UsageError
from digest.settings import ScheduleSettings

LEAD_TIME = timedelta(hours=2)  # a run may come this much before its slot (settings.md)
WEEK = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")

_NAME = re.compile(r"(\d{4}-\d{2}-\d{2})(-am|-pm)?")
_TIME = re.compile(r"([01]\d|2[0-3]):([0-5]\d)")
_NOON = time(12)


@dataclass(frozen=True, slots=True)
class Slot:
    """The scheduled moment an edition is for.

    `name` is its date, with ``-am`` or ``-pm`` where a day has two.  `at` is the
    cut-off with the newsletter's zone; `opens` and `looks_back` are UTC.  The
    window is half-open: `opens` belongs to it, `at` to the next one.
    """

    name: str
    at: datetime
    opens: datetime
    looks_back: datetime

    def holds(self, published: datetime) -> bool:
        """Say whether an article of this moment is fresh: in the window."""
        return self.opens <= published.astimezone(UTC) < self.at.astimezone(UTC)

    def reaches(self, published: datetime) -> bool:
        """Say whether it may still come in, if it arrived late and nobody saw it."""
        return self.looks_back <= published.astimezone(UTC) < self.at.astimezone(UTC)

    @property
    def date(self) -> date:
        """The calendar day in the slot's name."""
        return date.fromisoformat(self.name[:10])


def slot_named(schedule: ScheduleSettings, name: str) -> Slot:
    """Return the slot called *name*, on the schedule or off it.

    Raises `UsageError` when it is no date, or says -am or -pm where the schedule
    has one slot a day (or does not where it has two).
    """
    found = _NAME.fullmatch(name)
    times = _times(schedule)
    wanted = [(suffix, at) for suffix, at in times if found and suffix == (found[2] or "")]
    try:
        if found and wanted:
            return _slot(schedule, date.fromisoformat(found[1]), *wanted[0])
    except (ValueError, OverflowError):
        pass  # no such day, or one that time zones cannot reach: the same advice
    suffixes = " or ".join(f"2026-08-10{suffix}" for suffix, _ in times)
    raise UsageError(f"{name!r} is no slot", where="option --slot", fix=f"write a date such as {suffixes}")


def current_slot(schedule: ScheduleSettings, now: datetime) -> Slot:
    """Return the newest slot whose time is at most two hours after *now*.

    `ScheduleSettings.slot`, when set, is the answer on any day.
    """
    if schedule.slot:
        return slot_named(schedule, schedule.slot)
    latest = now.astimezone(UTC) + LEAD_TIME
    day = latest.astimezone(_zone(schedule)).date() + timedelta(days=1)
    for slot in _backwards(schedule, day):
        if slot.at.astimezone(UTC) <= latest:
            return slot
    raise UsageError("the schedule has no day", where="schedule.days", fix='write days = ["mon"]')


def next_slots(schedule: ScheduleSettings, now: datetime, count: int) -> tuple[Slot, ...]:
    """Return the *count* slots of the schedule that come after *now*, soonest first."""
    day = now.astimezone(_zone(schedule)).date() - timedelta(days=1)
    found: list[Slot] = []
    for slot in slots_from(schedule, day):
        if len(found) >= count:
            break
        if slot.at.astimezone(UTC) > now.astimezone(UTC):
            found.append(slot)
    return tuple(found)


def missed_slots(
    schedule: ScheduleSettings, first: date, now: datetime, exists: Callable[[Slot], bool]
) -> tuple[Slot, ...]:
    """Return the slots since *first* that should exist by *now* and do not, oldest first.

    The last one is the slot of `current_slot`; a pinned slot is not looked at.
    """
    unpinned = replace(schedule, slot="")
    last = current_slot(unpinned, now)
    found: list[Slot] = []
    for slot in slots_from(unpinned, first):
        if slot.at.astimezone(UTC) > last.at.astimezone(UTC):
            break
        if not exists(slot):
            found.append(slot)
    return tuple(found)


def edition_number(schedule: ScheduleSettings, first_edition: date | None, slot: Slot) -> int:
    """Count the scheduled slots from *first_edition* to *slot*, both included, from 1.

    0 when no first edition is set.  A slot off the schedule has the number of
    the one before it.  Never stored, so deleting a folder cannot change it.
    """
    if first_edition is None:
        return 0
    span = (slot.date - first_edition).days + 1
    weekdays = {WEEK.index(day) for day in schedule.days}
    weeks, rest = divmod(max(span, 0), 7)
    extra = sum((first_edition.weekday() + offset) % 7 in weekdays for offset in range(rest))
    per_day = len(_times(schedule))
    count = (weeks * len(weekdays) + extra) * per_day
    if slot.name.endswith("-am") and slot.date.weekday() in weekdays and span > 0:
        count -= 1
    return max(count, 1)


def slots_from(schedule: ScheduleSettings, day: date) -> Iterator[Slot]:
    """Yield the scheduled slots of *day* and all later ones, in order of time.

    A day that its zone skipped (Apia had no 30 December 2011) has no slot: it
    would be the same moment as the next day's.
    """
    while day.year < 9998:
        if _scheduled(schedule, day):
            yield from (_slot(schedule, day, suffix, at) for suffix, at in _times(schedule))
        day += timedelta(days=1)


def _backwards(schedule: ScheduleSettings, day: date) -> Iterator[Slot]:
    # Ten days hold every weekday once, even with a skipped one among them.
    for _ in range(10):
        if _scheduled(schedule, day):
            yield from (_slot(schedule, day, suffix, at) for suffix, at in reversed(_times(schedule)))
        day -= timedelta(days=1)


def _scheduled(schedule: ScheduleSettings, day: date) -> bool:
    if WEEK[day.weekday()] not in schedule.days:
        return False
    at = _times(schedule)[0][1]
    zone = _zone(schedule)
    return _moment(day, at, zone) < _moment(day + timedelta(days=1), at, zone)


def _slot(schedule: ScheduleSettings, day: date, suffix: str, at: time) -> Slot:
    zone = _zone(schedule)
    moment = _moment(day, at, zone)
    return Slot(
        name=f"{day.isoformat()}{suffix}",
        at=moment.astimezone(zone),
        opens=moment - schedule.window,
        looks_back=moment - max(schedule.look_back, schedule.window),
    )


def _moment(day: date, at: time, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, at, zone).astimezone(UTC)


def _times(schedule: ScheduleSettings) -> list[tuple[str, time]]:
    """Return the day's times with their suffixes: one, or one before noon and one after."""
    texts = [text for text in re.split(r"[,\s]+", schedule.at) if text]
    times = sorted(time.fromisoformat(text) for text in texts if _TIME.fullmatch(text))
    if len(times) == len(texts) == 1:
        return [("", times[0])]
    if len(times) == len(texts) == 2 and times[0] < _NOON <= times[1]:
        return [("-am", times[0]), ("-pm", times[1])]
    raise UsageError(
        f"{schedule.at!r} is no time of day",
        where="schedule.at",
        fix='write at = "06:00", or at = "06:00, 17:00" for a slot before noon and one after',
    )


def _zone(schedule: ScheduleSettings) -> ZoneInfo:
    try:
        return ZoneInfo(schedule.zone)
    except (ZoneInfoNotFoundError, ValueError, OSError) as fault:
        raise UsageError(
            f"no time zone is called {schedule.zone!r}", where="schedule.zone", fix='write zone = "Europe/Berlin"'
        ) from fault
