"""How many articles tell the story; each doubling adds as much as the one before."""

from __future__ import annotations

from math import log2

from digest.picks.terms import Candidate, in_words

WEIGHT = 0.15
COLUMN = "size"
TELLS = 1
NEIGHBOURS = False
FULL = 16  # articles that earn the whole term


def measure(candidate: Candidate) -> float:
    """Return 0 for a single article, 1 for `FULL` of them."""
    return min(log2(len(candidate.story.members)) / log2(FULL), 1.0)


def say(candidate: Candidate) -> str:
    """Say how many articles tell it, unless `diversity` says it: each is from an outlet of its own."""
    count = len(candidate.story.members)
    outlets = len({member.site for member in candidate.story.members if member.site})
    if count < 2 or count == outlets:
        return ""
    return f"told by {in_words(count)} articles{f' from {in_words(outlets)} outlets' if outlets > 1 else ''}"
