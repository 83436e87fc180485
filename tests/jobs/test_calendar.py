"""The week at the desk: this edition's posts get the moments that an export would give, among the others'."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from digest.cli import run
from digest.errors import UsageError
from digest.jobs.calendar import week
from digest.jobs.plan import moments_of, note, planned, week_of
from digest.jobs.posts import posts_of
from digest.line.choose import find_slot
from digest.workspace import Workspace, open_workspace

ROOT = Path(__file__).resolve().parents[2]
NOON = datetime(2026, 8, 9, 12, tzinfo=ZoneInfo("Europe/Berlin"))


@pytest.fixture(scope="module")
def paper(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """One day built; the next one is at the desk, and has the same posts."""
    folder = tmp_path_factory.mktemp("calendar") / "paper"
    folder.mkdir()
    shutil.copy(ROOT / "digest.toml", folder)
    shutil.copytree(ROOT / "seeds", folder / "seeds")
    assert run(["build", "-q", "-w", str(folder), "--slot", "2026-08-08"]) == 0
    return open_workspace(folder)


def test_no_minute_of_a_network_is_taken_twice_and_nothing_lies_in_the_past(paper: Workspace) -> None:
    slot = find_slot(paper.settings, "2026-08-09", NOON)
    posts = posts_of(paper.root, None, "daily-2026-08-08").posts
    found = week(paper, slot, posts, NOON)
    mine = [row for row in found["rows"] if row["mine"]]
    others = [row for row in found["rows"] if not row["mine"]]
    assert len(found["days"]) == 7 and found["days"][0] == "2026-08-03"
    assert mine and {row["edition"] for row in others} == {"daily-2026-08-08"}
    assert all(datetime.fromisoformat(row["at"]) >= NOON for row in mine)
    taken = [(row["network"], row["at"]) for row in found["rows"]]
    assert len(taken) == len(set(taken))
    assert set(found["moments"]) >= {row["id"] for row in mine}


def test_a_time_given_by_hand_is_where_it_was_put_whatever_week_is_looked_at(paper: Workspace) -> None:
    slot = find_slot(paper.settings, "2026-08-09", NOON)
    first, *rest = posts_of(paper.root, None, "daily-2026-08-08").posts
    posts = [replace(first, when="2026-08-20T18:30:00"), *rest]
    (row,) = [row for row in week(paper, slot, posts, NOON, "2026-08-19")["rows"] if row["id"] == first.id]
    assert row["at"] == "2026-08-20T18:30:00+02:00" and row["by_hand"]


def test_what_is_no_day_is_said_to_be_none(paper: Workspace) -> None:
    with pytest.raises(UsageError, match="is no day"):
        week(paper, find_slot(paper.settings, "2026-08-09", NOON), (), NOON, "soon")


def test_quotes_offered_again_stand_where_the_plan_has_them_and_take_nobodys_minute(
    paper: Workspace, tmp_path: Path
) -> None:
    folder = tmp_path / "paper"
    shutil.copytree(paper.root, folder)
    settings = (folder / "digest.toml").read_text("utf-8")
    (folder / "digest.toml").write_text(f'{settings}\n[social.plan]\nevergreen = "1d"\n', "utf-8")
    offering, monday = open_workspace(folder), datetime(2026, 8, 10, 7, tzinfo=NOON.tzinfo)
    slot = find_slot(offering.settings, "2026-08-10", monday)
    begin, end = week_of(monday)
    told = posts_of(folder, None, "daily-2026-08-08")
    note(offering, told.key, {id: moment.at for id, moment in moments_of(told, offering, ()).items()})  # an export's
    plan = [one for one in planned(offering, begin=begin, end=end, now=monday) if one.again]
    shown = week(offering, slot, (), monday)["rows"]
    assert plan and [(one.post.id, one.at.isoformat()) for one in plan] == [
        (row["id"], row["at"]) for row in shown if row["again"] and not row["mine"]
    ]
    busy = week(offering, slot, told.posts, monday)["rows"]
    taken = [(row["network"], row["at"]) for row in busy]
    assert any(row["again"] for row in busy) and len(taken) == len(set(taken))
