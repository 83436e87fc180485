"""The nearest two clusters joined, again and again.

Clusters are points of a graph whose edges are inner products of their centres.
A centre is a sum of vectors, so the products of two joined clusters simply add
up: after the graph is drawn once, no vector is looked at again.  Edges are drawn
only to the nearest of those that share a feature few clusters have.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from heapq import heapify, heappop, heappush
from itertools import chain
from math import log, sqrt

from digest.stories.passing import Centre

CAUTION = 0.25  # two big clusters must be nearer than a single article and one
CROWD = 60  # a feature that more clusters share proposes no edge
KEPT = 40  # features a centre is compared by: its heaviest
EDGES = 40  # proposed edges a cluster keeps at first
FAINT = 0.3  # a cosine below this share of the limit is no edge

Graph = list[dict[int, float]]


def join(
    centres: Sequence[Centre], squares: Sequence[float], sizes: Sequence[int], limit: float, width: int
) -> list[list[int]]:
    """Return which of *centres* belong together, nearer than the cosine *limit*, as lists of positions.

    *squares* are the squares of the centres' lengths, with what they share with
    nobody; features are numbers below *width*.
    """
    graph = _Drawing(centres, squares, FAINT * limit, width).run()
    return _Joining(graph, list(squares), list(sizes), limit).run()


def candidates(centres: Sequence[Centre], squares: Sequence[float], faint: float, width: int) -> list[tuple[int, int]]:
    """Return the pairs of centres that share a rare feature and whose cosine is above *faint*, the later first."""
    graph = _Drawing(centres, squares, faint, width).run()
    return [(one, two) for one, edges in enumerate(graph) for two in edges if two < one]


class _Drawing:
    """The graph: who shares a feature that few have, and the inner products over all features."""

    def __init__(self, centres: Sequence[Centre], squares: Sequence[float], faint: float, width: int) -> None:
        self.squares = squares
        self.faint = faint
        self.centres = [_heaviest(centre) for centre in centres]
        count = Counter(chain.from_iterable(self.centres))
        self.crowded = [count[feature] > CROWD for feature in range(width)]
        self.index: list[tuple[list[int], list[float]] | None] = [None] * width

    def run(self) -> Graph:
        """Return the edges whose cosine is more than *faint*, both ways."""
        graph: Graph = [{} for _ in self.centres]
        lengths = [sqrt(square) for square in self.squares]
        crowded = self.crowded
        common = [{f: weight for f, weight in centre.items() if crowded[f]} for centre in self.centres]
        reach = [sqrt(sum([weight * weight for weight in centre.values()])) for centre in common]
        for number in range(len(graph)):
            own, own_reach, least = common[number], reach[number], self.faint * lengths[number]
            for other, product in _best(self._votes(number), self.squares):
                enough = least * lengths[other]
                if product + own_reach * reach[other] <= enough:  # not even if they agreed on all that is common
                    continue
                theirs = common[other]
                product += sum([weight * theirs[feature] for feature, weight in own.items() if feature in theirs])
                if product > enough:
                    graph[number][other] = graph[other][number] = product
        return graph

    def _votes(self, number: int) -> dict[int, float]:
        """Return the inner products with all earlier centres over features that are not crowded; enter this one."""
        index, crowded = self.index, self.crowded
        votes: dict[int, float] = {}
        for feature, weight in self.centres[number].items():
            if crowded[feature]:
                continue
            sharing = index[feature]
            if sharing is None:
                index[feature] = ([number], [weight])
                continue
            others, weights = sharing
            for other, value in zip(others, weights, strict=True):
                votes[other] = votes.get(other, 0.0) + weight * value
            others.append(number)
            weights.append(weight)
        return votes


def _heaviest(centre: Centre) -> Centre:
    if len(centre) <= KEPT:
        return centre
    return dict(sorted(centre.items(), key=lambda pair: (-pair[1], pair[0]))[:KEPT])


def _best(votes: dict[int, float], squares: Sequence[float]) -> list[tuple[int, float]]:
    if len(votes) <= EDGES:
        return list(votes.items())
    near = sorted([(product * product / squares[other], other) for other, product in votes.items()])
    return [(other, votes[other]) for _, other in near[-EDGES:]]


class _Joining:
    """Clusters while they are joined: edges, squares of lengths, and what each is made of.

    Of two that join, the one with more edges keeps its number, so only the other's
    neighbours are told; `ages` counts how often one has joined another.
    """

    def __init__(self, graph: Graph, squares: list[float], sizes: list[int], limit: float) -> None:
        self.graph = dict(enumerate(graph))
        self.squares = squares
        self.shares = [1 / sqrt(square) for square in squares]
        self.sizes = sizes
        self.limit = limit
        self.ages = [0] * len(squares)
        self.parts = {number: [number] for number in self.graph}

    def run(self) -> list[list[int]]:
        """Join the nearest two until none are nearer than `limit`.

        Every live cluster has its nearest neighbour on the heap.  A pair whose
        second has changed is looked up anew; a joined cluster looks for itself, so
        the nearest pair of all is always on the heap.
        """
        heap = [entry for number in self.graph if (entry := self._nearest(number))]
        heapify(heap)
        while heap:
            _, number, age, other, other_age = heappop(heap)
            if number not in self.graph or age != self.ages[number]:
                continue
            if other in self.graph and other_age == self.ages[other]:
                number = self._merge(number, other)
            if entry := self._nearest(number):
                heappush(heap, entry)
        return list(self.parts.values())

    def _nearest(self, number: int) -> tuple[float, int, int, int, int] | None:
        """Return a cluster with its nearest neighbour as the heap holds it; None when none is nearer than `limit`."""
        shares, sizes = self.shares, self.sizes
        own, size = shares[number], sizes[number]
        best, found = self.limit, -1
        least = best / own  # compared before anything else: most edges end here
        for other, product in self.graph[number].items():
            near = product * shares[other]
            if near >= least:
                # Centres of big clusters have little noise left: what two of them share
                # is a topic sooner than an event, so the smaller one's size counts.
                near *= own / (1.0 + CAUTION * log(min(size, sizes[other])))
                if near > best or (near == best and other < found):
                    best, found = near, other
                    least = best / own
        return (-best, number, self.ages[number], found, self.ages[found]) if found >= 0 else None

    def _merge(self, one: int, two: int) -> int:
        """Join two clusters and return the number of the one they are now."""
        graph = self.graph
        if len(graph[two]) > len(graph[one]):
            one, two = two, one
        left, right = graph[one], graph.pop(two)
        product = left.pop(two)
        del right[one]
        self.squares[one] += self.squares[two] + 2 * product
        self.shares[one] = 1 / sqrt(self.squares[one])
        self.sizes[one] += self.sizes[two]
        self.ages[one] += 1
        self.parts[one] += self.parts.pop(two)
        for other, value in right.items():
            edges = graph[other]
            del edges[two]
            edges[one] = left[other] = left.get(other, 0.0) + value
        return one
