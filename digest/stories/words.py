"""Written words as numbers: a batch repeats most of its words, so each is looked at once.

A *token* is the number of one written word.  It stands for *features*, what two
articles may share: the stem, its first letters, the folded word itself where the
stem says less.  Two stems in a row are a feature too.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from itertools import chain, islice

from digest.articles import Article
from digest.text.tokens import spell, token

STEM, FRONT, WHOLE, PAIR = 1.0, 0.5, 0.5, 0.5
DECK, LEAD = 0.4, 0.25  # next to 1 for the headline
CONTEXT = 0.4  # what stands after "before" or "amid" is what else goes on, not what happened
LEAD_LETTERS = 400  # of the body: its first paragraph, roughly; the rest is background

# Without IGNORECASE, which takes twice as long on a hundred thousand headlines.
_BEHIND = re.compile(r" (?:[Bb]efore|[Aa]head [Oo]f|[Aa]mid(?:st)?|[Dd]espite|vor de[mr]|trotz|avant|malgré|antes de) ")
# Only a headline with one of these words is searched: a look into a table is the cheaper question.
_SIGNS = frozenset({"before", "ahead", "amid", "amidst", "despite", "vor", "trotz", "avant", "malgré", "antes"})
_SIGNS |= {sign.capitalize() for sign in _SIGNS}

# A feature is a number: four times a word's, plus its kind; above PAIRS two stems in a row.
PAIRS = 1 << 26
KINDS = (STEM, FRONT, WHOLE)


class Words:
    """The words of a batch: their tokens, and the features of each token.

    Token 0 is any word that says nothing.  `lower` holds the features of words that
    were seen in lower case.
    """

    def __init__(self) -> None:
        self.lower: set[int] = set()
        self.features: list[tuple[int, ...]] = [()]
        self.stems: list[int] = [0]  # of each token, the feature that is its stem
        self._texts: list[str] = []
        self._numbers: dict[str, int] = {}
        self._seen: dict[str, _Seen] = {}

    def headline(self, article: Article) -> tuple[list[int], str]:
        """Return the tokens of what the headline says happened, and its context: what stands after "before"."""
        spelt, context = spell(article.headline), ""
        if not _SIGNS.isdisjoint(spelt):
            happened, *behind = _BEHIND.split(article.headline, 1)
            spelt, context = spell(happened), "".join(behind)
        return self._tokens(spelt, article.language), context

    def beside(self, article: Article, headline: Sequence[int], context: str) -> dict[int, float]:
        """Return the features of deck, lead and *context* that the *headline*'s tokens lack, with their share."""
        deck = article.deck or article.standfirst
        if not (context or deck or article.text):
            return {}
        extra: dict[int, float] = {}
        for text, share in ((article.text[:LEAD_LETTERS], LEAD), (deck, DECK), (context, CONTEXT)):
            extra.update(dict.fromkeys(self.spread(self._tokens(spell(text), article.language)), share))
        for feature in self.spread(headline):
            extra.pop(feature, None)
        return extra

    def spread(self, tokens: Sequence[int]) -> list[int]:
        """Return the features of a line of tokens, two in a row included, each once, in a fixed order."""
        own = chain.from_iterable(map(self.features.__getitem__, tokens))
        stems = list(map(self.stems.__getitem__, tokens))
        pairs = [pair(one, two) for one, two in zip(stems, islice(stems, 1, None), strict=False)]
        return list(dict.fromkeys([*own, *pairs]))

    def text(self, feature: int) -> str:
        """Return what a feature is made of, as a text that means the same in any batch."""
        if feature >= PAIRS:
            return f"{self._texts[feature // PAIRS - 1 >> 2]} {self._texts[feature % PAIRS >> 2]}"
        return f"{feature & 3}{self._texts[feature >> 2]}"

    def add(self, word: str, language: str) -> int:
        """Return the token of a word that is met for the first time."""
        found = token(word, language)
        if found is None:
            return 0
        features = tuple([4 * self._number(text) + kind for kind, text in enumerate(found) if text])
        if word[0].islower():
            self.lower.update(features)
        self.features.append(features)
        self.stems.append(features[0])
        return len(self.stems) - 1

    def _tokens(self, spelt: Iterable[str], language: str) -> list[int]:
        """Return the tokens of written words, in order, without those that say nothing."""
        seen = self._seen.get(language)
        if seen is None:
            seen = self._seen[language] = _Seen(self.add, language)
        return list(filter(None, map(seen.__getitem__, spelt)))

    def _number(self, text: str) -> int:
        number = self._numbers.setdefault(text, len(self._texts))
        if number == len(self._texts):
            self._texts.append(text)
        return number


def pair(one: int, two: int) -> int:
    """Return the feature that is two stems in a row."""
    return PAIRS * (one + 1) + two


class _Seen(dict[str, int]):
    """Tokens by written word, in one language; a new word is looked at when it is first asked for."""

    def __init__(self, add: Callable[[str, str], int], language: str) -> None:
        super().__init__()
        self._add = add
        self._language = language

    def __missing__(self, word: str) -> int:
        number = self[word] = self._add(word, self._language)
        return number
