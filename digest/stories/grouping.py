"""Which articles of a batch tell one event: copies folded, furniture off, then by agreement or by crowds.

A day's batch is mostly single reports, so each likeness is weighed with care
(`agreeing`).  A crawl is crowds of near copies: there the words that a crowd has
in common say more than any two of its headlines, and say it fast (`clusters`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from digest.articles import Article
from digest.stories.agreeing import Sense, agree
from digest.stories.clusters import STRICT, cluster
from digest.stories.copies import crowds
from digest.stories.features import vectors
from digest.stories.furniture import strip
from digest.stories.judgement import weights
from digest.stories.passing import Pass
from digest.text.tokens import fold, spell

if TYPE_CHECKING:
    from digest.stories.meaning import Encode, Vector

MOST_MEANT = 10_000  # articles: more are put together by words only, at a thousandth of a second for each meaning
CRAWL = 100  # articles: in fewer, how rare a word is says too little to go by crowds
CROWDED = 0.3  # so many of a crawl's articles are near copies of another
CAREFUL = 3_000  # articles: more are not weighed pair by pair


def groups_of(
    articles: Sequence[Article], columns: Iterable[str] = (), encode: Encode | None = None
) -> list[list[int]]:
    """Return groups of positions into *articles*, each sorted, in order of their first.

    *columns* are names of standing columns besides those that are known; with
    *encode* what articles mean counts, too.  The result depends on the order of the
    articles, so callers sort them first.
    """
    if len(articles) > MOST_MEANT:
        encode = None
    crowded = crowds(articles)
    found = _told_together([articles[crowd[0]] for crowd in crowded], columns, encode)
    return sorted(sorted(position for number in group for position in crowded[number]) for group in found)


def _told_together(articles: Sequence[Article], columns: Iterable[str], encode: Encode | None) -> list[list[int]]:
    """Return the same of articles that are no crowds of copies."""
    if is_crawl(articles):
        return cluster(vectors(articles), _meanings(articles, encode))
    bare, alone = strip(articles, columns)
    news = [position for position, by_itself in enumerate(alone) if not by_itself]
    found = [[news[number] for number in group] for group in _groups([bare[position] for position in news], encode)]
    copies: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
    for position, by_itself in enumerate(alone):
        if by_itself:
            copies[_words(articles[position])].append(position)
    return sorted([*found, *copies.values()])


def _groups(articles: Sequence[Article], encode: Encode | None) -> list[list[int]]:
    found = vectors(articles)
    if len(articles) > CAREFUL:
        return cluster(found, _meanings(articles, encode))
    if encode is None:
        return agree(articles, list(found.rows), weights())
    return agree(articles, list(found.rows), weights("meaning"), sense(articles, encode))


def _meanings(articles: Sequence[Article], encode: Encode | None) -> Vector | None:
    if encode is None:
        return None
    from digest.stories.meaning import meanings

    return meanings(articles, encode)


def sense(articles: Sequence[Article], encode: Encode) -> Sense:
    """Return what tells how nearly two articles, by position, mean the same: `MEANT` of the evidence."""
    from digest.stories.meaning import DIGITS, meanings

    wholes, heads = meanings(articles, encode), meanings(articles, encode, headlines=True)

    def near(one: int, two: int) -> tuple[float, float]:
        return round(float(wholes[one] @ wholes[two]), DIGITS), round(float(heads[one] @ heads[two]), DIGITS)

    return near


def is_crawl(articles: Sequence[Article]) -> bool:
    """Say whether a batch is crowds of near copies rather than a day's single reports.

    Headlines without a site are all that a large crawl is, so those are not asked.
    """
    if len(articles) < CRAWL:
        return False
    if len(articles) > CAREFUL:
        return not any(article.site or article.text for article in articles)
    found = vectors(articles)
    groups = Pass(STRICT, len(found.rarity)).run((row, 1.0) for row, _ in found.rows)
    return sum(len(group) for group in groups if len(group) > 1) >= CROWDED * len(articles)


def _words(article: Article) -> tuple[str, ...]:
    """Return what a column's copy under another address has in common with it: headline and text, folded."""
    return tuple(fold(word) for word in spell(f"{article.headline}\n{article.text}"))
