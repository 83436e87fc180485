"""Centres of clusters, and the nearest two joined again and again.

Who might be near is read off the features that few clusters share; one that more
than `CROWD` of them have proposes nobody, so that no step compares all pairs.
"""

from __future__ import annotations

from heapq import heapify, heappop, heappush, nlargest
from math import sqrt

KEPT = 100  # features a centre is compared by: its heaviest
CROWD = 60
TRIES = 8  # proposed neighbours that are compared in full

Centre = dict[int, float]
Near = tuple[float, int]


def dot(one: Centre, two: Centre) -> float:
    """Return the inner product of two sparse vectors.  Cost: the shorter one."""
    if len(one) > len(two):
        one, two = two, one
    return sum(weight * two[feature] for feature, weight in one.items() if feature in two)


def heaviest(centre: Centre) -> Centre:
    """Return the `KEPT` heaviest features of a centre; a tie goes to the smaller number."""
    if len(centre) <= KEPT:
        return centre
    return dict(sorted(centre.items(), key=lambda pair: (-pair[1], pair[0]))[:KEPT])


class Joining:
    """Clusters on their way to fewer: what each is made of, and who shares a feature.

    *centres* are sums of their members' vectors, *squares* the squares of their
    lengths (of more than the kept features, so they are given).
    """

    def __init__(self, centres: list[Centre], squares: list[float]) -> None:
        self.centres = dict(enumerate(heaviest(centre) for centre in centres))
        self.squares = dict(enumerate(squares))
        self.parts = {number: [number] for number in self.centres}
        self.index: dict[int, dict[int, None]] = {}
        for number in self.centres:
            self._enter(number)

    def join(self, limit: float) -> list[list[int]]:
        """Join the nearest two until none are nearer than *limit*; return who joined whom.

        Every live cluster has its nearest neighbour on the heap.  A pair whose
        second died is looked up anew; a new cluster looks for itself, so the
        nearest pair of all is always on the heap.
        """
        first = ((number, *self._nearest(number)) for number in self.centres)
        heap = [(-near, number, other) for number, near, other in first if near >= limit]
        heapify(heap)
        while heap:
            _, number, other = heappop(heap)
            if number not in self.centres:
                continue
            if other in self.centres:
                number = self._merge(number, other)
            near, other = self._nearest(number)
            if near >= limit:
                heappush(heap, (-near, number, other))
        return list(self.parts.values())

    def _nearest(self, number: int) -> Near:
        mine, squares = self.centres[number], self.squares
        votes = self._votes(number)
        tried = nlargest(TRIES, votes, key=lambda other: (votes[other] / sqrt(squares[other]), -other))
        found = ((dot(mine, self.centres[other]) / sqrt(squares[number] * squares[other]), other) for other in tried)
        return max(found, key=lambda near: (near[0], -near[1]), default=(0.0, -1))

    def _votes(self, number: int) -> dict[int, float]:
        votes: dict[int, float] = {}
        for feature, weight in self.centres[number].items():
            sharing = self.index[feature]
            if len(sharing) <= CROWD:
                for other in sharing:
                    votes[other] = votes.get(other, 0.0) + weight * self.centres[other][feature]
        votes.pop(number, None)
        return votes

    def _merge(self, one: int, two: int) -> int:
        left, right = self.centres.pop(one), self.centres.pop(two)
        merged = len(self.squares)
        self.squares[merged] = self.squares[one] + self.squares[two] + 2 * dot(left, right)
        for feature in left:
            del self.index[feature][one]
        for feature, weight in right.items():
            del self.index[feature][two]
            left[feature] = left.get(feature, 0.0) + weight
        self.centres[merged] = heaviest(left)
        self.parts[merged] = self.parts.pop(one) + self.parts.pop(two)
        self._enter(merged)
        return merged

    def _enter(self, number: int) -> None:
        for feature in self.centres[number]:
            self.index.setdefault(feature, {})[number] = None
