"""What a story was about, kept small: names, other words and numbers, to know its next chapter by.

A fingerprint knows the same words again; what follows from an event is told in
other words about the same names.  A gist keeps them apart, as hashes that mean the
same in any batch: about 500 characters a story.
"""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from math import fsum, log, log1p, sqrt
from zlib import crc32

from digest import shelf
from digest.articles import Article
from digest.stories.readings import Bag, Reading, readings

NAMES, WORDS, NUMBERS = 20, 50, 8  # kept of each: what most reports say and few other stories do
DIGITS = 6  # hex digits of a hash

Hashes = frozenset[int]

SIGNS = (
    "names", "rare names", "words", "rare words", "name cosine", "word cosine", "names of the smaller",
    "words of the smaller", "numbers", "no name shared", "headline in it", "names and words", "has text",
)  # fmt: skip

BARE = 3  # words besides a name that a headline without text must share
NEVER = -9.0
_NAMES, _WORDS, _TEXT = map(SIGNS.index, ("names", "words", "has text"))


@dataclass(frozen=True, slots=True)
class Gist:
    """The names, words and numbers of a story, hashed; `heads` are those of its headlines, none when it was kept."""

    names: Hashes = frozenset()
    words: Hashes = frozenset()
    numbers: Hashes = frozenset()
    heads: Hashes = frozenset()
    has_text: bool = False

    @property
    def all(self) -> Hashes:
        """Names and words together."""
        return self.names | self.words


class GistTaker:
    """Takes gists of stories; which words are names, and how rare each is, comes from the whole batch."""

    def __init__(self, batch: Sequence[Article]) -> None:
        found, self._rarity = readings(batch)
        self._readings = {article.id: reading for article, reading in zip(batch, found, strict=True)}

    def gist(self, articles: Iterable[Article]) -> Gist:
        """Return the gist of a story's *articles*; as much of it is kept for later editions, less `heads`."""
        found = [self._readings[article.id] for article in articles]
        stems, numbers = self._rarity.stems, self._rarity.numbers
        return Gist(
            names=_hashed(_most(found, lambda reading: reading.names, stems, NAMES)),
            words=_hashed(_most(found, lambda reading: reading.words, stems, WORDS)),
            numbers=_hashed(_most(found, lambda reading: reading.numbers, numbers, NUMBERS)),
            heads=_hashed(stem for reading in found for stem in reading.head_names | reading.head_words),
            has_text=any(reading.has_text for reading in found),
        )


class Rareness:
    """How rare a hash is among stories: today's and those of earlier editions."""

    def __init__(self, gists: Iterable[Gist]) -> None:
        count: Counter[int] = Counter()
        total = 0
        for gist in gists:
            count.update(gist.all)
            total += 1
        self._rare = {one: log((total + 1) / (n + 0.5)) for one, n in count.items()}

    def sum(self, hashes: Hashes) -> float:
        """Return what all of them are worth."""
        return fsum(self._rare.get(one, 0.0) for one in hashes)

    def cosine(self, shared: Hashes, one: Hashes, two: Hashes) -> float:
        """Return the cosine of two sets; *shared* is what both have."""
        if not shared:
            return 0.0
        return min(self._square(shared) / sqrt(self._square(one) * self._square(two) or 1.0), 1.0)

    def part(self, shared: Hashes, *wholes: Hashes) -> float:
        """Return which part of the smallest of *wholes* is shared."""
        least = min(self.sum(whole) for whole in wholes)
        return min(self.sum(shared) / least, 1.0) if least > 0 else 0.0

    def _square(self, hashes: Hashes) -> float:
        return fsum(self._rare.get(one, 0.0) ** 2 for one in hashes)


def signs(today: Gist, earlier: Gist, rare: Rareness) -> list[float]:
    """Return what speaks for *today*'s story going on from an *earlier* one, in the order of `SIGNS`."""
    words = today.words & earlier.words
    # A name of one day may pass for a word on another, where no sentence showed its capital.
    names = (today.all & earlier.all) - words
    name_worth, word_worth = rare.sum(names), rare.sum(words)
    return [
        log1p(len(names)),
        log1p(name_worth),
        log1p(len(words)),
        log1p(word_worth),
        rare.cosine(names, today.names, earlier.names),
        rare.cosine(words, today.words, earlier.words),
        rare.part(names, today.names, earlier.names),
        rare.part(words, today.words, earlier.words),
        log1p(len(today.numbers & earlier.numbers)),
        float(not names),
        rare.part(today.heads & earlier.all, today.heads),
        log1p(min(name_worth, word_worth)),
        float(today.has_text),
    ]


def follows(today: Gist, earlier: Gist, rare: Rareness) -> float:
    """Return by how much the log-odds that *today* goes on from *earlier* are above the limit."""
    weights, rest = _weights()
    found = signs(today, earlier, rare)
    return NEVER if says_too_little(found) else rest + sum([w * sign for w, sign in zip(weights, found, strict=True)])


def says_too_little(found: Sequence[float]) -> bool:
    """Say whether *found* are the signs of a bare headline that shares no name, or fewer than three other words.

    A town and a strike are soon shared by eight words.
    """
    return not found[_TEXT] and (found[_NAMES] == 0.0 or found[_WORDS] < log1p(BARE) - 0.01)


@cache
def _weights() -> tuple[tuple[float, ...], float]:
    file = tomllib.loads(shelf.data("stories/follow.toml").decode())
    return tuple(float(file["signs"][name]) for name in SIGNS), float(file["signs"]["bias"]) - float(file["limit"])


def written(gist: Gist) -> str:
    """Return a gist as text: hex digits of its names, words and numbers, parted by points."""
    return ".".join(
        "".join(f"{one:0{DIGITS}x}" for one in sorted(part)) for part in (gist.names, gist.words, gist.numbers)
    )


def read(text: str) -> Gist:
    """Return the gist that `written` wrote; what is not one gives an empty one."""
    try:
        names, words, numbers = (
            frozenset(int(part[at : at + DIGITS], 16) for at in range(0, len(part), DIGITS)) for part in text.split(".")
        )
    except ValueError:  # no hex digits, or not three parts
        return Gist()
    return Gist(names, words, numbers)


def _most(
    found: Sequence[Reading], bag: Callable[[Reading], Bag], rarity: Mapping[str, float], count: int
) -> list[str]:
    said = Counter(one for reading in found for one in bag(reading))
    return sorted(said, key=lambda one: (-said[one] * rarity[one], one))[:count]


def _hashed(stems: Iterable[str]) -> Hashes:
    return frozenset(crc32(stem.encode()) >> 8 for stem in stems)
