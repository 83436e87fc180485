"""digest init: a new workspace that builds an edition at once."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from digest.cli._options import JsonOption, QuietOption, VerboseOption
from digest.cli._say import voice
from digest.cli._sources import AllowOption, fetch_new, look_for, machine_zone


def command(
    folder: Annotated[Path, typer.Argument(metavar="[DIR]", help="Where; made if it is not there.")] = Path(),
    source: Annotated[
        list[str] | None,
        typer.Option("--from", metavar="URL|FOLDER|FILE", help="What you have: a site, a feed, a folder, an export."),
    ] = None,
    allow: AllowOption = None,
    as_json: JsonOption = False,
    quiet: QuietOption = False,
    verbose: VerboseOption = 0,
) -> None:
    """Make a new workspace: from what you have already, or with three sample articles.

    --from finds the feeds of a page, reads the folder of a site generator, a list of
    feeds or an export; name, language and time zone come from there.
    """
    from datetime import UTC, datetime

    from digest.jobs.init import start

    say = voice(json=as_json, quiet=quiet, verbose=verbose)
    now = datetime.now(UTC)  # noqa: TID251 - the clock is read here
    allowed = allow or []
    found = [look_for(target, root=folder, allowed=allowed, now=now, say=say) for target in source or ()]
    made = start(folder, now=now, found=found, zone=machine_zone(), allowed=allowed)
    say.notices(made.notices)
    fetch_new(folder, [one for each in found for one in each.sources], now=now, say=say)
    shown = "." if folder == Path() else str(folder)
    build = f"digest build -w {shown}" + (f" --slot {made.slot}" if made.slot else "")
    lines = [f"Made a workspace in {shown}/ with {len(made.files)} files.", "", f"  {build}", ""]
    answer = {"path": str(folder.absolute()), "files": made.files}
    if found:
        answer["sources"] = [one.url or one.path for each in found for one in each.sources]
    say.report(answer, [] if quiet else lines)
