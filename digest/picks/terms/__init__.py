"""The terms of the score: one file each, named as ``picks.weights`` names it.

A term has `WEIGHT`, what it can add to a score (recency, among the largest, 0.25); `COLUMN`, its head in a table;
``measure(candidate) -> float``, from 0 to 1 (a penalty from -1 to 0);
``say(candidate) -> str``, the clause it adds to a reason, or ''; and `TELLS`, how
early that clause stands: what sets a story apart comes first (0), from 3 on comes
what nearly any story can say.  `NEIGHBOURS` says whether it measures the story beside
those chosen before it (``candidate.crowded``): only then is it asked anew while a page
is filled.  A clause says something of the story without
naming it ("reported by two outlets"), alone or between commas.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from digest.articles import Article
from digest.quotes.quote import Quote
from digest.settings import PicksSettings
from digest.stories.story import Story

NUMBERS = (
    "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen",
    "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")


def has_picture(article: Article) -> bool:
    """Say whether an article names a picture: whether its file is there, the files know."""
    return article.image is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A story with all that its score may depend on.

    `cut_off` is the slot's moment in UTC, `weight` that of the best source that
    tells the story, `section` where it would stand.  `quotes` is empty until the
    story is worth looking at; `told` is how alike an earlier edition's story is,
    `crowded` how alike one that is already chosen, both from 0 to 1.  `earlier`
    names that edition's story and its slot, `led` says whether it led it.  `pictured`
    says whether an article has a picture that can be shown.
    """

    story: Story
    cut_off: datetime
    settings: PicksSettings
    weight: float = 1.0
    section: str = ""
    quotes: tuple[Quote, ...] = ()
    told: float = 0.0
    earlier: tuple[str, str] = ("", "")
    led: bool = False
    crowded: float = 0.0
    pictured: Callable[[Article], bool] = has_picture


class Term(Protocol):
    """What a module on this shelf offers."""

    WEIGHT: float
    COLUMN: str
    TELLS: int
    NEIGHBOURS: bool
    measure: Callable[[Candidate], float]
    say: Callable[[Candidate], str]


def in_words(number: int) -> str:
    """Return a number below a hundred in words, so that a sentence can begin with it; a larger one in digits."""
    if 0 <= number < len(NUMBERS):
        return NUMBERS[number]
    if 0 < number < 100:
        tens, ones = divmod(number, 10)
        return TENS[tens - 2] + (f"-{NUMBERS[ones]}" if ones else "")
    return f"{number:,}"
