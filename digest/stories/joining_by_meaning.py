"""The nearest two clusters joined by words and by meaning: `joining` with a second product at each edge.

Both products add up when clusters join.  A cosine of meanings counts four fifths of
one of words; candidates are those that share a rare word and those that mean most
nearly the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import log, sqrt
from typing import TYPE_CHECKING

from digest.stories.joining import CAUTION, FAINT, candidates
from digest.stories.meaning import DIGITS, nearest
from digest.stories.passing import Centre, dot

if TYPE_CHECKING:
    from digest.stories.meaning import Vector

LIMIT = 0.28
SHARE = 0.8  # of a cosine of meanings, next to one of words
NEAREST = 20  # by meaning, that a cluster is weighed against
FEW = 400  # clusters of which every pair is weighed

Products = tuple[float, float]


def join_by_meaning(
    centres: Sequence[Centre], squares: Sequence[float], sizes: Sequence[int], sums: Vector, width: int
) -> list[list[int]]:
    """Return which of *centres* belong together, as lists of positions.

    *squares* and *sizes* are as `joining.join` takes them, *sums* the summed meanings
    of each cluster's articles; features are numbers below *width*.
    """
    import numpy as np

    lengths = np.linalg.norm(sums, axis=1)
    rows = sums / np.maximum(lengths, 1e-9)[:, None]
    graph: dict[int, dict[int, Products]] = {number: {} for number in range(len(centres))}
    for one, two in _pairs(centres, squares, rows, width):
        product = dot(centres[one], centres[two])
        near = round(float(rows[one] @ rows[two]), DIGITS)
        if product / sqrt(squares[one] * squares[two]) + SHARE * near > FAINT * LIMIT:
            graph[one][two] = graph[two][one] = (product, near * float(lengths[one] * lengths[two]))
    return _Joining(graph, list(squares), [float(length) ** 2 for length in lengths], list(sizes)).run()


def _pairs(centres: Sequence[Centre], squares: Sequence[float], rows: Vector, width: int) -> list[tuple[int, int]]:
    count = len(centres)
    if count <= FEW:
        return [(one, two) for one in range(count) for two in range(one)]
    found = set(candidates(centres, squares, FAINT * LIMIT, width))
    for one, others in enumerate(nearest(rows, NEAREST)):
        found.update((max(one, two), min(one, two)) for two in others)
    return sorted(found)


class _Joining:
    """Clusters while they are joined; each edge has the inner products of words and of meanings."""

    def __init__(
        self, graph: dict[int, dict[int, Products]], words: list[float], meanings: list[float], sizes: list[int]
    ) -> None:
        self.graph = graph
        self.words = words
        self.meanings = meanings
        self.sizes = sizes
        self.parts = {number: [number] for number in graph}

    def run(self) -> list[list[int]]:
        """Join the nearest two until none are near enough."""
        best = {number: self._nearest(number) for number in self.graph}
        while True:
            near, one, two = max(((*found, number) for number, found in best.items()), key=_order, default=_NONE)
            if near < LIMIT:
                return list(self.parts.values())
            one, two = min(one, two), max(one, two)
            touched = self._merge(one, two)
            del best[two]
            for number in (one, *touched):
                best[number] = self._nearest(number)

    def _nearest(self, number: int) -> tuple[float, int]:
        """Return the score of the nearest neighbour, and which it is."""
        found = (0.0, -1)
        for other, (product, meaning) in self.graph[number].items():
            near = product / sqrt(self.words[number] * self.words[other])
            near += SHARE * meaning / sqrt(self.meanings[number] * self.meanings[other])
            near /= 1.0 + CAUTION * log(min(self.sizes[number], self.sizes[other]))
            if near > found[0] or (near == found[0] and other < found[1]):
                found = (near, other)
        return found

    def _merge(self, one: int, two: int) -> list[int]:
        """Make the second cluster part of the first; return who was a neighbour of either."""
        theirs = self.graph.pop(two)
        product, meaning = theirs.pop(one)
        del self.graph[one][two]
        self.words[one] += self.words[two] + 2 * product
        self.meanings[one] += self.meanings[two] + 2 * meaning
        self.sizes[one] += self.sizes[two]
        self.parts[one] += self.parts.pop(two)
        for other, (word, sense) in theirs.items():
            del self.graph[other][two]
            own = self.graph[one].get(other, (0.0, 0.0))
            self.graph[one][other] = self.graph[other][one] = (own[0] + word, own[1] + sense)
        return list(self.graph[one])


_NONE = (0.0, -1, -1)


def _order(found: tuple[float, int, int]) -> tuple[float, int, int]:
    near, two, one = found
    return near, -min(one, two), -max(one, two)
