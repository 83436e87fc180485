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
from digest.posts.plan import Due, Moment, TakenMoment, is_quiet, plan
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
    taken = [
        TakenMoment(network="x", at=MONDAY + timedelta(hours=9)),
        TakenMoment(network="x", at=MONDAY + timedelta(hours=11)),
    ]
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
    taken: list[TakenMoment] = []
    for number, posts in enumerate(days):
        begin = MONDAY + timedelta(days=number)
        its = [Due(id=f"{number}.{n}", network=network, story=story) for n, (network, story) in enumerate(posts)]
        moments = plan(its, settings, begin=begin, taken=taken)
        assert all(one.at >= begin for one in moments.values())
        taken += [TakenMoment(network=one.network, at=moments[one.id].at, story=one.story) for one in its]
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


@pytest.mark.parametrize(
    ("clock", "span", "quiet"),
    [
        ("12:00", "12:00-13:00", True),
        ("12:59", "12:00-13:00", True),
        ("13:00", "12:00-13:00", False),
        ("11:59", "12:00-13:00", False),
        ("12:00", "12:00-12:00", False),  # a span of no time
    ],
)
def test_a_span_of_one_day_holds_its_start_and_not_its_end(clock: str, span: str, quiet: bool) -> None:
    assert is_quiet(clock, [span]) is quiet


def test_a_moment_at_which_the_plan_begins_is_not_past() -> None:
    settings = PlanSettings(default=("06:00", "07:00"))
    assert shown(plan(due(1), settings, begin=MONDAY)) == ["Mon 06:00"]
    late = MONDAY + timedelta(seconds=1)
    assert shown(plan(due(1), settings, begin=late)) == ["Mon 07:00"]
    chosen = [Due(id="a", network="x", when="2026-08-10T06:00:00")]
    assert plan(chosen, settings, begin=MONDAY)["a"].by_hand
    assert plan(chosen, settings, begin=late)["a"].missed


@pytest.mark.parametrize(("minutes", "first"), [(60, "Mon 07:00"), (61, "Mon 08:00")])
def test_posts_keep_their_distance_from_what_others_have_taken(minutes: int, first: str) -> None:
    settings = PlanSettings(default=HOURLY, spacing=timedelta(minutes=minutes))
    taken = [TakenMoment(network="x", at=MONDAY), TakenMoment(network="bluesky", at=MONDAY + timedelta(hours=1))]
    assert shown(plan(due(1), settings, begin=MONDAY, taken=taken)) == [first]


def test_one_story_rests_and_what_it_passes_over_is_free_for_another() -> None:
    settings = PlanSettings(default=HOURLY, same_story=timedelta(hours=3))
    posts = [Due(id=name, network="x", story=name[0]) for name in ("a1", "a2", "b1")]
    found = plan(posts, settings, begin=MONDAY)
    assert {name: f"{one.at:%H:%M}" for name, one in found.items()} == {"a1": "06:00", "a2": "09:00", "b1": "07:00"}


def test_posts_without_a_story_need_not_rest() -> None:
    posts = [Due(id=name, network="x") for name in "ab"]
    found = plan(posts, PlanSettings(default=HOURLY, same_story=timedelta(hours=9)), begin=MONDAY)
    assert shown(found) == ["Mon 06:00", "Mon 07:00"]


def test_an_hour_that_the_clock_skips_or_repeats_is_one_moment() -> None:
    spring, autumn = (datetime(2026, month, day, tzinfo=BERLIN) for month, day in ((3, 29), (10, 25)))
    settings = PlanSettings(default=("01:30", "02:30", "03:30"), spacing=timedelta(minutes=30))
    assert shown(plan(due(3), settings, begin=spring)) == ["Sun 01:30", "Sun 03:30", "Mon 01:30"]
    found = [one.at.astimezone(UTC) for one in plan(due(3), settings, begin=autumn).values()]
    assert [f"{one:%H:%M}" for one in found] == ["23:30", "00:30", "02:30"]


def test_a_chosen_moment_with_an_offset_is_that_moment_and_without_one_the_plans_own() -> None:
    posts = [
        Due(id="a", network="x", when="2026-08-10T10:00:00+00:00"),
        Due(id="b", network="x", when="2026-08-10T10:00"),
    ]
    found = plan(posts, PlanSettings(), begin=MONDAY)
    assert [f"{found[name].at:%H:%M}" for name in "ab"] == ["12:00", "10:00"]


def test_what_was_kept_is_not_by_hand_and_what_is_past_is_not_missed() -> None:
    found = plan([Due(id="k", network="x", kept=MONDAY - timedelta(hours=1))], PlanSettings(), begin=MONDAY)
    assert (found["k"].by_hand, found["k"].missed) == (False, False)
