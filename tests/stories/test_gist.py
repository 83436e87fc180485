"""Gists: what goes on from a story is known by its names and facts, a look-alike is not."""

from __future__ import annotations

import random

from stories.reports import DAY, told

from digest.articles import Article
from digest.stories.gist import Gist, GistTaker, Rareness, follows, read, written

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


def gists(today: list[tuple[str, str]]) -> tuple[list[Gist], list[Gist], Rareness]:
    before = told([FIRST, *DAY[:3]])
    after = told([*today, *DAY[3:]])
    first, second = GistTaker(before), GistTaker(after)
    kept = [first.gist([article]) for article in before]
    whole = [second.gist([article]) for article in after]
    return kept, whole, Rareness([*kept, *whole])


def test_what_goes_on_is_known_and_a_look_alike_is_new() -> None:
    kept, (advance, looks, *_), rare = gists([NEXT, LOOKS])
    assert follows(advance, kept[0], rare) > 0
    assert all(follows(looks, one, rare) < 0 for one in kept)


def test_what_is_kept_is_small_and_comes_back_as_it_was() -> None:
    chance = random.Random(1)
    syllables = ["ka", "lo", "mi", "ne", "tu", "ra", "so", "vi"]
    text = " ".join("".join(chance.choices(syllables, k=4)) for _ in range(500))
    article = Article(id="a", headline="A long report", text=text)
    kept = GistTaker([article]).gist([article])
    line = written(kept)
    assert (kept.names, kept.words, kept.numbers) == (read(line).names, read(line).words, read(line).numbers)
    assert len(line) <= 500


def test_what_is_no_gist_is_an_empty_one() -> None:
    assert [Gist()] * 3 == [read(""), read("xyz..1"), read("00ff.00")]


def test_a_bare_headline_goes_on_only_where_it_shares_a_name_and_three_words() -> None:
    says_little = ("Hennet cable car museum opens", "")
    says_more = ("Hikers leave hospital after night in cable car above Hennet cabin", "")
    kept, (little, more, *_), rare = gists([says_little, says_more])
    assert (follows(little, kept[0], rare) < 0, follows(more, kept[0], rare) > 0) == (True, True)
