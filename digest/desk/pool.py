"""The pool as the page shows it: every story of the slot, its score by terms, why it is in or out, its articles."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from digest.articles import Article
from digest.desk.morning import Grouped, Morning
from digest.desk.version import Version
from digest.picks.choose import Pick
from digest.picks.ranking import described
from digest.stories.in_common import in_common


def pool(version: Version) -> dict[str, Any]:
    """Return all stories, best first, the terms of the score with what each means, and the sections and sites."""
    grouped, morning = version.grouped, version.morning
    rows = sorted(_rows(grouped, morning), key=lambda row: (-row["score"], row["id"]))
    return {
        "terms": {name: about.partition(": ")[0].rstrip(".") for name, about in described().items()},
        "stories": rows,
        "articles": len(morning.intake.articles),
        "sections": sorted({row["section"] for row in rows if row["section"]}),
        "sites": sorted({member["site"] for row in rows for member in row["members"] if member["site"]}),
    }


def _rows(grouped: Grouped, morning: Morning) -> Iterator[dict[str, Any]]:
    picks = grouped.picks
    states = (("page", picks.chosen), ("bench", picks.bench), ("told", picks.told), ("retracted", picks.retracted))
    seen: set[str] = set()
    for state, found in states:
        for pick in found:
            seen.update(member.id for member in pick.story.members)
            yield _row(pick, state, morning)
    rest = [story for story in grouped.stories if not seen.intersection(member.id for member in story.members)]
    for pick in morning.scored(rest):
        yield _row(pick, "low", morning)


def _row(pick: Pick, state: str, morning: Morning) -> dict[str, Any]:
    lead = pick.story.lead
    return {
        "id": pick.story.id,
        "headline": lead.headline,
        "section": pick.section,
        "state": state,
        "score": round(pick.score, 3),
        "terms": {name: round(share, 3) for name, share in pick.terms.items() if round(share, 3)},
        "reason": pick.merits,
        "why": "its score is too low for the page and the bench" if state == "low" else pick.left_out,
        "update": pick.update,
        "language": lead.language,
        "picture": lead.image is not None,
        "age": _age(lead, morning.slot.at),
        "members": [article_row(one) for one in pick.story.members],
    }


def article_row(article: Article) -> dict[str, str]:
    """Return an article as the page names it."""
    return {"id": article.id, "headline": article.headline, "site": article.site, "where": article.where}


def common(members: Sequence[Article]) -> dict[str, str]:
    """Return by id what each further article of a story has in common with another."""
    return in_common(members) if len(members) > 1 else {}


def _age(article: Article, at: datetime) -> int | None:
    """Return minutes from publication to the slot, None where the article has no date."""
    return round((at - article.published).total_seconds() / 60) if article.published else None
