"""What articles mean, as vectors: an optional part that joins what shares no word, across languages too.

The vectors are those of the universal sentence encoder (multilingual), which lies
in a wheel and needs no network.  What all texts of a batch have in common is taken
off: without that, small batches in which many share a name collapse.
"""

from __future__ import annotations

from base64 import b85decode
from collections import defaultdict
from collections.abc import Callable, Sequence
from functools import cache
from typing import TYPE_CHECKING

from digest import shelf
from digest.articles import Article

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Vector = NDArray[np.float64]

Encode = Callable[[Sequence[str]], "Vector"]

USUAL = 20  # articles that a language's mean is thought to begin with, of usual news
BEGINNING = 240  # letters of a deck or text that are read with the headline
DIGITS = 5  # of a cosine: sums in another order must not change an answer
BLOCK = 1024  # rows that are compared at once


def meanings(articles: Sequence[Article], encode: Encode, *, headlines: bool = False) -> Vector:
    """Return a row of length 1 for each article: its headline and what it begins with, or *headlines* alone."""
    import numpy as np

    rows = encode([article.headline if headlines else _beginning(article) for article in articles])
    languages: defaultdict[str, list[int]] = defaultdict(list)
    for number, article in enumerate(articles):
        languages[article.language[:2].lower() or "en"].append(number)
    usual = USUAL * _usual()
    for numbers in languages.values():
        rows[numbers] -= (rows[numbers].sum(axis=0) + usual) / (len(numbers) + USUAL)
    whole: Vector = rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9)
    return whole


def nearest(rows: Vector, count: int) -> list[list[int]]:
    """Return for each row the *count* others with the highest cosine, in order of their numbers."""
    import numpy as np

    found: list[list[int]] = []
    for start in range(0, len(rows), BLOCK):
        near = np.round(rows[start : start + BLOCK] @ rows.T, DIGITS)
        near[np.arange(len(near)), np.arange(start, start + len(near))] = -2.0
        order = np.argsort(-near, axis=1, kind="stable")[:, : min(count, len(rows) - 1)]
        found += [sorted(map(int, line)) for line in order]
    return found


def _beginning(article: Article) -> str:
    return f"{article.headline}. {(article.deck or article.standfirst or article.text)[:BEGINNING]}".removesuffix(". ")


@cache
def _usual() -> Vector:
    """Return the mean of usual news headlines, as ``benchmarks/picks/meaning.py`` made it."""
    import numpy as np

    text = shelf.data("stories/meaning-mean.txt").decode()
    line = next(line for line in text.splitlines() if line and not line.startswith("#"))
    return np.frombuffer(b85decode(line), dtype="<f2").astype(float)
