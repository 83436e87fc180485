"""digest merge: a copy of an edition for each recipient, as files; sends nothing."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from digest.cli import _say
from digest.cli._options import JsonOption, LogOption, OutboxOption, QuietOption, VerboseOption, WorkspaceOption
from digest.cli._outbox_looks import place
from digest.text.plurals import counted

if TYPE_CHECKING:
    from collections.abc import Callable

    from digest.jobs.merge import MergeTotals

Keys = Annotated[
    list[str], typer.Argument(metavar="KEY...", help="Editions; of several, each row's segment and locale choose.")
]
Recipients = Annotated[Path, typer.Option("--recipients", metavar="FILE", help="CSV, JSON lines, Parquet or SQLite.")]
To = Annotated[str, typer.Option("-o", metavar="DIR", help="A folder, or an address such as s3://bucket/folder.")]
As = Annotated[str, typer.Option("--as", metavar="FORM", help="parts, mbox, maildir, or values (with template.eml).")]
Format = Annotated[str, typer.Option("--format", metavar="NAME", help="What FILE is, when its ending does not say.")]
Rows = Annotated[int, typer.Option("--rows", min=1, metavar="N", help="Recipients in each part.")]
On = Annotated[str, typer.Option("--on", metavar="MACHINE", help="local, ray or dask.")]
Address = Annotated[
    str, typer.Option("--address", metavar="HOST", help="The cluster's; without it one is started here.")
]
Workers = Annotated[int, typer.Option("--workers", min=0, metavar="N", help="Processes; 0 for one a core.")]


def command(
    keys: Keys,
    recipients: Recipients,
    to: To,
    workspace: WorkspaceOption = Path(),
    outbox: OutboxOption = None,
    form: As = "parts",
    file_format: Format = "",
    rows: Rows = 2000,
    on: On = "local",
    address: Address = "",
    workers: Workers = 0,
    json: JsonOption = False,
    quiet: QuietOption = False,
    verbose: VerboseOption = 0,
    log_format: LogOption = "text",
) -> None:
    """Write an edition's message once for every recipient; run again, it goes on where it stopped.

    Rows that cannot be used are left out and listed in rejects.csv with the reason.
    `digest deliver --parts DIR` sends what was made.
    """
    from digest.deliver.suppression import FILE, Suppression
    from digest.jobs.merge import MergeWish, merge

    voice = _say.voice(json=json, quiet=quiet, verbose=verbose, log=log_format)
    root = place(workspace, outbox)
    wish = MergeWish(
        keys=keys,
        recipients=recipients,
        to=to,
        format=file_format,
        form=form,
        rows=rows,
        on=on,
        workers=workers,
        address=address,
        key=os.environ.get("DIGEST_UNSUBSCRIBE_KEY", ""),  # noqa: TID251 - the command line is asked here, at the edge
    )
    done = merge(root, wish, Suppression(root.parent / FILE), tell=_progress(voice))
    voice.notices(done.notices)
    _report(voice, to, done)


def _report(voice: _say.Voice, to: str, done: MergeTotals) -> None:
    names = ("parts", "made", "octets", "rejected", "suppressed", "elsewhere")
    fields: dict[str, object] = {name: getattr(done, name) for name in names}
    fields["warnings"] = [notice.as_dict() for notice in done.notices]
    copies = counted(done.made, "copy", "copies")
    line = f"{to}: {copies} in {counted(done.parts, 'part')}, {done.octets / 1e6:,.1f} MB"
    left = [
        (done.rejected, "rejected: rejects.csv says why"),
        (done.suppressed, "on the suppression list"),
        (done.elsewhere, "for other segments"),
    ]
    voice.report(fields, [line, *(f"  {number:,} {words}" for number, words in left if number)])


def _progress(voice: _say.Voice) -> Callable[[int, int], None]:
    def tell(number: int, total: int) -> None:
        voice.passing(f"{number:,} of {counted(total, 'part')}")
        if number == total:
            voice.step("merge", counted(total, "part"))

    return tell
