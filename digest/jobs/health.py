"""``digest health``: is today's edition published and delivered, and does anything wait too long?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, time, timedelta
from pathlib import Path

from digest.deliver.journal import tally
from digest.deliver.suppression import FILE, Suppression
from digest.errors import DigestError, Notice, UsageError
from digest.outbox.keys import base, segment_of
from digest.outbox.read import OutboxEntry, delivered_since, entries, verify
from digest.picks.slots import LEAD_TIME, Slot, current_slot
from digest.workspace import Workspace

PUBLISHED_WITHIN = timedelta(hours=1)  # after the slot, where no time is named
DELIVERED_WITHIN = timedelta(hours=2)
WAITS = timedelta(hours=24)
STATES = ("ready", "claimed", "done", "failed", "withdrawn", "superseded")
RECIPIENTS = ("sent", "refused", "deferred", "doubtful", "unsure", "unknown")


@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    """How the newsletter stands at a moment.

    `slot` is the newest one that is due, `edition` its newest form ('' when there is
    none) and `state` that one's.  Moments are None while it has not happened.
    `oldest` is how long the oldest edition has waited for its delivery, in seconds.
    `recipients` counts those of the newest delivery by what became of them.
    """

    newsletter: str
    slot: str
    due: datetime
    edition: str
    state: str
    published: datetime | None
    delivered: datetime | None
    publish_by: datetime
    deliver_by: datetime
    editions: Mapping[str, int]
    oldest: float
    recipients: Mapping[str, int]
    suppressed: int
    alarms: tuple[Notice, ...] = field(default=())

    @property
    def healthy(self) -> bool:
        """Say whether nobody needs to look."""
        return not self.alarms


def look(
    workspace: Workspace,
    *,
    now: datetime,
    publish_by: str = "",
    deliver_by: str = "",
    waits: timedelta = WAITS,
    journals: Path | None = None,
    known: Sequence[OutboxEntry] | None = None,
) -> Health:
    """Look at outbox, journals and suppression list; changes nothing, opens no network.

    *publish_by* and *deliver_by* are times of day (07:00) in the newsletter's zone;
    *waits* is how long an edition may wait for its delivery.  `UsageError` for a time
    that is none.  With segments each is a list by itself, the newsletter another; *known*
    are the outbox's entries, where they are at hand.
    """
    settings, root = workspace.settings, workspace.outbox
    slot = current_slot(settings.schedule, now - LEAD_TIME)  # without it: the newest whose time has come
    every = entries(root) if known is None else known
    found = [one for one in every if segment_of(one.key, settings.newsletter.id) == workspace.segment]
    books = journals or root.parent / ".digest" / "deliveries"
    seen = replace(
        _stand(workspace, slot, found, books),
        publish_by=_by(slot, publish_by, PUBLISHED_WITHIN, "--publish-by"),
        deliver_by=_by(slot, deliver_by, DELIVERED_WITHIN, "--deliver-by"),
        oldest=_oldest(found, books, now),
    )
    return replace(seen, alarms=tuple(_alarms(seen, root, now, waits, found)))


def _stand(workspace: Workspace, slot: Slot, found: Sequence[OutboxEntry], books: Path) -> Health:
    """Return how a slot's edition stands, without alarms, which depend on the time."""
    root = workspace.outbox
    edition, state, published, delivered = _of_slot(root, workspace.key(slot.name), found)
    book = tally(books / f"{edition}.jsonl")
    if book.but_for_a_few and not delivered:
        delivered = book.but_for_a_few.timestamp()
    states = Counter(entry.state for entry in found)
    return Health(
        newsletter=workspace.readers,
        slot=slot.name,
        due=slot.at,
        edition=edition,
        state=state,
        published=_moment(published, slot),
        delivered=_moment(delivered, slot),
        publish_by=slot.at,
        deliver_by=slot.at,
        editions={name: states[name] for name in STATES},
        oldest=0.0,
        recipients={name: book.counts[name] for name in RECIPIENTS},
        suppressed=_suppressed(root.parent / FILE),
    )


def _oldest(found: Sequence[OutboxEntry], books: Path, now: datetime) -> float:
    """Return for how long the oldest edition has waited for its delivery, in seconds."""
    # Since it was published, not since the last attempt: one every ten minutes would make it look recent.
    return max((now.timestamp() - entry.published for entry in found if _waits(entry, books)), default=0.0)


def _waits(entry: OutboxEntry, books: Path) -> bool:
    """Say whether an edition waits for its delivery, and not for the last few of its recipients."""
    return entry.state == "ready" and not (entry.attempt and tally(books / f"{entry.key}.jsonl").but_for_a_few)


def _of_slot(root: Path, key: str, found: Sequence[OutboxEntry]) -> tuple[str, str, float, float]:
    """Return a slot's newest edition, its state, and when the slot was published and delivered first, 0.0 for never."""
    forms = [entry for entry in found if base(entry.key) == key]
    if not forms:
        since = delivered_since(root, key)  # gc leaves the mark
        return (key, "done", 0.0, since) if since else ("", "", 0.0, 0.0)
    done = min((entry.since for entry in forms if entry.state == "done"), default=0.0)
    return forms[0].key, forms[0].state, min(entry.published for entry in forms), done


