"""The words by which it is told whether a sentence stands alone, language by language.

They are the table ``alone`` of ``digest/data/language/<tag>.toml``, with those of ``speech`` and ``sentences``
that say the same there.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from typing import NamedTuple

from digest.quotes.attribution.speakable import common
from digest.text.languages import language_table, words_of_language
from digest.text.scripts import spaced

TABLE = "alone"
# Keys of the table whose words are taken as they stand.
_SETS = (
    "own",
    "us",
    "anaphors",
    "clauses",
    "persons",
    "possessives",
    "familiar",
    "linking",
    "pairs",
    "definite",
    "loose",
    "ending",
    "particles",
    "hearsay",
    "serving",
    "such",
    "such_as",
    "definite_nouns",
    "genitive",
    "asking",
    "unique",
)
_NOTHING = r"(?!)"
_NEVER = re.compile(_NOTHING)
NUMBER = r"\d+"


class Phrases:
    """A pattern for phrases in any case, made when a text is first held against it.

    Those of one language take 20 ms to make, and where what articles say was kept from an earlier run, none is used.
    """

    def __init__(self, source: str) -> None:
        self._source = source

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        return re.compile(self._source, re.IGNORECASE)

    def match(self, text: str) -> re.Match[str] | None:
        """Return the phrase that *text* begins with."""
        return self._pattern.match(text)

    def fullmatch(self, text: str) -> re.Match[str] | None:
        """Return the phrase that *text* is."""
        return self._pattern.fullmatch(text)

    def search(self, text: str) -> re.Match[str] | None:
        """Return the first of the phrases in *text*."""
        return self._pattern.search(text)


@dataclass(frozen=True, slots=True, kw_only=True)
class AloneWords:
    """The words of one language; sets in lower case, patterns for phrases."""

    leaning: Phrases
    aged: Phrases
    pointing: Phrases
    notices: Phrases
    calls: Phrases
    credits: Phrases
    asked: frozenset[str]
    own: frozenset[str]
    us: frozenset[str]
    anaphors: frozenset[str]
    openers: frozenset[str]
    clauses: frozenset[str]
    persons: frozenset[str]
    possessives: frozenset[str]
    unnamed: frozenset[str]
    finite: frozenset[str]
    attributive: frozenset[str]
    past: tuple[str, ...]
    adverb: re.Pattern[str]
    being: frozenset[str]
    roles: frozenset[str]
    according: Phrases
    familiar: frozenset[str]
    linking: frozenset[str]
    pairs: frozenset[str]
    hearsay: frozenset[str]
    serving: frozenset[str]
    such: frozenset[str]
    such_as: frozenset[str]
    definite_nouns: frozenset[str]
    genitive: frozenset[str]
    asking: frozenset[str]
    unique: frozenset[str]
    reporting: frozenset[str]
    source: Phrases
    definite: frozenset[str]
    infinitive: frozenset[str]
    loose: frozenset[str]
    ending: frozenset[str]
    particles: frozenset[str]
    noun_follows: frozenset[str]
    no_imperative: frozenset[str]
    small: frozenset[str]
    participles: tuple[str, ...]
    adverbs: str
    joining: frozenset[str]
    function: frozenset[str]


class _Table(NamedTuple):
    table: Mapping[str, object]

    def phrases(self, key: str) -> list[str]:
        """Return what semicolons part, white space folded."""
        parts = str(self.table.get(key, "")).split(";")
        return [phrase for phrase in (" ".join(part.split()) for part in parts) if phrase]

    def words(self, *keys: str) -> list[str]:
        return " ".join(str(self.table.get(key, "")) for key in keys).split()


@cache
def words_of(tag: str) -> AloneWords:
    """Return the words of a language tag's first part; empty ones where the language has none."""
    raw, speech = _Table(language_table(tag, TABLE)), language_table(tag, "speech")
    phrases, words, listed = raw.phrases, raw.words, _Table(speech).words
    return AloneWords(
        **{key: frozenset(words(key)) for key in _SETS},
        leaning=_pattern(phrases("leaning") + words("anaphors")),
        aged=_aged(phrases("aged")),
        calls=_pattern(phrases("calls")),
        credits=_pattern(phrases("credits")),
        asked=frozenset(phrases("calls")) - frozenset(words("familiar")),
        notices=_pattern(phrases("notices"), before=r"(?<!\w)"),
        pointing=_pattern([*words("demonstratives"), *phrases("pointers")], before=r"(?<!\w)", unless=words("beside")),
        openers=frozenset(str(language_table(tag, "sentences").get("openers", "")).lower().split()),
        unnamed=frozenset(listed("determiners", "articles")),
        finite=_finite_verbs(speech, " ".join(words("verbs"))),
        attributive=frozenset(listed("prepositions", "articles")),
        adverb=re.compile(rf"\w{{2,}}{speech['adverb_ending']}, ") if speech.get("adverb_ending") else _NEVER,
        past=tuple(speech.get("past_endings", ())),
        being=frozenset(listed("being")),
        roles=frozenset(listed("roles", "titles")),
        according=_whose(speech.get("according", ()), listed("join"), words("possessives")),
        source=_pattern([*speech.get("according", ()), *listed("according_suffix")], before=r"(?<!\w)"),
        reporting=frozenset(listed("verbs", "weak", "nouns")),
        infinitive=frozenset(listed("to")),
        noun_follows=frozenset(listed("articles", "theirs", "ours")),
        no_imperative=frozenset(
            listed("prepositions", "subordinators", "conjunctions", "adverbs", "auxiliaries", "being", "determiners")
            + words("before_nouns")
        ),
        participles=tuple(speech.get("participle_endings", ())) or ("\n",),
        adverbs=str(speech.get("adverb_ending", "")),
        joining=frozenset(listed("relative", "subordinators") + words("joining")),
        function=words_of_language(tag, "function"),
        small=common(tag) if words("particles") else frozenset(),
    )


