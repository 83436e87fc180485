"""When a story of today goes on from one that an earlier edition told, or tells the same again.

Two logistic models, learnt, whose weights are data: one for stories with a text,
one for bare headlines.  A bare headline shares little with anything, so it also
counts what stands beside it: a report of today that tells much of the same and
goes on from the earlier story itself.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from math import log, log1p

from digest import shelf
from digest.articles import Article
from digest.stories.gist import Gist, Hashes, Rareness

TEXT_SIGNS = (
    "names", "rare names", "words", "rare words", "name cosine", "word cosine", "names of the smaller",
    "words of the smaller", "numbers", "no name shared", "headline in it", "names and words", "what it was about",
    "reports of the earlier", "earlier headline alone", "words of the headline", "names of the headline",
    "words of the earlier headline", "all of the earlier headline", "in both headlines",
)  # fmt: skip
HEADLINE_SIGNS = (
    "names", "words", "headline of the earlier", "headline in it", "length", "nothing shared", "reports of the earlier",
    "what most reports of the earlier say", "beside it", "headline in what is beside it", "only other names",
    "a text goes on from it",
)  # fmt: skip

NEVER = -9.0
ENOUGH = 8  # names and words: fewer do not tell whether the facts are the same
SAME_FACTS = 0.47  # how much of a text's names and words was told, when no number is new …
SAID_AGAIN = 0.85  # … and that with half of that part of its headline: an advance recalls old facts below new ones
TOLD_HEADLINE = 0.5  # how much of a bare headline's words, by rarity, was told
BESIDE = 1.5  # what two stories of today lack at most to be one, when they go on from the same
FAR = -3.0  # what stands beside a headline says no less
TWO = 2  # words: one alone, a weekend or an airport, a bare headline has in common with anything
SURE = 4.0  # what a text that goes on says at most for the headlines of its day
SHORT = 26  # names and words of a news item: two longer texts share some by chance, the more the longer they are

Agreement = Callable[[str, str], float]


def text_signs(today: Gist, earlier: Gist, rare: Rareness) -> list[float]:
    """Return what speaks for *today*'s text going on from an *earlier* story, in the order of `TEXT_SIGNS`."""
    names, words = _shared(today, earlier)
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
        rare.known(names | words, earlier),
        log(earlier.reports),
        float(not earlier.has_text),
        log1p(len(words & today.heads)),
        log1p(len(names & today.heads)),
        log1p(len(words & earlier.heads)),
        log1p(len((names | words) & earlier.heads)),
        log1p(len((names | words) & today.heads & earlier.heads)),
    ]


def beyond_short(today: Gist, earlier: Gist) -> float:
    """Return by how much the shorter of two texts is longer than a news item, as a logarithm; 0 where it is not.

    Of several reports that tell one story, their mean: what many tell in few words is no long text.
    """
    shorter = min(len(gist.all) / gist.reports for gist in (today, earlier))
    return max(log1p(shorter) - log1p(SHORT), 0.0)


@dataclass(frozen=True, slots=True)
class Beside:
    """What stands beside a bare headline: how sure it is that a text of today is near it and goes on, and its words.

    `goes_on` are the odds of the day's text that goes on the most surely, near or not.
    """

    odds: float
    said: Hashes
    goes_on: float


def headline_signs(today: Gist, earlier: Gist, rare: Rareness, beside: Beside) -> list[float]:
    """Return the same for bare headlines, in the order of `HEADLINE_SIGNS`."""
    names, words = _shared(today, earlier)
    shared, own = names | words, today.heads & today.names
    return [
        log1p(len(names)),
        log1p(len(words)),
        log1p(rare.sum(shared & earlier.heads)),
        rare.part(today.heads & earlier.all, today.heads),
        log1p(len(today.heads)),
        float(not shared & today.heads),
        log(earlier.reports),
        log1p(len(shared & today.heads & earlier.common)),
        beside.odds,
        rare.part(today.heads & beside.said, today.heads),
        float(bool(own) and own.isdisjoint(earlier.all | beside.said)),
        min(max(beside.goes_on, FAR), SURE),
    ]


def _shared(today: Gist, earlier: Gist) -> tuple[frozenset[int], frozenset[int]]:
    words = today.words & earlier.words
    # A name of one day may pass for a word on another, where no sentence showed its capital.
    return (today.all & earlier.all) - words, words


def _only_names(today: Gist, earlier: Gist) -> bool:
    """Say whether two texts have nothing in common but names: the same person or town, another event."""
    shared = today.tells_names and earlier.has_text and today.numbers.isdisjoint(earlier.numbers)
    return shared and today.words.isdisjoint(earlier.words)


def same_facts(today: Gist, earlier: Gist) -> bool:
    """Say whether a text tells again what an *earlier* story told: half of it, in whatever words, and no new number.

    Of its headline, too: what is new stands there, and must not be hidden below what it recalls.
    """
    if not (today.has_text and earlier.has_text and len(today.all) >= ENOUGH and today.numbers <= earlier.numbers):
        return False
    known = len(today.all & earlier.all) / len(today.all)
    headline = len(today.heads & earlier.all) / len(today.heads) if today.heads else known
    return known >= SAME_FACTS and known + headline / 2 >= SAID_AGAIN


