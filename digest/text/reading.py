"""How long a text takes to read."""

from __future__ import annotations

import re
from math import ceil

WORDS_A_MINUTE = 230  # silent reading of English non-fiction: 238 on average (Brysbaert 2019), rounded down
SIGNS_A_MINUTE = 500  # Chinese and Japanese are counted in characters

_IDEOGRAPH = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_WORD = re.compile(r"\S+")


def reading_minutes(text: str) -> int:
    """Return whole minutes, rounded up, at least 1."""
    signs = len(_IDEOGRAPH.findall(text))
    words = len(_WORD.findall(_IDEOGRAPH.sub(" ", text))) if signs else len(_WORD.findall(text))
    return max(1, ceil(words / WORDS_A_MINUTE + signs / SIGNS_A_MINUTE))
