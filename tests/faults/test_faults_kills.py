"""Kill -9 at any moment, twice at the same moment: one edition a key, complete or absent."""

from __future__ import annotations

import pytest
from faults.rigs import Rig

pytestmark = pytest.mark.faults


def test_killed_builders_and_consumers_leave_nothing_torn_lost_or_doubled(rig: Rig, long: bool) -> None:
    kills = 10_000 if long else 80
    found = rig("rig_kills", kills * 3, kills)
    assert found["kills"] >= kills * 0.9, found["kills"]
    assert (found["torn"], found["lost"], found["doubled"], found["wrong"], found["left"]) == ([], [], 0, [], [])
    assert found["redelivered"] <= found["consumer_kills"]


def test_without_kills_nothing_is_delivered_twice(rig: Rig, long: bool) -> None:
    found = rig("rig_kills", 10_000 if long else 250, 0)
    assert (found["torn"], found["lost"], found["doubled"], found["wrong"], found["left"]) == ([], [], 0, [], [])
    assert found["redelivered"] == 0


def test_two_cron_jobs_in_the_same_second_make_one_edition(rig: Rig, long: bool) -> None:
    runs = 500 if long else 100
    found = rig("rig_twice", runs)
    assert found == {"runs": runs, "one published, one exists": runs, "left": []}


def test_a_whole_morning_killed_at_any_moment_loses_tears_and_doubles_nothing(rig: Rig, long: bool) -> None:
    kills = 1000 if long else 10
    found = rig("rig_line", kills)
    assert found["kills"] >= kills and set(found["by"]) >= {"build", "deliver"}
    for name in ("torn", "lost", "ledger", "told twice", "site", "ended"):
        assert found[name] == [], name
    assert found["redelivered in a kill each"], found["doubled"]


def test_segments_killed_with_and_without_their_workers_are_whole_after_the_next_run(rig: Rig, long: bool) -> None:
    kills = 300 if long else 4
    found = rig("rig_segments", kills)
    assert found["kills"] >= kills
    for name in ("torn", "lost", "strange", "told twice", "not told or not theirs", "ended", "left"):
        assert found[name] == [], name
