"""Which articles are a segment's: each looked up by what it asks for, in an index made once for all segments."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache

from digest.articles import Article
from digest.picks.languages import language_of
from digest.picks.sections import section_of
from digest.settings import ASKS, NOT, SegmentSettings, Settings, SourceSettings
from digest.stories.story import Story
from digest.text.urls import host

_WORDS = re.compile(r"\w+")

Positions = frozenset[int]
_NONE: Positions = frozenset()


class Index:
    """Articles by what can be asked for; a field is looked through when the first segment asks for it.

    Positions are those in *articles*; *sources* has the settings of each one's source.
    """

    def __init__(self, articles: Sequence[Article], settings: Settings, sources: Mapping[str, SourceSettings]) -> None:
        self.articles = articles
        self.settings = settings
        self.sources = sources
        self.every: Positions = frozenset(range(len(articles)))
        self._tables: dict[str, Mapping[str, Positions]] = {}

    def positions(self, segment: SegmentSettings) -> Positions:
        """Return the positions of the articles that a segment is made of.

        Of each field that names something one value must fit, and none of those
        with ``!``.  Case does not matter.
        """
        found = self.every
        for field in ASKS:
            wanted = [value.strip() for value in getattr(segment, field)]
            some = [self._having(field, value) for value in wanted if not value.startswith(NOT)]
            if some:
                found &= _NONE.union(*some)
            for value in wanted:
                if value.startswith(NOT):
                    found -= self._having(field, value.removeprefix(NOT).strip())
        return found

    def fits(self, segment: SegmentSettings) -> Callable[[Article], bool]:
        """Return what says whether an article is one of the segment's."""
        own = {self.articles[position].id for position in self.positions(segment)}
        return lambda article: article.id in own

    def _having(self, field: str, value: str) -> Positions:
        if field == "keyword":
            return self._with_words(value)
        if field not in self._tables:
            self._tables[field] = self._table(lambda article: _VALUES[field](article, self))
        return self._tables[field].get(_folded(value), _NONE)

    def _table(self, values: Callable[[Article], Iterator[str]]) -> Mapping[str, Positions]:
        table: defaultdict[str, set[int]] = defaultdict(set)
        for position, article in enumerate(self.articles):
            for value in values(article):
                table[_folded(value)].add(position)
        return {value: frozenset(positions) for value, positions in table.items()}

    def _with_words(self, keyword: str) -> Positions:
        """Return where *keyword*, whole words in this order, stands in headline, deck or standfirst."""
        if "words" not in self._tables:
            self._tables["words"] = self._table(lambda article: iter(_WORDS.findall(_head(article))))
        words = self._tables["words"]
        near = self.every
        for word in _WORDS.findall(keyword):
            near &= words.get(_folded(word), _NONE)
        pattern = _pattern(keyword)
        return frozenset(position for position in near if pattern.search(_head(self.articles[position])))


def _folded(value: str) -> str:
    return value.strip().casefold()


def _head(article: Article) -> str:
    return f"{article.headline}\n{article.deck}\n{article.standfirst}"


@cache
def _pattern(keyword: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){re.escape(keyword)}(?!\w)", re.IGNORECASE)


def _sections(article: Article, index: Index) -> Iterator[str]:
    """Where the article would stand by itself: its own section, or the one whose keywords it has."""
    yield section_of(Story(article.id, article, (article,)), index.settings.picks)


def _tags(article: Article, index: Index) -> Iterator[str]:
    yield from article.subjects


def _languages(article: Article, index: Index) -> Iterator[str]:
    """A tag and what it is a kind of: ``de-AT`` is ``de``, too; without one its words tell."""
    tag = language_of(article, index.settings.newsletter.locale).replace("_", "-")
    while tag:
        yield tag
        tag = tag.rpartition("-")[0]


def _sources(article: Article, index: Index) -> Iterator[str]:
    """What its source is called: the path or address in ``[[source]]``, the site, the host."""
    source = index.sources[article.id]
    yield from filter(None, (source.path, source.url, article.site, host(article.url)))


def _places(article: Article, index: Index) -> Iterator[str]:
    """Where it was written: ``Marrow Bay, Norland`` is in both."""
    yield article.located
    yield from article.located.split(",")


_VALUES: Mapping[str, Callable[[Article, Index], Iterator[str]]] = {
    "section": _sections,
    "tag": _tags,
    "language": _languages,
    "source": _sources,
    "place": _places,
}
