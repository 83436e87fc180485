"""How strong its best quote is, as `digest.quotes` scores it."""

from __future__ import annotations

from digest.picks.terms import Candidate
from digest.quotes.select.strength import best_to_show

WEIGHT = 0.15
COLUMN = "quote"
TELLS = 4
NEIGHBOURS = False
STRONG = 0.6  # a weaker quote is no reason to run a story
SHORT = 110  # characters; a longer one is not given whole, and a quote is never cut
# What a quote's own reasons become in a sentence about the story; the first that fits.
CLAUSES = (
    ("stands on its own", "with a quote that stands on its own"),
    ("the speaker is named", "with somebody quoted by name"),
    ("a takeaway of the page", "with a takeaway to quote"),
)


def measure(candidate: Candidate) -> float:
    """Return the score of the strongest quote, 0 without one."""
    return max((quote.score for quote in candidate.quotes), default=0.0)


def say(candidate: Candidate) -> str:
    """Give the strongest quote, when it is strong and short enough to be given whole."""
    best = next(iter(best_to_show(candidate.quotes, 1)), None)  # the one that the story will show
    if best is None or best.score < STRONG:
        return ""
    if len(best.text) <= SHORT:
        return f"with the line “{best.text.rstrip(', ')}”"
    return next((clause for reason, clause in CLAUSES if reason in best.reasons), "with a strong quote")
