"""``digest outbox``: look at finished editions, and keep account of their delivery."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from digest.cli import _say
from digest.cli._options import JsonOption, OutboxOption, QuietOption, VerboseOption, WorkspaceOption
from digest.cli._outbox_looks import listing, place, portrait, raw, verdicts

app = typer.Typer(
    help="Finished editions: list, look, verify, hand over, clean up.", rich_markup_mode=None, no_args_is_help=True
)

KeyArgument = Annotated[str, typer.Argument(metavar="KEY", help="An edition, such as daily-2026-08-10.")]
ROWS = 40  # on a terminal; a pipe and --json get every row


@app.command()
def ls(
    workspace: WorkspaceOption = Path(),
    outbox: OutboxOption = None,
    json: JsonOption = False,
    quiet: QuietOption = False,
    verbose: VerboseOption = 0,
    all_: Annotated[bool, typer.Option("--all", help="Every edition, on a terminal too.")] = False,
) -> None:
    """List the editions and where each stands."""
    from digest.outbox.read import entries

    voice = _say.voice(json=json, quiet=quiet, verbose=verbose)
    root = place(workspace, outbox)
    found = entries(root)
    voice.answer({"editions": [asdict(e) for e in found]}, listing(found, root, ROWS if not all_ else len(found)))


@app.command()
def show(
    key: KeyArgument,
    workspace: WorkspaceOption = Path(),
    outbox: OutboxOption = None,
    json: JsonOption = False,
    quiet: QuietOption = False,
    verbose: VerboseOption = 0,
    file: Annotated[str, typer.Option("--file", metavar="NAME", help="Write this file of it to stdout.")] = "",
) -> None:
    """Show an edition: its message, its files, its marks; or one of its files."""
    from digest.outbox.read import description, read

    voice = _say.voice(json=json, quiet=quiet, verbose=verbose)
    root = place(workspace, outbox)
    if file:
        return raw(read(root, key, file))
    found = description(root, key)
    voice.answer(found, portrait(found))


@app.command()
def verify(
    keys: Annotated[list[str] | None, typer.Argument(metavar="[KEY]...", help="Default: every edition.")] = None,
    workspace: WorkspaceOption = Path(),
    outbox: OutboxOption = None,
    json: JsonOption = False,
    quiet: QuietOption = False,
    verbose: VerboseOption = 0,
) -> int:
    """Check every byte of editions against their SHA256SUMS; exit 1 when one is damaged."""
    from digest.outbox.read import verify_all

    voice = _say.voice(json=json, quiet=quiet, verbose=verbose)
    found = verify_all(place(workspace, outbox), keys or [])
    voice.answer({"editions": [{"key": key, "faults": list(wrong)} for key, wrong in found]}, verdicts(found))
    return int(any(wrong for _, wrong in found))
