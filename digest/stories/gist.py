"""What a story was about, kept small: names, other words and numbers, to know its next chapter by.

A fingerprint knows the same words again; what follows from an event is told in
other words about the same names.  A gist keeps them apart, as hashes that mean the
same in any batch, each with whether a headline has it and whether most reports
say it: about 550 characters a story.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import fsum, log, sqrt
from zlib import crc32

from digest.articles import Article
from digest.stories.evidence import signs
from digest.stories.features import vectors
from digest.stories.furniture import strip
from digest.stories.judgement import DOUBT, weights
from digest.stories.passing import dot
from digest.stories.readings import Bag, Reading, readings

NAMES, WORDS, NUMBERS = 20, 50, 8  # kept of each: what most reports say and few other stories do
FRONT = 7  # letters of a stem that are hashed: endings and the further parts of a compound word tell little
DIGITS = 6  # hex digits of a hash
IN_HEADLINE, COMMON = 1, 2  # flags beside it
SELDOM = 0.4  # what a word is worth that fewer than half of a story's reports say
MOST_REPORTS = 99  # more are not counted

Hashes = frozenset[int]


@dataclass(frozen=True, slots=True)
class Gist:
    """The names, words and numbers of a story, hashed.

    `heads` are what its headlines say, when it was kept those of them that were;
    `common` is what at least half of its `reports` say.  `alone` says that all of them
    are columns, parts of series or round-ups, which no other day goes on from.  Of today's
    stories `tells_names` says that a capital in their language tells a name; it is not kept.
    """

    names: Hashes = frozenset()
    words: Hashes = frozenset()
    numbers: Hashes = frozenset()
    heads: Hashes = frozenset()
    common: Hashes = frozenset()
    reports: int = 1
    has_text: bool = False
    alone: bool = False
    tells_names: bool = False

    @property
    def all(self) -> Hashes:
        """Names and words together."""
        return self.names | self.words


class GistTaker:
    """Takes gists of stories; which words are names, and how rare each is, comes from the whole batch.

    Furniture comes off first: a series begins each of its parts alike.  *columns* are
    names of standing columns besides those that are known.
    """

    def __init__(self, batch: Sequence[Article], columns: Iterable[str] = ()) -> None:
        self._bare, alone = strip(batch, columns)
        found, self._rarity = readings(self._bare)
        self._readings = {article.id: reading for article, reading in zip(batch, found, strict=True)}
        self._alone = {article.id for article, by_itself in zip(batch, alone, strict=True) if by_itself}
        self._rows: dict[str, Mapping[int, float]] | None = None

    def gist(self, articles: Iterable[Article]) -> Gist:
        """Return the gist of a story's *articles*; as much of it is kept for later editions, less some `heads`."""
        ids = [article.id for article in articles]
        found = [self._readings[id] for id in ids]
        stems, numbers = self._rarity.stems, self._rarity.numbers
        said = Counter(stem for reading in found for stem in reading.names | reading.words)
        return Gist(
            names=_hashed(_most(found, lambda reading: reading.names, stems, NAMES)),
            words=_hashed(_most(found, lambda reading: reading.words, stems, WORDS)),
            numbers=_hashed(_most(found, lambda reading: reading.numbers, numbers, NUMBERS)),
            heads=_hashed(stem for reading in found for stem in reading.head_names | reading.head_words),
            common=_hashed(stem for stem, count in said.items() if 2 * count >= len(found)),
            reports=min(len(found), MOST_REPORTS),
            has_text=any(reading.has_text for reading in found),
            alone=self._alone.issuperset(ids),
            tells_names=all(reading.tells_names for reading in found),
        )

    def agreement(self, one: Iterable[Article], two: Iterable[Article]) -> float:
        """Return the log-odds that two stories of the batch are one event after all: the best of their pairs."""
        others = list(two)
        return max((self._odds(article.id, other.id) for article in one for other in others), default=DOUBT)

    def _odds(self, one: str, two: str) -> float:
        """Return the log-odds that two reports tell one event; what stands by itself tells none with another."""
        if one in self._alone or two in self._alone:
            return DOUBT
        if self._rows is None:  # looked up when it is asked for
            self._rows = {bare.id: row for bare, (row, _) in zip(self._bare, vectors(self._bare).rows, strict=True)}
        near = dot(self._rows[one], self._rows[two])
        return weights().pair(signs(self._readings[one], self._readings[two], self._rarity, near))


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

    def known(self, shared: Hashes, earlier: Gist) -> float:
        """Return which part of what *earlier* was about is *shared*, what most of its reports say for more."""
        whole, common = earlier.all, earlier.common
        total = self.sum(whole & common) + SELDOM * self.sum(whole - common)
        return (self.sum(shared & common) + SELDOM * self.sum(shared - common)) / total if total > 0 else 0.0

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


def written(gist: Gist) -> str:
    """Return a gist as text, parted by points: what kind it is; names, words, numbers.

    The kind is its reports, ``t`` or ``h`` (no text), and ``a`` where it stands alone.
    Hex digits; a name and a word have one more for its flags.
    """
    about = f"{gist.reports}{'t' if gist.has_text else 'h'}{'a' if gist.alone else ''}"
    flagged = [
        "".join(
            f"{one:0{DIGITS}x}{IN_HEADLINE * (one in gist.heads) + COMMON * (one in gist.common)}"
            for one in sorted(part)
        )
        for part in (gist.names, gist.words)
    ]
    return ".".join([about, *flagged, "".join(f"{one:0{DIGITS}x}" for one in sorted(gist.numbers))])


def read(text: str) -> Gist:
    """Return the gist that `written` wrote; what is not one gives an empty one."""
    try:
        about, *flagged, plain = text.split(".")
        names, words = (_flagged(part) for part in flagged)
        numbers = frozenset(int(plain[at : at + DIGITS], 16) for at in range(0, len(plain), DIGITS))
        flags = names | words
        return Gist(
            frozenset(names),
            frozenset(words),
            numbers,
            heads=frozenset(one for one, flag in flags.items() if flag & IN_HEADLINE),
            common=frozenset(one for one, flag in flags.items() if flag & COMMON),
            reports=int(about.rstrip("a")[:-1]),
            has_text="t" in about,
            alone=about.endswith("a"),
        )
    except ValueError:  # no hex digits, or not four parts
        return Gist()


def _flagged(part: str) -> dict[int, int]:
    """Return the flags by hash."""
    wide = DIGITS + 1
    pieces = [part[at : at + wide] for at in range(0, len(part), wide)]
    return {int(piece[:DIGITS], 16): int(piece[DIGITS:], 16) for piece in pieces}


def _most(
    found: Sequence[Reading], bag: Callable[[Reading], Bag], rarity: Mapping[str, float], count: int
) -> list[str]:
    said = Counter(one for reading in found for one in bag(reading))
    return sorted(said, key=lambda one: (-said[one] * rarity[one], one))[:count]


def _hashed(stems: Iterable[str]) -> Hashes:
    return frozenset(crc32(stem[:FRONT].encode()) >> 8 for stem in stems)
