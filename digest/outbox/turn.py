"""Whose turn it is when nobody names an edition: the newest day's, then those whose delivery broke off.

Readers want today's paper.  An edition of an earlier day that nobody began to deliver
does not go out by itself: a first delivery set up in spring must not send the trials
of winter.  And one full mailbox of yesterday must not keep today's edition waiting.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from digest.errors import NothingToPublishError
from digest.outbox.keys import in_order, made_for
from digest.outbox.read import OutboxEntry, entries

_KEY = re.compile(r"(.+?)-(\d{4}-\d\d-\d\d)(?:-.*)?")


def next_key(root: Path, segment: str = "", *, catch_up: bool = False) -> tuple[str, tuple[str, ...]]:
    """Return the edition to deliver or claim now, and those of earlier days that wait until somebody names them.

    Only those of *segment*, or with '' of newsletters themselves: another list's readers are
    others.  With *catch_up* these come first, the oldest of them.  Raises
    `NothingToPublishError` (66) when no other edition is ready.
    """
    found = [entry for entry in entries(root) if made_for(entry.key) == segment]
    ready = [entry for entry in found if entry.state == "ready"]
    newest = _newest_days(found)
    waiting = sorted((e.key for e in ready if not e.attempt and _day(e.key) < newest[_letter(e.key)]), key=in_order)
    if catch_up and waiting:
        return waiting[0], tuple(waiting[1:])
    # Who was tried longest ago comes first: none that cannot be finished keeps the others waiting.
    turn = sorted((e for e in ready if e.key not in waiting), key=lambda e: (e.attempt and e.since, in_order(e.key)))
    if not turn:
        fix = "name one (KEY), or --catch-up; digest outbox withdraw KEY" if waiting else "digest outbox ls"
        older = f" but {', '.join(waiting)}, of an earlier day" if waiting else ""
        raise NothingToPublishError(f"no edition is ready for delivery{older}", where=str(root), fix=fix)
    return turn[0].key, tuple(waiting)


def _newest_days(found: Sequence[OutboxEntry]) -> dict[str, str]:
    """Return each newsletter's newest day, whatever became of its edition."""
    days: dict[str, str] = {}
    for entry in found:
        days[_letter(entry.key)] = max(days.get(_letter(entry.key), ""), _day(entry.key))
    return days


def _letter(key: str) -> str:
    found = _KEY.fullmatch(key)
    return found[1] if found else ""


def _day(key: str) -> str:
    found = _KEY.fullmatch(key)
    return found[2] if found else ""
