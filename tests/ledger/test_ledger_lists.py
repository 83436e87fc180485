"""The ledger of segments: each list's own rows, and what all of them had and looked at, once."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from digest.articles import Article
from digest.ledger.segments import SegmentLedger, open_lists
from digest.picks.slots import slot_named
from digest.settings import ScheduleSettings

GATE = Article(id="gate", headline="The gate opens", text="It opens.", published=datetime(2026, 8, 9, 5, tzinfo=UTC))
POEM = Article(id="poem", headline="A poem of the shore", text="It waits.")
KEYS = {"gate": ("id:gate", "url:gate"), "poem": ("id:poem",)}
MONDAY = slot_named(ScheduleSettings(), "2026-08-10")


def item(id: str, place: str = "story") -> dict[str, object]:
    return {"id": id, "place": place, "headline": f"News of {id}", "url": "", "keys": [f"id:{id}"], "print": "0"}


@pytest.fixture
def lists(tmp_path: Path) -> Iterator[SegmentLedger]:
    with open_lists(tmp_path / "ledger.db", "daily") as found:
        yield found


def test_what_a_run_looked_at_is_seen_from_the_next_slot_on(lists: SegmentLedger) -> None:
    lists.look_at("2026-08-09", [GATE, POEM], KEYS)
    asked = ["id:gate", "url:gate", "id:poem", "id:nobody"]
    assert lists.seen("2026-08-10", asked) == dict.fromkeys(asked[:3], "2026-08-09")
    assert lists.seen("2026-08-09", asked) == {}
    assert lists.seen("2026-08-10", ["id:nobody"]) == {}


def test_the_first_slot_that_saw_an_article_is_told_and_an_undated_one_is_never_let_go(lists: SegmentLedger) -> None:
    lists.look_at("2026-08-01", [GATE, POEM], KEYS)
    lists.look_at("2026-08-09", [GATE], KEYS)
    assert lists.seen("2026-08-10", ["id:gate"]) == {"id:gate": "2026-08-01"}
    lists.look_at("2026-12-24", [], KEYS)
    assert lists.seen("2026-12-31", ["id:gate", "id:poem"]) == {"id:poem": "2026-08-01"}


def test_a_segment_s_rows_are_its_own_and_what_a_story_is_known_by_is_everybody_s(lists: SegmentLedger) -> None:
    lists.reserve("sport", "2026-08-09", "daily-2026-08-09-sport", [item("gate", "lead"), item("poem")])
    assert lists.beside("sport", "2026-08-09") == []  # reserved is not published
    lists.confirm("sport", "2026-08-09", "daily-2026-08-09-sport", "")
    assert lists.beside("sport", "2026-08-09") == ["gate", "poem"]
    assert (lists.beside("city", "2026-08-09"), lists.beside("sport", "2026-08-10")) == ([], [])
    assert lists.keys() == {"daily-2026-08-09-sport"}
    assert [told.headline for _, told in lists.told(MONDAY, 14)] == ["News of gate", "News of poem"]


def test_what_the_readers_of_a_list_had_is_not_what_those_of_another_had(lists: SegmentLedger) -> None:
    for segment, id in (("sport", "gate"), ("city", "poem")):
        lists.reserve(segment, "2026-08-09", f"daily-2026-08-09-{segment}", [item(id, "lead")])
        lists.confirm(segment, "2026-08-09", f"daily-2026-08-09-{segment}", "")
    (gate,) = lists.had(["sport"], MONDAY, 14).values()
    assert (gate.slot, gate.headline, gate.led, gate.articles) == (
        "2026-08-09",
        "News of gate",
        True,
        frozenset({"id:gate"}),
    )
    assert len(lists.had(["sport", "city"], MONDAY, 14)) == 2
    assert lists.had(["sport"], MONDAY, 0) == {} and lists.had([], MONDAY, 14) == {}


def test_the_last_edition_of_a_segment_is_the_newest_before_the_slot(lists: SegmentLedger) -> None:
    assert lists.last("sport", "2026-08-10") == ""
    for slot in ("2026-08-03", "2026-08-09", "2026-08-10"):
        lists.reserve("sport", slot, f"daily-{slot}-sport", [item(f"gate-{slot}")])
        lists.confirm("sport", slot, f"daily-{slot}-sport", "")
    assert (lists.last("sport", "2026-08-10"), lists.last("sport", "2026-08-09")) == ("2026-08-09", "2026-08-03")
    assert lists.last("city", "2026-08-10") == ""
