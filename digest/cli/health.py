"""digest health: is today's edition out, and did it get there; exit 1 when somebody should look."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from digest.cli._options import JsonOption, OutboxOption, QuietOption, SegmentsOption, VerboseOption, WorkspaceOption
from digest.cli._say import paint, voice

if TYPE_CHECKING:
    from datetime import datetime, timedelta

    from digest.cli._say import Voice
    from digest.jobs.health import Health
    from digest.workspace import Workspace


def command(
    workspace: WorkspaceOption = Path(),
    outbox: OutboxOption = None,
    segments: SegmentsOption = "",
    publish_by: Annotated[
        str, typer.Option("--publish-by", metavar="HH:MM", help="Default: an hour after the slot.")
    ] = "",
    deliver_by: Annotated[
        str, typer.Option("--deliver-by", metavar="HH:MM", help="Default: two hours after the slot.")
    ] = "",
    waits: Annotated[int, typer.Option("--waits", metavar="HOURS", min=1, help="How long an edition may wait.")] = 24,
    journal: Annotated[
        Path | None, typer.Option("--journal", metavar="DIR", help="The DIR given to digest deliver.")
    ] = None,
    prometheus: Annotated[bool, typer.Option("--prometheus", help="Text for Prometheus' textfile collector.")] = False,
    as_json: JsonOption = False,
    quiet: QuietOption = False,
    verbose: VerboseOption = 0,
) -> int:
    """Say whether the newest slot is published and delivered, and what waits.

    Exit 1 when somebody should look.  Times are in the newsletter's zone.  With -q
    only alarms are said, so that cron mails trouble and nothing else.
    """
    from datetime import UTC, datetime, timedelta

    from digest.jobs import health
    from digest.workspace import open_workspace

    say = voice(json=as_json, quiet=quiet, verbose=verbose)
    now = datetime.now(UTC)  # noqa: TID251 - the clock is read here
    opened = open_workspace(workspace, outbox=outbox)
    if segments:
        found = _of_segments(opened, segments, now, (publish_by, deliver_by), timedelta(hours=waits), journal)
        if prometheus:
            sys.stdout.write(health.metrics(found, now))
        else:
            _say_of_segments(found, say)
        return int(not all(seen.healthy for seen in found))
    seen = health.look(
        opened,
        now=now,
        publish_by=publish_by,
        deliver_by=deliver_by,
        waits=timedelta(hours=waits),
        journals=journal,
    )
    if prometheus:
        sys.stdout.write(health.metrics([seen], now))
    else:
        say.answer(record(seen), lines(seen, quiet=quiet))
    return int(not seen.healthy)


def _of_segments(
    opened: Workspace, names: str, now: datetime, by: tuple[str, str], waits: timedelta, journals: Path | None
) -> list[Health]:
    """Return how each segment stands."""
    from digest.jobs import health
    from digest.jobs.segments import segments_named
    from digest.outbox.read import entries

    known = entries(opened.outbox)
    views = [opened.of(one.name) for one in segments_named(opened.settings, names)]
    return [
        health.look(view, now=now, publish_by=by[0], deliver_by=by[1], waits=waits, known=known, journals=journals)
        for view in views
    ]


def _say_of_segments(found: list[Health], say: Voice) -> None:
    """Say of each segment whether somebody should look."""
    well = sum(seen.healthy for seen in found)
    told = [f"{seen.newsletter}  {line}" for seen in found if not seen.healthy for line in lines(seen, quiet=True)]
    summary = [] if say.quiet else [f"{well:,} of {len(found):,} segments are as they should be."]
    say.answer({"healthy": well == len(found), "segments": [record(seen) for seen in found]}, [*told, *summary])


def record(seen: Health) -> dict[str, Any]:
    """Return what ``--json`` answers."""
    from digest.edition.model import as_plain

    found: dict[str, Any] = as_plain(seen)
    return {"healthy": seen.healthy, **found}


def lines(seen: Health, *, quiet: bool) -> list[str]:
    """Return how the newsletter stands, then each alarm with its fix; when *quiet* the alarms alone."""
    waiting = {name: n for name, n in seen.recipients.items() if n and name not in {"sent", "refused"}}
    told = [
        ("slot", f"{seen.slot}, due {seen.due:%Y-%m-%d %H:%M %Z}"),
        ("edition", f"{seen.edition} ({seen.state})" if seen.edition else "none yet"),
        ("delivered", f"{seen.delivered:%H:%M}" if seen.delivered else f"not yet; by {seen.deliver_by:%H:%M}"),
        ("recipients", f"{seen.recipients['sent']} sent, {seen.recipients['refused']} refused"),
        ("waiting", ", ".join(f"{n} {name}" for name, n in waiting.items())),
        ("editions", ", ".join(f"{n} {name}" for name, n in seen.editions.items() if n)),
    ]
    found = [] if quiet else [f"{name:<11}{value}" for name, value in told if value]
    for alarm in seen.alarms:
        found += [f"{paint('stop', '✕', sys.stdout)} {alarm.what}", f"  where  {alarm.where}", f"  fix    {alarm.fix}"]
    return found if found or quiet else ["Nothing is due yet."]
