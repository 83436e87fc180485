"""Sparse vectors into clusters: two strict passes, then the nearest clusters join.

A strict pass puts an article with the cluster it clearly belongs to, or opens a
new one.  Then a feature counts by how few *clusters* have it, so that a story's
own word does not lose weight by being printed often; a second pass puts small
clusters with big ones, and the two nearest join, again and again, down to a loose
limit.  Any single limit is worse: a strict one splits stories, a loose one chains.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from math import log, log10
from typing import TYPE_CHECKING

from digest.stories.features import Vectors
from digest.stories.joining import join
from digest.stories.passing import Centre, Pass

if TYPE_CHECKING:
    from digest.stories.meaning import Vector

STRICT = 0.35  # cosine between an article and a cluster's centre
SECOND = 0.25  # the same between two centres, features weighed by clusters
LOOSE = 0.088  # the same when the nearest join, for up to a thousand articles …
GROWTH = 0.018  # … and more by this for ten times as many: chance finds more pairs


def cluster(vectors: Vectors, meanings: Vector | None = None) -> list[list[int]]:
    """Return groups of positions into *vectors*, each sorted, in order of their first.

    With *meanings*, a row for each, clusters join by these, too.  The result depends
    on the order of the vectors, so callers sort them first.
    """
    width = len(vectors.rarity)
    first = Pass(STRICT, width)
    rest: list[float] = []
    groups = first.run(_articles(vectors, rest))
    centres, squares = _weigh_by_clusters(vectors, first.centres, groups, rest)
    del first
    state = _Clusters(groups, centres, squares)
    state.second_pass(SECOND, width)
    if meanings is not None:
        state.regroup(_joined_by_meaning(state, meanings, width))
        return sorted(sorted(group) for group in state.groups)
    limit = LOOSE + GROWTH * max(0.0, log10(max(len(rest), 1) / 1000))
    state.regroup(join(state.centres, state.squares, state.sizes, limit, width))
    return sorted(sorted(group) for group in state.groups)


class _Clusters:
    """Groups of positions, the sums of their vectors, the squares of those lengths.

    `sizes` counts what the first pass left apart, so copies of one text count once.
    """

    def __init__(self, groups: list[list[int]], centres: list[Centre], squares: list[float]) -> None:
        self.groups = groups
        self.centres = centres
        self.squares = squares
        self.sizes = [1] * len(groups)

    def second_pass(self, limit: float, width: int) -> None:
        """Put small clusters with the bigger ones that they are near to."""
        order = sorted(range(len(self.groups)), key=lambda number: -len(self.groups[number]))
        second = Pass(limit, width)
        joined = second.run((self.centres[number].copy(), self.squares[number]) for number in order)
        self.regroup([[order[number] for number in parts] for parts in joined])

    def regroup(self, joined: list[list[int]]) -> None:
        """Make one cluster of each list of clusters."""
        centres, squares = self.centres, self.squares
        alone = [square - _square(centre) for centre, square in zip(centres, squares, strict=True)]
        self.centres = [_sum([centres[part] for part in parts]) for parts in joined]
        self.squares = [
            _square(centre) + sum([alone[part] for part in parts])
            for centre, parts in zip(self.centres, joined, strict=True)
        ]
        self.sizes = [sum([self.sizes[part] for part in parts]) for parts in joined]
        self.groups = [[position for part in parts for position in self.groups[part]] for parts in joined]


def _joined_by_meaning(state: _Clusters, meanings: Vector, width: int) -> list[list[int]]:
    import numpy as np

    from digest.stories.joining_by_meaning import join_by_meaning

    sums = np.array([meanings[group].sum(axis=0) for group in state.groups])
    return join_by_meaning(state.centres, state.squares, state.sizes, sums, width)


def _articles(vectors: Vectors, rest: list[float]) -> Iterator[tuple[Centre, float]]:
    """Yield the articles' vectors, each of length 1; note in *rest* what an article has for itself."""
    for vector, alone in vectors.rows:
        rest.append(alone)
        yield vector, 1.0


def _weigh_by_clusters(
    vectors: Vectors, sums: list[Centre], groups: list[list[int]], rest: Sequence[float]
) -> tuple[list[Centre], list[float]]:
    """Weigh the groups' sums by clusters; return what two of them share, and the squares of their lengths."""
    spread: Counter[int] = Counter()
    for centre in sums:
        spread.update(centre.keys())
    total = len(groups) + 1
    ratio = [0.0] * len(vectors.rarity)
    single = [0.0] * len(vectors.rarity)  # the same, of a feature that one group has: it counts for length only
    for feature, count in spread.items():
        rare = log(total / (count + 0.5)) / (vectors.rarity[feature] or 1.0)
        (ratio if count > 1 else single)[feature] = rare
    alone = (log(total / 1.5) / (vectors.alone or 1.0)) ** 2
    squares: list[float] = []
    for number, centre in enumerate(sums):
        shared = [(feature, weight * ratio[feature]) for feature, weight in centre.items() if ratio[feature]]
        own = alone * sum([rest[position] for position in groups[number]])
        if len(shared) < len(centre):
            own += sum([(weight * single[feature]) ** 2 for feature, weight in centre.items()])
        squares.append(own + sum([weight * weight for _, weight in shared]) or 1.0)
        if len(groups[number]) > 1:  # one article's features come heaviest first already, nearly
            shared.sort(key=lambda pair: (-pair[1], pair[0]))
        sums[number] = dict(shared)
    return sums, squares


def _square(centre: Centre) -> float:
    return sum([weight * weight for weight in centre.values()])


def _sum(centres: list[Centre]) -> Centre:
    total = centres[0]
    for centre in centres[1:]:
        for feature, weight in centre.items():
            total[feature] = total.get(feature, 0.0) + weight
    return total
