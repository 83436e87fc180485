"""The posts of an edition as an editor wants them: tables ``[[post]]`` below the stories of a running order."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from contextlib import suppress
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
    return tuple(_wish(block, picks, quotes, where) for block in sheet.posts)


def _unsaid(text: str, articles: Sequence[Article]) -> str:
    """Return the first words between quotation marks that no article has, '' when all were said or printed there."""
    sources = [view(article.source_text)[0].casefold() for article in articles]
    for found in _QUOTED.finditer(text):
        words = view(found[0][1:-1])[0].casefold().strip(" .,!?;:")
        if len(words.split()) >= FEWEST and not any(words in source for source in sources):
            return found[0]
    return ""


def _wish(block: Block, picks: Sequence[Pick], quotes: Callable[[Story], Sequence[Quote]], where: str) -> PostWish:
    def refuse(what: str, key: str, fix: str) -> DataError:
        return DataError(what, where=f"{where}, line {block.line_of(key)}", fix=fix)

    named = line(str(block.values.get("story", "")))
    story = next((pick.story for pick in picks if named in {one.id for one in pick.story.members}), None)
    if named and story is None:
        raise refuse(
            f"no story of this edition is called {named!r}", "story", "write the id of one of the stories above"
        )
    quote = None
    if words := line(str(block.values.get("quote", ""))):
        for one in [story] if story else [pick.story for pick in picks]:
            with suppress(Misfit):
                story, quote = one, meant(words, quotes(one), one.lead.id)
                break
        if quote is None:
            raise refuse(f"no quote of this edition is {words[:80]!r}", "quote", "copy a line of offered, or its id")
    text, skip = plain(str(block.values.get("text", ""))).strip(), block.values.get("skip") is True
    moment = block.values.get("when", "")
    when = moment.isoformat() if isinstance(moment, datetime) else str(moment)
    if bool(text or when) == skip:
        fix = 'write text = "…", the words that go out instead, or when = 2026-08-10T09:30:00'
        raise refuse("a post needs either text or when, or skip = true", "text", fix)
    told_by = story.members if story else [one for pick in picks for one in pick.story.members]
    if untrue := _unsaid(text, told_by):
        fix = "write them as they were said, or take the quotation marks away"
        raise refuse(f"the quoted words are in no article: {untrue[:60]}", "text", fix)
    kind = str(block.values.get("kind", "")) or ("quote" if quote else "story" if story else "edition")
    if text and kind == "thread":
        raise refuse("a thread is made of the story's parts, and has no text of its own", "text", "write skip = true")
    names = block.values.get("network", [])
    return PostWish(
        kind=kind,
        networks=tuple(map(str, names)) if isinstance(names, list) else (str(names),),
        story=story.id if story else "",
        quote=quote.id if quote else "",
        text=text,
        skip=skip,
        when=when,
        where=f"{where}, line {block.line_of('network')}",
    )
