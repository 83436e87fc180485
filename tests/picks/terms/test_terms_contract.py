"""Every term of the score keeps the shelf's promise; the folder is asked, never listed."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TypedDict, Unpack

import pytest

from digest import shelf
from digest.articles import Article, Image
from digest.picks import terms
from digest.picks.terms import Candidate, in_words
from digest.quotes.quote import Quote
from digest.settings import BoostSettings, PicksSettings
from digest.stories.story import Story

CUT_OFF = datetime(2026, 8, 10, 4, tzinfo=UTC)
SETTINGS = PicksSettings(boost=(BoostSettings(keyword="tide", by=0.4),))


class CandidateFields(TypedDict, total=False):
    """What a test may say of a candidate by keyword, its story aside."""

    settings: PicksSettings
    section: str
    weight: float
    told: float
    crowded: float
    quotes: tuple[Quote, ...]
    earlier: tuple[str, str]


def article(id: str, *, site: str = "", published: datetime | None = None) -> Article:
    return Article(id=id, headline=f"High tide at {id}", text="Body.", site=site, published=published)


def candidate(*members: Article, **given: Unpack[CandidateFields]) -> Candidate:
    story = Story(members[0].id, members[0], members)
    fields: CandidateFields = {"settings": SETTINGS}
    fields.update(given)
    return Candidate(story=story, cut_off=CUT_OFF, **fields)


MANY = candidate(
    *(article(f"a{n}", site=f"outlet {n}", published=CUT_OFF - timedelta(minutes=9 * n)) for n in range(1, 40)),
    weight=3.0,
    told=1.0,
    crowded=1.0,
)
BARE = candidate(Article(id="x", headline="No more", text=""))


@pytest.mark.parametrize("name", shelf.names(terms))
def test_a_term_measures_from_nought_to_one_and_is_documented(name: str) -> None:
    term = shelf.take(terms, name)
    assert 0 < term.WEIGHT <= 1
    assert len(term.COLUMN) <= 8
    assert (term.__doc__ or "").partition("\n")[0].endswith((".", "."))
    for given in (MANY, BARE):
        assert -1 <= term.measure(given) <= 1
        clause = term.say(given)
        assert clause == clause.strip()
        assert not clause.endswith(".")
        assert clause[:1] == clause[:1].lower()


@pytest.mark.parametrize("name", shelf.names(terms))
def test_only_what_says_so_measures_a_story_beside_others(name: str) -> None:
    term = shelf.take(terms, name)
    alone, crowded = (term.measure(replace(MANY, crowded=crowded)) for crowded in (0.0, 0.5))
    assert (alone != crowded) == term.NEIGHBOURS


def say(name: str, given: Candidate) -> str:
    return str(shelf.take(terms, name).say(given))


def measure(name: str, given: Candidate) -> float:
    return float(shelf.take(terms, name).measure(given))


@pytest.mark.parametrize(
    ("minutes", "words"),
    [
        (0, "in at the deadline"),
        (1, "a minute old at the deadline"),
        (40, "forty minutes old at the deadline"),
        (60, "an hour old at the deadline"),
        (170, "three hours old at the deadline"),
        (60 * 24, "a day old at the deadline"),
        (60 * 24 * 3, "three days old at the deadline"),
    ],
)
def test_freshness_is_told_as_an_editor_would(minutes: int, words: str) -> None:
    given = candidate(article("a", published=CUT_OFF - timedelta(minutes=minutes)))
    assert say("recency", given) == words


def test_freshness_halves_with_every_half_life() -> None:
    def fresh(hours: int) -> float:
        return measure("recency", candidate(article("a", published=CUT_OFF - timedelta(hours=hours))))

    assert (fresh(0), fresh(12), fresh(24)) == (1.0, 0.5, 0.25)


def test_a_story_without_a_date_says_nothing_about_time() -> None:
    assert measure("recency", candidate(article("a"))) < 0.5
    assert say("recency", candidate(article("a"))) == ""


def test_outlets_are_counted_not_articles() -> None:
    two = candidate(article("a", site="Wire"), article("b", site="Wire"), article("c", site="Post"))
    assert (say("size", two), say("diversity", two)) == ("told by three articles from two outlets", "")
    each = candidate(article("a", site="Wire"), article("c", site="Post"))
    assert (say("size", each), say("diversity", each)) == ("", "reported by two outlets")
    assert say("diversity", candidate(article("a", site="Wire"))) == ""


def test_a_boost_needs_all_that_it_names_and_whole_words() -> None:
    boosts = (BoostSettings(section="Sea", keyword="tide", by=0.2), BoostSettings(keyword="tid", by=0.5))
    given = candidate(article("a"), settings=PicksSettings(boost=boosts), section="Sea")
    assert measure("boost", given) == 0.2
    assert measure("boost", replace(given, section="Land")) == 0.0
    assert say("boost", given) == "more of Sea, as you asked"


def quote(text: str, score: float = 0.9) -> Quote:
    return Quote(
        id="a#1", article="a", text=text, pieces=((0, 1),), start=0, end=1, prefix="", suffix="", sha256="",
        source="text", score=score, reasons=("stands on its own",),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("text", "score", "words"),
    [
        ("We heard nothing.", 0.9, "with the line “We heard nothing.”"),
        ("We heard nothing,", 0.9, "with the line “We heard nothing”"),
        ("We heard nothing.", 0.3, ""),
        ("We heard nothing. " * 9, 0.9, "with a quote that stands on its own"),
    ],
)
def test_a_strong_quote_is_given_whole_or_not_at_all(text: str, score: float, words: str) -> None:
    assert say("quote", candidate(article("a"), quotes=(quote(text, score),))) == words


def test_a_follow_up_names_what_it_follows() -> None:
    given = candidate(article("a"), told=0.5, earlier=("The gates hold", "2026-08-09"))
    assert say("repetition", given) == "takes the story of 9 August further (“The gates hold”)"
    twice_a_day = replace(given, earlier=("The gates hold", "2026-08-09-pm"))
    assert say("repetition", twice_a_day) == say("repetition", given)
    led = replace(given, led=True)
    assert say("repetition", led) == "takes the story of 9 August further (“The gates hold”, that day’s lead)"


@pytest.mark.parametrize(
    ("words", "pictures", "said"),
    [
        (40, 0, ""),
        (640, 0, "640 words"),
        (640, 1, "640 words with a picture"),
        (1_240, 1, "a long read of 1,200 words"),
    ],
)
def test_a_page_with_little_else_says_how_long_a_read_it_is(words: int, pictures: int, said: str) -> None:
    image = Image(url="https://velmar.example/a.png") if pictures else None
    assert say("complete", candidate(replace(article("a"), text="word " * words, image=image))) == said


@pytest.mark.parametrize(
    ("number", "words"), [(0, "no"), (13, "thirteen"), (40, "forty"), (99, "ninety-nine"), (100, "100")]
)
def test_small_numbers_are_words(number: int, words: str) -> None:
    assert in_words(number) == words
