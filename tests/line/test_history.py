"""What readers had: read off the outbox and the ledger, and told again of what is published."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from digest.articles import Article
from digest.errors import BusyError
from digest.line.history import Book, manifests, memory, retracted
from digest.outbox.publish import publish
from digest.picks.choose import Pick
from digest.picks.memory import Memory, keys_of
from digest.picks.slots import Slot, slot_named
from digest.stories.story import Story
from digest.workspace import Workspace, open_workspace

TOML = """\
[newsletter]
id = "daily"
name = "The Daily Take"
[[segment]]
name = "sea"
section = ["Sea"]
"""
GATES = Article(
    id="gates",
    headline="Harbour gates hold",
    text="The gates closed at noon.",
    url="https://a.example/gates",
    published=datetime(2026, 8, 9, 12, tzinfo=UTC),
)
PORT = Article(id="port", headline="Port waits", text="Ships waited all night.")
PICK = Pick(story=Story("gates", GATES, (GATES,)), place="lead", section="World")


@pytest.fixture
def paper(tmp_path: Path) -> Workspace:
    (tmp_path / "digest.toml").write_text(TOML)
    return open_workspace(tmp_path)


def slot(name: str = "2026-08-10") -> Slot:
    from digest.settings import ScheduleSettings

    return slot_named(ScheduleSettings(), name)


def put(paper: Workspace, key: str, **facts: Any) -> None:
    told = {"slot": "2026-08-10", "newsletter": "daily", "items": []} | facts
    publish(paper.outbox, key, {"message.eml": b"x"}, told)


def items(paper: Workspace, day: str = "2026-08-10") -> list[dict[str, Any]]:
    own = {"id": "gates", "place": "lead", "headline": GATES.headline, "url": GATES.url, "articles": ["gates"]}
    return [own | Book(paper, slot(day), [GATES]).facts([PICK])["gates"]]


def test_without_a_ledger_and_editions_nothing_is_remembered_and_no_file_is_made(paper: Workspace) -> None:
    assert memory(paper, slot()) == Memory()
    assert retracted(paper, slot()) == []
    assert not paper.ledger.exists()


def test_a_newsletters_own_editions_are_told_the_oldest_first_and_its_segments_are_lists_of_their_own(
    paper: Workspace,
) -> None:
    for key in ("daily-2026-08-10-r2", "daily-2026-08-10", "daily-2026-08-10-sea", "daily-2026-08-09"):
        put(paper, key)
    put(paper, "dailyish-2026-08-10")
    put(paper, "daily-2026-08-11", newsletter="another")  # the same name, of somebody else's
    assert [found["key"] for found in manifests(paper)] == [
        "daily-2026-08-09", "daily-2026-08-10", "daily-2026-08-10-r2",
    ]  # fmt: skip
    assert [found["key"] for found in manifests(paper.of("sea"))] == ["daily-2026-08-10-sea"]


def test_an_edition_in_the_outbox_is_remembered_though_the_ledger_is_lost(paper: Workspace) -> None:
    put(paper, "daily-2026-08-10", items=items(paper))
    known = memory(paper, slot("2026-08-11"))
    assert [told.story for told in known.told] == ["gates"]
    assert set(keys_of(GATES)) <= known.told[0].articles
    assert memory(paper, slot("2026-08-10")).told == (), "its own slot's edition is no earlier one"
    paper.ledger.unlink()
    assert [told.story for told in memory(paper, slot("2026-08-11")).told] == ["gates"]


def test_what_a_run_claimed_is_kept_from_another_until_it_is_published(paper: Workspace) -> None:
    book = Book(paper, slot(), [GATES, PORT])
    book.reserve("daily-2026-08-10", items(paper))
    with pytest.raises(BusyError):
        Book(paper, slot("2026-08-11"), [GATES]).reserve("daily-2026-08-11", items(paper, "2026-08-11"))
    put(paper, "daily-2026-08-10", items=items(paper))
    book.confirm("daily-2026-08-10", "We closed a gate.")
    later = memory(paper, slot("2026-08-11"))
    assert {*keys_of(GATES), *keys_of(PORT)} <= later.seen, "chosen or not"
    assert later.quotes == ("We closed a gate.",)
    assert [told.story for told in later.told] == ["gates"]


def test_articles_with_and_without_a_date_are_both_remembered(paper: Workspace) -> None:
    dated = replace(PORT, published=GATES.published)
    for looked_at in ([dated], [PORT]):
        book = Book(paper, slot(), looked_at)
        book.reserve("daily-2026-08-10", [])
        book.confirm("daily-2026-08-10")
        assert set(keys_of(PORT)) <= memory(paper, slot("2026-08-11")).seen
        paper.ledger.unlink()


@pytest.mark.parametrize(("later", "known"), [("2026-09-19", True), ("2026-09-20", False)])
def test_a_dated_article_is_remembered_for_forty_days_and_one_without_a_date_for_ever(
    paper: Workspace, later: str, known: bool
) -> None:
    for day, looked_at in (("2026-08-10", [GATES, PORT]), (later, [])):
        book = Book(paper, slot(day), looked_at)
        book.reserve(f"daily-{day}", [])
        book.confirm(f"daily-{day}")
    seen = memory(paper, slot("2026-09-21")).seen
    assert (set(keys_of(GATES)) <= seen) is known
    assert set(keys_of(PORT)) <= seen


def test_the_book_of_a_newsletter_has_nothing_more_to_say(paper: Workspace) -> None:
    assert Book(paper, slot(), []).more() == {}