def _aged(phrases: Sequence[str]) -> Phrases:
    """Return a pattern for somebody of whom only the age is told, # for a number: "The 28-year-old"."""
    either = "|".join(f"{re.escape(before)}{NUMBER}(?-i:{re.escape(after)})" for before, _, after in _parted(phrases))
    return Phrases(rf"(?<!\w)(?:{either})(?![\w-])" if either else _NOTHING)


def _parted(phrases: Sequence[str]) -> Iterable[tuple[str, str, str]]:
    return (phrase.partition("#") for phrase in phrases)


def _whose(according: Sequence[str], join: Sequence[str], possessives: Sequence[str]) -> Phrases:
    """Return a pattern for a source that belongs to somebody of before: "According to the results of their survey,"."""
    if not (according and join and possessives):
        return Phrases(_NOTHING)
    first, tie, whose = ("|".join(map(re.escape, some)) for some in (according, join, possessives))
    return Phrases(rf"(?:{first})\b(?:[^,]{{0,80}}?\b(?:{tie}))?\s+(?:{whose})\b")


def _pattern(phrases: Iterable[str], *, before: str = "", unless: Iterable[str] = ()) -> Phrases:
    """Return a pattern for any of *phrases* as whole words; where words are not parted by spaces, for any at all."""
    longest = sorted(set(phrases), key=lambda phrase: (-len(phrase), phrase))
    if not longest:
        return Phrases(_NOTHING)
    apart = all(spaced(phrase) for phrase in longest)
    either = "|".join(re.escape(phrase).replace(r"\ ", r"\s+") for phrase in longest)
    rest = "|".join(map(re.escape, unless))
    after = rf"(?![\w])(?!\s+(?:{rest})\b)" if rest else r"(?!\w)"
    return Phrases(f"{before if apart else ''}(?:{either}){after if apart else ''}")


def _finite_verbs(speech: Mapping[str, object], verbs: str) -> frozenset[str]:
    """Return the finite verbs of a language that lists them; none where a sentence cannot be told from a caption."""
    return frozenset(f"{speech.get('finite', '')} {speech.get('irregular', '')} {verbs}".split() if verbs else ())
