"""Guess a text's language from its script and its commonest words: small and pure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from functools import cache

from digest.text.scripts import spaced

SAMPLE = 2000  # characters that are looked at
_WORD = re.compile(r"[^\W\d_]+")


def guess_language(text: str, common: Mapping[str, frozenset[str]], *, least: int = 1) -> str:
    """Return the tag whose common words are the largest share of *text*, '' when none is.

    *common* maps a tag to its function words in lower case; with *least* above 1 so many
    different ones of two letters or more have to stand there: one word, or a piece of markup,
    may be of any language.  Kana means Japanese, Han characters without kana Chinese.
    """
    sample = text[:SAMPLE]
    if not spaced(sample) and (tag := _east_asian(sample)):
        return tag
    words = _WORD.findall(sample.lower())
    seen = Counter(words)
    counts = {tag: sum(seen[word] for word in known & seen.keys()) for tag, known in common.items()}
    best = max(counts, key=lambda tag: (counts[tag], tag), default="")
    if not best or counts[best] * 12 < len(words):
        return ""
    telling = [word for word in common[best].intersection(words) if least == 1 or len(word) > 1]
    return best if len(telling) >= least else ""


def _east_asian(sample: str) -> str:
    han = len(_han().findall(sample))
    kana = len(_kana().findall(sample))
    if kana + han > len(sample) / 6:
        return "ja" if kana else "zh"
    return ""


@cache
def _kana() -> re.Pattern[str]:
    return re.compile("[\u3040-\u30ff]")


@cache
def _han() -> re.Pattern[str]:
    return re.compile("[\u3400-\u9fff]")
