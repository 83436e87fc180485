"""What an address is: a source that can be read, or a page that names feeds, or nothing we can use."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from digest.errors import DataError, FetchError, Notice
from digest.fetch.discovery import Home, look, places
from digest.fetch.visits import Response, Visitor
from digest.sources import Batch

LEAST_TEXT = 250  # characters of a page that is an article; a front page's title alone is none

Kind = Callable[[Response], str]  # the format that an answer is in; `DataError` when in none
Read = Callable[[Response], Batch]
Text = Callable[[Response], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Scouted:
    """What is to be fetched from now on, and what was learnt of the site on the way.

    `dates` are those of the articles seen; `notices` name what was found and not taken.
    """

    urls: tuple[str, ...]
    name: str = ""
    language: str = ""
    dates: tuple[datetime, ...] = ()
    notices: tuple[Notice, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Scout:
    """Looks at addresses with a visitor; how answers are read is handed in."""

    visitor: Visitor
    kind: Kind
    read: Read
    text: Text

    async def look_at(self, url: str) -> Scouted:
        """Return what *url* offers; `FetchError` or `DataError` that says what to do instead."""
        answer = await self.visitor.visit(url)
        if self.kind(answer) != "html":
            return self._found([answer], Home(), [])
        home = look(self.text(answer), answer.final)
        feeds, notices = await self._feeds([feed.url for feed in home.feeds])
        if not feeds:
            feeds = await self._first_of(places(answer.final))
        if feeds:
            return self._found(feeds, home, notices)
        if any(len(article.text) >= LEAST_TEXT for article in self.read(answer).articles):
            return self._found([answer], home, notices)
        what = "the page names no feed, has none where sites usually keep it, and is no article itself"
        raise DataError(what, where=url, fix="look for RSS on the site and give that address, or give an article's")

    async def _feeds(self, urls: Sequence[str]) -> tuple[list[Response], list[Notice]]:
        """Return the answers of *urls* that can be read, and a notice for each that cannot."""
        found, notices = [], []
        for url, answer in zip(urls, await asyncio.gather(*map(self._try, urls)), strict=True):
            if isinstance(answer, Response):
                found.append(answer)
            else:
                notices.append(Notice(what=f"not taken: {answer.what}", where=url, fix=answer.fix))
        return found, notices

    async def _first_of(self, urls: Sequence[str]) -> list[Response]:
        for url in urls:
            if isinstance(answer := await self._try(url), Response):
                return [answer]
        return []

    async def _try(self, url: str) -> Response | FetchError | DataError:
        try:
            answer = await self.visitor.visit(url)
            if self.kind(answer) == "html":
                return DataError(
                    "it is a page and no feed", fix="give the address of a feed, or of a page that names one"
                )
        except (FetchError, DataError) as fault:
            return fault
        return answer

    def _found(self, answers: Sequence[Response], home: Home, notices: Sequence[Notice]) -> Scouted:
        batches = [self.read(answer) for answer in answers]
        articles = [article for batch in batches for article in batch.articles]
        host = urlsplit(answers[0].final).hostname or ""
        return Scouted(
            urls=tuple(answer.moved or answer.url for answer in answers),
            # The title of a page inside a site is that of an article; its feed knows the site's name.
            name=home.name or commonest([one.site for one in articles]) or home.title or host.removeprefix("www."),
            language=home.language or commonest([article.language for article in articles]),
            dates=tuple(article.published for article in articles if article.published),
            notices=(*notices, *filter(None, map(_in_short, answers, batches))),
        )


def _in_short(answer: Response, batch: Batch) -> Notice | None:
    """Return a hint where most articles of a feed are only beginnings."""
    short = sum(link.optional for link in batch.links)
    if short * 2 <= len(batch.articles) or not batch.articles:
        return None
    what = "the feed has only the beginnings of its articles"
    return Notice(what=what, where=answer.final, fix="for the whole: full = true in its [[source]], then digest fetch")


def commonest(words: Sequence[str]) -> str:
    """Return what at least half of *words* are, '' when there is none: one article in Welsh is no Welsh site."""
    word, number = next(iter(Counter(words).most_common(1)), ("", 0))
    return word if number * 2 >= len(words) else ""
