"""Which articles are a segment's: one of each list, none of what is not wanted, found in an index as by looking."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.articles import Article
from digest.picks.filters import Index
from digest.settings import (
    NewsletterSettings,
    PicksSettings,
    SectionSettings,
    SegmentSettings,
    Settings,
    SourceSettings,
)

HARBOUR = Article(
    id="harbour",
    headline="The harbour gates of Dunmere hold",
    text="They held.",
    section="Climate",
    subjects=("Floods", "Engineering"),
    language="en",
    site="Dunmere Post",
    url="https://post.example/harbour",
    located="Marrow Bay, Norland",
)
THEATRE = Article(
    id="theatre", headline="Theater wartet auf die Straßenbahn", text="Es wartet.", section="Kultur", language="de-AT"
)
BREAD = Article(id="bread", headline="Why bread takes a day", deck="C++ has no yeast", text="It does.")
ALL = (HARBOUR, THEATRE, BREAD)
SOURCES = {
    "harbour": SourceSettings(path="wire"),
    "theatre": SourceSettings(url="https://feed.example/at"),
    "bread": SourceSettings(path="seeds"),
}
SETTINGS = Settings(
    newsletter=NewsletterSettings(id="daily", name="Daily"),
    picks=PicksSettings(sections=(SectionSettings(name="Food", keywords=("bread",)),)),
)


def chosen(asked: dict[str, tuple[str, ...]]) -> set[str]:
    """Return the ids of the articles that a segment asking so gets."""
    index = Index(ALL, SETTINGS, SOURCES)
    segment = replace(SegmentSettings(name="one"), **asked)  # type: ignore[arg-type]
    return {ALL[position].id for position in index.positions(segment)}


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({}, {"harbour", "theatre", "bread"}),
        ({"section": ("climate",)}, {"harbour"}),
        ({"section": ("Food",)}, {"bread"}),  # no section of its own: the keywords of picks.sections lead there
        ({"tag": ("FLOODS",)}, {"harbour"}),
        ({"language": ("de",)}, {"theatre"}),
        ({"language": ("de-DE",)}, set()),
        ({"language": ("en",)}, {"harbour", "bread"}),  # without a language it is the newsletter's
        ({"source": ("wire",)}, {"harbour"}),
        ({"source": ("dunmere post",)}, {"harbour"}),
        ({"source": ("post.example",)}, {"harbour"}),
        ({"source": ("https://feed.example/at",)}, {"theatre"}),
        ({"keyword": ("harbour gates",)}, {"harbour"}),
        ({"keyword": ("gates harbour",)}, set()),
        ({"keyword": ("gate",)}, set()),  # whole words
        ({"keyword": ("c++",)}, {"bread"}),
        ({"place": ("norland",)}, {"harbour"}),
        ({"place": ("Marrow Bay, Norland",)}, {"harbour"}),
        ({"section": ("Climate", "Kultur")}, {"harbour", "theatre"}),
        ({"section": ("Climate", "Kultur"), "language": ("de",)}, {"theatre"}),
        ({"section": ("!Climate",)}, {"theatre", "bread"}),
        ({"language": ("en",), "section": ("!Climate",)}, {"bread"}),
        ({"keyword": ("!bread",)}, {"harbour", "theatre"}),
        ({"tag": ("nothing",)}, set()),
    ],
)
def test_a_segment_gets_what_it_asks_for(asked: dict[str, tuple[str, ...]], found: set[str]) -> None:
    assert chosen(asked) == found


GERMAN = (
    "Die Fähre fährt jetzt um vier, und sie ist nicht voll. Der Hafen wartet auf die Boote, die aus dem Süden kommen. "
)


def test_an_article_that_does_not_say_its_language_is_told_by_its_words() -> None:
    articles = (
        Article(id="long", headline="Fähre", text=GERMAN),
        Article(id="short", headline="Fähre", text="Um vier."),
    )
    index = Index(articles, SETTINGS, dict.fromkeys(("long", "short"), SourceSettings(path="a")))
    found = {tag: index.positions(SegmentSettings(name="one", language=(tag,))) for tag in ("de", "en")}
    assert found == {"de": {0}, "en": {1}}  # what is too short to tell is the newsletter's


WORDS = st.sampled_from(["gate", "harbour", "sea", "bread", "Zug"])
HEADLINES = st.lists(WORDS, min_size=1, max_size=6).map(" ".join)


@given(st.lists(HEADLINES, min_size=1, max_size=12), st.lists(WORDS, min_size=1, max_size=3))
def test_keywords_are_found_as_if_each_headline_was_read(headlines: list[str], keywords: list[str]) -> None:
    articles = tuple(Article(id=str(n), headline=text, text="-") for n, text in enumerate(headlines))
    index = Index(articles, SETTINGS, dict.fromkeys(map(str, range(len(articles))), SourceSettings(path="a")))
    found = index.positions(SegmentSettings(name="one", keyword=tuple(keywords)))
    assert found == {n for n, text in enumerate(headlines) if set(text.split()) & set(keywords)}
