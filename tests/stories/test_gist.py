"""Gists: what goes on from a story is known by its names and facts, a look-alike is not."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from stories.reports import DAY, told

from digest.articles import Article
from digest.stories.following import NEVER, SHORT, TEXT_SIGNS, Following, Table, beyond_short, learnt, same_facts
from digest.stories.gist import Gist, GistTaker, read, written

FIRST = (
    "Cable car stuck above Hennet",
    "Nineteen hikers spent the night in a cable car above Hennet after a wheel jumped its rope. Rescuers from Arnholt "
    "reached the cabin with a winch at dawn. Operator Tessa Quill said the wheel had been checked in May.",
)
NEXT = (
    "Operator of Hennet cable car charged",
    "Prosecutors have charged Tessa Quill, who runs the cable car above Hennet, with neglect. No fitter had seen the "
    "wheel since last autumn, they say. A trial could open in March, and passengers want damages of 40,000 marks.",
)
LOOKS = (
    "Hennet gets a new fire engine",
    "The fire brigade of Hennet has bought an engine with a long ladder. It cost 300,000 marks and is painted yellow.",
)


def days(today: list[tuple[str, str]]) -> tuple[Following, list[Gist]]:
    """Return what tells today's stories, ``e0`` and on, and what was kept of yesterday's."""
    before, after = told([FIRST, *DAY[:3]]), told([*today, *DAY[3:]], "e")
    first, second = GistTaker(before), GistTaker(after)
    kept = [read(written(first.gist([article]))) for article in before]
    by_id = {article.id: article for article in after}
    found = Following(
        {id: second.gist([article]) for id, article in by_id.items()},
        kept,
        lambda one, two: second.agreement([by_id[one]], [by_id[two]]),
        second.gist,
    )
    return found, kept


def test_what_goes_on_is_known_and_a_look_alike_is_new() -> None:
    found, kept = days([NEXT, LOOKS])
    assert found.odds("e0", kept[0]) > 0
    assert all(found.odds("e1", one) < 0 for one in kept)


def test_the_same_facts_in_other_words_are_known_and_a_new_number_is_news() -> None:
    again = "Because a wheel jumped its rope, nineteen hikers spent a night in the cable car above Hennet. "
    again += "A winch brought rescuers from Arnholt to the cabin at dawn."
    found, kept = days(
        [("A night above Hennet", again), ("A night above Hennet", again + " Three of 28 are ill."), NEXT]
    )
    assert [same_facts(found.gists[id], kept[0]) for id in ("e0", "e1", "e2")] == [True, False, False]


def test_a_bare_headline_goes_on_with_the_text_beside_it() -> None:
    headline = ("Trial may follow: Quill charged with neglect", "")
    alone, kept = days([headline])
    beside, _ = days([headline, NEXT])
    assert beside.beside("e0", kept[0]).odds > alone.beside("e0", kept[0]).odds
    assert beside.odds("e0", kept[0]) > alone.odds("e0", kept[0])


def test_what_is_kept_is_small_and_comes_back_as_it_was() -> None:
    chance = random.Random(1)
    syllables = ["ka", "lo", "mi", "ne", "tu", "ra", "so", "vi"]
    text = " ".join("".join(chance.choices(syllables, k=4)) for _ in range(500))
    article = Article(id="a", headline="A long report", text=text)
    kept = GistTaker([article]).gist([article])
    line = written(kept)
    again = read(line)
    assert (again.names, again.words, again.numbers) == (kept.names, kept.words, kept.numbers)
    assert (again.heads, again.common) == (kept.heads & kept.all, kept.common & kept.all)
    assert (again.reports, again.has_text) == (1, True)
    assert len(line) <= 560


def test_what_is_no_gist_is_an_empty_one() -> None:
    assert [Gist()] * 4 == [read(""), read("xyz..1"), read("00ff.00"), read("1t.zz..")]


def test_a_bare_headline_goes_on_only_where_most_of_it_was_told() -> None:
    found, kept = days([
        ("Hennet cable car museum opens", ""),
        ("Hikers sue over night in Hennet cable car", ""),
    ])  # fmt: skip
    assert (found.odds("e0", kept[0]) < 0, found.odds("e1", kept[0]) > 0) == (True, True)


def test_a_bare_headline_about_others_goes_on_from_nothing_unless_a_report_stands_beside_it() -> None:
    walkout = ("Tram strike strands Arnholt", "Drivers of the Arnholt trams stopped work on Monday and want a raise.")
    before = told([walkout, *DAY[:3]])
    after = told([("Teachers of Velden begin two-day tram strike", ""), *DAY[3:]], "e")
    first, second = GistTaker(before), GistTaker(after)
    kept = first.gist(before[:1])
    found = Following({"e0": second.gist(after[:1])}, [kept], lambda *_: 0.0, second.gist)
    assert found.odds("e0", kept) < 0


def test_one_word_in_common_is_no_chapter_whatever_stands_beside_the_headline() -> None:
    (before,), after = told([FIRST]), told([("Cable of the harbour lamp renewed", ""), NEXT], "e")
    first, second = GistTaker([before]), GistTaker(after)
    kept = first.gist([before])
    gists = {article.id: second.gist([article]) for article in after}
    found = Following(gists, [kept], lambda *_: 5.0, second.gist)
    assert found.beside("e0", kept).odds > 0
    assert found.odds("e0", kept) == NEVER


@pytest.mark.parametrize(("language", "goes_on"), [("en", False), ("de", True)])
def test_texts_that_share_names_only_are_two_events_where_capitals_tell_names(language: str, goes_on: bool) -> None:
    before = replace(
        told([("In Hennet Tessa Quill opens pier", "Oak planks carry lorries now.")])[0], language=language
    )
    after = replace(told([("At Hennet Tessa Quill sings", "Her voice was heard by many.")], "e")[0], language=language)
    first, second = GistTaker([before]), GistTaker([after])
    kept, gist = first.gist([before]), second.gist([after])
    found = Following({"e0": gist}, [kept], lambda *_: 0.0, second.gist)
    assert not gist.all.isdisjoint(kept.all)
    assert (found.odds("e0", kept) > NEVER) == goes_on


def test_compound_words_with_one_beginning_and_other_endings_are_kept_as_one() -> None:
    lines = [("Brandmeister lobt Feuerwehren", "Er dankt."), ("Brandmeisters Feuerwehrhaus", "Es ist neu.")]
    one, two = (replace(article, language="de") for article in told(lines))
    taker = GistTaker([one, two])
    assert len(taker.gist([one]).heads & taker.gist([two]).heads) == 2


@pytest.mark.parametrize(
    ("one", "two", "beyond"), [(SHORT, 60, 0.0), (60, SHORT, 0.0), (53, 60, 0.693), (80, 53, 0.693)]
)
def test_two_long_texts_must_agree_on_more_than_a_news_item_and_another(one: int, two: int, beyond: float) -> None:
    today, earlier = (Gist(words=frozenset(range(many)), has_text=True) for many in (one, two))
    flat = Table((0.0,) * len(TEXT_SIGNS), 0.5, -2.0)
    found = Following({"e0": today}, [earlier], lambda *_: 0.0, lambda _: today, (flat, learnt()[1]))
    expected = pytest.approx(0.5 - 2.0 * beyond, abs=0.001)
    assert found.odds("e0", earlier) == found.of_texts(earlier)["e0"] == expected


def test_a_story_of_several_short_reports_is_no_long_text() -> None:
    one, two = (Gist(words=frozenset(range(60)), has_text=True, reports=many) for many in (1, 3))
    assert beyond_short(one, one) > 0
    assert beyond_short(one, two) == beyond_short(two, one) == 0.0


def test_the_length_of_texts_speaks_against_going_on_in_the_tables_that_ship() -> None:
    texts, headlines = learnt()
    assert texts.length < -2.0
    assert headlines.length == 0.0
