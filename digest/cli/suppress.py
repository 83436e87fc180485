"""digest suppress: who gets nothing any more; bounces and unsubscribes."""

from __future__ import annotations

import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from digest.cli import _say
from digest.cli._options import JsonOption, OutboxOption, QuietOption, VerboseOption, WorkspaceOption
from digest.cli._outbox_looks import place

if TYPE_CHECKING:
    from digest.deliver.suppression import Suppression

app = typer.Typer(
    help="Who gets nothing any more: bounces and unsubscribes.", rich_markup_mode=None, no_args_is_help=True
)

Addresses = Annotated[list[str], typer.Argument(metavar="ADDRESS...", help="One or more addresses.")]
Reason = Annotated[str, typer.Option("--reason", help="bounced, unsubscribed, complained or other.")]


@app.command()
def ls(
    workspace: WorkspaceOption = Path(),
    outbox: OutboxOption = None,
    json: JsonOption = False,
    quiet: QuietOption = False,
    verbose: VerboseOption = 0,
) -> None:
    """List the addresses, why, and since when."""
    voice = _say.voice(json=json, quiet=quiet, verbose=verbose)
    rows = _list(workspace, outbox).rows()
    cells = [(row.address, row.reason, row.since, row.note) for row in rows]
    voice.answer(
        {"suppressed": [asdict(row) for row in rows]},
        _say.table(("address", "reason", "since", "note"), cells, cut=3) if rows else ["Nobody is on the list."],
    )


@app.command()
def add(
    addresses: Addresses,
    workspace: WorkspaceOption = Path(),
    outbox: OutboxOption = None,
    json: JsonOption = False,
    quiet: QuietOption = False,
    verbose: VerboseOption = 0,
    reason: Reason = "unsubscribed",
    note: Annotated[str, typer.Option("--note", help="Somebody's words, kept beside it.")] = "",
) -> None:
    """Put addresses on the list; who is on it stays as it is."""
    from digest.deliver.suppression import entries

    voice = _say.voice(json=json, quiet=quiet, verbose=verbose)
    rows = entries(addresses, reason=reason, since=_today(), note=note)
    new = _list(workspace, outbox).add(rows)
    voice.report({"added": new}, [f"{new} added, {len(rows) - new} there already"])


@app.command()
def remove(
    addresses: Addresses,
    workspace: WorkspaceOption = Path(),
    outbox: OutboxOption = None,
    json: JsonOption = False,
    quiet: QuietOption = False,
    verbose: VerboseOption = 0,
) -> None:
    """Take addresses off the list: they get mail again."""
    voice = _say.voice(json=json, quiet=quiet, verbose=verbose)
    gone = _list(workspace, outbox).remove(addresses)
    voice.report({"removed": list(gone)}, [f"{len(gone)} removed"])


@app.command("import")
def import_(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="CSV of ours or of another service; - is stdin.")],
    workspace: WorkspaceOption = Path(),
    outbox: OutboxOption = None,
    json: JsonOption = False,
    quiet: QuietOption = False,
    verbose: VerboseOption = 0,
    reason: Reason = "unsubscribed",
) -> None:
    """Add the addresses of a CSV file; the column is found by its head."""
    from digest.deliver.suppression import from_file, known_reason

    voice = _say.voice(json=json, quiet=quiet, verbose=verbose)
    rows, notices = from_file(file, reason=known_reason(reason), since=_today())
    new = _list(workspace, outbox).add(rows)
    voice.notices(notices)
    voice.report(
        {"added": new, "warnings": [notice.as_dict() for notice in notices]},
        [f"{new} added, {len(rows) - new} there already, {len(notices)} rows skipped"],
    )


@app.command()
def export(
    workspace: WorkspaceOption = Path(),
    outbox: OutboxOption = None,
    quiet: QuietOption = False,
    verbose: VerboseOption = 0,
) -> None:
    """Write the list as CSV to stdout."""
    from digest.deliver.suppression import table

    _say.voice(quiet=quiet, verbose=verbose)
    sys.stdout.write(table(_list(workspace, outbox).rows()))


def _list(workspace: Path, outbox: Path | None) -> Suppression:
    from digest.deliver.suppression import FILE, Suppression

    return Suppression(place(workspace, outbox).parent / FILE)


def _today() -> str:
    from datetime import UTC, datetime

    return datetime.now(UTC).date().isoformat()  # noqa: TID251 - the clock is read here
