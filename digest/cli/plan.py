"""digest plan: when posts go out."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from digest.cli._options import JsonOption, OutboxOption, QuietOption, VerboseOption, WorkspaceOption
from digest.cli._say import table, voice
from digest.errors import UsageError

if TYPE_CHECKING:
    from digest.jobs.plan import PlannedPost

LONGEST = 48  # characters of a headline in the table


def command(
    week: Annotated[
        bool, typer.Option("--week", help="The whole week, Monday to Sunday. Default: the next days.")
    ] = False,
    day: Annotated[str, typer.Option("--of", metavar="DATE", help="Another week, or the days from then on.")] = "",
    network: Annotated[list[str] | None, typer.Option("--network", "-n", metavar="NAME", help="Only this one.")] = None,
    workspace: WorkspaceOption = Path(),
    outbox: OutboxOption = None,
    as_json: JsonOption = False,
    quiet: QuietOption = False,
    verbose: VerboseOption = 0,
) -> None:
    """Show when the posts of all editions go out, by day and time."""
    from datetime import UTC, timedelta
    from zoneinfo import ZoneInfo

    from digest.jobs.plan import planned, week_of
    from digest.networks._names import networks_named
    from digest.workspace import open_workspace

    say = voice(json=as_json, quiet=quiet, verbose=verbose)
    opened = open_workspace(workspace, outbox=outbox)
    settings = opened.settings
    zone = ZoneInfo(settings.social.plan.zone or settings.schedule.zone)
    now = datetime.now(UTC).astimezone(zone)  # noqa: TID251 - the clock is read here
    start = _midnight(day, zone) if day else now.replace(hour=0, minute=0, second=0, microsecond=0)
    begin, end = week_of(start) if week else (start, start + timedelta(days=7))
    wanted = networks_named(network or [])
    found = [p for p in planned(opened, begin=begin, end=end, now=now) if not wanted or p.post.network in wanted]
    answer = {"from": begin.isoformat(), "to": end.isoformat(), "posts": [one.as_dict() for one in found]}
    say.answer(answer, [*_lines(found, begin, end)])


def _midnight(day: str, zone: object) -> datetime:
    try:
        return datetime.fromisoformat(f"{date.fromisoformat(day).isoformat()}T00:00:00").replace(tzinfo=zone)  # type: ignore[arg-type]
    except ValueError as fault:
        raise UsageError(f"{day!r} is no day", where="--of", fix="write it like 2026-08-10") from fault


def _lines(found: list[PlannedPost], begin: datetime, end: datetime) -> Iterator[str]:
    if not found:
        yield f"nothing goes out from {begin:%Y-%m-%d} to {end:%Y-%m-%d}"
        return
    last = ""
    rows = []
    for one in found:
        day = f"{one.at:%a %d %b}"
        rows.append(
            (day if day != last else "", f"{one.at:%H:%M}", one.post.network, _kind(one), _title(one), _state(one))
        )
        last = day
    yield from table(("day", "time", "network", "kind", "what", ""), rows)


def _kind(one: PlannedPost) -> str:
    return f"{one.post.kind} ({one.parts})" if one.parts > 1 else one.post.kind


def _title(one: PlannedPost) -> str:
    title = one.post.headline or one.edition
    return title if len(title) <= LONGEST else f"{title[: LONGEST - 1].rstrip()}…"


def _state(one: PlannedPost) -> str:
    told = {"again": one.again, "your time": one.by_hand, "its time had passed": one.missed, "exported": one.sent}
    return ", ".join(words for words, so in told.items() if so)
