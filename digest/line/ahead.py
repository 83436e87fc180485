"""Reading ahead: the quotes and other words that segments will ask for, found once, on all cores."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from heapq import nsmallest

from digest.edition.compose import Gleaned, glean
from digest.line.choose import FOUND, Tell
from digest.line.forks import in_forks
from digest.line.pool import Pool
from digest.line.shop import Shop
from digest.picks.choose import BENCH, LOOKED_AT
from digest.quotes.quote import Quote
from digest.quotes.select.strength import best_to_show
from digest.settings import SegmentSettings
from digest.stories.fingerprints import read as fingerprint
from digest.stories.fingerprints import written
from digest.stories.story import Story
from digest.text.plurals import counted

FEW = 200  # articles: fewer are read sooner than forks are made
A_FORK = 200  # stories: what one of them looked at becomes its own copy, and is gone with it
AHEAD = 2  # times as many stories as a page shows are gleaned


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """What was found in one story and its lead, by the story's id: its fingerprints, as `written`.

    `gleaned` is None where nobody may want it.
    """

    story: str
    quotes: tuple[Quote, ...]
    prints: tuple[str, str]
    gleaned: Gleaned | None = None


def read_ahead(pool: Pool, segments: Iterable[SegmentSettings], shop: Shop, *, workers: int, tell: Tell) -> None:
    """Find the quotes of every story that some segment looks at, and what those say that it may well show.

    It is only ahead: what is not found here is found when it is asked for.
    """
    from digest.quotes.of_article import find_quotes

    seen, shown = _stories(pool, segments)
    wanted = list(seen.values())
    per_story = pool.workspace.settings.picks.quotes_per_story

    def read(stories: Iterable[Story]) -> Iterator[Read]:
        """Look at stories and keep nothing: a fork's memory would grow with it."""
        for story in stories:
            lead = story.lead
            quotes = FOUND[lead] if lead in FOUND else find_quotes(lead)
            found = glean(lead, best_to_show(quotes, per_story)) if lead.id in shown else None
            own, whole = pool.taken(story)
            yield Read(story=story.id, quotes=quotes, prints=(written(own), written(whole)), gleaned=found)

    def keep(one: Read) -> None:
        lead, prints = seen[one.story].lead, [fingerprint(text) for text in dict.fromkeys(one.prints)]
        FOUND[lead] = one.quotes
        pool.shared.prints[one.story] = prints[0], prints[-1]
        if one.gleaned is not None:
            shop.keep(lead, best_to_show(one.quotes, per_story), one.gleaned)

    if workers > 1 and len(wanted) > FEW:
        for one in read(wanted[:1]):  # what reading needs is imported and read here, for all forks
            keep(one)
        some = [wanted[n : n + A_FORK] for n in range(1, len(wanted), A_FORK)]
        for one in in_forks(some, read, Read, at_once=workers, here=read):
            keep(one)
    for one in read(story for story in wanted if story.lead not in FOUND):
        keep(one)
    tell("quotes", counted(len(wanted), "article"))


def _stories(pool: Pool, segments: Iterable[SegmentSettings]) -> tuple[dict[str, Story], set[str]]:
    """Return all stories, as they are told there, that are worth reading for some segment, and which it may well show.

    These are given by their leads.
    """
    seen: dict[str, Story] = {}
    shown: set[str] = set()
    picks = pool.workspace.settings.picks
    for segment in segments:
        stories, brief = segment.stories or picks.stories, picks.brief if segment.brief is None else segment.brief
        wanted = LOOKED_AT * (stories + brief + BENCH)
        told = pool.of(pool.workspace.of(segment.name)).stories
        best = nsmallest(wanted, told, key=lambda story: (-pool.scored[pool.home[story.id].id][1], story.id))
        seen |= {story.id: story for story in best}
        shown |= {story.lead.id for story in best[: AHEAD * stories]}
    return seen, shown
