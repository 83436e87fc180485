"""What two reports are compared by when each is read with care: names, other words, numbers, letters.

Names are kept apart from other words: two reports share a town's name by living
in it, and a verb and a number by telling of the same thing.  A name is a word
that the running text of the batch writes with a capital in mid-sentence more
often than small; what the texts say only once is worth more than what all say.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import fsum, log, log2, sqrt

from digest.articles import Article
from digest.stories.furniture import Furnishings, furnishings
from digest.text.languages import language_table
from digest.text.tokens import fold, token

LEAD = 600  # letters of the body: its first paragraphs; a long text shares words with any other
SHORT = 300  # letters of a body that is no longer than a news item: two long ones share words by chance
TITLE_CASE = 0.7  # so many of a headline's words with capitals, and capitals tell no names

_WORD = re.compile(r"[^\W_]+(?:['’.&][^\W_]+)*")
_OPENS = re.compile(r"[.!?:;|–—\"“”„‘«»(\n¿¡]|\s-\s")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
# A number glued to letters: COVID-19, G20, H5N1, 18F.  Those of K, M, B and T are values: thousands, millions …
_GLUED = re.compile(r"\b[^\W\d_]+[-‐‑]?\d[^\W_]*(?:[.,]\d+)*|\b\d+[AC-JLN-SU-Z]\b")
_GROUPED = re.compile(r"\d{1,3}(?:[.,]\d{3})+")
_BESIDE = re.compile(r"\d+(?:\.\d+)?|[^\W\d_]+")
_GRAMS = (3, 4, 5)

Bag = frozenset[str]


@dataclass(frozen=True, slots=True)
class Word:
    """A content word of a text: its folded stem, whether it has a capital, whether it opens a sentence."""

    stem: str
    capital: bool
    opens: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One report as it is compared.

    `names` and `words` are stems of the whole (headline, deck, lead), `head_names`
    and `head_words` of the headline; `pairs` are two stems in a row, `numbers` the
    values that are told, less those within a name, `counted` the values by the word beside each, `letters`
    runs of three to five letters of the headline.  `has_text` says whether there is
    more than a headline, `length` how many times the body is doubled from `SHORT` letters.
    """

    language: str
    site: str
    has_text: bool
    head_names: Bag
    head_words: Bag
    names: Bag
    words: Bag
    pairs: frozenset[tuple[str, str]]
    numbers: Bag
    counted: Mapping[str, frozenset[str]]
    letters: Bag
    length: float
    tells_names: bool

    @property
    def heads(self) -> Bag:
        """Names and words of the headline together."""
        return self.head_names | self.head_words


class Rarity:
    """How much it says that two reports share something: the logarithm of how few of the batch have it."""

    def __init__(self, total: int, stems: Mapping[str, int], pairs: Mapping[tuple[str, str], int],
                 numbers: Mapping[str, int], sites: Mapping[str, int]) -> None:  # fmt: skip
        def rare(count: int) -> float:
            return log((total + 1) / (count + 0.5))

        self.stems = {stem: rare(count) for stem, count in stems.items()}
        self.pairs = {pair: rare(count) for pair, count in pairs.items()}
        # One outlet seldom tells one event twice; where nearly all is its own, that says nothing.
        self.sites = {site: 1 - count / total if site else 0.0 for site, count in sites.items()}
        # "1,400" says more than "7": a longer number is less often met by chance.
        self.numbers = {n: rare(count) * (1 + (len(n.replace(".", "")) - 1) / 2) for n, count in numbers.items()}

    def sum(self, bag: Bag) -> float:
        """Return what all stems of a bag are worth."""
        stems = self.stems
        return fsum([stems[stem] for stem in bag])  # exact, so the order of a set changes nothing

    def square(self, bag: Bag) -> float:
        """Return the square of a bag's length."""
        stems = self.stems
        return fsum([stems[stem] ** 2 for stem in bag])


def readings(articles: Sequence[Article]) -> tuple[list[Reading], Rarity]:
    """Return the readings of a batch and how rare in it is what they share.  Cost: O(letters read)."""
    drafts = [_Draft(article) for article in articles]
    names = _names(drafts)
    found = [draft.reading(names) for draft in drafts]
    stems: Counter[str] = Counter()
    pairs: Counter[tuple[str, str]] = Counter()
    numbers: Counter[str] = Counter()
    for reading in found:
        stems.update(reading.names)
        stems.update(reading.words)
        pairs.update(reading.pairs)
        numbers.update(reading.numbers)
    return found, Rarity(len(found), stems, pairs, numbers, Counter(reading.site for reading in found))


