"""The week at the desk: when this edition's posts go out, among those of all others."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from digest.errors import UsageError
from digest.export._scheduling import due_of
from digest.jobs.build import slot_key
from digest.jobs.plan import notes, offered_again, planned, taken_by_others, threads, week_of
from digest.outbox.keys import base
from digest.picks.slots import Slot
from digest.posts import Post
from digest.posts.plan import Moment, TakenMoment, plan
from digest.workspace import Workspace


def week(workspace: Workspace, slot: Slot, posts: Sequence[Post], now: datetime, day: str = "") -> Mapping[str, Any]:
    """Return the days of a week and what goes out in it: *posts* of this slot, and the others' around them.

    *day* is any day of the week, '' for the week in which this edition's first post goes out.
    `moments` are those of all *posts*, by id of post or thread.  Raises `UsageError` where the plan
    has too few times.
    """
    social, schedule = workspace.settings.social, workspace.settings.schedule
    zone = ZoneInfo(social.plan.zone or schedule.zone)
    key = slot_key(workspace, slot)
    moments = _moments(workspace, slot, posts, max(slot.at, now).astimezone(zone))
    first = min((moment.at for moment in moments.values()), default=max(slot.at, now).astimezone(zone))
    begin, end = week_of(_day(day, zone) if day else first)
    # As an export sees them: each from its own moment, or as it was exported; none begins anew now.
    others = [one for one in planned(workspace, begin=begin, end=end, now=end) if base(one.edition) != key]
    mine = {id: parts[0] for id, parts in threads(posts) if begin <= moments[id].at < end}
    taken = [TakenMoment(network=one.post.network, at=one.at, story=one.post.story) for one in others]
    taken += [TakenMoment(network=post.network, at=moments[id].at, story=post.story) for id, post in mine.items()]
    again = [
        one for one in offered_again(workspace, taken, now=max(begin, now).astimezone(zone), end=end) if one.at < end
    ]
    rows = [{**one.as_dict(), "mine": False} for one in [*others, *again]]
    rows += [_row(post, id, moments[id]) for id, post in mine.items()]
    return {
        "days": [(begin + timedelta(days=number)).date().isoformat() for number in range(7)],
        "zone": str(zone),
        "rows": sorted(rows, key=lambda row: (str(row["at"]), str(row["network"]))),
        "moments": {id: moment.at.isoformat() for id, moment in moments.items()},
    }


def _moments(workspace: Workspace, slot: Slot, posts: Sequence[Post], begin: datetime) -> dict[str, Moment]:
    """Return when each post or thread of this slot goes out, as an export made now would say."""
    key = slot_key(workspace, slot)
    noted = notes(workspace, key)
    due = [replace(one, kept=noted.get(one.id)) for one in due_of([post.as_dict() for post in posts])]
    return plan(due, workspace.settings.social.plan, begin=begin, taken=taken_by_others(workspace, key, slot.at))


def _row(post: Post, id: str, moment: Moment) -> dict[str, object]:
    return {
        "at": moment.at.isoformat(),
        "network": post.network,
        "kind": post.kind,
        "id": id,
        "edition": "",
        "headline": post.headline,
        "text": post.text,
        "parts": post.parts,
        "by_hand": moment.by_hand,
        "sent": False,
        "again": False,
        "mine": True,
    }


def _day(text: str, zone: ZoneInfo) -> datetime:
    try:
        return datetime.fromisoformat(f"{text[:10]}T00:00:00").replace(tzinfo=zone)
    except ValueError as fault:
        raise UsageError(f"{text[:20]!r} is no day", where="the plan", fix="write it like 2026-08-10") from fault
