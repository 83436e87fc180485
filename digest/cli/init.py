"""digest init: a new workspace that builds an edition at once."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from digest.cli._options import JsonOption, QuietOption, VerboseOption
from digest.cli._say import voice


def command(
    folder: Annotated[Path, typer.Argument(metavar="[DIR]", help="Where; made if it is not there.")] = Path(),
    as_json: JsonOption = False,
    quiet: QuietOption = False,
    verbose: VerboseOption = 0,
) -> None:
    """Make a new workspace with three sample articles."""
    from datetime import UTC, datetime

    from digest.picks.slots import current_slot
    from digest.settings import ScheduleSettings
    from digest.workspace import start_workspace

    say = voice(json=as_json, quiet=quiet, verbose=verbose)
    now = datetime.now(UTC)  # noqa: TID251 - the clock is read here
    made = start_workspace(folder, current_slot(ScheduleSettings(), now).date)
    shown = "." if folder == Path() else str(folder)
    lines = [f"Made a workspace in {shown}/ with {len(made)} files.", "", f"  digest build -w {shown}", ""]
    say.report({"path": str(folder.absolute()), "files": made}, [] if quiet else lines)
