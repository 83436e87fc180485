"""digest site: the archive as a static site."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from digest.cli._options import JsonOption, OutboxOption, QuietOption, SegmentOption, VerboseOption, WorkspaceOption
from digest.cli._say import voice

if TYPE_CHECKING:
    from digest.jobs.site import WrittenSite


def command(
    out: Annotated[Path, typer.Option("-o", "--output", metavar="DIR", help="Where to write the site.")],
    workspace: WorkspaceOption = Path(),
    outbox: OutboxOption = None,
    segment: SegmentOption = "",
    as_json: JsonOption = False,
    quiet: QuietOption = False,
    verbose: VerboseOption = 0,
) -> None:
    """Write the outbox as a site for any static host: editions, stories, months, topics, quotes, search, feeds."""
    from digest.jobs.site import write_site
    from digest.workspace import open_workspace

    say = voice(json=as_json, quiet=quiet, verbose=verbose)
    opened = open_workspace(workspace, outbox=outbox)
    made = write_site(opened.of(segment) if segment else opened, out)
    say.notices(made.notices)
    answer = {
        "path": str(made.folder.absolute()),
        "files": list(made.files),
        "written": made.written,
        "warnings": [n.as_dict() for n in made.notices],
    }
    say.report(answer, [] if quiet else [_told(made)])


def _told(made: WrittenSite) -> str:
    new = "all new" if made.written >= len(made.files) else f"{made.written} written" if made.written else "none new"
    return f"{len(made.files)} files in {made.folder}/, {new}. Open {made.folder / 'index.html'}."
