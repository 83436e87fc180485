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
from math import log, sqrt

from digest.picks.passing import Centre, dot

CAUTION = 0.15  # two big clusters must be nearer than a single article and one
CROWD = 60  # a feature that more clusters share proposes no edge
KEPT = 60  # features a centre is compared by: its heaviest
EDGES = 40  # proposed edges a cluster keeps at first
FAINT = 0.3  # a cosine below this share of the limit is no edge

Graph = list[dict[int, float]]


def join(centres: Sequence[Centre], squares: Sequence[float], sizes: Sequence[int], limit: float) -> list[list[int]]:
    """Return which of *centres* belong together, nearer than the cosine *limit*, as lists of positions.

    *squares* are the squares of the centres' lengths, with what they share with
    nobody.
    """
    return _Joining(_edges(centres, squares, FAINT * limit), list(squares), list(sizes), limit).run()


def _edges(centres: Sequence[Centre], squares: Sequence[float], faint: float) -> Graph:
    graph: Graph = [{} for _ in centres]
    centres = [_heaviest(centre) for centre in centres]
    crowded = _crowded(centres)
    common = [{feature: weight for feature, weight in centre.items() if feature in crowded} for centre in centres]
    index: dict[int, tuple[list[int], list[float]]] = {}
    for number, centre in enumerate(centres):
        products = _best(_votes(number, centre, index, crowded), squares)
        for other, product in products:
            if common[number] and common[other]:
                product += dot(common[number], common[other])
            if product > faint * sqrt(squares[number] * squares[other]):
                graph[number][other] = graph[other][number] = product
    return graph


def _heaviest(centre: Centre) -> Centre:
    if len(centre) <= KEPT:
        return centre
    return dict(sorted(centre.items(), key=lambda pair: (-pair[1], pair[0]))[:KEPT])


def _votes(
    number: int, centre: Centre, index: dict[int, tuple[list[int], list[float]]], crowded: set[int]
) -> dict[int, float]:
    """Return the inner products with all earlier centres, over features that are not crowded; enter *centre*."""
    votes: dict[int, float] = {}
    for feature, weight in centre.items():
        if feature in crowded:
            continue
        sharing = index.get(feature)
        if sharing is None:
            index[feature] = ([number], [weight])
            continue
        for other, value in zip(*sharing, strict=True):
            votes[other] = votes.get(other, 0.0) + weight * value
        sharing[0].append(number)
        sharing[1].append(weight)
    return votes


def _best(votes: dict[int, float], squares: Sequence[float]) -> list[tuple[int, float]]:
    if len(votes) <= EDGES:
        return list(votes.items())
    near = sorted([(product * product / squares[other], other) for other, product in votes.items()])
    return [(other, votes[other]) for _, other in near[-EDGES:]]


def _crowded(centres: Sequence[Centre]) -> set[int]:
    count: Counter[int] = Counter()
    for centre in centres:
        count.update(centre.keys())
    return {feature for feature, clusters in count.items() if clusters > CROWD}


class _Joining:
    """Clusters on their way to fewer: edges, squares of lengths, and what each is made of."""

    def __init__(self, graph: Graph, squares: list[float], sizes: list[int], limit: float) -> None:
        self.graph = dict(enumerate(graph))
        self.squares = squares
        self.sizes = sizes
        self.limit = limit
        self.parts = {number: [number] for number in self.graph}

    def run(self) -> list[list[int]]:
        """Join the nearest two until none are nearer than `limit`.

        Every live cluster has its nearest neighbour on the heap.  A pair whose
        second died is looked up anew; a joined cluster looks for itself, so the
        nearest pair of all is always on the heap.
        """
        first = ((number, *self._nearest(number)) for number in self.graph)
        heap = [(-near, number, other) for number, near, other in first if other >= 0]
        heapify(heap)
        while heap:
            _, number, other = heappop(heap)
            if number not in self.graph:
                continue
            if other in self.graph:
                number = self._merge(number, other)
            near, other = self._nearest(number)
            if other >= 0:
                heappush(heap, (-near, number, other))
        return list(self.parts.values())

    def _nearest(self, number: int) -> tuple[float, int]:
        squares, sizes = self.squares, self.sizes
        own, size = squares[number], sizes[number]
        best, found = self.limit, -1
        for other, product in self.graph[number].items():
            near = product / sqrt(own * squares[other])
            if near >= best:
                # Centres of big clusters have little noise left: what two of them share
                # is a topic sooner than an event, so the smaller one's size counts.
                near /= 1.0 + CAUTION * log(min(size, sizes[other]))
                if near > best or (near == best and other < found):
                    best, found = near, other
        return best, found

    def _merge(self, one: int, two: int) -> int:
        left, right = self.graph.pop(one), self.graph.pop(two)
        product = left.pop(two)
        del right[one]
        merged = len(self.squares)
        self.squares.append(self.squares[one] + self.squares[two] + 2 * product)
        self.sizes.append(self.sizes[one] + self.sizes[two])
        self.parts[merged] = self.parts.pop(one) + self.parts.pop(two)
        for other, value in right.items():
            left[other] = left.get(other, 0.0) + value
        for other, value in left.items():
            edges = self.graph[other]
            edges.pop(one, None)
            edges.pop(two, None)
            edges[merged] = value
        self.graph[merged] = left
        return merged
