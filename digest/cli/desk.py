"""digest desk: the page for the editor's morning, in the browser, over the same files."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from digest.cli._options import (
    JsonOption,
    OutboxOption,
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
    outbox: OutboxOption = None,
    segment: SegmentOption = "",
    port: Annotated[int, typer.Option("--port", min=0, max=65535, help="Default: a free one.", show_default=False)] = 0,
    open_it: Annotated[bool, typer.Option("--open/--no-open", help="Open it in a browser.")] = True,
    host: Annotated[
        str, typer.Option("--host", metavar="ADDRESS", help="Where to listen; beyond this machine it needs a password.")
    ] = "127.0.0.1",
    password_file: Annotated[
        Path | None, typer.Option("--password-file", metavar="PATH", help="Its first line is the password.")
    ] = None,
    as_json: JsonOption = False,
    quiet: QuietOption = False,
    verbose: VerboseOption = 0,
) -> None:
    """Open the desk: choose, order, edit and see a slot's edition on one page, until you stop it with Ctrl-C."""
    from datetime import UTC, datetime

    from digest.jobs import desk
    from digest.workspace import Workspace, open_workspace

    say = voice(json=as_json, quiet=quiet, verbose=verbose)

    def opened() -> Workspace:
        whole = open_workspace(workspace, sources=source or (), outbox=outbox)
        return whole.of(segment) if segment else whole

    def now() -> datetime:
        return datetime.now(UTC)  # noqa: TID251 - the clock is read here

    password = _password(password_file)
    ready = desk.prepared(opened, slot=slot, now=now, host=host, port=port, password=password)
    say.answer({"address": ready.address, "slot": ready.session.slot.name}, [ready.address])
    say.note(f"The desk of {ready.session.slot.name}. Stop it with Ctrl-C; everything is saved as you go.")
    if open_it:
        typer.launch(ready.address)
    desk.serve(ready)


def _password(path: Path | None) -> str:
    from digest.errors import UsageError

    if path is None:
        return ""
    try:
        return (path.read_text("utf-8").splitlines() or [""])[0].strip()
    except (OSError, UnicodeDecodeError) as fault:
        raise UsageError(f"the password cannot be read: {fault}", where="--password-file") from fault
