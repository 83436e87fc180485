"""Stories: articles that tell the same event, whoever published them.

The answer does not depend on the order the articles came in: they are compared in
the order of publication, then of id.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from digest.articles import Article
from digest.picks.clusters import cluster
from digest.picks.features import vectors

_UNDATED = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Story:
    """One event, told by one or more articles.

    `lead` tells it best and gives the story its `id`; `members` are all its
    articles, the lead first, then by time of publication.
    """

    id: str
    lead: Article
    members: tuple[Article, ...]


def group(articles: Iterable[Article]) -> tuple[Story, ...]:
    """Group *articles* into stories, in order of each story's first article.

    Cost: about linear; no step compares all pairs.
    """
    ordered = sorted(articles, key=in_order)
    groups = cluster(vectors(ordered))
    return tuple(_story([ordered[position] for position in positions]) for positions in groups)


def in_order(article: Article) -> tuple[datetime, str]:
    """Return what articles are sorted by: publication, undated last, then id."""
    return (article.published.astimezone(UTC) if article.published else _UNDATED, article.id)


def _story(members: list[Article]) -> Story:
    lead = max(enumerate(members), key=lambda pair: (fullness(pair[1]), -pair[0]))[1]
    rest = tuple(article for article in members if article is not lead)
    return Story(lead.id, lead, (lead, *rest))


def fullness(article: Article) -> int:
    """Count what an article brings to an edition: body, deck, picture, link, quotes, date."""
    has = (
        article.text,
        article.deck,
        article.image,
        article.url,
        article.takeaways,
        article.analysis,
        article.highlights,
        article.published,
    )
    return sum(bool(part) for part in has)
