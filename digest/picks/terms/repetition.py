"""A penalty for what readers already had: how alike a story of an earlier edition is."""

from __future__ import annotations

from digest.picks.terms import Candidate

WEIGHT = 0.2
COLUMN = "told"
TELLS = 0


def measure(candidate: Candidate) -> float:
    """Return 0 for what is new, -1 for what reads the same."""
    return -candidate.told


def say(candidate: Candidate) -> str:
    """Say that it goes on from an earlier edition."""
    return "it takes an earlier edition's story further" if candidate.told else ""
