"""Stories: one event once, in whatever order its articles arrive."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta

from digest.articles import Article, Image
from digest.stories.story import Story, group

START = datetime(2026, 8, 9, 8, tzinfo=UTC)

HEADLINES = {
    "barrier": ["Velmar closes its tidal barrier for the first time", "Tidal barrier at Velmar shut as storm nears",
                "Storm: Velmar shuts the tidal barrier"],
    "grain": ["Grain prices ease as northern harvest comes in", "Northern harvest brings grain prices down"],
    "train": ["Night trains return to six cross-border routes"],
    "bridge": ["Old bridge of Tarn reopens to walkers"],
}  # fmt: skip

OTHERS = ["harvest", "telescope", "choir", "sleeper", "glacier", "bakery", "harbour", "orchard", "museum", "clinic"]


def articles() -> list[Article]:
    lines = [(event, line) for event, found in HEADLINES.items() for line in found]
    return [
        Article(id=f"{event}-{n}", headline=line, text="", published=START + timedelta(minutes=n))
        for n, (event, line) in enumerate(lines)
    ]


def events(stories: tuple[Story, ...]) -> list[set[str]]:
    return [{member.id.rpartition("-")[0] for member in story.members} for story in stories]


def test_articles_about_one_event_become_one_story() -> None:
    assert [{"barrier"}, {"grain"}, {"train"}, {"bridge"}] == events(group(articles()))


def test_the_order_of_arrival_changes_nothing() -> None:
    expected = group(articles())
    for seed in range(50):
        shuffled = articles()
        random.Random(seed).shuffle(shuffled)
        assert expected == group(shuffled)


def test_the_lead_is_the_fullest_article_and_comes_first() -> None:
    plain = Article(id="a", headline="Tidal barrier at Velmar shut", text="")
    full = Article(
        id="b", headline="Velmar shuts its tidal barrier", text="Body.", deck="Deck.", url="https://velmar.example/b"
    )
    (story,) = group([plain, full])
    assert ("b", full, (full, plain)) == (story.id, story.lead, story.members)


def test_a_newer_link_without_a_text_does_not_hide_the_only_report() -> None:
    day = datetime(2026, 8, 1, 9, tzinfo=UTC)
    full = Article(id="a", headline="Tidal barrier at Velmar shut", text="Body. " * 50, published=day)
    link = Article(
        id="b", headline="Tidal barrier at Velmar shut", text="", deck="Deck.", url="https://velmar.example/b",
        image=Image(url="https://velmar.example/b.png"), published=day + timedelta(days=2),
    )  # fmt: skip
    (story,) = group([full, link])
    assert (story.lead, story.members) == (full, (full, link))


def test_no_articles_make_no_stories() -> None:
    assert group([]) == ()


def test_same_topic_other_event_stays_apart() -> None:
    lines = [
        "Kestria and Halvany to meet on the island of Merren",
        "Halvany and Kestria meet on Merren",
        "Coast talks push diplomacy before Kestria Halvany summit",
        "Grain prices ease",
        "Sky survey maps a billion galaxies",
    ]
    found = group([Article(id=str(n), headline=line, text="") for n, line in enumerate(lines)])
    assert {frozenset(member.id for member in story.members) for story in found} == {
        frozenset("01"),
        frozenset("2"),
        frozenset("3"),
        frozenset("4"),
    }


def test_a_deck_joins_what_two_headlines_alone_do_not() -> None:
    others = [Article(id=f"x{n}", headline=f"{word} {word}s {word}ed", text="") for n, word in enumerate(OTHERS)]
    decks = ["Velmar's tidal barrier passed its first storm.", "How Velmar's tidal barrier met the storm."]
    headlines = ["The gates hold", "A night on the wall"]

    def stories(decks: list[str]) -> int:
        pairs = enumerate(zip(headlines, decks, strict=True))
        told = [Article(id=str(n), headline=line, text="", deck=deck) for n, (line, deck) in pairs]
        return len(group([*told, *others])) - len(OTHERS)

    assert (stories(["", ""]), stories(decks)) == (2, 1)


def test_the_same_words_a_month_later_are_another_event() -> None:
    early = Article(id="a", headline="Velmar votes on its tidal barrier", text="", published=START)
    late = Article(id="b", headline="Velmar votes on its tidal barrier", text="", published=START + timedelta(days=30))
    assert len(group([early, late])) == 2
