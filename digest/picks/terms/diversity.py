"""How many outlets tell the story: agreement of many is worth more than repetition by one."""

from __future__ import annotations

from math import log2

from digest.picks.terms import Candidate, in_words

WEIGHT = 0.1
COLUMN = "sites"
TELLS = 1
FULL = 8  # outlets that earn the whole term


def measure(candidate: Candidate) -> float:
    """Return 0 for one outlet (or none named), 1 for `FULL` of them."""
    return min(log2(max(_outlets(candidate), 1)) / log2(FULL), 1.0)


def say(candidate: Candidate) -> str:
    """Say how many outlets report it, from two on."""
    count = _outlets(candidate)
    return f"{in_words(count)} outlets report it" if count > 1 else ""


def _outlets(candidate: Candidate) -> int:
    return len({member.site for member in candidate.story.members if member.site})
