"""What articles are compared by: weighted features of their words, as sparse vectors.

Four kinds of feature: the stem of a word, its first letters, the word itself,
and two stems in a row.  A feature weighs by its kind, by how rare it is in the
batch, by whether the batch only ever writes it as a name (never in lower case),
and by where it stands: headline, deck, or the first lines of the body.
"""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from math import log, sqrt

from digest.articles import Article
from digest.text.tokens import spell, token

STEM, FRONT, WHOLE, PAIR = 1.0, 0.5, 0.5, 0.5
NAME = 1.5  # a word the batch never writes in lower case is most likely a name
DECK, LEAD = 0.4, 0.25  # next to 1 for the headline
LEAD_LETTERS = 400  # of the body: its first paragraph, roughly; the rest is background

_PAIRS = 1 << 24
_Features = tuple[int, int, int]


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
    bags = [words.bag(article) for article in articles]
    spread = Counter(feature for bag in bags for feature in bag)
    kept = {feature: index for index, feature in enumerate(f for f, count in spread.items() if count > 1)}
    total = len(bags) + 1
    found = Vectors([], [], [], [log(total / (spread[feature] + 0.5)) for feature in kept], log(total / 1.5))
    for bag in bags:
        _weigh(bag, kept, words.lower, found)
    return found


def _weigh(bag: dict[int, float], kept: dict[int, int], lower: set[int], found: Vectors) -> None:
    square = 0.0
    pairs: list[tuple[float, int]] = []
    for feature, weight in bag.items():
        if feature < _PAIRS and feature not in lower:
            weight *= NAME
        index = kept.get(feature, -1)
        if index < 0:
            square += weight * weight
        else:
            pairs.append((weight * found.rarity[index], index))
    pairs.sort(reverse=True)
    rest = square * found.alone**2
    length = sqrt(rest + sum(weight * weight for weight, _ in pairs)) or 1.0
    found.ids.append(array("i", [index for _, index in pairs]))
    found.weights.append(array("d", [weight / length for weight, _ in pairs]))
    found.rest.append(rest / (length * length))


class _Words:
    """The features of written words, remembered: a batch repeats most of its words.

    Features are numbers: below `_PAIRS` one of a word, above it two stems in a row.
    `lower` holds those of words that were seen in lower case.
    """

    def __init__(self) -> None:
        self.lower: set[int] = set()
        self._ids: dict[tuple[str, str], int] = {}
        self._seen: dict[str, dict[str, _Features]] = {}

    def bag(self, article: Article) -> dict[int, float]:
        """Return the features of an article, each with its weight before rarity."""
        bag = self._line(article.headline, article.language)
        for text, share in ((article.deck or article.standfirst, DECK), (article.text[:LEAD_LETTERS], LEAD)):
            if text:
                for feature, weight in self._line(text, article.language).items():
                    bag.setdefault(feature, weight * share)
        return bag

    def _line(self, text: str, language: str) -> dict[int, float]:
        seen = self._seen.setdefault(language, {})
        bag: dict[int, float] = {}
        last = -1
        for word in spell(text):
            known = seen.get(word)
            if known is None:
                known = seen[word] = self._features(word, language)
            stem, front, whole = known
            if stem < 0:
                continue
            bag[stem] = STEM
            bag[front] = FRONT
            if whole >= 0:
                bag[whole] = WHOLE
            if last >= 0:
                bag[(last + 1) * _PAIRS + stem] = PAIR
            last = stem
        return bag

    def _features(self, word: str, language: str) -> _Features:
        found = token(word, language)
        if found is None:
            return (-1, -1, -1)
        stem, front, whole = (self._id(kind, text) for kind, text in zip("sfw", found, strict=True))
        if word[0].islower():
            self.lower.update((stem, front, whole))
        return (stem, front, whole)

    def _id(self, kind: str, text: str) -> int:
        return self._ids.setdefault((kind, text), len(self._ids)) if text else -1
