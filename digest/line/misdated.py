"""What is amiss with the dates of a run's articles: those held back, and those from a year that has not come."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from digest.articles import Article
from digest.errors import Notice
from digest.intake.files import Intake
from digest.picks.memory import embargoed, held_until
from digest.picks.slots import Slot

FAR = timedelta(days=366)  # a date this far after its slot is a slip of the keyboard


def misdated(intake: Intake, slot: Slot, now: datetime) -> tuple[Notice, ...]:
    """Return what is to be told of the articles' dates; it looks at all of them, whichever are chosen."""
    return (*held_back(intake, slot), *_from_the_future(intake, slot, now))


def held_back(intake: Intake, slot: Slot) -> list[Notice]:
    """Tell of the articles that are under embargo at the slot's moment."""
    return [
        Notice(
            what=f"held back: {one.headline!r} is {held_until(one)}",
            where=f"{one.where}: embargo",
            fix="it belongs to the first slot after that",
        )
        for one in intake.articles
        if embargoed(one, slot)
    ]


def _from_the_future(intake: Intake, slot: Slot, now: datetime) -> list[Notice]:
    """Tell of a wrong year once a source: where one date is wrong, all of a capture are.

    For an edition of long ago, what came since then is no mistake: so *now* counts, too.
    """
    latest = max(slot.at.astimezone(UTC), now) + FAR
    late: dict[str, list[Article]] = {}
    for article in intake.articles:
        if article.published is not None and article.published > latest:
            late.setdefault(intake.sources[article.id].name, []).append(article)
    return [_wrong_year(found, path, slot) for path, found in sorted(late.items())]


def _wrong_year(late: Sequence[Article], path: str, slot: Slot) -> Notice:
    where = f"{late[0].where}: date (published)"
    if len(late) == 1:
        what = f"published lies more than a year ahead of {slot.name}; is the date right?"
        return Notice(what=what, where=where, fix="correct it")
    what = f"{len(late):,} articles of {path} are dated more than a year ahead of {slot.name}; is the year right?"
    return Notice(what=what, where=f"{where}, and {len(late) - 1:,} more", fix="correct it")
