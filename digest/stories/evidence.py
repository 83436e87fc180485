"""What speaks for and against two reports telling one event: about thirty plain numbers.

Each has a name; ``digest/data/stories/weights.toml`` says what it weighs.  None
looks at when a report came out: reports of one crawl come together whatever they
tell.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import fsum, log1p, sqrt

from digest.stories.readings import Bag, Rarity, Reading, cosine

SIGNS = (
    "names", "rare names", "name units", "headline name units", "words", "rare words", "name cosine", "word cosine",
    "headline word cosine", "headline cosine", "cosine", "names of the smaller", "words of the smaller",
    "headline names in the other", "headline names in both", "headline words in the other", "headline words in both",
    "pairs of words", "a number", "rare numbers", "no number shared", "numbers of one thing",
    "other numbers of one thing", "letters", "weighted cosine", "one site", "both have text", "none has text",
    "another language", "no name shared", "other names in headlines",
    "length of the shorter", "length of the longer", "headline nearly the same", "text nearly the same",
    "names apart", "one form", "words by themselves",
)  # fmt: skip

RULED = ("one form", "words by themselves")  # what rules look at, and what weighs nothing by itself

MEANT = ("meaning", "meaning of headlines", "meaning in another language", "meaning and words")  # where it is known

FRONT = 4  # letters that two spellings of a name have in common
FORM = 0.15  # the part of what two texts share that stands by itself, at most, where they are one form filled in twice
FILLED_IN = 2  # words of each headline that the other report lacks then
COPY = 0.4  # a likeness above it is seldom chance: copies and rewrites of one report


def signs(one: Reading, two: Reading, rarity: Rarity, near: float) -> list[float]:
    """Return the signs of two reports, in the order of `SIGNS`; *near* is the cosine of their vectors."""
    return [
        *_shared(one, two, rarity),
        *_held_by_the_other(one, two, rarity),
        log1p(fsum([rarity.pairs[pair] for pair in one.pairs & two.pairs])),
        *_counted(one, two, rarity),
        *_circumstances(one, two, rarity, near),
        log1p(_apart(one, two, rarity)),
        *_in_rows(one, two),
    ]


def meant(known: Sequence[float], whole: float, head: float) -> list[float]:
    """Return the signs of `MEANT` of two reports: the cosines of what they mean, beside the signs that are *known*."""
    return [whole, head, whole * known[_ABROAD], max(whole, 0.0) * known[_WORDS]]


_ABROAD, _WORDS = map(SIGNS.index, ("another language", "words"))


def _shared(one: Reading, two: Reading, rarity: Rarity) -> Iterator[float]:
    """Yield how many names and words both have, how rare they are, and the cosines."""
    names, words = one.names & two.names, one.words & two.words
    yield log1p(len(names))
    yield log1p(rarity.sum(names))
    yield log1p(_units(names, one, two, rarity))
    yield log1p(_units(one.head_names & two.head_names, one, two, rarity))
    yield log1p(len(words))
    yield log1p(rarity.sum(words))
    yield cosine(one.names, two.names, names, rarity)
    yield cosine(one.words, two.words, words, rarity)
    yield cosine(one.head_words, two.head_words, one.head_words & two.head_words, rarity)
    yield from _overall(one, two, rarity, names | words)
    yield _smaller(one.names, two.names, names, rarity)
    yield _smaller(one.words, two.words, words, rarity)


def _held_by_the_other(one: Reading, two: Reading, rarity: Rarity) -> list[float]:
    """Return which part of each headline the other report has: the larger and the smaller, names and words apart."""
    names = sorted([_part(one.head_names, two.names, rarity), _part(two.head_names, one.names, rarity)])
    words = sorted([_part(one.head_words, two.words, rarity), _part(two.head_words, one.words, rarity)])
    return [names[1], names[0], words[1], words[0]]


def _counted(one: Reading, two: Reading, rarity: Rarity) -> list[float]:
    """Return what their numbers say: shared ones, none shared, and those beside the same word."""
    numbers = one.numbers & two.numbers
    beside = [bool(one.counted[stem] & two.counted[stem]) for stem in one.counted.keys() & two.counted.keys()]
    return [
        float(bool(numbers)),
        log1p(fsum([rarity.numbers[number] for number in numbers])),
        float(bool(one.numbers and two.numbers and not numbers)),
        log1p(sum(beside)),
        log1p(len(beside) - sum(beside)),
    ]


def _circumstances(one: Reading, two: Reading, rarity: Rarity, near: float) -> list[float]:
    """Return what is known of the two beside their words: letters, site, texts, languages, lengths."""
    letters = len(one.letters & two.letters) / sqrt(len(one.letters) * len(two.letters) or 1)
    strangers = _part(one.head_names, two.names, rarity) + _part(two.head_names, one.names, rarity) == 0.0
    return [
        letters,
        sqrt(max(near, 0.0)),
        rarity.sites[one.site] if one.site == two.site else 0.0,
        float(one.has_text and two.has_text),
        float(not one.has_text and not two.has_text),
        float(one.language != two.language),
        float(bool(one.names and two.names and not one.names & two.names)),
        float(bool(one.head_names and two.head_names) and strangers),
        min(one.length, two.length),
        max(one.length, two.length),
        max(letters - COPY, 0.0),
        max(near - COPY, 0.0),
    ]


def _apart(one: Reading, two: Reading, rarity: Rarity) -> float:
    """Return what the names are worth that each headline has and the other report lacks: the lesser of the two.

    Spelt nearly alike they are one name.  In two languages, or where all nouns have capitals, names do not tell.
    """
    if one.language != two.language or not (one.tells_names and two.tells_names):
        return 0.0
    return min(
        fsum(rarity.stems[name] for name in mine.head_names - theirs.names if name[:FRONT] not in fronts)
        for mine, theirs in ((one, two), (two, one))
        for fronts in [{name[:FRONT] for name in theirs.names | theirs.words}]
    )


def _in_rows(one: Reading, two: Reading) -> tuple[float, float]:
    """Return whether two texts are one form, and how many words they share besides names and what leads up to those.

    An outlet's court reports, results and appointments have whole phrases in common, and
    hardly a word elsewhere; two tellings of one event have words in common anywhere.
    """
    rows = one.pairs & two.pairs
    in_rows = {stem for row in rows for stem in row}
    names = one.names & two.names
    titles = {first for first, second in rows if second in names}  # "treasurer Ada Kolm" says no more than the name
    return float(_is_form(one, two, in_rows)), log1p(len((one.words & two.words) - titles))


def _is_form(one: Reading, two: Reading, in_rows: set[str]) -> bool:
    if one.site != two.site or not (one.has_text and two.has_text):
        return False
    mine, theirs = one.names | one.words, two.names | two.words
    own = min(len(one.heads - theirs), len(two.heads - mine))
    shared = mine & theirs
    return own >= FILLED_IN and len(shared - in_rows) <= FORM * len(shared)


def _overall(one: Reading, two: Reading, rarity: Rarity, shared: Bag) -> tuple[float, float]:
    """Return the cosines of headlines and of wholes, names and words together."""
    head_one, head_two = one.heads, two.heads
    whole_one, whole_two = one.names | one.words, two.names | two.words
    return (
        cosine(head_one, head_two, head_one & head_two, rarity),
        cosine(whole_one, whole_two, shared, rarity),
    )


def _units(names: Bag, one: Reading, two: Reading, rarity: Rarity) -> float:
    """Return what the shared names are worth when two in a row ("Port Ansel") are one name, worth its rarer word."""
    if len(names) < 2:
        return rarity.sum(names)
    home = {name: name for name in names}

    def root(name: str) -> str:
        while home[name] != name:
            name = home[name]
        return name

    for first, second in (*one.pairs, *two.pairs):
        if first in names and second in names:
            home[root(first)] = root(second)
    worth: dict[str, float] = {}
    for name in names:
        unit = root(name)
        worth[unit] = max(worth.get(unit, 0.0), rarity.stems[name])
    return fsum(worth.values())


def _part(bag: Bag, whole: Bag, rarity: Rarity) -> float:
    """Return which part of a bag, by rarity, the other report has."""
    total = rarity.sum(bag)
    return rarity.sum(bag & whole) / total if total else 0.0


def _smaller(one: Bag, two: Bag, shared: Bag, rarity: Rarity) -> float:
    """Return which part of the smaller bag both have."""
    least = min(rarity.sum(one), rarity.sum(two))
    return rarity.sum(shared) / least if least else 0.0
