"""``digest ledger``: what was published when; forget, retract, move, rebuild it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from digest.cli import _say
from digest.cli._options import JsonOption, OutboxOption, QuietOption, SegmentsOption, VerboseOption, WorkspaceOption

if TYPE_CHECKING:
    from digest.ledger.database import Row

app = typer.Typer(help="What was published when.", rich_markup_mode=None, no_args_is_help=True)

NameArgument = Annotated[str, typer.Argument(metavar="STORY", help="A story's id, its address, or a slot.")]
FileOption = Annotated[
    Path | None, typer.Option("-f", "--file", metavar="FILE", help="JSON lines; default: stdin or stdout.")
]


@app.command()
def ls(
    workspace: WorkspaceOption = Path(),
    segments: SegmentsOption = "",
    json: JsonOption = False,
    quiet: QuietOption = False,
    verbose: VerboseOption = 0,
) -> None:
    """List published stories, the newest slot first; those of segments, one list after the other."""
    from digest.jobs.ledger import of_segments, with_ledger
    from digest.workspace import open_workspace

    say = _say.voice(json=json, quiet=quiet, verbose=verbose)
    opened = open_workspace(workspace)
    if segments:
        found = of_segments(opened, segments)
        told = [(name, *_line(row)) for name, rows in found.items() for row in rows]
        lines = _say.table(("segment", "slot", "place", "state", "story", "headline"), told, cut=5)
        record = {name: [_record(row) for row in rows] for name, rows in found.items()}
        empty = ["Nothing was published for them yet. digest build --segments all makes their editions."]
        return say.answer({"segments": record}, lines if told else empty)
    rows = with_ledger(opened, lambda ledger: ledger.rows())
    lines = _say.table(("slot", "place", "state", "story", "headline"), [_line(row) for row in rows], cut=4)
    empty = ["Nothing was published yet. digest build makes an edition."]
    say.answer({"stories": [_record(row) for row in rows]}, lines if rows else empty)


@app.command()
def forget(
    story: NameArgument,
    workspace: WorkspaceOption = Path(),
    json: JsonOption = False,
    quiet: QuietOption = False,
    verbose: VerboseOption = 0,
) -> None:
    """Let a story be published again, as if it had never been."""
    from digest.jobs.ledger import forget as let_go
    from digest.workspace import open_workspace

    say = _say.voice(json=json, quiet=quiet, verbose=verbose)
    rows = let_go(open_workspace(workspace), story)
    say.report({"forgotten": [_record(row) for row in rows]}, [f"forgotten: {row.headline}" for row in rows])


@app.command()
def retract(
    story: NameArgument,
    why: Annotated[str, typer.Option("--why", metavar="REASON", help="What was wrong; the correction says it.")],
    workspace: WorkspaceOption = Path(),
    json: JsonOption = False,
    quiet: QuietOption = False,
    verbose: VerboseOption = 0,
) -> None:
    """Keep a published story out of every later edition, and say how to correct the one it is in."""
    from digest.jobs.ledger import retract as take_back
    from digest.workspace import open_workspace

    say = _say.voice(json=json, quiet=quiet, verbose=verbose)
    rows, steps = take_back(open_workspace(workspace), [story], why)
    lines = [f"retracted: {row.headline}" for row in rows]
    say.report({"retracted": [_record(row) for row in rows], "correction": steps}, [*lines, "", *steps])


@app.command()
def export(workspace: WorkspaceOption = Path(), file: FileOption = None) -> None:
    """Write the ledger as JSON lines, sorted, so that a diff tells what changed."""
    from digest import whole
    from digest.jobs.ledger import exported
    from digest.workspace import open_workspace

    text = exported(open_workspace(workspace))
    if file:
        whole.write_output(file, text.encode(), option="--file")
    else:
        typer.echo(text, nl=False)


@app.command("import")
def import_(
    workspace: WorkspaceOption = Path(),
    file: FileOption = None,
    json: JsonOption = False,
    quiet: QuietOption = False,
    verbose: VerboseOption = 0,
) -> None:
    """Read what ``export`` wrote; rows about the same story are replaced."""
    import io
    import sys

    from digest.errors import UsageError, in_words
    from digest.jobs.ledger import imported
    from digest.workspace import open_workspace

    say = _say.voice(json=json, quiet=quiet, verbose=verbose)
    try:
        lines = io.BytesIO(file.read_bytes()) if file else sys.stdin.buffer
    except OSError as fault:
        raise UsageError(f"cannot read it: {in_words(fault)}", where=str(file), fix="--file FILE") from fault
    count = imported(open_workspace(workspace), lines, str(file or "stdin"))
    say.report({"imported": count}, [f"{count} stories imported."])


@app.command()
def rebuild(
    workspace: WorkspaceOption = Path(),
    outbox: OutboxOption = None,
    json: JsonOption = False,
    quiet: QuietOption = False,
    verbose: VerboseOption = 0,
) -> None:
    """Make the ledger anew from the manifests in the outbox; retractions are kept."""
    from digest.jobs.ledger import rebuild as make_anew
    from digest.workspace import open_workspace

    say = _say.voice(json=json, quiet=quiet, verbose=verbose)
    count = make_anew(open_workspace(workspace, outbox=outbox))
    say.report({"stories": count}, [f"{count} stories from the outbox's manifests."])


def _line(row: Row) -> tuple[str, ...]:
    return (row.slot, row.place, "retracted" if row.retracted else row.state, row.story, row.headline)


def _record(row: Row) -> dict[str, Any]:
    names = ("slot", "story", "key", "state", "place", "headline", "url", "retracted")
    return {name: getattr(row, name) for name in names}
