"""How many articles tell the story; each doubling adds as much as the one before."""

from __future__ import annotations

from math import log2

from digest.picks.terms import Candidate, in_words

WEIGHT = 0.15
COLUMN = "size"
TELLS = 1
FULL = 16  # articles that earn the whole term


def measure(candidate: Candidate) -> float:
    """Return 0 for a single article, 1 for `FULL` of them."""
    return min(log2(len(candidate.story.members)) / log2(FULL), 1.0)


def say(candidate: Candidate) -> str:
    """Say how many articles tell it, unless all are from outlets that are counted anyway."""
    count = len(candidate.story.members)
    sites = {member.site for member in candidate.story.members if member.site}
    return f"{in_words(count)} articles tell it" if count > max(len(sites), 1) else ""
