"""The posts of an edition as an editor wants them: tables ``[[post]]`` below the stories of a running order."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

from digest.articles import Article
from digest.errors import DataError
from digest.order.offers import Misfit, meant
from digest.order.sheet import Block, Sheet
from digest.picks.choose import Pick
from digest.picks.edits import PostWish
from digest.quotes.proof.typography import view
from digest.quotes.quote import Quote
from digest.stories.story import Story
from digest.text.clean import line, plain

FEWEST = 3  # words between marks that are a quotation; fewer name a thing
_QUOTED = re.compile(r'"[^"]+"|“[^”]+”|„[^“”]+[“”]|«[^»]+»|»[^«]+«|「[^」]+」')


def post_wishes(
    sheet: Sheet, picks: Sequence[Pick], quotes: Callable[[Story], Sequence[Quote]], where: str
) -> tuple[PostWish, ...]:
    """Return what the editor wants of the posts.

    Raises `DataError` with file and line for a story or quote that is not there.
    """
    return tuple(_Table(block, picks, quotes, where).wish() for block in sheet.posts)


def _unsaid(text: str, articles: Sequence[Article]) -> str:
    """Return the first words between quotation marks that no article has, '' when all were said or printed there."""
    sources = [view(article.source_text)[0].casefold() for article in articles]
    for found in _QUOTED.finditer(text):
        words = view(found[0][1:-1])[0].casefold().strip(" .,!?;:")
        if len(words.split()) >= FEWEST and not any(words in source for source in sources):
            return found[0]
    return ""


@dataclass(frozen=True, slots=True)
class _Table:
    """One ``[[post]]`` of an edition with *picks*."""

    block: Block
    picks: Sequence[Pick]
    quotes: Callable[[Story], Sequence[Quote]]
    where: str

    def wish(self) -> PostWish:
        """Return what it asks for."""
        story, quote = self._meant(self._story())
        text, when = plain(self._value("text")).strip(), self._when()
        skip = self.block.values.get("skip") is True
        kind = self._value("kind") or ("quote" if quote else "story" if story else "edition")
        self._see_that_it_says_one_thing(kind, text, when, skip=skip)
        self._see_that_it_is_true(text, story)
        names = self.block.values.get("network", [])
        return PostWish(
            kind=kind,
            networks=tuple(map(str, names)) if isinstance(names, list) else (str(names),),
            story=story.id if story else "",
            quote=quote.id if quote else "",
            text=text,
            skip=skip,
            when=when,
            where=f"{self.where}, line {self.block.line_of('network')}",
        )

    def _value(self, name: str) -> str:
        return str(self.block.values.get(name, ""))

    def _refuse(self, what: str, key: str, fix: str) -> DataError:
        return DataError(what, where=f"{self.where}, line {self.block.line_of(key)}", fix=fix)

    def _when(self) -> str:
        moment = self.block.values.get("when", "")
        return moment.isoformat() if isinstance(moment, datetime) else str(moment)

    def _story(self) -> Story | None:
        named = line(self._value("story"))
        found = next((pick.story for pick in self.picks if named in {one.id for one in pick.story.members}), None)
        if named and found is None:
            fix = "write the id of one of the stories above"
            raise self._refuse(f"no story of this edition is called {named!r}", "story", fix)
        return found

    def _meant(self, story: Story | None) -> tuple[Story | None, Quote | None]:
        """Return the quote that is named and its story; of no quote the story alone."""
        words = line(self._value("quote"))
        if not words:
            return story, None
        for one in [story] if story else [pick.story for pick in self.picks]:
            with suppress(Misfit):
                return one, meant(words, self.quotes(one), one.lead.id)
        fix = "copy a line of offered, or its id"
        raise self._refuse(f"no quote of this edition is {words[:80]!r}", "quote", fix)

    def _see_that_it_says_one_thing(self, kind: str, text: str, when: str, *, skip: bool) -> None:
        if bool(text or when) == skip:
            fix = 'write text = "…", the words that go out instead, or when = 2026-08-10T09:30:00'
            raise self._refuse("a post needs either text or when, or skip = true", "text", fix)
        if text and kind == "thread":
            what = "a thread is made of the story's parts, and has no text of its own"
            raise self._refuse(what, "text", "write skip = true")

    def _see_that_it_is_true(self, text: str, story: Story | None) -> None:
        told_by = story.members if story else [one for pick in self.picks for one in pick.story.members]
        if untrue := _unsaid(text, told_by):
            fix = "write them as they were said, or take the quotation marks away"
            raise self._refuse(f"the quoted words are in no article: {untrue[:60]}", "text", fix)
