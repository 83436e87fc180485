"""digest edit: open the running order in $EDITOR, check it, and show what it makes."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from digest.cli._options import (
    JsonOption,
    QuietOption,
    SegmentOption,
    SlotOption,
    SourceOption,
    VerboseOption,
    WorkspaceOption,
)
from digest.cli._say import Voice, voice

if TYPE_CHECKING:
    from datetime import datetime

    from digest.errors import DataError
    from digest.jobs.pick import Proposed
    from digest.picks.slots import Slot
    from digest.workspace import Workspace


def command(
    workspace: WorkspaceOption = Path(),
    slot: SlotOption = "",
    source: SourceOption = None,
    segment: SegmentOption = "",
    preview: Annotated[bool, typer.Option("--preview/--no-preview", help="Make the preview afterwards.")] = True,
    open_it: Annotated[bool, typer.Option("--open", help="Open the preview in a browser.")] = False,
    as_json: JsonOption = False,
    quiet: QuietOption = False,
    verbose: VerboseOption = 0,
) -> None:
    """Edit a slot's running order in $EDITOR; when you close it, it is checked, picked again and previewed."""
    from datetime import UTC, datetime

    from digest.cli import _pick_looks as looks
    from digest.cli import _segments
    from digest.workspace import open_workspace

    say = voice(json=as_json, quiet=quiet, verbose=verbose)
    opened = open_workspace(workspace, sources=source or ())
    now = datetime.now(UTC)  # noqa: TID251 - the clock is read here
    opened, due = _segments.view(opened, segment, slot, now)
    found = _edited(opened, due, now, say)
    say.notices(found.notices)
    page = _previewed(opened, due, now, say) if preview or open_it else None
    told = {"preview": str(page)} if page else {}
    say.answer(looks.answer(found) | told, [*looks.listing(found, quiet=quiet), *([str(page)] if page else [])])
    if page and open_it:
        typer.launch(page.as_uri())


def _edited(opened: Workspace, due: Slot, now: datetime, say: Voice) -> Proposed:
    """Let a person edit until every edit fits; without a terminal, once."""
    from digest.jobs import edit

    path, line = edit.ensured(opened, due, now=now, tell=say.step), 0
    while True:
        edit.open_editor(_editor(), path, line=line)
        found, misfit = edit.picked_again(opened, due, now=now, tell=say.step)
        if found and not misfit:
            return found
        if misfit and not _again(misfit, say):
            raise misfit
        line = edit.line_in(misfit) if misfit else 0


def _again(misfit: DataError, say: Voice) -> bool:
    """Show an edit that does not fit and ask whether to open the file again; nobody is asked without a terminal."""
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        return False
    say.error(misfit)
    return typer.confirm("Open it again?", default=True, err=True)


def _editor() -> list[str]:
    import os
    import shlex
    from shutil import which

    from digest.errors import UsageError

    wanted = os.environ.get("VISUAL") or os.environ.get("EDITOR")  # noqa: TID251 - the user's editor, at the edge
    if wanted:
        return shlex.split(wanted)
    found = next((name for name in ("sensible-editor", "nano", "vi") if which(name)), "")
    if not found:
        raise UsageError("no text editor was found", where="EDITOR", fix='set it: EDITOR="nano" digest edit')
    return [found]


def _previewed(opened: Workspace, due: Slot, now: datetime, say: Voice) -> Path:
    from digest.jobs import preview
    from digest.line.choose import Wish

    folder = (opened.cache / "preview").absolute()
    made = preview.preview(opened, Wish(slot=due.name), folder, now=now, tell=say.step)
    for finding in made.findings:
        say.note(f"{finding.severity}: {finding.what}")
    return folder / "index.html"
