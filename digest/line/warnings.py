"""Which warnings of the sources concern an edition: those of its own articles, and what could not be read at all.

A folder of years has a fault in some article or other, and nobody wants to read of
it with every build.  `digest articles` tells it beside the article.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from digest.articles import Article
from digest.errors import Notice
from digest.intake.files import Intake
from digest.intake.joining import summed
from digest.intake.undated import undated


class Faults:
    """The warnings of a run's articles, by what they are about: looked up once, for however many editions."""

    def __init__(self, intake: Intake) -> None:
        wheres = {article.where for article in intake.articles} if intake.faults else set()
        self._placed = [(one, wheres.intersection(_prefixes(one.where))) for one in intake.faults]
        self._sources = intake.sources

    def of(self, articles: Iterable[Article]) -> tuple[Notice, ...]:
        """Return the warnings about *articles*, the slot's or the page's, and about what gave no article.

        Those without a date are one line a source.
        """
        own = {article.where: article for article in articles}
        here = [notice for notice, about in self._placed if about <= own.keys()]
        lines, rest = undated(own.values(), here, self._sources)
        return summed((*rest, *lines))


def of_the_slot(intake: Intake, articles: Iterable[Article]) -> tuple[Notice, ...]:
    """Return the warnings about *articles*, the slot's or the page's, and about what gave no article."""
    return Faults(intake).of(articles)


def outside_the_slot(intake: Intake, articles: Iterable[Article], slot: str) -> list[Notice]:
    """Return one line a source: how many warnings there are about its other articles."""
    own = {article.where for article in articles}
    others = {article.where: article for article in intake.articles if article.where not in own}
    count: Counter[str] = Counter()
    for notice in intake.faults:
        if article := others.get(home(notice, others)):
            count[intake.sources[article.id].name] += 1
    return [_line(path, number, slot) for path, number in sorted(count.items())]


def home(notice: Notice, wheres: Iterable[str]) -> str:
    """Return which of the places *wheres* a notice is about, '' for none: ``a.jsonl, line 3: url`` is about line 3."""
    known = wheres if isinstance(wheres, set | dict) else set(wheres)
    return next((where for where in _prefixes(notice.where) if where in known), "")


def _line(path: str, number: int, slot: str) -> Notice:
    what = f"{number:,} warnings about" if number > 1 else "one warning about"
    return Notice(
        what=f"{what} articles outside {slot}", where=path, fix="nothing for this edition; `digest articles` lists them"
    )


def _prefixes(where: str) -> Iterator[str]:
    """Yield a place and what holds it: ``a.jsonl, line 3: url``, ``a.jsonl, line 3``, ``a.jsonl``."""
    yield where
    for mark in (": ", ", line "):
        head = where.rpartition(mark)[0]
        if head:
            yield (where := head)
