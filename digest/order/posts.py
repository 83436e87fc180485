"""The posts of an edition as an editor wants them: tables ``[[post]]``.

They stand below the stories of a running order or in a file of their own,
``posts/<slot>.toml``, which the share sheet and the desk write.  Of two for one post
the last counts, and the file after the running order.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

from digest.errors import DataError
from digest.order.offers import Misfit, quote_meant
from digest.order.sheet import OrderBlock, OrderSheet
from digest.picks.choose import Pick
from digest.picks.edits import PostWish
from digest.quotes.proof.typography import view
from digest.quotes.quote import Quote
from digest.stories.story import Story
from digest.text.clean import line, plain

FEWEST = 3  # words between marks that are a quotation; fewer name a thing
YES = "yes"
_QUOTED = re.compile(r'"[^"]+"|“[^”]+”|„[^“”]+[“”]|«[^»]+»|»[^«]+«|「[^」]+」')
_MARKS = re.compile(r"[\\*_~`]")  # what networks write bold with, and what keeps them from it
_SAYS_SOMETHING = ("text", "wording", "alt", "skip", "approved", "when")


@dataclass(frozen=True, slots=True, kw_only=True)
class PostStory:
    """A story as `[[post]]` may mean it: its id, the articles that tell it, its quotes, the texts it is told in."""

    id: str
    lead: str
    members: frozenset[str]
    quotes: Sequence[Quote]
    sources: Sequence[str]


def told_by_picks(picks: Iterable[Pick], quotes: Callable[[Story], Sequence[Quote]]) -> list[PostStory]:
    """Return the stories of an edition that is being made."""
    return [
        PostStory(
            id=pick.story.id,
            lead=pick.story.lead.id,
            members=frozenset(one.id for one in pick.story.members),
            quotes=quotes(pick.story),
            sources=[one.source_text for one in pick.story.members],
        )
        for pick in picks
    ]


def post_wishes(sheet: OrderSheet, stories: Sequence[PostStory], where: str) -> tuple[PostWish, ...]:
    """Return what the editor wants of the posts.

    Raises `DataError` with file and line for a story or quote that is not there.
    """
    return tuple(_Table(block, stories, where).wish() for block in sheet.posts)


def _unsaid(text: str, stories: Sequence[PostStory], *, markup: bool) -> str:
    """Return the first words between quotation marks that no article has, '' when all were said or printed there."""

    def seen(words: str) -> str:
        words = view(words)[0].casefold()
        return _MARKS.sub("", words) if markup else words

    found = [match[0] for match in _QUOTED.finditer(text)]
    sources = [seen(source) for story in stories for source in story.sources] if found else []
    for quoted in found:
        words = seen(quoted[1:-1]).strip(" .,!?;:")
        pieces = [piece.strip(" .,!?;:") for piece in re.split(r"\[(?:…|\.\.\.)\]", words)]
        if len(words.split()) >= FEWEST and not any(all(p in source for p in pieces) for source in sources):
            return quoted
    return ""


@dataclass(frozen=True, slots=True)
class _Table:
    """One ``[[post]]`` of an edition with *stories*."""

    block: OrderBlock
    stories: Sequence[PostStory]
    where: str

    def wish(self) -> PostWish:
        """Return what it asks for."""
        story, quote = self._meant(self._story())
        text = plain(self._value("text")).strip()
        kind = self._value("kind") or ("quote" if quote else "story" if story else "edition")
        self._see_that_it_says_something(kind, text, quote)
        self._see_that_it_is_true(text, story)
        names = self.block.values.get("network", [])
        return PostWish(
            kind=kind,
            networks=tuple(map(str, names)) if isinstance(names, list) else (str(names),),
            story=story.id if story else "",
            quote=quote.id if quote else "",
            text=text,
            wording=self._value("wording"),
            markup=self._markup,
            alt=plain(self._value("alt")).strip(),
            skip=self._skip,
            approved=self._approved(),
            when=self._when(),
            words=quote,
            where=f"{self.where}, line {self.block.line_of('network')}",
        )

    @property
    def _markup(self) -> bool:
        return self.block.values.get("markup") is True

    @property
    def _skip(self) -> bool:
        return self.block.values.get("skip") is True

    def _value(self, name: str) -> str:
        return str(self.block.values.get(name, ""))

    def _refuse(self, what: str, key: str, fix: str) -> DataError:
        return DataError(what, where=f"{self.where}, line {self.block.line_of(key)}", fix=fix)

    def _when(self) -> str:
        moment = self.block.values.get("when", "")
        return moment.isoformat() if isinstance(moment, datetime) else str(moment)

    def _approved(self) -> str:
        found = self.block.values.get("approved", "")
        return (YES if found else "") if isinstance(found, bool) else str(found)

    def _story(self) -> PostStory | None:
        named = line(self._value("story"))
        found = next((one for one in self.stories if named in one.members), None)
        if named and found is None:
            fix = "write the id of one of the stories of this edition"
            raise self._refuse(f"no story of this edition is called {named!r}", "story", fix)
        return found

    def _meant(self, story: PostStory | None) -> tuple[PostStory | None, Quote | None]:
        """Return the quote that is named and its story; of no quote the story alone."""
        words = line(self._value("quote"))
        if not words:
            return story, None
        for one in [story] if story else self.stories:
            with suppress(Misfit):
                return one, quote_meant(words, one.quotes, one.lead)
        fix = "copy a line of offered, or its id"
        raise self._refuse(f"no quote of this edition is {words[:80]!r}", "quote", fix)

    def _see_that_it_says_something(self, kind: str, text: str, quote: Quote | None) -> None:
        values = self.block.values
        needless = next((key for key in _SAYS_SOMETHING if key != "skip" and values.get(key)), "") if self._skip else ""
        if key := needless:
            raise self._refuse(f"a post that is skipped needs no {key}", key, f"delete skip, or {key}")
        if not quote and not any(values.get(key) for key in _SAYS_SOMETHING):
            fix = 'write text = "…", the words that go out instead; or wording, alt, when, approved or skip'
            raise self._refuse("this post says nothing of what is wanted", "text", fix)
        if text and self._value("wording"):
            raise self._refuse("a text of your own has no wording", "wording", "delete one of the two")
        if self._value("wording") and kind in ("thread", "edition"):
            what = f"a post of kind {kind} has no other wordings"
            raise self._refuse(what, "wording", 'write text = "…"; the parts of a thread stand between lines of ---')

    def _see_that_it_is_true(self, text: str, story: PostStory | None) -> None:
        if text and (untrue := _unsaid(text, [story] if story else self.stories, markup=self._markup)):
            fix = "write them as they were said, or take the quotation marks away"
            raise self._refuse(f"the quoted words are in no article: {untrue[:60]}", "text", fix)
