"""What articles are compared by: weighted features of their words, as sparse vectors.

A feature weighs by its kind (stem, first letters, word, two stems in a row), by
how rare it is in the batch, by whether the batch only ever writes it as a name
(never in lower case), and by where it stands: headline, deck, or the first lines
of the body.
"""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from math import log, sqrt
from zlib import crc32

from digest.articles import Article
from digest.stories.words import KINDS, PAIR, PAIRS, Words, pair

NAME = 1.25  # a word the batch never writes in lower case is most likely a name

Row = tuple[dict[int, float], float]


@dataclass(frozen=True, slots=True)
class Vectors:
    """One sparse vector of length 1 per article, over features two articles share.

    `rows` gives them once, one after the other, the heaviest feature first, each
    with the square of what its article has for itself: that counts for length only.
    `rarity` is the inverse document frequency of each feature, `alone` that of a
    feature only one article has.
    """

    rows: Iterator[Row]
    rarity: list[float]
    alone: float


def vectors(articles: Sequence[Article]) -> Vectors:
    """Return the vectors of *articles*, in their order.  Cost: O(words)."""
    words = Words()
    lines: list[array[int]] = []
    extras: dict[int, dict[int, float]] = {}
    for number, article in enumerate(articles):
        headline, context = words.headline(article)
        lines.append(array("i", headline))
        if extra := words.beside(article, headline, context):
            extras[number] = extra
    spread: Counter[int] = Counter()
    for token, count in Counter(chain.from_iterable({*line} for line in lines)).items():
        for feature in words.features[token]:
            spread[feature] += count
    for extra in extras.values():
        spread.update(extra.keys())
    pairs = list(_twos(lines, words.stems, spread))
    spread.update(chain.from_iterable({*two} for two in pairs))
    table = _Table(spread, len(lines), words)
    return Vectors(table.rows(lines, pairs, extras), table.rarity, table.worth.alone)


def _twos(lines: Iterable[Sequence[int]], stems: Sequence[int], spread: Mapping[int, int]) -> Iterator[array[int]]:
    """Yield for each line the pairs of stems in a row that two articles can share: both their stems are shared."""
    firsts = [pair(stem, 0) if spread[stem] > 1 else 0 for stem in stems].__getitem__
    seconds = [stem if spread[stem] > 1 else -1 for stem in stems].__getitem__
    for line in lines:
        row = zip(map(firsts, line), map(seconds, islice(line, 1, None)), strict=False)
        yield array("q", [one + two for one, two in row if one and two >= 0])


class Lexicon:
    """What a batch's words are worth, by keys that mean the same in any batch.

    A key is the CRC-32 of a feature's text, so it can be kept and compared later.
    """

    def __init__(self, articles: Sequence[Article]) -> None:
        self._words = Words()
        spread: Counter[int] = Counter()
        for article in articles:
            spread.update(self._bag(article).keys())
        shared = {feature: count for feature, count in spread.items() if count > 1}  # worth as much as what none has
        self._worth = _Worth(shared, len(articles), self._words.lower)

    def weigh(self, article: Article) -> dict[int, float]:
        """Return the weights of an article's features by key, features it has for itself included."""
        worth, text = self._worth, self._words.text
        bag = self._bag(article)
        return {crc32(text(f).encode()): share * worth.kind(f) * worth.rarity(f) for f, share in bag.items()}

    def _bag(self, article: Article) -> dict[int, float]:
        headline, context = self._words.headline(article)
        return dict.fromkeys(self._words.spread(headline), 1.0) | self._words.beside(article, headline, context)


class _Worth:
    """What a feature is worth in a batch: by its kind, and by how few articles have it."""

    def __init__(self, spread: Mapping[int, int], total: int, lower: set[int]) -> None:
        self.spread = spread
        self.lower = lower
        self.alone = log((total + 1) / 1.5)
        # By how many articles have it; few numbers of articles come up again and again.
        self._rarities = {n: log((total + 1) / (n + 0.5)) if n > 1 else self.alone for n in {0, *spread.values()}}

    def kind(self, feature: int) -> float:
        """Return what its kind is worth, more for a name."""
        if feature >= PAIRS:
            return PAIR
        return KINDS[feature & 3] * (1.0 if feature in self.lower else NAME)

    def rarity(self, feature: int) -> float:
        """Return its inverse document frequency."""
        return self._rarities[self.spread.get(feature, 0)]


