"""A penalty for what readers already had: how alike a story of an earlier edition is."""

from __future__ import annotations

from datetime import date

from digest.picks.terms import Candidate

WEIGHT = 0.2
COLUMN = "told"
TELLS = 0
NEIGHBOURS = False


def measure(candidate: Candidate) -> float:
    """Return 0 for what is new, -1 for what reads the same."""
    return -candidate.told


def say(candidate: Candidate) -> str:
    """Say that it goes on from an earlier edition, and from its lead."""
    if not candidate.told:
        return ""
    headline, slot = candidate.earlier
    day = f" of {date.fromisoformat(slot[:10]):%-d %B}" if slot else ""
    known = [f"“{headline}”"] if headline else []
    known += ["that day’s lead"] if candidate.led else []
    named = f" ({', '.join(known)})" if known else ""
    return f"takes the story{day} further{named}"
