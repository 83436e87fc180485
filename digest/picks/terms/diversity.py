"""How many outlets tell the story: agreement of many is worth more than repetition by one."""

from __future__ import annotations

from math import log2

from digest.picks.terms import Candidate, in_words

WEIGHT = 0.1
COLUMN = "sites"
TELLS = 1
NEIGHBOURS = False
FULL = 8  # outlets that earn the whole term


def measure(candidate: Candidate) -> float:
    """Return 0 for one outlet (or none named), 1 for `FULL` of them."""
    return min(log2(max(_outlets(candidate), 1)) / log2(FULL), 1.0)


def say(candidate: Candidate) -> str:
    """Say how many outlets report it, from two on, unless `size` says it with the number of articles."""
    count = _outlets(candidate)
    return f"reported by {in_words(count)} outlets" if 1 < count >= len(candidate.story.members) else ""


def _outlets(candidate: Candidate) -> int:
    return len({member.site for member in candidate.story.members if member.site})
