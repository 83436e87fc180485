"""digest slots: when the next editions are due, and which articles belong to each."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from digest.cli._options import JsonOption, QuietOption, SegmentOption, VerboseOption, WorkspaceOption
from digest.cli._say import table, voice


def command(
    workspace: WorkspaceOption = Path(),
    count: Annotated[int, typer.Option("--next", metavar="N", min=1, max=400, help="How many.")] = 10,
    segment: SegmentOption = "",
    as_json: JsonOption = False,
    quiet: QuietOption = False,
    verbose: VerboseOption = 0,
) -> None:
    """Show the next slots of the schedule, their windows, and which editions exist."""
    from datetime import UTC, datetime

    from digest.outbox.read import exists
    from digest.picks.slots import edition_number, next_slots
    from digest.workspace import open_workspace

    say = voice(json=as_json, quiet=quiet, verbose=verbose)
    opened = open_workspace(workspace)
    opened = opened.of(segment) if segment else opened
    newsletter, schedule = opened.settings.newsletter, opened.settings.schedule
    slots = next_slots(schedule, datetime.now(UTC), count)  # noqa: TID251 - the clock is read here
    records = [
        {
            "slot": slot.name,
            "number": edition_number(schedule, newsletter.first_edition, slot),
            "at": slot.at.isoformat(),
            "opens": slot.opens.astimezone(slot.at.tzinfo).isoformat(),
            "looks_back": slot.looks_back.astimezone(slot.at.tzinfo).isoformat(),
            "exists": exists(opened.outbox, opened.key(slot.name)),
        }
        for slot in slots
    ]
    lines = table(("slot", "no.", "due", "articles from", "late ones from", "edition"), [_row(r) for r in records])
    say.answer({"slots": records}, [*lines, *_pinned(schedule.slot)])


def _row(record: dict[str, Any]) -> tuple[str, ...]:
    moments = (str(record[name])[:16].replace("T", " ") for name in ("at", "opens", "looks_back"))
    return (record["slot"], str(record["number"] or "–"), *moments, "exists" if record["exists"] else "")


def _pinned(slot: str) -> list[str]:
    return ["", f"schedule.slot pins every run to {slot}."] if slot else []
