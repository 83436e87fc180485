"""Which sentences carry a text: centrality, position and title, added up.

No single scorer is right on every kind of text (TextRank leads on one gold set,
lead sentences on another), so the three are added with fixed weights, and what
is chosen is spread out by maximal marginal relevance (Carbonell and Goldstein,
1998).  Sentences come out verbatim; nothing is generated.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from math import log, sqrt

CENTRAL, PLACE, TITLE = 0.5, 0.3, 0.2
# How much being unlike the chosen ones counts against being central.
SPREAD = 0.3

Bag = frozenset[str]


def scores(bags: Sequence[Bag], title: Bag) -> list[float]:
    """Return a score from 0 to 1 for each sentence, given as a set of stems, in text order."""
    count = len(bags)
    seen = Counter(stem for bag in bags for stem in bag)
    # A word in every sentence tells them apart as little as one in a single one tells them together.
    weight = {stem: log(1 + n) * log(1 + count / n) for stem, n in seen.items()}
    central = [sum(weight[s] for s in bag) / sqrt(len(bag)) if bag else 0.0 for bag in bags]
    top = max(central, default=0.0) or 1.0
    return [
        CENTRAL * value / top + PLACE / (1 + i / 3) + TITLE * (len(bag & title) / len(title) if title else 0.0)
        for i, (value, bag) in enumerate(zip(central, bags, strict=True))
    ]


def spread(values: Sequence[float], bags: Sequence[Bag]) -> list[int]:
    """Return all indices, best first, each chosen to say something the earlier ones do not."""
    left = list(range(len(values)))
    order: list[int] = []
    nearest = [0.0] * len(values)
    while left:
        best = max(left, key=lambda i: (values[i] - SPREAD * nearest[i], -i))
        left.remove(best)
        order.append(best)
        for i in left:
            nearest[i] = max(nearest[i], _cosine(bags[i], bags[best]))
    return order


def _cosine(one: Bag, two: Bag) -> float:
    return len(one & two) / sqrt(len(one) * len(two)) if one and two else 0.0
