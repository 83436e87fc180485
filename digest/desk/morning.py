"""What a morning begins with: the articles read, the stories they tell, what the machine chose among them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from threading import RLock
from typing import TYPE_CHECKING

from digest.articles import Article
from digest.intake.files import Intake
from digest.line.choose import Gathered, gather, read, select
from digest.line.shop import Shop
from digest.line.telling import tell_nobody
from digest.order.file import order_name
from digest.order.regrouping import regrouped
from digest.order.sheet import OrderSheet
from digest.picks.choose import Pick, Picks, score_all
from digest.picks.memory import Memory, embargoed
from digest.picks.slots import Slot
from digest.stories.story import Story
from digest.workspace import Workspace

if TYPE_CHECKING:
    from digest.picks.recognition import SegmentMemory


@dataclass(frozen=True, slots=True)
class Grouped:
    """The stories as a running order splits and joins them, and the machine's picks among them."""

    stories: tuple[Story, ...]
    picks: Picks

    def story(self, id: str) -> Story | None:
        """Return the story that has an article, or is called, *id*."""
        whole = next((story for story in self.stories if story.id == id), None)
        told = (story for story in self.stories if any(member.id == id for member in story.members))
        return whole or next(told, None)


@dataclass
class Morning:
    """One reading of the sources for a slot; grouping and choosing are done once for each set of splits and joins.

    A thread holds `lock` while it prints and `drawing` while it draws cards.
    """

    workspace: Workspace
    slot: Slot
    intake: Intake
    gathered: Gathered
    shop: Shop = field(default_factory=Shop)
    lock: RLock = field(default_factory=RLock)
    drawing: RLock = field(default_factory=RLock)
    _grouped: dict[tuple[tuple[str, ...], ...], Grouped] = field(default_factory=dict)

    @classmethod
    def of(cls, workspace: Workspace, slot: Slot) -> Morning:
        """Read the sources."""
        intake = read(workspace, tell_nobody, at=slot.at)
        gathered = gather(workspace, intake, slot, tell_nobody)
        return cls(workspace, slot, intake, gathered, Shop(workspace.derived))

    @property
    def known(self) -> Memory | SegmentMemory:
        """What readers already had."""
        return self.gathered[0]

    @cached_property
    def articles(self) -> dict[str, Article]:
        """Every article that was read, by id."""
        return {article.id: article for article in self.intake.articles}

    @cached_property
    def pages(self) -> Sequence[Article]:
        """Every article that an edition of the slot may have."""
        return [one for one in self.intake.articles if not embargoed(one, self.slot)]

    def grouped(self, sheet: OrderSheet) -> Grouped:
        """Return the stories as *sheet* splits and joins them; `DataError` for an id that no article has."""
        stories = regrouped(self.gathered[2], sheet, order_name(self.workspace, self.slot), self.pages)
        key = tuple(tuple(member.id for member in story.members) for story in stories)
        if key not in self._grouped:
            if len(self._grouped) > 4:
                self._grouped.clear()
            picks = select(self.workspace, self.intake, self.slot, stories, self.known)
            self._grouped[key] = Grouped(stories, picks)
        return self._grouped[key]

    def scored(self, stories: Sequence[Story]) -> list[Pick]:
        """Return *stories* with their scores, best first."""
        return score_all(
            stories, self.workspace.settings, self.slot, weights=self.intake.weight, pictured=self.intake.pictured
        )
