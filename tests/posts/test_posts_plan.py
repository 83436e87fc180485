"""When posts go out: weekdays, quiet hours, limits a day, nothing in the past, nobody's minute twice."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.config import read_settings
from digest.errors import SettingsError, UsageError
from digest.posts.plan import Due, Moment, Taken, is_quiet, plan
from digest.settings import PlanSettings

BERLIN = ZoneInfo("Europe/Berlin")
MONDAY = datetime(2026, 8, 10, 6, tzinfo=BERLIN)
HOURLY = tuple(f"{hour:02}:00" for hour in range(24))


def due(number: int, network: str = "x", **more: object) -> list[Due]:
    return [Due(id=f"{network}.{n}", network=network, story=f"s{n}", **more) for n in range(number)]  # type: ignore[arg-type]


def shown(moments: dict[str, Moment]) -> list[str]:
    return [f"{one.at:%a %H:%M}" for one in moments.values()]


def test_a_weekday_has_its_own_times_and_a_network_its_own_on_it() -> None:
    settings = PlanSettings(
        default=("09:00",), at={"linkedin": ("07:30",)}, on={"tue": ("10:00",), "linkedin.tue": (), "wed": ()}
    )
    assert shown(plan(due(3), settings, begin=MONDAY)) == ["Mon 09:00", "Tue 10:00", "Thu 09:00"]
    assert shown(plan(due(3, "linkedin"), settings, begin=MONDAY)) == ["Mon 07:30", "Thu 07:30", "Fri 07:30"]


def test_a_day_takes_no_more_than_its_number() -> None:
    settings = PlanSettings(default=HOURLY, per_day={"every": 3, "x": 2})
    assert shown(plan(due(3), settings, begin=MONDAY)) == ["Mon 06:00", "Mon 07:00", "Tue 00:00"]
    taken = [Taken(network="x", at=MONDAY + timedelta(hours=9)), Taken(network="x", at=MONDAY + timedelta(hours=11))]
    assert shown(plan(due(1), settings, begin=MONDAY, taken=taken)) == ["Tue 00:00"]


def test_nothing_goes_out_in_quiet_hours() -> None:
    settings = PlanSettings(default=HOURLY, quiet=("22:00-07:00", "12:00-13:00"), spacing=timedelta(hours=1))
    times = shown(plan(due(16), settings, begin=MONDAY))
    assert times[:6] == ["Mon 07:00", "Mon 08:00", "Mon 09:00", "Mon 10:00", "Mon 11:00", "Mon 13:00"]
    assert times[14] == "Tue 07:00"


@pytest.mark.parametrize(
    ("clock", "quiet"), [("22:00", True), ("06:59", True), ("07:00", False), ("21:59", False), ("23:30", True)]
)
def test_a_span_over_midnight_holds_its_start_and_not_its_end(clock: str, quiet: bool) -> None:
    assert is_quiet(clock, ["22:00-07:00"]) is quiet


def test_a_time_by_hand_that_has_passed_is_never_used_and_said() -> None:
    posts = [Due(id="a", network="x", when="2026-08-10T05:00:00"), Due(id="b", network="x", when="2026-08-10T23:00:00")]
    found = plan(posts, PlanSettings(quiet=("22:00-07:00",)), begin=MONDAY)
    assert f"{found['a'].at:%a %H:%M}" == "Mon 08:00"
    assert found["a"].missed
    assert f"{found['b'].at:%a %H:%M}" == "Mon 23:00"  # an editor may choose a quiet hour
    assert found["b"].by_hand


def test_what_was_planned_before_keeps_its_time_while_it_lies_ahead() -> None:
    kept = MONDAY.replace(hour=17)
    posts = [*due(1), Due(id="k", network="x", kept=kept), Due(id="old", network="x", kept=MONDAY - timedelta(hours=1))]
    found = plan(posts, PlanSettings(), begin=MONDAY)
    assert found["k"].at == kept
    assert found["old"].at > MONDAY


def test_a_plan_that_cannot_be_says_what_to_change() -> None:
    with pytest.raises(UsageError, match="no room") as fault:
        plan(
            due(1), PlanSettings(on=dict.fromkeys(("mon", "tue", "wed", "thu", "fri", "sat", "sun"), ())), begin=MONDAY
        )
    assert "per_day" in fault.value.fix


NETWORKS = st.sampled_from(["x", "bluesky"])
DUE = st.lists(st.tuples(NETWORKS, st.sampled_from("abc")), max_size=8)


@given(days=st.lists(DUE, min_size=1, max_size=5), most=st.integers(0, 4), spacing=st.integers(0, 120))
def test_no_two_days_ever_take_one_minute_of_a_network(
    days: list[list[tuple[str, str]]], most: int, spacing: int
) -> None:
    settings = PlanSettings(
        spacing=timedelta(minutes=spacing), per_day={"every": most} if most else {}, same_story=timedelta(hours=1)
    )
    taken: list[Taken] = []
    for number, posts in enumerate(days):
        begin = MONDAY + timedelta(days=number)
        its = [Due(id=f"{number}.{n}", network=network, story=story) for n, (network, story) in enumerate(posts)]
        moments = plan(its, settings, begin=begin, taken=taken)
        assert all(one.at >= begin for one in moments.values())
        taken += [Taken(network=one.network, at=moments[one.id].at, story=one.story) for one in its]
    for network in ("x", "bluesky"):
        at = sorted(one.at.astimezone(UTC) for one in taken if one.network == network)
        gaps = [later - first for first, later in pairwise(at)]
        assert all(gap >= max(settings.spacing, timedelta(minutes=1)) for gap in gaps)
        by_day = [one.astimezone(BERLIN).date() for one in at]
        assert not most or all(by_day.count(day) <= most for day in by_day)


@pytest.mark.parametrize(
    ("rows", "what"),
    [
        ('quiet = ["22-07"]', "a span of hours"),
        ('on = { saturday = ["10:00"] }', "a weekday such as sat"),
        ('on = { sat = ["late"] }', "a time such as"),
        ("per_day = { x = 0 }", "at least 1"),
        ('default = ["06:00, 17:00"]', "a time such as"),
    ],
)
def test_a_plan_that_is_misspelt_is_refused_with_its_key(rows: str, what: str) -> None:
    with pytest.raises(SettingsError) as fault:
        read_settings(f'[newsletter]\nid = "daily"\nname = "D"\n[social.plan]\n{rows}\n')
    assert what in str(fault.value.faults[0].what)
