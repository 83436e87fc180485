"""What readers had is known again: by address, by text, by what it is about."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from digest.articles import Article
from digest.picks import memory
from digest.picks.memory import Memory, Told, due, is_repeat, keys_of
from digest.picks.slots import slot_named
from digest.settings import ScheduleSettings
from digest.stories.fingerprints import Fingerprinter, likeness, read, written
from digest.stories.gist import Gist
from digest.text.urls import canonical_url

SLOT = slot_named(ScheduleSettings(), "2026-08-10")  # due at 06:00 UTC


@pytest.mark.parametrize(
    "url",
    [
        "https://velmar.example/gates",
        "http://velmar.example/gates",
        "https://www.velmar.example/gates/",
        "https://velmar.example:443/gates#top",
        "https://velmar.example/gates?utm_source=mail&fbclid=x",
        "https://VELMAR.example/gates",
    ],
)
def test_one_page_has_one_address_however_it_is_written(url: str) -> None:
    assert canonical_url(url) == "velmar.example/gates"


@pytest.mark.parametrize(
    "url",
    [
        "https://velmar.example/gates?page=2",
        "https://velmar.example/Gates",
        "https://velmar.example:8080/gates",
        "https://news.velmar.example/gates",
        "https://velmar.example/gates?reference=7",
    ],
)
def test_another_page_has_another_address(url: str) -> None:
    assert canonical_url(url) != "velmar.example/gates"


def test_the_text_is_a_key_and_typography_is_not_part_of_it() -> None:
    one = Article(id="a", headline="One", text="“It’s shut,” she said.")
    two = Article(id="b", headline="Two", text='"It\'s  shut," she said.', url="https://velmar.example/b")
    assert set(keys_of(one)) <= set(keys_of(two))


def test_a_fingerprint_survives_being_written_down() -> None:
    press = Fingerprinter([Article(id="a", headline="Velmar shuts its tidal barrier", text="")])
    print = press.fingerprint([Article(id="b", headline="Velmar barrier reopens after storm", text="")])
    assert read(written(print)) == print
    assert read("no fingerprint") == {}


def test_likeness_runs_from_nought_to_one() -> None:
    one = Article(id="a", headline="Velmar shuts its tidal barrier", text="")
    two = Article(id="b", headline="Grain prices ease", text="")
    press = Fingerprinter([one, two])
    assert likeness(press.fingerprint([one]), press.fingerprint([one])) == pytest.approx(1.0, abs=0.01)
    assert likeness(press.fingerprint([one]), press.fingerprint([two])) == 0.0


def article(hours: int | None, id: str = "a") -> Article:
    moment = None if hours is None else datetime(2026, 8, 10, 6, tzinfo=UTC) - timedelta(hours=hours)
    return Article(id=id, headline="News", text=id, published=moment)


@pytest.mark.parametrize(
    ("hours", "seen_before", "is_due"),
    [
        (1, False, True),  # in the window
        (1, True, True),  # in the window: whether anybody looked at it does not matter
        (0, False, False),  # at the cut-off: the next slot's
        (30, False, True),  # late, and new
        (30, True, False),  # not late: an earlier run passed it over
        (80, False, False),  # beyond the look-back
        (None, False, True),  # no date: the first slot that meets it
        (None, True, False),
    ],
)
def test_late_articles_are_not_lost_and_old_ones_do_not_come_back(
    hours: int | None, seen_before: bool, is_due: bool
) -> None:
    given = article(hours)
    seen = frozenset(keys_of(given)) if seen_before else frozenset({"another"})
    assert bool(due([given], SLOT, Memory(seen=seen))) == is_due


def test_no_text_is_read_to_find_a_retraction_where_there_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    one = Article(id="a", headline="Velmar shuts its tidal barrier", text="It is shut.")
    told = Told(slot="2026-08-09", story="a", headline=one.headline, articles=frozenset(keys_of(one)))
    assert Memory(told=(replace(told, retracted="it was wrong"),)).retracted(one)
    monkeypatch.setattr(memory, "keys_of", None)
    assert not Memory(told=(told,)).retracted(one)


@pytest.mark.parametrize(
    ("words", "numbers", "again"), [(range(8, 18), {1}, True), (range(8, 18), {1, 3}, False), (range(17), {1, 3}, True)]
)
def test_much_of_the_same_with_a_new_number_is_no_repeat_unless_hardly_a_word_is_new(
    words: range, numbers: set[int], again: bool
) -> None:
    known = Gist(words=frozenset(range(15)), numbers=frozenset({1}), has_text=True)
    today = Gist(words=frozenset(words), heads=frozenset({16, 17}), numbers=frozenset(numbers), has_text=True)
    assert is_repeat(0.6, today, known) is again
