"""Take furniture off headlines: names of columns, parts of series, labels, publishers tell of no event.

Two columns called "Letters" are two events, and so are two parts of a series, or
two pages whose headlines end in their publisher's name.  Furniture is known from
``headlines`` in ``digest/data/language/<tag>.toml``, from `columns` of a source, and from the batch:
what one site puts at the same place of several headlines, decks or texts.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise

from digest.articles import Article
from digest.text.languages import language_table, languages
from digest.text.tokens import fold
from digest.text.urls import host

BEGINNING = 600  # letters of a text in which it says that it is one of a series
OPENING = 40  # letters of a first sentence that two articles do not have by chance
RECURS = 3  # headlines without a site that end alike end in a publisher's name

_HEAD = re.compile(r"(?P<name>[^:|–—]{1,60}?)\s*(?::\s+|\s\|\s|\s[–—-]\s)(?=\S)")
_TAIL = re.compile(r"\s+(?:[–—-]|\|+|·)\s+(?P<name>[^–—|]{2,60})$")
_ENDS = re.compile(r"[.!?]+[*_”\"’)]*\s+|\n+")
_DIGITS = re.compile(r"\W*\d+\W*")
_COUNTED = re.compile(r"\(\d+\s*/\s*\d+\)|(?:^|\s)#\d+\b")
_ARTICLE = re.compile(r"^(?:the|der|die|das|le|la|les|el|il|o|a|de)\s+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Furnishings:
    """The words of one language's headlines that tell of no event.

    `columns`, `labels` and `days` are folded; `roundups` and `parts` find their
    phrases in a headline, `serial` in a deck or the beginning of a text, in lower
    case and without what `many` finds; `numbers` gives the value of a number word.
    """

    columns: frozenset[str]
    labels: frozenset[str]
    days: frozenset[str]
    numbers: dict[str, str]
    roundups: re.Pattern[str]
    parts: re.Pattern[str]
    serial: re.Pattern[str]
    many: re.Pattern[str]


@cache
def furnishings(language: str = "") -> Furnishings:
    """Return the words of a language tag's first part; '' is read as English, a language without a file has none."""
    file = language_table(language or "en", "headlines")

    def phrases(key: str) -> list[str]:
        return [" ".join(one.split()) for one in str(file.get(key, "")).split(";") if one.strip()]

    pairs = [pair.partition("=") for pair in str(file.get("numbers", "")).split()]
    parts = "|".join(map(re.escape, str(file.get("parts", "")).split())) or "(?!)"
    return Furnishings(
        columns=frozenset(map(_plain, phrases("columns"))),
        labels=frozenset(map(_plain, phrases("labels"))),
        days=frozenset(fold(word) for word in str(file.get("days", "")).split()),
        numbers={fold(word): value for word, _, value in pairs},
        roundups=_any_of(phrases("roundups")),
        parts=re.compile(rf"\b(?:{parts})\.?\s*(?:\d+|[ivx]+)\b\W*$"),
        serial=_any_of(phrases("serial")),
        many=_any_of(phrases("many")),
    )


def _any_of(phrases: Iterable[str]) -> re.Pattern[str]:
    """Return what finds any of *phrases*; … in one of them stands for up to three words."""
    spelt = (re.escape(phrase).replace(r"\ …\ ", r" (?:[^\s.!?]+ ){0,3}") for phrase in phrases)
    return re.compile(rf"\b(?:{'|'.join(spelt) or '(?!)'})(?!\w)")


def strip(articles: Sequence[Article], columns: Iterable[str] = ()) -> tuple[list[Article], list[bool]]:
    """Return the articles without furniture, and for each whether it stands by itself.

    A column, a part of a series (by its headline, its deck or its own word) and a
    round-up of several events stand by themselves.  *columns* are further names of columns.  Cost: O(headlines).
    """
    batch = _Batch(articles, columns)
    found = [batch.bare(article) for article in articles]
    return [article for article, _ in found], [alone for _, alone in found]


