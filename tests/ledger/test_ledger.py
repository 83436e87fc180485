"""The ledger: nothing twice, nothing lost with the file, and two runs never claim one story."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest

from digest.articles import Article
from digest.errors import BusyError, DataError, DiskError, UsageError
from digest.ledger.database import Ledger, open_ledger
from digest.ledger.published import known_by
from digest.picks.memory import Match, Memory, facts_of
from digest.picks.slots import slot_named
from digest.settings import ScheduleSettings
from digest.stories.fingerprints import Fingerprinter
from digest.stories.gist import GistTaker
from digest.stories.story import Story

BARRIER = Article(
    id="barrier", headline="Velmar shuts its tidal barrier", text="It shut.", url="https://velmar.example/barrier"
)
GRAIN = Article(id="grain", headline="Grain prices ease as harvest comes in", text="They ease.")


def prints(article: Article) -> tuple[dict[int, int], dict[int, int]]:
    print = Fingerprinter([BARRIER, GRAIN]).fingerprint([article])
    return print, print


def story(article: Article) -> Story:
    return Story(article.id, article, (article,))


def item(article: Article, place: str = "lead") -> dict[str, Any]:
    plain = {"id": article.id, "place": place, "headline": article.headline, "url": article.url}
    return plain | facts_of(story(article), prints(article))


def matched(ledger: Ledger, article: Article, day: str, **given: int) -> Match | None:
    memory = ledger.memory(slot_named(ScheduleSettings(), day), **{"repeat_days": 14, "quote_editions": 7} | given)
    return memory.match(story(article), {article.id: prints(article)})


def memory_of(ledger: Ledger, day: str) -> Memory:
    return ledger.memory(slot_named(ScheduleSettings(), day), repeat_days=14, quote_editions=7)


def manifest(day: str, *items: dict[str, Any]) -> dict[str, Any]:
    return {"slot": day, "key": f"daily-{day}", "newsletter": "daily", "items": list(items)}


def every(key: str) -> bool:
    return True


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with open_ledger(tmp_path / ".digest" / "ledger.db", "daily") as found:
        yield found


def test_a_story_of_one_slot_is_known_to_later_slots_and_not_to_its_own_or_earlier_ones(ledger: Ledger) -> None:
    ledger.reserve("2026-08-09", "daily-2026-08-09", [item(BARRIER)])
    ledger.confirm("daily-2026-08-09")
    assert matched(ledger, BARRIER, "2026-08-10")
    assert not matched(ledger, BARRIER, "2026-08-09")
    assert not matched(ledger, BARRIER, "2026-08-08")


def test_what_was_told_before_the_repeat_days_still_says_what_the_newsletter_writes_about(ledger: Ledger) -> None:
    gist = GistTaker([BARRIER, GRAIN]).gist([BARRIER])
    facts = item(BARRIER) | facts_of(story(BARRIER), prints(BARRIER), gist)
    ledger.reserve("2026-08-09", "daily-2026-08-09", [facts])
    ledger.confirm("daily-2026-08-09")
    soon, later, before = (memory_of(ledger, day) for day in ("2026-08-10", "2026-09-10", "2026-08-08"))
    assert [(len(one.told), len(one.background)) for one in (soon, later, before)] == [(1, 0), (0, 1), (0, 0)]
    assert later.background[0].all == gist.all


def test_after_the_repeat_days_a_story_may_come_again(ledger: Ledger) -> None:
    ledger.reserve("2026-08-09", "daily-2026-08-09", [item(BARRIER)])
    assert matched(ledger, BARRIER, "2026-08-16", repeat_days=7)
    assert not matched(ledger, BARRIER, "2026-08-17", repeat_days=7)


def test_a_changed_headline_or_another_address_is_still_the_same_article(ledger: Ledger) -> None:
    ledger.reserve("2026-08-09", "daily-2026-08-09", [item(BARRIER)])
    tracked = "http://www.velmar.example/barrier/?utm_source=x"
    renamed = Article(id="b", headline="Gates closed", text="Other words.", url=tracked)
    moved = Article(id="c", headline="Gates closed", text="It shut.", url="https://tarn.example/1")
    for again in (renamed, moved):
        match = matched(ledger, again, "2026-08-10")
        assert match is not None
        assert not match.update


def test_an_article_without_an_address_is_known_by_its_text(ledger: Ledger) -> None:
    ledger.reserve("2026-08-09", "daily-2026-08-09", [item(GRAIN)])
    assert matched(ledger, GRAIN, "2026-08-10")


def test_a_ledger_without_room_says_so_and_not_that_its_permissions_are_wrong(tmp_path: Path) -> None:
    with pytest.raises(DiskError) as fault, open_ledger(tmp_path / "ledger.db", "daily") as opened:
        opened.database.execute("PRAGMA max_page_count = 1")  # SQLite's own full disk
        opened.look_at("2026-08-10", [f"article {n}" for n in range(2000)])
    assert fault.value.fix.startswith("free some space") and fault.value.where.endswith("ledger.db")


def test_two_runs_cannot_claim_one_story_for_two_slots(ledger: Ledger) -> None:
    ledger.reserve("2026-08-09", "daily-2026-08-09", [item(BARRIER)])
    with pytest.raises(BusyError):
        ledger.reserve("2026-08-10", "daily-2026-08-10", [item(GRAIN), item(BARRIER)])
    assert [row.story for row in ledger.rows()] == ["barrier"]


def test_reserving_a_slot_again_replaces_what_it_had_reserved(ledger: Ledger) -> None:
    ledger.reserve("2026-08-09", "daily-2026-08-09", [item(BARRIER)])
    ledger.reserve("2026-08-09", "daily-2026-08-09", [item(GRAIN)])
    assert [row.story for row in ledger.rows()] == ["grain"]


def test_deleting_the_file_loses_nothing_that_is_in_the_outbox(tmp_path: Path) -> None:
    with open_ledger(tmp_path / "a.db", "daily") as first:
        first.reserve("2026-08-09", "daily-2026-08-09", [item(BARRIER), item(GRAIN, "story")])
        first.confirm("daily-2026-08-09")
        before = [asdict(row) for row in first.rows()]
    with open_ledger(tmp_path / "b.db", "daily") as second:
        read_back = json.loads(json.dumps(manifest("2026-08-09", item(BARRIER), item(GRAIN, "story"))))
        assert second.reconcile([read_back], exists=every) == 2
        assert [asdict(row) for row in second.rows()] == before
        assert second.reconcile([read_back], exists=every) == 0


def test_a_manifest_without_fingerprints_still_tells_address_and_headline(ledger: Ledger) -> None:
    bare = {"id": "barrier", "place": "lead", "headline": BARRIER.headline, "url": BARRIER.url}
    ledger.reconcile([manifest("2026-08-09", bare)], exists=every)
    assert matched(ledger, BARRIER, "2026-08-10")


def test_what_was_reserved_for_an_edition_that_never_came_is_let_go(ledger: Ledger) -> None:
    ledger.reserve("2026-08-09", "daily-2026-08-09", [item(BARRIER)])
    ledger.reconcile([], exists=lambda key: False)
    assert ledger.rows() == []


def test_what_was_reserved_where_the_outbox_has_another_edition_is_let_go(ledger: Ledger) -> None:
    ledger.reserve("2026-08-09", "daily-2026-08-09", [item(BARRIER), item(GRAIN, "story")])
    ledger.reconcile([manifest("2026-08-09", item(BARRIER))], exists=every)
    assert [(row.story, row.state) for row in ledger.rows()] == [("barrier", "published")]
    assert not matched(ledger, GRAIN, "2026-08-10")


def test_a_retracted_story_stays_out_for_ever_and_through_a_rebuild(ledger: Ledger) -> None:
    ledger.reserve("2026-08-09", "daily-2026-08-09", [item(BARRIER)])
    ledger.confirm("daily-2026-08-09")
    ledger.retract(ledger.find("https://velmar.example/barrier"), "the gates were open")
    ledger.clear()
    ledger.reconcile([manifest("2026-08-09", item(BARRIER))], exists=every)
    match = matched(ledger, BARRIER, "2027-08-09")
    assert match is not None
    assert match.told.retracted == "the gates were open"


def test_a_forgotten_story_may_be_published_again(ledger: Ledger) -> None:
    ledger.reserve("2026-08-09", "daily-2026-08-09", [item(BARRIER)])
    ledger.confirm("daily-2026-08-09")
    ledger.look_at("2026-08-09", item(BARRIER)["keys"])
    ledger.forget(ledger.find("barrier"))
    for _ in range(2):  # the outbox still has it, and so has a second run for the slot; neither brings it back
        ledger.reconcile([manifest("2026-08-09", item(BARRIER))], exists=every)
        assert not matched(ledger, BARRIER, "2026-08-10")
        assert ledger.rows() == []
        ledger.reserve("2026-08-09", "daily-2026-08-09", [item(BARRIER)])
    assert not memory_of(ledger, "2026-08-10").seen
    ledger.reserve("2026-08-10", "daily-2026-08-10", [item(BARRIER)])
    ledger.reconcile([manifest("2026-08-09", item(BARRIER)), manifest("2026-08-10", item(BARRIER))], exists=every)
    assert [(row.slot, row.state) for row in ledger.rows()] == [("2026-08-10", "published")]


def test_what_a_correction_took_back_is_known_from_the_outbox_alone(ledger: Ledger, tmp_path: Path) -> None:
    ledger.reserve("2026-08-09", "daily-2026-08-09", [item(BARRIER)])
    ledger.confirm("daily-2026-08-09")
    ledger.retract(ledger.find("barrier"), "the gates were open")
    correction = manifest("2026-08-09") | {"key": "daily-2026-08-09-r2", "retracted": ledger.retracted_of("2026-08-09")}
    told = json.loads(json.dumps([manifest("2026-08-09", item(BARRIER)), correction]))
    with open_ledger(tmp_path / "new.db", "daily") as new:
        new.reconcile(told, exists=every)
        match = matched(new, BARRIER, "2027-08-09")
        assert match is not None
        assert match.told.retracted == "the gates were open"
        new.forget(new.find("barrier"))
        new.reconcile(told, exists=every)
        assert not matched(new, BARRIER, "2027-08-09")


def test_the_quotes_of_the_day_are_known_from_the_outbox_alone(ledger: Ledger) -> None:
    ledger.reconcile([manifest("2026-08-09", item(BARRIER)) | {"day_quote": "The gates held."}], exists=every)
    assert memory_of(ledger, "2026-08-10").quotes == ("The gates held.",)


def test_asking_for_what_is_not_there_is_an_error_with_a_way_out(ledger: Ledger) -> None:
    with pytest.raises(UsageError) as fault:
        ledger.find("nothing")
    assert "digest ledger ls" in fault.value.fix


def test_rows_that_were_exported_come_back_the_same(ledger: Ledger, tmp_path: Path) -> None:
    ledger.reserve("2026-08-09", "daily-2026-08-09", [item(BARRIER), item(GRAIN, "story")])
    with open_ledger(tmp_path / "other.db", "daily") as other:
        assert other.put_back(asdict(row) for row in ledger.rows()) == 2
        assert other.rows() == ledger.rows()


def test_newsletters_in_one_file_do_not_see_each_other(ledger: Ledger) -> None:
    ledger.reserve("2026-08-09", "daily-2026-08-09", [item(BARRIER)])
    with open_ledger(ledger.path, "weekly") as other:
        assert other.rows() == []


def test_an_article_looked_at_for_one_slot_is_not_late_for_the_next(ledger: Ledger) -> None:
    ledger.look_at("2026-08-09", ["u1", "t1"], day_quote="A quote.")
    memory = memory_of(ledger, "2026-08-10")
    assert memory.seen == {"u1", "t1"}
    assert memory.quotes == ("A quote.",)


def test_a_file_that_is_no_ledger_says_how_to_mend_it(tmp_path: Path) -> None:
    path = tmp_path / "ledger.db"
    path.write_bytes(b"this is no database, and long enough to be looked at" * 30)
    with pytest.raises(DataError) as fault, open_ledger(path, "daily"):
        pass
    assert "rebuild" in fault.value.fix


def test_the_ledger_is_in_wal_mode(ledger: Ledger) -> None:
    with sqlite3.connect(ledger.path) as other:
        assert other.execute("PRAGMA journal_mode").fetchone() == ("wal",)


def test_what_is_kept_of_a_story_is_less_than_two_kilobytes() -> None:
    words = [f"word{n} and{n} another{n}" for n in range(60)]
    members = tuple(
        Article(id=f"m{n}", headline=" ".join(words[n:]), text="Body.", url=f"https://velmar.example/{n}")
        for n in range(50)
    )
    press = Fingerprinter(members)
    facts = facts_of(Story("m0", members[0], members), (press.fingerprint(members[:1]), press.fingerprint(members)))
    assert len(json.dumps(facts)) <= 2048


def test_an_article_without_a_date_is_not_new_again_after_forty_days(ledger: Ledger) -> None:
    ledger.look_at("2026-08-09", ["u1"], ["u2"])
    ledger.look_at("2026-10-09", [])
    assert memory_of(ledger, "2026-10-10").seen == {"u2"}


def test_the_ledger_is_rebuilt_with_what_gc_removed(tmp_path: Path) -> None:
    from digest.cli import run
    from digest.outbox import claims, read
    from digest.outbox.gc import collect
    from digest.workspace import open_workspace

    paper = tmp_path / "paper"
    assert run(["init", str(paper)]) == 0 and run(["build", "-w", str(paper), "-q"]) == 0
    [entry] = read.entries(paper / "outbox")
    before = told(paper)
    assert before
    claims.done(paper / "outbox", entry.key, result="", by="")
    collect(paper / "outbox", days=0)
    assert read.entries(paper / "outbox") == ()
    open_workspace(paper).ledger.unlink()
    assert run(["ledger", "rebuild", "-w", str(paper)]) == 0
    assert told(paper) == before


def told(paper: Path) -> list[tuple[str, str]]:
    from digest.jobs.ledger import with_ledger
    from digest.workspace import open_workspace

    return [(row.slot, row.story) for row in with_ledger(open_workspace(paper), lambda ledger: ledger.rows())]


@pytest.mark.parametrize(
    ("facts", "known"),
    [
        ({"url": "https://www.velmar.example/barrier/", "keys": ["u1", "t1"]}, "velmar.example/barrier"),
        ({"keys": ["t1", "t2"]}, "t1"),
        ({"keys": []}, "id:barrier"),
        ({}, "id:barrier"),
    ],
)
def test_a_published_story_is_known_by_its_address_else_its_text_else_its_name(
    facts: dict[str, Any], known: str
) -> None:
    assert known_by({"id": "barrier"} | facts) == known


def told_twice(ledger: Ledger) -> None:
    for day in ("2026-08-01", "2026-08-20"):
        ledger.reserve(day, f"daily-{day}", [item(BARRIER)])
        ledger.confirm(f"daily-{day}")


def test_a_story_that_is_told_again_is_still_known_to_slots_between_the_two(ledger: Ledger) -> None:
    told_twice(ledger)
    between = matched(ledger, BARRIER, "2026-08-05")
    assert between
    assert between.told.slot == "2026-08-01"
    ledger.reserve("2026-08-25", "daily-2026-08-25", [item(BARRIER)])
    assert ledger.reconcile([], exists=lambda key: key != "daily-2026-08-25") == 0
    assert [row.slot for row in ledger.rows()] == ["2026-08-20", "2026-08-01"]


@pytest.mark.parametrize("name", ["2026-08-01", "2026-08-20", "barrier", "https://velmar.example/barrier"])
def test_what_is_retracted_is_taken_out_of_every_edition_that_told_it(ledger: Ledger, name: str) -> None:
    told_twice(ledger)
    rows = ledger.find(name)
    assert [row.slot for row in rows] == ["2026-08-20", "2026-08-01"]
    ledger.retract(rows, "the figure was wrong")
    assert all(len(ledger.retracted_of(row.slot)) == 1 for row in rows)
    ledger.reconcile([manifest("2026-08-28", item(BARRIER))], exists=every)  # told meanwhile, somewhere else
    assert {row.retracted for row in ledger.rows()} == {"the figure was wrong"}


def test_what_was_forgotten_stays_so_with_its_earlier_tellings(ledger: Ledger) -> None:
    editions = [manifest(day, item(BARRIER)) for day in ("2026-08-01", "2026-08-20")]
    ledger.reconcile(editions[1:], exists=every)
    ledger.forget(ledger.find("barrier"))
    assert ledger.reconcile(editions, exists=every) == 0
    assert ledger.reconcile([*editions, manifest("2026-08-22", item(BARRIER))], exists=every) == 1
    assert [row.slot for row in ledger.rows()] == ["2026-08-22"]


def test_a_ledger_that_kept_the_last_telling_only_is_taken_over(tmp_path: Path) -> None:
    path = tmp_path / "ledger.db"
    columns = ("newsletter", "slot", "story", "key", "known", "state", "place", "headline", "url", "retracted", "facts")
    old = sqlite3.connect(path)
    old.execute(f"CREATE TABLE told ({', '.join(columns)}, PRIMARY KEY (newsletter, known))")
    old.execute("CREATE INDEX told_by_slot ON told (newsletter, slot)")
    row = (
        "daily",
        "2026-08-20",
        "barrier",
        "k",
        "velmar.example/barrier",
        "published",
        "lead",
        "Shut",
        "",
        "wrong",
        "{}",
    )
    old.execute("INSERT INTO told VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", row)
    old.commit()
    old.close()
    with open_ledger(path, "daily") as ledger:
        assert [tuple(asdict(one)[name] for name in columns) for one in ledger.rows()] == [row]
        ledger.reconcile([manifest("2026-08-01", item(BARRIER))], exists=every)
        assert [(one.slot, one.retracted) for one in ledger.rows()] == [
            ("2026-08-20", "wrong"),
            ("2026-08-01", "wrong"),
        ]
