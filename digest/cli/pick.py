"""digest pick: propose a slot's running order, say why, and let an editor sign it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from digest.cli._options import (
    JsonOption,
    QuietOption,
    SegmentsOption,
    SlotOption,
    SourceOption,
    StrictOption,
    VerboseOption,
    WorkspaceOption,
)
from digest.cli._say import voice


def command(
    workspace: WorkspaceOption = Path(),
    slot: SlotOption = "",
    source: SourceOption = None,
    explain: Annotated[bool, typer.Option("--explain", help="Show each term's share; write nothing.")] = False,
    all_: Annotated[
        bool, typer.Option("--all", help="Group and score all that is given: no window, no memory, nothing written.")
    ] = False,
    segments: SegmentsOption = "",
    approve: Annotated[str, typer.Option("--approve", metavar="NAME", help="Sign the running order as it is.")] = "",
    strict: StrictOption = False,
    as_json: JsonOption = False,
    quiet: QuietOption = False,
    verbose: VerboseOption = 0,
) -> int:
    """Choose a slot's stories and write its running order, keeping every edit in it."""
    from datetime import UTC, datetime

    from digest.cli import _pick_looks as looks
    from digest.cli import _segments
    from digest.jobs import pick
    from digest.workspace import open_workspace

    say = voice(json=as_json, quiet=quiet, verbose=verbose)
    opened = pick.anywhere(workspace, source or ()) if all_ else open_workspace(workspace, sources=source or ())
    now = datetime.now(UTC)  # noqa: TID251 - the clock is read here
    if _segments.several(segments) and not (approve or all_ or explain):
        return _segments.pick(opened, segments, slot, now=now, say=say, strict=strict)
    opened, due = _segments.view(opened, segments, slot, now)
    if approve:
        path = pick.approve(opened, due, approve)
        say.report({"slot": due.name, "path": str(path), "approved_by": approve}, [f"{approve} approved {path.name}."])
    elif all_:
        scored, intake = pick.everything(opened, due, tell=say.step, strict=strict)
        say.notices(intake.notices)
        say.answer(looks.all_answer(scored), looks.all_lines(scored))
    else:
        found = pick.propose(opened, due, now=now, tell=say.step, strict=strict, write=not explain)
        say.notices(found.notices)
        lines = looks.explained(found, opened.settings.picks) if explain else looks.listing(found, quiet=quiet)
        say.report(looks.answer(found), lines)
    return 0
