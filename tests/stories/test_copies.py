"""Very many near copies of one text are one story; a few that only look alike are weighed like any others."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import pytest
from stories.reports import DAY, told

from digest.articles import Article
from digest.stories.copies import CROWD, crowds
from digest.stories.story import group

HEADLINE = "Gravel barge sinks at Hennet lock"
TEXT = (
    "A barge with 300 tonnes of gravel sank at the lock of Hennet on Sunday. The skipper swam ashore with his dog, and "
    "the lock is shut until a crane has lifted the wreck."
)


def copy(number: int, headline: str, text: str) -> Article:
    return Article(
        id=f"copy{number:04}", headline=headline, text=text, site=f"paper{number % 7}.example", language="en"
    )


SHAPES: dict[str, Callable[[int], tuple[str, str]]] = {
    "the same": lambda n: (HEADLINE, TEXT),
    "a number": lambda n: (f"{HEADLINE} {n}", ""),
    "a word in the text": lambda n: (
        HEADLINE,
        TEXT.replace("the wreck", f"wreck{chr(97 + n % 26)}{chr(97 + n // 26)}"),
    ),
    "the publisher": lambda n: (f"{HEADLINE} – Paper{'ABCDEFG'[n % 7]}", TEXT),
}


@pytest.mark.parametrize("count", [20, 400])
@pytest.mark.parametrize("shape", SHAPES)
def test_a_crowd_of_copies_is_one_story_beside_a_days_reports(shape: str, count: int) -> None:
    copies = [copy(n, *SHAPES[shape](n)) for n in range(count)]
    stories = group([*told(DAY), *copies])
    assert sorted(len(story.members) for story in stories) == [*(1 for _ in DAY), count]


def test_reports_of_one_form_about_others_are_no_copies() -> None:
    names = [
        "Arden",
        "Brell",
        "Corrin",
        "Dorm",
        "Elver",
        "Fenn",
        "Gorm",
        "Holm",
        "Ilm",
        "Jorin",
        "Kell",
        "Lissow",
        "Mell",
    ]
    results = [copy(n, f"{one} beat {two} in the cup", "") for n, (one, two) in enumerate(pairwise(names))]
    assert len(results) >= CROWD
    assert crowds(results) == [[n] for n in range(len(results))]


def test_fewer_than_a_crowd_are_left_as_they_are() -> None:
    copies = [copy(n, HEADLINE, TEXT) for n in range(CROWD - 1)]
    assert crowds(copies) == [[n] for n in range(CROWD - 1)]
    assert crowds([*copies, copy(99, HEADLINE, TEXT)]) == [list(range(CROWD))]


def test_a_crowd_among_very_many_others_is_found() -> None:
    names = ["".join(chr(97 + int(digit)) for digit in str(n)) for n in range(6_000)]
    articles = [copy(n, f"Shop {name} sells {name}oil", "") for n, name in enumerate(names)]
    for n in range(600):
        articles.insert(11 * n, copy(10_000 + n, f"{HEADLINE} {n}", TEXT))
    assert sorted(map(len, crowds(articles)))[-2:] == [1, 600]
