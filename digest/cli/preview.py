"""digest preview: see an edition before it is published."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

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
from digest.cli._say import voice


def command(
    workspace: WorkspaceOption = Path(),
    slot: SlotOption = "",
    source: SourceOption = None,
    segment: SegmentOption = "",
    out: Annotated[Path | None, typer.Option("-o", "--output", metavar="DIR", help="Default: .digest/preview.")] = None,
    watch: Annotated[bool, typer.Option("--watch", help="Make it again when something changes.")] = False,
    open_it: Annotated[bool, typer.Option("--open", help="Open it in a browser.")] = False,
    as_json: JsonOption = False,
    quiet: QuietOption = False,
    verbose: VerboseOption = 0,
) -> None:
    """Show a slot's edition side by side in all its forms; publishes nothing."""
    from datetime import UTC, datetime

    from digest.jobs import preview
    from digest.line.choose import Wish
    from digest.workspace import Workspace, open_workspace

    say = voice(json=as_json, quiet=quiet, verbose=verbose)
    folder = (out or open_workspace(workspace).cache / "preview").absolute()
    page = folder / "index.html"

    def make(opened: Workspace) -> None:
        now = datetime.now(UTC)  # noqa: TID251 - the clock is read here
        made = preview.preview(opened, Wish(slot=slot), folder, now=now, tell=say.step)
        answer = {"path": str(page), "key": made.edition.key, "findings": [f.as_dict() for f in made.findings]}
        say.answer(answer, [str(page)])

    def opened() -> Workspace:
        whole = open_workspace(workspace, sources=source or ())
        return whole.of(segment) if segment else whole

    if not watch:
        make(opened())
    if open_it:
        typer.launch(page.as_uri())
    if watch:
        preview.watch(opened, make, say.error)
