"""Sparse vectors into clusters: a strict pass first, then the nearest clusters join.

One strict pass puts an article with the cluster it clearly belongs to, or opens a
new one.  Then a feature counts by how few *clusters* have it, so that a story's
own word does not lose weight by being printed often, and the two nearest clusters
join, again and again, down to a loose limit.  Any single limit is worse: a strict
one splits stories, a loose one chains them.
"""

from __future__ import annotations

from array import array
from collections import Counter
from heapq import nlargest
from math import log, sqrt

from digest.picks.features import Vectors
from digest.picks.joining import Centre, Joining

STRICT = 0.30  # cosine between an article and a cluster's centre
LOOSE = 0.12  # cosine between two centres, features weighed by clusters
CROWD = 60  # a feature that more clusters share proposes none of them
TRIES = 3  # proposed clusters that are compared in full


def cluster(vectors: Vectors) -> list[list[int]]:
    """Return groups of positions into *vectors*, each sorted, in order of their first.

    The result depends on the order of the vectors, so callers sort them first.
    """
    groups = _StrictPass().run(vectors)
    centres, squares = _centres(vectors, groups)
    joined = Joining(centres, squares).join(LOOSE)
    return sorted(sorted(position for part in parts for position in groups[part]) for parts in joined)


class _StrictPass:
    """Clusters as they grow: members, sum of vectors, square of its length, who has a feature."""

    def __init__(self) -> None:
        self.groups: list[list[int]] = []
        self.centres: list[Centre] = []
        self.squares: list[float] = []
        self.index: dict[int, list[int]] = {}

    def run(self, vectors: Vectors) -> list[list[int]]:
        for position, (ids, weights) in enumerate(zip(vectors.ids, vectors.weights, strict=True)):
            near, group, product = self._nearest(ids, weights)
            if near < STRICT:
                group = len(self.groups)
                self.groups.append([])
                self.centres.append({})
                self.squares.append(0.0)
            self.groups[group].append(position)
            self.squares[group] += 2 * product + 1.0 if self.centres[group] else 1.0
            self._add(group, ids, weights)
        return self.groups

    def _nearest(self, ids: array[int], weights: array[float]) -> tuple[float, int, float]:
        votes: dict[int, float] = {}
        for feature, weight in zip(ids, weights, strict=True):
            sharing = self.index.get(feature, ())
            if len(sharing) <= CROWD:
                for group in sharing:
                    votes[group] = votes.get(group, 0.0) + weight
        best = (0.0, -1, 0.0)
        for group in nlargest(TRIES, votes, key=lambda number: (votes[number], -number)):
            centre = self.centres[group]
            product = sum(weight * centre.get(feature, 0.0) for feature, weight in zip(ids, weights, strict=True))
            near = product / sqrt(self.squares[group])
            if near > best[0]:
                best = (near, group, product)
        return best

    def _add(self, group: int, ids: array[int], weights: array[float]) -> None:
        centre = self.centres[group]
        for feature, weight in zip(ids, weights, strict=True):
            if feature in centre:
                centre[feature] += weight
            else:
                centre[feature] = weight
                self.index.setdefault(feature, []).append(group)


def _centres(vectors: Vectors, groups: list[list[int]]) -> tuple[list[Centre], list[float]]:
    """Return the sum of each group's vectors, weighed by clusters, and the squares of their lengths."""
    sums = [_sum(vectors, group) for group in groups]
    spread = Counter(feature for centre in sums for feature in centre)
    total = len(groups) + 1
    rarity = {feature: log(total / (count + 0.5)) for feature, count in spread.items()}
    ratio = {feature: rare / (vectors.rarity[feature] or 1.0) for feature, rare in rarity.items()}
    alone = log(total / 1.5) / (vectors.alone or 1.0)
    squares: list[float] = []
    for number, centre in enumerate(sums):
        sums[number] = centre = {feature: weight * ratio[feature] for feature, weight in centre.items()}
        rest = sum(vectors.rest[position] for position in groups[number])
        squares.append(rest * alone * alone + sum(weight * weight for weight in centre.values()) or 1.0)
    return sums, squares


def _sum(vectors: Vectors, group: list[int]) -> Centre:
    centre: Centre = {}
    for position in group:
        for feature, weight in zip(vectors.ids[position], vectors.weights[position], strict=True):
            centre[feature] = centre.get(feature, 0.0) + weight
    return centre
