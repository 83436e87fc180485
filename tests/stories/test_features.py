"""Vectors: what two articles share, however many features are folded into one."""

from __future__ import annotations

from itertools import combinations
from math import sqrt

import pytest

from digest.articles import Article
from digest.stories.features import Lexicon, vectors
from digest.stories.passing import dot

HEADLINES = [
    "Velmar closes its tidal barrier as storm nears",
    "Storm nears: tidal barrier at Velmar shut",
    "Velmar shuts tidal barrier before the storm",
    "Kestrian ministers meet in Halvany",
    "Kestria and Halvany ministers sign treaty",
    "Grain prices ease",
    "Ostrell choir sings for the last time",
]


def articles(**given: str) -> list[Article]:
    return [Article(id=str(n), headline=line, text="", **given) for n, line in enumerate(HEADLINES)]  # type: ignore[arg-type]


def cosine(one: dict[int, float], two: dict[int, float]) -> float:
    length = sqrt(sum(w * w for w in one.values()) * sum(w * w for w in two.values()))
    return sum(weight * two[key] for key, weight in one.items() if key in two) / length


def test_a_vector_and_what_its_article_has_for_itself_have_length_one() -> None:
    for vector, alone in vectors(articles()).rows:
        assert sum(weight * weight for weight in vector.values()) + alone == pytest.approx(1.0)


def test_folding_features_that_the_same_articles_have_changes_no_cosine() -> None:
    given = articles()
    lexicon = Lexicon(given)
    full = [lexicon.weigh(article) for article in given]
    folded = [vector for vector, _ in vectors(given).rows]
    for one, two in combinations(range(len(given)), 2):
        assert dot(folded[one], folded[two]) == pytest.approx(cosine(full[one], full[two]), abs=1e-9)
    assert sum(map(len, folded)) < sum(len(set(bag)) for bag in full) / 2


def test_the_heaviest_feature_comes_first() -> None:
    for vector, _ in vectors(articles(deck="Velmar's barrier held through the storm.")).rows:
        assert list(vector.values()) == sorted(vector.values(), reverse=True)


def test_no_articles_have_no_vectors() -> None:
    assert list(vectors([]).rows) == []
