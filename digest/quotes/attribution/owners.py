"""Whose claim or words a quote is: "Holm's promise of “…”", "in Anna Holm's words, “…”"."""

from __future__ import annotations

import re

from digest.quotes.attribution.masked_text import BLANK, MaskedText
from digest.quotes.attribution.subjects import NOTHING, Attribution, left_of, named
from digest.quotes.grammar.names import Word, named_run, owner

NOUN = 140  # characters in which "Holm's promise of" leads to a quote
NEAR = 5  # words between "Holm's claim that" and the quote
_OWNED = re.compile(r"['’]s |s['’] ")
_AFTER_NOUN = re.compile(r"['’]s? (?:[a-z-]+ )?[a-z]+ (?:that|of) ")


def claimed(frame: MaskedText, begin: int, at: int) -> Attribution:
    """Read whose claim somebody reports: Holm dismissed Berg's claim of “a wreck”."""
    if not _OWNED.search(frame.text, begin, at):
        return NOTHING
    said = owner_of(frame, begin, at)
    noun = _AFTER_NOUN.match(frame.text, said.at + len(said.speaker), at) if said.how and not said.pronoun else None
    tail = frame.text[noun.end() : at].split() if noun else []
    near = bool(noun) and len(tail) < NEAR and not any(BLANK in word for word in tail)
    return NOTHING if not near or (tail and frame.speech.has("being", tail[-1])) else said


def owner_of(frame: MaskedText, begin: int, at: int) -> Attribution:
    """Read the owner of a speech noun: "Holm's promise of “…”"."""
    speech = frame.speech
    if not speech.words.get("speech_nouns"):
        return NOTHING
    words = frame.words(max(begin, at - NOUN), at)
    for i in range(len(words) - 1, 0, -1):
        if owner(words[i].text) and i < len(words) - 1:
            return NOTHING  # "Holm's post or Berg's slides on “…”": the nearer owner has the words, if anybody
        if speech.has("speech_nouns", words[i].low):
            for word in reversed(words[max(0, i - 3) : i]):
                if owner(word.text):
                    said = left_of(frame, begin, word.end, words[i].text, "lead")
                    said = said if said.how else _named_run(frame, words, words.index(word), words[i].text)
                    return said._replace(loose=True)
                if word.low in {"his", "her"}:
                    pronoun = "he" if word.low == "his" else "she"
                    return Attribution("", pronoun, words[i].text, "lead", True, word.start)
    return NOTHING


def _named_run(frame: MaskedText, words: list[Word], last: int, noun: str) -> Attribution:
    """Read the name that ends with an owner, also after a preposition: "in Anna Holm's words"."""
    first = named_run(words[:last])
    while first < last and words[first].low in frame.speech.stops:
        first += 1  # "In Deputy Minister Holm's words"
    return named(frame, words[first : last + 1], noun, "lead") if words[last].named else NOTHING
