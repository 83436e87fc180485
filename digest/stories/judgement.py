"""How much the evidence weighs: a logistic model, learnt, whose weights are data.

``digest/data/stories/weights.toml`` holds a weight for each sign of two reports
and for each trait of two clusters; ``benchmarks/picks/learn.py`` learns it again.
A sum above zero says "one event, more likely than not".
"""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from math import log, log1p, sqrt

from digest import shelf
from digest.stories.evidence import MEANT, RULED, SIGNS

DOUBT, FAITH = -3.0, 5.0  # what one pair of reports can say at most, so that no single pair decides for many
AGREED = 0.3  # the part of their pairs that must agree: one report of two events must not join all that tell of either
NEARLY_ALL = 0.8
NAMESAKES = -0.5  # what two texts can say at most that share names and nothing else: one person, two events
LEAST_HELD = 0.31  # of a bare headline's words besides names, by rarity, that a text of the same event has
FRAME = 0.5  # likeness of two headlines, names aside, that are of one shape

TRAITS = (
    "mean", "best", "agreeing", "near", "smaller", "bigger", "mean of smaller", "mean of bigger", "near of smaller",
    "near of bigger", "headlines", "mean of headlines", "best of headlines", "near of headlines",
)  # fmt: skip


@dataclass(slots=True)
class Edge:
    """What is known of two clusters: sums over the pairs of their reports, which add up when clusters join.

    `said` sums the log-odds of the `known` pairs, `best` is the highest, `agree`
    counts those above zero; `product` is the inner product of the centres.
    """

    said: float
    best: float
    agree: int
    known: int
    product: float

    def add(self, other: Edge) -> None:
        """Take in what is known of a third cluster that joins one of the two."""
        self.said += other.said
        self.best = max(self.best, other.best)
        self.agree += other.agree
        self.known += other.known
        self.product += other.product


@dataclass(frozen=True, slots=True)
class Weights:
    """The weights of signs and traits, each with what is added, and the least sum at which clusters join."""

    signs: tuple[float, ...]
    sign_bias: float
    traits: tuple[float, ...]
    trait_bias: float
    limit: float

    def pair(self, signs: Sequence[float]) -> float:
        """Return the log-odds that two reports tell one event, between `DOUBT` and `FAITH`."""
        said = self.sign_bias + sum([w * s for w, s in zip(self.signs, signs, strict=True)])
        apart = bool(signs[_FORM]) or _names_alone(signs) or _others_of_one_shape(signs) or _hardly_anything(signs)
        return min(max(said, DOUBT), NAMESAKES if apart else FAITH)

    def join(self, traits: Sequence[float], agreed: float = AGREED) -> float:
        """Return how far above the limit the log-odds are that two clusters tell one event.

        Where no two of their reports agree, or fewer than the part *agreed* of all pairs, nothing else joins them.
        """
        if traits[_BEST] <= 0 or traits[_AGREEING] < agreed:
            return DOUBT
        found = self.trait_bias - self.limit + sum([w * t for w, t in zip(self.traits, traits, strict=True)])
        # Learnt from small clusters; two that agree nearly throughout are one, however big they are.
        crowds = traits[_BIGGER] > 0 and traits[_AGREEING] >= NEARLY_ALL
        return max(found, traits[_MEAN]) if crowds else found


def traits(edge: Edge, sizes: tuple[int, int], texts: tuple[int, int], squares: tuple[float, float]) -> list[float]:
    """Return the traits of two clusters, in the order of `TRAITS`.

    *sizes* count their reports, *texts* those with more than a headline, *squares*
    are the squares of the centres' lengths.  Pairs that nothing proposed count as
    doubted.
    """
    pairs = sizes[0] * sizes[1]
    mean = (edge.said + DOUBT * (pairs - edge.known)) / pairs
    near = sqrt(max(edge.product, 0.0) / sqrt(squares[0] * squares[1]))
    smaller, bigger = log(min(sizes)), log(max(sizes))
    bare = 1.0 - (texts[0] / sizes[0] + texts[1] / sizes[1]) / 2
    return [
        mean, edge.best, edge.agree / pairs, near, smaller, bigger, mean * smaller, mean * bigger, near * smaller,
        near * bigger, bare, mean * bare, edge.best * bare, near * bare,
    ]  # fmt: skip


_WORDS, _NUMBER, _TEXTS, _ABROAD = map(SIGNS.index, ("words", "a number", "both have text", "another language"))
_NAMES, _HELD = map(SIGNS.index, ("names", "headline words in the other"))
_APART, _BARE, _FRAME = map(SIGNS.index, ("names apart", "none has text", "headline word cosine"))
_FORM, _FREE = map(SIGNS.index, ("one form", "words by themselves"))
_MEAN, _BEST, _AGREEING, _BIGGER = map(TRAITS.index, ("mean", "best", "agreeing", "bigger"))
_TWO_WORDS, _THREE_WORDS = log1p(1.5), log1p(2.5)


def _names_alone(signs: Sequence[float]) -> bool:
    """Say whether two texts of one language share at most one word besides names and their titles, and no number."""
    return bool(signs[_TEXTS]) and not signs[_ABROAD] and not signs[_NUMBER] and signs[_FREE] < _TWO_WORDS


def _others_of_one_shape(signs: Sequence[float]) -> bool:
    """Say whether each headline names somebody else: two bare ones, or two that have most other words in common."""
    return signs[_APART] > 0 and (bool(signs[_BARE]) or signs[_FRAME] >= FRAME)


def _hardly_anything(signs: Sequence[float]) -> bool:
    """Say whether a text has little of a bare headline: a town and its harbour, or two words that any day may have.

    One of a name and a word, or two words without a name, or less than three tenths of its words besides names.
    """
    if signs[_TEXTS] or signs[_BARE] or signs[_ABROAD] or signs[_NUMBER]:
        return False
    few = signs[_WORDS] < (_TWO_WORDS if signs[_NAMES] else _THREE_WORDS)
    return (few and signs[_NAMES] < _TWO_WORDS) or signs[_HELD] < LEAST_HELD


@cache
def weights(kind: str = "weights") -> Weights:
    """Return the weights that ship: those of words, or with *kind* ``meaning`` those of words and meanings."""
    file = tomllib.loads(shelf.data(f"stories/{kind}.toml").decode())
    names = SIGNS if kind == "weights" else (*SIGNS, *MEANT)
    return Weights(
        signs=tuple(0.0 if name in RULED else float(file["signs"][name]) for name in names),
        sign_bias=float(file["signs"]["bias"]),
        traits=tuple(float(file["traits"][name]) for name in TRAITS),
        trait_bias=float(file["traits"]["bias"]),
        limit=float(file["limit"]),
    )
