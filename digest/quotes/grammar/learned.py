"""Small learned judgements: a sum of weights over what can be seen, one file of weights a language.

``digest/data/learned/<tag>.toml`` holds word lists and the weights of each
judgement; ``benchmarks/quotes/learn.py`` writes the weights.  A language without
a file has no opinion, and the rules decide alone.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from digest import shelf


@dataclass(frozen=True, slots=True, eq=False)
class Learned:
    """What one language's file knows: word lists, and for each judgement the weight of each sign.

    The weights of a judgement add up to log-odds; the sign "threshold" is what they must reach.
    """

    words: Mapping[str, frozenset[str]]
    weights: Mapping[str, Mapping[str, float]]

    def agrees(self, judgement: str, signs: Iterable[str]) -> bool:
        """Say whether the weights of *signs* add up to the judgement's threshold."""
        weights = self.weights[judgement]
        return sum(weights.get(sign, 0.0) for sign in signs) >= weights["threshold"]


@cache
def learned(language: str) -> Learned | None:
    """Return what was learned for a language, None when nothing was."""
    if f"{language}.toml" not in shelf.data_names("learned"):
        return None
    raw = tomllib.loads(shelf.data(f"learned/{language}.toml").decode())
    words = {kind: frozenset(listed.split()) for kind, listed in raw["words"].items()}
    return Learned(words, raw["weights"])