@dataclass(frozen=True, slots=True)
class Table:
    """Weights of signs, and what is added to their sum; above zero the one goes on from the other.

    `length` weighs what of two texts is `beyond_short`.  It is learnt after the others, so that news items are
    judged alike whatever long texts there are to learn from.
    """

    weights: tuple[float, ...]
    bias: float
    length: float = 0.0

    def odds(self, signs: Sequence[float]) -> float:
        """Return the log-odds minus the limit."""
        return self.bias + sum([weight * sign for weight, sign in zip(self.weights, signs, strict=True)])


class Following:
    """Which of today's stories go on from which earlier ones.

    *gists* are today's by story id, *earlier* all that later signs may be compared
    with, *agreement* says of two ids of today by what log-odds they are one event,
    *take* gives the gist of some of today's reports.
    """

    def __init__(
        self,
        gists: Mapping[str, Gist],
        earlier: Iterable[Gist],
        agreement: Agreement,
        take: Callable[[Sequence[Article]], Gist],
        tables: tuple[Table, Table] | None = None,
    ) -> None:
        self.gists = dict(gists)
        self.rare = Rareness([*gists.values(), *(gist for gist in earlier if gist.all)])
        self.texts, self.headlines = tables or learnt()
        self._agreement = agreement
        self._take = take
        self._with_text = [(id, gist) for id, gist in gists.items() if gist.has_text]
        self._near: dict[tuple[str, str], float] = {}
        self._texts: dict[Gist, dict[str, float]] = {}

    def repeats(self, article: Article, earlier: Gist) -> bool:
        """Say whether one report of today tells only what an *earlier* story told; a headline, most of its words."""
        gist = self._take([article])
        if gist.has_text:
            return same_facts(gist, earlier)
        return self.rare.part(gist.heads & earlier.all, gist.heads) >= TOLD_HEADLINE

    def part(self, id: str, articles: Sequence[Article]) -> None:
        """Know story *id* by these of its reports from now on: the others were parted from it."""
        self.gists[id] = self._take(articles)

    def use(self, texts: Table) -> None:
        """Judge texts by another table from now on."""
        if texts != self.texts:
            self.texts = texts
            self._texts.clear()

    def odds(self, id: str, earlier: Gist) -> float:
        """Return by how much the log-odds that story *id* goes on from an *earlier* one are above the limit."""
        gist = self.gists[id]
        if gist.has_text:
            if gist.all.isdisjoint(earlier.all) or _only_names(gist, earlier):
                return NEVER
            return self._text_odds(gist, earlier)
        names, words = _shared(gist, earlier)
        if not names and len(words) < TWO:
            return NEVER
        beside = self.beside(id, earlier)
        return self.headlines.odds(headline_signs(gist, earlier, self.rare, beside))

    def beside(self, id: str, earlier: Gist) -> Beside:
        """Return what stands beside a bare headline: the text of today that is near it and goes on from *earlier*."""
        texts = self.of_texts(earlier)
        best, nearest = FAR, ""
        for other, odds in texts.items():
            if odds <= best:
                break
            sure = min(self._nearness(id, other) + BESIDE, odds)
            if sure > best:
                best, nearest = sure, other
        said = self.gists[nearest].all if nearest else frozenset()
        return Beside(best, said, next(iter(texts.values()), FAR))

    def signs(self, id: str, earlier: Gist) -> list[float]:
        """Return the signs of story *id* and an *earlier* one: of a text, or of a bare headline."""
        gist = self.gists[id]
        if gist.has_text:
            return text_signs(gist, earlier, self.rare)
        return headline_signs(gist, earlier, self.rare, self.beside(id, earlier))

    def of_texts(self, earlier: Gist) -> dict[str, float]:
        """Return the odds of all texts of today that share a word with an *earlier* story, the surest first."""
        if earlier not in self._texts:
            odds = {
                id: self._text_odds(gist, earlier)
                for id, gist in self._with_text
                if not gist.all.isdisjoint(earlier.all)
            }
            self._texts[earlier] = dict(sorted(odds.items(), key=lambda pair: (-pair[1], pair[0])))
        return self._texts[earlier]

    def _text_odds(self, gist: Gist, earlier: Gist) -> float:
        known = self.texts.odds(text_signs(gist, earlier, self.rare))
        return known + self.texts.length * beyond_short(gist, earlier)

    def _nearness(self, one: str, two: str) -> float:
        if (one, two) not in self._near:
            self._near[one, two] = self._agreement(one, two)
        return self._near[one, two]


@cache
def learnt() -> tuple[Table, Table]:
    """Return the tables that ship, for texts and for headlines, less their limits."""
    file = tomllib.loads(shelf.data("stories/follow.toml").decode())
    text, headline = (
        Table(
            tuple(float(file[name]["signs"][sign]) for sign in signs),
            float(file[name]["bias"]) - float(file[name]["limit"]),
            float(file[name].get("length", 0.0)),
        )
        for name, signs in (("text", TEXT_SIGNS), ("headline", HEADLINE_SIGNS))
    )
    return text, headline
