"""A new chapter of what readers follow: all of it for yesterday's lead, half for another story."""

from __future__ import annotations

from digest.picks.terms import Candidate

WEIGHT = 0.15
COLUMN = "next"
TELLS = 1
NEIGHBOURS = False


def measure(candidate: Candidate) -> float:
    """Return 1 when an earlier edition's lead goes on, .5 when another of its stories does."""
    if not candidate.told:
        return 0.0
    return 1.0 if candidate.led else 0.5


def say(candidate: Candidate) -> str:
    """Say nothing: `repetition` names the earlier story, and says whether it led."""
    return ""
