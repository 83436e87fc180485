"""Whether words are whole as a quote: marks and brackets in pairs, nobody else's words between them."""

from __future__ import annotations

import re

from digest.quotes.grammar.speech import speech
from digest.text.quotation import quotation_marks

MOST = 6  # words of a tag between two marks: “…,” said Anna Holm, the mayor, “…”
# What is no bracket: a smiley, an omission; and, where none is open, the number of a list: 1) and a).
_NO_BRACKET = re.compile(r"[:;=]-?[()]|\[(?:…|\.\.\.)\]|\((?:…|\.\.\.)\)")
_LISTED = re.compile(r"(?:(?<=\s)|^)\w{1,3}\)$")
_BRACKETS = dict(zip(")]}）】」』", "([{（【「『", strict=True))
_OPENING = frozenset(_BRACKETS.values())
# Most words hold neither: what has a partner is looked for, not at every character.
_BRACKET = re.compile(r"[()\[\]{}（）【】「」『』]")
_MARK = re.compile("[“„«»”]")
_PARTNERS = {"“": "”", "„": "“”", "«": "»", "»": "«"}
_ANGLE = re.compile("[«»]")
_INCHES = re.compile(r"(?<=\d)\"")
# A mark that ends words with a comma inside, a few words, and a mark that opens again; French has its comma behind
# the mark, and marks may be single.
_TAG = re.compile(r"(?:[,!?]\s?[\"”“»’']|\s?»,)\s+([^\"“”„«»‘]{2,70}?)[,.:]?\s+[\"“„«»‘']")


def unbalanced(text: str, language: str = "") -> str:
    """Return the first bracket or double mark of *text* that has no partner, '' when all have.

    In a *language* that sets «so», a » in front closes what nothing opens.
    """
    angle = _ANGLE.search(text)
    if angle and angle[0] == "»" and language and quotation_marks(language)[0][0] == "«":
        return "»"
    plain = _NO_BRACKET.sub("", text)
    stack: list[str] = []
    for found in _BRACKET.finditer(plain):
        at, char = found.start(), found[0]
        if char in _OPENING:
            stack.append(char)
        elif char in _BRACKETS and not stack and _LISTED.search(plain[max(0, at - 5) : at + 1]):
            continue
        elif char in _BRACKETS and (not stack or stack.pop() != _BRACKETS[char]):
            return char
    # A mark after a digit may be an inch or close a quotation: one reading that fits is enough.
    return stack[0] if stack else _unpaired(plain) and _unpaired(_INCHES.sub("", plain))


def _unpaired(text: str) -> str:
    if text.count('"') % 2:
        return '"'
    opened = ""
    marks: list[str] = _MARK.findall(text)
    for char in marks:
        # ” closes what “ opened, “ what „ did, and » or « the other of the two.
        if not opened:
            if char == "”":
                return char
            opened = char
        elif char in _PARTNERS[opened]:
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


def sound(text: str, language: str) -> bool:
    """Say whether *text* may be shown as a quote as it is."""
    return not unbalanced(text, language) and not reporters_words(text, language)
