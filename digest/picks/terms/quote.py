"""How strong its best quote is, as `digest.quotes` scores it."""

from __future__ import annotations

from digest.picks.terms import Candidate

WEIGHT = 0.15
COLUMN = "quote"
TELLS = 3
STRONG = 0.6  # a weaker quote is no reason to run a story
# What a quote's own reasons become in a sentence about the story; the first that fits.
CLAUSES = (
    ("stands on its own", "the quote stands on its own"),
    ("the speaker is named", "somebody is quoted by name"),
    ("a takeaway of the page", "the page's own takeaway can be quoted"),
)


def measure(candidate: Candidate) -> float:
    """Return the score of the strongest quote, 0 without one."""
    return max((quote.score for quote in candidate.quotes), default=0.0)


def say(candidate: Candidate) -> str:
    """Say what the strongest quote has, when it is strong."""
    best = max(candidate.quotes, key=lambda quote: quote.score, default=None)
    if best is None or best.score < STRONG:
        return ""
    return next((clause for reason, clause in CLAUSES if reason in best.reasons), "it has a strong quote")
