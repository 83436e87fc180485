"""One pass over vectors: each joins the group it is clearly nearest to, or opens one.

No vector is compared with all others.  A group is proposed by the features it shares
with a vector, the heaviest first, and no longer looked for once too little of the
vector is left to make a match (the prefix filter of similarity joins); a feature
that very many groups have proposes none of them.  Those proposed most often are
compared in full: counting is done in C, weighing the votes took half as long again.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from math import sqrt

CROWD = 20  # a feature that more groups share proposes none of them
TRIES = 3  # proposed groups that are compared in full
SLACK = 2.0  # no worse on the gold than 1, and a tenth faster; 3 is worse

Centre = dict[int, float]

_NOBODY: list[int] = []


class Pass:
    """Groups as they grow: members, sum of vectors, square of its length, who has a feature.

    *limit* is the least cosine between a vector and a group's centre; features are
    numbers below *width*.
    """

    def __init__(self, limit: float, width: int) -> None:
        self.limit = limit
        self.groups: list[list[int]] = []
        self.centres: list[Centre] = []
        self.squares: list[float] = []
        self._index: list[list[int]] = [_NOBODY] * width

    def run(self, vectors: Iterable[tuple[Centre, float]]) -> list[list[int]]:
        """Put every vector where it belongs; return the groups in order of their first.

        A vector comes with the square of its length, what it shares with nobody
        included, and its features come heaviest first.
        """
        for position, (vector, square) in enumerate(vectors):
            telling, proposed = self._proposals(vector, square)
            group, product = self._nearest(vector, square, proposed)
            if group < 0:
                group = len(self.groups)
                self.groups.append([])
                self.centres.append({})
                self.squares.append(0.0)
            self.groups[group].append(position)
            self.squares[group] += 2 * product + square
            self._add(group, vector, telling)
        return self.groups

    def _nearest(self, vector: Centre, square: float, proposed: list[int]) -> tuple[int, float]:
        """Return the nearest of the groups that were *proposed* most often with the inner product, -1 for none."""
        if not proposed:
            return -1, 0.0
        votes = Counter(proposed)
        best, nearest, product = -1, self.limit * sqrt(square), 0.0
        for group in sorted(votes, key=votes.__getitem__)[: -TRIES - 1 : -1]:
            found = dot(vector, self.centres[group])
            near = found / sqrt(self.squares[group])
            if near >= nearest:
                best, nearest, product = group, near, found
        return best, product

    def _proposals(self, vector: Centre, square: float) -> tuple[list[int], list[int]]:
        """Return the features that a match cannot do without, and the groups that have each of them.

        Taken are the heaviest while a match can still be missed: a cosine is at most
        the root of the mass that is left (Cauchy and Schwarz).  What is left is light
        and common, so we stop at `SLACK` times that mass.  One that is crowded tells
        nothing and is passed over.
        """
        left = sum([weight * weight for weight in vector.values()]) - SLACK * self.limit * self.limit * square
        index = self._index
        telling: list[int] = []
        proposed: list[int] = []
        for feature, weight in vector.items():
            if left < 0:
                break
            groups = index[feature]
            if len(groups) <= CROWD:
                left -= weight * weight
                telling.append(feature)
                proposed += groups
        return telling, proposed

    def _add(self, group: int, vector: Centre, telling: Iterable[int]) -> None:
        centre, index = self.centres[group], self._index
        for feature in telling:
            if feature in centre:
                continue
            if index[feature] is _NOBODY:
                index[feature] = [group]
            else:
                index[feature].append(group)
        if not centre:
            self.centres[group] = vector
            return
        for feature, weight in vector.items():
            centre[feature] = centre.get(feature, 0.0) + weight


def dot(one: Mapping[int, float], two: Mapping[int, float]) -> float:
    """Return the inner product of two sparse vectors.  Cost: the shorter one."""
    if len(one) > len(two):
        one, two = two, one
    return sum([weight * two[feature] for feature, weight in one.items() if feature in two])
