"""digest add: one more source: a site, a feed, a folder, an export."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from digest.cli._options import JsonOption, QuietOption, VerboseOption, WorkspaceOption
from digest.cli._say import voice
from digest.cli._sources import AllowOption, fetch_new, look_for


def command(
    targets: Annotated[list[str], typer.Argument(metavar="URL|FOLDER|FILE …", help="What to read from now on.")],
    workspace: WorkspaceOption = Path(),
    allow: AllowOption = None,
    as_json: JsonOption = False,
    quiet: QuietOption = False,
    verbose: VerboseOption = 0,
) -> None:
    """Add sources to a workspace: digest.toml is written with its comments kept, and they are fetched."""
    from datetime import UTC, datetime

    from digest.jobs.add import add
    from digest.workspace import open_workspace

    say = voice(json=as_json, quiet=quiet, verbose=verbose)
    now = datetime.now(UTC)  # noqa: TID251 - the clock is read here
    opened = open_workspace(workspace)
    allowed = [*opened.settings.fetch.allow_hosts, *(allow or [])]
    added, lines = [], []
    for one in targets:
        found = look_for(one, root=opened.root, allowed=allowed, now=now, say=say)
        say.notices(found.notices)
        new = add(open_workspace(workspace), found, allow or [])
        added += new
        lines += [f"added: {source.url or source.path}" for source in new] or [f"{one} is a source already"]
    fetch_new(workspace, added, now=now, say=say)
    say.report({"added": [source.url or source.path for source in added]}, [] if quiet else lines)
