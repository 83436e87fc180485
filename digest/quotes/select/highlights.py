"""Highlights: verbatim sentences worth a bullet, none of which the reader meets twice."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise

from digest.articles import Article, Part
from digest.quotes.find.marks import marked
from digest.quotes.grammar.speech import common_words
from digest.quotes.proof.selectors import extract
from digest.quotes.quote import Extract, Quote
from digest.quotes.select import central
from digest.quotes.select.alone import fault, leans_softly, own_words, stands_alone, without_credits
from digest.quotes.select.datelines import after_dateline, has_heading
from digest.quotes.select.definite import ToldThings
from digest.quotes.select.echo import echo_of, echoes
from digest.quotes.select.introduced import Introduced
from digest.text.language import guess_language
from digest.text.sentences import ends_as_sentence, first_sentence, sentences
from digest.text.stems import stems

# Sentences of a long text that are looked at: the news stands in front.
MOST = 60
# A line that opens so is no running text: an item of a list, a quoted line, a row of a table, a speaker's turn.
_NOT_PROSE = re.compile(
    r"[ \t]*(?:[-*+•·‣▪>|#]|(?:\d{1,3}|[a-zA-Z])[.)]\s|\([a-z\d]{1,3}\)|[^\W\d_]+ (?:#\d|\d[\d.]{0,4} ?[–—:-]))"
)
_ITEM = re.compile(r"[-*+•·‣▪>|#] |(?:\d{1,3}|[a-zA-Z])[.)]\s")
_LABEL = re.compile(r"[^\W_][^:.!?\n]{0,90}: ")
SHORT_LABEL = 40  # a longer one is a name or title, all its long words with a capital
_FIRST = re.compile(r"[^\W\d_]{3,}")
_FULL_NAME = re.compile(
    r"[^\W\d_a-zß-öø-ÿ][\w'’-]+ (?:[^\W\d_]\. )?([^\W\d_a-zß-öø-ÿ][\w'’-]+)(?= (?:is|[^\W\d_]+s)\b|,)"
)
# By how much a sentence leans at the most, and how many highlights there may be for it to be one more:
# one that leans is shown only where there is nothing better.
TIERS = ((0, MOST), (1, 2), (2, 1))
UNKNOWN = 4  # by how much one leans that has a name or thing which neither headline nor deck tell
SOFTLY = 2
COMPOUND = 5  # letters of a stem that is looked for inside another
OPENING = 3  # sentences among which one is looked for that can stand where a deck is missing
GREETING = 5  # words: "Hey there, folks!"
_UNFIT = (("leaves", "leans", "points"), ("leaves",))  # beginnings of faults; the second where it may lean


@dataclass(frozen=True, slots=True, kw_only=True)
class Dropped:
    """A highlight that was left out, and why, in words."""

    text: str
    because: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChosenHighlights:
    """The highlights that stay, and those that say what the reader has met already."""

    kept: tuple[Extract, ...]
    dropped: tuple[Dropped, ...]


def choose_highlights(article: Article, quotes: Sequence[Quote], *, limit: int = 3, deck: str = "") -> ChosenHighlights:
    """Choose at most *limit* highlights that repeat neither each other nor what is shown.

    The page's own come first, in their order.  Where it has none, or all of them
    repeat a quote, the headline or the deck, the strongest sentences of body and
    analysis take their place.  *quotes* are those the reader will meet, and *deck* what
    stands where the page has none: they stay, the highlight goes.  All are verbatim, with proof.
    """
    shown = _shown(article, quotes, deck)
    kept, dropped = _sift(article, _own(article), shown, limit)
    if not kept:
        ranked = _central(article, limit)
        for most, (_, enough) in zip(ranked, TIERS, strict=True):
            if len(kept) < (fill := min(limit, enough)):
                kept, _ = _sift(article, iter([*kept, *most]), shown, fill)
        kept.sort(key=lambda e: e.start)
    return ChosenHighlights(kept=tuple(kept), dropped=tuple(dropped))


def opening(article: Article, language: str = "") -> str:
    """Return what stands where a deck is missing, '' where there is one.

    Of the body's first sentences it is the first that says more than the headline: no
    greeting, no question, no item of a list.  The very first may lean on the headline above it.
    """
    spoken = language or reading_language(article)
    if without_credits(article.deck or article.standfirst, spoken):
        return ""
    every = (article.text[start:end] for start, end in islice(sentences(article.text, spoken), MOST))
    told = (one for one in every if one[-1] not in "!！" or len(one.split()) > GREETING)
    leans = True
    for one in islice(told, OPENING):
        if echoes(one, article.headline, spoken):
            continue
        whole = ends_as_sentence(one) and one[-1] not in "?؟？" and not item(one)
        if whole and not fault(one, spoken).startswith(_UNFIT[leans]):
            return one
        leans = False
    return ""


def _shown(article: Article, quotes: Sequence[Quote], deck: str) -> list[tuple[str, frozenset[str], str]]:
    parts = [
        ("the headline", article.headline),
        ("the deck", article.deck or deck),
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


def _central(article: Article, limit: int) -> list[list[Extract]]:
    """Return the sentences of body and analysis in the `TIERS` of how much they lean; the strongest first."""
    source = article.source_text
    language = reading_language(article)
    spans = prose(article)
    fit = [span for span in spans if stands_alone(source[slice(*span[:2])], language) and not _of_author(article, span)]
    bags = [stems(source[start:end], language) for start, end, _ in fit]
    order = central.spread(central.scores(bags, stems(f"{article.headline} {article.deck}", language)), bags)
    leaning = Leaning(article, language, fit[-1][1] if fit else 0)
    leans = [leaning.much(source[start:end], start) for start, end, _ in fit]
    floors = (-1, *(most for most, _ in TIERS))
    tiers = ([i for i in order if low < leans[i] <= high][: limit * 6] for low, high in pairwise(floors))
    return [[extract(article, *fit[i]) for i in tier] for tier in tiers]


class Leaning:
    """How much the sentences of an article lean on what stands before them.

    *language* is a tag; sentences are asked for up to *end* of the article's source.
    """

    def __init__(self, article: Article, language: str, end: int) -> None:
        self._language = language
        deck = f"{article.headline}\n{article.deck}"
        self._shown = (article.headline, deck) if article.deck else (article.headline,)
        self._titles = [stems(title, language) for title in self._shown]
        self._names = Introduced(article.text, language)
        self._things = ToldThings(article.source_text[:end], language)
        self._news = self._titles[-1] | stems(first_sentence(article.text, language), language)

    def much(self, text: str, start: int) -> int:
        """Return by how much a sentence that starts at a place of the source leans: 0 for one that stands alone.

        What only the deck tells counts little: it does not stand wherever a highlight does.
        """
        title = self._titles[-1]
        softly = SOFTLY * leans_softly(text, self._language, title)
        if self._unknown(text, start, 0):
            return softly + (UNKNOWN if self._unknown(text, start, -1) else 1)
        apart = not _touches(stems(text, self._language), self._news)
        return softly + int(apart or self._things.hints(text, start, title))

    def _unknown(self, text: str, start: int, which: int) -> bool:
        return bool(self._names.half(text, self._shown[which]) or self._things.means(text, start, self._titles[which]))


def _touches(one: frozenset[str], other: frozenset[str]) -> bool:
    """Say whether two sets of stems share one, or a part of a compound: "Hafenamt" has "Hafen"."""
    if one & other:
        return True
    long = [stem for stem in other if len(stem) >= COMPOUND]
    return any(a in b or b in a for a in one if len(a) >= COMPOUND for b in long)


def _of_author(article: Article, span: tuple[int, int, str]) -> bool:
    """Say whether a sentence tells of whoever wrote the article, as the lines under it do: "Ida Kern leads the lab".

    It opens with the author's name; or, in the last paragraph, with one that stands nowhere before.
    """
    first = _FIRST.match(article.source_text, span[0])
    if not first or not first[0][0].isupper():
        return False
    last = article.text.rstrip().rfind("\n") + 1
    new = _FULL_NAME.match(article.source_text, span[0]) if 0 < last <= span[0] < len(article.text) else None
    unknown = new is not None and new[1] not in article.text[:last]
    return unknown or first[0].lower() in _FIRST.findall(article.author.lower())


def reading_language(article: Article) -> str:
    """Return the tag of an article's language; where the article does not say it, a guess."""
    return article.language or guess_language(article.text, common_words())


