"""A penalty for more of the same: how alike a story is that was chosen before this one."""

from __future__ import annotations

from digest.picks.terms import Candidate

WEIGHT = 0.2
COLUMN = "vary"
TELLS = 9
NEIGHBOURS = True


def measure(candidate: Candidate) -> float:
    """Return 0 for what nothing chosen resembles, -1 for its like."""
    return -candidate.crowded


def say(candidate: Candidate) -> str:
    """Say nothing: what this costs a story shows in its place."""
    return ""
