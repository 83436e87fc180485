"""What its best source weighs: ``weight`` of ``[[source]]``, 1 unless set."""

from __future__ import annotations

from digest.picks.terms import Candidate

WEIGHT = 0.1
COLUMN = "src"
TELLS = 2
NEIGHBOURS = False


def measure(candidate: Candidate) -> float:
    """Return .5 for a source of weight 1, 1 from weight 2 on."""
    return min(max(candidate.weight, 0.0), 2.0) / 2


def say(candidate: Candidate) -> str:
    """Say so when a source counts more or less than the others."""
    if candidate.weight == 1.0:
        return ""
    return f"from a source that you rank {'above' if candidate.weight > 1 else 'below'} the others"
