"""One pass over vectors: each joins the group it is clearly nearest to, or opens one.

Nobody is compared with everybody.  A group is proposed by the features it shares
with a vector, the heaviest first, and no longer looked for once too little of the
vector is left to make a match (the prefix filter of similarity joins); a feature
that very many groups have proposes none of them.
"""

from __future__ import annotations

from collections.abc import Iterable
from math import sqrt
from operator import itemgetter

CROWD = 60  # a feature that more groups share proposes none of them
TRIES = 3  # proposed groups that are compared in full

Centre = dict[int, float]


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
        votes, unseen = self._votes(vector, square)
        best, nearest, product = -1, self.limit, 0.0
        for group, mass in sorted(votes.items(), key=itemgetter(1))[: -TRIES - 1 : -1]:
            # The cosine is at most the root of the shared mass (Cauchy and Schwarz).
            if mass + unseen < nearest * nearest * square:
                break
            found = dot(vector, self.centres[group])
            near = found / sqrt(self.squares[group] * square)
            if near >= nearest:
                best, nearest, product = group, near, found
        return best, product

    def _votes(self, vector: Centre, square: float) -> tuple[dict[int, float], float]:
        """Return by group the mass a vector shares with it, and the mass not looked at."""
        votes: dict[int, float] = {}
        index = self._index
        enough = self.limit * self.limit * square
        unseen = sum([weight * weight for weight in vector.values()])
        for feature, weight in vector.items():
            if unseen < enough:
                break
            sharing = index.get(feature)
            if sharing is None:
                unseen -= weight * weight
            elif len(sharing) <= CROWD:
                mass = weight * weight
                unseen -= mass
                for group in sharing:
                    votes[group] = votes.get(group, 0.0) + mass
        return votes, unseen

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
