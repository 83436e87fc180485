"""What an editor changes about what is one story: `split` takes an article out of it, `join` adds one.

Both hold before anything is chosen, so they survive picking again.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NoReturn

from digest.articles import Article
from digest.errors import DataError, nearest
from digest.order.merging import articles_of
from digest.order.sheet import OrderBlock, OrderSheet
from digest.stories.story import Story, in_order, without


def regrouped(
    stories: Sequence[Story], sheet: OrderSheet, where: str, pages: Sequence[Article] = ()
) -> tuple[Story, ...]:
    """Return *stories* as the running order splits and joins them.

    What is split off is a story by itself.  The id of a story's lead in `join` adds
    all of that story, whoever leads it by now; another id the one article.  *pages* are
    further articles, of other days, that may be joined.  The story whose block it is keeps its lead.  Raises
    `DataError` with file and line for an id that no article has.
    """
    wishes = [one for one in sheet.blocks if one.lines("split") or one.lines("join")]
    if not wishes:
        return tuple(stories)
    groups = _Groups({story.id: story for story in stories}, {page.id: page for page in pages}, sheet, where)
    for one in wishes:
        groups.part(one)
    for one in wishes:
        groups.join(one)
    return tuple(sorted(groups.stories.values(), key=lambda story: min(map(in_order, story.members))))


def remaining(stories: Sequence[Story], sheet: OrderSheet, out: Sequence[str]) -> list[Story]:
    """Return *stories* without those that the editor took *out*: by the id of any article that tells them.

    A story that has a block of its own stays, even if it has one of these articles.
    """
    wanted = {one.id for one in sheet.blocks if one.values.get("drop") is not True}
    return [one for one in stories if wanted & _ids(one) or not _ids(one).intersection(out)]


@dataclass(slots=True)
class _Groups:
    """Stories by id while they are split and joined."""

    stories: dict[str, Story]
    pages: dict[str, Article]
    sheet: OrderSheet
    where: str

    def part(self, block: OrderBlock) -> None:
        """Take the articles that `split` names out of the story they are in."""
        for name in block.lines("split"):
            story = self._told_by(name) or self._refuse(name, block, "split")
            if name == block.id:
                what = f"{name} is what this story is called by, so it cannot be split from it"
                raise DataError(what, where=self._at(block, "split"), fix="name the other articles in split")
            own = self._of(block)
            if own is None or own is not story or len(story.members) == 1:
                continue  # the machine split it already
            self._without(story, name)
            alone = next(member for member in story.members if member.id == name)
            self.stories[alone.id] = Story(alone.id, alone, (alone,))

    def join(self, block: OrderBlock) -> None:
        """Add what `join` names to the block's story."""
        for name in block.lines("join"):
            own = self._of(block)
            other = self._told_by(name)
            if other is None and name not in self.pages:
                self._refuse(name, block, "join")
            if own is None or own is other:
                continue
            new = self._taken(other, name) if other else (self.pages[name],)
            rest = sorted((*own.members[1:], *new), key=in_order)
            self.stories[own.id] = Story(own.id, own.lead, (own.lead, *rest))

    def _taken(self, story: Story, name: str) -> tuple[Article, ...]:
        """Take a whole story away by the name of its lead, else the one article."""
        if story.id == name or self._led(story, name):
            del self.stories[story.id]
            return story.members
        self._without(story, name)
        return tuple(member for member in story.members if member.id == name)

    def _led(self, story: Story, name: str) -> bool:
        """Say whether an article led a story that a later report leads now, and that has no block of its own."""
        wanted = {one.id for one in self.sheet.blocks}
        return self.sheet.was_story(name) and not wanted & (_ids(story) - {name})

    def _without(self, story: Story, name: str) -> None:
        """Take an article out of a story, which keeps its lead as long as it has it: the editor saw it leading."""
        del self.stories[story.id]
        rest = without(story, lambda article: article.id == name)
        if rest and story.lead.id != name:
            rest = Story(story.id, story.lead, tuple(one for one in story.members if one.id != name))
        if rest:
            self.stories[rest.id] = rest

    def _of(self, block: OrderBlock) -> Story | None:
        """Return the story that a block is about; None when it is not there today."""
        if path := str(block.values.get("path", "")):
            return self._at_path(path)
        found = self.stories.get(block.id) or self._told_by(block.id)
        return found or next((story for name in sorted(articles_of(block)) if (story := self._told_by(name))), None)

    def _at_path(self, path: str) -> Story | None:
        """Return the story of the page at *path*; a page of another day becomes one."""
        every = (member for story in self.stories.values() for member in story.members)
        page = next((one for one in (*every, *self.pages.values()) if is_at(one, path)), None)
        if page is None:
            return None
        return self._told_by(page.id) or self.stories.setdefault(page.id, Story(page.id, page, (page,)))

    def _told_by(self, name: str) -> Story | None:
        return next((story for story in self.stories.values() if name in _ids(story)), None)

    def _at(self, block: OrderBlock, key: str) -> str:
        return f"{self.where}, line {block.line_of(key)}"

    def _refuse(self, name: str, block: OrderBlock, key: str) -> NoReturn:
        known = [member.id for story in self.stories.values() for member in story.members]
        hint = nearest(name, known)
        fix = f"did you mean {hint}?" if hint else "`digest articles` lists the ids; or take it out of the list"
        raise DataError(f"no article of this slot is called {name!r}", where=self._at(block, key), fix=fix)


def is_at(article: Article, path: str) -> bool:
    """Say whether an article stands in the file at *path*, written as messages write it."""
    path = path.removeprefix("./")
    return article.where == path or article.where.startswith(f"{path}, line ")


def _ids(story: Story) -> set[str]:
    return {member.id for member in story.members}