class _Draft:
    """A report's words in order, before the batch knows which are names."""

    def __init__(self, article: Article) -> None:
        self.article = article
        language = article.language
        self.words = furnishings(language)
        self.head = list(_content(article.headline, language, self.words))
        deck = article.deck or article.standfirst
        self.more = [list(_content(text, language, self.words)) for text in (deck, article.text[:LEAD])]
        self.texts = (article.headline, deck, article.text[:LEAD])

    def running(self) -> Iterator[Word]:
        """Yield the words whose capitals tell names: not those of a headline that has capitals throughout."""
        for words in self.more:
            yield from words
        long = [word for word in self.head[1:] if len(word.stem) > 3]
        if len(long) < 2 or sum(word.capital for word in long) < TITLE_CASE * len(long):
            yield from self.head

    def reading(self, names: frozenset[str]) -> Reading:
        """Return the reading, with *names* apart from other words."""
        head = frozenset(word.stem for word in self.head)
        whole = head.union(word.stem for words in self.more for word in words)
        lines = (self.head, *self.more)
        told = [_without_named(text) for text in self.texts]
        return Reading(
            language=self.article.language[:2].lower() or "en",
            site=self.article.site,
            has_text=any(self.more),
            head_names=head & names,
            head_words=head - names,
            names=whole & names,
            words=whole - names,
            pairs=frozenset((a.stem, b.stem) for line in lines for a, b in pairwise(line)),
            numbers=frozenset(n for text in told for n in _numbers(text, self.words)),
            counted=_counted(told, self.article.language, self.words),
            letters=_letters(self.article.headline),
            length=log2(max(len(self.article.text), SHORT) / SHORT),
            tells_names=not language_table(self.article.language or "en", "speech").get("capital_nouns", False),
        )


def _names(drafts: Sequence[_Draft]) -> frozenset[str]:
    capital: Counter[str] = Counter()
    small: Counter[str] = Counter()
    for draft in drafts:
        for word in draft.running():
            if not word.capital:
                small[word.stem] += 1
            elif not word.opens:
                capital[word.stem] += 1
    return frozenset(stem for stem, count in capital.items() if count > small[stem])


def _content(text: str, language: str, known: Furnishings) -> Iterator[Word]:
    """Yield the content words of *text*: no function words, days or forms of address."""
    end, opened = 0, True
    for found in _WORD.finditer(text):
        opened = opened or bool(_OPENS.search(text, end, found.start()))
        end = found.end()
        spelt = found[0]
        kept = token(spelt, language)
        if kept is None or fold(spelt) in known.days:
            opened = False
            continue
        yield Word(kept.stem, spelt[0].isupper(), opened)
        opened = False


def _without_named(text: str) -> str:
    """Return *text* without numbers that are part of a name: whoever writes on COVID-19 or the G20 counts nothing."""
    if not _NUMBER.search(text):
        return text
    return _GLUED.sub(lambda found: found[0] if found[0][0].islower() else " ", text)


def _numbers(text: str, known: Furnishings) -> Iterator[str]:
    for written in _NUMBER.findall(text):
        grouped = _GROUPED.fullmatch(written)
        yield written.replace(",", "").replace(".", "") if grouped else written.replace(",", ".")
    for word in _WORD.findall(text):
        if value := known.numbers.get(word.lower()):
            yield value


def _counted(texts: Sequence[str], language: str, known: Furnishings) -> dict[str, frozenset[str]]:
    """Return by each stem that stands beside a number the numbers it stands beside."""
    found: dict[str, set[str]] = {}
    for text in texts:
        pieces: list[str] = _BESIDE.findall(text.replace(",", ""))
        for place, piece in enumerate(pieces):
            value = piece if piece[0].isdigit() else known.numbers.get(piece.lower(), "")
            for beside in pieces[max(0, place - 1) : place] + pieces[place + 1 : place + 2] if value else ():
                kept = None if beside[0].isdigit() else token(beside, language)
                if kept is not None:
                    found.setdefault(kept.stem, set()).add(value)
    return {stem: frozenset(values) for stem, values in found.items()}


def _letters(headline: str) -> Bag:
    line = f" {' '.join(_WORD.findall(headline.lower()))} "
    return frozenset(line[at : at + n] for n in _GRAMS for at in range(len(line) - n + 1))


def cosine(one: Bag, two: Bag, shared: Bag, rarity: Rarity) -> float:
    """Return the cosine of two bags by rarity; *shared* is what both have."""
    if not shared:
        return 0.0
    return rarity.square(shared) / sqrt(rarity.square(one) * rarity.square(two) or 1.0)
