"""Every term of the score keeps the shelf's promise; the folder is asked, never listed."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from digest import shelf
from digest.articles import Article
from digest.picks import terms
from digest.picks.stories import Story
from digest.picks.terms import Candidate
from digest.settings import BoostSettings, PicksSettings

CUT_OFF = datetime(2026, 8, 10, 4, tzinfo=UTC)
SETTINGS = PicksSettings(boost=(BoostSettings(keyword="tide", by=0.4),))


def article(id: str, **given: Any) -> Article:
    return Article(**{"id": id, "headline": f"High tide at {id}", "text": "Body."} | given)


def candidate(*members: Article, **given: Any) -> Candidate:
    story = Story(members[0].id, members[0], members)
    return Candidate(**{"story": story, "cut_off": CUT_OFF, "settings": SETTINGS} | given)


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
    assert term.__doc__.partition("\n")[0].endswith((".", "."))
    for given in (MANY, BARE):
        assert -1 <= term.measure(given) <= 1
        clause = term.say(given)
        assert clause == clause.strip()
        assert not clause.endswith(".")
        assert clause[:1] == clause[:1].lower()


def say(name: str, given: Candidate) -> str:
    return shelf.take(terms, name).say(given)


def measure(name: str, given: Candidate) -> float:
    return shelf.take(terms, name).measure(given)


@pytest.mark.parametrize(
    ("minutes", "words"),
    [
        (0, "published at the deadline"),
        (1, "published one minute before the deadline"),
        (40, "published 40 minutes before the deadline"),
        (60, "published one hour before the deadline"),
        (170, "published three hours before the deadline"),
        (60 * 24, ""),
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
    assert say("diversity", two) == "two outlets report it"
    assert say("size", two) == "three articles tell it"
    assert say("diversity", candidate(article("a", site="Wire"))) == ""


def test_a_boost_needs_all_that_it_names_and_whole_words() -> None:
    boosts = (BoostSettings(section="Sea", keyword="tide", by=0.2), BoostSettings(keyword="tid", by=0.5))
    given = candidate(article("a"), settings=PicksSettings(boost=boosts), section="Sea")
    assert measure("boost", given) == 0.2
    assert measure("boost", replace(given, section="Land")) == 0.0
    assert say("boost", given) == "you asked for more of Sea"


@pytest.mark.parametrize("name", shelf.names(terms))
def test_the_docs_give_every_term_with_its_weight_and_column(name: str, root: Path) -> None:
    term = shelf.take(terms, name)
    page = (root / "docs" / "picking.md").read_text("utf-8")
    assert f"| {name} | {term.WEIGHT} | {term.COLUMN} |" in page
