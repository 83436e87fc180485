"""A quote's marks and brackets are balanced, and no reporter's words stand between them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from digest.check import Finding, Sheet
from digest.check._words import quotes
from digest.quotes.grammar.speech import speech

RULE = "quote-marks"
MOST = 6  # words of a tag between two marks: “…,” said Anna Holm, the mayor, “…”
# What is no bracket: a smiley, the number of a list.
_NO_BRACKET = re.compile(r"[:;=]-?[()]|(?:(?<=\s)|^)\(?\w{1,3}\)|\[(?:…|\.\.\.)\]|\((?:…|\.\.\.)\)")
_BRACKETS = dict(zip(")]}）】」』", "([{（【「『", strict=True))
_INCHES = re.compile(r"(?<=\d)\"")
# A mark that ends words with a comma inside, a few words, and a mark that opens again.
_TAG = re.compile(r"[,!?]\s?[\"”“»]\s+([^\"“”„«»]{2,70}?)[,.:]?\s+[\"“„«»]")


def check(sheet: Sheet) -> Iterator[Finding]:
    """Look at the words of every quote that the edition shows."""
    for quote, where, language in quotes(sheet.edition) if sheet.edition else ():
        if open_ := unbalanced(quote.text):
            what = f"the quote has {open_} without its partner"
            fix = "choose another quote, or correct the source and build again"
            yield Finding(rule=RULE, severity="error", what=what, where=where, fix=fix)
        if tag := reporters_words(quote.text, language):
            what = f"the quote holds the reporter's words: “{tag}”"
            fix = "choose another quote; the words on both sides may be shown each on its own"
            yield Finding(rule=RULE, severity="error", what=what, where=where, fix=fix)


def unbalanced(text: str) -> str:
    """Return the first bracket or double mark of *text* that has no partner, '' when all have."""
    plain = _NO_BRACKET.sub("", text)
    stack: list[str] = []
    for char in plain:
        if char in _BRACKETS.values():
            stack.append(char)
        elif char in _BRACKETS and (not stack or stack.pop() != _BRACKETS[char]):
            return char
    return stack[0] if stack else _unpaired(_INCHES.sub("", plain))


def _unpaired(text: str) -> str:
    if text.count('"') % 2:
        return '"'
    opened = ""
    for char in text:
        # ” closes what “ opened, “ what „ did, and » or « the other of the two.
        if not opened and char in "“„«»”":
            if char == "”":
                return char
            opened = char
        elif opened and char in {"“": "”", "„": "“”", "«": "»", "»": "«"}[opened]:
            opened = ""
    return opened


def reporters_words(text: str, language: str) -> str:
    """Return the tag that stands between two marked parts of *text*, '' when there is none."""
    words = speech(language)
    for found in _TAG.finditer(text):
        tokens = re.findall(r"[^\W\d_]+(?:['’][^\W\d_]+)?", found[1].lower())
        if tokens and len(tokens) <= MOST and any(token in words.verbs for token in tokens):
            return found[1].strip()
    return ""
