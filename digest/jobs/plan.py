"""``digest plan``: when the posts of this week's editions go out, and the quotes worth offering again.

Each edition plans around those before it, so two days' files never take the same
minute of a network.  What an export wrote is noted in the workspace: it keeps its
time in the next one, and other editions keep away from it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from digest import private
from digest.edition.model import Edition
from digest.errors import UsageError
from digest.export._scheduling import due_of
from digest.jobs.posts import Shelved, quotes_shown, shelved
from digest.jobs.site import newest
from digest.ledger.database import open_ledger
from digest.line.history import manifests
from digest.posts import Post
from digest.posts.plan import HORIZON, Due, Moment, TakenMoment, plan, story_moments
from digest.workspace import Workspace

AGAIN = "again"  # the name under which quotes that were offered again are noted
BEST = 5  # quotes that are offered again at one time


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedPost:
    """One post or thread of a plan: its first part, how many it has, its edition and its moment.

    `again` says that it is a quote of an older edition, offered once more; `sent` that
    an export has written it.
    """

    post: Post
    edition: str
    at: datetime
    parts: int = 1
    by_hand: bool = False
    missed: bool = False
    sent: bool = False
    again: bool = False

    def as_dict(self) -> dict[str, object]:
        """Return it as ``digest plan --json`` gives it."""
        return {
            "at": self.at.isoformat(),
            "network": self.post.network,
            "kind": self.post.kind,
            "id": self.post.id,
            "edition": self.edition,
            "headline": self.post.headline,
            "text": self.post.text,
            "parts": self.parts,
            "by_hand": self.by_hand,
            "sent": self.sent,
            "again": self.again,
        }


def week_of(day: datetime) -> tuple[datetime, datetime]:
    """Return the Monday before *day* and the next one, at midnight of its zone."""
    monday = (day - timedelta(days=day.weekday())).replace(hour=0, minute=0, second=0, microsecond=0)
    return monday, monday + timedelta(days=7)


def planned(workspace: Workspace, *, begin: datetime, end: datetime, now: datetime) -> tuple[PlannedPost, ...]:
    """Return what goes out from *begin* to *end*, the earliest first: the editions' posts, then quotes offered again.

    An edition that is planned only now begins *now* if its own moment has passed.
    Raises `UsageError` when a plan has too few times.
    """
    found: list[PlannedPost] = []
    taken: list[TakenMoment] = []
    editions = recent(workspace, end)
    for number, (key, _) in enumerate(editions):
        its = shelved(workspace.outbox, key, workspace)
        last = number == len(editions) - 1 and now < end
        moments = moments_of(its, workspace, taken, now=now if last else None)
        taken += story_moments(moments, _due(its))
        found += _rows(its, moments, workspace)
    found += offered_again(workspace, taken, now=max(begin, now), end=end)
    return tuple(sorted((one for one in found if begin <= one.at < end), key=lambda one: (one.at, one.post.network)))


def taken_by_others(workspace: Workspace, key: str, slot_at: datetime) -> tuple[TakenMoment, ...]:
    """Return the moments of all other editions that an edition due at *slot_at* must keep away from.

    Those of earlier slots, and what exports of any edition wrote.
    """
    taken: list[TakenMoment] = []
    for other, edition in recent(workspace, slot_at + timedelta(days=HORIZON)):
        if other == key:
            continue
        its = shelved(workspace.outbox, other, workspace)
        if edition.at < slot_at:
            taken += story_moments(moments_of(its, workspace, taken), _due(its))
        elif noted := notes(workspace, other):
            taken += [TakenMoment(network=d.network, at=noted[d.id], story=d.story) for d in _due(its) if d.id in noted]
    return tuple(taken)


def taken_by_rest(its: Shelved, posts: Iterable[Post], noted: Mapping[str, datetime]) -> tuple[TakenMoment, ...]:
    """Return the moments that an earlier export gave to posts of the same edition that are not among *posts*."""
    here = {one.id for one in due_of([post.as_dict() for post in posts])}
    return tuple(
        TakenMoment(network=one.network, at=noted[one.id], story=one.story)
        for one in _due(its)
        if one.id in noted and one.id not in here
    )


def moments_of(
    its: Shelved, workspace: Workspace, taken: Sequence[TakenMoment], *, now: datetime | None = None
) -> dict[str, Moment]:
    """Return when the posts of one edition go out, by id: as noted, else from its own moment or *now*."""
    at = datetime.fromisoformat(str(its.facts["at"]))
    noted = notes(workspace, its.key)
    begin = max(at, now) if now and not noted else at
    due = [replace(one, kept=noted.get(one.id)) for one in _due(its)]
    return plan(due, its.social.plan, begin=begin.astimezone(ZoneInfo(its.zone)), taken=taken)


def recent(workspace: Workspace, until: datetime) -> list[tuple[str, Edition]]:
    """Return the editions of the last weeks before *until*, the oldest first; of a corrected one its last form.

    An older one counts as long as an export has posts of it go out in those weeks.
    """
    since = until - timedelta(days=2 * HORIZON)

    def counts(key: str, at: datetime) -> bool:
        return since <= at or any(moment >= since for moment in notes(workspace, key).values())

    return [(key, one) for key, one in reversed(newest(workspace)) if one.at < until and counts(key, one.at)]


def notes(workspace: Workspace, key: str) -> dict[str, datetime]:
    """Return when an export of the edition *key* said its posts go out, by id; nothing where there was none."""
    try:
        raw = json.loads(_note(workspace, key).read_text("utf-8"))
        return {str(id): datetime.fromisoformat(at) for id, at in raw.items()}
    except (FileNotFoundError, ValueError, AttributeError, TypeError):
        return {}  # a note that was lost or broken: the plan is made again


def note(workspace: Workspace, key: str, moments: Mapping[str, datetime]) -> None:
    """Note when the posts of the edition *key* go out; notes about its other posts stay."""
    whole = {**notes(workspace, key), **moments}
    text = json.dumps({id: at.isoformat() for id, at in sorted(whole.items())}, indent=1)
    private.write(_note(workspace, key), f"{text}\n".encode())


def evergreen(workspace: Workspace, now: datetime) -> tuple[Shelved, ...]:
    """Return the best quotes of editions old enough to be offered again, as their editions' posts.

    Never one of a story that was retracted, nor one that was offered again since.
    Raises `UsageError` where ``social.plan.evergreen`` says that none is.
    """
    age = workspace.settings.social.plan.evergreen
    if not age:
        fix = 'set evergreen = "30d" below [social.plan]'
        raise UsageError(
            "no quote is offered again", where=f"{workspace.settings.path}: social.plan.evergreen", fix=fix
        )
    best = sorted(_ripe(workspace, now - age, _retracted(workspace), notes(workspace, AGAIN)))[:BEST]
    found = []
    for key in dict.fromkeys(key for _, _, key, _ in best):
        its = shelved(workspace.outbox, key, workspace)
        wanted = {quote for _, _, its_key, quote in best if its_key == key}
        posts = [replace(post, when="") for post in its.posts if post.kind == "quote" and post.quote in wanted]
        found.append(replace(its, posts=posts))
    return tuple(one for one in found if one.posts)


def _ripe(
    workspace: Workspace, before: datetime, gone: frozenset[str], offered: Mapping[str, datetime]
) -> Iterator[tuple[float, datetime, str, str]]:
    """Yield quotes that may be offered again: their strength (less is stronger), moment, edition and id."""
    for key, edition in newest(workspace):
        if edition.at > before:
            continue
        for item in edition.items():
            if gone & {item.id, *item.members} or not item.shareable:
                continue
            for quote in quotes_shown(edition, item):
                if quote.id not in offered or offered[quote.id] <= before:
                    yield -quote.score, edition.at, key, quote.id


def _retracted(workspace: Workspace) -> frozenset[str]:
    """Return the ids of every story that was ever retracted: by the ledger, and by what corrections say."""
    told = {str(item["id"]) for said in manifests(workspace) for item in said.get("retracted", ())}
    if workspace.ledger.exists():
        with open_ledger(workspace.ledger, workspace.settings.newsletter.id) as ledger:
            told |= {row.story for row in ledger.rows(forgotten=True) if row.retracted}
    return frozenset(told)


def offered_again(
    workspace: Workspace, taken: Sequence[TakenMoment], *, now: datetime, end: datetime
) -> Iterator[PlannedPost]:
    """Yield the quotes that are offered again from *now* on, around what is *taken*; none where *end* has passed."""
    if not workspace.settings.social.plan.evergreen or end <= now:
        return
    held = [*taken]
    for its in evergreen(workspace, now):
        due = _due(its)
        moments = plan(due, its.social.plan, begin=now.astimezone(ZoneInfo(its.zone)), taken=held)
        held += story_moments(moments, due)
        yield from (replace(row, again=True) for row in _rows(its, moments, workspace))


def _due(its: Shelved) -> list[Due]:
    return due_of([post.as_dict() for post in its.posts])


def _rows(its: Shelved, moments: Mapping[str, Moment], workspace: Workspace) -> Iterator[PlannedPost]:
    noted = notes(workspace, its.key)
    for id, posts in threads(its.posts):
        if moment := moments.get(id):
            yield PlannedPost(
                post=posts[0],
                edition=its.key,
                at=moment.at,
                parts=len(posts),
                by_hand=moment.by_hand,
                missed=moment.missed,
                sent=noted.get(id) == moment.at,
            )


def threads(posts: Iterable[Post]) -> Iterator[tuple[str, list[Post]]]:
    """Yield what goes out as one: a post, or the parts of a thread, with its id in the plan."""
    found: dict[str, list[Post]] = {}
    for post in posts:
        found.setdefault(post.id.rpartition(".")[0] if post.parts > 1 else post.id, []).append(post)
    yield from found.items()


def _note(workspace: Workspace, key: str) -> Path:
    return workspace.cache / "plans" / f"{key}.json"
