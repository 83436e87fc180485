"""Whether whoever reads one sentence under a headline knows the names in it.

A text introduces a name once and then calls it by half: "Kevin King" is "King", "the
Harbour Board (HB)" is "HB".  A sentence with a half alone is at home in its text,
and second best outside it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import dropwhile

from digest.quotes.attribution.speakable import common
from digest.quotes.grammar.speech import speech
from digest.text.languages import language_table

_CAPITAL = r"[^\W\d_a-zß-öø-ÿ][\w'’-]{0,30}[^\W\d_]"
_NAME = re.compile(rf"(?<![\w-]){_CAPITAL}(?: (?:[^\W\d_]\. )?{_CAPITAL}){{1,2}}(?![\w-])")
_NAMES = re.compile(rf"{_CAPITAL}(?: (?:\w{{2,3}} )?{_CAPITAL})+")
_ALONE = re.compile(rf"(?<![\w-]){_CAPITAL}(?![\w-])")
_LETTERS = re.compile(r"\(((?=[^)]{0,8}[A-Z][^)]{0,8}[A-Z])[A-Z][\w&-]{1,8}?)s?\)")
_OWNER = re.compile(r"['’]s?$")
_SEVERAL = re.compile(r"(?<=[A-Z]{2})s$")  # "STTs" are several of what "(STT)" brings in


class Introduced:
    """The names that a text introduces; *language* is a tag."""

    def __init__(self, text: str, language: str) -> None:
        tag = speech(language).tag
        self._letters = set(_LETTERS.findall(text))
        self._halves: set[str] = set()
        if not speech(language).capital_nouns:
            small = common(tag) | frozenset(str(language_table(tag, "headlines").get("days", "")).split())
            self._halves = {half for half in _halves(text, small) if half.lower() not in small}

    def half(self, sentence: str, title: str) -> str:
        """Return the first name of *sentence* that only those know who have read what stands before it, else ''.

        *title* is what readers see above the sentence: what stands there is known.
        """
        words = [word for word in _words(sentence) if word in self._halves or word in self._letters]
        if not words:
            return ""
        told = set(_words(title))
        initials = " ".join(_initials(name[0]) for name in _NAMES.finditer(title))
        whole = {word for name in _NAME.finditer(sentence) for word in _words(name[0])}
        for word in words:
            half = word in self._halves and word not in whole
            letters = word in self._letters and f"({word}" not in sentence and word not in initials
            if word not in told and (half or letters):
                return word
        return ""


def _words(text: str) -> Iterator[str]:
    return (_SEVERAL.sub("", _OWNER.sub("", found[0])) for found in _ALONE.finditer(text))


def _is_long(name: list[str], small: frozenset[str]) -> bool:
    return len(list(dropwhile(lambda word: word.lower() in small, name))) > 1


def _initials(name: str) -> str:
    return "".join(word[0] for word in name.split() if word[0].isupper())


def _halves(text: str, small: frozenset[str]) -> Iterator[str]:
    """Yield the words that *text* has first as a part of a longer name, and later by themselves.

    A name whose first word is a *small* one, as at the head of a sentence, is no longer one: "On Holm".
    """
    met: set[str] = set()
    names = (name for name in _NAME.finditer(text) if _is_long(name[0].split(), small))
    inside = [(name.start(), name.end()) for name in names]
    at = 0
    for found in _ALONE.finditer(text):
        while at < len(inside) and inside[at][1] <= found.start():
            at += 1
        word = _OWNER.sub("", found[0])
        if word in met or word.isupper():
            continue
        met.add(word)
        if at < len(inside) and inside[at][0] <= found.start():
            yield word
