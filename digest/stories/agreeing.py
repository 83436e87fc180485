"""Clusters of reports that agree: each proposed pair is weighed, and the two that agree most join.

Pairs are proposed by rare features, so nothing is quadratic in a large batch; in
a small one all are weighed.  What is known of two clusters is kept as sums, so a
report is read once and a join costs its neighbours only.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from heapq import heapify, heappop, heappush

from digest.articles import Article
from digest.stories.evidence import meant, signs
from digest.stories.features import Row
from digest.stories.judgement import Edge, Weights, traits
from digest.stories.passing import dot
from digest.stories.readings import readings

ALL = 100  # reports of which every pair is weighed
CROWD = 60  # a feature that more reports have proposes no pair
NEAREST = 20  # reports that one is weighed against, in larger batches

Graph = dict[int, dict[int, Edge]]
Judge = Callable[[list[float]], float]
Sense = Callable[[int, int], tuple[float, float]]


def agree(
    articles: Sequence[Article], rows: Sequence[Row], weights: Weights, sense: Sense | None = None
) -> list[list[int]]:
    """Return which of *articles* tell one event, as sorted lists of positions in order of their first.

    *rows* are their vectors; *sense* says how nearly two mean the same, for weights that ask for it.
    """
    graph, texts = weighed(articles, rows, weights, sense)
    groups = Agreement(graph, texts, weights.join).run()
    return sorted(sorted(group) for group in groups)


def weighed(
    articles: Sequence[Article], rows: Sequence[Row], weights: Weights, sense: Sense | None = None
) -> tuple[Graph, list[int]]:
    """Return what is known of each proposed pair, both ways, and which reports have more than a headline (1 or 0)."""
    found, rarity = readings(articles)
    graph: Graph = {number: {} for number in range(len(found))}
    for one, two in proposed(rows):
        near = dot(rows[one][0], rows[two][0])
        known = signs(found[one], found[two], rarity, near)
        if sense:
            known += meant(known, *sense(one, two))
        said = weights.pair(known)
        graph[one][two] = graph[two][one] = Edge(said, said, int(said > 0), 1, near)
    return graph, [int(reading.has_text) for reading in found]


def proposed(rows: Sequence[Row]) -> Iterator[tuple[int, int]]:
    """Yield the pairs to weigh, the later first: all of a small batch, else each with the nearest before it."""
    if len(rows) <= ALL:
        yield from ((one, two) for one in range(len(rows)) for two in range(one))
        return
    count = Counter(feature for row, _ in rows for feature in row)
    index: dict[int, list[tuple[int, float]]] = {}
    for number, (row, _) in enumerate(rows):
        votes: dict[int, float] = {}
        for feature, weight in row.items():
            if count[feature] > CROWD:
                continue
            sharing = index.setdefault(feature, [])
            for other, value in sharing:
                votes[other] = votes.get(other, 0.0) + weight * value
            sharing.append((number, weight))
        best = sorted(votes, key=lambda other: (-votes[other], other))[:NEAREST]
        yield from ((number, other) for other in sorted(best))


class Agreement:
    """Clusters while they are joined; `judge` says by how much two clusters' traits are above the limit."""

    def __init__(self, graph: Graph, texts: Sequence[int], judge: Judge) -> None:
        self.graph = graph
        self.judge = judge
        self.texts = list(texts)
        self.sizes = [1] * len(graph)
        self.squares = [1.0] * len(graph)
        self.ages = [0] * len(graph)
        self.parts = {number: [number] for number in graph}

    def run(self) -> list[list[int]]:
        """Join the two that agree most until no two agree enough."""
        heap = [entry for one in self.graph for two in self.graph[one] if two < one for entry in self._entry(one, two)]
        heapify(heap)
        while heap:
            _, one, two, one_age, two_age = heappop(heap)
            if one in self.parts and two in self.parts and (one_age, two_age) == (self.ages[one], self.ages[two]):
                self._merge(one, two)
                for other in self.graph[one]:
                    for entry in self._entry(one, other):
                        heappush(heap, entry)
        return list(self.parts.values())

    def traits(self, one: int, two: int) -> list[float]:
        """Return the traits of two clusters that share an edge."""
        return traits(
            self.graph[one][two],
            (self.sizes[one], self.sizes[two]),
            (self.texts[one], self.texts[two]),
            (self.squares[one], self.squares[two]),
        )

    def _entry(self, one: int, two: int) -> list[tuple[float, int, int, int, int]]:
        """Return what the heap holds of two clusters, nothing when they do not agree enough."""
        said = self.judge(self.traits(one, two))
        one, two = min(one, two), max(one, two)
        return [(-said, one, two, self.ages[one], self.ages[two])] if said > 0 else []

    def _merge(self, one: int, two: int) -> None:
        """Make the second cluster part of the first."""
        theirs = self.graph.pop(two)
        self.squares[one] += self.squares[two] + 2 * theirs.pop(one).product
        del self.graph[one][two]
        for other, edge in theirs.items():
            del self.graph[other][two]
            if own := self.graph[one].get(other):
                own.add(edge)
            else:
                self.graph[one][other] = self.graph[other][one] = edge
        self.sizes[one] += self.sizes[two]
        self.texts[one] += self.texts[two]
        self.ages[one] += 1
        self.parts[one] += self.parts.pop(two)
