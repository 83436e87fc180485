"""What commands have in common for segments: which ones are meant, and what became of each."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from digest.cli._say import Voice, table
from digest.text.plurals import counted

if TYPE_CHECKING:
    from datetime import datetime

    from digest.jobs.segments import SegmentOutcome, Workers
    from digest.line.choose import Wish
    from digest.picks.slots import Slot
    from digest.workspace import Workspace

HEAD = ("segment", "status", "stories", "running order")
SHOWN = 40  # rows of a table; of more, those that somebody should look at


def build(
    opened: Workspace, names: str, wish: Wish, *, now: datetime, say: Voice, hands: Workers, catch_up: bool
) -> int:
    """Build the editions of the segments that *names* means, say what became of each; return the exit code."""
    from digest.jobs import segments as job

    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 1
    hands = replace(hands, workers=hands.workers or cores)
    slots = job.missed(opened, names, wish, now=now) if catch_up else [wish.slot]
    found: list[SegmentOutcome] = []
    for slot in slots:
        asked = replace(wish, slot=slot)
        found += job.build_segments(opened, names, asked, now=now, tell=say.step, hands=hands, by_days=catch_up)
    for one in found:
        say.notices(replace(notice, where=f"{one.segment}: {notice.where}") for notice in one.notices)
    code = job.exit_code(found)
    say.report(answer(found, code), lines(found, say))
    broken(found, say)
    return code


def several(names: str) -> bool:
    """Say whether *names* may mean more than one segment."""
    return names.strip() == "all" or "," in names


def view(opened: Workspace, name: str, slot: str, now: datetime) -> tuple[Workspace, Slot]:
    """Return the workspace of the segment called *name*, or the newsletter's with '', and the slot that is meant."""
    from digest.picks.slots import current_slot, slot_named

    workspace = opened.of(name) if name else opened
    schedule = workspace.settings.schedule
    return workspace, slot_named(schedule, slot) if slot else current_slot(schedule, now)


def pick(opened: Workspace, names: str, slot: str, *, now: datetime, say: Voice, strict: bool) -> int:
    """Propose the running orders of several segments; return the exit code."""
    from digest.errors import DigestError, NothingToPublishError
    from digest.jobs import segments as job
    from digest.jobs.pick import propose_all

    segments = job.segments_named(opened.settings, names)
    due = job.slot_of(opened.settings, segments, slot, now)
    views = [opened.of(one.name) for one in segments if slot or job.is_due(opened.settings, one, due)]
    rows, records, code = [], [], 0
    for name, found in propose_all(views, due, now=now, tell=say.step, strict=strict) if views else ():
        if isinstance(found, DigestError):
            nothing = isinstance(found, NothingToPublishError)
            code = code or (0 if nothing else found.exit_code)
            rows.append((name, "nothing" if nothing else "broken", "", found.what))
            records.append({"segment": name, "error": found.notice().as_dict(), "exit": found.exit_code})
            continue
        say.notices(replace(notice, where=f"{name}: {notice.where}") for notice in found.notices)
        rows.append((name, "proposed", str(len(found.picks.chosen)), str(found.path)))
        records.append({"segment": name, "slot": due.name, "path": str(found.path), "changes": list(found.changes)})
    say.report({"segments": records, "exit": code}, [] if say.quiet else table(HEAD, rows, widths=(1, 1, -1), cut=3))
    return code


def answer(found: Sequence[SegmentOutcome], code: int) -> dict[str, Any]:
    """Return what ``--json`` answers: each segment with what became of it."""
    return {"segments": [record(one) for one in found], "exit": code}


def record(one: SegmentOutcome) -> dict[str, Any]:
    """Return what became of one segment, as JSON takes it."""
    told = {
        "segment": one.segment,
        "slot": one.slot,
        "status": one.status,
        "key": one.key,
        "path": one.path,
        "stories": one.stories,
        "warnings": [notice.as_dict() for notice in one.notices],
    }
    return told | ({"error": one.fault.as_dict(), "exit": one.exit_code} if one.fault else {})


def lines(found: Sequence[SegmentOutcome], say: Voice) -> list[str]:
    """Return a row for each segment; of very many only those that need a look, and a count of the rest."""
    if say.quiet:
        return []
    few = len(found) <= SHOWN or say.verbose
    shown = [one for one in found if few or one.status not in ("published", "exists", "not due")]
    rows = [(one.segment, one.status, str(one.stories or ""), one.key, _why(one)) for one in shown]
    body = (
        table(("segment", "status", "stories", "edition", "why"), rows, widths=(1, 1, -1), cut=(4, 3)) if rows else []
    )
    if not found:
        return ["No edition of these segments was missed."]
    counts = {status: sum(one.status == status for one in found) for status in dict.fromkeys(o.status for o in found)}
    said = ", ".join(f"{number:,} {status}" for status, number in counts.items())
    return [*body, "", f"{counted(len(found), 'segment')}: {said}."]


def broken(found: Sequence[SegmentOutcome], say: Voice) -> None:
    """Show on stderr what broke which segment, as any error is shown."""
    from digest.errors import DigestError

    for one in found:
        if one.status == "broken" and one.fault:
            say.error(DigestError(f"{one.segment}: {one.fault.what}", where=one.fault.where, fix=one.fault.fix))


def _why(one: SegmentOutcome) -> str:
    return one.fault.what if one.fault else ""
