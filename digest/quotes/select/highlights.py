"""Highlights: verbatim sentences worth a bullet, none of which the reader meets twice."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from digest.articles import Article
from digest.quotes.proof.selectors import extract
from digest.quotes.quote import Extract, Quote
from digest.quotes.select import central
from digest.quotes.select.echo import echo_of
from digest.text.sentences import sentences
from digest.text.stems import stems

# Sentences outside these lengths (characters) make no bullet.
SHORTEST, LONGEST = 40, 240
# Sentences of a long text that are looked at: the news stands in front.
MOST = 60
_MARK = re.compile('["“”„«»「」『』]')
_DANGLING = re.compile(
    r"(?:this|that|these|those|it|he|she|they|but|and|so|such|however|meanwhile|"
    r"dies|diese[rmns]?|er|sie|es|und|aber|doch|cela|ce|cette|ces|il|elle|ils|elles|et|mais|esto?|esta|él|ella|y|pero)\b",
    re.IGNORECASE,
)
_WHOLE = re.compile(r"[.!?…。！？][\"”»)\]]*$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Dropped:
    """A highlight that was left out, and why, in words."""

    text: str
    because: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """The highlights that stay, and those that say what the reader has met already."""

    kept: tuple[Extract, ...]
    dropped: tuple[Dropped, ...]


def choose_highlights(article: Article, quotes: Sequence[Quote], *, limit: int = 3) -> Chosen:
    """Choose at most *limit* highlights that repeat neither each other nor what is shown.

    The page's own come first, in their order.  Where it has none, or all of them
    repeat a quote, the headline or the deck, the strongest sentences of body and
    analysis take their place.  *quotes* are those the reader will meet: they
    stay, the highlight goes.  All are verbatim, with proof.
    """
    shown = _shown(article, quotes)
    kept, dropped = _sift(article, _own(article), shown, limit)
    if not kept:
        kept, _ = _sift(article, _central(article, limit), shown, limit)
        kept.sort(key=lambda e: e.start)
    return Chosen(kept=tuple(kept), dropped=tuple(dropped))


def _shown(article: Article, quotes: Sequence[Quote]) -> list[tuple[str, frozenset[str], str]]:
    parts = [
        ("the headline", article.headline),
        ("the deck", article.deck),
        ("the standfirst", article.standfirst),
        ("the source's headline", article.source_headline),
    ]
    parts += [("the quote", quote.text) for quote in quotes]
    return [(name, stems(text, article.language), text) for name, text in parts if text]


def _sift(
    article: Article, found: Iterator[Extract], shown: list[tuple[str, frozenset[str], str]], limit: int
) -> tuple[list[Extract], list[Dropped]]:
    kept: list[Extract] = []
    dropped: list[Dropped] = []
    met = list(shown)
    for candidate in found:
        bag = stems(candidate.text, article.language)
        twin = next(((name, text) for name, other, text in met if text == candidate.text or echo_of(bag, other)), None)
        if twin:
            dropped.append(Dropped(text=candidate.text, because=f"repeats {twin[0]} “{_short(twin[1])}”, which stays"))
        elif len(kept) < limit:
            kept.append(candidate)
            met.append(("the highlight", bag, candidate.text))
        else:
            dropped.append(Dropped(text=candidate.text, because=f"only {limit} are shown"))
    return kept, dropped


def _short(text: str) -> str:
    return text if len(text) <= 60 else text[:59].rstrip() + "…"


def _own(article: Article) -> Iterator[Extract]:
    for part in article.parts():
        if part.name == "highlight":
            yield extract(article, part.start, part.end, "highlight")


def _central(article: Article, limit: int) -> Iterator[Extract]:
    """Yield sentences of body and analysis, the strongest first."""
    source = article.source_text
    spans = [
        (part.start + start, part.start + end, part.name)
        for part in article.parts()
        if part.name in {"text", "analysis"}
        for start, end in sentences(source[part.start : part.end])
    ][:MOST]
    fit = [s for s in spans if stands_alone(source[s[0] : s[1]])]
    bags = [stems(source[start:end], article.language) for start, end, _ in fit]
    title = stems(f"{article.headline} {article.deck}", article.language)
    for i in central.spread(central.scores(bags, title), bags)[: limit * 6]:
        yield extract(article, *fit[i])


def stands_alone(sentence: str) -> bool:
    """Say whether a sentence is whole, of bullet length, and leans on nothing before it."""
    wide = sum("\u3040" <= c <= "\u9fff" for c in sentence)
    size = len(sentence) + wide
    return (
        SHORTEST <= size <= LONGEST
        and bool(_WHOLE.search(sentence))
        and not _MARK.search(sentence)
        and not _DANGLING.match(sentence)
        and not sentence[0].islower()
    )
