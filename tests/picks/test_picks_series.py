"""A series, a column, a round-up: next week's part is new, whatever furniture it shares, and no update."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from digest.articles import Article
from digest.picks.choose import Picks, choose
from digest.picks.memory import Memory, Told, facts_of, sources_had, told_from
from digest.picks.slots import slot_named
from digest.settings import NewsletterSettings, PicksSettings, Settings, SourceSettings
from digest.stories.fingerprints import Fingerprinter
from digest.stories.gist import Gist, GistTaker, read, written
from digest.stories.story import group

INTRO = (
    "researchers from Ostra and the Velden survey office who asked nine hundred people of the plain how they find "
    "their way through forms, counters and letters. You can read the whole report in the library of Arnholt."
)
SERIES = (
    f"This is part four of a series by {INTRO} Today we look at queues.",
    f"This is part five of a series by {INTRO} Today we look at the wording of letters.",
)
COLUMN = (
    f"Readers ask about their forms, and the column answers together with {INTRO} This week: a lost letter.",
    f"Readers ask about their forms, and the column answers together with {INTRO} This week: a late stamp.",
)
SETTINGS = Settings(
    newsletter=NewsletterSettings(id="isles", name="The Isles"),
    source=(SourceSettings(path="seeds", columns=("Counter talk",)),),
    picks=PicksSettings(stories=3, brief=3),
)


def page(headline: str, text: str, day: int) -> Article:
    published = datetime(2026, 8, day, 3, tzinfo=UTC)
    return Article(id=f"p{day}", headline=headline, text=text, language="en", published=published)


def kept(article: Article, columns: tuple[str, ...] = SETTINGS.columns) -> Told:
    story = group([article])[0]
    gist = GistTaker([article], columns).gist([article])
    facts = facts_of(story, Fingerprinter([article]).pair(article, story.members), gist)
    return told_from(facts | {"headline": article.headline, "place": "lead"}, slot="2026-08-04")


def picked(article: Article, *told: Told) -> Picks:
    slot = slot_named(SETTINGS.schedule, "2026-08-10")
    return choose(group([article]), SETTINGS, slot, quotes=lambda _: (), weights=lambda _: 1.0, memory=Memory(told))


@pytest.mark.parametrize(("headlines", "texts"), [
    (("Why people queue", "What letters say"), SERIES),
    (("Counter talk: Lost", "Counter talk: Late"), COLUMN),
    (("Forms, part 4", "Forms, part 5"), COLUMN),
])  # fmt: skip
def test_the_next_part_is_neither_a_repeat_nor_an_update(headlines: tuple[str, str], texts: tuple[str, str]) -> None:
    before, today = (page(head, text, day) for head, text, day in zip(headlines, texts, (3, 9), strict=True))
    found = picked(today, kept(before))
    assert [(pick.story.lead.headline, pick.update) for pick in found.chosen] == [(headlines[1], False)]


def test_a_column_named_since_the_last_edition_counts_at_once() -> None:
    topics = ("Lost: a birth certificate went by tram to Selby.", "Late: stamps of last spring turn up in a drawer.")
    before, today = (
        page(f"Counter talk: {topic}", f"{text} {topic}", day)
        for topic, text, day in zip(topics, COLUMN, (3, 9), strict=True)
    )
    found = picked(today, kept(before, columns=()))
    assert [(pick.story.id, pick.update) for pick in found.chosen] == [("p9", False)]


def test_the_same_part_under_another_address_is_a_repeat() -> None:
    before = page("Why people queue", SERIES[0], 3)
    again = replace(before, id="again", url="https://other.example/queue", published=datetime(2026, 8, 9, tzinfo=UTC))
    assert [pick.story.id for pick in picked(again, kept(before)).told] == ["again"]


def test_that_a_story_stands_alone_is_kept() -> None:
    one, two = page("Why people queue", SERIES[0], 3), page("Bridge to Velden shut", "Ice broke a pier.", 4)
    gists = [GistTaker([one, two]).gist(articles) for articles in ([one], [two], [one, two])]
    assert [read(written(gist)).alone for gist in gists] == [True, False, False]


def test_what_a_newsletter_always_writes_about_is_no_evidence() -> None:
    """Two posts share the words of their house; where all earlier stories have them, that says little."""
    house = "The service office of Arnholt helps teams of the state to make forms and pages that people understand. "
    own = ("Meet the new designers, who came in spring.", "A workshop on colours was held with three schools.")
    one, two = (page(f"Post {n}", house + text, day) for n, text, day in zip("AB", own, (3, 9), strict=True))
    others = [page(f"Post {n}", f"{house} Topic {n}.", 2) for n in range(30)]
    background = tuple(GistTaker([other]).gist([other]) for other in others)
    story = group([two])[0]

    def odds(*more: Gist) -> float:
        memory = Memory((kept(one),), background=more)
        today = memory.looks([story]).today
        assert today
        return today.odds(story.id, memory.told[0].gist)

    assert odds(*background) < odds() - 1


def test_the_first_weeks_learn_from_older_articles_of_the_sources_what_they_always_write_about() -> None:
    told, told_again, older, undated = (
        page("A", "Tea.", 3),
        page("B", "Tea.", 4),
        page("C", "Salt.", 2),
        page("D", "", 5),
    )
    later = page("E", "Bread.", 11)
    slot = slot_named(SETTINGS.schedule, "2026-08-10")
    given = [told, told_again, older, replace(undated, published=None), later]
    memory = Memory((kept(told),)).beside(given, slot, SETTINGS.columns)
    assert [len(gist.words) for gist in memory.background] == [1]
    assert memory.background == (GistTaker([older]).gist([older]),)
    assert Memory().beside(given, slot) == Memory()  # where nothing was told there is nothing to compare


def test_of_older_articles_the_newest_make_up_what_the_ledger_lacks() -> None:
    articles = [page(f"Post {n}", f"Topic {n}.", n) for n in range(1, 9)]
    slot = slot_named(SETTINGS.schedule, "2026-08-10")
    found = sources_had(articles, slot, (), 3)
    assert found == sources_had(reversed(articles), slot, (), 3)
    assert found == sources_had(articles[5:], slot, ())
