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
from digest.stories.following import Following
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
    ("alike", "today", "earlier", "goes_on"),
    [
        (0.4, Gist(reports=3), Gist(reports=3), True),
        (0.4, Gist(reports=2), Gist(reports=3), False),
        (0.4, Gist(reports=3), Gist(reports=2), False),
        (0.2, Gist(reports=3), Gist(reports=3), False),  # so little may be by chance
        (0.4, Gist(reports=3, has_text=True), Gist(reports=3), False),  # a text has words enough of its own
        (0.4, Gist(reports=3), Gist(reports=3, has_text=True), False),
        (0.5, Gist(reports=1), Gist(reports=1), True),  # half of the words are the same facts
    ],
)
def test_bare_headlines_of_one_story_go_on_by_likeness_from_three_reports_on(
    alike: float, today: Gist, earlier: Gist, goes_on: bool
) -> None:
    today, earlier = replace(today, words=frozenset({1, 2})), replace(earlier, words=frozenset({2, 3}))
    following = Following({"s": today}, [earlier], lambda *_: 0.0, lambda _: Gist())
    told = Told(slot="2026-08-09", story="a", headline="Gates hold", whole={1: 1000}, gist=earlier)
    sure, words = memory.closeness(({}, {1: round(1000 * alike)}), "s", told, following, known=False)
    assert words == pytest.approx(alike)
    assert (sure > 0) is goes_on


@pytest.mark.parametrize(("alike", "sure"), [(0.21, 0.0), (0.22, 0.22), (0.4, 0.4)])
def test_where_nothing_is_known_of_what_a_story_was_about_a_fifth_of_its_words_is_enough(
    alike: float, sure: float
) -> None:
    told = Told(slot="2026-08-09", story="a", headline="Gates hold", whole={1: 1000})
    found, _ = memory.closeness(({}, {1: round(1000 * alike)}), "s", told, None, known=False)
    assert found == pytest.approx(sure)


@pytest.mark.parametrize(("alike", "known"), [(0.84, False), (0.85, True)])
def test_parts_of_a_series_are_one_only_where_nearly_all_words_are_the_same(alike: float, known: bool) -> None:
    told = Told(slot="2026-08-09", story="a", headline="Gates", whole={1: 1000}, gist=Gist(alone=True))
    found, _ = memory.closeness(({}, {1: round(1000 * alike)}), "s", told, None, known=False)
    assert (found > 1) is known


@pytest.mark.parametrize(
    ("words", "numbers", "again"), [(range(8, 18), {1}, True), (range(8, 18), {1, 3}, False), (range(17), {1, 3}, True)]
)
def test_much_of_the_same_with_a_new_number_is_no_repeat_unless_hardly_a_word_is_new(
    words: range, numbers: set[int], again: bool
) -> None:
    known = Gist(words=frozenset(range(15)), numbers=frozenset({1}), has_text=True)
    today = Gist(words=frozenset(words), heads=frozenset({16, 17}), numbers=frozenset(numbers), has_text=True)
    assert is_repeat(0.6, today, known) is again


@pytest.mark.parametrize(
    ("headline", "url", "same"),
    [
        ("Ostrel’s harbour gates stay shut", "https://mail.example/b", True),
        ("Ostrel's harbour gates stay shut", "https://www.post.example/b", False),  # its own: a running report
        ("Ostrel's harbour gates stay shut", "", False),
        ("Ostrel's harbour gates shut again", "https://mail.example/b", False),
    ],
)
def test_the_same_headline_on_another_site_is_the_same_post(headline: str, url: str, same: bool) -> None:
    facts = {"id": "a", "headline": "Ostrel's harbour gates stay shut", "url": "https://post.example/a"}
    told = memory.told_from(facts, slot="2026-08-09")
    assert memory.same_post(Article(id="b", headline=headline, text="New.", url=url), told) == same
    short = memory.told_from(facts | {"headline": "The harbour gates"}, slot="2026-08-09")
    assert not memory.same_post(Article(id="b", headline="The harbour gates", text="New.", url=url), short)
