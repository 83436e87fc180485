"""Reading ahead: the quotes and other words that segments will ask for, found once, on all cores."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from heapq import nsmallest

from digest.articles import Article
from digest.edition.compose import Gleaned
from digest.line.choose import FOUND, Tell, counted, quotes_of
from digest.line.forks import in_forks
from digest.line.pool import Pool
from digest.line.shop import Shop
from digest.picks.choose import BENCH, LOOKED_AT
from digest.quotes.quote import Quote
from digest.quotes.select.strength import strongest
from digest.settings import SegmentSettings
from digest.stories.fingerprints import read as fingerprint
from digest.stories.fingerprints import written

FEW = 200  # articles: fewer are read sooner than forks are made
AHEAD = 2  # times as many stories as a page shows are gleaned


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """What was found in one article, by its id: of its story the fingerprints, as `written`.

    `gleaned` is None where nobody may want it.
    """

    article: str
    quotes: tuple[Quote, ...]
    prints: tuple[str, str]
    gleaned: Gleaned | None = None


def read_ahead(pool: Pool, segments: Iterable[SegmentSettings], shop: Shop, *, workers: int, tell: Tell) -> None:
    """Find the quotes of every story that some segment looks at, and what those say that it may well show.

    It is only ahead: what is not found here is found when it is asked for.
    """
    seen, shown = _leads(pool, segments)
    per_story = pool.workspace.settings.picks.quotes_per_story

    def read(articles: Sequence[Article]) -> Iterator[Read]:
        for article in articles:
            quotes = quotes_of(article)
            best = strongest(quotes, per_story)
            found = shop.gleaned(article, best) if article.id in shown else None
            lead, whole = pool.prints(pool.home[article.id])
            yield Read(article=article.id, quotes=quotes, prints=(written(lead), written(whole)), gleaned=found)

    wanted = list(seen.values())
    if workers > 1 and len(wanted) > FEW:
        for one in in_forks([wanted[n::workers] for n in range(workers)], read, Read):
            FOUND[seen[one.article]] = one.quotes
            pool.shared.prints[one.article] = fingerprint(one.prints[0]), fingerprint(one.prints[1])
            if one.gleaned is not None:
                shop.keep(seen[one.article], strongest(one.quotes, per_story), one.gleaned)
    for _ in read([article for article in wanted if article not in FOUND]):
        pass
    tell("quotes", counted(len(wanted), "article"))


def _leads(pool: Pool, segments: Iterable[SegmentSettings]) -> tuple[dict[str, Article], set[str]]:
    """Return the leads of all stories that are worth reading for some segment, and those it may well show."""
    seen: dict[str, Article] = {}
    shown: set[str] = set()
    picks = pool.workspace.settings.picks
    for segment in segments:
        stories, brief = segment.stories or picks.stories, picks.brief if segment.brief is None else segment.brief
        homes = {pool.home[pool.articles[position].id].id for position in pool.index.positions(segment)}
        wanted = LOOKED_AT * (stories + brief + BENCH)
        best = nsmallest(wanted, (pool.scored[id] for id in homes), key=lambda one: (-one[1], one[0].story.id))
        leads = [candidate.story.lead for candidate, _ in best]
        seen |= {lead.id: lead for lead in leads}
        shown |= {lead.id for lead in leads[: AHEAD * stories]}
    return seen, shown
