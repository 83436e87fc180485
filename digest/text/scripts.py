"""Whether a text may hold signs of the scripts that are written without spaces.

Patterns with thousands of characters in a class take Python 2 ms each to make, and
most newsletters hold no such sign: ask first, and make the pattern when it is needed.
"""

from __future__ import annotations

FIRST = "\u2e80"  # where the East Asian scripts begin; general punctuation lies before it


def spaced(text: str) -> bool:
    """Say whether *text* surely holds nothing of the East Asian scripts, nor any later character."""
    return text.isascii() or max(text) < FIRST
