"""A day or a crawl: crowds of near copies go by what the crowd shares, single reports by their own evidence."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from digest.articles import Article
from digest.stories.grouping import CAREFUL, CRAWL, groups_of, is_crawl
from digest.stories.readings import readings

SYLLABLES = ["ka", "lo", "mi", "ne", "tu", "ra", "so", "vi", "pel", "dor"]


def crowds(events: int, each: int, seed: int = 1) -> list[Article]:
    """Headlines of six words out of eight that each event has for itself, and two that any may have."""
    chance = random.Random(seed)

    def word() -> str:
        return "".join(chance.choices(SYLLABLES, k=4))

    common = [word() for _ in range(12)]
    own = [[word() for _ in range(8)] for _ in range(events)]
    lines = [chance.sample(words, 6) + chance.sample(common, 2) for words in own for _ in range(each)]
    return [Article(id=f"{n:03}", headline=" ".join(line).capitalize(), text="") for n, line in enumerate(lines)]


def test_only_a_large_batch_of_near_copies_is_a_crawl() -> None:
    assert is_crawl(crowds(CRAWL // 5 + 1, 5))
    assert not is_crawl(crowds(CRAWL // 5 - 1, 5))
    assert not is_crawl(crowds(CRAWL + 20, 1))


@pytest.mark.parametrize(
    ("one", "crawl"), [({}, True), ({"site": "Ostrel Post"}, False), ({"text": "It rains."}, False)]
)
def test_of_thousands_only_bare_headlines_are_taken_for_a_crawl_unseen(one: dict[str, str], crawl: bool) -> None:
    bare = [Article(id=str(n), headline="Rain", text="") for n in range(CAREFUL + 1)]
    assert is_crawl([*bare[1:], replace(bare[0], **one)]) == crawl  # type: ignore[arg-type]


def test_a_crawl_is_put_together_by_its_crowds() -> None:
    found = groups_of(crowds(30, 5))
    whole = [group for group in found if group == list(range(group[0], group[0] + 5)) and group[0] % 5 == 0]
    assert len(whole) >= 27


def test_one_site_says_less_the_more_of_the_batch_is_its_own() -> None:
    articles = [
        Article(id=str(n), headline="A line", text="", site=site) for n, site in enumerate(["A", "A", "A", "B", ""])
    ]
    assert readings(articles)[1].sites == {"A": 0.4, "B": 0.8, "": 0.0}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("VORA-31 spreads to 7 towns", {"7"}),
        ("Vora‑31 and H5N1: 7 cases", {"7"}),
        ("The G12 meet in hall B4.5", set()),
        ("31F hires 7 designers", {"7"}),
        ("She lends $60M and 7K; it is 31st of 1990s", {"60", "7", "31", "1990"}),  # values, and what is counted
        ("A 31-year-old ran mid-2024", {"31", "2024"}),
        ("Score 3-1 after 90min", {"3", "1", "90"}),
        ("In section 31, 7 rules", {"31", "7"}),
    ],
)
def test_a_number_that_is_part_of_a_name_is_no_number_that_two_reports_share(text: str, told: set[str]) -> None:
    [found], _ = readings([Article(id="a", headline=text, text="")])
    assert found.numbers == told
    assert {number for beside in found.counted.values() for number in beside} <= told
