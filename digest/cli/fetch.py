"""digest fetch: get what the sources have now; the build needs no network after it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from digest.cli._options import JsonOption, LogOption, QuietOption, VerboseOption, WorkspaceOption
from digest.cli._say import voice
from digest.cli._sources import WORDS, teller
from digest.text.plurals import counted

if TYPE_CHECKING:
    from digest.fetch.runs import FetchOutcome


def command(
    workspace: WorkspaceOption = Path(),
    force: Annotated[bool, typer.Option("--force", help="Ask also for what is still fresh.")] = False,
    strict: Annotated[bool, typer.Option("--strict", help="Exit 75 when a source failed.")] = False,
    as_json: JsonOption = False,
    quiet: QuietOption = False,
    verbose: VerboseOption = 0,
    log_format: LogOption = "text",
) -> int:
    """Fetch the sources that are addresses, and keep what they have for the build.

    A source that cannot be reached keeps its last snapshot, with a warning; exit 75 when
    there is nothing to build from, or with --strict when any failed.
    """
    from datetime import UTC, datetime

    from digest.jobs.fetch import fetch
    from digest.workspace import open_workspace

    say = voice(json=as_json, quiet=quiet, verbose=verbose, log=log_format)
    opened = open_workspace(workspace)
    now = datetime.now(UTC)  # noqa: TID251 - the clock is read here
    done = fetch(opened, now=now, told=teller(say), force=force)
    say.notices(done.notices())
    counts = {status: sum(one.status == status for one in done.outcomes) for status in WORDS}
    told_of = ", ".join(f"{number} {WORDS[status]}" for status, number in counts.items() if number)
    asked = counted(len(done.outcomes), "address", "addresses")
    lines = [f"{asked}: {told_of}. For digest build: {counted(done.articles, 'article')}."]
    say.report({"addresses": [_row(one) for one in done.outcomes], "articles": done.articles}, [] if quiet else lines)
    return 75 if strict and done.failed else 0


def _row(one: FetchOutcome) -> dict[str, object]:
    shot = one.snapshot
    return {
        "url": one.wanted.url,
        "status": one.status,
        "articles": one.articles,
        "fetched": shot.fetched.isoformat() if shot.fetched else "",
        "bytes": shot.size,
        "error": shot.failure.what if shot.failure else "",
    }