class _Batch:
    """What recurs in a batch: names before and after headlines, and decks, by site."""

    def __init__(self, articles: Sequence[Article], columns: Iterable[str]) -> None:
        self.columns = frozenset(map(_plain, columns))
        self.heads: Counter[tuple[str, str]] = Counter()
        self.tails: Counter[tuple[str, str]] = Counter()
        decks: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
        described: Counter[tuple[str, str, str]] = Counter()
        for article in articles:
            outlet, name = _outlet(article), _named(_HEAD.match(article.headline))
            self.heads[outlet, _series(name)] += 1
            self.tails[outlet, _plain(_named(_TAIL.search(article.headline)))] += 1
            if article.deck and article.text:
                decks[outlet, article.deck].add(article.text)
            described.update((outlet, _plain(name), said) for said in _describing(article, _plain(name)))
        self.standing = {deck for deck, texts in decks.items() if len(texts) > 1}
        self.explained = {
            (outlet, name)
            for (outlet, name, said), count in described.items()
            if count > 1 or _is_one(said.removeprefix(name))
        }
        self.openings = _standing_openings(articles)

    def bare(self, article: Article) -> tuple[Article, bool]:
        """Return an article without furniture, and whether it stands by itself."""
        words = furnishings(article.language)
        columns = words.columns | self.columns
        headline, alone = self._without_tail(article, article.headline, columns)
        while found := _HEAD.match(headline):
            name = _plain(found["name"])
            if name in columns or words.parts.search(name) or (_outlet(article), name) in self.explained:
                alone = True
            elif not self._is_label(article, found["name"], words):
                break
            headline = headline[found.end() :]
        whole = article.headline.lower()
        alone = alone or _plain(headline) in columns or _counts(whole, words) or _is_serial(article, words)
        standing = (_outlet(article), article.deck) in self.standing
        deck = "" if standing else self._without_opening(article, article.deck)
        text = self._without_opening(article, article.text)
        if (headline, deck, text) == (article.headline, article.deck, article.text):
            return article, alone
        return replace(article, headline=headline, deck=deck, text=text), alone or standing

    def _without_opening(self, article: Article, text: str) -> str:
        """Return a deck or text without the sentence that its site begins many with."""
        first = next(iter(_sentences(text)), "")
        return text.lstrip()[len(first) :].lstrip(" .!?") if (_outlet(article), first) in self.openings else text

    def _without_tail(self, article: Article, headline: str, columns: frozenset[str]) -> tuple[str, bool]:
        """Return a headline without the publisher or column it ends in, and whether that was a column."""
        found = _TAIL.search(headline)
        if not found:
            return headline, False
        name = _plain(found["name"])
        outlet = _outlet(article)
        often = self.tails[outlet, name] >= (2 if outlet else RECURS)
        if name in columns or often or _is_site(name, article.site):
            return headline[: found.start()], name in columns
        return headline, False

    def _is_label(self, article: Article, name: str, words: Furnishings) -> bool:
        """Say whether what stands before a headline is a label, its publisher, or what its site often puts there."""
        plain = _series(name)
        outlet = _outlet(article)
        often = bool(outlet) and self.heads[outlet, plain] > 1
        return plain in words.labels or often or _is_site(_plain(name), article.site)


def _standing_openings(articles: Iterable[Article]) -> set[tuple[str, str]]:
    """Return by site the first sentences of decks and texts that articles share which share nothing else.

    Two tellings of one event that begin alike go on alike, too.
    """
    found: defaultdict[tuple[str, str], list[frozenset[str]]] = defaultdict(list)
    for article in articles:
        lines = [_sentences(article.deck or article.standfirst), _sentences(article.text)]
        whole = frozenset((_plain(article.headline), *(line for part in lines for line in part)))
        for first in {part[0] for part in lines if part and len(part[0]) >= OPENING}:
            found[_outlet(article), first].append(whole)
    return {key for key, wholes in found.items() if len(wholes) > 1 and _share_one(wholes)}


def _outlet(article: Article) -> str:
    """Return who published an article: its site's name, else the host of its address, '' where it has neither."""
    return article.site or host(article.url)


def _describing(article: Article, name: str) -> set[str]:
    """Return the first sentences of a deck and a text that open with the *name* before the headline."""
    firsts = (" ".join(map(fold, part[0].split())) for part in map(_sentences, (article.deck, article.text)) if part)
    return {said for said in (first.strip("*_") for first in firsts) if name and said.startswith(f"{name} ")}


def _is_one(rest: str) -> bool:
    """Say whether a folded sentence goes on to tell what its name is: "is an advice column"."""
    return any(_telling(tag).match(rest) for tag in languages("headlines"))


@cache
def _telling(language: str) -> re.Pattern[str]:
    words = language_table(language, "speech")
    being, one = ("|".join(map(fold, str(words.get(key, "")).split())) for key in ("being", "one"))
    return re.compile(rf"\s+(?:{being})\s+(?:{one})\s" if being and one else "(?!)")


def _share_one(wholes: Sequence[frozenset[str]]) -> bool:
    return all(len(one & two) == 1 for one, two in pairwise(wholes))


def _sentences(text: str) -> list[str]:
    """Return the sentences of a text's beginning, roughly, without their ends."""
    return [line for line in map(str.strip, _ENDS.split(text[:BEGINNING].lstrip())) if line]


def _counts(headline: str, words: Furnishings) -> bool:
    """Say whether a headline tells of many events, or is one part of a series."""
    return bool(words.roundups.search(headline) or words.parts.search(headline) or _COUNTED.search(headline))


def _is_serial(article: Article, words: Furnishings) -> bool:
    """Say whether an article tells that it is one of a series: "part five of our series", "the last instalment of"."""
    beginning = f"{article.deck or article.standfirst}\n{article.text[:BEGINNING]}".lower().replace("’", "'")
    return bool(words.serial.search(words.many.sub("", " ".join(beginning.split()))))


def _named(found: re.Match[str] | None) -> str:
    return found["name"] if found else ""


def _plain(name: str) -> str:
    return _ARTICLE.sub("", " ".join(map(fold, name.split())).strip(" .!?"))


def _series(name: str) -> str:
    """Return a name without its number: "UPDATE 2" and "Update" are one, as are parts 3 and 4."""
    return _DIGITS.sub("", _plain(name))


def _is_site(name: str, site: str) -> bool:
    """Say whether a folded name is the site's own, or is spelt in its host: "Pell Post" in pellpost.example."""
    host = {fold(label) for label in site.split(".")} if "." in site else set()
    return bool(site) and (name == _plain(site) or "".join(name.split()) in host)
