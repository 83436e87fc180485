"""The plan across editions: two days' files never take one minute, what is past stays past, old quotes come again."""

from __future__ import annotations

import csv
import io
import json
import shutil
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from digest.cli import run
from digest.errors import UsageError
from digest.jobs.plan import evergreen, notes, planned, week_of
from digest.ledger.database import open_ledger
from digest.workspace import Workspace, open_workspace

ROOT = Path(__file__).resolve().parents[2]
DAYS = ("2026-08-08", "2026-08-09", "2026-08-10")
BERLIN = ZoneInfo("Europe/Berlin")
NOON = datetime(2026, 8, 10, 12, tzinfo=BERLIN)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample's three days, built in order."""
    folder = tmp_path_factory.mktemp("plan") / "paper"
    folder.mkdir()
    settings = (ROOT / "digest.toml").read_text("utf-8")
    (folder / "digest.toml").write_text(settings + '\n[social.plan]\nevergreen = "2d"\n', "utf-8")
    shutil.copytree(ROOT / "seeds", folder / "seeds")
    for day in DAYS:
        assert run(["build", "-q", "-w", str(folder), "--slot", day]) == 0
    return folder


@pytest.fixture
def paper(built: Path, tmp_path: Path) -> Workspace:
    shutil.copytree(built, tmp_path / "paper")
    return open_workspace(tmp_path / "paper")


def rows(folder: Path) -> list[dict[str, str]]:
    text = (folder / "posts.csv").read_text("utf-8").removeprefix("\ufeff")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def export(paper: Workspace, day: str, folder: Path, *more: str) -> list[dict[str, str]]:
    args = ["posts", f"daily-{day}", "-w", str(paper.root), "--export", "csv", "-o", str(folder), "-q", *more]
    assert run(args) == 0
    return rows(folder)


def test_two_days_files_never_take_the_same_minute_of_a_network(paper: Workspace, tmp_path: Path) -> None:
    start = "2026-08-10T12:00"
    every = [
        (
            row["network"],
            row["scheduled_at"],
            row["post_id"].rpartition(".")[0] if ".thread." in row["post_id"] else day,
        )
        for day in DAYS
        for row in export(paper, day, tmp_path / day, "--start", start)
    ]
    singles = [(network, at) for network, at, thread in every if not thread.startswith(f"{network}.thread")]
    assert len(singles) == len(set(singles))
    assert all(datetime.fromisoformat(at) >= NOON for _, at, _ in every)


def test_an_export_made_again_keeps_what_lies_ahead(paper: Workspace, tmp_path: Path) -> None:
    first = export(paper, "2026-08-10", tmp_path / "a", "--start", "2026-08-10T07:00")
    later = export(paper, "2026-08-10", tmp_path / "b", "--start", "2026-08-10T12:00")
    ahead = {
        row["post_id"]: row["scheduled_at"] for row in first if datetime.fromisoformat(row["scheduled_at"]) >= NOON
    }
    assert ahead
    assert ahead.items() <= {row["post_id"]: row["scheduled_at"] for row in later}.items()
    assert all(datetime.fromisoformat(row["scheduled_at"]) >= NOON for row in later)


def test_an_old_edition_that_was_exported_late_is_in_the_plan_of_its_weeks(paper: Workspace, tmp_path: Path) -> None:
    late = export(paper, DAYS[0], tmp_path / "late", "--start", "2027-03-01T08:00")
    begin, end = week_of(datetime(2027, 3, 1, 8, tzinfo=BERLIN))
    found = [one for one in planned(paper, begin=begin, end=end, now=begin) if not one.again]
    assert {(one.post.network, one.at) for one in found} >= {
        (row["network"], datetime.fromisoformat(row["scheduled_at"]))
        for row in late
        if ".thread." not in row["post_id"]
    }


def test_what_goes_out_this_week_is_one_table(paper: Workspace, capsys: pytest.CaptureFixture[str]) -> None:
    begin, end = week_of(NOON)
    found = planned(paper, begin=begin, end=end, now=NOON)
    assert {one.edition for one in found} >= {"daily-2026-08-10"}
    assert [one.at for one in found] == sorted(one.at for one in found)
    mine = [one for one in found if one.edition == "daily-2026-08-10"]
    assert all(one.at >= NOON for one in mine)
    assert run(["plan", "--week", "--of", "2026-08-10", "-w", str(paper.root), "-n", "twitter", "--json"]) == 0
    answer: dict[str, Any] = json.loads(capsys.readouterr().out)
    assert answer["from"].startswith("2026-08-10T00:00")
    assert run(["plan", "--of", "soon", "-w", str(paper.root)]) == 2


def test_an_old_quote_is_offered_again_and_then_rests(paper: Workspace, tmp_path: Path) -> None:
    ripe = evergreen(paper, NOON)
    assert {its.key for its in ripe} == {"daily-2026-08-08"}
    assert all(post.kind == "quote" for its in ripe for post in its.posts)
    args = ["posts", "--again", "-w", str(paper.root), "--export", "csv", "-o", str(tmp_path), "-q"]
    assert run([*args, "--start", "2026-08-10T12:00"]) == 0
    assert {row["post_id"].split(".")[1] for row in rows(tmp_path)} == {"quote"}
    assert notes(paper, "again")
    quotes = {post.quote for its in ripe for post in its.posts}
    assert not quotes & {post.quote for its in evergreen(paper, NOON + timedelta(hours=1)) for post in its.posts}


def test_a_retracted_quote_is_never_offered_again(paper: Workspace) -> None:
    told = {post.story for its in evergreen(paper, NOON) for post in its.posts}
    with open_ledger(paper.ledger, "daily") as ledger:
        ledger.retract([row for row in ledger.rows() if row.story in told], "It was wrong.")
    assert not told & {post.story for its in evergreen(paper, NOON) for post in its.posts}


def test_without_a_number_of_days_no_quote_is_offered_again(paper: Workspace) -> None:
    text = (paper.root / "digest.toml").read_text("utf-8").replace('evergreen = "2d"', "")
    (paper.root / "digest.toml").write_text(text, "utf-8")
    with pytest.raises(UsageError, match="no quote is offered again"):
        evergreen(open_workspace(paper.root), NOON)
