"""Stories: articles that tell the same event, whoever published them.

The answer does not depend on the order the articles came in: they are compared in
the order of publication, then of id.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

from digest.articles import Article
from digest.stories.grouping import groups_of

if TYPE_CHECKING:
    from digest.stories.meaning import Encode

PAUSE = timedelta(days=5)  # a group nobody told for so long is two events
NEWEST = timedelta(
    hours=18
)  # before the newest telling with a text: who may lead, so that news beats yesterday's fuller page

_UNDATED = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Story:
    """One event, told by one or more articles.

    `lead` tells it best, the fullest of the newest with a text, and gives the story its `id`;
    `members` are all its articles, the lead first, then by time of publication.
    """

    id: str
    lead: Article
    members: tuple[Article, ...]


def group(articles: Iterable[Article], columns: Iterable[str] = (), encode: Encode | None = None) -> tuple[Story, ...]:
    """Group *articles* into stories, in order of each story's first article.

    *columns* are names of standing columns, which never tell one event with
    another article; with *encode*, an encoder of texts, what they mean counts, too.
    Cost: about linear; no step compares all pairs of a large batch.
    """
    ordered = sorted(articles, key=in_order)
    return told_by(ordered, groups_of(ordered, columns, encode))


def told_by(ordered: Sequence[Article], groups: Iterable[Sequence[int]]) -> tuple[Story, ...]:
    """Return the stories of *groups*: lists of positions into *ordered*, articles sorted by `in_order`."""
    told = ([ordered[position] for position in positions] for positions in groups)
    return tuple(_story(part) for members in told for part in _in_time(members))


def _in_time(members: list[Article]) -> Iterator[list[Article]]:
    """Part a group where nobody told it for `PAUSE`: last month's event with the same words."""
    breaks = [
        number
        for number, (one, two) in enumerate(pairwise(members), 1)
        if one.published and two.published and two.published - one.published > PAUSE
    ]
    for start, end in pairwise([0, *breaks, len(members)]):
        yield members[start:end]


def without(story: Story, unwanted: Callable[[Article], bool]) -> Story | None:
    """Return *story* without the articles that are *unwanted*; None when none is left."""
    kept = [article for article in story.members if not unwanted(article)]
    if len(kept) == len(story.members):
        return story
    return _story(sorted(kept, key=in_order)) if kept else None


def in_order(article: Article) -> tuple[datetime, str]:
    """Return what articles are sorted by: publication, undated last, then id."""
    return (article.published.astimezone(UTC) if article.published else _UNDATED, article.id)


def _story(members: list[Article]) -> Story:
    if len(members) == 1:
        return Story(members[0].id, members[0], (members[0],))
    told = [member for member in members if member.text] or members  # a newer headline must not hide the only report
    newest = max((member.published for member in told if member.published), default=None)
    recent = [m for m in told if newest is None or (m.published and newest - m.published <= NEWEST)]
    # Of two that bring as much, the longer report: it is where the others look things up.
    lead = max(enumerate(recent), key=lambda pair: (fullness(pair[1]), len(pair[1].source_text), pair[0]))[1]
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
