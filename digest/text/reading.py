"""How long a text takes to read."""

from __future__ import annotations

import re
from functools import cache
from math import ceil

from digest.text.scripts import spaced

WORDS_A_MINUTE = 230  # silent reading of English non-fiction: 238 on average (Brysbaert 2019), rounded down
SIGNS_A_MINUTE = 500  # Chinese and Japanese are counted in characters


def reading_minutes(text: str) -> int:
    """Return whole minutes, rounded up, at least 1."""
    signs = 0
    if not spaced(text):
        text, signs = _ideograph().subn(" ", text)
    words = len(text.split())
    return max(1, ceil(words / WORDS_A_MINUTE + signs / SIGNS_A_MINUTE))


@cache
def _ideograph() -> re.Pattern[str]:
    return re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
