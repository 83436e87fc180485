"""Laws of slots, for every zone that keeps daylight saving time, from 1990 to 2040."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digest.picks.slots import (
    LEAD_TIME,
    WEEK,
    Slot,
    current_slot,
    edition_number,
    missed_slots,
    next_slots,
    slot_named,
    slots_from,
)
from digest.settings import ScheduleSettings

FIRST, LAST = date(1990, 1, 2), date(2040, 12, 30)


def clock(zone: str) -> tuple[timedelta | None, ...]:
    """Return a zone's offsets over the years, fortnight by fortnight."""
    info = ZoneInfo(zone)
    days = range(datetime(1990, 1, 1).toordinal(), datetime(2041, 1, 1).toordinal(), 14)
    return tuple(datetime.fromordinal(day).replace(tzinfo=info).utcoffset() for day in days)


# Every clock that ever changes, each once: most of the 600 names are the same clock as another.
CLOCKS = {clock(zone): zone for zone in sorted(available_timezones(), reverse=True)}
ZONES = sorted(zone for offsets, zone in CLOCKS.items() if len(set(offsets)) > 1)
zones = st.sampled_from(ZONES)
days = st.dates(FIRST, LAST)
hard = st.sampled_from(["00:00", "02:30", "01:59", "03:00", "23:30", "06:00, 17:30"])
times = st.one_of(st.times().map(lambda t: f"{t:%H:%M}"), hard)
weekdays = st.sets(st.sampled_from(WEEK), min_size=1).map(lambda found: tuple(d for d in WEEK if d in found))
schedules = st.builds(ScheduleSettings, zone=zones, at=times, days=weekdays)


def utc(slot: Slot) -> datetime:
    return slot.at.astimezone(UTC)


def around(schedule: ScheduleSettings, day: date, length: int = 40) -> list[Slot]:
    """Return the slots of *length* days from *day* on."""
    found: list[Slot] = []
    for slot in slots_from(schedule, day):
        if slot.date > day + timedelta(days=length):
            return found
        found.append(slot)
    return found


def transitions(zone: str) -> list[date]:
    """Return the days on which a zone's offset changes."""
    info = ZoneInfo(zone)
    ordinals = range(FIRST.toordinal(), LAST.toordinal())
    offsets = [datetime.fromordinal(day).replace(tzinfo=info).utcoffset() for day in ordinals]
    return [date.fromordinal(day) for day, one, two in zip(ordinals, offsets, offsets[1:], strict=False) if one != two]


@pytest.mark.parametrize("zone", ZONES)
def test_on_every_change_of_the_clock_slots_stay_distinct_and_in_order(zone: str) -> None:
    changes = transitions(zone)
    for at in ("00:30", "02:30", "06:00"):
        schedule = ScheduleSettings(zone=zone, at=at)
        for day in changes:
            slots = around(schedule, day - timedelta(days=2), length=5)
            moments = [utc(slot) for slot in slots]
            assert moments == sorted(set(moments))
            assert [slot.name for slot in slots] == sorted({slot.name for slot in slots})


@settings(max_examples=150, deadline=None)
@given(schedules, days)
def test_a_slot_is_the_same_whoever_asks_for_it(schedule: ScheduleSettings, day: date) -> None:
    for slot in around(schedule, day)[:3]:
        assert slot == slot_named(schedule, slot.name)


@settings(max_examples=150, deadline=None)
@given(schedules, days, st.integers(-7200, 40000))
def test_early_late_and_repeated_runs_build_the_same_slot(schedule: ScheduleSettings, day: date, late: int) -> None:
    first, second = around(schedule, day)[:2]
    now = min(utc(first) + timedelta(seconds=late), utc(second) - LEAD_TIME - timedelta(seconds=1))
    if now >= utc(first) - LEAD_TIME:
        assert first == current_slot(schedule, now)
        assert first == current_slot(schedule, now.astimezone(ZoneInfo(schedule.zone)))


@settings(max_examples=150, deadline=None)
@given(schedules, days, st.integers(0, 72 * 3600))
def test_a_window_is_half_open_and_as_long_as_it_says(schedule: ScheduleSettings, day: date, before: int) -> None:
    slot = around(schedule, day)[0]
    moment = (utc(slot) - timedelta(seconds=before)).astimezone(ZoneInfo(schedule.zone))
    assert slot.holds(moment) == (0 < before <= 24 * 3600)
    assert slot.reaches(moment) == (before > 0)


@settings(max_examples=100, deadline=None)
@given(schedules, days)
def test_with_look_back_no_moment_falls_between_the_slots_of_a_daily_schedule(
    schedule: ScheduleSettings, day: date
) -> None:
    daily = ScheduleSettings(zone=schedule.zone, at=schedule.at)
    slots = around(daily, day)
    for one, two in pairwise(slots):
        assert two.looks_back <= utc(one)


@settings(max_examples=100, deadline=None)
@given(schedules, days)
def test_numbers_rise_by_one_from_slot_to_slot(schedule: ScheduleSettings, day: date) -> None:
    slots = [slot for slot in around(schedule, day) if slot.date >= day]
    numbers = [edition_number(schedule, slots[0].date, slot) for slot in slots]
    # Two only where the zone skipped a day: its number is nobody's.
    assert {two - one for one, two in pairwise(numbers)} <= {1, 2}
    assert numbers == sorted(set(numbers))


@settings(max_examples=60, deadline=None)
@given(schedules, days, st.integers(1, 12), st.data())
def test_catching_up_finds_exactly_what_is_missing_oldest_first(
    schedule: ScheduleSettings, day: date, count: int, data: st.DataObject
) -> None:
    slots = around(schedule, day)[:count]
    there = data.draw(st.sets(st.sampled_from([slot.name for slot in slots])))
    found = missed_slots(schedule, day, utc(slots[-1]), lambda slot: slot.name in there)
    due = [slot for slot in slots_until(schedule, day, utc(slots[-1])) if slot.name not in there]
    assert [slot.name for slot in due] == [slot.name for slot in found]


def slots_until(schedule: ScheduleSettings, day: date, now: datetime) -> list[Slot]:
    found: list[Slot] = []
    for slot in slots_from(schedule, day):
        if utc(slot) > now + LEAD_TIME:
            return found
        found.append(slot)
    return found


@settings(max_examples=100, deadline=None)
@given(schedules, days)
def test_the_next_slots_are_the_ones_after_now(schedule: ScheduleSettings, day: date) -> None:
    slots = around(schedule, day)
    assert list(next_slots(schedule, utc(slots[0]), 3)) == slots[1:4]
