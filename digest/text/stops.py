"""After which full stops a sentence goes on: the words of ``sentences`` in ``digest/data/language/<tag>.toml``.

A new language is a new file there; nothing in the code names one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from digest.text.languages import language_table, languages, short

TABLE = "sentences"
# In so many languages a word ends no sentence before it is believed to end none in a language that is not known:
# "Prof." hardly ever does, "Art." is German for Artikel and English for art.
SHARED = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Stops:
    """The words of one language, spelt as they stand before the stop.

    `abbreviations` never end a sentence, `numbered` do not before a number,
    `may_end` only where one of `openers` follows.  `ordinals`: a number with a stop is
    an ordinal where one of `before_ordinal` stands before it or `after_ordinal` after it.
    """

    abbreviations: frozenset[str]
    numbered: frozenset[str]
    may_end: frozenset[str]
    openers: frozenset[str]
    before_ordinal: frozenset[str]
    after_ordinal: frozenset[str]
    ordinals: bool


@cache
def stops(language: str = "") -> Stops:
    """Return the words of a language tag's first part; where it has no file, those of all languages."""
    known = languages(TABLE)
    return _joined([language_table(tag, TABLE) for tag in ([language] if short(language) in known else known)])


def _joined(files: Sequence[Mapping[str, object]]) -> Stops:
    def words(key: str) -> frozenset[str]:
        return frozenset(word for file in files for word in str(file.get(key, "")).split())

    found = Counter(word for file in files for word in set(str(file.get("abbreviations", "")).split()))
    never = frozenset(word for word, count in found.items() if count >= min(SHARED, len(files)))
    return Stops(
        abbreviations=never,
        numbered=words("numbered"),
        may_end=words("may_end") | found.keys() - never,
        openers=words("openers"),
        before_ordinal=words("before_ordinal"),
        after_ordinal=words("after_ordinal"),
        ordinals=any(bool(file.get("ordinals", False)) for file in files),
    )
