"""Fingerprints: what is kept of a published story, and known again under any address.

A fingerprint is the story's heaviest features with their weights, of length 1,
as whole numbers: 660 characters at most.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from math import sqrt

from digest.articles import Article
from digest.stories.features import Lexicon

KEPT = 60  # features
SCALE = 1000  # weights are kept in thousandths

Fingerprint = Mapping[int, int]


class Fingerprinter:
    """Takes fingerprints of stories; what a word is worth comes from the whole batch."""

    def __init__(self, batch: Sequence[Article]) -> None:
        self._lexicon = Lexicon(batch)

    def fingerprint(self, articles: Iterable[Article]) -> dict[int, int]:
        """Return the fingerprint of a story's *articles*."""
        total: dict[int, float] = {}
        for article in articles:
            for key, weight in self._lexicon.weigh(article).items():
                total[key] = total.get(key, 0.0) + weight
        kept = sorted(total.items(), key=lambda pair: (-pair[1], pair[0]))[:KEPT]
        length = sqrt(sum(weight * weight for _, weight in kept)) or 1.0
        return {key: round(SCALE * weight / length) for key, weight in kept}

    def pair(self, lead: Article, members: Sequence[Article]) -> tuple[dict[int, int], dict[int, int]]:
        """Return the fingerprints of a story's lead alone and of all its *members*."""
        whole = self.fingerprint(members)
        return (whole if len(members) == 1 else self.fingerprint([lead])), whole


def likeness(one: Fingerprint, two: Fingerprint) -> float:
    """Return how alike two fingerprints are, from 0 to 1."""
    if len(one) > len(two):
        one, two = two, one
    return sum(weight * two[key] for key, weight in one.items() if key in two) / (SCALE * SCALE)


def shared(fingerprints: Mapping[str, Fingerprint]) -> dict[str, Fingerprint]:
    """Return *fingerprints* without features that only one of them has: likeness stays, comparing is faster."""
    met: set[int] = set()
    twice: set[int] = set()
    for one in fingerprints.values():
        twice.update(met.intersection(one))
        met.update(one)
    return {name: {key: one[key] for key in twice.intersection(one)} for name, one in fingerprints.items()}


def written(fingerprint: Fingerprint) -> str:
    """Return a fingerprint as text: eleven hex digits a feature, eight of its key and three of its weight."""
    return "".join(f"{key:08x}{weight:03x}" for key, weight in fingerprint.items())


def read(text: str) -> dict[int, int]:
    """Return the fingerprint that `written` wrote; what is not one gives none."""
    try:
        pieces = [text[at : at + 11] for at in range(0, len(text) - 10, 11)]
        return {int(piece[:8], 16): int(piece[8:], 16) for piece in pieces}
    except ValueError:
        return {}
