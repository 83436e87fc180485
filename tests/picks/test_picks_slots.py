"""Slots: the same moment, window and number, whenever and however often a run happens."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from digest.errors import UsageError
from digest.picks.slots import current_slot, edition_number, missed_slots, next_slots, slot_named
from digest.settings import ScheduleSettings

BERLIN = ScheduleSettings(zone="Europe/Berlin")
TWICE = ScheduleSettings(zone="Europe/Berlin", at="06:00, 17:30")


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("now", "name"),
    [
        ("2026-08-10T01:59", "2026-08-09"),  # 03:59 in Berlin: more than two hours early
        ("2026-08-10T02:00", "2026-08-10"),  # two hours early is early enough
        ("2026-08-10T23:00", "2026-08-10"),  # late
        ("2026-08-11T01:00", "2026-08-10"),  # very late
    ],
)
def test_the_current_slot_is_the_newest_at_most_two_hours_ahead(now: str, name: str) -> None:
    assert name == current_slot(BERLIN, utc(now)).name


def test_a_pinned_slot_is_current_on_any_day() -> None:
    pinned = ScheduleSettings(slot="2026-08-10")
    assert current_slot(pinned, utc("2031-01-01T00:00")).name == "2026-08-10"


def test_the_window_is_half_open() -> None:
    slot = slot_named(BERLIN, "2026-08-10")
    assert slot.holds(utc("2026-08-09T04:00"))
    assert not slot.holds(utc("2026-08-10T04:00"))
    assert slot.reaches(utc("2026-08-07T04:00"))
    assert not slot.reaches(utc("2026-08-07T03:59"))


@pytest.mark.parametrize(
    ("name", "at"),
    [
        ("2026-03-29", "2026-03-29T01:30+00:00"),  # 02:30 does not exist: 03:30 summer time
        ("2026-10-25", "2026-10-25T00:30+00:00"),  # 02:30 happens twice: the first
    ],
)
def test_a_missing_or_doubled_hour_still_gives_one_moment(name: str, at: str) -> None:
    nightly = ScheduleSettings(zone="Europe/Berlin", at="02:30")
    assert datetime.fromisoformat(at) == slot_named(nightly, name).at.astimezone(UTC)


def test_two_slots_a_day_are_called_am_and_pm() -> None:
    names = [slot.name for slot in next_slots(TWICE, utc("2026-08-10T12:00"), 3)]
    assert names == ["2026-08-10-pm", "2026-08-11-am", "2026-08-11-pm"]


@pytest.mark.parametrize("name", ["", "tomorrow", "2026-02-30", "2026-8-1", "0001-01-01", "2026-08-10-am", "../x"])
def test_a_name_that_is_no_slot_is_refused_with_a_mend(name: str) -> None:
    with pytest.raises(UsageError) as fault:
        slot_named(ScheduleSettings(zone="Asia/Tokyo"), name)
    assert "2026-08-10" in fault.value.fix


def test_a_day_the_zone_skipped_has_no_slot() -> None:
    apia = ScheduleSettings(zone="Pacific/Apia")
    start = datetime(2011, 12, 29, tzinfo=ZoneInfo("Pacific/Apia"))
    assert [s.name for s in next_slots(apia, start, 3)] == ["2011-12-29", "2011-12-31", "2012-01-01"]


def test_numbers_count_slots_since_the_first_edition() -> None:
    weekdays = ScheduleSettings(days=("mon", "tue", "wed", "thu", "fri"))
    first = date(2026, 8, 3)
    numbers = [edition_number(weekdays, first, s) for s in next_slots(weekdays, utc("2026-08-03T00:00"), 12)]
    assert list(range(1, 13)) == numbers
    pairs = [edition_number(TWICE, first, s) for s in next_slots(TWICE, utc("2026-08-03T00:00"), 5)]
    assert pairs == [1, 2, 3, 4, 5]


@pytest.mark.parametrize("name", ["2026-08-02-am", "2026-08-02-pm", "2026-07-01-pm"])
def test_a_slot_before_the_first_edition_has_the_first_number_however_many_a_day(name: str) -> None:
    assert edition_number(TWICE, date(2026, 8, 3), slot_named(TWICE, name)) == 1


def test_missed_slots_come_oldest_first_and_end_with_the_current_one() -> None:
    there = {"2026-08-08"}
    found = missed_slots(BERLIN, date(2026, 8, 7), utc("2026-08-10T03:00"), lambda s: s.name in there)
    assert [s.name for s in found] == ["2026-08-07", "2026-08-09", "2026-08-10"]


def test_the_window_is_24_hours_long_even_when_the_day_is_not() -> None:
    slot = slot_named(BERLIN, "2026-03-29")
    assert timedelta(hours=24) == slot.at.astimezone(UTC) - slot.opens