class _Table:
    """The features that two articles share, numbered by weight: sorted numbers put the heaviest first.

    What the very same articles have (a stem and its first letters, a name and its
    two words in a row) is one feature with the weight of all: the products stay the
    same and the vectors are half as long.
    """

    def __init__(self, spread: Mapping[int, int], total: int, words: Words) -> None:
        self.worth = worth = _Worth(spread, total, words.lower)
        home = _homes(spread, words)
        squares: dict[int, float] = dict.fromkeys(home.values(), 0.0)
        for feature, root in home.items():
            kind = worth.kind(feature)
            squares[root] += kind * kind
        rarity = list(map(worth.rarity, squares))
        weight = [sqrt(square) * rare for square, rare in zip(squares.values(), rarity, strict=True)]
        order = sorted(range(len(weight)), key=lambda position: -weight[position])
        roots = list(squares)
        number = {roots[position]: n for n, position in enumerate(order, 1)}  # no feature is number 0
        self.number = {feature: number[root] for feature, root in home.items()}
        self.weight = [0.0, *(weight[position] for position in order)]
        self.rarity = [0.0, *(rarity[position] for position in order)]
        self._known = [self._shared(features) for features in words.features]
        self._lost = [self._unshared(features) for features in words.features]
        self._lost_pair = (PAIR * worth.alone) ** 2

    def rows(
        self, lines: Iterable[array[int]], pairs: Iterable[array[int]], extras: Mapping[int, dict[int, float]]
    ) -> Iterator[Row]:
        """Yield the vectors of the articles' *lines* of tokens, their *pairs*, and what stands beside them."""
        weight, squares = self.weight.__getitem__, [weight * weight for weight in self.weight].__getitem__
        for position, (line, twos) in enumerate(zip(lines, pairs, strict=True)):
            ids, alone = self._headline(line, twos)
            if position in extras:
                yield self._with_extra(ids, alone, extras[position])
                continue
            length = sqrt(alone + sum(map(squares, ids))) or 1.0
            yield dict(zip(ids, [one / length for one in map(weight, ids)], strict=True)), alone / (length * length)

    def _headline(self, line: array[int], twos: array[int]) -> tuple[list[int], float]:
        """Return the feature numbers of a headline, the heaviest first, and the square of what it has for itself."""
        shared = list(filter(None, map(self.number.get, twos)))
        ids = sorted({*chain.from_iterable(map(self._known.__getitem__, line)), *shared})
        unshared = max(len(line) - 1 - len(shared), 0)
        return ids, sum(map(self._lost.__getitem__, line)) + unshared * self._lost_pair

    def _with_extra(self, ids: Iterable[int], alone: float, extra: Mapping[int, float]) -> Row:
        weights = {index: self.weight[index] for index in ids}
        for feature, share in extra.items():
            index = self.number.get(feature, 0)
            if index:
                weights[index] = max(weights.get(index, 0.0), share * self.weight[index])
            else:
                alone += (share * self.worth.kind(feature) * self.worth.alone) ** 2
        length = sqrt(alone + sum([weight * weight for weight in weights.values()])) or 1.0
        ordered = sorted(weights.items(), key=lambda pair: (-pair[1], pair[0]))
        return {index: weight / length for index, weight in ordered}, alone / (length * length)

    def _shared(self, features: tuple[int, ...]) -> tuple[int, ...]:
        return tuple(set(filter(None, map(self.number.get, features))))

    def _unshared(self, features: tuple[int, ...]) -> float:
        alone = [self.worth.kind(feature) for feature in features if feature not in self.number]
        return sum([kind * kind for kind in alone]) * self.worth.alone**2 if alone else 0.0


def _homes(spread: Mapping[int, int], words: Words) -> dict[int, int]:
    """Return for each feature that two articles share the one that stands for all the same articles have.

    First letters are had by all that have the stem, and a stem by all that have
    the word; so where as many have one as the other, they are the same articles.
    """
    home: dict[int, int] = {}
    for stem, *others in words.features[1:]:
        count = spread[stem]
        home.setdefault(stem, stem)
        for feature in others:
            if spread[feature] == count:
                home[stem] = home[feature] = home.setdefault(feature, home[stem])
            elif spread[feature] > 1:
                home.setdefault(feature, feature)
    for two_words, count in spread.items():
        if two_words >= PAIRS and count > 1:
            one, two = two_words // PAIRS - 1, two_words % PAIRS
            same = one if spread[one] == count else two if spread[two] == count else 0
            home[two_words] = home[same] if same else two_words
    return {feature: root for feature, root in home.items() if spread[feature] > 1}
