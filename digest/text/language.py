"""Guess a text's language from its script and its commonest words: small and pure."""

from __future__ import annotations

import re
from collections.abc import Mapping

SAMPLE = 2000  # characters that are looked at
_WORD = re.compile(r"[^\W\d_]+")
_KANA = re.compile("[\u3040-\u30ff]")
_HAN = re.compile("[\u3400-\u9fff]")


def guess_language(text: str, common: Mapping[str, frozenset[str]]) -> str:
    """Return the tag whose common words are the largest share of *text*, '' when none is.

    *common* maps a tag to its function words in lower case.  Kana means Japanese,
    Han characters without kana Chinese.
    """
    sample = text[:SAMPLE]
    han = len(_HAN.findall(sample))
    if kana := len(_KANA.findall(sample)):
        if kana + han > len(sample) / 6:
            return "ja"
    elif han > len(sample) / 6:
        return "zh"
    words = _WORD.findall(sample.lower())
    counts = {tag: sum(word in known for word in words) for tag, known in common.items()}
    best = max(counts, key=lambda tag: (counts[tag], tag), default="")
    return best if best and counts[best] * 12 >= len(words) and counts[best] else ""
