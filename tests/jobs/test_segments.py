"""Many editions from one pool: each by itself, once, whatever else is built with it or breaks beside it."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from paper import run
from segmented import SEGMENTS, SLOT, build, edition_files, story, told, workspace, write

from digest.jobs.segments import ALIKE, SHARE, SegmentOutcome, SegmentsRun, built_there, firsts, packed, shares
from digest.line.choose import Wish, read
from digest.line.pool import open_pool
from digest.machines import local
from digest.picks.slots import slot_named
from digest.settings import NewsletterSettings, SegmentSettings, Settings
from digest.workspace import open_workspace

SEA = [story(n, "Sea") for n in range(5)]
LAND = [story(n, "Land") for n in range(8, 12)]


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    return workspace(tmp_path / "paper", SEGMENTS, [*SEA, *LAND])


def test_each_segment_has_an_edition_of_its_own_articles_under_its_own_key(paper: Path) -> None:
    found = build(paper)
    assert {name: (one["status"], one["key"]) for name, one in found.items()} == {
        "sea": ("published", f"daily-{SLOT}-sea"),
        "land": ("published", f"daily-{SLOT}-land"),
    }
    assert len(told(paper, "sea")) == 5 and all(id.startswith("sea") for id in told(paper, "sea"))
    assert len(told(paper, "land")) == 4 and all(id.startswith("land") for id in told(paper, "land"))


def test_the_same_run_again_finds_them_there(paper: Path) -> None:
    build(paper)
    assert {one["status"] for one in build(paper).values()} == {"exists"}


def test_an_edition_is_the_same_bytes_whichever_others_are_made_with_it(paper: Path, tmp_path: Path) -> None:
    build(paper)
    alone = workspace(tmp_path / "alone", SEGMENTS, [*SEA, *LAND])
    build(alone, "--segments", "land", "--workers", "1")
    key = f"daily-{SLOT}-land"
    assert edition_files(paper, key) == edition_files(alone, key)


def test_a_workspace_with_segments_builds_its_own_edition_as_one_without(paper: Path, tmp_path: Path) -> None:
    plain = workspace(tmp_path / "plain", "", [*SEA, *LAND])
    build(paper)
    for folder in (paper, plain):
        assert run(folder, "build", "-q", "--slot", SLOT).returncode == 0
    assert edition_files(paper, f"daily-{SLOT}") == edition_files(plain, f"daily-{SLOT}")


def test_its_own_theme_size_list_and_address(paper: Path) -> None:
    build(paper)
    sea, land = (edition_files(paper, f"daily-{SLOT}-{name}") for name in ("sea", "land"))
    assert json.loads(land["edition.json"])["newsletter"]["web"] == "https://daily.example/editions/land"
    assert len(json.loads(land["edition.json"])["stories"]) == 1  # and the lead
    assert b"List-Id: The Daily Take <land.readers.daily.example>" in land["message.eml"].replace(b"\r\n", b"\n")
    assert sea["message.eml"].split(b"Message-ID: ")[1][:40] != land["message.eml"].split(b"Message-ID: ")[1][:40]
    assert b"posts.jsonl" not in sea["SHA256SUMS"]  # a segment posts nowhere unless it says so


def test_one_that_breaks_stops_no_other_and_the_report_says_which(paper: Path) -> None:
    order = paper / "running-order" / f"{SLOT}-sea.toml"
    order.parent.mkdir()
    order.write_text('[[story]]\nid = "nobody"\ndeck = "mine"\n')
    found = build(paper, exit_code=65)
    assert found["land"]["status"] == "published"
    assert found["sea"]["status"] == "broken" and found["sea"]["exit"] == 65
    assert f"running-order/{SLOT}-sea.toml" in found["sea"]["error"]["where"]
    shown = run(paper, "build", "--slot", SLOT, "--segments", "all")
    assert shown.returncode == 65 and "error: sea: no article of this slot" in shown.stderr
    order.unlink()
    assert {name: one["status"] for name, one in build(paper).items()} == {"sea": "published", "land": "exists"}


def test_nothing_new_for_one_is_no_fault_and_for_all_exit_66(tmp_path: Path) -> None:
    quiet = workspace(tmp_path / "quiet", SEGMENTS, SEA)
    land = build(quiet)["land"]
    assert land["status"] == "nothing"
    assert land["error"]["what"] == "none of the day's 5 articles fits this list and is new to it"  # a name misspelt?
    assert "digest articles --segment land" in land["error"]["fix"]
    empty = workspace(tmp_path / "empty", SEGMENTS, [])
    assert {one["status"] for one in build(empty, exit_code=66).values()} == {"nothing"}


def test_a_name_that_does_not_exist_is_said_with_the_nearest(paper: Path) -> None:
    done = run(paper, "build", "--segments", "see", "--slot", SLOT)
    assert done.returncode == 2 and "did you mean sea?" in done.stderr


def test_days_of_its_own_and_the_window_that_goes_with_them(tmp_path: Path) -> None:
    weekly = SEGMENTS.replace('section = ["Sea"]', 'section = ["Sea"]\ndays = ["mon"]\nwindow = "7d"')
    week = [story(n, "Sea", day=f"2026-08-0{3 + n}") for n in range(6)]
    paper = workspace(tmp_path / "paper", weekly, [*week, story(20, "Land", day="2026-08-08")])
    assert build(paper, slot="2026-08-09")["sea"]["status"] == "not due"
    assert build(paper, slot="2026-08-10")["sea"]["status"] == "published"
    assert set(told(paper, "sea")) <= {f"sea-{n}" for n in range(6)} and len(told(paper, "sea")) == 5
    asked_for = build(paper, "--segments", "sea", slot="2026-08-11", exit_code=66)
    assert asked_for["sea"]["status"] == "nothing"  # it was looked at, and has had all of it


def test_what_its_own_readers_had_does_not_come_again_and_what_others_had_does(tmp_path: Path) -> None:
    both = '\n[[segment]]\nname = "sea"\nsection = ["Sea"]\n\n[[segment]]\nname = "all-of-it"\nstories = 3\n'
    paper = workspace(tmp_path / "paper", both, SEA)
    build(paper, "--segments", "sea")
    write(paper, [{**one, "published": "2026-08-10T12:00:00Z"} for one in SEA])  # the same, dated anew
    found = build(paper, slot="2026-08-11")
    assert found["sea"]["status"] == "nothing"
    assert len(told(paper, "all-of-it", "2026-08-11")) == 5


def test_readers_of_several_lists_get_no_story_twice(tmp_path: Path) -> None:
    both = (
        '\n[[segment]]\nname = "sea"\nsection = ["Sea"]\nstories = 2\nbrief = 0\n'
        '\n[[segment]]\nname = "more"\nreaders_of = ["sea"]\n'
    )
    paper = workspace(tmp_path / "paper", both, SEA)
    build(paper)
    had = set(told(paper, "sea"))
    assert len(had) == 2 and set(told(paper, "more")) == {f"sea-{n}" for n in range(5)} - had
    manifest = json.loads(edition_files(paper, f"daily-{SLOT}-more")["manifest.json"])
    assert manifest["beside"] == ["sea"] and manifest["segment"] == "more"
    write(paper, [{**one, "published": "2026-08-10T12:00:00Z"} for one in SEA])
    assert build(paper, slot="2026-08-11")["more"]["status"] == "nothing"  # they had all five, two of them with the sea


def test_what_came_first_stays_when_a_list_above_it_is_built_later(tmp_path: Path) -> None:
    both = (
        '\n[[segment]]\nname = "sea"\nsection = ["Sea"]\nstories = 2\n'
        '\n[[segment]]\nname = "more"\nreaders_of = "all"\n'
    )
    paper = workspace(tmp_path / "paper", both, SEA)
    build(paper, "--segments", "more")
    assert build(paper)["more"]["status"] == "exists"  # its manifest says that it was built without the other
    assert build(paper)["sea"]["status"] == "exists"


def test_an_undated_article_waits_for_the_first_edition_of_its_list(tmp_path: Path) -> None:
    two = SEGMENTS.replace('section = ["Land"]', 'section = ["Land"]\ndays = ["tue"]')
    undated = {k: v for k, v in story(15, "Land").items() if k != "published"}
    paper = workspace(tmp_path / "paper", two, [*SEA, undated])
    build(paper, slot="2026-08-10")  # a run that looks at it, but makes no edition of its list
    assert build(paper, slot="2026-08-11", exit_code=0)["land"]["status"] == "published"
    build(paper, slot="2026-08-18", exit_code=66)


def test_a_ledger_that_is_lost_comes_back_from_the_outbox(paper: Path) -> None:
    build(paper)
    for path in (paper / ".digest").glob("ledger.db*"):
        path.unlink()
    write(paper, [{**one, "published": "2026-08-10T12:00:00Z"} for one in (*SEA, *LAND)])
    assert {one["status"] for one in build(paper, slot="2026-08-11", exit_code=66).values()} == {"nothing"}


def test_a_template_of_its_own_stands_before_the_workspace_s(tmp_path: Path) -> None:
    settings = SEGMENTS.replace('section = ["Sea"]', 'section = ["Sea"]\ntemplates = "sea-templates"')
    paper = workspace(tmp_path / "paper", settings, [*SEA, *LAND])
    own = paper / "sea-templates" / "email" / "blocks"
    own.mkdir(parents=True)
    (own / "closing.txt.j2").write_text("{# The end. #}\nFair winds.\n")
    build(paper)
    assert b"Fair winds." in edition_files(paper, f"daily-{SLOT}-sea")["email.txt"]
    assert b"Fair winds." not in edition_files(paper, f"daily-{SLOT}-land")["email.txt"]


def test_a_correction_of_one_segment(paper: Path) -> None:
    build(paper)
    write(paper, [{**one, "headline": one["headline"] + " at last"} for one in SEA] + LAND)
    found = build(paper, "--segments", "sea", "--revise", "a word was missing")
    assert found["sea"]["key"] == f"daily-{SLOT}-sea-r2" and found["sea"]["status"] == "published"
    assert not (paper / "outbox" / "editions" / f"daily-{SLOT}-land-r2").exists()


def test_lists_that_share_readers_are_built_by_one_worker() -> None:
    names = [f"s{n}" for n in range(8)]
    shared = {"s5": ("s1",), "s7": ("s5", "s2")}
    segments = tuple(SegmentSettings(name=name, readers_of=shared.get(name, ())) for name in names)
    settings = Settings(newsletter=NewsletterSettings(id="daily", name="Daily"), segment=segments)
    found = shares(settings, names, 2)
    assert sorted(name for share in found for name in share) == names
    home = {name: number for number, share in enumerate(found) for name in share}
    assert home["s1"] == home["s5"] == home["s7"] == home["s2"]
    share = found[home["s1"]]
    assert [name for name in share if name in ("s1", "s2", "s5", "s7")] == ["s1", "s2", "s5", "s7"]
    assert abs(len(found[0]) - len(found[1])) <= 1


def test_no_worker_has_so_many_that_memory_grows_with_their_number() -> None:
    names = [f"s{n}" for n in range(1_000)]
    segments = tuple(SegmentSettings(name=name) for name in names)
    settings = Settings(newsletter=NewsletterSettings(id="daily", name="Daily"), segment=segments)
    found = shares(settings, names, 2)
    assert sorted(name for share in found for name in share) == sorted(names)
    assert max(map(len, found)) <= SHARE


def test_one_of_each_look_is_built_before_the_others_and_none_that_gives_way() -> None:
    many = [SegmentSettings(name=f"list-{n}", readers_of=("all",) if n < 3 else ()) for n in range(ALIKE)]
    assert firsts([many, many[3:]]) == ["list-3"]
    assert firsts([[replace(one, readers_of=("all",)) for one in many]]) == []


def test_packed_for_workers_elsewhere_they_are_the_same_bytes(paper: Path, tmp_path: Path) -> None:
    elsewhere = workspace(tmp_path / "elsewhere", SEGMENTS, [*SEA, *LAND])
    second = "2026-08-11"
    for room in (paper, elsewhere):
        write(room, [story(n, section, day="2026-08-10") for n in range(50, 54) for section in ("Sea", "Land")], "more")
    for slot in (SLOT, second):  # on the second day there is a ledger, and something to recognise
        build(paper, slot=slot)
        assert {one.status for one in built_elsewhere(elsewhere, slot)} == {"published"}
        for key in (f"daily-{slot}-{name}" for name in ("sea", "land")):
            assert edition_files(paper, key) == edition_files(elsewhere, key)


def built_elsewhere(folder: Path, name: str) -> list[SegmentOutcome]:
    opened = open_workspace(folder)
    slot = slot_named(opened.settings.schedule, name)
    with open_pool(opened, read(opened, silent, at=slot.at), slot) as pool:
        pool.lists.look_at(slot.name, pool.articles, pool.keys)
        luggage = packed(SegmentsRun(pool, Wish(slot=name), slot.at))
    return [one for share in local.run(built_there, luggage, [["sea"], ["land"]], workers=2) for one in share]


def silent(step: str, text: str) -> None:
    """Hear of a step."""


def test_ledger_and_health_tell_of_each_segment_by_itself(paper: Path) -> None:
    build(paper)
    listed = json.loads(run(paper, "ledger", "ls", "--segments", "land,sea", "--json").stdout)["segments"]
    assert {name: [row["story"] for row in rows] for name, rows in listed.items()} == {
        name: told(paper, name) for name in ("sea", "land")
    }
    gauges = run(paper, "health", "--segments", "all", "--prometheus").stdout
    assert {line.split(" ")[0] for line in gauges.splitlines() if line.startswith("digest_healthy")} == {
        'digest_healthy{newsletter="daily/sea"}',
        'digest_healthy{newsletter="daily/land"}',
    }
