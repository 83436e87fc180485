"""Whether two sentences say the same thought: the reader must not meet it twice.

Two sentences echo when their content stems overlap enough.  The thresholds were
measured on a real page whose highlights paraphrase its takeaways, and on labelled
pairs (``benchmarks/quotes``).
"""

from __future__ import annotations

from digest.text.stems import stems

JACCARD = 0.40
OVERLAP = 0.60
SHARED = 3


def echoes(a: str, b: str, language: str = "") -> bool:
    """Say whether *b* repeats the thought of *a*; symmetric.

    True when the stems' Jaccard index is at least `JACCARD`, or when at least
    `SHARED` stems are common and make up `OVERLAP` of the shorter sentence.
    """
    return echo_of(stems(a, language), stems(b, language))


def echo_of(one: frozenset[str], two: frozenset[str]) -> bool:
    """Say the same of two sets of stems, for callers that compare many."""
    shared = len(one & two)
    if not shared:
        return False
    if shared / len(one | two) >= JACCARD and (shared > 1 or len(one | two) == 1):
        return True
    return shared >= SHARED and shared / min(len(one), len(two)) >= OVERLAP
