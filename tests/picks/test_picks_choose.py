"""The choice: quotas hold, more of the same waits, and every story says why it is there or not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any, TypedDict, Unpack

import pytest

from digest.articles import Article
from digest.picks.choose import BENCH, LOOKED_AT, Pick, Picks, choose, score_all
from digest.picks.memory import Memory, Told, keys_of
from digest.picks.slots import slot_named
from digest.quotes.quote import Quote
from digest.settings import NewsletterSettings, PicksSettings, ScheduleSettings, SectionSettings, Settings
from digest.stories.fingerprints import Fingerprinter
from digest.stories.story import Story, group

SLOT = slot_named(ScheduleSettings(), "2026-08-10")
WORDS = ["harvest", "telescope", "choir", "barrier", "sleeper", "glacier", "bakery", "harbour", "orchard", "museum"]


class ArticleFields(TypedDict, total=False):
    """What a test may say of an article by keyword."""

    id: str
    headline: str
    text: str
    url: str
    section: str
    published: datetime


def settings(**picks: Any) -> Settings:
    return Settings(newsletter=NewsletterSettings(id="d", name="D"), picks=PicksSettings(**picks))


def article(n: int, **given: Unpack[ArticleFields]) -> Article:
    moment = datetime(2026, 8, 10, 5, tzinfo=UTC) - timedelta(minutes=10 * n)
    word = WORDS[n % len(WORDS)]
    headline = f"{word} {word}er {n} opens"
    plain: ArticleFields = {"id": f"a{n:02}", "headline": headline, "text": f"About {word}.", "published": moment}
    plain.update(given)
    return Article(**plain)


def no_quotes(article: Article) -> tuple[Quote, ...]:
    return ()


def chosen(articles: list[Article], quotes: Callable[[Article], tuple[Quote, ...]] = no_quotes, **given: Any) -> Picks:
    memory = given.pop("memory", None)
    stories = [Story(one.id, one, (one,)) for one in articles]
    return choose(stories, settings(**given), SLOT, quotes=quotes, weights=lambda a: 1.0, memory=memory)


def ids(picks: tuple[Pick, ...], place: str = "") -> list[str]:
    return [pick.story.id for pick in picks if not place or pick.place == place]


def test_the_freshest_of_equals_leads_and_the_rest_follow_in_their_places() -> None:
    picks = chosen([article(n) for n in range(9)], stories=3, brief=4)
    assert ids(picks.chosen, "lead") == ["a00"]
    assert ids(picks.chosen, "story") == ["a01", "a02"]
    assert ids(picks.chosen, "brief") == ["a03", "a04", "a05", "a06"]
    assert ids(picks.bench) == ["a07", "a08"]


def test_the_order_of_the_stories_given_changes_nothing() -> None:
    articles = [article(n) for n in range(9)]
    assert chosen(articles, stories=3) == chosen(articles[::-1], stories=3)


def test_a_section_s_quota_counts_stories_with_a_place_of_their_own() -> None:
    articles = [article(n, section="World" if n < 4 else "Culture") for n in range(6)]
    picks = chosen(articles, stories=3, brief=2, sections=(SectionSettings(name="World", max=1),))
    assert [pick.section for pick in picks.chosen] == ["World", "Culture", "Culture", "World", "World"]
    assert "World already has 1 story" in picks.bench[0].reason


def test_a_quota_counts_the_stories_of_its_own_section_only() -> None:
    articles = [article(n, section="World" if n == 3 else "Culture") for n in range(4)]
    picks = chosen(articles, stories=4, brief=0, sections=(SectionSettings(name="World", max=1),))
    assert sorted(pick.section for pick in picks.chosen) == ["Culture", "Culture", "Culture", "World"]


def test_three_of_one_kind_never_lead_when_there_is_anything_else() -> None:
    articles = [article(n, section="World" if n < 5 else "Culture") for n in range(6)]
    assert {pick.section for pick in chosen(articles, stories=3, brief=0).chosen} == {"World", "Culture"}


def test_the_second_of_one_kind_is_the_second_story() -> None:
    fresh = [article(n, section="World") for n in range(4)]
    old = article(4, section="Culture", published=datetime(2026, 8, 9, 6, tzinfo=UTC))
    picks = chosen([*fresh, old], stories=4, brief=0)
    assert [pick.section for pick in picks.chosen] == ["World", "World", "Culture", "World"]


def test_a_story_below_its_section_s_least_score_has_no_place_of_its_own() -> None:
    articles = [article(n, section="World" if n == 0 else "") for n in range(3)]
    picks = chosen(articles, stories=2, brief=1, sections=(SectionSettings(name="World", least=0.9),))
    assert ids(picks.chosen) == ["a01", "a02", "a00"]


def test_sections_come_from_keywords_where_the_article_names_none() -> None:
    rules = (SectionSettings(name="Sky", keywords=("telescope",)), SectionSettings(name="Land", keywords=("harvest",)))
    picks = chosen([article(0), article(1), article(2)], sections=rules, default_section="News")
    assert {pick.story.id: pick.section for pick in picks.chosen} == {"a00": "Land", "a01": "Sky", "a02": "News"}


def test_stories_stand_in_the_order_of_their_sections_where_that_is_wanted() -> None:
    articles = [article(n, section=name) for n, name in enumerate(["Culture", "Sport", "World", "Culture"])]
    order = tuple(SectionSettings(name=name) for name in ("World", "Culture", "Sport"))
    picks = chosen(articles, stories=4, brief=0, order="sections", sections=order)
    assert [pick.section for pick in picks.chosen] == ["Culture", "World", "Culture", "Sport"]


@pytest.mark.parametrize("rule", ["a00", "https://velmar.example/a*", "https://velmar.example/a00"])
def test_an_excluded_article_is_nowhere(rule: str) -> None:
    picks = chosen([article(0, url="https://velmar.example/a00"), article(1)], exclude=(rule,))
    assert ids(picks.chosen) == ["a01"]


def test_quotes_are_looked_for_in_candidates_only() -> None:
    asked: list[str] = []

    def look(article: Article) -> tuple[Quote, ...]:
        asked.append(article.id)
        return ()

    chosen([article(n) for n in range(200)], look, stories=2, brief=2)
    assert len(asked) == LOOKED_AT * (4 + BENCH)


def test_fewer_articles_than_wanted_give_a_shorter_page_and_say_so() -> None:
    picks = chosen([article(0), article(1)], stories=5)
    assert [pick.place for pick in picks.chosen] == ["lead", "story"]
    assert [notice.what for notice in picks.notices] == ["2026-08-10 has 2 stories instead of 5"]


def test_no_articles_give_no_picks_and_no_noise() -> None:
    assert chosen([]) == Picks(chosen=())


def told(article: Article, **given: Any) -> Told:
    print = Fingerprinter([article]).fingerprint([article])
    plain = {"slot": "2026-08-09", "story": article.id, "headline": article.headline}
    return Told(**plain | {"articles": frozenset(keys_of(article)), "lead": print, "whole": print} | given)


def test_what_an_earlier_edition_told_is_left_out_and_named() -> None:
    picks = chosen([article(0), article(1)], memory=Memory(told=(told(article(0)),)))
    assert ids(picks.chosen) == ["a01"]
    assert ids(picks.told) == ["a00"]


def test_the_same_text_under_another_address_is_the_same_story() -> None:
    before = article(0, url="https://velmar.example/one", text="The same words.")
    again = article(0, id="b", url="https://tarn.example/two", headline="Another headline", text="The same words.")
    assert ids(chosen([again], memory=Memory(told=(told(before),))).told) == ["b"]


def test_a_follow_up_is_an_update_and_pays_for_what_readers_know() -> None:
    before = article(0, headline="Velmar closes its tidal barrier as the storm nears", text="One.")
    after = article(0, id="b", headline="Velmar barrier held: storm passes, two walls cracked", text="Two.")
    (pick,) = chosen([after], memory=Memory(told=(told(before),))).chosen
    assert pick.update
    assert pick.terms["repetition"] < 0
    assert pick.reason.startswith("Takes the story of 9 August further (“Velmar closes")


def test_a_late_copy_of_what_was_told_does_not_hide_what_is_new() -> None:
    before = article(0, headline="Velmar closes its tidal barrier as the storm nears", text="Gates shut. " * 40)
    copy = replace(
        before, id="copy", url="https://other.example/copy", headline="Tidal barrier of Velmar closed in storm"
    )
    after = article(0, id="b", headline="Velmar tidal barrier opens after the storm", text="Two walls cracked.")
    (pick,) = chosen([copy, after], memory=Memory(told=(told(before),))).chosen
    assert [member.id for member in pick.story.members] == ["b"]
    assert pick.update


def test_a_retracted_story_never_comes_back_not_even_as_an_update() -> None:
    before = article(0, headline="Velmar closes its tidal barrier as the storm nears", text="One.")
    after = article(0, id="b", headline="Velmar barrier held: storm passes, two walls cracked", text="Two.")
    assert not chosen([after], memory=Memory(told=(told(before, retracted="it was wrong"),))).chosen


def test_scoring_everything_leaves_nothing_out_and_puts_the_best_first() -> None:
    stories = group([article(n) for n in range(5)])
    scored = score_all(stories, settings(stories=1, exclude=("a00",)), SLOT, weights=lambda a: 1.0)
    assert len(scored) == len(stories)
    assert [pick.score for pick in scored] == sorted((pick.score for pick in scored), reverse=True)


def test_a_story_less_an_excluded_member_keeps_the_rest() -> None:
    one, two = article(0), article(1)
    story = Story(one.id, one, (one, two))
    picks = choose([story], settings(exclude=("a00",)), SLOT, quotes=no_quotes, weights=lambda a: 1.0)
    assert picks.chosen[0].story == replace(story, id="a01", lead=two, members=(two,))