def _alarms(
    seen: Health, root: Path, now: datetime, waits: timedelta, found: Sequence[OutboxEntry]
) -> Iterator[Notice]:
    where = seen.edition or str(root)
    if not seen.edition and now >= seen.publish_by:
        what = f"no edition for {seen.slot}, which was to be published by {_clock(seen.publish_by)}"
        yield Notice(what=what, where=where, fix=f"digest build --slot {seen.slot}")
    if not seen.delivered and now >= seen.deliver_by:
        what = f"{seen.slot} is not delivered, and was to be by {_clock(seen.deliver_by)}"
        yield Notice(what=what, where=where, fix="digest outbox ls, then digest deliver … --send")
    if seen.state == "withdrawn":
        yield Notice(what=f"{seen.edition} was withdrawn", where=where, fix='digest build --revise "reason"')
    if seen.published and (damage := verify(root, seen.edition)):
        yield Notice(what=f"the edition is damaged: {damage[0]}", where=where, fix="digest outbox doctor")
    for entry in found:
        if entry.state == "failed":
            fix = f"digest outbox show {entry.key}, then digest outbox retry {entry.key}"
            yield Notice(what=f"the delivery failed: {entry.note}", where=entry.key, fix=fix)
    if seen.oldest > waits.total_seconds():
        what = f"an edition has waited for its delivery for {seen.oldest / 3600:.0f} hours"
        yield Notice(what=what, where=str(root), fix="digest outbox ls")
    if seen.suppressed < 0:
        where = str(root.parent / FILE)
        yield Notice(what="the suppression list cannot be read", where=where, fix="digest suppress ls")


def _by(slot: Slot, clock: str, within: timedelta, option: str) -> datetime:
    """Return the moment by which something is to have happened: the first such time of day after the slot's."""
    if not clock:
        return slot.at + within
    try:
        wanted = time.fromisoformat(clock)
    except ValueError:
        raise UsageError(f"not a time of day: {clock!a}", where=option, fix=f"{option} 07:00") from None
    by = datetime.combine(slot.at.date(), wanted.replace(tzinfo=None), slot.at.tzinfo)
    return by if by.astimezone(UTC) >= slot.at.astimezone(UTC) else by + timedelta(days=1)


def _suppressed(path: Path) -> int:
    try:
        return len(Suppression(path).rows())
    except DigestError:
        return -1


def _moment(seconds: float, slot: Slot) -> datetime | None:
    return datetime.fromtimestamp(seconds, UTC).astimezone(slot.at.tzinfo) if seconds else None


def _clock(at: datetime) -> str:
    return f"{at:%H:%M}"


def metrics(found: Sequence[Health], now: datetime) -> str:
    """Return how lists stand in Prometheus' text form, for the textfile collector of a node exporter."""
    from prometheus_client import CollectorRegistry, Gauge, generate_latest

    registry = CollectorRegistry()

    def put(name: str, about: str, values: Callable[[Health], Mapping[str, float]], label: str = "") -> None:
        gauge = Gauge(f"digest_{name}", about, ["newsletter", *([label] if label else [])], registry=registry)
        for seen in found:
            for value, number in values(seen).items():
                gauge.labels(seen.newsletter, *([value] if label else [])).set(number)

    def one(name: str, about: str, value: Callable[[Health], float]) -> None:
        put(name, about, lambda seen: {"": float(value(seen))})

    def once(name: str, about: str, at: Callable[[Health], datetime | None]) -> None:
        put(name, about, lambda seen: {"": moment.timestamp()} if (moment := at(seen)) else {})

    one("healthy", "1 when nobody needs to look, else 0.", lambda seen: seen.healthy)
    once("checked_timestamp_seconds", "When this was looked at.", lambda _: now)
    once("slot_timestamp_seconds", "The newest slot that is due.", lambda seen: seen.due)
    one("slot_published", "1 when that slot has an edition.", lambda seen: bool(seen.edition))
    one("slot_delivered", "1 when that slot's edition is delivered.", lambda seen: bool(seen.delivered))
    once("published_timestamp_seconds", "When that slot's edition was published.", lambda seen: seen.published)
    once("delivered_timestamp_seconds", "When that slot's edition was delivered.", lambda seen: seen.delivered)
    once("deliver_by_timestamp_seconds", "When that slot's edition is to be delivered.", lambda seen: seen.deliver_by)
    put("editions", "Editions in the outbox by state.", lambda seen: seen.editions, "state")
    one("queue_age_seconds", "How long the oldest edition has waited for its delivery.", lambda seen: seen.oldest)
    about = "Recipients of the newest delivery by what became of them."
    put("recipients", about, lambda seen: seen.recipients, "state")
    about = "Addresses on the suppression list, -1 when it cannot be read."
    one("suppressed_addresses", about, lambda seen: seen.suppressed)
    return generate_latest(registry).decode()
