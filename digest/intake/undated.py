"""Articles without a date, told in one line a source: none is invented for them, and nobody wants a line for each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from digest.articles import Article
from digest.errors import Notice
from digest.settings import SourceSettings

FIX = "write the date of each (2026-08-10T06:00:00+02:00); without one, the first edition that finds it has it as new"


def undated(
    articles: Iterable[Article], notices: Sequence[Notice], sources: Mapping[str, SourceSettings]
) -> tuple[list[Notice], list[Notice]]:
    """Return one line a source for those of *articles* without a date, and *notices* without the lines on each of them.

    *sources* has the settings of each article's source, by the article's id.
    """
    found: dict[str, dict[str, Article]] = {}
    for article in articles:
        if article.published is None:
            found.setdefault(sources[article.id].name, {})[article.id] = article
    unclear = {f"{one.where}: published" for group in found.values() for one in group.values()}
    told = {notice.where: notice for notice in notices if notice.where in unclear}
    lines = [_line(name, list(group.values()), told) for name, group in sorted(found.items())]
    return lines, [notice for notice in notices if notice.where not in told]


def _line(source: str, articles: Sequence[Article], told: Mapping[str, Notice]) -> Notice:
    given = [notice for one in articles if (notice := told.get(f"{one.where}: published"))]
    first = given[0].where.removesuffix(": published") if given else articles[0].where
    many = len(articles)
    what = f"{many:,} articles have no date" if many > 1 else "an article has no date"
    if given:
        what += f"; {given[0].what.removeprefix('published left out: ')}"
        what += f", nor are {len(given) - 1:,} more" if len(given) > 1 else ""
    where = first if first == source or many == 1 else f"{source} (such as {first})"
    return Notice(what=what, where=where, fix=FIX)
