"""What articles are compared by: weighted features of their words, as sparse vectors.

Four kinds of feature: the stem of a word, its first letters, the word itself,
and two stems in a row.  A feature weighs by its kind, by how rare it is in the
batch, by whether the batch only ever writes it as a name (never in lower case),
and by where it stands: headline, deck, or the first lines of the body.
"""

from __future__ import annotations

import re
from array import array
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import log, sqrt
from zlib import crc32

from digest.articles import Article
from digest.text.tokens import spell, token

STEM, FRONT, WHOLE, PAIR = 1.0, 0.5, 0.5, 0.5
NAME = 1.25  # a word the batch never writes in lower case is most likely a name
DECK, LEAD = 0.4, 0.25  # next to 1 for the headline
CONTEXT = 0.4  # what stands behind "before" or "amid" is what else goes on, not what happened
LEAD_LETTERS = 400  # of the body: its first paragraph, roughly; the rest is background

# Without IGNORECASE, which takes twice as long on a hundred thousand headlines.
_BEHIND = re.compile(r" (?:[Bb]efore|[Aa]head [Oo]f|[Aa]mid(?:st)?|[Dd]espite|vor de[mr]|trotz|avant|malgré|antes de) ")

# A feature is a number: four times a word's, plus its kind; above _PAIRS two stems in a row.
_PAIRS = 1 << 26
_KINDS = (STEM, FRONT, WHOLE)


@dataclass(frozen=True, slots=True)
class Vectors:
    """One sparse vector of length 1 per article, over features two articles share.

    `ids` and `weights` run side by side, the heaviest feature first.  `rest` is
    the square of what an article has for itself: it counts for length only.
    `rarity` is the inverse document frequency of each feature id, `alone` that of
    a feature only one article has.
    """

    ids: list[array[int]]
    weights: list[array[float]]
    rest: list[float]
    rarity: list[float]
    alone: float


def vectors(articles: Sequence[Article]) -> Vectors:
    """Return the vectors of *articles*, in their order.  Cost: O(words)."""
    words = _Words()
    bags = [array("q", words.headline(article)) for article in articles]
    extras = {n: extra for n, article in enumerate(articles) if (extra := words.beside(article, bags[n]))}
    spread: Counter[int] = Counter()
    for bag in bags:
        spread.update(bag)
    for extra in extras.values():
        spread.update(extra.keys())
    return _Weighing(spread, len(bags), words.lower).weigh(bags, extras)


class Lexicon:
    """What a batch's words are worth, by keys that mean the same in any batch.

    A key is the CRC-32 of a feature's text, so it can be kept and compared later.
    """

    def __init__(self, articles: Sequence[Article]) -> None:
        self._words = _Words()
        spread: Counter[int] = Counter()
        for article in articles:
            spread.update(self._bag(article).keys())
        self._weighing = _Weighing(spread, len(articles), self._words.lower)

    def weigh(self, article: Article) -> dict[int, float]:
        """Return the weights of an article's features by key, features it has for itself included."""
        worth = self._weighing.worth
        return {self._key(feature): share * worth(feature) for feature, share in self._bag(article).items()}

    def _bag(self, article: Article) -> dict[int, float]:
        headline = self._words.headline(article)
        return dict.fromkeys(headline, 1.0) | self._words.beside(article, headline)

    def _key(self, feature: int) -> int:
        texts = self._words.texts
        if feature >= _PAIRS:
            text = f"{texts[feature // _PAIRS - 1 >> 2]} {texts[feature % _PAIRS >> 2]}"
        else:
            text = f"{feature & 3}{texts[feature >> 2]}"
        return crc32(text.encode())


