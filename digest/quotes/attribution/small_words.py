"""Where every noun has a capital: a word that only opens its sentence is nobody.

"Auffällig war sein Satz: „…“", "Einmal fragte mich ein Junge: „…“".
"""

from __future__ import annotations

import re
from functools import cache

from digest.quotes.attribution.masked_text import MaskedText
from digest.quotes.grammar.phrases import tells_how
from digest.quotes.grammar.speech import Speech
from digest.text.languages import language_table

LONGEST = 40  # characters of a word that is looked for elsewhere


def without_opener(frame: MaskedText, at: int, words: list[str]) -> list[str]:
    """Return a speaker without the small words before a name: "Ausgerechnet Anna Holm"; [] where none is left.

    *at* is where the speaker stands, at the head of its sentence.
    """
    own = words
    while own and frame.text.startswith(own[0], at) and _is_small(frame, own[0], alone=len(own) == 1):
        at += len(own[0]) + 1
        own = own[1:]
    named = sum(word[0].isupper() for word in own)
    return own if own == words or named > 1 else []


def _is_small(frame: MaskedText, word: str, *, alone: bool) -> bool:
    """Say whether a word has its capital from its sentence: it is listed, or the text writes it small, too."""
    if word.lower() in frame.speech.determining:
        return False
    if _is_listed(word.lower(), frame.speech):
        return True
    low = word.lower()
    if not alone or len(word) > LONGEST or not word[1:].islower() or low not in frame.source:
        return False
    return bool(re.search(rf"(?<![\w-]){re.escape(low)}(?![\w-])", frame.source))


def _is_listed(low: str, speech: Speech) -> bool:
    opens = speech.has("no_names", low) or tells_how(low, speech) or speech.has("times", low)
    return opens or low in _leaning(speech.tag)


@cache
def _leaning(tag: str) -> frozenset[str]:
    """Return the lone words that make a sentence lean on the one before it: "dafür", "andererseits"."""
    phrases = str(language_table(tag, "alone").get("leaning", "")).replace("\n", " ").split(";")
    return frozenset(phrase.strip() for phrase in phrases if " " not in phrase.strip())
