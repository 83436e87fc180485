"""Stories: one event once, in whatever order its articles arrive."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta

from digest.articles import Article
from digest.picks.stories import Story, group

START = datetime(2026, 8, 9, 8, tzinfo=UTC)

HEADLINES = {
    "barrier": ["Velmar closes its tidal barrier for the first time", "Tidal barrier at Velmar shut as storm nears",
                "Storm: Velmar shuts the tidal barrier"],
    "grain": ["Grain prices ease as northern harvest comes in", "Northern harvest brings grain prices down"],
    "train": ["Night trains return to six cross-border routes"],
    "bridge": ["Old bridge of Tarn reopens to walkers"],
}  # fmt: skip


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


def test_no_articles_make_no_stories() -> None:
    assert group([]) == ()
