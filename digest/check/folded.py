"""An article that is folded under a story shares more with it than names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from digest.check import Finding, Sheet
from digest.check._words import texts
from digest.edition.model import Also, Item
from digest.quotes.grammar.speech import speech
from digest.text.languages import short
from digest.text.stems import stems

RULE = "folded"
FEWEST = 3  # content words of a headline below which nothing can be said
TOLD = 400  # characters of the lead below which it tells too little to be compared with: a headline alone
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")


def check(sheet: Sheet) -> Iterator[Finding]:
    """Compare the headline of each folded article with the text of the story's lead."""
    if sheet.edition is None:
        return
    sources = texts(sheet)
    for item in sheet.edition.items():
        told = f"{item.headline}\n{item.deck}\n{sources.get(item.members[0], '') if item.members else ''}"
        for other in item.also:
            if strange(other, item, told):
                what = f"“{other.headline[:80]}” is folded under this story and shares at most names with it"
                fix = "part them in the running order (split)"
                yield Finding(rule=RULE, severity="warning", what=what, where=f"story {item.slug}", fix=fix)


def strange(other: Also, item: Item, told: str) -> bool:
    """Say whether none of the words of *other*'s headline but names stand in what the lead tells."""
    language = item.language
    if short(other.language or language) != short(language) or len(told) < TOLD:
        return False
    known = _stems(told, language)
    words = stems(other.headline, language) - _names(told, language) - _names_of_headline(other.headline, language)
    return len(words) >= FEWEST and not words & known


@lru_cache(maxsize=256)  # a story of many lists is asked about for each of them
def _stems(told: str, language: str) -> frozenset[str]:
    return stems(told, language)


@lru_cache(maxsize=256)
def _names(told: str, language: str) -> frozenset[str]:
    """Return the stems of the words that *told* never writes small; of a language whose nouns have capitals, none."""
    if speech(language).capital_nouns:
        return frozenset()
    found = _WORD.findall(told)
    small = stems(" ".join(word for word in found if word.islower()), language)
    return stems(" ".join(word for word in found if not word.islower()), language) - small


def _names_of_headline(headline: str, language: str) -> frozenset[str]:
    """Return the stems of the words with a capital in a headline that is written as a sentence."""
    _, *rest = _WORD.findall(headline) or [""]
    small = [word for word in rest if word.islower()]
    if speech(language).capital_nouns or len(small) * 2 < len(rest):
        return frozenset()
    return stems(" ".join(word for word in rest if not word.islower()), language)