def item(text: str) -> bool:
    """Say whether a text opens with the mark of a list, as an item does: "* ", "3. "."""
    return _ITEM.match(text) is not None


def prose(article: Article, *names: str) -> list[tuple[int, int, str]]:
    """Return the sentences of running text of the parts *names*, body and analysis by default, at most `MOST`.

    Lists, quoted lines, tables and turns of an interview are left out, and so is what
    stands between quotation marks, however long: shown without its marks it would be
    the paper's own word.  A dateline is no part of its sentence.  Each comes as its span and the part's name.
    """
    source = article.source_text
    language = reading_language(article)
    parts = [part for part in article.parts() if part.name in (names or ("text", "analysis"))]
    found = (span for part in parts for span in _running(source[part.start : part.end], part, language))
    return list(islice(found, MOST))


def _running(text: str, part: Part, language: str) -> Iterator[tuple[int, int, str]]:
    said = [(mark.start, mark.end) for mark in marked(text)]
    starts = [start for start, _ in said]
    line = 0
    for row in text.split("\n"):
        dateline = after_dateline(row, first=line == 0)
        for start, end in sentences(row, language) if not _not_prose(row[dateline:], language, dateline) else ():
            at = bisect_right(starts, line + end) - 1
            if at < 0 or said[at][1] <= line + start:
                begin = dateline if start < dateline < end else start
                yield part.start + line + begin, part.start + line + end, part.name
        line += len(row) + 1


def _not_prose(line: str, language: str, dateline: int) -> bool:
    """Say whether a line is an item, a quoted line, somebody's turn, or told by an "I" that nobody introduces."""
    label = _LABEL.match(line)
    named = label and (len(label[0]) <= SHORT_LABEL or all(w[0].isupper() for w in label[0].split() if len(w) > 3))
    heading = not dateline and has_heading(line)
    return bool(named or _NOT_PROSE.match(line) or heading) or own_words(line, language)
