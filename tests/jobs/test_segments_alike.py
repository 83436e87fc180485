"""An edition is the same to the byte, alone or among many: stories parted among lists, on two days."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from segmented import SLOT, build, edition_files, story, workspace, write

from digest.edition.compose import Gleaned, glean
from digest.jobs import segments as job
from digest.jobs.segments import ALONE, build_segments
from digest.line import ahead, shop
from digest.line.choose import FOUND, Wish
from digest.picks import choose
from digest.picks.memory import Weighed
from digest.picks.terms import Candidate
from digest.workspace import open_workspace

DAYS = (SLOT, "2026-08-11")
LISTS = """
[[segment]]
name = "sea"
section = ["Sea"]

[[segment]]
name = "one"
source = ["one.example"]

[[segment]]
name = "two"
source = ["two.example"]
readers_of = ["one"]

[[segment]]
name = "both"
theme = "news"

[[segment]]
name = "tagged"
tag = ["tide", "Quay"]
stories = 5
"""
NAMES = ("sea", "one", "two", "both", "tagged")


def wire(day: str) -> Iterator[dict[str, Any]]:
    """Yield a day's articles: every event is told by one source, two or three, in one section or two."""
    for number in range(24):
        first = story(number, ("Sea", "Land")[number % 2], day=day)
        first["id"], first["subjects"] = f"{day}-{number}-one", [("tide", "quay", "hills")[number % 3]]
        yield first | {"site": "one.example", "url": f"https://one.example/{day}/{number}"}
        for name in ("two", "three")[: number % 3]:
            more = {"id": f"{day}-{number}-{name}", "site": f"{name}.example", "section": ("Land", "Sea")[number % 2]}
            text = f"{first['text']}\n\n{story(100 + number, name)['text']}"
            yield first | more | {"url": f"https://{name}.example/{day}/{number}", "text": text}


def paper(folder: Path) -> Path:
    room = workspace(folder, LISTS, [])
    for day in ("2026-08-09", "2026-08-10"):
        write(room, wire(day), day)
    return room


@pytest.fixture(scope="module")
def among_many(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Both days of all lists, in two processes."""
    room = paper(tmp_path_factory.mktemp("many") / "paper")
    for day in DAYS:
        assert {one["status"] for one in build(room, "--segments", "all", "--workers", "2", slot=day).values()} == {
            "published"
        }
    return room


def test_each_list_alone_is_what_it_is_among_many(among_many: Path, tmp_path: Path) -> None:
    room = paper(tmp_path / "alone")
    for day in DAYS:
        for name in NAMES:
            build(room, "--segments", name, "--workers", "1", slot=day)
    for key in (f"daily-{day}-{name}" for day in DAYS for name in NAMES):
        assert edition_files(room, key) == edition_files(among_many, key)
    second = json.loads(edition_files(room, f"daily-{DAYS[1]}-both")["manifest.json"])
    assert second["items"]


def test_what_is_read_ahead_changes_nothing(among_many: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(job, "read_ahead", lambda *_, **__: None)
    FOUND.clear()
    room = paper(tmp_path / "unread")
    built(room)
    for name in NAMES:
        assert edition_files(room, f"daily-{SLOT}-{name}") == edition_files(among_many, f"daily-{SLOT}-{name}")


def test_what_a_list_shows_was_read_ahead(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    late: list[str] = []

    def gleaned(article: Any, shown: Any) -> Gleaned:
        late.append(article.id)
        return glean(article, shown)

    once: list[str] = []
    read = choose.Ranking.read

    def reads(self: choose.Ranking, one: Candidate, quotes: choose.FindQuotes) -> Weighed:
        once.append(one.story.id)
        return read(self, one, quotes)

    monkeypatch.setattr(ahead, "AHEAD", 2)
    monkeypatch.setattr(shop, "glean", gleaned)
    monkeypatch.setattr(choose.Ranking, "read", reads)
    FOUND.clear()
    built(paper(tmp_path / "read"))
    assert not late
    alone = Counter(id for id in once if int(id.split("-")[3]) % 3 == 0)  # told by one article: alike in all
    assert alone and set(alone.values()) == {1}


def built(room: Path) -> None:
    moment = datetime(2026, 8, 10, 5, tzinfo=UTC)
    made = build_segments(
        open_workspace(room), "all", Wish(slot=SLOT), now=moment, tell=lambda step, text: None, hands=ALONE
    )
    assert {one.status for one in made} == {"published"}
