"""Reading ahead: the quotes and other words that segments will ask for, found once, on all cores."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from heapq import nsmallest
from typing import TypeVar

from digest.edition.compose import Gleaned, glean
from digest.line.choose import FOUND, Tell, quotes_of
from digest.line.forks import in_forks
from digest.line.pool import Pool
from digest.line.shop import Shop
from digest.picks.choose import Ranking
from digest.picks.ranking import total
from digest.picks.terms import Candidate
from digest.quotes.quote import Quote
from digest.quotes.select.strength import best_to_show
from digest.settings import SegmentSettings
from digest.stories.fingerprints import read as fingerprint
from digest.stories.fingerprints import written
from digest.stories.story import Story
from digest.text.plurals import counted

FEW = 200  # articles: fewer are read sooner than forks are made
A_FORK = 200  # stories: what one of them looked at becomes its own copy, and is gone with it
One = TypeVar("One", "Read", "Said")

AHEAD = 1.5  # times as many stories as a page shows are gleaned


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """What was found in one story and its lead, by the story's id: its fingerprints, as `written`."""

    story: str
    quotes: tuple[Quote, ...]
    prints: tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What a story's lead says for itself, by the story's id."""

    story: str
    gleaned: Gleaned


def read_ahead(pool: Pool, segments: Iterable[SegmentSettings], shop: Shop, *, workers: int, tell: Tell) -> None:
    """Find the quotes of every story that some segment looks at, and what those say that it may well show.

    It is only ahead: what is not found here is found when it is asked for.
    """
    lists = [_looked_at(pool, segment) for segment in segments]
    seen = {one.story.id: one.story for _, candidates in lists for one in candidates}
    _find_quotes(pool, list(seen.values()), workers)
    shown: dict[str, Story] = {}
    for wanted, candidates in lists:  # with their quotes it is known rather better what a page will show
        read = (pool.learnt(one) or pool.ranking.read(one, quotes_of) for one in candidates)
        best = nsmallest(int(AHEAD * wanted), read, key=lambda pair: (-total(pair[1]), pair[0].story.id))
        shown |= {one.story.id: one.story for one, _ in best}
    _glean(pool, list(shown.values()), shop, workers)
    tell("quotes", counted(len(seen), "article"))


def _find_quotes(pool: Pool, stories: Sequence[Story], workers: int) -> None:
    from digest.quotes.of_article import find_quotes

    known = {story.id: story for story in stories}
    same: dict[int, int] = {}  # two stories that share a word share its number, too

    def read(some: Iterable[Story]) -> Iterator[Read]:
        """Look at stories and keep nothing: a fork's memory would grow with it."""
        for story in some:
            lead = story.lead
            own, whole = pool.taken(story)
            quotes = FOUND[lead] if lead in FOUND else find_quotes(lead)
            yield Read(story=story.id, quotes=quotes, prints=(written(own), written(whole)))

    def shared(text: str) -> dict[int, int]:
        pairs = fingerprint(text).items()
        return {same.setdefault(key, key): same.setdefault(weight, weight) for key, weight in pairs}

    def keep(one: Read) -> None:
        story, prints = known[one.story], [shared(text) for text in dict.fromkeys(one.prints)]
        FOUND[story.lead] = one.quotes
        pool.shared.prints[one.story] = prints[0], prints[-1]
        pool.learn(story.lead, one.quotes)

    _on_all(stories, read, Read, keep, workers)


def _glean(pool: Pool, stories: Sequence[Story], shop: Shop, workers: int) -> None:
    known = {story.id: story for story in stories}
    per_story = pool.workspace.settings.picks.quotes_per_story

    def shown(story: Story) -> tuple[Quote, ...]:
        return best_to_show(quotes_of(story.lead), per_story)

    def read(some: Iterable[Story]) -> Iterator[Said]:
        for story in some:
            yield Said(story=story.id, gleaned=glean(story.lead, shown(story)))

    def keep(one: Said) -> None:
        story = known[one.story]
        shop.keep(story.lead, shown(story), one.gleaned)

    _on_all(stories, read, Said, keep, workers)


def _on_all(
    stories: Sequence[Story],
    read: Callable[[Iterable[Story]], Iterator[One]],
    kind: type[One],
    keep: Callable[[One], None],
    workers: int,
) -> None:
    """Read all of *stories* and keep what they gave: in forks where they are many, here what is left."""
    left = {story.id: story for story in stories}

    def kept(found: Iterable[One]) -> None:
        for one in found:
            keep(one)
            left.pop(one.story, None)

    if workers > 1 and len(stories) > FEW:
        kept(read(stories[:1]))  # what reading needs is imported and read here, for all forks
        some = [stories[n : n + A_FORK] for n in range(1, len(stories), A_FORK)]
        kept(in_forks(some, read, kind, at_once=workers, here=read))
    kept(read(list(left.values())))


def _looked_at(pool: Pool, segment: SegmentSettings) -> tuple[int, list[Candidate]]:
    """Return how many stories a segment shows, and those that are worth reading for it, as they are told there."""
    workspace = pool.workspace.of(segment.name)
    own, ranking = pool.of(workspace), Ranking(workspace.settings, pool.slot, pool.intake.weight)
    return workspace.settings.picks.stories, ranking.best(own.stories, own.memory.scored)
