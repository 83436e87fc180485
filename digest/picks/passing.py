"""One pass over vectors: each joins the group it is clearly nearest to, or opens one.

Nobody is compared with everybody.  A group is proposed by the features it shares
with a vector, the heaviest first, and no longer looked for once too little of the
vector is left to make a match (the prefix filter of similarity joins); a feature
that very many groups have proposes none of them.  Those proposed most often are
compared in full: counting is done in C, weighing the votes took half as long again.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from itertools import chain
from math import sqrt
from operator import itemgetter

CROWD = 30  # a feature that more groups share proposes none of them
TRIES = 2  # proposed groups that are compared in full
SLACK = 2.0  # no worse on the gold than 1, and a tenth faster; 3 is worse

Centre = dict[int, float]

_NOBODY: list[int] = []


class Pass:
    """Groups as they grow: members, sum of vectors, square of its length, who has a feature.

    *limit* is the least cosine between a vector and a group's centre.
    """

    def __init__(self, limit: float) -> None:
        self.limit = limit
        self.groups: list[list[int]] = []
        self.centres: list[Centre] = []
        self.squares: list[float] = []
        self._index: dict[int, list[int]] = {}

    def run(self, vectors: Iterable[tuple[Centre, float]]) -> list[list[int]]:
        """Put every vector where it belongs; return the groups in order of their first.

        A vector comes with the square of its length, what it shares with nobody
        included, and its features come heaviest first.
        """
        for position, (vector, square) in enumerate(vectors):
            group, product = self._nearest(vector, square)
            if group < 0:
                self._open(position, vector, square)
            else:
                self.groups[group].append(position)
                self.squares[group] += 2 * product + square
                self._add(group, vector)
        return self.groups

    def _nearest(self, vector: Centre, square: float) -> tuple[int, float]:
        shared: Counter[int] = Counter()
        shared.update(chain.from_iterable(self._proposals(vector, square)))
        best, nearest, product = -1, self.limit, 0.0
        for group, _ in sorted(shared.items(), key=itemgetter(1))[: -TRIES - 1 : -1]:
            found = dot(vector, self.centres[group])
            near = found / sqrt(self.squares[group] * square)
            if near >= nearest:
                best, nearest, product = group, near, found
        return best, product

    def _proposals(self, vector: Centre, square: float) -> list[list[int]]:
        """Return the groups that have each feature, the heaviest first, while a match can still be missed.

        A cosine is at most the root of the mass that is left (Cauchy and Schwarz);
        what is left is light and common, so we stop at `SLACK` times that mass.
        """
        enough = SLACK * self.limit * self.limit * square
        left = sum([weight * weight for weight in vector.values()])
        found: list[list[int]] = []
        for feature, weight in vector.items():
            if left < enough:
                break
            sharing = self._index.get(feature, _NOBODY)
            if len(sharing) <= CROWD:
                left -= weight * weight
                found.append(sharing)
        return found

    def _open(self, position: int, vector: Centre, square: float) -> None:
        group = len(self.groups)
        self.groups.append([position])
        self.centres.append(vector)
        self.squares.append(square)
        index = self._index
        for feature in vector:
            if feature in index:
                index[feature].append(group)
            else:
                index[feature] = [group]

    def _add(self, group: int, vector: Centre) -> None:
        centre = self.centres[group]
        for feature, weight in vector.items():
            if feature in centre:
                centre[feature] += weight
            else:
                centre[feature] = weight
                self._index.setdefault(feature, []).append(group)


def dot(one: Centre, two: Centre) -> float:
    """Return the inner product of two sparse vectors.  Cost: the shorter one."""
    if len(one) > len(two):
        one, two = two, one
    return sum([weight * two[feature] for feature, weight in one.items() if feature in two])
