"""What `digest deliver --parts` does: the copies of a merge, sent over several connections."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from digest.cli import _say
from digest.cli._outbox_looks import who
from digest.text.plurals import counted

if TYPE_CHECKING:
    from digest.deliver.delivery import Route
    from digest.deliver.many import Ahead, Many


class PartsOptions(NamedTuple):
    """The options that concern parts, as they were given."""

    folder: Path
    key: str
    sender: str
    connections: int
    rates: tuple[int, list[str]]
    stop_after: int
    again: bool
    journal: Path | None
    send: bool


def run(voice: _say.Voice, root: Path, asked: PartsOptions, way: Route, shown: str) -> None:
    """Send what `digest merge` made, or say what would be sent."""
    from digest.deliver import many
    from digest.deliver.suppression import FILE, Suppression

    plan = _plan(root, asked)
    suppression = Suppression(root.parent / FILE)
    journals = (asked.journal or root.parent / ".digest" / "deliveries") / f"{plan.keys[0]}.parts"
    if not asked.send:
        return _announce(voice, plan, shown, many.dry_run(plan, suppression, journals))
    done = many.deliver(root, plan, way, journals=journals, suppression=suppression, tell=_progress(voice))
    key = " ".join(plan.keys)
    fields = {"key": key, "status": done.status, "sent": done.sent, "refused": list(done.refused)}
    fields |= {"unknown": list(done.unknown), "suppressed": done.suppressed, "doubled": done.doubled}
    head = f"{key}: {done.sent:,} sent, {len(done.refused):,} refused"
    head += f", {done.suppressed:,} on the suppression list" if done.suppressed else ""
    head += f"; {_doubled(done.doubled)}" if done.doubled else ""
    voice.report(fields, [head, *(f"  {address}" for address in done.refused)])


def _plan(root: Path, asked: PartsOptions) -> Many:
    from datetime import UTC, datetime

    from digest.deliver import many
    from digest.deliver.delivery import envelope_sender
    from digest.deliver.pace import limits
    from digest.errors import UsageError

    keys = many.merged(asked.folder)
    if asked.key and asked.key not in keys:
        what = f"these are copies of {' '.join(keys)}, not of {asked.key}"
        raise UsageError(what, where=str(asked.folder), fix="leave out the key")
    return many.Many(
        folder=asked.folder,
        keys=keys,
        sender=envelope_sender(root, keys[0], asked.sender),
        connections=asked.connections,
        limits=limits(*asked.rates),
        stop_after=asked.stop_after,
        again=asked.again,
        by=who(),
        now=datetime.now(UTC),  # noqa: TID251 - the clock is read here
    )


def _doubled(count: int) -> str:
    return f"{counted(count, 'second copy', 'second copies')}: their recipients have one already"


def _announce(voice: _say.Voice, plan: Many, way: str, ahead: Ahead) -> None:
    key = " ".join(plan.keys)
    fields = {"key": key, "status": "dry run", "recipients": ahead.count, "sender": plan.sender}
    whom = counted(ahead.count, "recipient")
    lines = [
        f"{key}: would go to {whom}, {ahead.octets / 1e6:,.1f} MB, {plan.connections} at once",
        f"  from   {plan.sender}",
        f"  via    {way}",
        *([f"  not to {ahead.suppressed:,} on the suppression list"] if ahead.suppressed else []),
        *([f"  {_doubled(ahead.doubled)}"] if ahead.doubled else []),
        "Nothing was sent. Add --send.",
    ]
    more = {"octets": ahead.octets, "suppressed": ahead.suppressed, "doubled": ahead.doubled}
    voice.answer(fields | more, lines)


def _progress(voice: _say.Voice) -> Callable[[int], None]:
    def tell(number: int) -> None:
        if number % 1000 == 0:
            voice.step("send", f"{number:,}")

    return tell
