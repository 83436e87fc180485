"""How a language says who speaks: the words of ``digest/data/speech/<tag>.toml``.

A new language is a new file there.  Nothing in the code names one.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache

from digest import shelf

_NEVER = re.compile(r"(?!)")
# What no noun phrase goes on across.
_STOPS = ("prepositions", "conjunctions", "relative", "auxiliaries", "times")


@dataclass(frozen=True, slots=True, kw_only=True)
class Speech:
    """The words of one language, in lower case, ready to be looked up.

    `verb` finds a speech verb (named group ``weak`` or ``form`` when it is only
    one of those), `according` a phrase such as "according to".
    """

    tag: str
    order: str
    verb: re.Pattern[str]
    verbs: frozenset[str]
    forms: frozenset[str]
    weak: frozenset[str]
    according: re.Pattern[str]
    pronouns: Mapping[str, str]
    auxiliaries: frozenset[str]
    stops: frozenset[str]
    words: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def has(self, kind: str, word: str) -> bool:
        """Say whether *word* is listed under *kind* (articles, prepositions, …)."""
        return word in self.words.get(kind, frozenset())


@cache
def speech(language: str) -> Speech:
    """Return the words of a language tag's first part; English where there are none."""
    short = language.lower().replace("_", "-").partition("-")[0]
    if f"{short}.toml" not in shelf.data_names("speech"):
        short = "en"
    raw = tomllib.loads(shelf.data(f"speech/{short}.toml").decode())
    words = {k: frozenset(v.split()) for k, v in raw.items() if isinstance(v, str)}
    verbs, forms, weak = (words.get(k, frozenset()) for k in ("verbs", "forms", "weak"))
    return Speech(
        tag=short,
        order=raw.get("order", "free"),
        verb=_any(verbs | forms | weak),
        verbs=verbs,
        forms=forms - verbs,
        weak=weak - verbs,
        according=_any(raw.get("according", [])),
        pronouns=raw.get("pronouns", {}),
        auxiliaries=words.get("auxiliaries", frozenset()),
        stops=frozenset().union(*(words.get(kind, frozenset()) for kind in _STOPS)),
        words=words,
    )


@cache
def languages() -> tuple[str, ...]:
    """List the languages that have a file, sorted."""
    return tuple(name.removesuffix(".toml") for name in shelf.data_names("speech"))


def _any(words: frozenset[str] | list[str]) -> re.Pattern[str]:
    if not words:
        return _NEVER
    longest = sorted(words, key=lambda w: (-len(w), w))
    return re.compile(r"(?<![\w'’-])(?:" + "|".join(map(re.escape, longest)) + r")(?![\w'’-])", re.IGNORECASE)