class _Weighing:
    """The weight of each feature in a batch, and its number there.

    Features are numbered by weight, so that sorting an article's numbers puts its
    heaviest feature first.
    """

    def __init__(self, spread: Mapping[int, int], total: int, lower: set[int]) -> None:
        self.lower = lower
        self.alone = log((total + 1) / 1.5)
        rarity = {feature: log((total + 1) / (count + 0.5)) for feature, count in spread.items() if count > 1}
        weight = {feature: rare * self._kind(feature) for feature, rare in rarity.items()}
        order = sorted(weight, key=lambda feature: -weight[feature])
        self.number = {feature: number for number, feature in enumerate(order)}
        self.table = [weight[feature] for feature in order]
        self.rarity = [rarity[feature] for feature in order]
        # Of words only: every pair weighs the same.
        self.squares = {feature: self._kind(feature) ** 2 for feature in spread if feature < _PAIRS}

    def worth(self, feature: int) -> float:
        """Return the weight of any feature, one that a single article has included."""
        index = self.number.get(feature, -1)
        return self.table[index] if index >= 0 else self.alone * self._kind(feature)

    def weigh(self, bags: Sequence[array[int]], extras: Mapping[int, dict[int, float]]) -> Vectors:
        """Return the vectors of the articles' *bags* and what stands beside their headlines."""
        found = Vectors([], [], [], self.rarity, self.alone)
        for position, bag in enumerate(bags):
            ids, weights, square = self._headline(bag)
            if position in extras:
                ids, weights, square = self._with_extra(ids, weights, square, extras[position])
            length = sqrt(square + sum([weight * weight for weight in weights])) or 1.0
            found.ids.append(array("i", ids))
            found.weights.append(array("f", [weight / length for weight in weights]))
            found.rest.append(square / (length * length))
        return found

    def _headline(self, bag: array[int]) -> tuple[list[int], list[float], float]:
        number = self.number
        ids = sorted([number[feature] for feature in bag if feature in number])
        lost = sum([self.squares.get(feature, PAIR * PAIR) for feature in bag if feature not in number])
        return ids, [self.table[index] for index in ids], lost * self.alone**2

    def _with_extra(
        self, ids: list[int], weights: list[float], square: float, extra: dict[int, float]
    ) -> tuple[list[int], list[float], float]:
        pairs = list(zip(weights, ids, strict=True))
        for feature, share in extra.items():
            index = self.number.get(feature, -1)
            if index < 0:
                square += (share * self._kind(feature) * self.alone) ** 2
            else:
                pairs.append((share * self.table[index], index))
        pairs.sort(key=lambda pair: (-pair[0], pair[1]))
        return [index for _, index in pairs], [weight for weight, _ in pairs], square

    def _kind(self, feature: int) -> float:
        if feature >= _PAIRS:
            return PAIR
        return _KINDS[feature & 3] * (1.0 if feature in self.lower else NAME)


class _Words:
    """The features of written words, remembered: a batch repeats most of its words.

    `lower` holds the features of words that were seen in lower case, `texts` the
    words by their number.
    """

    def __init__(self) -> None:
        self.lower: set[int] = set()
        self.texts: list[str] = []
        self._numbers: dict[str, int] = {}
        self._seen: dict[str, dict[str, tuple[int, ...]]] = {}

    def headline(self, article: Article) -> list[int]:
        """Return the features of what the headline says happened, without its context."""
        return self.line(_BEHIND.split(article.headline, 1)[0], article.language)

    def beside(self, article: Article, headline: Sequence[int]) -> dict[int, float]:
        """Return the features of deck and lead that the headline lacks, with their share."""
        extra: dict[int, float] = {}
        context = "".join(_BEHIND.split(article.headline, 1)[1:])
        lead, deck = article.text[:LEAD_LETTERS], article.deck or article.standfirst
        for text, share in ((lead, LEAD), (deck, DECK), (context, CONTEXT)):
            if text:
                extra.update(dict.fromkeys(self.line(text, article.language), share))
        for feature in headline if extra else ():
            extra.pop(feature, None)
        return extra

    def line(self, text: str, language: str) -> list[int]:
        """Return the features of a text, each once, in order of appearance."""
        seen = self._seen.setdefault(language, {})
        found: list[int] = []
        last = -1
        for word in spell(text):
            features = seen.get(word)
            if features is None:
                features = seen[word] = self._features(word, language)
            if features:
                found += features
                if last >= 0:
                    found.append(_PAIRS * (last + 1) + features[0])
                last = features[0]
        return list(dict.fromkeys(found))

    def _features(self, word: str, language: str) -> tuple[int, ...]:
        found = token(word, language)
        if found is None:
            return ()
        kinds = [4 * self._number(text) + kind for kind, text in enumerate(found) if text]
        if word[0].islower():
            self.lower.update(kinds)
        return tuple(kinds)

    def _number(self, text: str) -> int:
        number = self._numbers.setdefault(text, len(self.texts))
        if number == len(self.texts):
            self.texts.append(text)
        return number
