"""Whether a sentence means a thing by "the" that only those know who have read what stands before it.

A text brings a thing in, "a memo", and then speaks of "the memo".  A sentence that
has the second alone is at home in its text.  A thing that nothing brings in, "the
public", is known to all; so is one that the sentence itself, or the title, names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache, cached_property
from itertools import takewhile

from digest.quotes.select.alone_words import AloneWords, words_of
from digest.text.languages import short
from digest.text.stems import stems

NOUN = 5  # tokens from an article on among which its noun stands
_TOKEN = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*|[^\w\s]")
_OWNER = re.compile(r"['’]s?$")


class ToldThings:
    """The nouns that a text brings in, each with the place where it does so first.

    *text* is that of an article, *language* a tag.  Offsets count code points.
    Cost: O(len(text)), once.
    """

    def __init__(self, text: str, language: str) -> None:
        self._text = text
        self._language = language
        self._words = words_of(short(language))

    @cached_property
    def _brought(self) -> dict[str, int]:
        """The place of the first word of a stem that no definite article stands before."""
        known = self._words.definite | self._words.definite_nouns
        first: dict[str, int] = {}
        before = ""
        for found in _TOKEN.finditer(self._text):
            word = found[0].lower()
            if word not in first and before not in known:
                first[word] = found.start()
            before = word
        brought: dict[str, int] = {}
        for word, start in first.items():
            for stem in _stems_of(word, self._language):
                brought.setdefault(stem, start)
        return brought

    def means(self, sentence: str, start: int, title: frozenset[str]) -> str:
        """Return the first thing of a sentence that stands at *start* which the text brought in before it, else ''.

        Nothing else says which one it is: "the memo", and "The new memo" at the head.  *title* are the stems of
        what the reader has read above the sentence.
        """
        tokens = _TOKEN.findall(sentence)
        bare = (last for first, last in _things(tokens, self._words) if first == last)
        return next((tokens[at] for at in bare if self._unknown(tokens, at, at, start, title)), "") or self._opening(
            tokens, start, title
        )

    def hints(self, sentence: str, start: int, title: frozenset[str]) -> bool:
        """Say whether a sentence has such a thing with words before its noun, which may be enough: "the old pier"."""
        tokens = _TOKEN.findall(sentence)
        return any(self._unknown(tokens, first, last, start, title) for first, last in _things(tokens, self._words))

    def _unknown(self, tokens: Sequence[str], first: int, last: int, start: int, title: frozenset[str]) -> bool:
        thing = self._stem(" ".join(tokens[first : last + 1]))
        told = self._told(self._stem(tokens[last]), start)
        return told and not thing & (title | self._stem(" ".join(tokens[: first - 1])))

    def _opening(self, tokens: Sequence[str], start: int, title: frozenset[str]) -> str:
        """Return the first word of a thing that a sentence opens with, whatever stands before its noun."""
        if not tokens or tokens[0].lower() not in self._words.definite:
            return ""
        several = tokens[1:NOUN]
        stem = self._stem(" ".join(several))
        plain = all(one.islower() and one not in self._words.genitive for one in several)
        return several[0] if plain and self._told(stem, start) and not stem & title else ""

    def _told(self, stem: frozenset[str], start: int) -> bool:
        return any(self._brought.get(one, start) < start for one in stem)

    def _stem(self, text: str) -> frozenset[str]:
        return stems(_OWNER.sub("", text), self._language)


@cache
def _stems_of(word: str, language: str) -> frozenset[str]:
    return stems(_OWNER.sub("", word), language)


def _things(tokens: Sequence[str], words: AloneWords) -> Iterator[tuple[int, int]]:
    """Yield the first and the last word behind a definite article, where no word behind them says which one it is."""
    for at, article in enumerate(tokens, 1):
        if article.lower() in words.definite:
            size = sum(1 for _ in takewhile(lambda token: _inside(token, words), tokens[at : at + NOUN]))
        else:
            size = int(article.lower() in words.definite_nouns and _noun(tokens, at))
        last = at + size - 1
        after = tokens[last + 1].lower() if last + 1 < len(tokens) else ""
        alone = 0 < size < NOUN and after not in words.genitive
        if alone and words.unique.isdisjoint(token.lower() for token in tokens[at : last + 1]):
            yield at, last


def _inside(token: str, words: AloneWords) -> bool:
    """Say whether a word behind an article belongs to its thing: a common word, and no verb for sure."""
    low = _OWNER.sub("", token.lower())
    if not token[0].isalpha() or low in words.function | words.attributive | words.genitive | words.finite:
        return False
    return low in words.small and not (words.past and low.endswith(words.past))


def _noun(tokens: Sequence[str], at: int) -> bool:
    """Say whether a noun with a capital stands at a place, that is no name and no pronoun's: ", die Boote bauen"."""
    relative = at > 1 and tokens[at - 2] == ","
    if relative or at >= len(tokens) or not tokens[at][0].isupper():
        return False
    return at + 1 == len(tokens) or not tokens[at + 1][0].isupper()
